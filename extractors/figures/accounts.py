r"""Numbers in brackets as accounts write them: in a cell of a table, or in a row of figures, the brackets are a minus.

    Net result\t(1,102)\t950      -> -1102, with its brackets; 950
    | Variance | ($300) | 12 |    -> -300 USD
    Military\t(8)\tPolice\t(10)   -> 8, 10: each cell is the count of the label before it
    Age 45.2 (12.1) 44.8 (11.9)   -> unchanged: what each bracket holds belongs to the number before it

Brackets directly behind a label mark a note, *Police (1) 14*. A column whose head is in brackets, and one in which each
number is that of the number before it, holds what is above nothing.

In running text a bracket is never a minus: *374 personnel (112 staff)*.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from extractors.figures import names, rows
from extractors.figures.quantities import Quantity
from extractors.figures.rows import Line
from extractors.view import View
from schemas.figures import Measure

_PRICED = (Measure.MONEY, Measure.PERCENT, Measure.COUNT)
_WRITTEN_OUT = re.compile(r"[0-9][.,][0-9]")
"""Decimals or groups of digits: what numbers no item and no note."""
_MARK = re.compile(r"\([0-9]{1,2}\)")
_LABEL_BEHIND = re.compile(r"[ ]*\|[| ]*[^\W\d_]")
_REST = re.compile(r"[| ]*(?:all|other|remaining)[ ][^|\n]{0,60}[a-z]{2}s[ ]", re.IGNORECASE)
"""A label that sums up things, whose number stands behind it: *Other provinces (12)*."""
_RULE = re.compile(r"[-–—=:+|\s]+")
_CELL_EDGE = re.compile(r"[ ]?[\t|][ ]?")
_IN_BRACKETS = re.compile(r"\([^()]+\)")
_OF_MONEY = re.compile(
    r"[$€£¥]|\b(?:USD|EUR|GBP|net|loss(?:es)?|profits?|income|results?|surplus|deficit|cash|balance|variance|tax(?:es)?)\b",
    re.IGNORECASE,
)
"""What a label or a head says where a number may be below nothing."""
_LONGEST_HEAD = 400


class _Figures(NamedTuple):
    """A line in which brackets may stand for a minus."""

    line: Line[Quantity]
    """Its numbers, those that are alone in brackets with them."""
    bracketed: list[bool]
    in_cells: bool
    """Whether each bracket is a cell of its own."""
    width: int
    """Cells of the row that the line is; 0 for another line."""

    @property
    def is_table(self) -> bool:
        """Whether its numbers stand in cells, or in a row of several."""
        return self.in_cells or self.width > 1


def read(view: View, found: list[Quantity]) -> list[Quantity]:
    """The quantities of a text, those in brackets as the layout has them: losses, or counts of a cell."""
    text = view.text
    if not any(_is_bracketed(text, quantity) for quantity in found):
        return found
    widened = (_widened(quantity) if _is_bracketed(text, quantity) else quantity for quantity in found)
    blocks = _blocks(view, rows.lines(text, widened))
    return list(chain.from_iterable(_settled(view, block) for block in blocks))


def _is_bracketed(text: str, quantity: Quantity) -> bool:
    """Whether brackets hold a number and nothing else; a year in them is one."""
    start, end = quantity.start, quantity.end
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    is_plain = quantity.high is None and quantity.low > 0 and quantity.measure in _PRICED
    return is_plain and not names.is_year(text, start, end)


def _widened(quantity: Quantity) -> Quantity:
    return quantity._replace(start=quantity.start - 1, end=quantity.end + 1)


def _narrowed(quantity: Quantity) -> Quantity:
    return quantity._replace(start=quantity.start + 1, end=quantity.end - 1)


def _blocks(view: View, lines: Iterable[Line[Quantity]]) -> Iterator[list[_Figures]]:
    """Lines with as many numbers directly below each other."""
    block: list[_Figures] = []
    for line in lines:
        last = block[-1].line if block else None
        if last and (line.start != last.end + 1 or len(line.numbers) != len(last.numbers)):
            yield block
            block = []
        block.append(_figures(view, line))
    if block:
        yield block


def _figures(view: View, line: Line[Quantity]) -> _Figures:
    text = view.text
    bracketed = [text[number.start] == "(" and text[number.end - 1] == ")" for number in line.numbers]
    held = [number for number, is_held in zip(line.numbers, bracketed, strict=True) if is_held]
    in_cells = bool(held) and all(_is_cell(view, line, number) for number in held)
    row = rows.row(text, line)
    return _Figures(line, bracketed, in_cells, len(row.cells) if row else 0)


def _is_cell(view: View, line: Line[Quantity], number: Quantity) -> bool:
    """Whether nothing else stands in a number's cell; behind it the line may end."""
    return _parts(view, line, number.start - 1) and (number.end == line.end or _parts(view, line, number.end))


def _parts(view: View, line: Line[Quantity], position: int) -> bool:
    """Whether the character at a position parts two cells: a bar beside it, or white space between columns."""
    if not line.start <= position < line.end or view.text[position] not in " |":
        return False
    beside = view.text[position - 1 : position + 2]
    return "|" in beside or view.column(position, position + 1) >= 0


