"""The contract of published tables: a new column that may be empty is added, and anything else stops.

nothing there yet                         -> the table is made
figures lacks `note`, which may be null   -> it is added
figures.amount is REAL, not NUMERIC       -> refused, as is a column too many: somebody's queries rely on the old ones
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemas.errors import PublishError


class Shape(NamedTuple):
    """What a column can hold."""

    type: str
    """As the database spells it."""
    nullable: bool


Shapes = Mapping[str, Mapping[str, Shape]]
"""Columns by table and name."""


class Addition(NamedTuple):
    """A column to add to a table that is there."""

    table: str
    column: str


def additions(wanted: Shapes, found: Shapes, *, name: str) -> list[Addition]:
    """The columns to add to the tables that are there. Raises `PublishError` that names every other difference."""
    there = {table: columns for table, columns in wanted.items() if table in found}
    refused = [line for table, columns in there.items() for line in differences(table, columns, found[table])]
    if refused:
        raise PublishError(f"{name}: nothing was published, its tables are not as expected: {'; '.join(refused)}")
    return [
        Addition(table, column) for table, columns in there.items() for column in columns if column not in found[table]
    ]


def differences(table: str, wanted: Mapping[str, Shape], found: Mapping[str, Shape]) -> Iterator[str]:
    """What of a table is refused, in words: all that differs but a column that is missing and may be null."""
    for column, shape in wanted.items():
        there = found.get(column)
        if there is None and not shape.nullable:
            yield f"{table}.{column} is missing, and cannot be empty in rows that are there"
        elif there is not None and there.type != shape.type:
            yield f"{table}.{column} is {there.type}, expected {shape.type}"
        elif there is not None and there.nullable != shape.nullable:
            yield f"{table}.{column} is {_said(there)}, expected {_said(shape)}"
    for column in found:
        if column not in wanted:
            yield f"{table}.{column} is not expected"


def _said(shape: Shape) -> str:
    return "null or not" if shape.nullable else "not null"
