"""Dates as people write them, partial ones included: EDTF values, their bounds, and the value of a date record.

    10 June 1999           -> 1999-06-10            1999-06-10 … 1999-06-10
    October 2011 to 2015   -> 2011-10/2015          2011-10-01 … 2015-12-31
    the 1980s              -> 198X                  1980-01-01 … 1989-12-31

EDTF is the Library of Congress's Extended Date/Time Format, level 1 (ISO 8601-2:2019, annex A).
"""

import calendar
import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, model_validator

from schemas.errors import InvalidDate
from schemas.spans import Frozen


class Precision(StrEnum):
    """The unit an expression names."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


class Relation(StrEnum):
    """The word directly before an expression that bounds it."""

    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"
    BY = "by"
    AS_OF = "as_of"


_CALENDAR = re.compile(
    r"(?P<year>(?!-0000)-?\d{4}|XXXX(?=-))(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%])?", re.ASCII
)
_UNSPECIFIED = re.compile(r"(?P<year>(?!-00)-?\d\d[\dX]X)[~?%]?", re.ASCII)
"""A decade or a century."""
_LEVEL_1 = re.compile(r"-?[0-9XYSE?~%-]+")
"""Characters of one level 1 value; sets (`[1667,1668]`) are level 2, and times of day are no dates."""
_ISO_DAY = re.compile(r"(?P<year>-?\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
"""First month of spring, summer, autumn and winter, three months each, as in the north; winter ends in February."""


class Bounds(NamedTuple):
    """The first and the last day that a value allows, both inclusive, as ISO dates; null when no year is known."""

    earliest: str | None
    latest: str | None


@lru_cache(maxsize=16384)
def bounds(edtf: str) -> Bounds:
    """First and last day of an EDTF level 1 value.

    Calendar dates, decades and centuries are judged here; every other form by the `edtf` library, which takes
    milliseconds an expression. Raises `InvalidDate` for text that is no EDTF value, for level 2, and for open
    intervals, whose one day a date with a `relation` states.

    >>> bounds("2011-10/2015-08")
    Bounds(earliest='2011-10-01', latest='2015-08-31')
    >>> bounds("198X")
    Bounds(earliest='1980-01-01', latest='1989-12-31')
    >>> bounds("1999-24")
    Bounds(earliest='1999-12-01', latest='2000-02-29')
    >>> bounds("XXXX-06-08")
    Bounds(earliest=None, latest=None)
    >>> bounds("1999-02-30")
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidDate: '1999-02-30' is no EDTF value: day is out of range for month; expected a real day
    """
    first, slash, last = edtf.partition("/")
    if slash and "/" not in last:
        return Bounds(earliest=bounds(first).earliest, latest=bounds(last).latest)
    if match := _CALENDAR.fullmatch(edtf):
        return _calendar_bounds(edtf, match)
    if match := _UNSPECIFIED.fullmatch(edtf):
        first, last = (match["year"].replace("X", figure) for figure in ("90" if edtf[0] == "-" else "09"))
        return Bounds(earliest=f"{first}-01-01", latest=f"{last}-12-31")
    if not _LEVEL_1.fullmatch(edtf):
        raise InvalidDate(f"{edtf!r} is no EDTF level 1 value; expected one such as '1999-06' or '198X'")
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 # slow to load, and few values need it

    try:
        value = parse_edtf(edtf)
        first_day, last_day = value.lower_strict()[:3], value.upper_strict()[:3]
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidDate(f"{edtf!r} is no EDTF level 1 value; expected one such as '1999-06' or '198X'") from error
    return Bounds(earliest=_iso(*first_day), latest=_iso(*last_day))


def _calendar_bounds(text: str, match: re.Match[str]) -> Bounds:
    year = None if match["year"] == "XXXX" else int(match["year"])
    first_month, last_month, day = int(match["month"] or 1), int(match["month"] or 12), match["day"]
    if match["qualifier"] and (year is None or first_month in _SEASON_MONTHS):
        raise InvalidDate(
            f"{text!r} is no EDTF level 1 value: no season or unspecified year has a qualifier; expected none"
        )
    last_year = year or 0
    if first_month in _SEASON_MONTHS and day is None:
        first_month = _SEASON_MONTHS[first_month]
        last_year, last_month = last_year + (first_month == 12), first_month % 12 + 2
    try:
        date(_alike(year), first_month, int(day or 1))
        length = calendar.monthrange(_alike(last_year), last_month)[1]
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InvalidDate(f"{text!r} is no EDTF value: {error}; expected a real day") from error
    if year is None:
        return Bounds(earliest=None, latest=None)
    return Bounds(
        earliest=_iso(year, first_month, int(day or 1)), latest=_iso(last_year, last_month, int(day or length))
    )


def _alike(year: int | None) -> int:
    """A year that `datetime` knows with the same calendar: it starts at 1."""
    return year if year and year > 0 else (year or 0) % 400 + 400


def _iso(year: int, month: int, day: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def checked_edtf(text: str) -> str:
    """The text itself when it is an EDTF level 1 value; raises `InvalidDate` when it is none."""
    bounds(text)
    return text


@lru_cache(maxsize=16384)
def checked_day(text: str) -> str:
    """The text itself when it is an ISO 8601 calendar date; years before 1 carry a minus sign.

    >>> checked_day("1999-06-31")
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidDate: '1999-06-31' is no ISO date: day is out of range for month; expected a real day
    """
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        raise InvalidDate(f"{text!r} is no ISO date; expected YYYY-MM-DD")
    year = int(match["year"])
    try:
        date(_alike(year), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise InvalidDate(f"{text!r} is no ISO date: {error}; expected a real day") from error
    return text


def day_key(day: str) -> tuple[int, str]:
    """Sort key of an ISO date, right also for years before 1."""
    return int(day[:-6]), day[-5:]


Edtf = Annotated[str, AfterValidator(checked_edtf)]
"""EDTF level 1, such as `1999-06`, `198X`, `1998/1999`, `1999~`, `2007-21`."""

IsoDay = Annotated[str, AfterValidator(checked_day)]
"""ISO 8601 calendar date, such as `1999-06-10`."""


class DateValue(Frozen):
    """What a date expression means."""

    edtf: Edtf | None
    """EDTF level 1 value; null for a relative expression that nothing resolves."""
    earliest: IsoDay | None
    """First day the value allows, inclusive; narrowed by *early*, *mid*, *late*; null without a year."""
    latest: IsoDay | None
    """Last day the value allows, inclusive; null without a year."""
    precision: Precision
    """The unit the expression names."""
    approximate: bool = False
    """True for *about, around, circa, some time in*."""
    relation: Relation | None = None
    """The word directly before that bounds it, or null."""
    resolved_from: str | None = None
    """Id of the record that lent what the expression lacks, or null."""
    checks: tuple[str, ...] = ()
    """Findings, such as `inverted_range`; empty when all is well."""

    @model_validator(mode="after")
    def _bounds_fit(self) -> Self:
        if (self.earliest is None) != (self.latest is None):
            raise InvalidDate(f"bounds {self.earliest!r} … {self.latest!r} of {self.edtf!r}: expected both or neither")
        if self.earliest is None or self.latest is None:
            return self
        inverted = day_key(self.earliest) > day_key(self.latest)
        if inverted != ("inverted_range" in self.checks):
            raise InvalidDate(
                f"bounds {self.earliest} … {self.latest} of {self.edtf!r} disagree with checks {self.checks}"
                "; expected both to say whether they are inverted"
            )
        if self.edtf is not None:
            self._check_within(bounds(self.edtf), inverted=inverted)
        return self

    def _check_within(self, whole: Bounds, *, inverted: bool) -> None:
        if (self.earliest, self.latest) == whole or inverted:  # as of most
            return
        if whole.earliest is None or whole.latest is None or self.earliest is None or self.latest is None:
            return
        if day_key(self.earliest) < day_key(whole.earliest) or day_key(self.latest) > day_key(whole.latest):
            raise InvalidDate(f"bounds {self.earliest} … {self.latest} leave {self.edtf!r}; expected bounds within it")
