"""A store that is there, for commands that make none; and what one says of the output beside which it was written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from flows import places
from flows.places import Place
from flows.stores import entries, files, runs, urls
from flows.stores.database import Database
from flows.stores.upgrades import require_current


class Deviations(NamedTuple):
    """The sources whose output file is not as a run wrote it, sorted."""

    lost: Sequence[str] = ()
    altered: Sequence[str] = ()


@contextmanager
def existing(url: str, *, only_read: bool = False) -> Iterator[Database]:
    """The store of a URL. Raises `UsageError` when there is none, or none of this version."""
    with Database(url, only_read=only_read) as database:
        require_current(database)
        yield database


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """A connection that sees the store as it is now and changes nothing. Raises as `existing` does."""
    with existing(url, only_read=True) as database, database.reading() as connection:
        yield connection


def deviations(url: str, output: Place) -> Deviations:
    """The output files that are not as a store says that runs wrote them; none where its last run wrote elsewhere.

    Raises as `existing` does.
    """
    lost: list[str] = []
    altered: list[str] = []
    with reading(url) as connection:
        if _wrote_to(output, connection, url):
            stamps = files.Stamps(output)
            for one in entries.written(connection):
                if not stamps.is_intact(one):
                    (lost if stamps.of(one.source) is None else altered).append(one.source)
    return Deviations(sorted(lost), sorted(altered))


def _wrote_to(output: Place, connection: Connection, url: str) -> bool:
    """Whether the last run wrote its output there, as its store says."""
    file, last = urls.file_of(url), next(iter(runs.read(connection, last=1)), None)
    if last is None:
        return False
    named = str(last.settings.get("output"))
    beside = file is not None and places.is_same(file.parent, output)
    return beside or named == str(output) or places.is_same(Path(named), output)
