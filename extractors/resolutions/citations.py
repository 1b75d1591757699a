"""How texts cite resolutions: the grammar of heads, numbers, lists and days of adoption.

    resolutions 1559 (2004) and 1680 (2006)  -> two citations, the first with the word, under one head
    UNSCR 1701                               -> number 1701 of the Security Council
    para. 3 of resolution 46/182             -> session 46, number 182, paragraph 3
    decision 63/550                          -> session 63, number 550, a decision

Expressions are tried only where a literal of a head stands; each is linear.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from extractors.dates.words import MONTHS, WEEKDAYS
from extractors.resolutions import pinpoints
from schemas.organs import BODIES
from schemas.templates import PARTS, ROMAN, YEAR


class Form(StrEnum):
    """How the number of a resolution is written."""

    BARE = "1701"
    YEAR = "1701 (2006)"
    SESSION = "217 A (III)"
    SESSION_FIRST = "60/1"
    YEAR_FIRST = "1996/31"


class Number(NamedTuple):
    """The number of a resolution with what belongs to it."""

    form: Form
    number: int
    year: int | None = None
    session: str | None = None
    parts: str | None = None


class Citation(NamedTuple):
    """One citation of a resolution; `start` and `end` are offsets in the view."""

    start: int
    end: int
    rule: str
    number: Number
    adopted: str | None
    """The day of adoption that the text states, as an ISO date."""
    month_day: tuple[int, int] | None
    """Month and day of adoption where the text states them alone."""
    paragraphs: tuple[str, ...]
    """Paragraphs cited with it, as written."""
    is_decision: bool = False
    """Whether it is numbered among the decisions of its body."""


class Listing(NamedTuple):
    """Citations under one head: words about all of them stand before its start or after its end."""

    body: str | None
    """The body that the head itself names: `UNSCR`, `S/RES/`."""
    citations: tuple[Citation, ...]

    @property
    def start(self) -> int:
        """Where the head starts."""
        return self.citations[0].start

    @property
    def end(self) -> int:
        """Where the last number ends."""
        return self.citations[-1].end


_SYMBOL = r"(?P<prefix>(?:A/)?HRC|E/CN\.4|[ASET]|(?:UN)?(?:GA|SC))/(?:RES|Res|res)(?:/|[ ]?(?=\d{1,4}[ ]?\())"
_BODIES = BODIES | {
    "HRC": "Human Rights Council",
    **dict.fromkeys(("GA", "UNGA"), "General Assembly"),
    **dict.fromkeys(("SC", "UNSC"), "Security Council"),
}
_RUN = rf"[ -]?[1-9]\d{{2,3}}(?:(?:,[ ]|,?[ ]and[ ]|/)(?!{YEAR})\d{{4}}){{1,9}}(?:[).;:\n]|$)"
"""Numbers in a row that nothing follows: they make a list of a head in the singular."""
_PAGES = r"[ ]\d{1,4}(?:(?:[,:][ ]?|\(\d+\)[:,][ ]?|[ ]\(\d{4}\)[ ])\d{1,5}[-–]\d{1,5}(?:[.;,)\n]|$)|;\d+[:(])"
"""A volume with its pages, as journals are cited whose title ends in *Research*: *Cancer Res. 45, 112–119*."""
_HEAD = re.compile(
    rf"""
    (?: (?<![\w-])(?<!onflict[ ])(?<!ispute[ ])(?<!ear['’]s[ ])       # no "Journal of Conflict Resolution 45 (2001)"
        (?P<word> (?i:resolution)(?P<plural>[sS]|(?={_RUN}))?
          | (?<!/)(?:Res\.?|res\.)(?!{_PAGES}) )                      # no UNEP/EA.4/Res.6
        (?:[ ](?:(?:[Nn]o|[Nn]umber)s?\b\.?|[#№]))?[ ]? (?:{_SYMBOL})? # resolution No. 1701
      | (?<![\w-])(?<![\d\]][ ])(?P<acronym> (?:UN)?SCR (?P<acronyms>s|(?={_RUN}))? ) [ -]?
      | (?:(?<![\w/.=&-])|(?<=[\d)]-)){_SYMBOL.replace("prefix", "alone")}  # S/RES/1701 (2006), but no address
      | (?<![\w-])(?P<decision> (?i:decision)(?P<decisions>[sS])? ) (?:[ ][Nn]os?\b\.?)? [ ]  # decision 63/550
    )
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"[0-9]")
_REACH = 32  # code points from a trigger to the first digit: "esolution No. A/HRC/RES/S-17/1"
_TRIGGERS = ("esolution", "ESOLUTION", "SCR", "Res", "res.", "/RES", "/res", "ecision", "ECISION")

_NUMBERS = (
    re.compile(
        rf"""                                                         # 60/1, 55/5 B, ES-10/24, 1996/31, 60/1 (2005)
        (?P<period>E?S-[1-9]\d?|{YEAR}|[1-9]\d?)/(?P<number>[1-9]\d{{0,2}})
        (?:[ ]?(?P<parts>{PARTS})(?!\w))? (?:[ ]\({YEAR}\))? (?![\w/]|[.,]\d)
        """,
        re.VERBOSE | re.ASCII,
    ),
    re.compile(
        rf"""                                                         # 1701 (2006), 217 A (III), 2625(XXV), 1325 [2000]
        (?P<number>[1-9]\d{{0,3}}) (?:[ ]?(?P<parts>{PARTS})|[ ]?\((?P<parts_in>[A-Z])\)(?=[ ]?\())?
        [ -]?[(\[][ ]?(?:(?P<year>{YEAR})|(?P<session>(?:E?S-)?{ROMAN}))[ ]?[)\]]
        (?:(?P<parts_last>[A-Z])(?!\w)|[ ](?P<parts_apart>[A-Z])(?=[].,;:)\n]|$|[ ](?:and|of|on)\b))?  # 217 (III) A
        """,
        re.VERBOSE | re.ASCII,
    ),
    re.compile(
        rf"""                                                         # 1701/2006, 1701/06
        (?P<number>[1-9]\d{{2,3}})/(?P<year>{YEAR}|\d\d) (?![\w/]|[.,]\d)
        """,
        re.VERBOSE | re.ASCII,
    ),
    re.compile(
        rf"""                                                         # 1441 of 2002
        (?P<bare>[1-9]\d{{1,3}})[ ](?:of|from)[ ](?P<bare_year>{YEAR})(?![\w/-]|[.,]\d)
        """,
        re.VERBOSE | re.ASCII,
    ),
    re.compile(
        rf"""                                                         # 1701, 217A, but no size or day
        (?P<number>[1-9]\d{{0,3}})(?P<parts>[A-E])? (?!\w|/(?!\d{{3,4}}(?![\w/]))|[.,]\d|-(?:\d|\n|$)|[ ]?[x×][ ]?\d)
        (?![ ]?(?:%|(?:[kcm]?m|dpi|pixels?|met(?:re|er)s?|per[ ]?cent|{"|".join(MONTHS)})\b))
        """,
        re.VERBOSE | re.ASCII,
    ),
)
_SEPARATOR = re.compile(r",?[ ](?:and|or|as[ ]well[ ]as|to)[ ]|,[ ]?|[ ]?[;/&][ ]?|[-–](?=\d\d/\d)")

_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?[ ])?"
_DAY_MONTH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ](?P<month>{'|'.join(MONTHS)})"
_MONTH_DAY = rf"(?P<month_first>{'|'.join(MONTHS)})[ ](?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?"
DAY = rf"""
    {_WEEKDAY}(?: {_DAY_MONTH},?[ ](?P<year>{YEAR}) | {_MONTH_DAY},?[ ](?P<year_last>{YEAR}) )(?!\d)
"""
"""A day of the calendar, as a piece of a verbose expression; `iso_day` reads it."""
_OF_TIME = re.compile(
    rf",?[ ](?:adopted[ ])?(?:of|from|in)[ ](?:(?:{'|'.join(MONTHS)})[ ])?{YEAR}(?![\w/-]|[.,]\d)", re.ASCII
)
"""A year, or a month of one, between two numbers of a list: *resolutions 60/1 of 2005 and 60/180*."""
_BY_BODY = r"(?:by[ ]the[ ][A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,2}[ ])?"
_ADOPTED_ON = rf"""
    [\s,.]{{0,3}}[ ]?[(]?(?:was[ ]|which[ ]was[ ])?(?:[Aa]dopted|passed)[ ] (?:unanimously[ ])? {_BY_BODY}
    (?:at[ ]its[ ]\d{{1,5}}[a-z]{{2}}[ ](?:plenary[ ])?meeting,?[ ])? on[ ]
"""
_ADOPTED = re.compile(
    rf"""
    (?: (?:\.[ ]Resolution)? [\s,]{{0,2}} (?:of|dated)[ ]             # of 11 August 2006
      | [ ]\(                                                         # (11 August 2006)
      | {_ADOPTED_ON}
    )
    {DAY}
    """,
    re.VERBOSE | re.ASCII,
)
_ADOPTED_IN_YEAR = re.compile(
    rf"{_ADOPTED_ON} {_WEEKDAY} (?:{_DAY_MONTH}|{_MONTH_DAY}) (?!\w|,?[ ]\d{{4}})", re.VERBOSE | re.ASCII
)
"""A day without its year, which the number may show: *resolution 78/12, adopted on 4 December*."""
_ON_DAY_ADOPTED = re.compile(
    rf"""
    \b[Oo]n[ ]{DAY},?[ ](?:the[ ])?(?:[A-Z][\w.]*[ ]|of[ ]the[ ]){{0,6}}  # On 11 August 2006, the Security Council
    (?:unanimously[ ])?(?:adopted|passed)[ ](?:unanimously[ ])?(?:its[ ]|the[ ])?(?:[A-Z][\w.]*[ ]){{0,4}}$
    """,
    re.VERBOSE | re.ASCII,
)
_BY_IT = re.compile(
    rf"""
    (?:^|\n|\b[Oo]n[ ]){DAY}(?:,[ ]|\n|(?=[ ]the[ ])[ ])                # On 27 October 1966, the Assembly,
    (?:the[ ](?:[A-Z][\w.]*[ ]){{0,3}}[A-Z]\w*,?[ ])? [Bb]y[ ](?:its[ ]|the[ ])?(?:[A-Z][\w.]*[ ]){{0,4}}$
    """,
    re.VERBOSE | re.ASCII,
)
"""The day before what a body did *by* a resolution, also over an entry: *27 October 1966*, *By resolution 2145*."""
_OF_IT = re.compile(rf"[ ]by[ ]the[ ](?:[A-Z]\w*[ ]){{0,3}}(?:Assembly|Council)[ ]on[ ]{DAY}", re.VERBOSE | re.ASCII)
_ADOPTED_IN = re.compile(
    r"\b(?:adopted|passed)[ ](?:as|by|in|through|under|with)[ ](?:its[ ]|the[ ])?(?:[A-Z]\w*[ ]){0,4}$"
)
"""*The Pact, adopted in resolution 79/1 by the General Assembly on 22 September 2024*."""
_ADOPTING = re.compile(r"\b(?:adopted|passed)[ ](?:unanimously[ ])?(?:its[ ]|the[ ])?(?:[A-Z][\w.]*[ ]){0,4}$")
_ON_DAY = re.compile(rf"[ ]on[ ]{DAY}", re.VERBOSE | re.ASCII)
_VERB = 24  # code points: ", which was adopted "
_LOOK_BACK = 120  # code points: a day, the name of a body and a verb


