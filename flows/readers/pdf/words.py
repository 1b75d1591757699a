"""The words of a PDF page with their boxes, and the fragments of lines that they make.

    "held in May.¹ It"         -> held, in, "May.[1]", It
    "the Under-" at a line end -> the, "Under-" (broken)
    "Mali        1,200"        -> two fragments: a gap wider than a letter is tall parts them

Coordinates are points from the top left corner of the page as it is shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from flows.readers.notes import is_mark, with_mark

_BREAK = "\ufffe"
"""What PDFium puts where a hyphen ends a line within a word."""
_WORD = re.compile(rf"[^\s{_BREAK}\x02]+[{_BREAK}\x02]?")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})

_SUPERSCRIPT_AT_MOST = 0.8
"""Height of a raised sign, as a share of its word's: in the PDFs tried from 0.5 to 0.65. With 0.6 marks of notes are
text; from 0.7 to 0.95 nothing differs."""

_CELL_GAP = 1.0
"""A wider gap, in heights of the line, parts two fragments. Blanks of justified lines in the PDFs tried have up to
0.98: with 0.8 sentences of two of the six are torn; with 1.5 cells of two are glued."""


class Box(NamedTuple):
    """A rectangle on a page; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(slots=True)
class Word:
    """A word, or the part of it that stands in one line."""

    text: str
    box: Box
    broken: bool = False
    """Whether a hyphen at the end of the line breaks it here; the hyphen is in the text."""
    raised: bool = False
    """Whether it is a number that is raised above the line, as the mark of a note is."""


@dataclass(slots=True)
class Fragment:
    """Words that stand beside each other in one line."""

    words: list[Word]
    box: Box

    @property
    def text(self) -> str:
        """The words, parted by blanks."""
        return " ".join(word.text for word in self.words)

    @classmethod
    def of(cls, words: list[Word]) -> "Fragment":
        """The fragment that some words make."""
        return cls(words, union(word.box for word in words))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around some others."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def beside(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one line: half of the lower one's height is common to both."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > min(one.height, other.height) / 2


def fragments(page: pdfium.PdfPage) -> list[Fragment]:
    """The fragments of a page, in the order in which the file draws them."""
    found: list[Fragment] = []
    current: list[Word] = []
    for word in _words(page):
        if current and not _continues(current, word):
            found.append(Fragment.of(current))
            current = []
        if current and _is_mark(word, current[-1]):
            current[-1].text = with_mark(current[-1].text, word.text)
            current[-1].box = union((current[-1].box, word.box))
            continue
        if current and _is_mark(current[-1], word):  # the mark of the note that starts here
            current[-1].raised = len(current) == 1
        current.append(word)
    if current:
        found.append(Fragment.of(current))
    return found


def _is_mark(word: Word, line: Word) -> bool:
    return is_mark(word.text) and _is_raised(word.box, line.box)


def _continues(words: list[Word], word: Word) -> bool:
    before = words[-1].box
    height = max(before.height, word.box.height)
    # half a height backwards is kerning, more is another line: from a quarter to a whole one none of the PDFs differs
    return -height / 2 < word.box.left - before.right < height * _CELL_GAP and (
        beside(before, word.box) and not words[-1].broken
    )


def _words(page: pdfium.PdfPage) -> Iterator[Word]:
    textpage = page.get_textpage()
    try:
        text = _characters(textpage)
        box_of = _boxes(page, textpage)
        for match in _WORD.finditer(text):
            if (word := _word(text, match, box_of)) is not None:
                yield word
    finally:
        textpage.close()


def _characters(textpage: pdfium.PdfTextPage) -> str:
    """One character for each of the page, in its order, so that indices into both agree."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (c.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _boxes(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Callable[[int], Box | None]:
    """What gives the box of a character by its index; null for one that is not drawn."""
    left, bottom, right, top = page.get_bbox()
    turn: Callable[[Any], Box] = {
        0: lambda r: Box(r.left - left, top - r.top, r.right - left, top - r.bottom),
        90: lambda r: Box(r.bottom - bottom, r.left - left, r.top - bottom, r.right - left),
        180: lambda r: Box(right - r.right, r.bottom - bottom, right - r.left, r.top - bottom),
        270: lambda r: Box(top - r.top, right - r.right, top - r.bottom, right - r.left),
    }[page.get_rotation()]
    rectangle = c.FS_RECTF()

    def box_of(index: int) -> Box | None:
        if not c.FPDFText_GetLooseCharBox(textpage, index, rectangle):
            return None
        box = turn(rectangle)
        return box if box.height > 0 else None

    return box_of


def _word(text: str, match: re.Match[str], box_of: Callable[[int], Box | None]) -> Word | None:
    broken = match[0][-1] in f"{_BREAK}\x02"
    first, last = match.start(), match.end() - 1
    opening, closing = box_of(first), box_of(last)
    if opening is None or closing is None:
        opening = closing = opening or closing
    if opening is None or closing is None:
        return None
    shown = match[0][:-1] + "-" if broken else match[0]
    if last > first and _is_raised(closing, opening):
        start = last
        while start > first + 1 and (box := box_of(start - 1)) is not None and _is_raised(box, opening):
            start -= 1
        shown = with_mark(text[first:start], text[start : last + 1])
        closing = Box(closing.left, opening.top, closing.right, opening.bottom)
    return Word(shown.translate(_LIGATURES), union((opening, closing)), broken=broken)


def _is_raised(box: Box, line: Box) -> bool:
    # its foot is a tenth higher: by 0.12 and more in the PDFs tried, by nothing in a smaller font on the same line
    return (
        box.height < line.height * _SUPERSCRIPT_AT_MOST
        and line.bottom - box.bottom > line.height / 10
        and box.bottom > line.top
    )
