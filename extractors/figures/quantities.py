"""Quantities: a number with its sign, currency and unit, or a range of two.

EUR 41,500       -> low 41500, unit EUR          18-35 years   -> low 18, high 35, unit year
$5 to $10 bn     -> low 5 bn, high 10 bn, USD    100-150,000   -> low 100000, high 150000
"""

import re
from fractions import Fraction
from typing import NamedTuple

from extractors.figures import numbers
from extractors.figures.numbers import Number
from extractors.figures.units import Beside, Unit, Units
from schemas.figures import Measure


class Quantity(NamedTuple):
    """Where a quantity stands, and its amount or bounds."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    unit: Unit | None
    measure: Measure

    @property
    def amounts(self) -> tuple[Fraction, ...]:
        """The amount, or both bounds."""
        return (self.low,) if self.high is None else (self.low, self.high)


_SIGNED = (Measure.PERCENT, Measure.TEMPERATURE, Measure.MONEY)
_SIGN = re.compile(r"(?:\A|[\s(])[-−]\Z")
_LINK = re.compile(
    r"""
    (?:\[[0-9]{1,3}\])?                        # 1.2 million[66] to 1.45 million
    (?: -?[ ](?P<word>to|or|and)[ ]            # 3 to 5; three- to five-year
      | [ ](?P<spaced>[–—-])[ ]
      | (?P<dash>[-–‑—])
    )
    (?P<sign>[A-Z]{0,3}[$€£¥]?[ ]?)
    """,
    re.VERBOSE,
)
_SHARING = re.compile(r"-?,?[ ](?:and|or|to)[ ]|,[ ]")
_BETWEEN = re.compile(r"\bbetween[ ](?:[a-z]+[ ])?\Z", re.IGNORECASE)
_CHANGE = re.compile(
    r"""
    \b(?:chang|declin|decreas|drop|expand|fall|fell|grew|grow|increas|lower|rais|reduc|ris(?:e|en|es|ing)\b|rose|shrank|shrunk|went)
    [^\n.;]{0,80}[ ]from[ ](?:[a-z]+[ ])?\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REACH = 100
"""Characters in which a verb of change before a number is looked for."""


def read(text: str, start: int, units: Units, *, floor: int = 0) -> Quantity | None:
    """The longest quantity whose number starts at an offset of a text, or None; it takes nothing before `floor`."""
    number = numbers.read(text, start)
    if number is None:
        return None
    if text.startswith(" (", number.end):
        number = number._replace(end=_repeated(text, number))
    before = units.before(text, start)
    if before is not None and before.edge < floor:
        before = None
    unit, end = _unit(before, units.after(text, number.end), number)
    first = before.edge if before else start
    measure = unit.measure if unit else Measure.RATIO if number.part else Measure.COUNT
    single = Quantity(first, end, number.value, None, unit, measure)
    if measure in _SIGNED and _SIGN.search(text, max(0, first - 2), first):
        return single._replace(start=first - 1, low=-number.value)
    return _range(text, single, number, units) or single


def share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities of a text in order, bare numbers with the unit of the next one: *5 and 10 per cent*."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        bare, following = shared[index], shared[index + 1]
        if following.unit and _can_share(bare, following.unit) and _SHARING.fullmatch(text, bare.end, following.start):
            shared[index] = bare._replace(unit=following.unit, measure=following.measure)
    return shared


def _can_share(bare: Quantity, unit: Unit) -> bool:
    is_bare = bare.measure is Measure.COUNT and bare.high is None
    return is_bare and unit.measure is not Measure.MONEY and unit.fits(bare.low)


def _repeated(text: str, number: Number) -> int:
    """Where a number ends that digits in brackets repeat: *twelve (12) months*."""
    again = numbers.read(text, number.end + 2)
    if again is None or again.value != number.value or not text.startswith(")", again.end):
        return number.end
    return again.end + 1


def _unit(before: Beside | None, after: Beside | None, number: Number) -> tuple[Unit | None, int]:
    """The unit that both sides of a number make together, and where it ends: `$6.5 million dollars`."""
    if before is None and after is not None and after.unit.fits(number.value):
        return after.unit, after.edge
    if before is None or after is None or after.unit.measure is not Measure.MONEY:
        return before.unit if before else None, number.end
    return (after.unit if after.unit.code else before.unit), after.edge


def _range(text: str, single: Quantity, low: Number, units: Units) -> Quantity | None:
    """The range that starts with a quantity, or None where the next number stands for itself."""
    link = _LINK.match(text, single.end)
    high = numbers.read(text, link.end()) if link else None
    if link is None or high is None:
        return None
    before = units.before(text, link.end()) if link["sign"] else None
    if link["sign"] and (before is None or before.edge != link.start("sign")):
        return None
    if before is None and single.measure is Measure.MONEY and single.unit is not None:
        before = Beside(single.unit, single.start)
    unit, end = _unit(before, units.after(text, high.end), high)
    bottom = _shared(low, high, grouped=bool(link["dash"]) and "," in text[link.end() : high.end])
    whole = Quantity(single.start, end, bottom, high.value, unit, unit.measure if unit else single.measure)
    if single.unit not in (None, unit) or bottom >= high.value or (unit and not unit.fits(bottom)):
        return None
    return whole if _joins(text, link, whole, high) else None


def _shared(low: Number, high: Number, *, grouped: bool) -> Fraction:
    """The lower end, with the scale that is written at the upper end only: 5 to 10 million, 100-150,000."""
    scale = high.scale if low.scale == 1 else Fraction(1)
    if scale == 1 and grouped and low.value < 1000:
        scale = Fraction(1000)
    return low.value * scale if low.value * scale < high.value else low.value


def _joins(text: str, link: re.Match[str], whole: Quantity, high: Number) -> bool:
    """Whether what stands between two numbers makes them one range."""
    match link["word"]:
        case "and":
            return bool(_BETWEEN.search(text, max(0, whole.start - _REACH), whole.start))
        case "or":
            return whole.high == whole.low + high.scale
        case "to":
            return not _CHANGE.search(text, max(0, whole.start - _REACH), whole.start)
        case _:  # a dash between blanks may be an empty cell of a table
            return link["spaced"] is None or whole.unit is not None or text[whole.end : whole.end + 2].strip().islower()
