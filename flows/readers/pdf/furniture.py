"""What stands on the pages of a PDF beside its text: running heads and feet, page numbers, job numbers, notes.

"S/2019/615" at the top of pages 2 and 3       -> running head
"Annual report | 4", then "Annual report | 5"  -> running head: its number counts the pages
"Troops: 5,010", then "Troops: 5,020"          -> text: other pages say something else
"4/10", "Page 4 of 10", "4" at the bottom      -> page number
a smaller block below all text, "1 Ibid."      -> note
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from extractors.segments.blocks import is_furniture
from flows.readers.pdf.blocks import Block, dangles
from flows.readers.pdf.columns import lines
from flows.readers.pdf.words import Fragment

_MARGIN = 0.12
"""Share of the page's height, at the top and at the bottom, in which furniture stands. That of the PDFs tried reaches
0.08; with 0.06 it is read as text, from 0.18 on one line differs."""
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_COUNTER = re.compile(r"(?:(?<=\bpage )|(?<=\| )|^)\d{1,4}(?= of \d{1,4}$| \||$)", re.IGNORECASE)
"""The number of a page within its running line: "Page 4", "4 | Annual report", or the fragment as a whole."""
_LINES = 3
"""Running lines stand among so many first or last lines of a page, such as organization, symbol and date; below them
the text begins. Those of the PDFs tried are single lines."""
_AROUND = (-2, -1, 1, 2)
"""Pages that repeat a running line, counted from its own: the next one, or the next of the same side of the leaf."""
_SHARE = 1 / 3
"""What repeats itself and makes up more than this share of a document is its text: fact sheets of five short
lines below a running head have 0.25 in that head. With 2 / 3 none of the PDFs tried differs."""
_STATES = re.compile(r"(?:\S+\s+){5,}\S*[.!?]['\"’”)\]]{0,3}|[^\W\d][^:]{0,60}:\s.*\d.*")
"""What is never a running line: a sentence of six words or more, a label with a figure."""
_NOTE_HEIGHT = 0.93
"""Height of a note, as a share of the text's: those of the PDFs tried have 0.85; from 0.87 to 0.97 none differs."""
_RULE = re.compile(r"[_–—=-]{5,}")


class _Line(NamedTuple):
    """A line in the margin of a page."""

    fragments: list[Fragment]
    page: int
    depth: int
    """How many lines stand between it and the edge of the page."""

    @property
    def text(self) -> str:
        """Its fragments, parted by blanks."""
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def may_run(self) -> bool:
        """Whether it stands where running lines do, and is neither a statement nor a piece of a paragraph."""
        text = self.text
        is_piece = " " in text and (text[0].islower() or dangles(self.fragments[-1].words[-1].text))
        return self.depth < _LINES and not is_piece and not _STATES.fullmatch(text)

    def keys(self, fragment: Fragment) -> tuple[tuple[str, int], ...]:
        """What a running fragment has in common from page to page: its words, and where it stands.

        In the outermost line a number that counts the pages is common, too: it stands for its distance from the page's.
        A line two points up or down from another has one of its two keys in common with it.
        """
        words = fragment.text
        if self.depth == 0:
            words = _COUNTER.sub(lambda number: f"#{int(number[0]) - self.page}", words)
        row = int(fragment.box.top / 4)
        return (words, row), (words, int((fragment.box.top + 2) / 4) + 1_000_000)


def furniture(pages: Sequence[tuple[float, Sequence[Fragment]]]) -> list[list[list[Fragment]]]:
    """For each page, given by its height and fragments, the lines at its top and bottom that are furniture."""
    margins = [_margins(number, height, fragments) for number, (height, fragments) in enumerate(pages)]
    running = _running([line for margin in margins for line in margin])
    if sum(map(len, running.values())) > _SHARE * sum(len(f.text) for _, fragments in pages for f in fragments):
        running = {}
    return [
        [line.fragments for line in margin if _is_plain(line) or id(line) in running or _is_number(line, fragments)]
        for margin, (_, fragments) in zip(margins, pages, strict=True)
    ]


def _margins(page: int, height: float, fragments: Sequence[Fragment]) -> list[_Line]:
    """The lines in the margins of a page, from the top."""
    head = lines(f for f in fragments if f.box.bottom < height * _MARGIN)
    foot = lines(f for f in fragments if f.box.top > height * (1 - _MARGIN))
    above = [_Line(line, page, depth) for depth, line in enumerate(head)]
    return above + [_Line(line, page, len(foot) - depth) for depth, line in enumerate(foot, 1)]


def _running(margins: Sequence[_Line]) -> dict[int, str]:
    """The text of each running line that does not look like furniture anyhow, by the line's `id`."""
    candidates = [line for line in margins if line.may_run]
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for line in candidates:
        for key in chain.from_iterable(map(line.keys, line.fragments)):
            places[key].add(line.page)
    return {id(line): line.text for line in candidates if not _is_plain(line) and _is_running(line, places)}


def _is_plain(line: _Line) -> bool:
    """Whether a line is furniture by its looks, wherever else it stands."""
    bare = line.text.replace("*", "").strip()
    return is_furniture(line.text) or (bare != "" and is_furniture(bare))


def _is_running(line: _Line, places: Mapping[tuple[str, int], Set[int]]) -> bool:
    """Whether all of a line stands on a page nearby, or is furniture by its looks."""
    nearby = {line.page + distance for distance in _AROUND}
    return all(
        is_furniture(fragment.text) or any(not nearby.isdisjoint(places[key]) for key in line.keys(fragment))
        for fragment in line.fragments
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


def _is_number(line: _Line, page: Sequence[Fragment]) -> bool:
    """Whether a line is a page number: the first or last of its page, and nothing else in it."""
    if len(line.fragments) != 1 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    box = line.fragments[0].box
    first, last = min(f.box.top for f in page), max(f.box.bottom for f in page)
    return box.top - first < 1 or last - box.bottom < 1  # a point; from a tenth to four none of the PDFs tried differs
