"""Conditions on many values, a portion to a query."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement

_AT_ONCE = 500
"""Values in one query: SQLite's older limit is 999 for all that a statement names."""


def among(column: ColumnElement[Any], values: Sequence[str] | Sequence[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together say that the column has one of the values; each is for a query of its own."""
    return (column.in_(values[first : first + _AT_ONCE]) for first in range(0, len(values), _AT_ONCE))
