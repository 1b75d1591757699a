"""Views of the records that hold, one for each kind of fact: flat, typed, and with the same columns on each database.

    dates, figures, organizations, resolutions, documents_cited

Their columns are those of `schemas.tables`. What no column type holds on both databases is written so:

    amount "1/3"                 amount 0.333…, amount_text '1/3'
    earliest "1994-05-03"        a date; on SQLite its text. Null before year 1, which no client reads; `edtf` has it
    checks ["inverted_range"]    'inverted_range'; several are joined by '; '
    breakdown {"agrees": true}   breakdown_agrees true; on SQLite 1
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select

from flows.stores.tables import properties
from schemas.tables import NAMES, Column, Type, own_columns

_SIGNATURE = "views"

_VIEW = """CREATE VIEW {name} AS SELECT
    r.record_id, d.source, v.title, {document_date} AS document_date, r.quote,
    {own},
    r.start_char, r.end_char, r.line, r.page, r.path, r.prefix, r.suffix, r.sentence_start, r.sentence_end,
    r.segment, r.rule
FROM records AS r
JOIN documents AS d ON d.id = r.document_id
JOIN versions AS v ON v.document_id = d.id AND v.number = d.current
WHERE r.valid_to IS NULL AND r.kind = '{kind}'
"""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How one database reads a field of the JSON in `records.value`: `{path}` is where, `{text}` the field as text."""

    separator: str
    """Stands between the names of a path."""
    text: str
    integer: str
    boolean: str
    day: str
    amount: str
    joined: str


_DIALECTS = {
    "sqlite": _Dialect(
        separator=".",
        text="json_extract(r.value, '$.{path}')",
        integer="{text}",
        boolean="{text}",
        day="CASE WHEN substr({text}, 1, 1) <> '-' AND substr({text}, 1, 4) <> '0000' THEN {text} END",
        amount="CASE WHEN instr({text}, '/') > 0 "
        "THEN CAST({text} AS REAL) / CAST(substr({text}, instr({text}, '/') + 1) AS REAL) "
        "ELSE CAST({text} AS NUMERIC) END",
        joined="(SELECT group_concat(value, '; ') FROM json_each(r.value, '$.{path}'))",
    ),
    "postgresql": _Dialect(
        separator=",",
        text="(r.value #>> '{{{path}}}')",
        integer="{text}::bigint",
        boolean="{text}::boolean",
        day="CASE WHEN substr({text}, 1, 1) <> '-' AND substr({text}, 1, 4) <> '0000' THEN {text}::date END",
        amount="CASE WHEN strpos({text}, '/') > 0 "
        "THEN split_part({text}, '/', 1)::numeric / split_part({text}, '/', 2)::numeric "
        "ELSE {text}::numeric END",
        joined="(SELECT string_agg(item, '; ') FROM jsonb_array_elements_text(r.value #> '{{{path}}}') AS item)",
    ),
}


def are_current(connection: Connection) -> bool:
    """Whether the views of a store are those that this program makes, and are there."""
    signed = connection.scalar(select(properties.c.value).where(properties.c.name == _SIGNATURE))
    return signed == _signature(connection.dialect.name) and not missing(connection)


def missing(connection: Connection) -> list[str]:
    """The names of the views that somebody took away."""
    there = inspect(connection).get_view_names()
    return [name for name in NAMES.values() if name not in there]


def make(connection: Connection) -> None:
    """Makes every view anew, within the caller's transaction."""
    dialect = connection.dialect.name
    drop(connection)
    for statement in _statements(dialect):
        connection.exec_driver_sql(statement)
    connection.execute(properties.delete().where(properties.c.name == _SIGNATURE))
    connection.execute(properties.insert().values(name=_SIGNATURE, value=_signature(dialect)))


def drop(connection: Connection) -> None:
    """Takes every view away: a table below a view cannot be altered."""
    for name in NAMES.values():
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def _signature(dialect: str) -> str:
    return hashlib.sha256("".join(_statements(dialect)).encode()).hexdigest()


def _statements(dialect: str) -> Iterator[str]:
    written = _DIALECTS[dialect]
    for kind, name in NAMES.items():
        own = ",\n    ".join(f"{_expression(column, written)} AS {column.name}" for column in own_columns(kind))
        yield _VIEW.format(name=name, kind=kind, own=own, document_date=written.day.format(text="v.date"))


def _expression(column: Column, dialect: _Dialect) -> str:
    """What a column reads from the JSON of a record's value."""
    path = dialect.separator.join(map(str, column.path[2:]))  # behind the record and its value
    text = dialect.text.format(path=path)
    match column.type:
        case Type.TEXT:
            return text
        case Type.INTEGER:
            return dialect.integer.format(text=text)
        case Type.BOOLEAN:
            return dialect.boolean.format(text=text)
        case Type.DATE:
            return dialect.day.format(text=text)
        case Type.DECIMAL:
            return dialect.amount.format(text=text)
        case Type.LIST:
            return dialect.joined.format(path=path)
        case Type.INSTANT:
            raise TypeError(f"{column.name} is an instant; a view of JSON has no column for that")
