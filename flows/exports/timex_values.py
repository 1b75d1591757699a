"""Dates as TIMEX3 says them: the value of an EDTF date, and what it cannot say.

1999-06-10            -> 1999-06-10
198X, 18XX            -> 198, 18
2007-21               -> 2007-SP
1999~                 -> 1999, mod APPROX
early 2010            -> 2010, mod START
first half of 2012    -> 2012-H1
2011-01/2011-03       -> 2011-Q1, where the text names a quarter
2011-10/2015-08       -> a DURATION of P47M, with 2011-10 and 2015-08 as its two ends
-0043                 -> BC0044

Source of the rules: TimeML 1.2.1 (2005), and for values the TIDES standard of 2005, on which it rests.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from schemas.dates import DateValue, Precision, bounds

_POINT = re.compile(
    r"(?P<year>-?\d{4}|-?\d\d[\dX]X|XXXX)(?P<rest>-(?P<month>\d\d)(?:-\d\d)?)?(?P<qualifier>[~?%])?", re.ASCII
)
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_HALVES = {("01-01", "06-30"): "H1", ("07-01", "12-31"): "H2"}
_UNKNOWN = {Precision.DAY: "XXXX-XX-XX", Precision.MONTH: "XXXX-XX"}
_SOME_TIME = "XXXX"
_SOME_DAYS = "PXD"


@dataclass(frozen=True, slots=True)
class Timex:
    """What a TIMEX3 element says of a date."""

    value: str
    mod: str | None = None
    """START, MID, END or APPROX."""
    ends: tuple[str, str] | None = None
    """Of a range, which is a duration: the values of its two ends."""


def timex(said: DateValue) -> Timex:
    """The value of a date.

    What has no form of its own in TIMEX3, such as a year of five digits or a decade before our era, is `XXXX`; so is a
    date without a year, but for its month and day, which stand behind.
    """
    if said.edtf is None:
        return Timex(_UNKNOWN.get(said.precision, _SOME_TIME))
    first, slash, last = said.edtf.partition("/")
    if slash and said.precision is Precision.QUARTER:
        return Timex(f"{first[:-3]}-Q{(int(first[-2:]) + 2) // 3}")
    if slash:
        return Timex(_length(said.earliest, said.latest), ends=(point(first), point(last)))
    if half := _half(said):
        return Timex(half)
    return Timex(point(said.edtf), mod=_mod(said, said.edtf))


def point(edtf: str) -> str:
    """The value of an EDTF date that is no range; qualifiers are left to `mod`.

    >>> point("2007-24"), point("198X"), point("1999-06~"), point("0000-03"), point("XXXX-06-08"), point("Y17E7")
    ('2007-WI', '198', '1999-06', 'BC0001-03', 'XXXX-06-08', 'XXXX')
    """
    match = _POINT.fullmatch(edtf)
    if match is None:
        return _SOME_TIME
    year, rest = match["year"], match["rest"] or ""
    if year == "XXXX":
        return f"{year}{rest}"
    if "X" in year:
        return _SOME_TIME if year.startswith("-") else year.rstrip("X")
    if (number := int(year)) <= 0:
        year = f"BC{1 - number:04}"  # there is a year 0 in EDTF, and none before our era
    return f"{year}-{_SEASONS[match['month']]}" if match["month"] in _SEASONS else f"{year}{rest}"


def _half(said: DateValue) -> str | None:
    if said.precision is not Precision.YEAR or said.earliest is None or said.latest is None:
        return None
    half = _HALVES.get((said.earliest[-5:], said.latest[-5:]))
    return f"{point(said.earliest[:-6])}-{half}" if half else None


def _mod(said: DateValue, edtf: str) -> str | None:
    whole = bounds(edtf)
    if (said.earliest, said.latest) != whole and said.earliest is not None:
        if said.earliest == whole.earliest:
            return "START"
        return "END" if said.latest == whole.latest else "MID"
    return "APPROX" if said.approximate or edtf.endswith(("~", "%")) else None


def _length(earliest: str | None, latest: str | None) -> str:
    """The length of a range, both ends included: whole years or months, else days; `PXD` where it is not known.

    >>> _length("1998-01-01", "1999-12-31"), _length("2011-10-01", "2015-08-31"), _length("1999-06-10", "1999-06-12")
    ('P2Y', 'P47M', 'P3D')
    >>> _length("2001-01-01", "2000-01-01"), _length(None, None)
    ('PXD', 'PXD')
    """
    if earliest is None or latest is None or earliest.startswith(("-", "0000")):
        return _SOME_DAYS
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    if last < first:
        return _SOME_DAYS
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return f"P{months}M" if months % 12 else f"P{months // 12}Y"
    return f"P{(last - first).days + 1}D"
