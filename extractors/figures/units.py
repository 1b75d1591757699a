"""What stands beside a number and says what it measures: currencies, per cent, durations, physical units.

    $2.1 billion     -> money, USD          nine-year  -> duration, P9Y
    41.63 per cent   -> percent, %          45km       -> length, km

Currencies are ISO 4217 (`currencies`), durations ISO 8601, physical units UCUM.
"""

import re
from collections import defaultdict
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from pydantic import Field

from extractors.figures import currencies
from extractors.figures.currencies import Money
from extractors.lexicon import Entry, Forms, load
from schemas.figures import Measure, amount_text, decimal_places


class UnitEntry(Entry):
    """One line of `units.csv`."""

    measure: Measure
    code: str
    factor: Fraction = Field(gt=0)
    forms: Forms


class Unit(NamedTuple):
    """What a number measures."""

    measure: Measure
    code: str | None
    """Currency, `%`, UCUM code, or the designator of an ISO 8601 duration; null for a shared currency word."""
    factor: Fraction = Fraction(1)
    """How many of the code one unit is: a decade is ten years, a basis point a hundredth of a per cent."""
    money: Money | None = None
    """What the sign or word of a currency stands for."""

    @property
    def scale(self) -> Fraction:
        """What amounts are multiplied by: a cent is a hundredth of the currency; a duration is written with its own."""
        if self.measure is Measure.DURATION:
            return _ONE
        return self.money.scale if self.money else self.factor

    def is_same(self, other: "Unit | None") -> bool:
        """Whether another unit, written differently perhaps, means the same: `$` and `US$`."""
        return other is not None and self._replace(money=None) == other._replace(money=None)

    def fits(self, *amounts: Fraction) -> bool:
        """Whether the unit can be written with amounts: ISO 8601 knows no third of a month."""
        return self.measure is not Measure.DURATION or all(decimal_places(amount) is not None for amount in amounts)

    def written(self, *amounts: Fraction) -> str | None:
        """The unit of a figure with one amount, or with the two of a range.

        >>> week, decade = Unit(Measure.DURATION, "W"), Unit(Measure.DURATION, "Y", Fraction(10))
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


class _Form(NamedTuple):
    """One way of writing a unit after a number."""

    text: str
    unit: Unit
    exact: bool
    """Whether only these letters, in this case, are meant."""


_ONE = Fraction(1)
_KEY = re.compile(r"[ -]?(?P<key>[A-Za-z]+|[^\w\s]|\w+)")
_DIGIT = re.compile(r"[ ]?[-−]?[0-9]")
_LONGEST_SIGN = 5
_PRICE = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+\b|[0-9]{1,4}(?:\.[0-9]+)?(?:[ ]?(?i:million|billion|trillion)|m|bn|tn)\b"
)
"""What stands after a sign that means other things, too: *R25,000*, *N2.5bn*; *R21* is a road."""
_SCALED = re.compile(r"[0-9.]{1,6}[ ]?(?i:million|billion|trillion|bn|tn)\b")
"""What stands a blank after a letter that is one: *K 15.6 million*."""
_CENTS = re.compile(r"[0-9]{1,4}\.[0-9]{2}\b")
"""What stands after a sign that ends in a full stop: *Ps. 16.89*, but *Ps. 23*, the psalm."""
_NAMED_PRICE = re.compile(
    r"""
    [0-9]{1,3}(?:,[0-9]{2,3})+\b
    | (?:[0-9.]+(?:[ ]to[ ]|[-–]))?[0-9]+(?:\.[0-9]+)?[ ]?(?:(?i:million|billion|trillion|lakh|crore)|bn|tn|(?<![ ])m)\b
    | [0-9]+(?:\.[0-9]+)?(?:[.,;:)](?![0-9])|\n|\Z|[ ](?:each|only|per(?![ ]?cent))\b)
    """,
    re.VERBOSE,
)
"""What stands after the name of a currency: an amount that is written as one, or that counts nothing behind it."""
_LONGEST_WORD, _LONGEST_NAME, _MOST_WORDS = 16, 40, 4
"""Characters of a word in the name of a currency and of a name, and words of a name."""
_COMPOUND = re.compile(r"-(?!(?:an?-|per-|old|long|wide|high|deep|tall|thick)\b)[A-Za-z]")
"""What makes a unit the first half of another word: *5 second-hand cars*."""


class Units:
    """The units that a text can write before or after a number."""

    def __init__(self, *, dollar: str) -> None:
        """`dollar` is the ISO 4217 code that a bare `$` or *dollars* stands for."""
        self._dollar = dollar
        self._signs = {form: self._unit(money) for form, money in currencies.signs().items()}
        self._after: defaultdict[str, list[_Form]] = defaultdict(list)
        for form in (*_physical(), *self._money()):
            key = _KEY.match(form.text)
            if key is not None:
                self._after[key["key"].lower()].append(form)
        for forms in self._after.values():
            forms.sort(key=lambda form: -len(form.text))
        self._last = frozenset(sign[-2:] for sign in self._signs)
        self._named = currencies.last_words()

    def before(self, text: str, start: int) -> Beside | None:
        """The currency that ends directly before an offset, a blank between allowed."""
        end = start - 1 if text[start - 1 : start] == " " else start
        if text[end - 2 : end] in self._last or text[end - 1 : end] in self._last:
            sign = self._sign(text, start, end)
            if sign is not None:
                return sign
        last = text.rfind(" ", max(0, end - _LONGEST_WORD), end) + 1
        is_named = end < start and text[last:end].lower() in self._named
        return self._name(text, start, last) if is_named and _NAMED_PRICE.match(text, start) else None

    def _sign(self, text: str, start: int, end: int) -> Beside | None:
        for length in range(min(_LONGEST_SIGN, end), 0, -1):
            unit = self._signs.get(text[end - length : end])
            edge = end - length
            if unit is None or (text[edge].isalpha() and text[edge - 1 : edge].isalnum()):
                continue
            is_letter = length == 1 and text[edge].isalpha()
            is_doubtful = is_letter or text[edge:end] in currencies.OTHER_NAMES
            is_price = _is_price(text, start, glued=is_letter) or (text[end - 1] == "." and _CENTS.match(text, start))
            return None if is_doubtful and not is_price else Beside(unit, edge)
        return None

    def _name(self, text: str, start: int, last: int) -> Beside | None:
        """The longest name of a currency whose last word begins at an offset: *US dollars 12 million*."""
        noun = text[last : start - 1].lower()
        words = text[max(0, last - _LONGEST_NAME) : last].split(" ")[-_MOST_WORDS:]
        for first in range(len(words)):
            name = " ".join((*words[first:-1], noun))
            money = currencies.words().get(name)
            if money is not None and money.scale == 1:
                return Beside(self._unit(money), start - 1 - len(name))
        return None

    def after(self, text: str, end: int) -> Beside | None:
        """The unit that begins directly after an offset, a blank or a hyphen between allowed."""
        match = _KEY.match(text, end)
        if match is None:
            return None
        start = match.start("key")
        for form in self._after.get(match["key"].lower(), ()):
            edge = start + len(form.text)
            written = text[start:edge]
            same = written == form.text or (not form.exact and written.lower() == form.text.lower())
            if same and _is_whole(text, edge):
                is_sign = form.text in self._signs and _DIGIT.match(text, edge)  # $20 $30: it belongs to what follows
                is_compound = start > end and text[end] == " " and _COMPOUND.match(text, edge)
                return None if is_sign or is_compound else Beside(form.unit, edge)
        return None

    def _unit(self, money: Money) -> Unit:
        return Unit(Measure.MONEY, self._dollar if money.code == "$" else money.code, money=money)

    def _money(self) -> list[_Form]:
        signs = [
            _Form(form, unit, exact=len(form) <= 3)
            for form, unit in self._signs.items()
            if form not in currencies.OTHER_NAMES and (len(form) > 1 or not form.isalpha())
        ]
        words = [(form, self._unit(money)) for form, money in currencies.words().items()]
        return signs + [_Form(form, unit, exact=_is_singular(form)) for form, unit in words]


def _is_price(text: str, start: int, *, glued: bool) -> bool:
    """Whether the number at an offset can only be a price after what may be a sign; a letter must be glued to it."""
    expression = _SCALED if glued and text[start - 1] == " " else _PRICE
    return expression.match(text, start) is not None


def _is_singular(form: str) -> bool:
    """Whether a word of a currency is a people's name, too, when it has a capital letter: *12 Afghani soldiers*."""
    return " " not in form and not form.endswith("s")


def _is_whole(text: str, edge: int) -> bool:
    return not (text[edge - 1].isalnum() and text[edge : edge + 1].isalnum())


@cache
def _physical() -> tuple[_Form, ...]:
    return tuple(
        _Form(form, Unit(entry.measure, entry.code, entry.factor), exact=len(form) <= 3)
        for entry in _units()
        for form in entry.forms
    )


def _units() -> tuple[UnitEntry, ...]:
    return load("units.csv", UnitEntry)
