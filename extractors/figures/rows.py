"""Rows of tables in a text: lines that are a label and then nothing but cells, which are numbers, dashes and bars.

    "Ghana 749 122 871"         -> Ghana; 749, 122, 871
    "| Police | 12 | - |"       -> Police; 12, none
    "Indonesia 1 237 39 1 276"  -> five numbers, three where the rows beside it have three: 1 237, 39, 1 276

Rows of anything that has a start and an end are read: of quantities, so that groups of digits can be joined, and of
figures.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Generic, TypeVar

from extractors.figures.quantities import Quantity
from extractors.overlaps import Candidate
from extractors.view import View
from schemas.figures import Measure

C = TypeVar("C", bound=Candidate)

_LABEL = re.compile(
    r"[| ]*(?P<label>[^\W\d_][^|\n;:]{0,78}?)(?:[ ]\([0-9]{1,2}\))?:?(?P<dashes>(?:[| ]+[-–—](?=[| ]))*)[| ]*"
)
_GAP = re.compile(r"[| ]*(?:(?<=[| ])[-–—](?:[| ]+|\Z))*")
_DECIMALS = re.compile(r"[0-9]{3}\.[0-9]{1,2}")
_DASH = re.compile(r"[-–—]")
_MOST_LABEL_WORDS = 8
_LONGEST = 400
_MOST_JOINTS = 6
"""How many blanks of a row may stand inside a number; a row with more is left alone."""


@dataclass(slots=True, eq=False)
class Line(Generic[C]):
    """A line of the view that holds numbers. Offsets are those of the view."""

    start: int
    end: int
    numbers: list[C]


@dataclass(slots=True, eq=False)
class Row(Generic[C]):
    """A line that is a label and cells."""

    line: Line[C]
    label: str
    cells: list[C | None]
    """None for a dash."""

    def follows(self, last: "Row[C]") -> bool:
        """Whether it stands directly below another one."""
        return self.line.start == last.line.end + 1


def lines(text: str, numbers: Iterable[C]) -> Iterator[Line[C]]:
    """The lines that hold numbers, which come in the order of the text."""
    start, end = 0, -1
    held: list[C] = []
    for number in numbers:
        if number.start > end:
            if held:
                yield Line(start, end, held)
            start = text.rfind("\n", 0, number.start) + 1
            end = text.find("\n", number.end)
            end, held = len(text) if end < 0 else end, []
        held.append(number)
    if held:
        yield Line(start, end, held)


def row(text: str, line: Line[C]) -> Row[C] | None:
    """A line as a row, or None where it is running text."""
    if line.end - line.start > _LONGEST:
        return None
    label = _LABEL.fullmatch(text, line.start, _with_brackets(text, line.numbers[0])[0])
    if label is None or len(label["label"].split()) > _MOST_LABEL_WORDS:
        return None
    cells: list[C | None] = [None for _ in _DASH.findall(label["dashes"])]
    held = [_with_brackets(text, number) for number in line.numbers]
    edges = [start for start, _ in held[1:]] + [line.end]
    for number, (_, end), edge in zip(line.numbers, held, edges, strict=True):
        gap = _GAP.fullmatch(text, end, edge)
        if gap is None:
            return None
        cells += [number, *(None for _ in _DASH.findall(gap[0]))]
    return Row(line, label["label"], cells)


def _with_brackets(text: str, number: C) -> tuple[int, int]:
    """Where a number starts and ends, with the brackets that hold nothing else."""
    start, end = number.start, number.end
    is_held = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return start - is_held, end + is_held


def with_groups(view: View, found: list[Quantity]) -> list[Quantity]:
    """Quantities with the groups of digits joined: in rows with wide gaps, with decimals, or with too many cells."""
    text = view.text
    found = _aligned(view, found)
    beside = [(left, right) for left, right in pairwise(found) if right.start == left.end + 1]
    if any(_opens_decimals(text, left, right) for left, right in beside):
        found = list(chain.from_iterable(_with_decimals(text, line) for line in lines(text, found)))
    elif not any(_may_join(left, right) for left, right in beside):
        return found
    joined: dict[int, list[Quantity]] = {}
    for block in _blocks(text, found):
        width = min(len(row.cells) for row in block)
        wider = [row for row in block if len(row.cells) > width]
        if len(block) > 1 and 2 * len(wider) <= len(block):  # most rows say how many columns there are
            joined.update({row.line.start: _joined(row, width) for row in wider})
    if not joined:
        return found
    return list(chain.from_iterable(joined.get(line.start, line.numbers) for line in lines(text, found)))


def _aligned(view: View, found: list[Quantity]) -> list[Quantity]:
    """Quantities with the groups joined that one blank parts, in lines whose columns several part: *1 800   1 550*.

    So are those that fill a cell behind a tab.
    """
    text = view.text
    beside = (pair for pair in pairwise(found) if pair[1].start == pair[0].end + 1)
    if not any(_are_groups(text, *pair) for pair in beside):
        return found
    aligned: list[Quantity] = []
    for line in lines(text, found):
        if not any(right.start == left.end + 1 for left, right in pairwise(line.numbers)):
            aligned += line.numbers
            continue
        wide = [_are_columns(view, left.end, right.start) for left, right in pairwise(line.numbers)]
        pairs = enumerate(zip(pairwise(line.numbers), wide, strict=True))
        joints = [place for place, (pair, far) in pairs if not far and _are_groups(text, *pair)]
        has_cells = any(wide) or (len(joints) == len(wide) and _fills_cell(view, line))
        aligned += _join(line.numbers, tuple(joints)) if has_cells else line.numbers
    return aligned


def _are_columns(view: View, start: int, end: int) -> bool:
    return view.column(start, end) >= 0 or "\t" in view.laid_out[start:end]


def _are_groups(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether two numbers may be the groups of one, the last with decimals or not."""
    return _may_join(left, right) or _opens_decimals(text, left, right)


