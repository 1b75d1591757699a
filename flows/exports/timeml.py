"""Dates in their texts, as TimeML: a file for each document, in which each date is a TIMEX3 element.

    <TEXT>… on <TIMEX3 tid="t1" type="DATE" value="1999-06-10">10 June 1999</TIMEX3> …</TEXT>

Without its tags, TEXT is the document text, character for character, so that offsets hold; what XML cannot hold, such
as a control character, is U+FFFD there. A range is a DURATION with an empty element for each of its two ends.

Source of the rules: TimeML 1.2.1 (2005); laid out as the corpora of TempEval-3 are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree

from flows.exports.facts import Facts
from flows.exports.timex_values import timex
from schemas.documents import Document, Status
from schemas.records import DateRecord

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_SCHEMA = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
_SPACES = {"xsi": "http://www.w3.org/2001/XMLSchema-instance"}


def write_folder(facts: Iterable[Facts], folder: Path, *, text_of: Callable[[Document], str]) -> None:
    """Writes a file for each document that was extracted, named as its source with `.tml` behind."""
    for document, records in facts:
        if document.status is Status.EXTRACTED:
            dates = [record for record in records if isinstance(record, DateRecord)]
            path = folder / f"{document.source}.tml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(serialized(document, dates, text_of(document)))


def serialized(document: Document, dates: Sequence[DateRecord], text: str) -> bytes:
    """A document as TimeML, with its dates in the order of the text; of two that overlap, the first."""
    root = etree.Element("TimeML", {_LOCATION: _SCHEMA}, nsmap=_SPACES)
    etree.SubElement(root, "DOCID").text = _clean(document.source)
    created = etree.SubElement(root, "DCT")
    if document.date:
        about = {"tid": "t0", "type": "DATE", "value": document.date, "temporalFunction": "false"}
        etree.SubElement(created, "TIMEX3", {**about, "functionInDocument": "CREATION_TIME"}).text = document.date
    if document.title:
        etree.SubElement(root, "TITLE").text = _clean(document.title)
    _fill(etree.SubElement(root, "TEXT"), _apart(dates), text)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"


def _fill(parent: Any, dates: Sequence[DateRecord], text: str) -> None:  # noqa: ANN401 # an element; lxml has no types
    ids = {record.record_id: f"t{number}" for number, record in enumerate(dates, start=1)}
    free = (f"t{number}" for number in count(len(dates) + 1))
    edge, last = 0, None
    for record in dates:
        _write(text[edge : record.provenance.start], parent, behind=last)
        for attributes in _elements(record, ids, free):
            last = etree.SubElement(parent, "TIMEX3", attributes)
            if attributes["tid"] == ids[record.record_id]:
                last.text = _clean(record.text)
        edge = record.provenance.end
    _write(text[edge:], parent, behind=last)


def _write(text: str, parent: Any, *, behind: Any) -> None:  # noqa: ANN401
    """Puts text behind an element of the parent, or before the first."""
    if behind is None:
        parent.text = _clean(text)
    else:
        behind.tail = _clean(text)


def _apart(dates: Iterable[DateRecord]) -> list[DateRecord]:
    """The dates but those that overlap one before, as may one that a person put back: elements cannot."""
    found: list[DateRecord] = []
    for record in dates:
        if not found or found[-1].provenance.end <= record.provenance.start:
            found.append(record)
    return found


def _elements(record: DateRecord, ids: dict[str, str], free: Iterator[str]) -> Iterator[dict[str, str]]:
    """The attributes of a date's element; behind it, of the elements of its ends."""
    said, found = record.value, timex(record.value)
    lender = ids.get(said.resolved_from or "")
    attributes = {"tid": ids[record.record_id], "type": "DURATION" if found.ends else "DATE", "value": found.value}
    if found.mod:
        attributes["mod"] = found.mod
    if said.edtf is None or said.resolved_from:
        attributes["temporalFunction"] = "true"
    if lender:
        attributes["anchorTimeID"] = lender
    if found.ends is None:
        yield attributes
        return
    first, last = next(free), next(free)
    yield {**attributes, "beginPoint": first, "endPoint": last}
    for tid, value in zip((first, last), found.ends, strict=True):
        yield {"tid": tid, "type": "DATE", "value": value}


def _clean(text: str) -> str:
    """The text with a replacement for each character that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
