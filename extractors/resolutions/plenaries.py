"""Plenary meetings of the General Assembly, when their session is known: each is its verbatim record.

    at the 12th plenary meeting of the seventy-third session    -> 12th plenary meeting = A/73/PV.12
    at its 64th plenary meeting, on 16 December 2014            -> 64th plenary meeting = A/69/PV.64
    2254th plenary meeting / 25 October 1974                    -> 2254th plenary meeting = A/PV.2254
    Seventy-third Session, 12th Meeting (AM) / GA/12075         -> 12th Meeting = A/73/PV.12

Until the thirtieth session, which ended in 1976, meetings were counted through all sessions. Session *n* opens in
September of the year 1945 + *n*, so that a day of another month shows its session.
"""

import re
from collections.abc import Container, Iterable, Iterator

from extractors.resolutions.bodies import Mentions
from extractors.resolutions.citations import DAY, SentenceOf, iso_day, positions
from extractors.resolutions.documents import Cited
from extractors.rules import Rule
from schemas.symbols import DocumentSymbol

_UNITS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_TENS = {"thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_ORDINALS = {
    **{f"{ten}ieth": value for ten, value in _TENS.items()},
    **{f"{ten}y-{unit}": value + n for ten, value in _TENS.items() for n, unit in enumerate(_UNITS[:9], 1)},
}
"""The sessions that documents count by, in words."""

