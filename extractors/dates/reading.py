"""What the quote of each rule states.

    "10th of June 1999" -> day 10, month 6, year 1999
    "1800’s"            -> the century from 1800
    "1998-99"           -> the years 1998 and 1999

A quote that the calendar does not have (*31 June 1999*) reads as None.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

from extractors.dates.values import Stated, first_year
from extractors.dates.words import numbers, portions
from extractors.figures.numbers import number
from schemas.dates import Precision
from schemas.errors import InvalidFigure

_LEADS_TO_YEAR = re.compile(r"\A.*\b(?:Lord|lord|year)\b|\A[, ]+")
_FIRST_SPELT = 1100
_WORD = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(r"\d+")
_PIVOT = 50
"""Two figures from here on are years of the twentieth century, lower ones of the twenty-first: texts tell of what was
rather than of what will be. POSIX, which is about files and deadlines, has 69 and reads *'68* as 2068."""
_ASSUMED = ("assumed_century",)
"""The check of dates whose century the text does not state."""
_END_OF_TIME = 3_000
"""No text dates what comes later; EDTF has four figures for a year, and a year may lend the next."""
_HUNDREDS = {"eighteen": 1800, "nineteen": 1900}


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
        if word in numbers("month"):
            month = numbers("month")[word]
        elif word in numbers("ordinal"):
            day = numbers("ordinal")[word] + _tens(quote)
        elif len(word) == 4 and word.isdigit():
            year = int(word)
        elif word.isdigit():
            day = int(word)
    return _reading(year, month, day) if year != 0 else None


def _reading(year: int | None, month: int | None, day: int | None, *, checks: tuple[str, ...] = ()) -> Reading | None:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    stated = Stated(precision, year, month, day, checks=checks)
    return Reading(stated) if stated.is_real else None


def _spelt_year(quote: str) -> Reading | None:
    """*tenth day of July, two thousand and four*: what follows the month, and *year* or *Lord*, is the year."""
    month = next((word for word in _WORD.finditer(quote) if word[0] in numbers("month")), None)
    if month is None:
        year = _spelt(quote)
        return _reading(year, None, None) if year else None
    without, year = _worded(quote[: month.end()]), _spelt(_LEADS_TO_YEAR.sub("", quote[month.end() :]).strip())
    if without is None or year is None:
        return None
    return _reading(year, without.first.month, without.first.day)


def _spelt(words: str) -> int | None:
    """A year in words, also as its two halves: *two thousand and four*, *nineteen seventy-two*."""
    first, _, rest = words.partition(" ")
    year = _whole(words)
    if year is None and (century := _whole(first)) and (of_century := _whole(rest)):
        year = century * 100 + of_century
    return year if year and _FIRST_SPELT <= year < _END_OF_TIME else None


def _whole(words: str) -> int | None:
    try:
        found = number(words.lower())
    except InvalidFigure:
        return None
    return int(found) if found.denominator == 1 else None


def _feast_year(quote: str) -> Reading | None:
    """*Christmas Eve 1992*: of the names it begins with the longest."""
    feast = max((form for form in numbers("feast") if quote.lower().startswith(form.lower())), key=len, default="")
    if not feast:
        return None
    month, day = divmod(numbers("feast")[feast], 100)
    return _reading(int(quote[-4:]), month, day)


def _short_year(quote: str) -> Reading | None:
    """*04-Nov-11*, *June '99*, *summer of '91*."""
    *words, figures = _WORD.findall(quote)
    year, day = _of_two_figures(figures), _FIGURES.match(quote)
    if words[0] in numbers("season"):
        return Reading(Stated(Precision.SEASON, year, numbers("season")[words[0]], checks=_ASSUMED))
    month = next(numbers("month")[word] for word in words if word in numbers("month"))
    return _reading(year, month, int(day[0]) if day else None, checks=_ASSUMED)


def _of_two_figures(figures: str) -> int:
    return int(figures) + (1900 if int(figures) >= _PIVOT else 2000)


def _bare_short_year(quote: str) -> Reading | None:
    return _reading(_of_two_figures(quote[-2:]), None, None, checks=_ASSUMED)


