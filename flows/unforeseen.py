"""What nobody foresaw, kept from going further than it must: a document from stopping others, a user from a traceback.

with Caught() as caught:
    1 / 0
caught.error        -> ZeroDivisionError("division by zero")
"""

from types import TracebackType
from typing import Self


class Caught:
    """Ends a block at any exception, and keeps it; Ctrl-C and the end of the program go on."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None
