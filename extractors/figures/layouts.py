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

from extractors.figures import breakdowns, items, rows
from extractors.figures.breakdowns import Figure
from extractors.figures.rows import Line, Row

_RULE = re.compile(r"[-–—=:+| ]+")
_TOTAL = re.compile(r"(?P<sub>sub-?[ ]?)?(?:(?:grand|overall)[ ])?totals?\b", re.IGNORECASE)
_INCLUDED = re.compile(r"(?:of[ ](?:which|whom)|including|incl\.|thereof)\b", re.IGNORECASE)
_MARKER = re.compile(r"(?:(?:[-–—•·*▪●○]|\(?(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)])[ ])?")
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


def tables(text: str, lines: Iterable[Line[Figure]]) -> Iterator[Table]:
    """The tables that lines make."""
    found: list[Row[Figure]] = []
    for line in lines:
        row = rows.row(text, line)
        if found and not (row and _follows(row, found[-1])):
            yield Table(found, _heads(text, found[0]))
            found = []
        if row:
            found.append(row)
    if found:
        yield Table(found, _heads(text, found[0]))


def name_items(table: Table) -> None:
    """Gives the figures of a table an item: the head of their column, else their label."""
    for row in table.rows:
        label = _name(row, alone=len(table.rows) == 1)
        for position, figure in enumerate(row.cells):
            head = table.heads[position] if table.heads else label
            if figure and figure.is_bare and head and not (table.heads and _TOTAL.match(head)):
                figure.finding.value["item"] = head


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


def _follows(row: Row[Figure], last: Row[Figure]) -> bool:
    """Whether a row goes on with the table of the one before; after a total another table begins."""
    below = row.follows(last) and len(row.cells) == len(last.cells)
    total = _TOTAL.match(last.label)
    return below and (total is None or total["sub"] is not None or _TOTAL.match(row.label) is not None)


def _heads(text: str, first: Row[Figure]) -> list[str]:
    """The heads of the columns, from the line above the first row; none where they cannot be told apart."""
    end = first.line.start - 1
    for _ in range(2):  # a rule may stand between
        start = text.rfind("\n", max(0, end - _LONGEST_HEAD), max(0, end)) + 1
        line = text[start : max(start, end)]
        if not _RULE.fullmatch(line):
            break
        end = start - 1
    heads = [head.strip() for head in line.strip(" |").split("|")] if "|" in line else line.split()
    fits = (
        not line.startswith("(")
        and len(heads) == len(first.cells) + 1
        and not any(character in line for character in ".:;0123456789")
    )
    return heads[1:] if fits else []


def _name(row: Row[Figure], *, alone: bool) -> str | None:
    """The label as what is counted: in a table with one column any, in a line by itself one that names things."""
    if len(row.cells) > 1 or (alone and not items.may_be_counted(row.label)):
        return None
    return row.label
