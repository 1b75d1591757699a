"""Records: the facts extracted from a document, each with its proof, and the file that holds them.

The kinds are one union discriminated on `kind`; `schemas/record.schema.json` is made from here.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

import orjson
from pydantic import Field, ValidationInfo, model_validator

from schemas.dates import DateValue
from schemas.documents import Document, DocumentText
from schemas.errors import InvalidRecord
from schemas.figures import Breakdown, FigureValue, amount_value
from schemas.organizations import OrganizationValue
from schemas.resolutions import DocumentValue, ResolutionValue
from schemas.spans import Frozen, Provenance, Segment

KINDS = ("date", "figure", "organization", "resolution", "document")
"""The kinds of fact, in the order they are shown."""

RECORD_ID = r"^[0-9a-f]{16}$"
"""What an id of a record looks like."""

RELATIONS = frozenset({"resolved_from", "part_of", "breakdown"})
"""Fields of a value that point to other records; they are no part of a record's identity."""


class BaseRecord(Frozen):
    """What every record has: identity, quote and proof.

    Validated with `context={"text": DocumentText(...)}`, the quote is compared with the text at its offsets;
    without the text, its length is.
    """

    record_id: str = Field(pattern=RECORD_ID)
    """Depends on source, kind, quote, value and which of equal ones it is; never on offsets, clock or run."""
    kind: str
    """Kind of fact."""
    text: str = Field(min_length=1)
    """The quote, exactly as the document text has it."""
    provenance: Provenance
    """Where it stands, and which rule found it."""

    @model_validator(mode="after")
    def _quote_stands_there(self, info: ValidationInfo) -> Self:
        where = self.provenance
        if len(self.text) != where.end - where.start:
            raise InvalidRecord(
                f"{where.source}: {self.text!r} does not fill [{where.start}, {where.end})"
                "; expected a quote of that length"
            )
        document_text = (info.context or {}).get("text")
        if isinstance(document_text, DocumentText):
            _check_against(document_text, self.text, where)
        return self


def _check_against(document_text: DocumentText, quote: str, where: Provenance) -> None:
    found = document_text.text[where.start : where.end]
    if found != quote:
        raise InvalidRecord(
            f"{where.source}: text [{where.start}, {where.end}) is {found!r}; expected the quote {quote!r}"
        )
    if where.sentence[1] > len(document_text.text):
        raise InvalidRecord(
            f"{where.source}: sentence {where.sentence} of {quote!r} at {where.start} leaves the text"
            "; expected one within it"
        )
    if document_text.context(where.start, where.end) != (where.prefix, where.suffix, where.line):
        raise InvalidRecord(
            f"{where.source}: prefix, suffix or line of {quote!r} at {where.start} differ; expected those of the text"
        )


class DateRecord(BaseRecord):
    """A day, month, season, quarter, year, decade or century, or a range of them."""

    kind: Literal["date"] = "date"
    value: DateValue
    """What it means."""


class FigureRecord(BaseRecord):
    """A number that measures or counts something."""

    kind: Literal["figure"] = "figure"
    value: FigureValue
    """What it measures or counts."""


class OrganizationRecord(BaseRecord):
    """A mention of an organization."""

    kind: Literal["organization"] = "organization"
    value: OrganizationValue
    """Which one is meant."""


class ResolutionRecord(BaseRecord):
    """A citation of a resolution."""

    kind: Literal["resolution"] = "resolution"
    value: ResolutionValue
    """Which one is cited."""


class DocumentRecord(BaseRecord):
    """A citation of another document by its symbol."""

    kind: Literal["document"] = "document"
    value: DocumentValue
    """Which one is cited."""


Record = Annotated[
    DateRecord | FigureRecord | OrganizationRecord | ResolutionRecord | DocumentRecord, Field(discriminator="kind")
]


class Extraction(Frozen):
    """Everything that was extracted from one document: the content of `output/<source>.json`.

    Validated with `context={"text": DocumentText(...)}`, every quote is compared with the text.
    """

    document: Document
    segments: tuple[Segment, ...]
    """In order; together they cover the text, each character once."""
    records: tuple[Record, ...]
    """Sorted by `start`, `end` and `kind`."""

    @model_validator(mode="after")
    def _covers(self) -> Self:
        edge = 0
        for segment in self.segments:
            if segment.start != edge:
                raise InvalidRecord(f"{self.document.source}: segment starts at {segment.start}; expected {edge}")
            edge = segment.end
        if edge != (self.document.chars or 0):
            raise InvalidRecord(f"{self.document.source}: segments end at {edge}; expected {self.document.chars}")
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        figures = {record.record_id: record for record in self.records if record.kind == "figure"}
        for record_id, whole in figures.items():
            if whole.value.breakdown and not _adds_up(whole.value.breakdown, figures):
                raise InvalidRecord(
                    f"{self.document.source}: the parts of {record_id} do not add up; expected their sum"
                )
        return self

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        source, sha256 = self.document.source, self.document.sha256
        ids = {record.record_id for record in self.records}
        if len(ids) != len(self.records):
            raise InvalidRecord(f"{source}: a record id stands twice; expected each once")
        last = (0, 0, "")
        for record in self.records:
            where = record.provenance
            if last > (last := (where.start, where.end, record.kind)):
                raise InvalidRecord(f"{source}: records are not sorted; expected the order of start, end, kind")
            if where.source != source or where.sha256 != sha256:
                raise InvalidRecord(
                    f"{source}: record {record.record_id} is from another document; expected its source and hash"
                )
            if not ids.issuperset(_references(record)):
                raise InvalidRecord(
                    f"{source}: record {record.record_id} points to a record that is not there"
                    "; expected one of the document"
                )
        return self


