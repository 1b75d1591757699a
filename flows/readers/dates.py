r"""The document's own date, where its text states it before anything else, and dates as sources write them.

"Distr.: General\n12 July 2019"            -> 2019-07-12, from its dateline
"GENEVA, 3 March 2020 — The envoy …"        -> 2020-03-03, from its dateline
"2019-07-12T08:00:00+02:00"                 -> 2019-07-12
"""

import calendar
import re
from datetime import date
from typing import NamedTuple

_HEAD = 1500
"""Characters in which a dateline stands. A guess: room for the head of a UN document, not for its second paragraph."""
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
_LABEL = re.compile(r"\s*(?:(?:date|issued|posted|published|released|(?:last )?updated)(?: on)?:?\s*)?", re.IGNORECASE)
_PLACE = re.compile(r"\s*[A-Z][\w’'. -]{1,40}(?:\([\w ]{2,30}\))?(?:,| \(|,? on)?\s*")
_DASH = re.compile(r"\)?\s?(?:--?|–|—)\s")
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


def dateline(text: str) -> Found | None:
    r"""The date that stands alone in a line, or with its place before a dash, at the head of a text.

    >>> dateline("Distr.: General\n12 July 2019\n\nReport")
    Found(date='2019-07-12', where='dateline')
    >>> dateline("The mission opened on 12 July 2019 and closed a year later.")
    """
    head = text[:_HEAD]
    for match in _DAY.finditer(head):
        before = head[head.rfind("\n", 0, match.start()) + 1 : match.start()]
        after = head[match.end() :]
        alone = _LABEL.fullmatch(before) and (not after.strip(" ") or after.lstrip(" ")[0] in "\n\r|·•")
        placed = len(before) < 80 and _PLACE.fullmatch(before) and _DASH.match(after)
        if (alone or placed) and (found := _named(match)):
            return Found(found, "dateline")
    return None


def _named(match: re.Match[str]) -> str | None:
    month = (match["month"] or match["month_first"]).casefold()
    return iso(int(match["year"] or match["year_last"]), _MONTHS[month], int(match["day"] or match["day_second"]))
