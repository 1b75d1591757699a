"""Breakdowns: which figures of a sentence are parts of which, and whether they add up.

    374 staff, including 356 civilians (112 men; 244 women) and 18 police  -> 374 <- {356 <- {112, 244}, 18}
    200 officers, of whom 40 are women                                      -> 200 <- {40}, agrees: null
    12 observers (5 Ghanaians and 6 Nepalese)                               -> agrees: false, breakdown_mismatch

A list of parts opens with a bracket or an introducing word and goes on with what is coordinated: the figures that a
comma, a semicolon or *and* stands directly before. Figures after prepositions (*from 31 countries*) are passed over.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import groupby

from extractors.figures import items
from extractors.findings import Finding
from extractors.lexicon import Entry, Forms, Maybe, load
from schemas.figures import Comparison, Measure, amount_text


class IntroductionEntry(Entry):
    """One line of `introductions.csv`."""

    complete: Maybe[str]
    forms: Forms


@dataclass(slots=True, eq=False)
class Figure:
    """A figure as breakdowns see it."""

    finding: Finding
    lead: int
    """Where the words that bound it start."""
    tail: int
    """Where what it counts ends."""
    amount: Fraction | None
    """None for a range."""
    supposed: bool = False
    """Whether it is a figure only as a part: *one colonel and two majors*."""

    @property
    def counts(self) -> bool:
        """Whether it is a figure at all."""
        return not self.supposed or "part_of" in self.finding.value

    @property
    def measures(self) -> tuple[Measure, str | None]:
        """Measure and unit: parts share those of their whole."""
        return self.finding.value["measure"], self.finding.value.get("unit")

    @property
    def kind(self) -> str | None:
        """What kind of thing it counts, where that is known."""
        return items.kind(self.finding.value.get("item"))

    @property
    def is_exact(self) -> bool:
        """Whether no word bounds it."""
        return self.finding.value.get("comparison", Comparison.EXACT) is Comparison.EXACT


@dataclass(slots=True, eq=False)
class _Parts:
    """A list of parts as it is read."""

    whole: Figure
    depth: int
    promised: bool | None
    """Whether an introducing word promises all the parts, where it lists several; null for a bracket, which does."""
    figures: list[Figure] = field(default_factory=list)

    def takes(self, figure: Figure) -> bool:
        """Adds a figure that can be a part: it measures the same, is no larger, and not known to be another kind."""
        whole = self.whole
        if whole.supposed or whole.amount is None or figure.amount is None or figure.amount > whole.amount:
            return False
        kinds = {whole.kind, figure.kind} - {None}
        fits = whole.measures == figure.measures and figure.measures[0] in _ADDED and len(kinds) < 2
        if fits:
            self.figures.append(figure)
        return fits


_ADDED = (Measure.COUNT, Measure.MONEY)
_MOST_WHOLES = 8
"""How many figures back a whole is looked for, so that a long sentence of them costs no more than its length."""
_FILLERS = frozenset("a an the total of another only just also further about".split())


def link(text: str, figures: list[Figure], sentence: Callable[[int, int], tuple[int, int]]) -> None:
    """Writes `part_of`, `breakdown` and `checks` into the values of figures; they come in the order of the text."""
    for _, group in groupby(figures, key=lambda figure: sentence(figure.finding.start, figure.finding.end)[0]):
        together = list(group)
        for parts in _lists(text, together) if len(together) > 1 else ():
            _write(parts)


def _lists(text: str, figures: list[Figure]) -> list[_Parts]:
    """The lists of parts in one sentence."""
    found: list[_Parts] = []
    reader = _Reader()
    end = figures[0].lead
    for figure in figures:
        opening = reader.opening(text, end, figure.lead)
        if opening == ",":
            reader.continue_list(figure)
        elif opening is not None and (parts := reader.open_list(opening, figure)):
            found.append(parts)
        reader.seen.append((reader.depth, figure))
        end = figure.tail
    return found


class _Reader:
    """Where a sentence stands: how deep in brackets, which lists are open, which figures may be wholes.

    Both lists are in the order of depth, for what is deeper goes when its bracket closes.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.seen: list[tuple[int, Figure]] = []
        self._open: list[_Parts] = []

    def opening(self, text: str, start: int, end: int) -> str | None:
        """What stands directly before `end` and makes the figure there a part, told by the text since `start`.

        A bracket or an introducing word opens a list; a comma, which also stands for *and*, goes on with one.
        """
        opening: str | None = None
        for event in _event().finditer(text, start, end):
            match event.lastgroup:
                case "open":
                    self.depth, opening = self.depth + 1, "("
                case "close":
                    self._close(max(0, self.depth - 1))
                    opening = None
                case "introduction":
                    opening = event[0].lower()
                case "separator" if opening not in _introductions():
                    opening = ","
                case "word" if event[0].lower() not in _FILLERS:
                    if opening == ",":  # the mission also …: the list is over
                        self._end_lists()
                    opening = None
        return opening

    def open_list(self, opening: str, figure: Figure) -> _Parts | None:
        """A new list that starts with a figure, its whole the nearest figure before that can be it."""
        for _, whole in self.seen[: -_MOST_WHOLES - 1 : -1]:
            parts = _Parts(whole, self.depth, _introductions().get(opening))
            if parts.takes(figure):
                self._open.append(parts)
                return parts
        return None

    def continue_list(self, figure: Figure) -> None:
        """Adds a figure to the list that is open at this depth, if it can be a part."""
        if self._open and self._open[-1].depth == self.depth:
            self._open[-1].takes(figure)

    def _close(self, depth: int) -> None:
        self.depth = depth
        while self.seen and self.seen[-1][0] > depth:
            self.seen.pop()
        while self._open and self._open[-1].depth > depth:
            self._open.pop()

    def _end_lists(self) -> None:
        while self._open and self._open[-1].depth == self.depth:
            self._open.pop()


