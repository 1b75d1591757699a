"""Dates as the formats of sources state them.

"2019-07-12T08:00:00+02:00"  -> 2019-07-12
"July 12, 2019"              -> 2019-07-12
"12/07/2019"                 -> nothing: its order is not known

What the text itself says of its date, in a dateline or a head, is for the rules to find.
"""

import calendar
import re
from datetime import date
from typing import NamedTuple

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if n}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=lambda name: -len(name)))
_DAY = re.compile(
    rf"""
    (?:(?:{"|".join(calendar.day_name)}),?\s+)?
    (?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})\b
      | (?P<month_first>{_MONTH})\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<year_last>\d{{4}})\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


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
    day = _DAY.match(text)
    return _named(day) if day else None


def _named(match: re.Match[str]) -> str | None:
    month = (match["month"] or match["month_first"]).casefold()
    return iso(int(match["year"] or match["year_last"]), _MONTHS[month], int(match["day"] or match["day_second"]))
