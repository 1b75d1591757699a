"""What date expressions state, what they lend each other, and the value that a record gets.

    early 2010                 -> 2010                     2010-01-01 … 2010-04-30
    10-11 June 1999            -> 1999-06-10/1999-06-11    1999-06-10 … 1999-06-11
    15 December to 10 January  -> XXXX-12-15/XXXX-01-10    no bounds

What an expression leaves open stays open (`Stated.year is None`) until another expression lends it.
"""

import calendar
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from extractors.dates.words import Portion
from schemas.dates import Bounds, Precision, bounds, day_key

_DAYS_OF_ANY_MONTH = 28
_LEAP_YEAR = 2000  # a day of no year may be 29 February
_UNSPECIFIED = {Precision.DECADE: "X", Precision.CENTURY: "XX"}


class Stated(NamedTuple):
    """What one expression says of a day, month, season, quarter, year, decade or century. None is not said."""

    precision: Precision
    year: int | None = None
    """Of a decade or a century its first year; 0 is 1 BC."""
    month: int | None = None
    """1-12; 21-24 for the seasons, as in EDTF; of a quarter its first month."""
    day: int | None = None
    weekday: int | None = None
    """ISO weekday that the text gives beside the day."""
    portion: Portion | None = None
    """The part that *early*, *mid*, *end of* … leave of it."""
    approximate: bool = False
    uncertain: bool = False
    checks: tuple[str, ...] = ()

    @property
    def is_day_alone(self) -> bool:
        """Whether nothing but the number of a day is known."""
        return self.day is not None and self.month is None

    @property
    def is_real(self) -> bool:
        """Whether the calendar has it: 30 February does not exist, 29 February only in leap years."""
        if self.day is None or self.month is None or self.day <= _DAYS_OF_ANY_MONTH:
            return True
        year = _LEAP_YEAR if self.year is None else self.year % 400 + 400
        return self.day <= calendar.monthrange(year, self.month)[1]


def borrowed(stated: Stated, lender: Stated, *, after: bool) -> Stated:
    """The expression with month and year from a neighbour that stands after it, or before it.

    Two neighbours are in the order of time: *December and January 2007* begins in 2006.

    >>> day, month = Stated(Precision.DAY, day=10), Stated(Precision.DAY, 1999, 6, 11)
    >>> edtf(borrowed(day, month, after=True))
    '1999-06-10'
    >>> edtf(borrowed(Stated(Precision.MONTH, month=12), Stated(Precision.MONTH, 2007, 1), after=True))
    '2006-12'
    """
    month, year = stated.month, stated.year
    if year is not None and not stated.is_day_alone:
        return stated
    if stated.day is not None and month is None:
        if lender.precision is Precision.CENTURY:
            year = first_year(stated.day, of_era=-1 if (lender.year or 0) < 0 else 1)
            return stated._replace(precision=Precision.CENTURY, year=year, day=None)
        if lender.precision is Precision.QUARTER and stated.day <= 4:
            return stated._replace(precision=Precision.QUARTER, year=lender.year, month=stated.day * 3 - 2, day=None)
        month = lender.month if lender.day is not None else None
    if year is None and month is not None and lender.year is not None and lender.month is not None:
        year = lender.year + _turn_of_year(month, lender.month, after=after)
    return stated._replace(month=month, year=year)


def first_year(century: int, *, of_era: int = 1) -> int:
    """The year that a century is counted from in EDTF: of the 19th 1800, of the 3rd before Christ -299 (300 BC).

    >>> first_year(19), first_year(3, of_era=-1)
    (1800, -299)
    """
    return (century - 1) * 100 if of_era > 0 else 1 - century * 100


def _turn_of_year(month: int, lending: int, *, after: bool) -> int:
    if (month > 12) != (lending > 12):  # a month beside a season
        return 0
    return -(month > lending) if after else int(month < lending)


def edtf(stated: Stated) -> str:
    """EDTF level 1 value of one expression.

    >>> edtf(Stated(Precision.DECADE, 1980)), edtf(Stated(Precision.DAY, month=6, day=8))
    ('198X', 'XXXX-06-08')
    """
    year = "XXXX" if stated.year is None else f"{'-' if stated.year < 0 else ''}{abs(stated.year):04}"
    if stated.precision is Precision.QUARTER and stated.month is not None:
        return f"{year}-{stated.month:02}/{year}-{stated.month + 2:02}"
    if unspecified := _UNSPECIFIED.get(stated.precision):
        year = year[: -len(unspecified)] + unspecified
    month = "" if stated.month is None else f"-{stated.month:02}"
    day = "" if stated.day is None else f"-{stated.day:02}"
    return f"{year}{month}{day}{_qualifier(stated)}"