SentenceOf = Callable[[int, int], tuple[int, int]]
"""Gives the span of the sentence that holds a span, both in the view."""


def positions(text: str, literals: Iterable[str]) -> list[int]:
    """Where any of the literals stands, in the order of the text."""
    return sorted(at for literal in literals for at in _positions(text, literal))


def _positions(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def listings(text: str) -> Iterator[Listing]:
    """Every citation of a resolution or decision with a head, list by list, in its order; they do not overlap."""
    free = 0
    for at in positions(text, _TRIGGERS):
        if at >= free and _DIGIT.search(text, at, at + _REACH) and (listing := _with_head(text, free, at)):
            yield listing
            free = listing.end


def _with_head(text: str, free: int, at: int) -> Listing | None:
    """The citations under the head that stands around the trigger `at`, not before `free`."""
    head = _HEAD.search(text, max(free, at - 8), at + 48)
    if head is None or head.start() > at:
        return None
    prefix = head["prefix"] or head["alone"]
    rule = next(name for name in _RULES if head[_RULES[name]])
    plural = any(head[group] is not None for group in ("plural", "acronyms", "decisions"))
    found = listed(text, head.start(), head.end(), plural=plural, rule=f"resolutions.{rule}")
    if head["decision"]:
        found = (c._replace(is_decision=True) for c in takewhile(_counts_by_period, found))
    body = "Security Council" if head["acronym"] else _BODIES[prefix] if prefix else None
    return Listing(body, citations) if (citations := tuple(found)) else None


_RULES = {"word": "word", "acronym": "acronym", "symbol": "alone", "decision": "decision"}
"""The rules of heads, with the group that each head fills."""


def _counts_by_period(citation: Citation) -> bool:
    """Whether the number belongs to a session or a year, as those of decisions do: `63/550`, `2004/280`."""
    return citation.number.form in (Form.SESSION_FIRST, Form.YEAR_FIRST)


def listed(text: str, start: int, position: int, *, plural: bool, rule: str) -> Iterator[Citation]:
    """The numbers from `position` on, each a citation; the span of the first begins at `start`, with the head."""
    first: Number | None = None
    before = pinpoints.before(text, start)
    while number := _number(text, position):
        if first is not None and not _continues(number.value, first, plural=plural):
            break
        adopted = _adopted_after(text, start, number.end)
        day = adopted or (None if first else _adopted_before(text, start))
        in_year = None if day else _adopted_in_year(text, number.end)
        end = next((said.end() for said in (adopted, in_year) if said), number.end)
        paragraphs = (*before, *pinpoints.after(text, end))
        iso, month_day = day and iso_day(day), in_year and _month_day(in_year)
        yield Citation(start, number.end, rule, number.value, iso, month_day, paragraphs)
        first = first or number.value
        separator = _SEPARATOR.match(text, _behind_time(text, end) if plural and not day else end)
        if separator is None:
            break
        start = position = separator.end()
        before, rule = (), "resolutions.in-list"


def _behind_time(text: str, end: int) -> int:
    time = _OF_TIME.match(text, end)
    return time.end() if time else end


def _adopted_after(text: str, start: int, end: int) -> re.Match[str] | None:
    """The day of adoption behind a citation; *on* alone is enough where the verb stands before it."""
    match = _ADOPTED.match(text, end)
    if match is None and text.startswith(" on ", end) and _ADOPTING.search(text, max(0, start - _LOOK_BACK), start):
        match = _ON_DAY.match(text, end)
    if match is None and text.startswith(" by the ", end):
        sight = text[max(0, start - _LOOK_BACK) : start]
        match = _OF_IT.match(text, end) if _ADOPTED_IN.search(sight) else None
    return match


def _adopted_in_year(text: str, end: int) -> re.Match[str] | None:
    """The day of adoption behind a citation where it lacks its year."""
    is_told = text.find("dopted ", end, end + _VERB) >= 0 or text.find("passed ", end, end + _VERB) >= 0
    return _ADOPTED_IN_YEAR.match(text, end) if is_told else None


def _month_day(said: re.Match[str]) -> tuple[int, int]:
    return MONTHS.index(said["month"] or said["month_first"]) + 1, int(said["day"] or said["day_second"])


def _adopted_before(text: str, start: int) -> re.Match[str] | None:
    sight = text[max(0, start - _LOOK_BACK) : start]
    if "adopted " in sight or "passed " in sight:
        return _ON_DAY_ADOPTED.search(sight)
    return _BY_IT.search(sight) if "by " in sight or "By " in sight else None


def _continues(number: Number, first: Number, *, plural: bool) -> bool:
    """Whether a number behind a separator goes on with a list.

    A year or session in parentheses says so; without one, a plural head, the form of the first number, and a
    number of three figures: *resolutions 1559 and 1680 and 12 reports* lists two.
    """
    if number.form in (Form.YEAR, Form.SESSION):
        return True
    return plural and number.form is first.form and (number.form is not Form.BARE or number.number >= 100)


class _Read(NamedTuple):
    """A number in the view, and where it ends."""

    value: Number
    end: int


def _number(text: str, position: int) -> _Read | None:
    """The number of a resolution that starts at `position`."""
    for expression in _NUMBERS:
        if match := expression.match(text, position):
            return _Read(_value(match.groupdict()), match.end())
    return None


def _value(said: dict[str, str | None]) -> Number:
    if bare := said.get("bare"):
        return Number(Form.BARE, int(bare), year=int(said["bare_year"] or 0))
    number, year, session, period = int(said["number"] or 0), said.get("year"), said.get("session"), said.get("period")
    parts = next((letter for group, letter in said.items() if group.startswith("parts") and letter), None)
    if year:
        return Number(Form.YEAR, number, year=full_year(int(year)), parts=parts)
    if session:
        return Number(Form.SESSION, number, session=session, parts=parts)
    if period is None:
        return Number(Form.BARE, number, parts=parts)
    if re.fullmatch(YEAR, period):
        return Number(Form.YEAR_FIRST, number, year=int(period), parts=parts)
    return Number(Form.SESSION_FIRST, number, session=period, parts=parts)


def full_year(written: int) -> int:
    """The year that two or four figures mean: there have been resolutions since 1946.

    >>> full_year(2006), full_year(6), full_year(92)
    (2006, 2006, 1992)
    """
    return written if written > 99 else written + (1900 if written >= 46 else 2000)


def iso_day(said: re.Match[str]) -> str | None:
    """The day that a match of an expression with `DAY` in it states; null when there is no such day."""
    day, month = said["day"] or said["day_second"], said["month"] or said["month_first"]
    try:
        return date(int(said["year"] or said["year_last"]), MONTHS.index(month) + 1, int(day)).isoformat()
    except ValueError:
        return None
