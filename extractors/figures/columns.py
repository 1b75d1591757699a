r"""What heads state of the columns below them, and lines above a table of all: units, currencies, scales.

    Phase\tTroops\tCost (US$)\nNorth\t249\t3,120            -> 249; 3,120 USD
    Region\tArea (km2)\tChange (%)\nCoast\t40\t(7.5)        -> 40 km2; -7.5%
    Fund\tPaid (US$ million)\nRelief\t12.5                  -> 12,500,000 USD
    (Thousands of euros)\nClass\t2019\tShare\nFuel\t120\t3  -> 120,000 EUR; 3
    Seized (kg)\t1,790\t8,214                              -> 1,790 kg; 8,214 kg

A blank line ends a table, unless one stands below its heads, too; so does a row of words, the next heads. Cells are
parted by tabs or bars. Columns are told from the right, for labels in the first ones may be missing, as in totals.
What stands above a table is meant of the columns whose head is a time or speaks of money, and of no row that says that
it has shares or counts people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from extractors.figures import grids, scales
from extractors.figures.quantities import Quantity
from extractors.figures.scales import Stated
from extractors.figures.units import Units
from extractors.view import View
from schemas.figures import Measure

_STATED = re.compile(r"\((?P<said>[^()\n\t|0-9]{0,40}(?:000[^()\n\t|0-9]{0,40})?[23²³]?)\)(?=[ ]?(?:[\t\n|]|\Z))")
_SCALED = re.compile(
    r"""
    (?<![^\n\t|])[ ]?
    (?P<said>[^\n\t|()0-9]{0,24}\b(?:[Tt]housand|[MmBb]illion)s?(?:[ ]of[ ][^\n\t|()0-9]{3,40})?)
    (?=[ ]?(?:[\t\n|]|\Z))
    """,
    re.VERBOSE,
)
"""A line, or a cell, that says in words what is measured in."""
_LINES = re.compile(r"[\t|][^\n]*(?:\n[^\n\t|]*[\t|][^\n]*)*")
"""Lines of cells, but for what stands before the first gap."""
_DIGIT = re.compile(r"[0-9]")
_LONGEST = 400
"""Characters before and behind what a line states, beyond which it is no line of a table."""
_EMPTY = re.compile(r"(?:n\.?/?a\.?|nil|none|[\W_]*)", re.IGNORECASE)
"""A cell that says that there is no number."""
_RULE = re.compile(r"[-–—=:+|\s]+")
_SIGNS = ("-", "−", "–", "+")
_PLAIN = re.compile(r"[(]?[-−–+]?[^\w\s]?[0-9][0-9.,’' ]*[)]?")
_PER_CENT = re.compile(r"%|per[ ]?cent(?:age)?", re.IGNORECASE)
_SHARE = re.compile(r"[\t|][ ]?(?P<said>%|[Pp]er[ ]?cent(?:age)?|PER[ ]?CENT(?:AGE)?)(?=[ ]?[\t\n|])")
"""A head that is one of shares and says nothing else."""
_TIME = re.compile(r"\b(?:19|20)[0-9]{2}\b|\bFY[ ]?(?:20)?[0-9]{2}\b|\b[1-4][QH][ ]?(?:20)?[0-9]{2}\b|\b[QH][1-4]\b")
_OF_MONEY = re.compile(
    r"\b(?:actuals?|allocat|amounts?\b|apportion|appropriat|approved|assessed|balances?\b|budget|commitments?\b|contribut"
    r"|costs?\b|debts?\b|disburse|estimates?\b|expen[ds]|exports?\b|fees?\b|funds?\b|funding|grants?\b|imports?\b|incomes?\b"
    r"|loans?\b|paid|payments?\b|pledge|prices?\b|profits?\b|proposed|received|receipts?\b|requested|requirements?\b"
    r"|resources\b|revenues?\b|revised|salar|sales\b|spen[dt]|total|turnover|values?\b|variances?\b|wages?\b)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"%|\b(?:average|change|growth|margin|per|per[ ]?cent(?:age)?|rates?|ratios?|shares?)\b", re.IGNORECASE
)
"""What a head or a label says whose numbers are no amounts of what a whole table is measured in."""
_PEOPLE = re.compile(
    r"\b(?:employees|fte|headcount|number|posts|positions|staff|workforce)\b(?![ ](?:costs|expen))", re.IGNORECASE
)
"""The same, unless they have decimals."""


class _Heads(NamedTuple):
    """The line below which columns stand."""

    end: int
    """Where it ends, so that rows follow."""
    width: int
    stated: Mapping[int, Stated]
    """What is stated of columns, by their place from the right, from 1."""
    believed: bool = True
    """Whether the heads say so themselves, of every row."""


def with_units(view: View, found: list[Quantity], units: Units) -> list[Quantity]:
    """The quantities of a text, bare numbers with what is stated of their column."""
    text = view.laid_out
    if not found or ("\t" not in text and "|" not in text):
        return found
    heads = list(_all_heads(view, units))
    of_all: dict[tuple[int, int], Stated] = {}
    own: dict[tuple[int, int], Stated] = {}
    limits = [*(one.end for one in heads[1:]), len(text) + 1]
    for one, limit in zip(heads, limits, strict=False):
        (own if one.believed else of_all).update(_below(view, one, limit))
    stated = of_all | dict(_labelled(view, units)) | own
    return [_measured(text, quantity, stated) for quantity in found] if stated else found


def _measured(text: str, quantity: Quantity, stated: Mapping[tuple[int, int], Stated]) -> Quantity:
    start, end = quantity.start, quantity.end
    said = stated.get((start, end)) or stated.get((start - 1, end + 1))
    if said is None and text[start - 1 : start] in _SIGNS and (said := stated.get((start - 1, end))):
        is_less = text[start - 1] != "+"
        quantity = quantity._replace(start=start - 1, low=-quantity.low if is_less else quantity.low)
    if said is None or quantity.high is not None or quantity.measure not in (Measure.COUNT, Measure.MONEY):
        return quantity
    unit = said.unit or quantity.unit
    if quantity.unit is not None and not (quantity.unit.is_same(unit) and _PLAIN.fullmatch(text, start, end)):
        return quantity
    return quantity._replace(
        low=quantity.low * said.scale, unit=unit, measure=unit.measure if unit else quantity.measure
    )


def _all_heads(view: View, units: Units) -> Iterator[_Heads]:
    """The heads that state something of their columns, and those below a line that does, in the order of the text."""
    text, edge = view.laid_out, 0
    for region in _regions(text):
        found = chain.from_iterable(statement.finditer(text, *region) for statement in (_STATED, _SHARE, _SCALED))
        for match in sorted(found, key=re.Match.start):
            heads = _heads_of(view, match, units) if match.start() >= edge else None
            if heads and heads.stated:
                edge = heads.end
                yield heads


def _labelled(view: View, units: Units) -> Iterator[tuple[tuple[int, int], Stated]]:
    """The cells of rows whose label states a unit or a scale, *Heroin (kg)*, with that."""
    text = view.laid_out
    for match in chain.from_iterable(_STATED.finditer(text, *region) for region in _regions(text)):
        line = _table_line(text, match.start())
        if line is None:
            continue
        spans = grids.cells(view, *line)
        said = scales.read(match["said"].strip(), units) if 0 <= spans[0][1] - match.end() <= 1 else None
        cells = _written(text, spans[1:])
        if said is None or any(map(_TIME.fullmatch, cells)):
            continue
        for span, cell in zip(spans[1:], cells, strict=True):
            if _PLAIN.fullmatch(cell):
                yield _place(text, span, cell), said


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Where lines of cells stand, with the two lines above them, which may say what they are measured in."""
    edge = 0
    for table in _LINES.finditer(text):
        start = table.start()
        for _ in range(3):
            start = max(0, text.rfind("\n", edge, start))
        yield max(edge, start), min(len(text), table.end() + 1)
        edge = table.end()