def _qualifier(stated: Stated) -> str:
    """`~` about, `?` uncertain, `%` both; level 1 has none for seasons."""
    if stated.year is None or stated.precision is Precision.SEASON:
        return ""
    if stated.approximate:
        return "%" if stated.uncertain else "~"
    return "?" if stated.uncertain else ""


def value(first: Stated, last: Stated | None = None, *, relation: str | None = None) -> dict[str, Any]:
    """Fields of a `DateValue`: of one expression, or of the range of two.

    >>> value(Stated(Precision.MONTH, 1999, 6))
    {'edtf': '1999-06', 'earliest': '1999-06-01', 'latest': '1999-06-30', 'precision': 'month'}
    >>> value(Stated(Precision.YEAR, 2001), Stated(Precision.YEAR, 1999))["checks"]
    ['inverted_range']
    >>> value(Stated(Precision.DAY, 1999, 2, 30))
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidDate: '1999-02-30' is no EDTF value: day is out of range for month; expected a real day
    """
    final = last or first
    earliest, latest = narrowed(first)
    if last is not None:
        latest = narrowed(last).latest
    checks = [*first.checks, *(final.checks if last else ())]
    if earliest is None or latest is None:
        earliest = latest = None
    elif last is not None and day_key(earliest) > day_key(latest):
        checks.append("inverted_range")
    if weekday_differs(first) or weekday_differs(final):
        checks.append("weekday_mismatch")
    fields: dict[str, Any] = {
        "edtf": edtf(first) if last is None else range_edtf(first, last),
        "earliest": earliest,
        "latest": latest,
        "precision": (first.precision if last is None else Precision.INTERVAL).value,
    }
    if first.approximate or final.approximate:
        fields["approximate"] = True
    if relation:
        fields["relation"] = relation
    if checks:
        fields["checks"] = checks
    return fields


def range_edtf(first: Stated, last: Stated) -> str:
    """EDTF level 1 interval; a decade or a century beside another unit is its first, or its last, year.

    >>> range_edtf(Stated(Precision.DECADE, 1990), Stated(Precision.YEAR, 2002))
    '1990/2002'
    """
    if (first.precision in _UNSPECIFIED) != (last.precision in _UNSPECIFIED):
        if first.precision in _UNSPECIFIED:
            first = first._replace(precision=Precision.YEAR)
        else:
            last = last._replace(precision=Precision.YEAR, year=int(edtf(last).replace("X", "9").rstrip("~?%")))
    return f"{edtf(first).partition('/')[0]}/{edtf(last).rpartition('/')[2]}"


@lru_cache(maxsize=16384)
def narrowed(stated: Stated) -> Bounds:
    """First and last day of what an expression leaves of its unit.

    Units longer than a month are cut at months, months at days; the start and the end of a month are ten days.

    >>> from extractors.dates.words import portions
    >>> narrowed(Stated(Precision.DECADE, 1990, portion=portions()["early"]))
    Bounds(earliest='1990-01-01', latest='1993-04-30')
    """
    whole = bounds(edtf(stated))
    portion = stated.portion
    if portion is None or stated.precision is Precision.DAY or whole.earliest is None or whole.latest is None:
        return whole
    if stated.precision is Precision.MONTH:
        return _days_of(whole.latest, portion)
    start, end = _month_number(whole.earliest), _month_number(whole.latest) + 1
    first = start + int((end - start) * portion.first)
    last = max(first, start + int((end - start) * portion.last) - 1)
    return Bounds(earliest=bounds(_month_text(first)).earliest, latest=bounds(_month_text(last)).latest)


def _days_of(last_day: str, portion: Portion) -> Bounds:
    month, length = last_day[:-2], int(last_day[-2:])
    if portion.days is None:
        first, last = 1 + int(length * portion.first), int(length * portion.last)
    else:
        first, last = (day if day > 0 else length + 1 + day for day in portion.days)
    return Bounds(earliest=f"{month}{first:02}", latest=f"{month}{last:02}")


def _month_number(day: str) -> int:
    return int(day[:-6]) * 12 + int(day[-5:-3]) - 1


def _month_text(number: int) -> str:
    return edtf(Stated(Precision.MONTH, number // 12, number % 12 + 1))


def weekday_differs(stated: Stated) -> bool:
    """Whether the calendar has another weekday for a day than the text."""
    if stated.weekday is None or not stated.year or stated.year < 1 or stated.month is None or stated.day is None:
        return False
    return date(stated.year, stated.month, stated.day).isoweekday() != stated.weekday
