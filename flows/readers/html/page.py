"""The lines of a page: what its elements start and end, with the path of each.

<ul><li>Monitor</li><li>Report</li></ul>   -> two list items, one below the other
<p>First<br>second</p>                     -> two lines of one paragraph
<p>in May<sup>3</sup></p>                  -> "in May[3]"
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from flows.readers.deadline import Deadline
from flows.readers.html.parts import UNREAD, Judge, Judgement
from flows.readers.html.tree import Element
from flows.readers.notes import is_mark, with_mark
from flows.readers.rendering import CELLS, Part, Writer
from schemas.spans import SegmentLabel

HEADING = Judgement(SegmentLabel.HEADING, "readers.heading")
ITEM = Judgement(SegmentLabel.LIST_ITEM, "readers.list-item")
ROW = Judgement(SegmentLabel.TABLE, "readers.table-row")

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hgroup hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead"
    " tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_LAYOUT = ("table", *sorted(_HEADINGS), "ul", "ol", "article", "section", "form")
"""A table that holds one of these lays out a page; its cells are blocks."""
_LONGEST_PATH = 600
"""Characters of a path, which stands in every record of its element. The longest of 11,422 on the pages tried has 378;
two hundred levels without an id would make 4,000."""
_ID = re.compile(r"[A-Za-z][\w-]{0,99}")
"""Ids that a path starts with: of 3,808 on the pages tried the longest has 87 characters, and 17 have more than 60."""


@dataclass(slots=True)
class _Frame:
    """An element that is open, and what it has from those around it."""

    element: Element
    path: str
    block: str
    """Path of the nearest element that starts a line."""
    judgement: Judgement | None = None
    """What it is stripped as, or what kind of text it is."""
    is_stripped: bool = False
    in_row: bool = False
    """Whether it stands in the row of a table, where all is one line."""
    is_layout: bool = False
    """Whether the nearest table only lays out the page."""
    counts: Counter[str] = field(default_factory=Counter)
    """How many children of each tag have been seen."""

    @property
    def tag(self) -> str:
        """Name of the element."""
        return str(self.element.tag)


def write(page: Element, writer: Writer, deadline: Deadline) -> None:
    """Writes the lines of a page."""
    lines = _Lines(writer)
    judge = Judge(page)
    stack = [_Frame(page, "html", "html")]
    waiting = [iter(page)]  # children that are still to be read, of each open element
    seen = 0
    while stack:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            closed = stack.pop()
            lines.close(closed)
            if stack:
                lines.text(closed.element.tail, stack[-1])
            continue
        seen += 1
        if not seen % 1_000:  # milliseconds
            deadline.check()
        parent = stack[-1]
        if not isinstance(child.tag, str) or child.tag in UNREAD:
            lines.text(child.tail, parent)
            continue
        frame = _framed(child, parent, judge)
        stack.append(frame)
        waiting.append(iter(child))
        lines.open(frame)
    lines.flush()


def _framed(child: Element, parent: _Frame, judge: Judge) -> _Frame:
    tag = str(child.tag)
    parent.counts[tag] += 1
    path = _path(child, parent)
    frame = _Frame(
        child,
        path,
        path if tag in _BLOCKS or tag in _CELLS else parent.block,
        judgement=parent.judgement,
        is_stripped=parent.is_stripped,
        in_row=parent.in_row,
        is_layout=parent.is_layout,
    )
    if tag == "table":
        frame.is_layout = child.get("role") == "presentation" or next(child.iterdescendants(*_LAYOUT), None) is not None
    frame.in_row = parent.in_row or (tag == "tr" and not frame.is_layout)
    if not frame.is_stripped:
        stripped = judge.judge(child)
        frame.is_stripped = stripped is not None
        frame.judgement = stripped or _kind(frame) or parent.judgement
    return frame


def _kind(frame: _Frame) -> Judgement | None:
    """What kind of text an element starts."""
    if frame.tag in _HEADINGS:
        return HEADING
    if frame.tag in ("li", "dt", "dd"):
        return ITEM
    return ROW if frame.tag == "tr" and frame.in_row else None


def _path(child: Element, parent: _Frame) -> str:
    """A selector of an element, from the nearest one with an id on; of the deepest steps where it would be long."""
    tag, identity = str(child.tag), child.get("id") or ""
    if _ID.fullmatch(identity):
        return f"{tag}#{identity}"
    if tag == "body":
        return tag
    path = f"{parent.path} > {tag}:nth-of-type({parent.counts[tag]})"
    return path if len(path) <= _LONGEST_PATH else path[path.index(" > ", len(path) - _LONGEST_PATH) + 3 :]


class _Lines:
    """The line that is being put together, and how it follows the one before."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._parts: list[Part] = []
        self._kind: Judgement | None = None  # of the last line that was written
        self._breaks = 0  # since then
        self._cells = 0
        self._raised: list[int] = []  # where raised text starts, of each open <sup>

    def open(self, frame: _Frame) -> None:
        """Starts a line, a cell or raised text where an element does."""
        tag = frame.tag
        if frame.in_row and tag != "tr":
            self._open_in_row(frame)
        elif tag in _BLOCKS or tag in _CELLS:
            self.flush()
            self._cells = 0
        elif tag == "br":
            self.flush()
            self._breaks += 1
        if tag == "sup":
            self._raised.append(len(self._parts))
        elif tag == "label":
            self._add(" ", frame)
        self.text(frame.element.text, frame)

    def _open_in_row(self, frame: _Frame) -> None:
        if frame.tag in _CELLS:
            if self._cells:
                self._add(CELLS, frame)
            self._cells += 1
        elif frame.tag in _BLOCKS or frame.tag == "br":
            self._add(" ", frame)

    def close(self, frame: _Frame) -> None:
        """Ends what an element started."""
        if frame.tag == "sup":
            self._close_raised(frame)
        elif frame.tag == "label" or (frame.in_row and frame.tag in _BLOCKS and frame.tag != "tr"):
            self._add(" ", frame)
        elif frame.tag in _BLOCKS or (frame.tag in _CELLS and not frame.in_row):
            self.flush()

    def _close_raised(self, frame: _Frame) -> None:
        start = self._raised.pop()
        raised = "".join(part.text for part in self._parts[start:]).strip()
        if not raised or not start or not is_mark(raised):
            return
        before = self._parts[start - 1].text
        del self._parts[start:]
        self._add(with_mark(before.rstrip(), raised)[len(before.rstrip()) :], frame)

    def text(self, text: str | None, frame: _Frame) -> None:
        """Adds text; within `<pre>` its line ends are kept."""
        if not text:
            return
        if "\n" in text and not frame.in_row and frame.element.tag == "pre":
            first, *others = text.split("\n")
            self._add(first, frame)
            for line in others:
                self.flush()
                self._breaks += 1
                self._add(line, frame)
            return
        self._add(text, frame)

    def _add(self, text: str, frame: _Frame) -> None:
        label, rule = frame.judgement or (None, "")
        self._parts.append(Part(text, None, frame.block, label, rule))

    def flush(self) -> None:
        """Writes the line."""
        parts, self._parts = self._parts, []
        self._raised = [0 for _ in self._raised]
        if not any(part.text.strip() for part in parts):
            return
        first = next(part for part in parts if part.text.strip())
        kind = Judgement(first.label, first.rule) if first.label else None
        in_series = kind in (ITEM, ROW) and kind == self._kind
        self._writer.block(*parts, follows=in_series or self._breaks == 1)
        self._kind, self._breaks = kind, 0
