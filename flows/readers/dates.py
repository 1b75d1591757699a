"""Dates as the formats of sources state them.

"2019-07-12T08:00:00+02:00"  -> 2019-07-12
"July 12, 2019"              -> 2019-07-12
"12/07/2019"                 -> nothing: its order is not known

What the text itself says of its date, in a dateline or a head, is for the rules to find.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from extractors.lexicon import Entry, Forms, load

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


class _CalendarEntry(Entry):
    """One line of `calendar.csv`; the rules of dates read the same file."""

    kind: str
    number: int
    forms: Forms


class Found(NamedTuple):
    """A date in ISO 8601, and where it stands."""

    date: str
    where: str


def iso(year: int, month: int, day: int) -> str | None:
    """The date in ISO 8601; null for a day that no calendar has.

    >>> iso(2019, 7, 12), iso(2019, 2, 30)
    ('2019-07-12', None)
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def written(text: str) -> str | None:
    """The day that a date of ISO 8601, or one in English words, begins with; null for anything else.

    >>> written("2019-07-12T08:00:00+02:00"), written("July 12, 2019"), written("12/07/2019")
    ('2019-07-12', '2019-07-12', None)
    """
    text = text.strip()
    if match := _ISO.match(text):
        return iso(*map(int, match.groups()))
    day = _day().match(text)
    return _named(day) if day else None


def _named(match: re.Match[str]) -> str | None:
    month = _names("month")[(match["month"] or match["month_first"]).casefold()]
    return iso(int(match["year"] or match["year_last"]), month, int(match["day"] or match["day_second"]))


@cache
def _day() -> re.Pattern[str]:
    """A day as English words have it: `Friday, 12 July 2019`, `Jul. 12th, 2019`."""
    month = "|".join(sorted(_names("month"), key=lambda name: -len(name)))
    weekday = "|".join(name for name in _names("weekday") if name.endswith("day"))
    return re.compile(
        rf"""
        (?:(?:{weekday}),?\s+)?
        (?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{month})\.?,?\s+(?P<year>\d{{4}})\b
          | (?P<month_first>{month})\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year_last>\d{{4}})\b
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _names(kind: str) -> dict[str, int]:
    """The names of months or weekdays, the short ones too, in small letters and without their dots."""
    entries = [entry for entry in load("calendar.csv", _CalendarEntry) if entry.kind == kind]
    return {form.rstrip(".").casefold(): entry.number for entry in entries for form in entry.forms}
