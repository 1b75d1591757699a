"""Rows that are expected, waiting on the disk for those that are found, so that memory does not grow with them.

A cell is kept in the words in which it is compared and shown:

Decimal("2.50")              2.5
date(1999, 6, 10)            1999-06-10
"1999"                       '1999'
None                         null
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

Words = tuple[str, ...]
"""Cells of a row, in words."""

_MADE = """CREATE TABLE expected (
    place TEXT, key TEXT, cells TEXT NOT NULL, met INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (place, key)
) WITHOUT ROWID"""
_MET = "UPDATE expected SET met = met + 1 WHERE place = ? AND key = ? RETURNING cells, met"


class Met(NamedTuple):
    """A row that was expected."""

    cells: Words
    again: bool
    """Whether one with its key was met before."""


class Expected:
    """The rows of every table, by the words of their keys."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, rows: Iterable[tuple[str, Words, Words]]) -> None:
        """Adds rows, each with its table and its key; of those with one key the first counts."""
        kept = ((table, json.dumps(key), json.dumps(cells)) for table, key, cells in rows)
        self._connection.executemany("INSERT OR IGNORE INTO expected (place, key, cells) VALUES (?, ?, ?)", kept)

    def meet(self, table: str, key: Words) -> Met | None:
        """The row with a key; none where none is expected."""
        place = (table, json.dumps(key))
        found = self._connection.execute(_MET, place).fetchone()
        return Met(tuple(json.loads(found[0])), again=found[1] > 1) if found else None

    def missing(self, table: str) -> Iterator[Words]:
        """The keys of rows that were not met, in their order."""
        left = "SELECT key FROM expected WHERE place = ? AND met = 0 ORDER BY key"
        yield from (tuple(json.loads(key)) for (key,) in self._connection.execute(left, (table,)))


@contextmanager
def waiting() -> Iterator[Expected]:
    """No rows yet; at the end of it they are gone."""
    with closing(sqlite3.connect("")) as connection:  # a file without a name, which SQLite takes away
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever taken back
        connection.execute(_MADE)
        yield Expected(connection)


def said(cell: object) -> str:
    """A cell in words; cells of different types, or contents, have different ones.

    >>> said(Decimal("41947300.000000000")), said("41947300"), said(None), said(True)
    ('41947300', "'41947300'", 'null', 'true')
    >>> said(datetime(2026, 11, 22, 6, 45, tzinfo=UTC)), said(b"1")
    ('2026-11-22T06:45:00+00:00', "b'1'")
    """
    return _SAID.get(type(cell), repr)(cell)


def _plain(number: Decimal) -> str:
    """A number without zeros at its end, exact: `Decimal.normalize` would round it to 28 digits."""
    if not number:
        return "0"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


_SAID: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda cell: "true" if cell else "false",
    Decimal: _plain,
    datetime: lambda cell: cell.astimezone(UTC).isoformat(),
    date: date.isoformat,
}
"""What is not said as Python does."""