def _short_decade(quote: str) -> Reading:
    """*'90s*, *eighties*, *nineteen-eighties*; without its hundreds a decade of the twentieth century."""
    *hundreds, word = _WORD.findall(quote.removesuffix("s")) if quote[-2].isdigit() else _WORD.findall(quote)
    decade = int(word) if word.isdigit() else numbers("decade")[word]
    if hundreds:
        return Reading(Stated(Precision.DECADE, _HUNDREDS[hundreds[0].lower()] + decade))
    return Reading(Stated(Precision.DECADE, 1900 + decade, checks=_ASSUMED))


def _early_year(quote: str) -> Reading:
    return Reading(Stated(Precision.YEAR, int(quote)))


def _era_year(quote: str) -> Reading | None:
    year = _year_of_era(_FIGURES.search(quote.replace(",", "")), _era(quote))
    return None if year is None else Reading(Stated(Precision.YEAR, year))


def _era_years(quote: str) -> Reading | None:
    era = _era(quote)
    first, last = (_year_of_era(figures, era) for figures in _FIGURES.finditer(quote))
    if first is None or last is None or first >= last:
        return None
    return Reading(Stated(Precision.YEAR, first), Stated(Precision.YEAR, last))


def _era_date(quote: str) -> Reading | None:
    """*10 August 216 BC*: the number beside the era is the year."""
    *_, figures = _FIGURES.finditer(quote)
    year, without = _year_of_era(figures, _era(quote)), _worded(quote[: figures.start()])
    if year is None or without is None:
        return None
    return _reading(year, without.first.month, without.first.day)


def _era(quote: str) -> int:
    """1 for years after, -1 for years before Christ."""
    return next((sign for form, sign in numbers("era").items() if form in quote), 1)


def _year_of_era(figures: re.Match[str] | None, era: int) -> int | None:
    number = int(figures[0]) if figures else 0
    if not 0 < number < (_END_OF_TIME if era > 0 else 10_000):
        return None
    return number if era > 0 else 1 - number


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
    return Reading(Stated(Precision.CENTURY, first_year(number, of_era=_era(quote)))) if 0 < number <= 30 else None


def _ordinal(quote: str) -> int:
    return _tens(quote) + next(numbers("ordinal")[word] for word in _WORD.findall(quote) if word in numbers("ordinal"))


def _tens(quote: str) -> int:
    return 20 if quote[:6].lower() == "twenty" else 30 if quote[:6].lower() == "thirty" else 0


def _season(quote: str) -> Reading | None:
    """*spring 1993*; a winter of two years is one (*1998/99*), or the left end of a range (*winter 1998–2003*)."""
    words = _WORD.findall(quote)
    years = [int(word) for word in words if word.isdigit()]
    first = Stated(Precision.SEASON, years[0] if years else None, numbers("season")[words[0]])
    if len(years) < 2 or years[1] in (years[0] + 1, (years[0] + 1) % 100):
        return Reading(first)
    last = _end_of_years(years[0], years[1])
    return Reading(first, Stated(Precision.YEAR, last)) if years[0] < last else None


def _quarter(quote: str) -> Reading | None:
    """*last quarter of 2010*, *Q3 2019*, *3Q 2019*; two where the year stands once: *Q1–Q3 2019*."""
    words = _WORD.findall(quote.upper().replace("Q", " "))
    written = next((word for word in words if word.isdigit() and len(word) in (2, 4)), None)
    numbered = [number for word in words if word != written and (number := _quarter_number(word))]
    if not numbered or max(numbered) > 4:
        return None
    year, checks = _stated_year(written) if written else (None, ())
    first, *last = (Stated(Precision.QUARTER, year, number * 3 - 2, checks=checks) for number in numbered)
    return Reading(first, *last)


def _stated_year(figures: str) -> tuple[int, tuple[str, ...]]:
    """A year in four figures or in two, with the check of one whose century the text does not state."""
    return (int(figures), ()) if len(figures) == 4 else (_of_two_figures(figures), _ASSUMED)


def _quarter_number(word: str) -> int:
    if word in ("LAST", "FINAL"):
        return 4
    return int(word) if word.isdigit() else numbers("ordinal").get(word, 0)


def _half_year(quote: str) -> Reading | None:
    half, written = sorted(_FIGURES.findall(quote), key=len)
    year, checks = _stated_year(written)
    portion = portions()["first half of" if half == "1" else "second half of"]
    return Reading(Stated(Precision.YEAR, year, portion=portion, checks=checks))


