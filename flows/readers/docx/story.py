"""The lines of a DOCX: paragraphs, items and rows with the path of each.

<w:p> with a heading style          -> heading
<w:p> with a number or a bullet      -> list item
<w:tr>                              -> its cells, in one line
deleted text, field codes           -> nothing; inserted text is text
"""

import re
from collections import Counter
from collections.abc import Iterator

from flows.readers.deadline import Deadline
from flows.readers.html.tree import Element
from flows.readers.notes import is_mark, with_mark
from flows.readers.rendering import CELLS, Part, Writer
from schemas.spans import SegmentLabel

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_Label = tuple[SegmentLabel | None, str]
_NONE: _Label = (None, "")
_HEADING: _Label = (SegmentLabel.HEADING, "readers.heading")
_ITEM: _Label = (SegmentLabel.LIST_ITEM, "readers.list-item")
_ROW: _Label = (SegmentLabel.TABLE, "readers.table-row")
_FURNITURE: _Label = (SegmentLabel.PAGE_FURNITURE, "readers.page-furniture")
_NOTE_LABEL: _Label = (SegmentLabel.RESIDUE, "readers.note-label")

_HEADING_STYLE = re.compile(r"(?:heading [1-9]|title|subtitle)", re.IGNORECASE)
_UNREAD = {
    *(f"{W}{tag}" for tag in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "sectPr", "tblPr", "trPr")),
    *(f"{W}{tag}" for tag in ("tcPr", "tblGrid", "sdtPr", "sdtEndPr", "object")),
    f"{_MC}Fallback",  # the same again, for programs that do not know the choice before it
}
_SIGNS = {
    f"{W}tab": " ",
    f"{W}br": " ",
    f"{W}cr": " ",
    f"{W}ptab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_REFERENCES = (f"{W}footnoteReference", f"{W}endnoteReference")
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class Story:
    """Writes the text of a document, of its notes and of its running heads."""

    def __init__(self, writer: Writer, styles: Element | None, deadline: Deadline) -> None:
        self._writer = writer
        self._deadline = deadline
        self._headings, self._lists = _styles(styles)
        self._notes: dict[tuple[str, str], int] = {}
        self._counts: Counter[str] = Counter()
        self._last: _Label = _NONE

    def write(self, body: Element) -> None:
        """Writes the text."""
        self._blocks(body, "body")

    def write_notes(self, notes: Element) -> None:
        """Writes footnotes or endnotes after the text, each under the number that refers to it."""
        kind = str(notes.tag).removeprefix(W).removesuffix("s")
        for count, note in enumerate(notes.iterchildren(f"{W}{kind}"), 1):
            if note.get(f"{W}type") in _NO_NOTES:
                continue
            number = self._notes.get((kind, note.get(f"{W}id") or ""))
            text = " ".join(self._text(p) for p in note.iter(f"{W}p")).strip()
            path = f"{kind}s > {kind}:nth-of-type({count})"
            if text:
                label = [Part(f"{number} ", None, path, *_NOTE_LABEL)] if number else []
                self._writer.block(*label, Part(text, None, path))

    def write_furniture(self, part: Element) -> None:
        """Writes a running head or foot, which is no part of the text."""
        name = str(part.tag).removeprefix(W)
        for position, paragraph in enumerate(part.iter(f"{W}p")):
            self._writer.block(Part(self._text(paragraph), None, name, *_FURNITURE), follows=position > 0)

    def _blocks(self, parent: Element, path: str) -> None:
        """Writes paragraphs and tables in their order, also those in controls and in accepted changes."""
        paragraphs = tables = 0
        for element in _children(parent):
            self._deadline.check()
            if element.tag == f"{W}p":
                paragraphs += 1
                self._paragraph(element, f"{path} > p:nth-of-type({paragraphs})")
            elif element.tag == f"{W}tbl":
                tables += 1
                self._table(element, f"{path} > tbl:nth-of-type({tables})")

    def _paragraph(self, paragraph: Element, path: str) -> None:
        label = self._label(paragraph)
        text = self._text(paragraph)
        self._writer.block(Part(text, None, path, *label), follows=label == _ITEM == self._last)
        if text.strip():
            self._last = label
        for count, box in enumerate(_boxes(paragraph), 1):
            self._blocks(box, f"{path} > txbxContent:nth-of-type({count})")

    def _table(self, table: Element, path: str) -> None:
        rows = [[list(_children(cell)) for cell in _cells(row)] for row in _rows(table)]
        lays_out = len(rows) == 1 or all(len(row) == 1 for row in rows)
        for number, (row, element) in enumerate(zip(rows, _rows(table), strict=True), 1):
            place = f"{path} > tr:nth-of-type({number})"
            if lays_out or any(block.tag == f"{W}tbl" for cell in row for block in cell):
                for column, cell in enumerate(_cells(element), 1):
                    self._blocks(cell, f"{place} > tc:nth-of-type({column})")
                continue
            parts: list[Part] = []
            for column, cell in enumerate(row, 1):
                text = " ".join(self._text(block) for block in cell).strip()
                where = f"{place} > tc:nth-of-type({column})"
                parts += [Part(CELLS, None, where, *_ROW)] if parts else []
                parts.append(Part(text or " ", None, where, *_ROW))
            self._writer.block(*parts, follows=self._last == _ROW)
            self._last = _ROW

    def _label(self, paragraph: Element) -> _Label:
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(f"{W}val") or "" if style is not None else ""
        if name in self._headings:
            return _HEADING
        number = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
        if number is not None:
            return _NONE if number.get(f"{W}val") == "0" else _ITEM
        return _ITEM if name in self._lists else _NONE

    def _text(self, paragraph: Element) -> str:
        """The text of a paragraph, without that of text boxes in it."""
        pieces = [""]
        for element in _runs(paragraph):
            if element.tag in _SIGNS:
                pieces.append(_SIGNS[str(element.tag)])
            elif element.tag in _REFERENCES:
                pieces[-1] = with_mark(pieces[-1], str(self._number(element)))
            elif element.tag == f"{W}t" and element.text:
                if _is_raised(element) and is_mark(element.text.strip()):
                    pieces[-1] = with_mark(pieces[-1], element.text.strip())
                else:
                    pieces.append(element.text)
        return "".join(pieces)

    def _number(self, reference: Element) -> int:
        """The number of a note: references are counted as they come."""
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        key = (kind, reference.get(f"{W}id") or "")
        if key not in self._notes:
            self._counts[kind] += 1
            self._notes[key] = self._counts[kind]
        return self._notes[key]


def _children(parent: Element) -> Iterator[Element]:
    """The blocks of an element; what is wrapped in controls, insertions and choices stands for itself."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif isinstance(element.tag, str) and element.tag not in _UNREAD:
            waiting += reversed(element)


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _runs(paragraph: Element) -> Iterator[Element]:
    """Everything in a paragraph that stands in its line."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _UNREAD or element.tag == f"{W}txbxContent":
            continue
        yield element
        waiting += reversed(element)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The outermost text boxes of a paragraph."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif isinstance(element.tag, str) and element.tag not in _UNREAD:
            waiting += reversed(element)


def _is_raised(text: Element) -> bool:
    run = text.getparent()
    align = run.find(f"{W}rPr/{W}vertAlign") if run is not None else None
    return align is not None and align.get(f"{W}val") == "superscript"


def _styles(styles: Element | None) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the styles of headings, and of those that number or bullet what they are given to."""
    headings: set[str] = set()
    lists: set[str] = set()
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        identity = style.get(f"{W}styleId") or ""
        if name is not None and _HEADING_STYLE.fullmatch(name.get(f"{W}val") or ""):
            headings.add(identity)
        elif style.find(f"{W}pPr/{W}numPr") is not None:
            lists.add(identity)
    return frozenset(headings), frozenset(lists)
