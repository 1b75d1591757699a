"""What the merge needs of a database, whichever it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.sql import Executable

from flows.publish.contract import Shape, Shapes
from flows.publish.merging import Pair
from schemas.errors import PublishBusy, PublishError, UsageError
from schemas.rows import Cell, Row

SECONDS_TO_WAIT = 60.0
"""How long a publish waits for another one on the same destination."""


class Target(Protocol):
    """A destination, opened for one publish that is alone on it; others see what it did at its end, or never."""

    keyed: bool
    """Whether its tables have declared keys."""

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there."""

    def shape(self, column: sa.Column[Any]) -> Shape:
        """What a column will be there."""

    def run(self, statement: Executable) -> int:
        """Runs a statement; how many rows it touched."""

    def read(self, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows of a query."""

    def plain(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one after another, their cells as the driver gives them, whatever the columns promise."""

    def held(self, cell: Cell) -> Any:  # noqa: ANN401 # a cell is of any type
        """What becomes of a cell there, as `plain` gives it back."""

    def stage(self, pair: Pair) -> None:
        """Makes the place beside a published table in which its new rows are gathered."""

    def load(self, pair: Pair, rows: Sequence[Row]) -> None:
        """Adds rows to those that are gathered."""

    def keep(self, pair: Pair, source: str) -> None:
        """Takes what is published of a source for new, so that it stays."""

    def seal(self, pair: Pair) -> None:
        """Notes that all new rows are gathered: from now on they are asked for."""

    def finish(self, pairs: Mapping[str, Pair], changed: Collection[str]) -> None:
        """Brings what was done to its place, given the tables that changed; where a transaction does not at its end."""


def require(*packages: str, extra: str) -> None:
    """Raises `UsageError` where one of these packages is not installed."""
    if missing := [name for name in packages if find_spec(name) is None]:
        raise UsageError(f"{missing[0]} is not installed; expected `pip install '.[{extra}]'` in Recital's folder")


@contextmanager
def alone_on(path: Path, name: str) -> Iterator[None]:
    """Within it no other publish works on a file or folder.

    Raises `PublishBusy` when another does not end in time, and `PublishError` where nothing can be written.
    """
    lock = FileLock(f"{path}.lock", timeout=SECONDS_TO_WAIT)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise PublishBusy(f"{name}: another publish works on it; let it end first") from error
    except OSError as error:
        raise PublishError(f"{name}: {error.strerror}; expected a place that is there and can be written to") from error
    try:
        yield
    finally:
        lock.release()
