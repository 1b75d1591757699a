"""The distinct organizations of an output folder, with how often and where each is named.

output/a.txt.json, output/b.txt.json -> one line for ECOWAS: 12 mentions in 2 documents, a.txt and b.txt
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from flows.exports.cells import harmless
from flows.exports.facts import Facts
from schemas.organizations import OrganizationType, OrganizationValue
from schemas.records import OrganizationRecord


class Format(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


class Row(BaseModel):
    """One organization and where it is named."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    """The name that most of its mentions have; of equally frequent ones the first in the alphabet."""
    acronym: str | None
    type: OrganizationType
    parent: str | None
    known: bool
    mentions: int
    documents: int
    sources: tuple[str, ...]
    """Documents that name it, sorted."""


def rows(found: Iterable[Facts]) -> list[Row]:
    """Every organization that some documents name, once, those with most mentions first."""
    values: dict[str, Counter[OrganizationValue]] = {}
    sources: dict[str, set[str]] = {}
    for _, records in found:
        for record in records:
            if isinstance(record, OrganizationRecord):
                described = record.value.model_copy(update={"mention": "name"})  # however it is mentioned
                values.setdefault(described.id, Counter())[described] += 1
                sources.setdefault(described.id, set()).add(record.provenance.source)
    table = (_row(values[identity], sources[identity]) for identity in values)
    return sorted(table, key=lambda row: (-row.mentions, row.name, row.id))


def serialized(table: Iterable[Row], form: Format) -> str:
    """The table as text. In CSV, sources are joined by semicolons, and no cell is a formula."""
    described = [row.model_dump(mode="json") for row in table]
    if form is Format.JSON:
        return f"{json.dumps(described, ensure_ascii=False, indent=2)}\n"
    if form is Format.JSONL:
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in described)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row.model_fields)
    for row in described:
        writer.writerow(harmless(cell) for cell in (row | {"sources": ";".join(row["sources"])}).values())
    return text.getvalue()


def _row(values: Counter[OrganizationValue], sources: set[str]) -> Row:
    usual = min(values, key=lambda value: (-values[value], value.name))
    acronyms = (value.acronym for value in sorted(values, key=lambda value: (-values[value], value.name)))
    return Row(
        id=usual.id,
        name=usual.name,
        acronym=next(filter(None, acronyms), None),
        type=usual.type,
        parent=usual.parent,
        known=usual.known,
        mentions=values.total(),
        documents=len(sources),
        sources=tuple(sorted(sources)),
    )