def _settled(view: View, block: list[_Figures]) -> Iterator[Quantity]:
    """The numbers of a block, each that is in brackets as the layout has it; without notes and numbers of rows."""
    text, mixed = view.text, _with_both(block)
    heads = _heads(view, block[0].line)
    are_headed = any(_IN_BRACKETS.fullmatch(head) for head in heads)
    pairs = [_are_pairs(text, figures, heads) for figures in block]
    for figures, is_pair in zip(block, pairs, strict=True):
        is_paired = all(pairs) if figures.in_cells else is_pair
        is_keyed = figures.in_cells and (not figures.width or is_paired or are_headed)
        may_lose = not is_paired and not _has_shares(figures)
        has_plain = figures.width > 0 and not all(figures.bracketed)
        for place, number in enumerate(figures.line.numbers):
            if not figures.bracketed[place]:
                yield number
            elif not place and _is_of_rest(view, figures.line, number):
                yield _narrowed(number)._replace(in_cell=True)
            elif place not in mixed and _is_mark(view, figures, place):
                continue
            elif not _is_headed(view, figures.line, number, heads) and (
                place in mixed or (may_lose and (mixed or _says_loss(text, number, has_plain=has_plain)))
            ):
                yield number._replace(low=-number.low, in_cell=True) if figures.is_table else _narrowed(number)
            else:
                yield _narrowed(number)._replace(in_cell=is_keyed)


def _is_of_rest(view: View, line: Line[Quantity], number: Quantity) -> bool:
    """Whether brackets close the cell of a label that sums up things."""
    is_last = _REST.fullmatch(view.text, line.start, number.start) is not None
    return is_last and not _is_cell(view, line, number) and _parts(view, line, number.end)


def _is_mark(view: View, figures: _Figures, place: int) -> bool:
    """Whether brackets mark a note behind a label, *Police (1) 14*, or number a row: *| (1) | Troops | 120 |*."""
    text, number, line = view.text, figures.line.numbers[place], figures.line
    if place or not _MARK.fullmatch(text, number.start, number.end):
        return False
    if _LABEL_BEHIND.match(text, number.end, line.end):
        return not text[line.start : number.start].strip(" |")
    is_followed = len(line.numbers) > 1 and not figures.bracketed[1]
    return is_followed and figures.width > 0 and not _is_cell(view, line, number)


def _heads(view: View, line: Line[Quantity]) -> list[str]:
    """The cells of the line above a block; a rule may stand between."""
    text, end = view.laid_out, line.start - 1
    for _ in range(2):
        start = text.rfind("\n", max(0, end - _LONGEST_HEAD), max(0, end)) + 1
        head = text[start : max(start, end)]
        if not _RULE.fullmatch(head):
            return _CELL_EDGE.split(head.strip(" |"))
        end = start - 1
    return []


def _is_headed(view: View, line: Line[Quantity], number: Quantity, heads: list[str]) -> bool:
    """Whether the head of a number's column is in brackets, too: what they hold belongs to the column before."""
    if not any(_IN_BRACKETS.fullmatch(head) for head in heads) or line.end - line.start > _LONGEST_HEAD:
        return False
    behind = len(_CELL_EDGE.findall(view.laid_out[number.end : line.end].rstrip(" |")))
    return behind < len(heads) and _IN_BRACKETS.fullmatch(heads[-1 - behind]) is not None


def _are_pairs(text: str, figures: _Figures, heads: list[str]) -> bool:
    """Whether each number of a line has one in brackets behind it, *45.2 (1.4)*; in cells, where none is money."""
    numbers, bracketed = figures.line.numbers, figures.bracketed
    if any(bracketed[::2]) or not all(bracketed[1::2]) or len(bracketed) % 2:
        return False
    if not figures.in_cells:
        return True
    has_money = any(number.measure is Measure.MONEY for number in numbers) or any(map(_OF_MONEY.search, heads))
    return not has_money and not _OF_MONEY.search(text, figures.line.start, numbers[0].start)


def _with_both(block: list[_Figures]) -> set[int]:
    """The columns that have numbers in brackets and others without."""
    columns = zip(*(figures.bracketed for figures in block if figures.in_cells or figures.width), strict=True)
    return {place for place, column in enumerate(columns) if len(set(column)) > 1}


def _has_shares(figures: _Figures) -> bool:
    """Whether all that brackets hold is the share that the number before has: *45 (12.4%)*."""
    pairs = pairwise(zip([None, *figures.line.numbers], [True, *figures.bracketed], strict=True))
    return all(
        number.measure is Measure.PERCENT and not before_held and before and before.measure is not Measure.PERCENT
        for (before, before_held), (number, is_held) in pairs
        if is_held and number
    )


def _says_loss(text: str, number: Quantity, *, has_plain: bool) -> bool:
    """Whether a line in which numbers do not go in pairs says by itself that brackets are a minus.

    What only an amount has says it, or a number without brackets in the same row.
    """
    return has_plain or number.measure is not Measure.COUNT or bool(_WRITTEN_OUT.search(text, number.start, number.end))