def _fiscal_year(quote: str) -> Reading | None:
    """*FY2011*, *FY09*, *FY 2012-13*, *FY19-FY21*."""
    first, *rest = _FIGURES.findall(quote)
    year, checks = _stated_year(first)
    if not rest:
        return Reading(Stated(Precision.YEAR, year, checks=checks))
    last = _end_of_years(year, int(rest[0]), figures=len(rest[0]))
    return Reading(Stated(Precision.YEAR, year, checks=checks), Stated(Precision.YEAR, last)) if year < last else None


def _compact_day(quote: str) -> Reading | None:
    return _reading(int(quote[:4]), int(quote[4:6]), int(quote[6:]))


def _numeric_month(quote: str) -> Reading | None:
    one, other = (int(figure) for figure in _FIGURES.findall(quote))
    year, month = max(one, other), min(one, other)
    return Reading(Stated(Precision.MONTH, year, month))


def _years(quote: str) -> Reading | None:
    one, other = _FIGURES.findall(quote)
    first, last = int(one), _end_of_years(int(one), int(other), figures=len(other))
    return Reading(Stated(Precision.YEAR, first), Stated(Precision.YEAR, last)) if first < last else None


def _end_of_years(first: int, last: int, *, figures: int = 2) -> int:
    """The second of two years, with what a short one takes from the first: *1998-99*, *1999-00*, *1992-3*."""
    if last > 99:
        return last
    if figures == 1:
        return first - first % 10 + last
    return first - first % 100 + last + (100 if last == 0 else 0)


def _short_day(quote: str) -> Reading | None:
    """*19/3*, *6/30*: the figure beyond twelve is the day."""
    month, day = sorted(int(figure) for figure in _FIGURES.findall(quote))
    return _reading(None, month, day)


def _iso_day(quote: str) -> Reading | None:
    year, month, day = (int(figure) for figure in _FIGURES.findall(quote))
    stated = Stated(Precision.DAY, year, month, day)
    return Reading(stated) if year and 1 <= month <= 12 and day and stated.is_real else None


def _numeric_day(quote: str) -> Reading | None:
    """Read by dateparser, day first; where it reads otherwise with the month first, the order is marked."""
    day_first, month_first = (_parser(order).get_date_data(quote).date_obj for order in ("DMY", "MDY"))
    if day_first is None:
        return None
    checks = () if day_first == month_first else ("ambiguous_order",)
    return _reading(day_first.year, day_first.month, day_first.day, checks=checks)


def _short_numeric_day(quote: str) -> Reading | None:
    """*10/06/99*, read as *10/06/1999*."""
    full = _numeric_day(f"{quote[:-2]}{_of_two_figures(quote[-2:])}")
    return full and Reading(full.first._replace(checks=(*full.first.checks, *_ASSUMED)))


@cache
def _parser(order: str) -> "DateDataParser":
    from dateparser.date import DateDataParser  # noqa: PLC0415 # slow to load, and many texts have no such date

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
    "dates.year-first": _worded,
    "dates.day-month": _worded,
    "dates.month-day": _worded,
    "dates.month": _worded,
    "dates.year": _worded,
    "dates.day": _worded,
    "dates.day-year": _worded,
    "dates.short-year": _short_year,
    "dates.bare-short-year": _bare_short_year,
    "dates.early-year": _early_year,
    "dates.era-year": _era_year,
    "dates.era-years": _era_years,
    "dates.era-date": _era_date,
    "dates.short-decade": _short_decade,
    "dates.decade": _decade,
    "dates.century": _century,
    "dates.season": _season,
    "dates.bare-season": _season,
    "dates.feast-year": _feast_year,
    "dates.spelt-year": _spelt_year,
    "dates.quarter": _quarter,
    "dates.bare-quarter": _quarter,
    "dates.half-year": _half_year,
    "dates.fiscal-year": _fiscal_year,
    "dates.compact-day": _compact_day,
    "dates.iso-day": _iso_day,
    "dates.numeric-day": _numeric_day,
    "dates.short-numeric-day": _short_numeric_day,
    "dates.short-day": _short_day,
    "dates.numeric-month": _numeric_month,
    "dates.years": _years,
}
