"""A store that is there, for commands that make none."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

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
