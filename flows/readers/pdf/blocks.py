"""The blocks of a column of fragments: paragraphs and items of one or more lines, rows of tables.

1.   The force was set      ->  "1. The force was set up in 1978."
up in 1978.
Mali        1,200    35     ->  "Mali | 1,200 | 35"  (a row)
Niger         300     9     ->  "Niger | 300 | 9"    (a row)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from flows.readers.english import function_words
from flows.readers.pdf.columns import lines
from flows.readers.pdf.words import Box, Fragment, Word, union

_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]|[•▪◦‣●○■–—*·-])")
"""The label of an item: it stands apart from its text and is no cell."""
_LEADING = 1.3
"""A larger step from line to line than this, in steps of the column, starts a paragraph. Double spacing steps
alike from line to line, so the measure is the column's own. In the PDFs tried lines step 1.0 and most paragraphs 1.5:
with 1.2 headings of two lines are torn, with 1.4 definitions that a manual sets closely are glued."""
SIZE = 0.08
"""A larger difference in height than this share starts another block: headings, notes. With 0.04 a paragraph with a
word of code is torn in the PDFs tried, with 0.16 declarations run into what explains them."""
_INDENT = 0.8
"""Heights of the line by which a first line is set in. A printer's indent is an em, a little less than such a height;
with 0.4 none of the PDFs tried differs, with 1.6 three lines do."""
_RAGGED = 0.03
"""Share of the column by which a full line may miss the right margin; from 0.01 to 0.06 none of the PDFs tried
differs."""
_WIDE = 2.0
"""Heights of the line that the widest blank of justified text takes: one of 1.1 stands in the PDFs tried. With 1.0
lines of two of them are torn, with 4.0 none differs."""
_ALIGNED = 0.8
"""Heights by which the edges of cells of one column may differ. With 0.4 tables of two of the PDFs tried fall apart,
with 1.6 a heading becomes a row."""
_PROSE = 5
"""Words of a line that is prose, not cells: with 3 lines of two of the PDFs tried differ, with 8 of none."""


@dataclass(slots=True)
class Block:
    """One paragraph, item or row of one page."""

    lines: list[list[Word]]
    """The words of each line; of a row, of each cell."""
    box: Box
    page: int
    is_row: bool = False
    full: bool = False
    """Whether the last line reaches the right margin of its column."""

    @property
    def words(self) -> list[Word]:
        """All words, in order."""
        return [word for line in self.lines for word in line]

    @property
    def height(self) -> float:
        """The usual height of its lines."""
        return median(word.box.height for word in self.words)

    @property
    def is_item(self) -> bool:
        """Whether it starts with the label of an item."""
        return _ITEM.fullmatch(self.lines[0][0].text) is not None


def blocks(column: Sequence[Fragment], page: int) -> Iterator[Block]:
    """The blocks of a column, from the top."""
    rows = [_labels_joined(line) for line in lines(column)]
    tables = _table_rows(rows)
    margin = _right_margin(rows)
    step = _usual_step(rows)
    current: list[Fragment] = []
    for row, in_table in zip(rows, tables, strict=True):
        if not in_table and len(row) == 1:
            if current and _starts_block(current, row[0], margin, step):
                yield _paragraph(current, page, margin)
                current = []
            current.append(row[0])
            continue
        if current:
            yield _paragraph(current, page, margin)
            current = []
        if in_table:
            yield _row(row, page)
        else:
            yield from (_paragraph([fragment], page, margin) for fragment in row)
    if current:
        yield _paragraph(current, page, margin)


def _labels_joined(line: list[Fragment]) -> list[Fragment]:
    """A line in which the label of an item is one fragment with its text, and so is prose that was set wide."""
    joined: list[Fragment] = []
    is_prose = sum(len(fragment.words) for fragment in line) >= _PROSE
    for fragment in line:
        before = joined[-1] if joined else None
        if before and (_is_label(before) or (is_prose and _is_set_wide(before, fragment))):
            joined[-1] = Fragment.of([*before.words, *fragment.words])
        else:
            joined.append(fragment)
    return joined


def _is_label(fragment: Fragment) -> bool:
    return len(fragment.words) == 1 and _ITEM.fullmatch(fragment.text) is not None


def _is_set_wide(left: Fragment, right: Fragment) -> bool:
    """Whether the gap between two fragments is a blank of a justified line: cells of words have more room."""
    gap = right.box.left - left.box.right
    letters = left.words[-1].text[-1].isalpha() and right.words[0].text[0].isalpha()
    return letters and gap < _WIDE * right.box.height


def _table_rows(rows: Sequence[list[Fragment]]) -> list[bool]:
    """For each line whether it is a row of a table: of two or more cells, under or above another with its columns.

    One line of a single cell may stand between them, what a long cell ends with: where none may, rows of two of the
    PDFs tried are lost; where three may, a manual's contents become one.
    """
    found = [False] * len(rows)
    last: int | None = None
    for index, row in enumerate(rows):
        if len(row) < 2:
            continue
        if last is not None and index - last <= 2 and _aligned(rows[last], row):
            found[last] = found[index] = True
        last = index
    return found


def _aligned(above: Sequence[Fragment], below: Sequence[Fragment]) -> bool:
    """Whether every cell of the shorter line has one in the other that starts, ends or centres where it does."""
    shorter, longer = sorted((above, below), key=len)
    return all(any(_same_column(cell.box, other.box) for other in longer) for cell in shorter)


def _same_column(one: Box, other: Box) -> bool:
    within = _ALIGNED * max(one.height, other.height)
    centres = abs(one.left + one.right - other.left - other.right) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), centres) < within


def _usual_step(rows: Sequence[list[Fragment]]) -> float:
    """The median distance from one line to the next, of lines that follow closely; 0 for a column of one line.

    Larger steps, of three heights or among the largest third, are between paragraphs: with the smallest third alone
    9 blocks of the PDFs tried differ, with all steps 16.
    """
    tops = [(row[0].box.bottom, row[0].box.height) for row in rows]
    steps = [
        below - above
        for (above, height), (below, other) in pairwise(tops)
        if 0 < below - above < 3 * max(height, other)
    ]
    return median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 0.0


def _starts_block(block: Sequence[Fragment], line: Fragment, margin: float, step: float) -> bool:
    before = block[-1]
    height = max(before.box.height, line.box.height)
    if abs(_height(before) - _height(line)) > SIZE * height:
        return True
    # solid lines step one height, so 1.15 is leading; at 1.0 and at 1.3 the PDFs tried are read alike
    if line.box.bottom - before.box.bottom > max(step * _LEADING, height * 1.15):
        return True
    last, first = before.words[-1], line.words[0]
    if abs(line.box.left - before.box.left) > (margin - before.box.left) / 3:  # centred, or set to the right
        return True
    if last.broken or last.text.endswith("-") or first.text[0].islower():
        return False
    if (_ITEM.fullmatch(first.text) and len(line.words) > 1) or _is_indented(block, line, height):
        return True
    # a blank is a quarter of an em; with an eighth or a half 5 blocks of the PDFs tried differ
    return before.box.right + height / 4 + (first.box.right - first.box.left) < margin and not dangles(last.text)


def _is_indented(block: Sequence[Fragment], line: Fragment, height: float) -> bool:
    """Whether a line is set in from the lines before it; the second line may be set in as a whole, below a label."""
    return len(block) > 1 and line.box.left > block[-1].box.left + _INDENT * height


def dangles(word: str) -> bool:
    """Whether no paragraph ends with this word."""
    return word.casefold() in function_words() or word[-1] in ",–—"


def _right_margin(rows: Sequence[Sequence[Fragment]]) -> float:
    """Where the lines of running text end: all but the longest twentieth of the lines of five words or more."""
    ends = sorted(row[-1].box.right for row in rows if sum(len(f.words) for f in row) >= _PROSE)
    return ends[(len(ends) - 1) * 19 // 20] if ends else 0.0


def _height(line: Fragment) -> float:
    return median(word.box.height for word in line.words)


def _paragraph(fragments: Sequence[Fragment], page: int, margin: float) -> Block:
    box = union(f.box for f in fragments)
    reach = margin - _RAGGED * (margin - box.left)
    return Block([f.words for f in fragments], box, page, full=fragments[-1].box.right >= reach)


def _row(row: Sequence[Fragment], page: int) -> Block:
    return Block([f.words for f in row], union(f.box for f in row), page, is_row=True)
