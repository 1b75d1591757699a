"""The text of a document as HTML: every record marked where it stands, stripped text folded with its reason.

Everything is cut and marked here, by code points: a browser counts in UTF-16 units, of which 🙂 has two. What the
document says is escaped, and what could steer the order of reading is replaced by a picture, character for character.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from flows.terminal import visible
from schemas.spans import SegmentLabel, Span

_CHUNK = 16_000
"""Characters that a browser lays out together; it skips those out of sight. Of two million at once Chromium took 2.7 to
4.5 seconds to load and up to 0.5 for a jump within; in such pieces 1.8 to 3.3, and 0.15. A million took a
second or less in pieces of 2,000 to 128,000."""

_LONGEST_BLOCK = 4_000
"""Characters of one paragraph on the page; a longer one is cut at a blank, or anywhere where there is none. The longest
paragraph of the development texts has 1,868."""


class Mark(NamedTuple):
    """A record on the page."""

    start: int
    end: int
    kind: str
    """Kind of fact."""
    href: str
    """Page of the record."""
    tip: str
    """Its value, rule and place, in a line."""
    state: str = ""
    """`added`, `changed` or `removed` where a change waits; `out`, `edited` or `kept` where a person decided."""
    anchor: str = ""
    """Id on the page, where a change waits."""


class Stretch(NamedTuple):
    """A segment on the page."""

    start: int
    end: int
    label: str
    rule: str


def marked(text: str, stretches: Sequence[Stretch], marks: Iterable[Mark], within: Span) -> Markup:
    """The part of a text within a span as HTML."""
    pen = _Pen(visible(text), sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    chunks, size, chunk = [], 0, list[str]()
    for block in _blocks(text, stretches, within):
        chunk.append(_block(block, pen))
        size += block[-1].end - block[0].start
        if size > _CHUNK:
            chunks.append(chunk)
            size, chunk = 0, []
    chunks.append(chunk)
    return Markup("".join(f'<div class="chunk">{"".join(parts)}</div>' for parts in chunks if parts))  # noqa: S704 # escaped by the pen


def _blocks(text: str, stretches: Iterable[Stretch], within: Span) -> Iterator[list[Stretch]]:
    """What is shown as one paragraph: a segment, with what interrupts its sentences; a long one in parts."""
    block: list[Stretch] = []
    for stretch in stretches:
        start, end = max(stretch.start, within.start), min(stretch.end, within.end)
        for first in range(start, end, _LONGEST_BLOCK):
            part = stretch._replace(start=first, end=min(first + _LONGEST_BLOCK, end))
            if block and (_begins(part, block[-1], text) or part.end - block[0].start > _LONGEST_BLOCK):
                yield block
                block = []
            block.append(part)
    if block:
        yield block


def _begins(part: Stretch, before: Stretch, text: str) -> bool:
    """Whether a stretch is a paragraph of its own."""
    if not SegmentLabel(part.label).splits:
        return False
    return SegmentLabel(before.label).splits or text[part.start - 1] == "\n"


def _block(block: Sequence[Stretch], pen: "_Pen") -> str:
    first = block[0]
    if SegmentLabel(first.label).kept or len(block) > 1:
        inner = "".join(_inline(part, pen) for part in block)
        return f'<p class="block {first.label}">{inner}</p>'
    written = pen.write(first.start, first.end)
    folded = " open" if pen.has_anchor else ""
    name = f"{first.label.replace('_', ' ')} · {escape(first.rule)} · {first.end - first.start:,} characters"
    return f'<details class="block stripped"{folded}><summary>{name}</summary><p>{written}</p></details>'


def _inline(part: Stretch, pen: "_Pen") -> str:
    written = pen.write(part.start, part.end)
    if SegmentLabel(part.label).kept:
        return written
    return f'<span class="stripped" data-tip="{part.label.replace("_", " ")} · {escape(part.rule)}">{written}</span>'


class _Pen:
    """Writes stretches of the text, one after the other, with the marks on them."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._next = 0
        self._open: list[Mark] = []
        self._named: set[str] = set()
        self.has_anchor = False
        """Whether the last stretch has a change that waits."""

    def write(self, start: int, end: int) -> str:
        """The text between two offsets; the first is not before the last one that was written."""
        self.has_anchor = False
        parts = []
        while start < end:
            stop = min(end, self._advance(start))
            written = escape(self._text[start:stop], quote=False)
            for depth, mark in enumerate(self._open):
                written = self._wrapped(written, mark, innermost=depth == 0)
            parts.append(written)
            start = stop
        return "".join(parts)

    def _advance(self, at: int) -> int:
        """Opens and closes what starts and ends here; where something starts or ends next."""
        if self._open:
            self._open = [mark for mark in self._open if mark.end > at]
        while self._next < len(self._marks) and self._marks[self._next].start <= at:
            if self._marks[self._next].end > at:
                self._open.append(self._marks[self._next])
            self._next += 1
        if len(self._open) > 1:
            self._open.sort(key=lambda mark: mark.end - mark.start)
        following = self._marks[self._next].start if self._next < len(self._marks) else len(self._text)
        return min([following, *(mark.end for mark in self._open)])

    def _wrapped(self, written: str, mark: Mark, *, innermost: bool) -> str:
        classes = f"mark {mark.kind} {mark.state}" if mark.state else f"mark {mark.kind}"
        anchor = ""
        if mark.anchor:
            self.has_anchor = True
            if mark.anchor not in self._named:
                self._named.add(mark.anchor)
                anchor = f' id="{mark.anchor}"'
        if innermost:
            return f'<a class="{classes}"{anchor} href="{mark.href}" data-tip="{escape(mark.tip)}">{written}</a>'
        return f'<span class="{classes}"{anchor}>{written}</span>'
