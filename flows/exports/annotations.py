"""Records as W3C Web Annotations, in JSON-LD: one collection, an annotation a line.

The selectors are those of the standard for text: positions, which count code points from 0, and the quote with what
stands before and behind it. Both select the same stretch of the document text; of sources that are no plain text that
is the rendering beside the records.

    body     the kind of fact and its value as JSON; the entry of Wikidata, or the address of the document that is meant
    target   the source, and where in it

Source of the rules: Web Annotation Data Model, W3C Recommendation of 23 February 2017.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from flows.exports.addresses import local_name
from flows.exports.facts import Facts
from schemas.documents import Document
from schemas.records import DocumentRecord, OrganizationRecord, Record, ResolutionRecord

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WIKIDATA = "http://www.wikidata.org/entity/"


def write(facts: Iterable[Facts], file: BinaryIO, *, base: str) -> None:
    """Writes all records as one collection of annotations, whose addresses begin with `base`."""
    head = {"@context": CONTEXT, "id": f"{base}annotations", "type": "AnnotationCollection", "label": "Recital"}
    page = {"id": f"{base}annotations/1", "type": "AnnotationPage", "partOf": f"{base}annotations", "startIndex": 0}
    file.write(f'{_json(head)[:-1]}, "first": {_json(page)[:-1]}, "items": ['.encode())
    total = 0
    for total, line in enumerate(_lines(facts, base), start=1):
        file.write(f"{',' if total > 1 else ''}\n{line}".encode())
    file.write(f'\n]}}, "total": {total}}}\n'.encode())


def annotation(document: Document, record: Record, *, base: str) -> dict[str, Any]:
    """One record as an annotation, its context left to the collection."""
    where = record.provenance
    known = {"format": document.media_type, "language": document.language}
    return {
        "id": f"{base}record/{record.record_id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": f"{base}rule/{where.rule}", "type": "Software", "name": f"Recital, {where.rule}"},
        "body": [*_bodies(record)],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"{base}{local_name('source', document.source, document.sha256)}",
                "type": "Text",
                **{name: content for name, content in known.items() if content},
            },
            "selector": [
                {"type": "TextPositionSelector", "start": where.start, "end": where.end},
                {"type": "TextQuoteSelector", "exact": record.text, "prefix": where.prefix, "suffix": where.suffix},
            ],
        },
    }


def _lines(facts: Iterable[Facts], base: str) -> Iterator[str]:
    for document, records in facts:
        for record in records:
            yield _json(annotation(document, record, base=base))


def _bodies(record: Record) -> Iterator[dict[str, Any]]:
    yield {"type": "TextualBody", "purpose": "tagging", "value": record.kind}
    value = record.value.model_dump_json()
    yield {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}
    if meant := _meant(record):
        yield {"type": "SpecificResource", "purpose": "identifying", "source": meant}


def _meant(record: Record) -> str | None:
    """The address of what is meant, where it has one on the web."""
    if isinstance(record, OrganizationRecord):
        scheme, _, name = record.value.id.partition(":")
        return f"{_WIKIDATA}{name}" if scheme == "wikidata" else None
    if isinstance(record, ResolutionRecord | DocumentRecord):
        return quote(record.value.url, safe="/:?=&()%") if record.value.url else None
    return None


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
