"""Breakdowns: wholes, their parts, and whether they add up. Where parts are found, other modules say.

374 = 356 + 18                   -> agrees: true
12 = 5 + 6, all parts promised   -> agrees: false, breakdown_mismatch
200, of whom 40                  -> agrees: null
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from extractors.figures import items
from extractors.findings import Finding
from schemas.figures import Comparison, Measure, amount_text

_MOST_LEVELS = 8
"""Levels of a breakdown; brackets that are deeper hold something else."""


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
    def start(self) -> int:
        """Where its quote starts."""
        return self.finding.start

    @property
    def end(self) -> int:
        """Where its quote ends."""
        return self.finding.end

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

    @property
    def is_bare(self) -> bool:
        """Whether it counts something that is not known yet."""
        return self.finding.value["measure"] is Measure.COUNT and "item" not in self.finding.value

    @property
    def is_part(self) -> bool:
        """Whether it breaks down another one already."""
        return "part_of" in self.finding.value

    @property
    def is_added(self) -> bool:
        """Whether amounts of its measure are added up; shares and durations of parts mean other things."""
        return self.measures[0] in (Measure.COUNT, Measure.MONEY)

    def can_hold(self, part: "Figure") -> bool:
        """Whether another figure can be a part of it: it measures the same and is no larger."""
        if self.amount is None or part.amount is None or part.amount > self.amount:
            return False
        return self.is_added and self.measures == part.measures

    def may_be_like(self, other: "Figure") -> bool:
        """Whether two figures are not known to count things of different kinds."""
        return len({self.kind, other.kind} - {None}) < 2


def attach(whole: Figure, parts: Sequence[Figure], *, complete: bool, believed: bool) -> bool:
    """Writes a breakdown into the values of its figures, and says whether it did.

    `complete`: the text promises all the parts, so that a shortfall is a mismatch. `believed`: the parts are so surely
    parts that a mismatch is one; otherwise parts that do not fit are left alone. A second list replaces the first
    where that one is incomplete, *1,200 troops, including 90 women*, then the troops by country, or where it finds a
    mismatch.
    """
    if whole.amount is None or not parts or any(_is_above(part, whole) for part in parts):
        return False
    total = sum((part.amount or Fraction(0) for part in parts), Fraction(0))
    agrees = _agrees(whole, parts, total, complete=complete)
    if (agrees is False and not believed) or not _is_open(whole, agrees=agrees, complete=complete):
        return False
    for part in parts:
        part.finding.value.setdefault("part_of", whole.finding)
    value = whole.finding.value
    value["breakdown"] = {"parts": [part.finding for part in parts], "sum": amount_text(total), "agrees": agrees}
    if agrees is False:
        value["checks"] = ["breakdown_mismatch"]
    return True


def are_of_one_kind(figures: Sequence[Figure]) -> bool:
    """Whether all count things that the vocabulary knows to be of one kind."""
    kinds = {figure.kind for figure in figures}
    return len(kinds) == 1 and None not in kinds


def _is_above(part: Figure, whole: Figure) -> bool:
    """Whether a figure is broken down by its own whole, so that nothing is a part of itself."""
    above = whole.finding
    for _ in range(_MOST_LEVELS):
        if above is part.finding:
            return True
        if "part_of" not in above.value:
            return False
        above = above.value["part_of"]
    return True


def _is_open(whole: Figure, *, agrees: bool | None, complete: bool) -> bool:
    """Whether a whole takes a breakdown, another one perhaps in the place of its own."""
    breakdown = whole.finding.value.get("breakdown")
    if breakdown is None or (complete and breakdown["agrees"] is None):
        return True
    return agrees is False and breakdown["agrees"] is True


def _agrees(whole: Figure, parts: Sequence[Figure], total: Fraction, *, complete: bool) -> bool | None:
    if whole.amount == total:
        return True
    if whole.amount is None or not all(figure.is_exact for figure in (whole, *parts)):
        return None
    return False if total > whole.amount or complete else None
