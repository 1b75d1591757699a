r"""Units that the heads of columns state: what stands in the cells below is measured in them.

    Phase\tTroops\tCost (US$)\nNorth\t249\t3,120   -> 249; 3,120 USD
    Region\tArea (km2)\tShare (%)\nCoast\t40\t7.5  -> 40 km2; 7.5%

A blank line ends a table, unless one stands below its heads, too; so does a row without a number, the next heads.
Cells are parted by tabs. Columns are told from the right, for labels in the first ones may be missing, as in totals.
Heads that scale, *(US$ million)*, state none: whether a cell is meant in millions, the number does not say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.figures.quantities import Quantity
from extractors.figures.units import Unit, Units
from extractors.view import View
from schemas.figures import Measure

_STATED = re.compile(r"\((?:in[ ])?(?P<unit>[^()\n\t0-9]{1,16}[23²³]?)\)(?=[\t\n]|\Z)")
_LETTER = re.compile(r"[A-Za-z]")
"""A letter alone may be a unit, or say *male*, *million* or *total*."""
_DIGIT = re.compile(r"[0-9]")
_EMPTY = re.compile(r"(?:n\.?/?a\.?|nil|none|[\W_]*)", re.IGNORECASE)
"""A cell that says that there is no number."""


def with_units(view: View, found: list[Quantity], units: Units) -> list[Quantity]:
    """The quantities of a text, bare numbers with the unit that the head of their column states."""
    if not found or "\t" not in view.laid_out:
        return found
    stated = dict(_cells(view, units))
    return [_measured(quantity, stated.get((quantity.start, quantity.end))) for quantity in found] if stated else found


def _measured(quantity: Quantity, unit: Unit | None) -> Quantity:
    if unit is None or quantity.unit is not None or quantity.measure is not Measure.COUNT:
        return quantity
    return quantity._replace(unit=unit, measure=unit.measure)


def _cells(view: View, units: Units) -> Iterator[tuple[tuple[int, int], Unit]]:
    """Where the cells stand, start and end, whose column has a unit, and that unit."""
    text, end = view.laid_out, 0
    for found in _STATED.finditer(text):
        if found.start() < end:
            continue
        start, end = _line(text, found.start())
        heads = text[start:end].split("\t")
        stated = {len(heads) - place: unit for place, head in enumerate(heads) if place and (unit := _of(head, units))}
        if stated:
            yield from _below(view, end, len(heads), stated)


def _below(view: View, end: int, width: int, stated: Mapping[int, Unit]) -> Iterator[tuple[tuple[int, int], Unit]]:
    """The same of the rows below a line of heads, up to the next; columns are counted from the right, from 1."""
    text, ends_in_digits = view.laid_out, False
    is_spaced = view.ends_passage(end)
    while end < len(text) and (is_spaced or not view.ends_passage(end)):
        start, end = _line(text, end + 1)
        cells = text[start:end].split("\t")
        if not 1 < len(cells) <= width or _STATED.search(text, start, end + 1) or _are_heads(cells):
            break
        if len(cells) == width:
            ends_in_digits = text[end - 1].isdigit() and cells[-1][:1].isdigit()
        elif not ends_in_digits or not cells[-1][:1].isdigit():  # what is missing may be its last cells
            continue
        edge = end
        for place, cell in enumerate(reversed(cells[1:]), 1):
            if unit := stated.get(place):
                yield (edge - len(cell), edge), unit
            edge -= len(cell) + 1


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether words fill a row: the heads of another table."""
    return not any(_DIGIT.search(cell) or _EMPTY.fullmatch(cell) for cell in cells[1:])


def _of(head: str, units: Units) -> Unit | None:
    """The unit that ends the head of a column."""
    found = next(_STATED.finditer(head), None)
    return _unit(found["unit"], units) if found else None


def _unit(written: str, units: Units) -> Unit | None:
    """The unit that a text is and nothing else."""
    if _LETTER.fullmatch(written):
        return None
    after = units.after(written, 0)
    return after.unit if after and after.edge == len(written) and after.unit.measure is not Measure.DURATION else None


def _line(text: str, position: int) -> tuple[int, int]:
    """Where the line of a position starts and ends."""
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, end if end >= 0 else len(text)
