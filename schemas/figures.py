"""Numbers that measure or count something: exact amounts, bounds, units, and the value of a figure record.

    $2.1 billion               -> amount 2100000000, unit USD
    between 5 and 10 per cent  -> low 5, high 10, unit %
    nine-year                  -> amount 9, unit P9Y

Amounts are decimal strings with the scale applied; a fraction that no decimal states exactly is written `1/3`.
Currencies are ISO 4217 (current and historical, from Babel), durations ISO 8601, physical units UCUM.
"""

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Self

from babel.numbers import list_currencies
from pydantic import AfterValidator, Field, model_validator

from schemas.errors import InvalidFigure
from schemas.spans import Frozen


class Measure(StrEnum):
    """What kind of quantity a figure is."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    LENGTH = "length"
    AREA = "area"
    MASS = "mass"
    VOLUME = "volume"
    TEMPERATURE = "temperature"
    SPEED = "speed"
    RATIO = "ratio"


class Comparison(StrEnum):
    """How the amount bounds the quantity."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


_AMOUNT = re.compile(r"0|-?(?:[1-9]\d*(?:\.\d*[1-9])?|0\.\d*[1-9]|[1-9]\d*/[1-9]\d*)", re.ASCII)
_RATE = re.compile(r"/(?:a|mo|wk|d|h|min|s)")
"""What a rate is for: a UCUM unit of time."""
_COUNTED = re.compile(r"[kMGTP]?(?:W(?:\.h)?|V|Hz|By|J)|dB|[hkM]?Pa|mbar|mm\[Hg\]|kcal|\[HP\]|\[ppm\]")
"""UCUM codes of quantities that are none of the measures: power, energy, voltage, pressure, data."""
_UCUM = re.compile(r"[A-Za-z%'\[\]_0-9./*^-]+")
_DURATION = re.compile(
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?",
    re.ASCII,
)


def amount_text(amount: Decimal | Fraction) -> str:
    """The one normal form of an amount; exact, however many digits it has.

    >>> amount_text(Decimal("2.10e9")), amount_text(Fraction(1, 3)), amount_text(Fraction(-1, 4))
    ('2100000000', '1/3', '-0.25')
    """
    exact = amount if isinstance(amount, Fraction) else Fraction(amount)
    if exact.denominator == 1:
        return str(exact.numerator)
    places = decimal_places(exact)
    if places is None:
        return f"{exact.numerator}/{exact.denominator}"
    digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if exact < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


def decimal_places(amount: Fraction) -> int | None:
    """How many decimal places an amount needs, or None where no decimal states it exactly.

    >>> decimal_places(Fraction(41)), decimal_places(Fraction(1, 8)), decimal_places(Fraction(1, 3))
    (0, 3, None)
    """
    rest, needed = amount.denominator, [0]
    for factor in (2, 5):
        places = 0
        while rest % factor == 0:
            rest, places = rest // factor, places + 1
        needed.append(places)
    return max(needed) if rest == 1 else None


def amount_value(text: str) -> Fraction:
    """The number an amount states, for comparing and adding. Raises `InvalidFigure` for text in another form."""
    return Fraction(checked_amount(text))


def checked_amount(text: str) -> str:
    """The text itself when it is an amount in normal form.

    >>> checked_amount("1,000")
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidFigure: '1,000' is no amount; expected a decimal such as '1200.5' or a fraction such as '1/3'
    """
    if not _AMOUNT.fullmatch(text):
        raise InvalidFigure(f"{text!r} is no amount; expected a decimal such as '1200.5' or a fraction such as '1/3'")
    return text


@cache
def currencies() -> frozenset[str]:
    """All ISO 4217 codes, historical ones included."""
    return frozenset(list_currencies())


Amount = Annotated[str, AfterValidator(checked_amount)]
"""Exact decimal such as `2100000000`, or a fraction such as `1/3`."""


class Breakdown(Frozen):
    """The parts that a text gives for a whole."""

    parts: tuple[str, ...] = Field(min_length=1)
    """Record ids of the parts, in the order of the text."""
    sum: Amount
    """Sum of the parts' amounts."""
    agrees: bool | None
    """Whether the sum is the whole; null for a shortfall where the text promises no complete list."""


