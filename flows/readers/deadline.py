"""The time that work on one document may take: to read it, and to extract from it.

A reader asks between two pages or elements, the extraction between two components; what hangs inside a library of a
reader is ended with its process by `isolation`.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Self

from schemas.errors import UnreadableSource


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which work on a document ends."""

    seconds: float
    """The time that was given."""
    moment: float
    """When it is up, by the clock of `time.monotonic`."""
    work: str
    """What must be done by then, for the message."""

    @classmethod
    def after(cls, seconds: float, work: str = "reading it") -> Self:
        """The deadline that many seconds from now."""
        return cls(seconds, monotonic() + seconds, work)

    def check(self) -> None:
        """Raises `UnreadableSource` when the time is up."""
        if monotonic() > self.moment:
            raise self.exceeded()

    def exceeded(self) -> UnreadableSource:
        """What is raised when the time is up."""
        return UnreadableSource(
            f"{self.work} takes more than {self.seconds:g} seconds (setting max_seconds; --retry-failed tries again)"
        )
