"""What stands on the pages of a PDF beside its text: running heads and feet, page numbers, job numbers, notes.

"S/2019/615" at the top of pages 2 and 3       -> running head
"4/10", "Page 4 of 10", "4" at the bottom      -> page number
a smaller block below all text, "1 Ibid."      -> note
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import chain

from extractors.segments.blocks import is_furniture
from flows.readers.pdf.blocks import Block
from flows.readers.pdf.columns import lines
from flows.readers.pdf.words import Fragment

_MARGIN = 0.12
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NOTE_HEIGHT = 0.93
"""Height of a note, as a share of the text's: those of the documents tried have 0.85."""
_RULE = re.compile(r"[_–—=-]{5,}")


def furniture(pages: Sequence[tuple[float, Sequence[Fragment]]]) -> list[list[list[Fragment]]]:
    """For each page, given by its height and fragments, the lines at its top and bottom that are furniture."""
    margins = [lines(_in_margins(height, fragments)) for height, fragments in pages]
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for page, margin in enumerate(margins):
        for fragment in chain.from_iterable(margin):
            for key in _keys(fragment):
                places[key].add(page)
    running = {key for key, on_pages in places.items() if len(on_pages) > 1}
    return [
        [line for line in margin if _is_running(line, running) or _is_number(line, fragments)]
        for margin, (_, fragments) in zip(margins, pages, strict=True)
    ]


def _is_running(line: Sequence[Fragment], running: Set[tuple[str, int]]) -> bool:
    """Whether all of a line stands on several pages, or is furniture by its looks."""
    text = " ".join(fragment.text for fragment in line)
    return (
        is_furniture(text)
        or is_furniture(text.replace("*", ""))
        or all(is_furniture(fragment.text) or not running.isdisjoint(_keys(fragment)) for fragment in line)
    )


def is_rule(fragment: Fragment) -> bool:
    """Whether it is a line drawn with signs, as above notes."""
    return _RULE.fullmatch(fragment.text) is not None


def body_height(pages: Iterable[Sequence[Fragment]]) -> float:
    """The height of most of the text of a document; 0 without any."""
    heights: Counter[float] = Counter()
    for fragments in pages:
        for fragment in fragments:
            for word in fragment.words:
                heights[round(word.box.height, 1)] += len(word.text)
    return max(heights, key=lambda height: (heights[height], height), default=0.0)


def notes(page: Sequence[Block], usual: float) -> int:
    """How many blocks at the end of a page are notes."""
    count = 0
    for block in reversed(page):
        if block.is_row or block.height > usual * _NOTE_HEIGHT:
            break
        count += 1
    if count == len(page):
        return 0
    first = page[len(page) - count] if count else None
    return count if first is not None and _has_label(first) else 0


def _has_label(block: Block) -> bool:
    first = block.lines[0][0]
    return first.raised or first.text[0].isdigit() or first.text[0] in "*†‡§"


def _in_margins(height: float, fragments: Sequence[Fragment]) -> list[Fragment]:
    return [f for f in fragments if f.box.bottom < height * _MARGIN or f.box.top > height * (1 - _MARGIN)]


def _keys(fragment: Fragment) -> tuple[tuple[str, int], ...]:
    """What running lines have in common from page to page: their words but for numbers, and where they stand.

    A line two points up or down from another has one of its two keys in common with it.
    """
    words = _DIGITS.sub("#", fragment.text)
    row = int(fragment.box.top / 4)
    return (words, row), (words, int((fragment.box.top + 2) / 4) + 1_000_000)


def _is_number(line: Sequence[Fragment], page: Sequence[Fragment]) -> bool:
    """Whether a line is a page number: the first or last of its page, and nothing else in it."""
    if len(line) != 1 or not _PAGE_NUMBER.fullmatch(line[0].text):
        return False
    first, last = min(f.box.top for f in page), max(f.box.bottom for f in page)
    return line[0].box.top - first < 1 or last - line[0].box.bottom < 1
