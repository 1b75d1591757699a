"""Views of the records that hold, one for each kind of fact: flat, typed, and with the same columns on each database.

    dates, figures, organizations, resolutions, documents_cited

Their columns are found in the Pydantic models. What no column type holds on both databases is written so:

    amount "1/3"                 amount 0.333…, amount_text '1/3'
    earliest "1994-05-03"        a date; on SQLite its text. Null before year 1, which no client reads; `edtf` has it
    checks ["inverted_range"]    'inverted_range'; several are joined by '; '
    breakdown {"agrees": true}   breakdown_agrees true; on SQLite 1
"""

import hashlib
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from sqlalchemy import Connection, inspect, select

from flows.stores.tables import properties
from schemas.dates import IsoDay
from schemas.figures import Amount
from schemas.records import VALUES

VIEWS = {
    "date": "dates",
    "figure": "figures",
    "organization": "organizations",
    "resolution": "resolutions",
    "document": "documents_cited",
}
"""The view of each kind of fact."""

_SIGNATURE = "views"

_VIEW = """CREATE VIEW {name} AS SELECT
    r.record_id, d.source, v.title, v.date AS document_date, r.quote,
    {own},
    r.start_char, r.end_char, r.line, r.page, r.prefix, r.suffix, r.sentence_start, r.sentence_end, r.segment, r.rule
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
    return [name for name in VIEWS.values() if name not in there]


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
    for name in VIEWS.values():
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def _signature(dialect: str) -> str:
    return hashlib.sha256("".join(_statements(dialect)).encode()).hexdigest()


def _statements(dialect: str) -> Iterator[str]:
    for kind, name in VIEWS.items():
        own = ",\n    ".join(f"{read} AS {column}" for column, read in _columns(VALUES[kind], _DIALECTS[dialect]))
        yield _VIEW.format(name=name, kind=kind, own=own)


def _columns(model: type[BaseModel], dialect: _Dialect, above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Name and expression of a column for each field of a model; those of a model within it carry its name first.

    Raises `TypeError` for a field of a type that has no column here.
    """
    for name, field in model.model_fields.items():
        kind, path = _kind(field.rebuild_annotation()), (*above, name)
        column, where = "_".join(path), dialect.separator.join(path)
        text = dialect.text.format(path=where)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _columns(kind, dialect, path)
        elif kind == Amount:
            yield column, dialect.amount.format(text=text)
            yield f"{column}_text", text
        elif kind == IsoDay:
            yield column, dialect.day.format(text=text)
        elif get_origin(kind) is tuple and get_args(kind) == (str, ...):
            yield column, dialect.joined.format(path=where)
        elif isinstance(kind, type) and issubclass(kind, (bool, int)):
            yield column, (dialect.boolean if kind is bool else dialect.integer).format(text=text)
        elif isinstance(kind, type) and issubclass(kind, str):
            yield column, text
        else:
            raise TypeError(f"{model.__name__}.{name} is {field.annotation}; a view has no column for that")


def _kind(annotation: Any) -> Any:  # noqa: ANN401 # an annotation is anything
    """The type of a field without `| None` and without constraints; amounts and days stay what they are."""
    if annotation in (Amount, IsoDay):
        return annotation
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _kind(next(part for part in get_args(annotation) if part is not types.NoneType))
    return annotation
