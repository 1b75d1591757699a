"""A store's database: opened, locked, read and written, with errors in words for people."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from flows.stores import urls
from flows.stores.locks import only_holder
from schemas.errors import RunError, StoreBusy, StoreError

_SECONDS_TO_CONNECT = 10
"""How long a server may take to answer; without it a wrong address takes minutes."""
_SECONDS_BUSY = 30
"""How long a statement waits for another that writes, such as a decision on the review page."""

_SECONDS_TO_LOCK = 5
"""How long a run waits for the lock: a server notices a little later that the program of another run was killed."""

_SQLITE = (
    "page_size = 8192",  # of a new file: filled with 4 % less of the processor than with the usual 4,096 bytes
    "journal_mode = WAL",
    "foreign_keys = ON",
)
"""Settings of each connection to SQLite."""

_LOCK = int.from_bytes(b"recital", "big")
"""Key of the advisory lock on PostgreSQL."""

_PASSING = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY),
)
"""Errors of SQLite that lie in how things are around it."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""Errors of SQLite that lie in its file."""

_BEGIN = "recital_begin"
"""Execution option: the statement that begins a transaction on SQLite."""


class Database:
    """The database of a store; nothing is opened until it is used.

    One that is only read may stand where nothing can be written; on SQLite nothing can write to it by mistake, either.
    """

    def __init__(self, url: str, *, only_read: bool = False) -> None:
        self.url = url
        self.file = urls.file_of(url)
        self._engine = _reading_engine(url, self.file) if only_read and self.file else _engine(url)

    @property
    def name(self) -> str:
        """The URL as it may be shown."""
        return urls.masked(self.url)

    def close(self) -> None:
        """Closes its connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store. Raises `StoreError` for what the database refuses."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that takes its place among the writers at once, and is whole or not at all.

        On SQLite one that only later turns to writing can fail where another wrote in between.
        """
        engine = self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with self._explained(), engine.begin() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Within it no other run works on the store. Raises `RunError` when one does."""
        taken = f"another run works on the store {self.name}; let it end first, or give this one another --store"
        if self.file is not None:
            with only_holder(FileLock(f"{self.file}.lock", timeout=0), taken):
                yield
            return
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._explained(), closing(engine.connect()) as connection:
            connection.detach()  # no other work gets this connection, and the lock ends with it
            connection.exec_driver_sql(f"SET lock_timeout = '{_SECONDS_TO_LOCK}s'")
            try:
                connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) == "55P03":  # lock_not_available
                    raise RunError(taken) from error
                raise
            yield

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._refused(error.orig) from error
        except SQLAlchemyError as error:
            raise StoreError(f"store {self.name}: {error}; `recital check` says what is wrong with it") from error
        except self._driver.Error as error:  # of a bulk statement, which goes to the driver itself
            raise self._refused(error) from error

    @property
    def _driver(self) -> Any:  # noqa: ANN401 # a module
        return self._engine.dialect.loaded_dbapi

    def _refused(self, error: BaseException | None) -> StoreError:
        reason = str(error).strip().partition("\n")[0]
        kind = StoreBusy if self._may_pass(error) else StoreError
        return kind(f"store {self.name}: {reason}{self._remedy(error)}")

    def _may_pass(self, error: BaseException | None) -> bool:
        """Whether another try may do; SQLite also calls operational what its file cannot answer, like a lost column."""
        if isinstance(error, sqlite3.Error):
            return _code(error) in _PASSING
        return isinstance(error, self._driver.OperationalError)

    def _remedy(self, error: BaseException | None) -> str:
        """What to do about a file of SQLite that is damaged, or that this user may not write."""
        if self.file is None or not isinstance(error, sqlite3.Error):
            return ""
        if _code(error) in _DAMAGE:
            return (
                "; put back a copy of it, or move it away: `recital run` makes a new one of the output files, "
                "in which what people decided is lost"
            )
        if _code(error) == sqlite3.SQLITE_READONLY:
            return f"; expected a file, in a folder {str(self.file.parent)!r}, that this user may write"
        return ""


def _code(error: sqlite3.Error) -> int:
    """The kind of an error of SQLite, without what it says in detail."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _engine(url: str) -> Engine:
    if urls.file_of(url) is None:
        options = {"connect_timeout": _SECONDS_TO_CONNECT, "client_encoding": "utf8"}
        return create_engine(url, connect_args=options, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _SECONDS_BUSY})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _reading_engine(url: str, file: Path) -> Engine:
    """An engine for a SQLite file that is not written: it may belong to somebody else, or lie on a read-only disk."""
    location = file.absolute()

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{location.as_uri()}?{_access(location)}",
            uri=True,
            timeout=_SECONDS_BUSY,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(url, creator=connect)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _access(file: Path) -> str:
    """How a SQLite file is opened to be read.

    Readers share a log beside the file, and the last removes it, which takes a connection that could write. Where no
    log can be made and none holds anything, nobody can write either, and the file is read as it stands.
    """
    if os.access(file, os.W_OK) and os.access(file.parent, os.W_OK):
        return "mode=rw"
    log = file.with_name(f"{file.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 # a connection of the driver
    """Settings of each connection; Python's own handling of transactions, which splits some, is switched off."""
    connection.isolation_level = None
    for pragma in _SQLITE:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))
