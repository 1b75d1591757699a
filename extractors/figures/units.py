"""What stands beside a number and says what it measures: currencies, per cent, durations, physical units.

    $2.1 billion     -> money, USD          nine-year  -> duration, P9Y
    41.63 per cent   -> percent, %          45km       -> length, km

Currencies are ISO 4217 with Babel's English names, durations ISO 8601, physical units UCUM.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from babel.numbers import get_currency_name
from pydantic import PositiveInt

from extractors.lexicon import Entry, Forms, Maybe, load
from schemas.figures import Measure, amount_text, currencies, decimal_places


class UnitEntry(Entry):
    """One line of `units.csv`."""

    measure: Measure
    code: str
    factor: PositiveInt
    forms: Forms


class CurrencyEntry(Entry):
    """One line of `currencies.csv`."""

    code: Maybe[str]
    signs: Forms
    words: Forms


class Unit(NamedTuple):
    """What a number measures."""

    measure: Measure
    code: str | None
    """Currency, `%`, UCUM code, or the designator of an ISO 8601 duration; null for a shared currency word."""
    factor: int = 1
    """How many of the code one unit is: a decade is ten years."""

    def fits(self, *amounts: Fraction) -> bool:
        """Whether the unit can be written with amounts: ISO 8601 knows no third of a month."""
        return self.measure is not Measure.DURATION or all(decimal_places(amount) is not None for amount in amounts)

    def written(self, *amounts: Fraction) -> str | None:
        """The unit of a figure with one amount, or with the two of a range.

        >>> week, decade = Unit(Measure.DURATION, "W"), Unit(Measure.DURATION, "Y", 10)
        >>> week.written(Fraction(2), Fraction(3)), decade.written(Fraction(2))
        ('P2W/P3W', 'P20Y')
        >>> Unit(Measure.DURATION, "TH").written(Fraction(48)), Unit(Measure.LENGTH, "km").written(Fraction(48))
        ('PT48H', 'km')
        """
        if self.measure is not Measure.DURATION or self.code is None:
            return self.code
        time, designator = ("T", self.code[1]) if len(self.code) > 1 else ("", self.code)
        return "/".join(f"P{time}{amount_text(amount * self.factor)}{designator}" for amount in amounts)


class Beside(NamedTuple):
    """A unit and where its form, with what joins it to the number, begins or ends."""

    unit: Unit
    edge: int


_KEY = re.compile(r"[ -]?(?P<key>[A-Za-z]+|[^\w\s])")
_DIGIT = re.compile(r"[ ]?[-−]?[0-9]")
_LONGEST_SIGN = 5
_USUAL_WORDS = frozenset("ALL BOB CDF COP CUP GEL MAD MOP PEN SDG SOS TOP TRY".split())
"""Codes that are words or names in reports: *ALL 15 members*, *SDG 16*, *COP 28*."""
_COMPOUND = re.compile(r"-(?!(?:old|long|wide|high|deep|tall|thick)\b)[A-Za-z]")
"""What makes a unit the first half of another word: *5 second-hand cars*."""


class Units:
    """The units that a text can write before or after a number."""

    def __init__(self, *, dollar: str) -> None:
        """`dollar` is the ISO 4217 code that a bare `$` or *dollars* stands for."""
        self._signs: dict[str, Unit] = {}
        self._after: defaultdict[str, list[tuple[str, Unit]]] = defaultdict(list)
        for form, unit in _signs():
            self._signs[form] = _settled(unit, dollar)
        for form, unit in (*_signs(), *_words()):
            key = _KEY.match(form)
            if key is not None:
                self._after[key["key"].lower()].append((form, _settled(unit, dollar)))
        for forms in self._after.values():
            forms.sort(key=lambda entry: -len(entry[0]))
        self._last = frozenset(sign[-1] for sign in self._signs)

    def before(self, text: str, start: int) -> Beside | None:
        """The currency that ends directly before an offset, a blank between allowed."""
        end = start - 1 if text[start - 1 : start] == " " else start
        if text[end - 1 : end] not in self._last:
            return None
        for length in range(min(_LONGEST_SIGN, end), 0, -1):
            unit = self._signs.get(text[end - length : end])
            edge = end - length
            if unit is not None and not (text[edge].isalpha() and text[edge - 1 : edge].isalnum()):
                return Beside(unit, edge)
        return None

    def after(self, text: str, end: int) -> Beside | None:
        """The unit that begins directly after an offset, a blank or a hyphen between allowed."""
        match = _KEY.match(text, end)
        if match is None:
            return None
        start = match.start("key")
        for form, unit in self._after.get(match["key"].lower(), ()):
            edge = start + len(form)
            written = text[start:edge]
            if (written == form or (len(form) > 3 and written.lower() == form.lower())) and _is_whole(text, edge):
                is_sign = form in self._signs and _DIGIT.match(text, edge)  # $20 $30: it belongs to what follows
                is_compound = start > end and text[end] == " " and _COMPOUND.match(text, edge)
                return None if is_sign or is_compound else Beside(unit, edge)
        return None


def _is_whole(text: str, edge: int) -> bool:
    return not (text[edge - 1].isalnum() and text[edge : edge + 1].isalnum())


def _settled(unit: Unit, dollar: str) -> Unit:
    return unit._replace(code=dollar) if unit.code == "$" else unit


@cache
def _signs() -> tuple[tuple[str, Unit], ...]:
    written = [(sign, entry.code) for entry in _currencies() for sign in entry.signs]
    written += [(code, code) for code in sorted(currencies() - _USUAL_WORDS)]
    return tuple((sign, Unit(Measure.MONEY, code)) for sign, code in written)


@cache
def _words() -> tuple[tuple[str, Unit], ...]:
    units = [(form, Unit(entry.measure, entry.code, entry.factor)) for entry in _units() for form in entry.forms]
    money = dict(_names(sorted(currencies())))
    money.update((word, entry.code) for entry in _currencies() for word in entry.words)
    return (*units, *((name, Unit(Measure.MONEY, code)) for name, code in money.items()))


def _names(codes: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for code in codes:
        for count in (2, 1):
            name = get_currency_name(code, count=count, locale="en")
            if name[-1].isalpha() and name != code:
                yield name, code


def _units() -> tuple[UnitEntry, ...]:
    return load("units.csv", UnitEntry)


def _currencies() -> tuple[CurrencyEntry, ...]:
    return load("currencies.csv", CurrencyEntry)