def _references(record: Record) -> tuple[str, ...]:
    """Ids of the records that a record points to."""
    if record.kind == "date":
        return () if record.value.resolved_from is None else (record.value.resolved_from,)
    if record.kind == "figure":
        whole = () if record.value.part_of is None else (record.value.part_of,)
        return whole if record.value.breakdown is None else (*whole, *record.value.breakdown.parts)
    return ()


VALUES: dict[str, type[Frozen]] = dict(
    zip(KINDS, (DateValue, FigureValue, OrganizationValue, ResolutionValue, DocumentValue), strict=True)
)
"""The value of each kind."""
_OWN_FIELDS: dict[str, dict[str, Any]] = {
    kind: {
        name: None if field.is_required() else field.default
        for name, field in value.model_fields.items()
        if name not in RELATIONS
    }
    for kind, value in VALUES.items()
}
"""The fields of each kind's value that make its identity, with their defaults."""
_POINTERS = {kind: tuple(RELATIONS.intersection(value.model_fields)) for kind, value in VALUES.items()}
"""The others."""


def own_fields(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a value, as JSON has it, that make a record's identity; those it lacks have their defaults."""
    own = {**_OWN_FIELDS[kind], **value}
    for pointer in _POINTERS[kind]:
        own.pop(pointer, None)
    return own


def _canonical(value: object) -> bytes:
    """The JSON of a value, of which there is one only; names of files may hold lone surrogates."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def is_record_id(text: str) -> bool:
    """Whether a text may be the id of a record.

    >>> is_record_id("cd2c925cc91df921"), is_record_id("cd2c")
    (True, False)
    """
    return re.fullmatch(RECORD_ID, text) is not None


class Identities:
    """Gives the records of one source their ids, in their order: 16 hexadecimal digits each.

    An id depends on source, kind, text, value, and which of several equal ones it is. Fields that point to other
    records are left out, so that ids do not depend on each other.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen: dict[bytes, int] = {}

    def next(self, kind: str, text: str, value: Mapping[str, Any]) -> str:
        """Id of the next record; fields that `value` lacks have their defaults."""
        what = _canonical([self._source, kind, text, own_fields(kind, value)])
        ordinal = self._seen.get(what, 0)
        self._seen[what] = ordinal + 1
        return hashlib.sha256(b"%b %d" % (what, ordinal)).hexdigest()[:16]


def detached(record: Record, standing: Mapping[str, Record]) -> Record:
    """The record without what it says of records that are not there, or are not what it says any more."""
    value = record.value
    if isinstance(value, DateValue) and value.resolved_from and value.resolved_from not in standing:
        return record.model_copy(update={"value": value.model_copy(update={"resolved_from": None})})
    if not isinstance(value, FigureValue):
        return record
    lost: dict[str, Any] = {}
    if value.part_of and value.part_of not in standing:
        lost["part_of"] = None
    if value.breakdown and not _adds_up(value.breakdown, standing):
        checks = tuple(check for check in value.checks if check != "breakdown_mismatch")
        lost |= {"breakdown": None, "checks": checks}
    return record.model_copy(update={"value": value.model_copy(update=lost)}) if lost else record


def _adds_up(breakdown: Breakdown, standing: Mapping[str, Record]) -> bool:
    """Whether the parts of a breakdown are there and have its sum."""
    parts = [standing.get(part) for part in breakdown.parts]
    amounts = [part.value.amount for part in parts if isinstance(part, FigureRecord) and part.value.amount]
    return len(amounts) == len(parts) and sum(map(amount_value, amounts)) == amount_value(breakdown.sum)


def renamed(extraction: Extraction, source: str) -> Extraction:
    """The extraction of the same bytes under another name: names and ids are new, all else is as it was."""
    plain = extraction.model_dump(mode="json")
    plain["document"]["source"] = source
    identities = Identities(source)
    ids = {r["record_id"]: identities.next(r["kind"], r["text"], r["value"]) for r in plain["records"]}
    for record in plain["records"]:
        record["record_id"] = ids[record["record_id"]]
        record["provenance"]["source"] = source
        value = record["value"]
        for pointer in {"resolved_from", "part_of"} & value.keys():
            value[pointer] = ids.get(value[pointer])
        if value.get("breakdown"):
            value["breakdown"]["parts"] = [ids[part] for part in value["breakdown"]["parts"]]
    return Extraction.model_validate(plain)
