"""A store that is there, for commands that make none; and what one says of the output beside which it was written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from flows import places
from flows.places import Place
from flows.stores import entries, runs, urls
from flows.stores.database import Database
from flows.stores.upgrades import require_current


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


def written(url: str, output: Place) -> frozenset[str]:
    """The sources of which a run wrote an output file, as a store says; none where its last run wrote elsewhere.

    Raises as `existing` does.
    """
    with reading(url) as connection:
        for last in runs.read(connection, last=1):
            file, named = urls.file_of(url), str(last.settings.get("output"))
            beside = file is not None and places.is_same(file.parent, output)
            if beside or named == str(output) or places.is_same(Path(named), output):
                return entries.there(connection)
    return frozenset()
