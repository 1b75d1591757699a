r"""Where dates stand that lend a year more widely, or less, than others do.

"Annual report for 2022\n", "2022 Review\n"     -> the year of a title lends to the whole report
"The visitors, who last won on 3 May 2015, …"  -> a date in an aside lends to its own sentence
"""

import re
from collections.abc import Iterable

from extractors.dates.chains import Part
from extractors.dates.context import Before
from extractors.dates.values import Stated
from schemas.dates import Precision

_ASIDE = re.compile(r",[ ](?:where|which|who|whom|whose)\b[^,.;\n]{0,64}\Z")
_ASIDE_ENDS = re.compile(r"[^,.;\n]{0,32},")
"""A clause between commas tells what was before: *The visitors, who last won here on 3 May 2015, played well.*"""
_REACH = 80
"""Characters in which such a clause begins before its date."""
_TITLE = 400
"""Characters of a text in which its title stands."""
_REPORT = re.compile(r"\A[^\n]{0,64}\b(?i:annual|reports?|review|survey|yearbook)\b[^\n]{0,64}\Z")


_OF_YEAR = re.compile(
    r"""
    (?:\A|\n)(?P<year>(?:19|20)\d\d)[ ](?:(?:[A-Z][\w’'-]*|and|for|in|of|on)[ ]){0,6}(?:Reports?|Review|Survey|Yearbook)
    \b[^\n.;?]{0,80}(?:\n|\Z)
    """,
    re.VERBOSE,
)
"""The title of a report that opens with its year: *2021 Annual Report on Fisheries*."""


def of_title(parts: Iterable[Part], text: str) -> Part | None:
    """The year in the title of a report, *Annual report for 2022*, which tells of that year.

    That of *2022 Annual Report* is a part of the report's name: it is not accepted as a date, and lends all the same.
    """
    if match := _OF_YEAR.search(text, 0, _TITLE):
        start, end = match.span("year")
        year = Stated(Precision.YEAR, int(match["year"]))
        return Part("dates.year", start, end, year, None, Before(start, start), accepted=False)
    for part in parts:
        if part.start > _TITLE:
            return None
        line = text[text.rfind("\n", 0, part.start) + 1 : max(part.end, text.find("\n", part.end))]
        if part.rule == "dates.year" and _REPORT.search(line) and line[-1:] not in (".", ","):
            return part
    return None


def is_aside(part: Part, text: str) -> bool:
    """Whether a date stands in a clause between commas, so that it lends to its own sentence alone."""
    sight = max(0, part.start - _REACH)
    if text.find(", wh", sight, part.start) < 0 or _ASIDE_ENDS.match(text, part.end) is None:
        return False
    return _ASIDE.search(text, sight, part.start) is not None


def is_head(part: Part, text: str) -> bool:
    """Whether a year has a line for itself: the entries below it are of that year."""
    is_line = text[part.start - 1 : part.start] in ("", "\n") and text[part.end : part.end + 1] == "\n"
    return is_line and part.rule == "dates.year"
