"""Rows of the flat tables: what models say, as values that a database, a CSV file or a Parquet file can hold.

amount "2100000000"     -> Decimal("2100000000")
amount "1/3"            -> None: no decimal says it, and `amount_text` has it
earliest "1999-06-10"   -> date(1999, 6, 10)
earliest "-0043-03-15"  -> None: no database has it, and `edtf` does
checks ("a", "b")       -> "a; b"
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from schemas.documents import Document
from schemas.errors import InvalidFigure, InvalidRecord, InvalidValue
from schemas.figures import amount_value, decimal_places
from schemas.records import Record
from schemas.tables import OF_KIND, TABLES, Path, Table, Type

DIGITS, PLACES = 38, 9
"""Of a DECIMAL(38,9): all of its digits, and those behind the point."""

_BETWEEN = "; "

Cell = str | int | bool | Decimal | date | datetime | None
Row = tuple[Cell, ...]


class _Stated(NamedTuple):
    """What a row of a kind of fact is of."""

    document: Document
    record: Record


def of_record(document: Document, record: Record) -> Row:
    """The row of a record in the table of its kind.

    Raises `InvalidRecord` that names record and source when an amount is too large for a DECIMAL(38,9), or a member of
    a list holds what is to stand between them.
    """
    try:
        return row(OF_KIND[record.kind], _Stated(document, record))
    except InvalidValue as error:
        where = record.provenance
        raise InvalidRecord(
            f"record {record.record_id} of {where.source}, {record.text!r} at {where.start}: {error}"
        ) from error


def row(table: Table, subject: object) -> Row:
    """The row of a model in the table that was made from it: of a document in `sources`, of a run in `runs`."""
    found = ((read(subject), cell) for read, cell in _READERS[table.name])
    return tuple(None if content is None else cell(content) for content, cell in found)


def _follow(subject: Any, path: Path) -> Any:  # noqa: ANN401 # whatever stands there
    for step in path:
        if subject is None:
            return None
        subject = subject[step] if isinstance(step, int) else getattr(subject, step)
    return subject


def exact_decimal(amount: str) -> Decimal | None:
    """An amount as a DECIMAL(38,9) holds it; None where nine places do not state it exactly.

    >>> exact_decimal("-0.25"), exact_decimal("2/3"), exact_decimal("0.0000000001")
    (Decimal('-0.25'), None, None)
    >>> exact_decimal("1" + "0" * 29)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidFigure: 1000...000 has 30 digits before the point; DECIMAL(38,9) holds 29, expected no more
    """
    number = amount_value(amount)
    whole = len(str(abs(int(number))))
    if whole > DIGITS - PLACES:
        raise InvalidFigure(
            f"{amount} has {whole} digits before the point"
            f"; DECIMAL({DIGITS},{PLACES}) holds {DIGITS - PLACES}, expected no more"
        )
    return Decimal(amount) if _is_exact(number) else None


def _is_exact(number: Fraction) -> bool:
    places = decimal_places(number)
    return places is not None and places <= PLACES


def joined(members: Sequence[str]) -> str | None:
    """The members of a list as one text; None where there are none. Raises `InvalidRecord` where one holds the sign.

    >>> joined(("2 (a)", "3")), joined(())
    ('2 (a); 3', None)
    """
    if any(_BETWEEN in member for member in members):
        raise InvalidRecord(
            f"{members!r} cannot be joined by {_BETWEEN!r}, which stands in one of them; expected members without it"
        )
    return _BETWEEN.join(members) or None


def calendar_day(day: str) -> date | None:
    """A day as databases know it; None before year 1.

    >>> calendar_day("1999-06-10"), calendar_day("-0043-03-15"), calendar_day("0000-01-01")
    (datetime.date(1999, 6, 10), None, None)
    """
    return None if day.startswith(("-", "0000")) else date.fromisoformat(day)


_CELLS: dict[Type, Callable[[Any], Cell]] = {
    Type.TEXT: str,  # also of the words of enumerations, which drivers write in ways of their own
    Type.LIST: joined,
    Type.INTEGER: int,
    Type.BOOLEAN: bool,
    Type.DECIMAL: exact_decimal,
    Type.DATE: calendar_day,
    Type.INSTANT: lambda moment: moment.astimezone(UTC),
}
"""What becomes of what a model holds."""


def _reader(path: Path) -> Callable[[Any], Any]:
    """What reads a column. Only what stands deeper than the fields of a value or of a provenance can be missing."""
    if len(path) > len(("record", "value", "field")):
        return partial(_follow, path=path)
    return attrgetter(".".join(map(str, path)))


_READERS = {
    table.name: tuple((_reader(column.path), _CELLS[column.type]) for column in table.columns)
    for table in TABLES.values()
}
"""What reads each column of a table, and what becomes of it."""
