r"""Figures that the layout of the page ties together: rows of tables, key–value lines, lists of paragraphs.

    Country Troops Police\nGhana 120 15\nTotal 120 15   -> 120 troops, 15 police; each total has its column as parts
    Uniformed personnel: 10,412                         -> the label is what is counted
    374 staff:\n(a) 300 men;\n(b) 74 women.             -> 374 <- {300, 74}

What a row is, `rows` says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from extractors.figures import breakdowns, grids, items, rows
from extractors.figures.breakdowns import Figure
from extractors.figures.rows import Line, Row
from extractors.view import View

_RULE = re.compile(r"[-–—=:+| ]+")
_TOTAL = re.compile(r"(?P<sub>sub-?[ ]?)?(?:(?:grand|overall)[ ])?totals?\b", re.IGNORECASE)
_INCLUDED = re.compile(r"(?:of[ ](?:which|whom)|including|incl\.|thereof)\b", re.IGNORECASE)
_MARKER = re.compile(r"(?:(?:[-–—•·*▪●○]|\(?(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)])[ ])?")
_REMARK = re.compile(r"[ ]?\([^()]*\)[*†‡]?\Z|[*†‡]\Z")
_NUMBER_OF = re.compile(r"(?:total[ ])?(?:number|no\.)[ ]of[ ](?:the[ ])?", re.IGNORECASE)
_SILENT = re.compile(
    r"(?:[\W_]|\b(?:actual|amount|approved|average|baseline|change|current|difference|figures?|increase|number|no"
    r"|per[ ]?cent(?:age)?|planned|proposed|rank|rate|ratio|reached|results?|share|sum|targets?|value|var|variance"
    r"|year)\b)*",
    re.IGNORECASE,
)
"""A head that says which number of something its column has, and not of what."""
_DIGIT = re.compile(r"[0-9]")
_LABEL = re.compile(r"[| ]*[^\W\d_][^\n\t|.:0-9]*[| ]*\n")
"""A line that names the rows below it."""
_LONGEST_LABEL = 80
_LONGEST_HEAD = 400
_MOST_LEVEL_ROWS = 30


class Table(NamedTuple):
    """Rows with as many cells that stand directly below each other; a line by itself is one, too."""

    rows: list[Row[Figure]]
    heads: list[str]
    """Of each column; none where they cannot be told."""

    @property
    def has_sums(self) -> bool:
        """Whether the last column has the totals of the others."""
        return len(self.heads) > 2 and _TOTAL.match(self.heads[-1]) is not None


def tables(view: View, lines: Iterable[Line[Figure]]) -> Iterator[Table]:
    """The tables that lines make; one that goes on below rows of another width has the heads above them."""
    heads: list[str] = []
    edge = -1
    for block in _blocks(view, lines):
        first = block[0]
        goes_on = edge >= 0 and _is_below(view, edge, first.line.start)
        above = heads if goes_on else []
        heads = above if len(above) == len(first.cells) else _heads(view, first) or above
        edge = block[-1].line.end
        yield Table(block, _spread(heads, block))


def _spread(heads: list[str], block: Sequence[Row[Figure]]) -> list[str]:
    """The heads of each column; fewer ones stand above the columns that hold numbers, where tabs only align them."""
    width = len(block[0].cells)
    held = [place for place in range(width) if any(row.cells[place] for row in block)]
    if len(heads) in (0, width) or len(heads) != len(held):
        return heads if len(heads) == width else []
    return [heads[held.index(place)] if place in held else "" for place in range(width)]


def _blocks(view: View, lines: Iterable[Line[Figure]]) -> Iterator[list[Row[Figure]]]:
    """Rows of one table with as many cells."""
    block: list[Row[Figure]] = []
    for line in lines:
        row = grids.row(view, line) or rows.row(view.text, line)
        if block and not (row and _follows(view, row, block[-1])):
            yield block
            block = []
        if row:
            block.append(row)
    if block:
        yield block


def name_items(table: Table) -> None:
    """Gives the figures of a table an item: the head of their column, else their label."""
    for row in table.rows:
        label = _name(row, alone=len(table.rows) == 1)
        for position, figure in enumerate(row.cells):
            item = _item(table.heads[position], row) if table.heads else label
            if figure and figure.is_bare and item:
                figure.finding.value["item"] = item


def _item(head: str, row: Row[Figure]) -> str | None:
    r"""What a cell counts: what its head says, without what that has in brackets, or where it says nothing, the label.

    Above a single column may stand the line of something else: *Status\tEnded\nDeaths\t12*.
    """
    said = _NUMBER_OF.sub("", _REMARK.sub("", head))
    if _TOTAL.match(said) or _INCLUDED.match(said):
        return None
    is_silent = _DIGIT.search(said) is not None or _SILENT.fullmatch(said) is not None
    is_doubtful = is_silent or (len(row.cells) == 1 and not items.may_be_counted(said))
    label = _REMARK.sub("", row.label)
    if is_doubtful and label and items.may_be_counted(label) and not _TOTAL.match(label):
        return label
    return None if is_silent else said


def link_table(table: Table) -> None:
    """Writes the breakdowns that a table makes into the values of its figures: by row, then by column."""
    for row in table.rows if table.has_sums else ():
        _attach(row.cells[-1], row.cells[:-1])
    for position in range(len(table.rows[0].cells)):
        _link_column(table.rows, position)


def _link_column(block: list[Row[Figure]], position: int) -> None:
    """Links each total to the rows since the total before it; subtotals are parts of the next total."""
    parts: list[Figure] = []
    subtotals: list[Figure] = []
    for row in block:
        total, cell = _TOTAL.match(row.label), row.cells[position]
        if cell is None or _INCLUDED.match(row.label):
            continue
        if total is None:
            parts.append(cell)
        elif total["sub"]:
            _attach(cell, parts)
            subtotals, parts = [*subtotals, cell], []
        else:
            _attach(cell, [*subtotals, *_without_levels(cell, parts)])
            subtotals, parts = [], []


def _without_levels(whole: Figure, cells: list[Figure]) -> list[Figure]:
    """The cells that add up to a total; where all are too much, without those that break down the cell above them."""
    if whole.amount is None or sum(cell.amount or 0 for cell in cells) <= whole.amount:
        return cells
    kept: list[Figure] = []
    position = 0
    while position < len(cells):
        head = cells[position]
        below = _breaking_down(head, cells[position + 1 : position + 1 + _MOST_LEVEL_ROWS])
        _attach(head, below)
        kept.append(head)
        position += 1 + len(below)
    return kept


def _breaking_down(head: Figure, cells: list[Figure]) -> list[Figure]:
    """The cells below another one that add up to it, at least two; none where they do not."""
    total = Fraction(0)
    for count, cell in enumerate(cells, 1):
        total += cell.amount or 0
        if head.amount is None or total > head.amount:
            return []
        if total == head.amount and count > 1:
            return cells[:count]
    return []


def _attach(whole: Figure | None, cells: Sequence[Figure | None]) -> None:
    parts = [cell for cell in cells if cell is not None]
    if whole is not None and all(whole.measures == part.measures for part in parts) and whole.is_added:
        breakdowns.attach(whole, parts, complete=True, believed=True)


def link_paragraphs(text: str, lines: Iterable[Line[Figure]]) -> None:
    """Links the first figure of each item of a list to the last one of the line with a colon before it."""
    whole: Figure | None = None
    parts: list[Figure] = []
    edge = -1
    for line in lines:
        first = line.numbers[0]
        is_item = whole is not None and line.start == edge + 1 and _is_opening(text, line, first)
        if whole is not None and is_item and whole.can_hold(first) and whole.may_be_like(first):
            parts.append(first)
        else:
            _attach_list(whole, parts)
            whole = line.numbers[-1] if text[line.end - 1] == ":" else None
            parts = []
        edge = line.end
    _attach_list(whole, parts)


def _attach_list(whole: Figure | None, parts: list[Figure]) -> None:
    if whole is not None and len(parts) > 1:
        believed = breakdowns.are_of_one_kind([whole, *parts])
        breakdowns.attach(whole, parts, complete=True, believed=believed)


def _is_opening(text: str, line: Line[Figure], figure: Figure) -> bool:
    marker = _MARKER.match(text, line.start, line.end)
    return marker is not None and marker.end() == figure.lead


def _follows(view: View, row: Row[Figure], last: Row[Figure]) -> bool:
    """Whether a row goes on with the table of the one before; after a total another table begins."""
    below = len(row.cells) == len(last.cells) and _is_below(view, last.line.end, row.line.start)
    total = _TOTAL.match(last.label)
    return below and (total is None or total["sub"] is not None or _TOTAL.match(row.label) is not None)


def _is_below(view: View, end: int, start: int) -> bool:
    r"""Whether a line starts directly below the end of another one, or, of cells, below one that names what follows.

    "Ghana\t120\nAsia\nNepal\t40"
    """
    if start == end + 1:
        return True
    is_label = start - end < _LONGEST_LABEL and _LABEL.fullmatch(view.laid_out, end + 1, start) is not None
    return is_label and grids.has_cells(view, start)


def _heads(view: View, first: Row[Figure]) -> list[str]:
    """The heads of the columns, from the line above the first row; none where they cannot be told apart."""
    heads = grids.heads(view, first)
    return _heads_in_words(view.text, first) if heads is None else heads


def _heads_in_words(text: str, first: Row[Figure]) -> list[str]:
    """The heads of columns that one blank parts, each a word."""
    end = first.line.start - 1
    for _ in range(2):  # a rule may stand between
        edge = max(0, end - _LONGEST_HEAD)
        start = text.rfind("\n", edge, max(0, end)) + 1
        if start == 0 and edge:
            return []  # a line so long is no heads
        line = text[start : max(start, end)]
        if not _RULE.fullmatch(line):
            break
        end = start - 1
    heads = line.split()
    fits = (
        not line.startswith("(")
        and len(heads) == len(first.cells) + 1
        and not any(character in line for character in ".:;$€£¥%0123456789")
    )
    return heads[1:] if fits else []


def _name(row: Row[Figure], *, alone: bool) -> str | None:
    """The label as what is counted: in a table with one column any, in a line by itself one that names things."""
    if not row.label or len(row.cells) > 1 or (alone and not items.may_be_counted(row.label)):
        return None
    return row.label