def _fills_cell(view: View, line: Line[Quantity]) -> bool:
    """Whether nothing but the numbers of a line stands behind its tab."""
    first = line.numbers[0].start
    return first > line.start and line.numbers[-1].end == line.end and view.laid_out[first - 1] == "\t"


def _with_decimals(text: str, line: Line[Quantity]) -> list[Quantity]:
    """The numbers of a line, groups joined where it is a row in which each number without decimals opens one with."""
    current = row(text, line)
    if current is None:
        return line.numbers
    pairs = enumerate(pairwise(current.cells))
    places = [place for place, (left, right) in pairs if left and right and _opens_decimals(text, left, right)]
    whole = [cell for cell in line.numbers if "." not in text[cell.start : cell.end]]
    fits = len(places) == len(whole) and len(line.numbers) - len(places) > 1
    return _join(current.cells, tuple(places)) if fits else line.numbers


def _opens_decimals(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether two numbers may be one with decimals: `1 819.9`."""
    if right.start != left.end + 1 or not _DECIMALS.fullmatch(text, right.start, right.end):
        return False
    return left.low < 1000 and text[left.start : left.end].isdigit()


def _blocks(text: str, found: list[Quantity]) -> Iterator[list[Row[Quantity]]]:
    block: list[Row[Quantity]] = []
    for line in lines(text, found):
        current = row(text, line)
        if block and not (current and current.follows(block[-1])):
            yield block
            block = []
        if current:
            block.append(current)
    if block:
        yield block


def _joints(row: Row[Quantity]) -> list[int]:
    """The places between cells that may stand inside one number: `1 237`."""
    pairs = zip(row.cells, row.cells[1:], strict=False)
    return [place for place, (left, right) in enumerate(pairs) if left and right and _may_join(left, right)]


def _may_join(left: Quantity, right: Quantity) -> bool:
    if right.start != left.end + 1 or right.end - right.start != 3:
        return False
    both = (left, right)
    return left.low < 1000 and all(q.measure is Measure.COUNT and not q.high and q.low.denominator == 1 for q in both)


def _joined(row: Row[Quantity], width: int) -> list[Quantity]:
    """The cells of a row joined so that there are `width`; as they are where that can be done in several ways.

    Of several, the one in which the last cell is the sum of the others is meant.
    """
    joints, surplus = _joints(row), len(row.cells) - width
    if len(joints) > _MOST_JOINTS or surplus > len(joints):
        return row.line.numbers
    ways = [_join(row.cells, places) for places in combinations(joints, surplus)]
    if len(ways) > 1:
        ways = [way for way in ways if len(way) > 2 and sum(cell.low for cell in way[:-1]) == way[-1].low]
    return ways[0] if len(ways) == 1 else row.line.numbers


def _join(cells: Sequence[Quantity | None], places: tuple[int, ...]) -> list[Quantity]:
    joined: list[Quantity] = []
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        if place - 1 in places and joined:
            first = joined[-1]
            joined[-1] = first._replace(end=cell.end, low=first.low * Fraction(1000) + cell.low)
        else:
            joined.append(cell)
    return joined
