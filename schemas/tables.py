"""Flat, typed tables of what the models say: one for each kind of fact, one of the sources, and what publishing adds.

    dates, figures, organizations, resolutions, documents_cited, sources, withdrawn, runs

Their columns are found in the models, so that a new field is a new column. Views of the store, exports and published
databases all have these, in this order; `docs/tables.md` is made from them. What a model has and no column type holds:

    amount "1/3"                 two columns: amount null, amount_text '1/3'
    earliest "-0043-03-15"       earliest null; `edtf` has it
    checks ["a", "b"]            'a; b'; null where there are none
    breakdown {"agrees": true}   breakdown_agrees true
"""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

from schemas.dates import IsoDay
from schemas.documents import Document
from schemas.figures import Amount
from schemas.published import RunSummary, Withdrawn
from schemas.records import KINDS, VALUES, BaseRecord, Record
from schemas.spans import Provenance


class Type(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    LIST = "list"
    """Text: the members joined by `; `, or null."""
    INTEGER = "integer"
    """64 bits."""
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    """Exact, DECIMAL(38,9)."""
    DATE = "date"
    """A day of the years 1 to 9999."""
    INSTANT = "instant"
    """A moment in UTC."""


Path = tuple[str | int, ...]
"""Attributes, and places in tuples, that lead from one thing to another within it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: Type
    says: str
    """What a cell means, as the model says it."""
    path: Path
    """Leads from what the row is of to what the cell holds."""
    nullable: bool
    unit: str | None
    """What a number counts; null for numbers that name, and for cells of other types."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    says: str
    """What a row is."""
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


NAMES = dict(zip(KINDS, ("dates", "figures", "organizations", "resolutions", "documents_cited"), strict=True))
"""The table of each kind of fact."""

_RENAMED: dict[Path, str] = {
    ("record", "text"): "quote",
    ("record", "provenance", "start"): "start_char",
    ("record", "provenance", "end"): "end_char",
    ("document", "date"): "document_date",
}
"""Columns whose field has a name that is a word of SQL, or says too little beside the others."""

_UNITS = {
    "bytes": "bytes",
    "chars": "code points",
    "start_char": "code points",
    "end_char": "code points",
    "sentence_start": "code points",
    "sentence_end": "code points",
    "line": "lines, from 1",
    "page": "pages, from 1",
    **dict.fromkeys(("amount", "low", "high", "breakdown_sum"), "as `unit` says"),
    **dict.fromkeys(("documents", "new", "again", "failed"), "sources"),
    "records": "records",
}
"""What the numbers of a column count; other numbers name: a year, a paragraph, an addendum."""


def _columns(
    model: type[BaseModel], at: Path = (), *, only: Iterable[str] = (), prefix: str = "", inside: bool = False
) -> Iterator[Column]:
    """A column for each field of a model, or for some; those of a model within it carry its name before theirs.

    `at` leads to the model; `inside` says that it may be null as a whole. Raises `TypeError` for a field of a type that
    has no column here.
    """
    for name in only or model.model_fields:
        field = model.model_fields[name]
        annotation, path = field.rebuild_annotation(), (*at, name)
        kind, nullable = _kind(annotation), inside or _is_nullable(annotation)
        title, says = _RENAMED.get(path, f"{prefix}{name}"), " ".join((field.description or "").split())
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _columns(kind, path, prefix=f"{title}_", inside=nullable)
        elif kind == tuple[int, int]:
            yield _column(
                f"{title}_start", Type.INTEGER, f"{says} Its first code point.", (*path, 0), nullable=nullable
            )
            yield _column(f"{title}_end", Type.INTEGER, f"{says} One past its last.", (*path, 1), nullable=nullable)
        elif kind == Amount:
            yield _column(title, Type.DECIMAL, says, path, nullable=True)
            yield _column(f"{title}_text", Type.TEXT, f"{says} Exact, as the record has it.", path, nullable=nullable)
        elif (found := _type(kind)) is not None:
            vacant = found in (Type.DATE, Type.LIST)  # before year 1; without members
            yield _column(title, found, f"{says}{_members(kind)}", path, nullable=nullable or vacant)
        else:
            raise TypeError(f"{model.__name__}.{name} is {field.annotation}; a table has no column for that")


def _column(name: str, found: Type, says: str, path: Path, *, nullable: bool) -> Column:
    return Column(name, found, says, path, nullable=nullable, unit=_UNITS.get(name))


def _type(kind: Any) -> Type | None:  # noqa: ANN401 # an annotation is anything
    if kind == IsoDay:
        return Type.DATE
    if kind == AwareDatetime:
        return Type.INSTANT
    if get_origin(kind) is tuple and get_args(kind) == (str, ...):
        return Type.LIST
    plain = {bool: Type.BOOLEAN, int: Type.INTEGER, str: Type.TEXT}
    return next((plain[base] for base in plain if isinstance(kind, type) and issubclass(kind, base)), None)


def _kind(annotation: Any) -> Any:  # noqa: ANN401
    """The type of a field without `| None` and without constraints; amounts and days stay what they are."""
    if annotation in (Amount, IsoDay):
        return annotation
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _kind(next(part for part in get_args(annotation) if part is not types.NoneType))
    return annotation


def _is_nullable(annotation: Any) -> bool:  # noqa: ANN401
    if get_origin(annotation) is Annotated:
        return _is_nullable(get_args(annotation)[0])
    return types.NoneType in get_args(annotation)


def _members(kind: Any) -> str:  # noqa: ANN401
    """The words that a field may hold, as a sentence; empty where it may hold any."""
    is_closed = isinstance(kind, type) and issubclass(kind, StrEnum)
    return f" One of {', '.join(f'`{member}`' for member in kind)}." if is_closed else ""


_RECORD, _WHERE = ("record",), ("record", "provenance")
BEFORE = (
    *_columns(BaseRecord, _RECORD, only=["record_id"]),
    *_columns(Provenance, _WHERE, only=["source"]),
    *_columns(Document, ("document",), only=["title", "date"]),
    *_columns(BaseRecord, _RECORD, only=["text"]),
)
"""The columns before those of a kind of fact."""
BEHIND = tuple(
    _columns(Provenance, _WHERE, only=[name for name in Provenance.model_fields if name not in ("source", "sha256")])
)
"""The columns behind them: where the quote stands, and which rule found it."""

SOURCES = Table("sources", "A source at its newest version.", ("source",), tuple(_columns(Document)))
WITHDRAWN = Table("withdrawn", f"{Withdrawn.__doc__}", ("record_id", "withdrawn"), tuple(_columns(Withdrawn)))
RUNS = Table("runs", f"{RunSummary.__doc__}", ("run",), tuple(_columns(RunSummary)))
OF_KIND = {
    kind: Table(
        name, f"{model.__doc__}", ("record_id",), (*BEFORE, *_columns(VALUES[kind], (*_RECORD, "value")), *BEHIND)
    )
    for (kind, name), model in zip(NAMES.items(), get_args(get_args(Record)[0]), strict=True)
}
"""The table of each kind of fact: its proof before and behind what the record says."""

TABLES = {table.name: table for table in (*OF_KIND.values(), SOURCES, WITHDRAWN, RUNS)}
"""Every table by its name."""


def own_columns(kind: str) -> tuple[Column, ...]:
    """The columns that a kind of fact has and others have not: those of its value. Their paths start at the record."""
    return OF_KIND[kind].columns[len(BEFORE) : -len(BEHIND)]
