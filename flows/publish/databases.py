"""SQLite and PostgreSQL: one transaction, through SQLAlchemy."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql import Executable

from flows.publish.contract import Shape, Shapes
from flows.publish.destinations import Destination, Engine
from flows.publish.merging import Pair
from flows.publish.targets import SECONDS_TO_WAIT, alone_on
from schemas.errors import PublishBusy, PublishError
from schemas.rows import Cell, Row

_SECONDS_TO_CONNECT = 10
_ROWS = 1000
"""Rows read at once."""

_LOCK = int.from_bytes(b"publish", "big")
"""Key of the advisory lock on PostgreSQL."""

_TRANSIENT = ("08", "57P", "40001", "40P01", "55P03", "53300")
"""States of PostgreSQL that pass: lost connections, restarts, deadlocks, locks, too many connections."""

_REFUSED = re.compile(r"FATAL: .*(?:password|authentication|pg_hba|does not exist|permission)")
"""A server that refuses a connection for good; libpq gives these failures no state."""


class DatabaseTarget:
    """A connection within its transaction.

    Whatever it is asked, it explains its own failures: those of the store, which is read meanwhile, are not its own.
    """

    keyed = True

    def __init__(self, connection: sa.Connection, destination: Destination) -> None:
        self._connection, self._destination = connection, destination

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there. Raises `PublishError` for a view in their place."""
        with _explained(self._destination):
            return self._shapes(names)

    def _shapes(self, names: Collection[str]) -> Shapes:
        inspector = sa.inspect(self._connection)
        if views := sorted(set(names).intersection(inspector.get_view_names())):
            raise PublishError(f"{views[0]} is a view there; expected a place without tables of other programs")
        return {
            name: {
                column["name"]: Shape(self._spelled(column["type"]), nullable=column["nullable"])
                for column in inspector.get_columns(name)
            }
            for name in names
            if inspector.has_table(name)
        }

    def shape(self, column: sa.Column[Any]) -> Shape:
        """What a column will be there."""
        return Shape(self._spelled(column.type), nullable=bool(column.nullable))

    def _spelled(self, kind: sa.types.TypeEngine[Any]) -> str:
        return kind.compile(self._connection.dialect)

    def run(self, statement: Executable) -> int:
        """Runs a statement; how many rows it touched."""
        with _explained(self._destination):
            return self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount

    def read(self, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows of a query."""
        with _explained(self._destination):
            return [tuple(row) for row in self._connection.execute(statement)]

    def plain(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one after another, their cells as the driver gives them, whatever the columns promise."""
        with _explained(self._destination):
            yield from map(tuple, self._connection.execute(sa.text(query), execution_options={"yield_per": _ROWS}))

    def held(self, cell: Cell) -> Any:  # noqa: ANN401 # a cell is of any type
        """What becomes of a cell there, as `plain` gives it back."""
        return _sqlite_cell(cell) if self._destination.engine is Engine.SQLITE else cell

    def stage(self, pair: Pair) -> None:
        """Makes the temporary table of a pair."""
        self.run(CreateTable(pair.staged))

    def keep(self, pair: Pair, source: str) -> None:
        """Takes what is published of a source for new, so that it stays."""
        self.run(pair.keep(source))

    def seal(self, pair: Pair) -> None:
        """Tells PostgreSQL how much there is to merge; nobody else does for temporary tables."""
        if self._connection.dialect.name == "postgresql":
            self.run(sa.text(f"ANALYZE {pair.staged.name}"))

    def load(self, pair: Pair, rows: Sequence[Row]) -> None:
        """Adds rows the fast way: with `COPY` on PostgreSQL, `executemany` on SQLite."""
        with _explained(self._destination):
            self._load(pair, rows)

    def _load(self, pair: Pair, rows: Sequence[Row]) -> None:
        names = ", ".join(f'"{name}"' for name in pair.staged.c.keys())  # noqa: SIM118 # no mapping
        if self._connection.dialect.name == "sqlite":
            holders = ", ".join("?" * len(pair.staged.c))
            statement = f"INSERT INTO {pair.staged.name} ({names}) VALUES ({holders})"  # noqa: S608 # our names
            self._connection.exec_driver_sql(statement, [tuple(map(_sqlite_cell, row)) for row in rows])
            return
        driver: Any = self._connection.connection.driver_connection  # psycopg's own, which alone knows COPY
        with driver.cursor() as cursor, cursor.copy(f"COPY {pair.staged.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self, pairs: Mapping[str, Pair], changed: Collection[str]) -> None:
        """Nothing: the end of the transaction brings everything."""


def _sqlite_cell(cell: Any) -> Any:  # noqa: ANN401 # a cell is of any type
    """What SQLite holds: no decimals, booleans and dates. Whole numbers of 64 bits are exact, others have 15 digits."""
    match cell:
        case bool():
            return int(cell)
        case Decimal():
            whole = int(cell)
            return whole if whole == cell and abs(whole) < 2**63 else float(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S.%f")
        case date():
            return cell.isoformat()
    return cell


@contextmanager
def opened(destination: Destination, *, only_read: bool = False) -> Iterator[DatabaseTarget]:
    """A database, alone on it among publishers or only to be read.

    Raises `PublishError`, and `PublishBusy` for what may pass.
    """
    sqlite, postgresql = (_sqlite_read, _postgresql_read) if only_read else (_sqlite, _postgresql)
    opener = sqlite if destination.engine is Engine.SQLITE else postgresql
    with _explained(destination), opener(destination) as connection:
        yield DatabaseTarget(connection, destination)


def _server(destination: Destination) -> sa.Engine:
    options = {"connect_timeout": _SECONDS_TO_CONNECT, "client_encoding": "utf8"}
    return sa.create_engine(destination.where, connect_args=options, poolclass=NullPool)


@contextmanager
def _postgresql_read(destination: Destination) -> Iterator[sa.Connection]:
    with _server(destination).begin() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


@contextmanager
def _postgresql(destination: Destination) -> Iterator[sa.Connection]:
    with _server(destination).begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


@contextmanager
def _sqlite_read(destination: Destination) -> Iterator[sa.Connection]:
    """A connection that changes nothing, and reads text that is none, too."""

    def connect() -> sqlite3.Connection:
        where = f"{destination.file.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(where, uri=True, timeout=SECONDS_TO_WAIT)
        connection.text_factory = lambda content: content.decode(errors="surrogateescape")
        return connection

    with sa.create_engine("sqlite://", creator=connect, poolclass=NullPool).connect() as connection:
        connection.exec_driver_sql("BEGIN")  # one state of it, from the first query to the last
        yield connection


@contextmanager
def _sqlite(destination: Destination) -> Iterator[sa.Connection]:
    """A connection that writes to a log, so that others read on meanwhile; at its end the file is whole by itself."""
    with alone_on(destination.file, str(destination)):
        engine = sa.create_engine(
            destination.where, connect_args={"timeout": SECONDS_TO_WAIT, "isolation_level": None}, poolclass=NullPool
        )
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode = WAL")
            with connection.begin():
                yield connection
            driver.execute("PRAGMA busy_timeout = 0")  # whoever reads now keeps the log; the next publish takes it away
            try:
                driver.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError:
                return


@contextmanager
def _explained(destination: Destination) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _told(destination, error.orig or error) from error
    except (psycopg.Error, sqlite3.Error) as error:
        raise _told(destination, error) from error
    except SQLAlchemyError as error:
        raise PublishError(f"{destination}: {type(error).__name__}") from error


def _told(destination: Destination, error: BaseException) -> PublishError:
    reason = str(error).strip().partition("\n")[0]
    return (PublishBusy if _may_pass(error) else PublishError)(f"{destination}: {reason}")


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    if not isinstance(error, psycopg.OperationalError):
        return False
    return error.sqlstate.startswith(_TRANSIENT) if error.sqlstate else not _REFUSED.search(str(error))
