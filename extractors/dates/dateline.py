r"""The day that a document bears itself: in its dateline, or on a line of its own in its head.

"GAO, 3 March 2004 – The convoy …"      a dateline
"Press release\nSarajevo, 05/11/2021"   a line of the head
"Oct 23, 2023 - Trucks …"               what opens an item of news
"Published on 3 May 2010 by A. Traoré"  what a label says
"Updated 4:12 PM UTC, June 11, 2010"    what a label says, and the time of day
"Kampala, 3 May 2010. This report …"    a place and a day
"""

import re
from collections.abc import Sequence
from itertools import islice

from extractors.dates.chains import Part
from schemas.dates import Precision

_HEAD = 2000
"""Characters of a text in which its own date stands; what comes later may be the date of anything."""
_ENTRIES = 4
"""Other lines with a day and nothing else that make the first one an entry; heads and feet repeat one less often."""
_SIGHT = 128
"""Characters looked at before a date: more than a dateline has, so that only the start of the text is one."""

_TIME = r"(?:(?:at[ ])?\d\d?[.:]\d\d(?:[ ]?[AaPp]\.?[Mm]\b\.?)?(?:[ ][A-Za-z]{2,4}\b(?:[+-]\d{1,2})?)?,?[ ](?:on[ ])?)?"
"""The time of day that may stand before a date: *Updated 4:12 PM GMT+1, June 11, 2025*."""
_LABELLED = re.compile(
    rf"""
    (?:\A|\n|[.|·•–—-][ ])[(|•]?[ ]?(?i:
        (?:date|dated|(?:last[ ])?(?:modified|updated)|published|posted|released|issued)(?:[ ]on)?:?[ ]{_TIME}
      | (?:volume[ ][0-9]{{1,4}}:[ ])?debated[ ]on[ ]
      | (?:air|document|issue|publication|release|report)[ ]date:[ ]
      | date[ ]of[ ](?:decision|hearing|issue|judgment|meeting|publication|release|report):?[ ]
      | (?:to[ ]be[ ])?answered[ ]on:?[ ]
      | (?:minutes?|proceedings|record|transcript)[ ]of[ ][^\n.;]{{1,96}}[ ]on[ ](?:the[ ])?
    )\Z
    """,
    re.VERBOSE,
)
"""What says by itself that the date after it is the document's: *Posted on*, *Minutes of the meeting held on*."""
_BEFORE = re.compile(
    r"""
    (?:\A|\n)[(|•]?[ ]?
    (?:(?i:as[ ]of):?[ ])?
    (?: (?:[^\n.!?;:]|(?<=[ .][A-Z])\.){1,48}[,|–—-][ ]  # "GAO, ", "Press release | ", "Albany, N.Y., "
      | [^\n]{0,48}\bDistr\.:[ ][A-Z][a-z]+[ ]  # "Security Council Distr.: General "
      | (?!(?:After|At|Before|By|From|In|On|Since|To|Until)\b)(?:[A-Z][\w’'-]*[ ]){1,4}  # "KYIV ", "New York "
    )?
    (?:[^\n.;:]{0,48}\b(?i:(?:media|news|press)[ ](?:advisory|release|statement)|communiqu[eé])[ ])?
    (?:(?i:(?:date|dated|published|posted|updated|released|issued)(?:[ ]on)?|as[ ](?:of|at|on)):?[ ])?
    \Z
    """,
    re.VERBOSE,
)
_AFTER = re.compile(
    r"(?:,?[ ](?:at[ ])?\d\d?[.:]\d\d(?:[ ]?[APap]\.?[Mm]\b\.?)?(?:[ ][A-Z]{2,4}\b)?)?"  # 7:00 p.m. EET
    r"[ ]?[)|]?[ ]?(?:[–—|:-][ ]|\n|\Z|\([A-Z][A-Za-z ]+\)[ ]?[–—-]|[Bb]y[ ][A-Z][\w’'.-]+[ ](?:[A-Z]|and[ ]))"
)
_DASH_AFTER = re.compile(r"[ ]?[–—-][ ]")
_PLACE_BEFORE = re.compile(r"(?:\A|\n)[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){0,3},[ ]\Z")
_SENTENCE_AFTER = re.compile(r"\.[ ][A-Z]")
_DATE_BEFORE = re.compile(r"[ ]Date:[ ]\Z")
_LINE_ENDS = re.compile(r"\n|\Z")
"""A label that other labels stand before: *No. 12 Date: 3 May 2010*."""


def own_date(parts: Sequence[Part], text: str) -> Part | None:
    """The date that the document bears, among the dates of its head; None where it bears none.

    A day that stands in a sentence is no dateline, nor is one that ends a heading (*the accord of 3 May 2001*).
    """
    for part in parts:
        if part.start > _HEAD:
            return None
        if _states_a_day(part) and _is_dateline(part, text) and not _is_entry(part, parts, text):
            return part
    return None


def _is_entry(part: Part, parts: Sequence[Part], text: str) -> bool:
    """Whether it opens an entry of a chronology: another line opens so, too, or some lines have but a day each."""
    if _opens_line(part, text):
        return any(_opens_line(other, text) for other in parts if other is not part)
    if not _has_line(part, text):
        return False
    others = (other for other in parts if other is not part and _has_line(other, text))
    return sum(1 for _ in islice(others, _ENTRIES)) == _ENTRIES


def _has_line(part: Part, text: str) -> bool:
    is_line = text[part.start - 1 : part.start] in ("", "\n") and text[part.end : part.end + 1] in ("", "\n")
    return is_line and part.first.day is not None and part.first.year is not None


def _opens_line(part: Part, text: str) -> bool:
    return text[part.start - 1 : part.start] in ("", "\n") and _DASH_AFTER.match(text, part.end) is not None


def _states_a_day(part: Part) -> bool:
    stated = part.first
    is_one = stated.precision is Precision.DAY and part.last is None and part.lender is None
    return is_one and stated.year is not None and stated.year > 0


def _is_dateline(part: Part, text: str) -> bool:
    sight = text[max(0, part.start - _SIGHT) : part.start]
    if _LABELLED.search(sight):
        return True
    return any(
        after.match(text, part.end) and before.search(sight)
        for before, after in ((_BEFORE, _AFTER), (_PLACE_BEFORE, _SENTENCE_AFTER), (_DATE_BEFORE, _LINE_ENDS))
    )