def _heads_of(view: View, match: re.Match[str], units: Units) -> _Heads | None:
    """The heads of which a text in a line says something, or those below the line; None where it has neither."""
    text = view.laid_out
    line = _table_line(text, match.start("said"))
    if line is None:
        return None
    start, end = line
    spans, said = grids.cells(view, start, end), scales.read(match["said"].strip(), units)
    if len(spans) > 1 and _has_numbers(_written(text, spans[1:])):
        return None
    if len(spans) > 1:
        return _heads(view, spans, units, said=said if match.end() <= spans[0][1] else None)
    if said is None:
        return None
    opening = text[start : match.start("said")].strip(" |(")
    return _below_line(view, end, said, units, trusted=not opening or bool(_OF_MONEY.match(opening)))


def _is_amount(said: Stated) -> bool:
    """Whether money is stated, or a scale."""
    return said.scale != 1 or (said.unit is not None and said.unit.measure is Measure.MONEY)


def _heads(view: View, spans: Sequence[tuple[int, int]], units: Units, *, said: Stated | None) -> _Heads:
    """A line of heads with what each states, or what is said of all of them."""
    stated: dict[int, Stated] = {}
    for place, span in enumerate(reversed(spans[1:]), 1):
        head = view.laid_out[slice(*span)].strip()
        if own := _of(head, units):
            stated[place] = own
        elif said and (_TIME.search(head) or (_is_amount(said) and _OF_MONEY.match(head))) and not _counts(head):
            stated[place] = said
    return _Heads(_line(view.laid_out, spans[-1][1])[1], len(spans), stated, believed=said is None)


