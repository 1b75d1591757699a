"""Destinations of tests, and their tables as somebody else's client reads them."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import fsspec
import psycopg

from flows.publish.destinations import Destination, Engine
from flows.publish.folders import POINTER
from flows.publish.merging import published_tables
from schemas.tables import TABLES, Column, Type

ENGINES = ("duckdb", "sqlite", "postgresql", "parquet")

Row = dict[str, Any]


class Answer(NamedTuple):
    """What a query gives."""

    names: list[str]
    rows: list[tuple[Any, ...]]


def rows(destination: str, table: str, *, history: bool = False) -> list[Row]:
    """The rows of a published table, in the order of its key, their cells as Python has them."""
    defined = {defined.name: defined for defined in published_tables(history=history)}[table]
    names = ", ".join(f'"{name}"' for name in defined.names)
    found = query(destination, f"SELECT {names} FROM {table}")  # noqa: S608 # our names
    cells = [
        {column.name: _cell(column, cell) for column, cell in zip(defined.columns, row, strict=True)} for row in found
    ]
    return sorted(cells, key=lambda row: tuple(str(row[name]) for name in defined.key))


def tables(destination: str) -> dict[str, list[Row]]:
    """Every row of every table, without the moment of a publish: when records were withdrawn."""
    found = {name: rows(destination, name) for name in TABLES}
    for row in found["withdrawn"]:
        del row["withdrawn"]
    return found


def query(destination: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return asked(destination, sql).rows


def asked(destination: str, sql: str) -> Answer:
    """What a query gives, by the client that people use."""
    place = Destination.parse(destination)
    if place.engine is Engine.POSTGRESQL:
        with psycopg.connect(place.where.replace("+psycopg", "")) as server:
            return _answer(server.execute(sql))
    if place.engine is Engine.SQLITE:
        with closing(sqlite3.connect(place.file)) as file:
            return _answer(file.execute(sql))
    if place.engine is Engine.DUCKDB:
        with duckdb.connect(place.where, read_only=True) as file:
            return _answer(file.execute(sql))
    with duckdb.connect() as memory:
        for table in TABLES:
            memory.execute(f"CREATE VIEW {table} AS FROM read_parquet('{parquet_file(destination, table)}')")
        return _answer(memory.execute(sql))


def write(destination: str, *statements: tuple[str, Sequence[Any]]) -> None:
    """Runs statements with a question mark for each of their cells, as somebody else's client does."""
    place = Destination.parse(destination)
    if place.engine is Engine.POSTGRESQL:
        with psycopg.connect(place.where.replace("+psycopg", "")) as server:
            for sql, cells in statements:
                server.execute(sql.replace("?", "%s"), cells)
        return
    opened = sqlite3.connect(place.file) if place.engine is Engine.SQLITE else duckdb.connect(place.where)
    with closing(opened) as file:
        for sql, cells in statements:
            file.execute(sql, cells)
        file.commit()


def _answer(cursor: Any) -> Answer:
    return Answer([column[0] for column in cursor.description], cursor.fetchall())


def parquet_file(destination: str, table: str) -> Path:
    """The file of a table that holds now."""
    folder = Path(Destination.parse(destination).where)
    return folder / (folder / POINTER).read_text() / f"{table}.parquet"


def stored(url: str) -> dict[str, bytes]:
    """Every file in object storage, by name."""
    files, root = fsspec.core.url_to_fs(url)
    return {path.removeprefix(root): files.cat_file(path) for path in files.find(root)}


def _cell(column: Column, cell: Any) -> Any:
    """A cell as Python has it, where SQLite has no such type."""
    if cell is None:
        return None
    parse: Callable[[Any], Any] = _PARSED.get(column.type, lambda cell: cell)
    return parse(cell)


_PARSED: dict[Type, Callable[[Any], Any]] = {
    Type.DECIMAL: lambda cell: Decimal(repr(cell)) if isinstance(cell, float | int) else cell.normalize() + 0,
    Type.BOOLEAN: bool,
    Type.DATE: lambda cell: date.fromisoformat(cell) if isinstance(cell, str) else cell,
    Type.INSTANT: lambda cell: (
        datetime.fromisoformat(cell).replace(tzinfo=UTC) if isinstance(cell, str) else cell.astimezone(UTC)
    ),
}


def only(found: Sequence[Row], *names: str) -> list[tuple[Any, ...]]:
    """Some cells of rows."""
    return [tuple(row[name] for name in names) for row in found]