class FigureValue(Frozen):
    """What a number measures or counts."""

    measure: Measure
    """Kind of quantity."""
    amount: Amount | None
    """Amount with its scale applied; null for a range, a vague amount or a duration in several units. Below zero where
    a table or a row of figures has it in brackets, which belong to the quote: `(1,102)`."""
    low: Amount | None = None
    """Lower bound of a range, or null; null, too, where its ends have different units: `P6M/P5Y`."""
    high: Amount | None = None
    """Upper bound of a range, or null, as `low`."""
    comparison: Comparison = Comparison.EXACT
    """How the amount bounds the quantity."""
    unit: str | None = None
    """ISO 4217 code, `%`, ISO 8601 duration (of a range both, `P2W/P3W`) or UCUM code; null for a count of
    things and for money whose currency is not told. Where no measure fits, as of power or data, units are counted:
    `MW`, `GBy`. A rate has its time after a slash: `USD/a`."""
    item: str | None = None
    """What is counted, as written, without determiners; null when nothing is named."""
    part_of: str | None = None
    """Id of the figure that this one breaks down, or null."""
    breakdown: Breakdown | None = None
    """On a whole: its parts and whether they add up; else null."""
    checks: tuple[str, ...] = ()
    """Findings, such as `breakdown_mismatch`; empty when all is well."""

    @model_validator(mode="after")
    def _amounts_fit(self) -> Self:
        if self.amount is not None and (self.low is not None or self.high is not None):
            raise InvalidFigure(
                f"amount {self.amount} beside bounds {self.low!r}, {self.high!r}; expected one or the other"
            )
        if (self.low is None) != (self.high is None):
            raise InvalidFigure(f"bounds {self.low!r}, {self.high!r}; expected both or neither")
        if self.low is not None and self.high is not None and amount_value(self.low) > amount_value(self.high):
            raise InvalidFigure(f"bounds {self.low} … {self.high} are inverted; expected the lower one first")
        return self

    @model_validator(mode="after")
    def _breakdown_is_checked(self) -> Self:
        if self.breakdown is not None and self.amount is not None:
            adds_up = amount_value(self.breakdown.sum) == amount_value(self.amount)
            if adds_up != (self.breakdown.agrees is True):
                raise InvalidFigure(
                    f"breakdown of {self.amount} adds up to {self.breakdown.sum}, agrees is {self.breakdown.agrees}"
                    "; expected it to say so"
                )
        disagrees = self.breakdown is not None and self.breakdown.agrees is False
        if disagrees != ("breakdown_mismatch" in self.checks):
            raise InvalidFigure(
                f"checks {self.checks} beside breakdown {self.breakdown!r}"
                "; expected both or none, as a mismatch stands in both"
            )
        return self

    @model_validator(mode="after")
    def _unit_fits(self) -> Self:
        if self.unit is None:
            if self.measure not in (Measure.COUNT, Measure.RATIO, Measure.MONEY):
                raise InvalidFigure(f"a {self.measure} needs a unit")
        elif not _unit_is_valid(self.measure, self.unit):
            raise InvalidFigure(f"unit {self.unit!r} is none for {self.measure}; expected a code that it can have")
        return self


def _unit_is_valid(measure: Measure, unit: str) -> bool:
    match measure:
        case Measure.MONEY:
            return unit[:3] in currencies() and (unit[3:] == "" or _RATE.fullmatch(unit[3:]) is not None)
        case Measure.PERCENT:
            return unit == "%"
        case Measure.DURATION:
            parts = unit.split("/")
            return len(parts) <= 2 and all(_DURATION.fullmatch(part) for part in parts)
        case Measure.COUNT:
            return _COUNTED.fullmatch(unit) is not None or _RATE.fullmatch(unit) is not None
        case Measure.RATIO:
            return _RATE.fullmatch(unit) is not None
        case _:
            return _UCUM.fullmatch(unit) is not None
