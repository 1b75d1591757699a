"""The year of a date that a citation beside it lends.

resolution 1509 (2003), adopted on 19 September    -> 2003
9 May (S/2018/441)                                 -> 2018
resolution 1900 (2009) expires on 30 June          -> nothing, where the document bears a date itself
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.dates.chains import Part
from extractors.dates.sequence import is_to_come
from extractors.findings import Finding
from extractors.view import View

_BESIDE = 32
"""Characters at most between a date and the citation that lends it its year: *resolution 1509 (2003), adopted on*."""
_SET_BY = re.compile(r"\b(?:accordance|as|by|following|pursuant|request(?:ed|s)?|required|under)\b")
"""What makes a date before a citation one that it set, not its own: *by 30 June, as requested in resolution*."""
_AND_THEN = re.compile(r",[ ]and[ ](?:by|from|in|on|since|until)[ ](?:the[ ])?(?:[a-z]+[ ]of[ ])?")
"""What opens another clause after a citation: *the tasks of resolution 2366 (2017), and in August it will decide*."""
_OF_CITATION = re.compile(r",?\ (?:(?:adopted|passed|issued|dated)(?:\ on)?|of|on|from)\ (?:the\ )?")
"""What stands between a citation and its own date: *resolution 1509 (2003) of 19 September 2003*."""


def lend_from_citations(parts: Sequence[Part], cited: Sequence[Finding], view: View, *, has_own_date: bool) -> None:
    """Gives the dates without a year that of a citation beside them, in their sentence, and names it as the lender."""
    dated = sorted((finding for finding in cited if _year(finding)), key=lambda finding: finding.start)
    starts = [finding.start for finding in dated]
    for part in parts:
        if part.first.year is None:
            sentence = view.sentence(part.start, part.end)
            place = bisect_left(starts, part.start)
            around = (*dated[place : place + 1], *dated[max(0, place - 1) : place])
            for finding in sorted(around, key=lambda finding: not _is_own(finding, part, view.text)):
                lent = part.first._replace(year=_year(finding))
                is_said = sentence[0] <= finding.start < sentence[1] and lent.is_real
                if is_said and _is_beside(finding, part, view.text, has_own_date=has_own_date):
                    part.first, part.lender = lent, finding
                    break


def _is_beside(finding: Finding, part: Part, text: str, *, has_own_date: bool) -> bool:
    """Whether a date is of the year of a citation beside it.

    Behind a citation that does not write its year, *resolution 2719*, only the date that belongs to it is; what the
    cited set to end is of the time when the document was written: *set by resolution 2718 (2023) runs out on 30 June*.
    """
    if finding.start - part.end > _BESIDE or part.start - finding.end > _BESIDE:
        return False
    writes_year = str(_year(finding)) in text[finding.start : finding.end]
    if finding.start >= part.end:
        is_counted = finding.value.get("year") is not None
        return is_counted and _SET_BY.search(text, part.end, finding.start) is None
    if not writes_year:
        return _is_own(finding, part, text)
    if has_own_date and is_to_come(text, finding.end, part.before):
        return False
    return _AND_THEN.fullmatch(text, finding.end, part.start) is None


def _year(finding: Finding) -> int | None:
    """The year of a citation; of one that counts by sessions that of its adoption."""
    year: int | None = finding.value.get("year")
    return year or (int(finding.value["adopted"][:4]) if finding.value.get("adopted") else None)


def _is_own(finding: Finding, part: Part, text: str) -> bool:
    """Whether a date belongs to a citation right before it."""
    return _OF_CITATION.fullmatch(text, finding.end, part.before.outset) is not None


def is_of_citation(part: Part, ends: Sequence[int], text: str) -> bool:
    """Whether a date belongs to the citation right before it; `ends` are where citations end, in order."""
    place = bisect_left(ends, part.start)
    return place > 0 and _OF_CITATION.fullmatch(text, ends[place - 1], part.start) is not None