def _write(parts: _Parts) -> None:
    if "breakdown" in parts.whole.finding.value or parts.whole.amount is None:
        return
    total = sum((figure.amount or Fraction(0) for figure in parts.figures), Fraction(0))
    agrees = _agrees(parts, total)
    if agrees is False and not _is_believed(parts):
        return
    for figure in parts.figures:
        figure.finding.value["part_of"] = parts.whole.finding
    parts.whole.finding.value["breakdown"] = {
        "parts": [figure.finding for figure in parts.figures],
        "sum": amount_text(total),
        "agrees": agrees,
    }
    if agrees is False:
        parts.whole.finding.value["checks"] = ["breakdown_mismatch"]


def _agrees(parts: _Parts, total: Fraction) -> bool | None:
    whole = parts.whole.amount
    if whole == total:
        return True
    if whole is None or not all(figure.is_exact for figure in (parts.whole, *parts.figures)):
        return None
    promised = parts.promised is not False and len(parts.figures) > 1
    return False if total > whole or promised else None


def _is_believed(parts: _Parts) -> bool:
    """Whether a mismatch is one: a bracket's list is meant to add up; elsewhere the kinds must be known to be one."""
    kinds = {figure.kind for figure in (parts.whole, *parts.figures)}
    return parts.promised is None or (len(kinds) == 1 and None not in kinds)


@cache
def _introductions() -> dict[str, bool]:
    return {form: entry.complete == "yes" for entry in _entries() for form in entry.forms}


@cache
def _event() -> re.Pattern[str]:
    longest_first = sorted(_introductions(), key=len, reverse=True)
    words = "|".join("[ ]".join(map(re.escape, form.split())) for form in longest_first if form != ":")
    return re.compile(
        rf"""
        (?P<open>[(]) | (?P<close>[)])
        | (?P<introduction>:|(?:{words})\b)
        | (?P<separator>[,;]|(?:and|plus|as[ ]well[ ]as|along[ ]with|together[ ]with)\b)
        | (?P<word>[^\s(),;:]+)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _entries() -> tuple[IntroductionEntry, ...]:
    return load("introductions.csv", IntroductionEntry)
