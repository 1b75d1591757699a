"""A folder of Parquet files, on a disk or in object storage, through fsspec.

facts/CURRENT                                 the name of the folder that holds now
facts/20261122T064512123456Z/dates.parquet    a table; the others stand beside it

A publish that changes anything writes a folder of its own, and names it in CURRENT as its last step: whoever asks sees
all tables of one publish, or all of the one before, which stays for those who still read it.
"""

import errno
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flows import places
from flows.publish import duck
from flows.publish.contract import Shape, Shapes
from flows.publish.destinations import Destination
from flows.publish.duck import DuckTarget
from flows.publish.merging import Pair
from flows.publish.targets import alone_on, require
from flows.stores import urls
from schemas.errors import PublishBusy, PublishError, UsageError

if TYPE_CHECKING:
    import duckdb

POINTER = "CURRENT"
_OF_OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl"})
"""Storage that has no folders: to make one there would make a bucket, of whatever name was mistyped."""
_UNFINISHED = ".unfinished-"
_STAMP = "%Y%m%dT%H%M%S%fZ"
_STAMPED = re.compile(rf"(?:{re.escape(_UNFINISHED)})?(?P<stamp>\d{{8}}T\d{{12}}Z)")
_GRACE = timedelta(days=1)
"""How old a folder must be in object storage to be taken for what a killed publish left: nobody is locked out there."""


class FolderTarget(DuckTarget):
    """A database of its own, in which the tables of a folder are merged before they are written anew."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", folder: "_Folder", here: Path) -> None:
        super().__init__(connection, here)
        self._folder = folder

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there; their rows are read with them."""
        from pyarrow import parquet  # noqa: PLC0415 # an extra

        found = {}
        for name in names:
            if file := self._folder.fetch(name, self._here):
                there = parquet.read_schema(file)
                found[name] = {field.name: Shape(duck.spelled(field.type), nullable=field.nullable) for field in there}
                self.copy_file(name, file)
        return found

    def finish(self, pairs: Mapping[str, Pair], changed: Collection[str]) -> None:
        """Writes every table, where one changed, and lets them take the place of those that were there."""
        if not changed and self._folder.current:
            return
        new = self._here / "new"
        new.mkdir()
        for name, pair in pairs.items():
            self.write_file(pair, new / f"{name}.parquet")
        self._folder.swap(new)


class _Folder:
    """Where the tables stand."""

    def __init__(self, where: str) -> None:
        import fsspec  # noqa: PLC0415 # an extra

        try:
            self._files, self._root = fsspec.core.url_to_fs(where)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"parquet:{urls.masked(where)}: {urls.masked(str(error))}; expected a folder that fsspec can open"
            ) from error
        protocol = self._files.protocol
        self._protocols = {protocol} if isinstance(protocol, str) else set(protocol)
        self.local = Path(self._root) if "file" in self._protocols else None
        self.current: str | None = None

    def make(self) -> None:
        """Makes the folder where there is none."""
        self._make(self._root)

    def _make(self, folder: str) -> None:
        if _OF_OBJECTS.isdisjoint(self._protocols):
            self._files.makedirs(folder, exist_ok=True)

    def open(self) -> None:
        """Notes which folder holds."""
        pointer = f"{self._root}/{POINTER}"
        if self._files.exists(pointer):
            self.current = self._files.cat_file(pointer).decode()

    def fetch(self, table: str, here: Path) -> Path | None:
        """A copy of a table as it holds now; None where there is none."""
        there, copy = f"{self._root}/{self.current}/{table}.parquet", here / f"{table}.parquet"
        if self.current is None or not self._files.exists(there):
            return None
        self._files.get_file(there, str(copy))
        return copy

    def swap(self, new: Path) -> None:
        """Brings files to their place, and names them as those that hold."""
        name = datetime.now(UTC).strftime(_STAMP)
        self._make(f"{self._root}/{name}")
        for file in sorted(new.iterdir()):
            self._files.put_file(str(file), f"{self._root}/{name}/{file.name}")
        unfinished = f"{self._root}/{_UNFINISHED}{name}"
        self._files.pipe_file(unfinished, name.encode())
        if self.local:
            for path in (*(self.local / name).iterdir(), Path(unfinished)):
                _flush(path)
        self._files.mv(unfinished, f"{self._root}/{POINTER}")
        self._tidy({name, self.current})

    def _tidy(self, keep: Collection[str | None]) -> None:
        """Takes away what holds no more and what killed publishes left, but the folder that held before."""
        yesterday = (datetime.now(UTC) - _GRACE).strftime(_STAMP)
        for path in self._files.ls(self._root, detail=False):
            name = path.rstrip("/").rpartition("/")[2]
            match = _STAMPED.fullmatch(name)
            if match and name not in keep and (self.local or match["stamp"] < yesterday):
                with suppress(OSError):  # what may not be removed stays; the tables hold all the same
                    self._files.rm(path, recursive=True)


@contextmanager
def opened(destination: Destination, *, only_read: bool = False) -> Iterator[FolderTarget]:
    """A folder of Parquet files, only to be read or, on a disk, alone on it among publishers.

    Raises `PublishError`, and `PublishBusy` for what may pass. In object storage the publish that ends last holds.
    """
    require("duckdb", "fsspec", "pyarrow", extra="parquet")
    folder = _Folder(destination.where)
    with ExitStack() as stack:
        stack.enter_context(_explained(str(destination)))
        stack.enter_context(duck.explained(str(destination)))
        if folder.local and not only_read:
            stack.enter_context(alone_on(folder.local, str(destination)))
        if not only_read:
            folder.make()
        folder.open()
        here = Path(stack.enter_context(TemporaryDirectory(prefix="recital-publish-")))
        connection = stack.enter_context(duck.connected(here / "merged.duckdb"))
        yield FolderTarget(connection, folder, here)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        with places.answering(name):
            yield
    except OSError as error:
        passes = isinstance(error, ConnectionError | TimeoutError) or error.errno == errno.EHOSTUNREACH
        reason = urls.masked(error.strerror or str(error))
        raise (PublishBusy if passes else PublishError)(
            f"{name}: {reason}; expected a place that is there and can be written to"
        ) from error


def _flush(path: Path) -> None:
    """Makes a file last through a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
