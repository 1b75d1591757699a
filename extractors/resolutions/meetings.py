"""Meetings of the Security Council cited by their numbers: each is its verbatim record.

    at its 5511th meeting                       -> 5511th meeting = S/PV.5511
    the 5510th and 5511th meetings of the ...   -> 5510th = S/PV.5510; 5511th meetings = S/PV.5511

In a list each number is a record; the noun belongs to the number beside it, which here is the last.
"""

import re
from collections.abc import Container, Iterator

from extractors.resolutions.bodies import Mentions
from extractors.resolutions.citations import DAY, SentenceOf, iso_day, positions
from extractors.resolutions.documents import Cited
from extractors.resolutions.unsc import days_of_meetings
from extractors.rules import Rule
from schemas.symbols import DocumentSymbol

_ORDINAL = r"(?:[1-9]\d{0,4}|[1-9]\d?,\d{3})[ ]?(?i:st|nd|rd|th)"
_MEETING = re.compile(
    rf"""
    (?<![\w/.,-])
    (?: (?P<list> {_ORDINAL}(?:(?:,|,?[ ](?:and|&|to|through))[ ]{_ORDINAL}){{1,9}} ) [ ](?i:meetings)
      | (?P<one> {_ORDINAL} ) [ ](?i:meeting)
    )(?!\w)
    """,
    re.VERBOSE | re.ASCII,
)
_EACH = re.compile(_ORDINAL, re.ASCII)
MEETING = Rule(
    id="resolutions.meeting",
    says="A numbered meeting of the Security Council is its verbatim record.",
    matches=(
        "Adopted by the Security Council at its «5511th meeting», on 11 August 2006",
        "At its «6201st meeting», the Security Council heard a briefing on Haiti.",
        "Resolution 765 (1992) of 16 July 1992\n\nAdopted unanimously at the «3096th meeting».",
        "the record of the «5511th meeting» of the Security Council",
        "the «6200th» and «6201st meetings» of the Security Council, and its «6,210th meeting»",
        "At its «6201st meeting», the Council heard a briefing on Haiti.",
        "Considered at the «5511th meeting», on 11 August 2006",
        "SECURITY COUNCIL\n\n«6201st Meeting» (AM)\n\nThe envoy spoke.",
        "Security Council\n\nSixty-fourth year\n\n«6201st» & «6202nd Meetings» (AM & PM)",
        "«6201st Meeting» (Night)\nSC/9753\n13 October 2009",
    ),
    rejects=(
        "The Security Council welcomed the outcome of the 3rd meeting of the Joint Commission.",
        "The Security Council noted that the Committee on Contributions, at its 12th meeting, had heard the Chair.",
        "The parties held their 14th meeting in Doha, as the Security Council had asked.",
        "Adopted unanimously at the 3097th meeting.",
        "At its 12th and 13th meetings, the Council elected its Bureau.",
        "At its 1201st meeting, the Council of Ministers approved the plan.",
        "The Human Rights Council met. At its 1201st meeting, the Council heard the Chair.",
        "Considered at the 5511th meeting, on 12 August 2006",
        "They asked the Security Council\n\n12th Meeting of the Joint Commission",
        "General Assembly\n\n12th Meeting (AM)",
        "Security Council\n\n12th Meeting with civil society",
        "1201st & 1202nd Meetings (AM & PM)\nWOM/1985",
    ),
    expression=_MEETING,
)

_OF_COUNCIL = re.compile(r"[ ](?:\([^()\n]{1,32}\)[ ])?of[ ]the[ ](?:UN[ ]|United[ ]Nations[ ])?Security[ ]Council\b")
_OF_OTHERS = re.compile(r"[ ](?:of|between|with)[ ](?!\d)")
_ON_DAY = re.compile(rf",?[ ](?:held[ ])?on[ ]{DAY}", re.VERBOSE | re.ASCII)
_COUNCILS = re.compile(r"Security[ ]Council(?:['’]s)?[ ]$")
_HEAD = re.compile(
    r"(?:^|\n)(?:United[ ]Nations[ ])?(?i:Security[ ]Council)[ ]?\n"
    r"(?:[A-Z][\w-]{2,24}[ ](?i:year),?[ ]?\n)?$"  # "Sixty-fourth year"
)
"""The lines over a meeting in the head of its record, or of a press release about it."""
_PRESS = re.compile(r"(?:[ ]\([^()\n]{1,24}\))?[ \n]SC/\d{4,5}(?![\w/])", re.ASCII)
"""What a press release of the Council has behind its meeting: *6201st Meeting (AM)*, and its own number below."""
_HOLDER = re.compile(r"\b(?:its|[Aa]t[ ]the)[ ]$")
_FOUR_FIGURES = 1000  # no other council of the United Nations has met so often under one count
_LOOK_UP = 72  # code points: the longest head, and the end of the line before it
_LOOK_BACK, _LOOK_AHEAD = 96, 10  # code points around " meeting": a list of ten


def meetings(text: str, mentions: Mentions, sentence: SentenceOf, held: Container[int]) -> Iterator[Cited]:
    """Every numbered meeting of the Security Council; `held` are meetings that a resolution in the text comes from."""
    free = 0
    for at in positions(text, (" meeting", " Meeting", " MEETING")):
        match = _MEETING.search(text, max(free, at - _LOOK_BACK), at + _LOOK_AHEAD)
        free = at + 1
        if match is None:
            continue
        *others, last = _EACH.finditer(text, *match.span())
        if _is_councils(match, _number(last), mentions, sentence, held):
            for other in others:
                yield _record(other, other.end())
            yield _record(last, match.end())


def _number(ordinal: re.Match[str]) -> int:
    return int("".join(filter(str.isdigit, ordinal[0])))


def _record(ordinal: re.Match[str], end: int) -> Cited:
    return Cited(ordinal.start(), end, MEETING.id, DocumentSymbol.parse(f"S/PV.{_number(ordinal)}"))


def _is_councils(
    match: re.Match[str], number: int, mentions: Mentions, sentence: SentenceOf, held: Container[int]
) -> bool:
    """Whether a meeting, or the last of a list, is one of the Security Council.

    What is said beside it decides, then the registry, then the body named nearest in the sentence.
    """
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - 20) : start]
    if _COUNCILS.search(before) or _OF_COUNCIL.match(text, end):
        return True
    if _OF_OTHERS.match(text, end):
        return False
    if before[-1:] in ("", "\n") and (_HEAD.search(text[max(0, start - _LOOK_UP) : start]) or _PRESS.match(text, end)):
        return True
    day = _ON_DAY.match(text, end)
    if number in held or (day and iso_day(day) in days_of_meetings().get(number, ())):
        return True
    if not _HOLDER.search(before):
        return False
    nearest = mentions.nearest(start, end, sentence(start, end), adopting=False)
    return nearest == "Security Council" or (nearest == "Council" and number >= _FOUR_FIGURES)