def _below_line(view: View, end: int, said: Stated, units: Units, *, trusted: bool) -> _Heads:
    """The heads below a line that states what a table is measured in; its rows have none where it says nothing else."""
    text = view.laid_out
    start, below = _line(text, end + 1)
    if _RULE.fullmatch(text, start, below):
        start, below = _line(text, below + 1)
    spans = grids.cells(view, start, below)
    if _has_numbers(_written(text, spans[1:])):
        places = range(1, len(spans)) if trusted and said.unit and _is_amount(said) else ()
        return _Heads(end, len(spans), dict.fromkeys(places, said), believed=False)
    return _heads(view, spans, units, said=said)


def _of(head: str, units: Units) -> Stated | None:
    """What the head of a column states itself: in brackets that end it, or where it says nothing else."""
    found = next(_STATED.finditer(head), None)
    said = found["said"].strip() if found else head
    if _PER_CENT.fullmatch(said):
        return scales.read("%", units)
    return scales.read(said, units) if found or _SCALED.fullmatch(head) else None


def _below(view: View, heads: _Heads, limit: int) -> Iterator[tuple[tuple[int, int], Stated]]:
    """The cells of the rows below heads, start and end, with what is stated of them; the next ones end at `limit`."""
    text, end, ends_in_digits = view.laid_out, heads.end, False
    is_spaced = view.ends_passage(end)
    while end < len(text) and (is_spaced or not view.ends_passage(end)):
        start, end = _line(text, end + 1)
        if end >= limit:
            break
        spans = grids.cells(view, start, end)
        cells = _written(text, spans)
        if _RULE.fullmatch(text, start, end):
            continue
        if not 1 < len(cells) <= heads.width or _STATED.search(text, spans[0][1], end + 1) or _are_heads(cells):
            break
        if len(cells) == heads.width:
            ends_in_digits = cells[-1][-1:].isdigit() and cells[-1][:1].isdigit()
        elif not ends_in_digits or not cells[-1][:1].isdigit():  # what is missing may be its last cells
            continue
        for place, (span, cell) in enumerate(zip(reversed(spans[1:]), reversed(cells[1:]), strict=True), 1):
            said = heads.stated.get(place)
            if cell and said and (heads.believed or not _counts(cells[0], cell)):
                yield _place(text, span, cell), said


def _counts(said: str, cell: str = "") -> bool:
    """Whether a head, or the label of a cell, says that its numbers are shares, or count people."""
    return bool(_OTHERWISE.search(said) or ("." not in cell and _PEOPLE.search(said)))


def _place(text: str, span: tuple[int, int], cell: str) -> tuple[int, int]:
    """Where what stands in a cell starts and ends."""
    start = text.index(cell, *span)
    return start, start + len(cell)


def _written(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """What stands in cells."""
    return [text[start:end].strip() for start, end in spans]


def _has_numbers(cells: Iterable[str]) -> bool:
    """Whether one of some cells is a number, and no year."""
    return any(_PLAIN.fullmatch(cell) and not _TIME.fullmatch(cell) for cell in cells)


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether words fill a row: the heads of another table."""
    return not any(_DIGIT.search(cell) or _EMPTY.fullmatch(cell) for cell in cells[1:])


def _line(text: str, position: int) -> tuple[int, int]:
    """Where the line of a position starts and ends."""
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, end if end >= 0 else len(text)


def _table_line(text: str, position: int) -> tuple[int, int] | None:
    """Where the line of a position starts and ends; None for one that is longer than those of tables."""
    first, last = max(0, position - _LONGEST), min(len(text), position + _LONGEST)
    start, end = text.rfind("\n", first, position) + 1, text.find("\n", position, last)
    if (start == 0 < first) or (end < 0 and last < len(text)):
        return None
    return start, end if end >= 0 else len(text)
