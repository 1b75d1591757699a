"""What the quote of each rule states.

    "10th of June 1999" -> day 10, month 6, year 1999
    "1800’s"            -> the century from 1800
    "1998-99"           -> the years 1998 and 1999

A quote that the calendar does not have (*31 June 1999*) reads as None.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from dateparser.date import DateDataParser

from extractors.dates.values import Stated
from extractors.dates.words import ERAS, MONTHS, ORDINALS, PORTIONS, SEASONS
from schemas.dates import Precision

_WORD = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(r"\d+")


class Reading(NamedTuple):
    """What a quote states: one date, or the two of a range."""

    first: Stated
    last: Stated | None = None


@lru_cache(maxsize=65536)
def read(rule: str, quote: str) -> Reading | None:
    """What the quote that a rule matched states; None when the calendar does not have it.

    >>> read("dates.month-day-year", "June 15, 2008").first.day
    15
    >>> read("dates.years", "1914–18").last.year
    1918
    >>> read("dates.day-month-year", "31 June 1999") is None
    True
    """
    return _READERS[rule](quote)


def _worded(quote: str) -> Reading | None:
    """Roles by form: names of months, figures with four digits for the year, other figures and ordinals for the day."""
    year = month = day = None
    for word in _WORD.findall(quote):
        if word in MONTHS:
            month = MONTHS[word]
        elif word in ORDINALS:
            day = ORDINALS[word] + _tens(quote)
        elif len(word) == 4 and word.isdigit():
            year = int(word)
        elif word.isdigit():
            day = int(word)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    stated = Stated(precision, year, month, day)
    return Reading(stated) if stated.is_real and year != 0 else None


def _era_year(quote: str) -> Reading | None:
    figures = _FIGURES.search(quote)
    number = int(figures[0]) if figures else 0
    if not 0 < number < 10_000:
        return None
    era = next(sign for form, sign in ERAS.items() if form in quote)
    return Reading(Stated(Precision.YEAR, number if era > 0 else 1 - number))


def _decade(quote: str) -> Reading | None:
    """*1800s* and *1900s* are centuries; *2000s* is a decade, for the century that it began is not over."""
    year = int(quote[:4])
    if year % 10 or year < 1000:
        return None
    is_century = year % 100 == 0 and year < 2000
    return Reading(Stated(Precision.CENTURY if is_century else Precision.DECADE, year))


def _century(quote: str) -> Reading | None:
    figures = _FIGURES.match(quote)
    number = int(figures[0]) if figures else _ordinal(quote)
    return Reading(Stated(Precision.CENTURY, (number - 1) * 100)) if number <= 30 else None


def _ordinal(quote: str) -> int:
    return _tens(quote) + next(ORDINALS[word] for word in _WORD.findall(quote) if word in ORDINALS)


def _tens(quote: str) -> int:
    return 20 if quote[:6].lower() == "twenty" else 30 if quote[:6].lower() == "thirty" else 0


def _season(quote: str) -> Reading | None:
    words = _WORD.findall(quote)
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    return Reading(Stated(Precision.SEASON, years[0] if years else None, SEASONS[words[0]]))


def _quarter(quote: str) -> Reading | None:
    """*last quarter of 2010*, *Q3 2019*, *3Q 2019*; two where the year stands once: *Q1–Q3 2019*."""
    *words, year = _WORD.findall(quote.replace("Q", " "))
    numbers = [number for word in words if (number := _quarter_number(word))]
    if max(numbers) > 4:
        return None
    first, *last = (Stated(Precision.QUARTER, int(year), number * 3 - 2) for number in numbers)
    return Reading(first, *last)


def _quarter_number(word: str) -> int:
    if word.lower() in ("last", "final"):
        return 4
    return int(word) if word.isdigit() else ORDINALS.get(word, 0)


def _half_year(quote: str) -> Reading:
    portion = PORTIONS["first half of" if "1" in quote[:2] else "second half of"]
    return Reading(Stated(Precision.YEAR, int(quote[-4:]), portion=portion))


def _numeric_month(quote: str) -> Reading | None:
    one, other = (int(figure) for figure in _FIGURES.findall(quote))
    year, month = max(one, other), min(one, other)
    return Reading(Stated(Precision.MONTH, year, month))


def _years(quote: str) -> Reading | None:
    one, other = _FIGURES.findall(quote)
    first = int(one)
    last = int(other) if len(other) == 4 else first - first % 100 + int(other)
    if other == "00":  # "1999-00"
        last += 100
    return Reading(Stated(Precision.YEAR, first), Stated(Precision.YEAR, last)) if first < last else None


def _iso_day(quote: str) -> Reading | None:
    year, month, day = (int(figure) for figure in _FIGURES.findall(quote))
    stated = Stated(Precision.DAY, year, month, day)
    return Reading(stated) if year and 1 <= month <= 12 and day and stated.is_real else None


def _numeric_day(quote: str) -> Reading | None:
    """Read by dateparser, day first and month first.

    Where the two differ, the day stands first, as in the United Nations' own texts, and the order is marked.
    """
    day_first, month_first = (_parser(order).get_date_data(quote).date_obj for order in ("DMY", "MDY"))
    if day_first is None:
        return None
    checks = () if day_first == month_first else ("ambiguous_order",)
    return Reading(Stated(Precision.DAY, day_first.year, day_first.month, day_first.day, checks=checks))


@cache
def _parser(order: str) -> DateDataParser:
    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    return DateDataParser(languages=["en"], settings=settings)


_READERS: Mapping[str, Callable[[str], Reading | None]] = {
    "dates.day-month-year": _worded,
    "dates.month-day-year": _worded,
    "dates.year-month-day": _worded,
    "dates.month-year": _worded,
    "dates.day-month": _worded,
    "dates.month-day": _worded,
    "dates.month": _worded,
    "dates.year": _worded,
    "dates.day": _worded,
    "dates.day-year": _worded,
    "dates.era-year": _era_year,
    "dates.decade": _decade,
    "dates.century": _century,
    "dates.season": _season,
    "dates.bare-season": _season,
    "dates.quarter": _quarter,
    "dates.half-year": _half_year,
    "dates.iso-day": _iso_day,
    "dates.numeric-day": _numeric_day,
    "dates.numeric-month": _numeric_month,
    "dates.years": _years,
}
