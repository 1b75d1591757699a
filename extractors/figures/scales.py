r"""What a head or a line above a table says of the numbers below it: their unit, their scale, or both.

US$, in euros, km2                             -> the unit
US$ million, £m, RM'000, thousands of dollars  -> the currency, and what amounts are multiplied by
thousand metric tons, '000 ha, (in millions)   -> the same of other units, and of counts
m, million or more, thousands of years         -> nothing
"""

import re
from fractions import Fraction
from typing import NamedTuple

from extractors.figures import items, numbers
from extractors.figures.units import Unit, Units
from schemas.figures import Measure


class Stated(NamedTuple):
    """What numbers are measured in."""

    unit: Unit | None
    scale: Fraction = Fraction(1)
    """What their amounts are multiplied by."""


_OPENING = re.compile(r"(?:(?:all[ ])?(?:amounts|figures|values)[ ]|expressed[ ]|values?[ ])?in[ ]", re.IGNORECASE)
_SCALE = r"(?:thousand|million|billion|trillion|lakh|crore)s?|['’‘]?000(?:['’]?s)?"
_ALONE = re.compile(rf"(?P<scale>{_SCALE})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?P<scale>{_SCALE})[ ](?:of[ ])?(?:(?:constant|current|nominal)[ ])?(?P<unit>[^\W\d_].*|[$€£¥])", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"""
    (?:(?:constant|current|nominal)[ ])? (?P<unit>[^\n]*?[^\n ,])
    (?: (?:,?[ ](?:in[ ])? | (?<=[$€£¥]) | (?=['’‘])) (?P<scale>{_SCALE})
      | (?:[ ]|(?<=[$€£¥])) (?P<short>bn?|k|mm?|mn|mln|tn) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z]")
"""A letter alone may be a unit, or say *male*, *million* or *total*."""


def read(written: str, units: Units) -> Stated | None:
    """What a text says that is a unit, a scale, or both, and nothing else.

    >>> units = Units(dollar="USD")
    >>> read("Thousands of United States dollars", units).scale, read("£m", units).unit.code
    (Fraction(1000, 1), 'GBP')
    >>> read("m", units), read("millions of years", units)
    (None, None)
    """
    opening = _OPENING.match(written)
    said = written[opening.end() :] if opening else written
    if unit := _unit(said, units):
        return Stated(unit)
    if alone := _ALONE.fullmatch(said):
        return Stated(None, _factor(alone["scale"]))
    if before := _BEFORE.fullmatch(said):
        unit = _unit(before["unit"], units)
        is_counted = items.may_be_counted(before["unit"]) and units.after(before["unit"], 0) is None
        return Stated(unit, _factor(before["scale"])) if unit or is_counted else None
    behind = _BEHIND.fullmatch(said)
    unit = _unit(behind["unit"], units) if behind else None
    if behind is None or unit is None or (behind["short"] and unit.measure is not Measure.MONEY):
        return None
    return Stated(unit, _factor(behind["scale"] or behind["short"]))


def _factor(written: str) -> Fraction:
    if "000" in written:
        return Fraction(1000)
    letters = written.lower().replace("ſ", "s")  # which `re` takes for an s
    return numbers.words()[letters if letters != "mm" else "m"].value


def _unit(written: str, units: Units) -> Unit | None:
    """The unit that a text is and nothing else."""
    if _LETTER.fullmatch(written):
        return None
    after = units.after(written, 0)
    return after.unit if after and after.edge == len(written) and after.unit.measure is not Measure.DURATION else None