_SESSION_NAME = rf"""
    (?<!\w)
    (?: (?: (?P<figures>(?:3[1-9]|[4-9]\d|1\d\d)(?:st|nd|rd|th)) | (?P<words>{"|".join(sorted(_ORDINALS))}) )
        (?:[ ]regular)?
      | (?P<emergency>{"|".join(_UNITS)})[ ]emergency[ ]special
    ) [ ] session \b
"""
_SESSION = re.compile(_SESSION_NAME, re.VERBOSE | re.ASCII | re.IGNORECASE)
_ORDINAL = r"(?<![\w/.,-])(?P<number>[1-9]\d{0,3})(?:st|nd|rd|th)"
_MEETING = re.compile(rf"{_ORDINAL}[ ](?i:plenary[ ]meeting)(?!\w)", re.VERBOSE | re.ASCII)
_EACH = re.compile(_ORDINAL, re.ASCII)
_PRESS = re.compile(
    rf"""
    {_SESSION_NAME},?[ \n]
    (?P<meetings> \d{{1,3}}(?:st|nd|rd|th)(?:(?:,|,?[ ](?:and|&))[ ]\d{{1,3}}(?:st|nd|rd|th)){{0,3}}
      [ ](?:plenary[ ])?meetings?
    )
    (?:[ ]\([^()\n]{{1,24}}\))?\Z
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
"""What a press release on plenary meetings has over its own number: *Seventy-third Session, 12th Meeting (AM)*."""
_OF_PLENARIES = re.compile(r"[ \n]GA/\d{4,5}(?![\w/])", re.ASCII)
"""That number; of meetings of a committee it has another part, *GA/DIS/3712*."""
_LONGEST_HEAD = 128
PLENARY = Rule(
    id="resolutions.plenary-meeting",
    says="A numbered plenary meeting of the General Assembly is its verbatim record, when the session is known.",
    matches=(
        "The General Assembly elected him at the «12th plenary meeting» of its seventy-third session.",
        "At its «64th plenary meeting», on 16 December 2014, the General Assembly adopted the text.",
        "At its 61st session, the General Assembly, at the «25th plenary meeting», took note.",
        "The General Assembly, at its eleventh emergency special session, held its «5th plenary meeting».",
        "A/RES/69/131\n\nThe text was read.\n\n«64th plenary meeting»\n16 December 2014",
        "A/RES/3237 (XXIX)\n\nThe General Assembly invites it.\n\n«2296th plenary meeting»\n22 November 1974",
        "General Assembly\n\nSeventy-third Session,\n\n«12th Meeting» (AM)\n\nGA/12075",
    ),
    rejects=(
        "At its 12th plenary meeting, the General Assembly elected him.",
        "At its 12th plenary meeting, on 16 September 2014, the General Assembly elected him.",
        "The Conference, at its 3rd plenary meeting, on 4 May 2010, adopted the agenda.",
        "the 2nd plenary meeting of the Joint Committee on 4 May 2010, as the General Assembly had asked",
        "The World Health Assembly held its 8th plenary meeting on 24 May 2014.",
        "the plenary meeting of the General Assembly in its seventieth session",
        "First Committee\n\nSeventy-third Session, 12th Meeting (AM)\n\nGA/DIS/3602",
    ),
    expression=_MEETING,
)

_ASSEMBLY = "General Assembly"
_OF_OTHERS = re.compile(
    r"[ ]of[ ](?!(?:the|its)[ ](?i:General[ ]Assembly|[\w-]+[ ](?:emergency[ ]|special[ ]|regular[ ]){0,2}session)\b)"
)
_DAY = re.compile(rf"(?:,?[ ](?:held[ ])?on[ ]|[\n,][ ]?){DAY}", re.VERBOSE | re.ASCII)
_SIGHT = 160  # code points between a meeting and its session
_COUNTED_THROUGH = 30
"""The last session before meetings were counted anew in each."""


def plenaries(text: str, mentions: Mentions, sentence: SentenceOf, adopting: Container[str]) -> Iterator[Cited]:
    """Every numbered plenary meeting of the General Assembly whose record has a symbol that the text shows.

    `adopting` are the bodies whose resolutions the text cites: below one of the Assembly, a line may name a meeting
    without saying whose.
    """
    for at in positions(text, (" plenary meeting", " Plenary Meeting", " PLENARY MEETING")):
        match = _MEETING.search(text, max(0, at - 8), at + 18)
        if match and _is_assemblys(match, mentions, sentence, adopting) and (symbol := _symbol(match, sentence)):
            yield Cited(match.start(), match.end(), PLENARY.id, symbol)


def announced(text: str, documents: Iterable[Cited]) -> Iterator[Cited]:
    """The plenary meetings over the numbers of press releases among the documents that a text cites."""
    for release in documents:
        at = release.start - 1
        if _OF_PLENARIES.match(text, max(0, at)) and (head := _PRESS.search(text, max(0, at - _LONGEST_HEAD), at)):
            yield from _in_head(head)


def _in_head(head: re.Match[str]) -> Iterator[Cited]:
    """The meetings in the head of a press release; the noun belongs to the last."""
    *others, last = _EACH.finditer(head.string, *head.span("meetings"))
    for ordinal, end in (*((other, other.end()) for other in others), (last, head.end("meetings"))):
        yield Cited(ordinal.start(), end, PLENARY.id, _record(_session(head), ordinal["number"]))


def _is_assemblys(match: re.Match[str], mentions: Mentions, sentence: SentenceOf, adopting: Container[str]) -> bool:
    text, (start, end) = match.string, match.span()
    if _OF_OTHERS.match(text, end):
        return False
    if text[max(0, start - 1) : start] in ("", "\n"):
        return _ASSEMBLY in adopting
    return mentions.nearest(start, end, sentence(start, end), adopting=False) == _ASSEMBLY


def _symbol(match: re.Match[str], sentence: SentenceOf) -> DocumentSymbol | None:
    """The symbol of the meeting's record; null when nothing in its sentence shows the session."""
    text, (start, end) = match.string, match.span()
    first, last = sentence(start, end)
    day = _DAY.match(text, end)
    said = _SESSION.search(text, end, min(last, end + _SIGHT)) or _last_before(text, max(first, start - _SIGHT), start)
    session = _session(said) if said else _session_on(iso_day(day)) if day else None
    if session is None:
        return None
    return _record(session, match["number"])


def _record(session: str, number: str) -> DocumentSymbol:
    counted_through = session.isdigit() and int(session) <= _COUNTED_THROUGH
    return DocumentSymbol.parse(f"A/PV.{number}" if counted_through else f"A/{session}/PV.{number}")


def _last_before(text: str, first: int, start: int) -> re.Match[str] | None:
    return next(reversed(list(_SESSION.finditer(text, first, start))), None)


def _session(said: re.Match[str]) -> str:
    if said["emergency"]:
        return f"ES-{_UNITS.index(said['emergency'].lower()) + 1}"
    return said["figures"][:-2] if said["figures"] else str(_ORDINALS[said["words"].lower()])


def _session_on(day: str | None) -> str | None:
    """The regular session on a day; null in September, when one ends and another opens.

    >>> _session_on("2014-12-16"), _session_on("2015-07-29"), _session_on("2015-09-11")
    ('69', '69', None)
    """
    if day is None or day[5:7] == "09":
        return None
    session = int(day[:4]) - 1945 - (day[5:7] < "09")
    return str(session) if session > 0 else None
