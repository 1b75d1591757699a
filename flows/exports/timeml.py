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
    """A document as TimeML. Dates are in the order of the text, and none overlaps another."""
    root = etree.Element("TimeML", {_LOCATION: _SCHEMA}, nsmap=_SPACES)
    etree.SubElement(root, "DOCID").text = _clean(document.source)
    created = etree.SubElement(root, "DCT")
    if document.date:
        about = {"tid": "t0", "type": "DATE", "value": document.date, "temporalFunction": "false"}
        etree.SubElement(created, "TIMEX3", {**about, "functionInDocument": "CREATION_TIME"}).text = document.date
    if document.title:
        etree.SubElement(root, "TITLE").text = _clean(document.title)
    _fill(etree.SubElement(root, "TEXT"), dates, text)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"


def _fill(parent: Any, dates: Sequence[DateRecord], text: str) -> None:  # noqa: ANN401 # an element; lxml has no types
    ids = {record.record_id: f"t{number}" for number, record in enumerate(dates, start=1)}
    free = (f"t{number}" for number in count(len(dates) + 1))
    edge = 0
    parent.text = _clean(text[: dates[0].provenance.start] if dates else text)
    for record, behind in zip(dates, [*dates[1:], None], strict=True):
        element = parent
        for attributes in _elements(record, ids, free):
            element = etree.SubElement(parent, "TIMEX3", attributes)
            if attributes["tid"] == ids[record.record_id]:
                element.text = _clean(record.text)
        edge = record.provenance.end
        element.tail = _clean(text[edge : behind.provenance.start if behind else len(text)])


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
