"""Whether what a rule matched is a date at all, for all that may be something else: bare years, months, figures.

"in " 1999 ", the"      -> a year
"some " 2000 " troops"  -> an amount
"on " 10/02/15          -> a day; after "by a vote of " it is none

What stands before a date is read in `context`, places in a layout or a clause in `frames`.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from extractors.dates.context import NEXT_WORD, OPENERS, SIGHT, Before, is_between, is_doubted, last_words
from extractors.dates.frames import is_begun, is_framed, is_of_months, is_of_own_century, open_end
from extractors.dates.words import any_of, counted, phrases

_NUMBER_GOES_ON = re.compile(r"[:.,]\d|[ ]?[%°]|[ ]of[ ](?:them|these|those|whom|us|its|his|their)\b")
"""*May 12:00*, *1999.5*, *2000 %*, *2000 of them*."""
_TOUCHED = re.compile(r"[\w/%°]|[-.,:]\w")
_PREFIXED = re.compile(r"(?:\b(?:pre|post)[-–]|\bca?\.?)\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"[ ]?(?:[?]?[)\],;–—-]|est\b)|:[ ](?!\d{1,3}(?:[-–]\d+)?\))")
"""*(2024 est.)*, *(2021: 45 per cent)*, but not *(2021: 45)*, which cites a page."""
_CITED_PAGE = re.compile(
    r"\)?,?[ ]pp?\b|\][ ](?:\d{1,3}[ ][A-Z]|[A-Z]{2}|[A-Z]\.[A-Z])|\)[ ]\d{1,3}[ ](?:[A-Z]\.){2}"
    r"|\)[:,]?[ ](?<=\d[ ]\(\d{4}\)[ ])\d{1,5}[-–]\d"
)
"""What cites a page, or a judgment, after a year in brackets: *(2009), p. 3*, *[2019] UKSC 41*, *27 (2019) 114–126*."""
_NUMBER_FOR_IT = re.compile(r":[ ][$€£]?\d[\d,.]*(?:[;,)\n]|[ ](?:and|per)\b|\Z)")
_CLOSED = re.compile(r"[ ]?(?:[.;:)\]”\"’']|\n|\Z)")
_GROWTH = re.compile(r"(?:\d|%|cent)\Z")
_PASSED = re.compile(r"[ ](?:as|at|down|in|up|with|without)\b(?![ ]\d{4})")
_NAMED = re.compile(r"[ ]\(?[A-Z]")
_DIALLED = re.compile(r"(?i:\b(?:tel|fax|phone|telephone|mobile|helpline|hotline|whatsapp))[.:,]?\Z")
_FIGURE = re.compile(r"\d")
_BEYOND_TWELVE = re.compile(r"(?:1[3-9]|2\d|3[01])\D|\d\d?\D(?:1[3-9]|2\d|3[01])\D")
"""Two figures of which one can only be that of a day: neither a vote nor a score says so often."""
_HALVES = re.compile(r"\b(?:eigh|nine)teen[ ](?!hundred)[a-z]+(?:-[a-z]+)?\Z", re.IGNORECASE)
"""A year as it is said, *nineteen sixty-four*, which counts nothing."""
_PLAIN_TITLE = re.compile(r"(?<!\w)(?i:an?|the|that|this)[ ][A-Z][a-z]+[ ]of[ ]\Z")
_TITLE_SO_FAR = re.compile(r"[“\"‘](?:[A-Z][\w’'-]*[ ])(?:(?:[A-Z][\w’'-]*|a|and|by|for|from|in|of|on|the|to)[ ])+\Z")
_QUOTE_ENDS = re.compile(r"[”\"’]")
"""What encloses a title that ends in a year: *“Clean Water for All by 2015”*."""
NEEDS_NEIGHBOUR = frozenset({"dates.day", "dates.day-year", "dates.bare-season"})
_MADE = frozenset({"built", "carved", "cast", "composed", "copied", "lived", "made", "painted", "reigned", "written"})
"""What is said of a thing or a life before its time: *painted c. 790*."""
_HAPPENS = frozenset(
    "adopted arrive arrived arrives attacked became began begin begins born broadcast buried came close closed closes"
    " conference crashed day departed destroyed died disappeared due election elections elected ended ends erupted"
    " escaped event exploded fled founded happen happened happens held here inaugurated issued killed land landed lands"
    " launched leave leaves left married meet meeting meetings meets met murdered occurred open opened opens place"
    " posted published received released resigned resume resumed resumes returned returns sailed scheduled sent session"
    " shot signed start started starts there took vanished".split()
)
"""What stands before *on* and a day; others take *on* and a fraction: *depends on 13/8*, *cut on 1/16*."""
_BOUNDS_OF_AMOUNTS = frozenset({"beyond", "by", "through", "to"})
"""Last words of bounds that an amount has as well as a day: *rose by 1/20*, *up to 1/20*."""
_EARLY_AS = ("early", "late", "recently", "back", "ago")
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})


class Candidate(NamedTuple):
    """What one rule matched, before candidates compete. Offsets are code points of the view."""

    rule: str
    start: int
    end: int


def is_date(candidate: Candidate, before: Before, text: str) -> bool:
    """Whether a candidate is a date without the help of a neighbour."""
    rule, _, end = candidate
    if rule in NEEDS_NEIGHBOUR:
        return False
    judge = _JUDGES.get(rule)
    return judge is None or judge(text, before, end)


@cache
def _counted_later() -> re.Pattern[str]:
    """What a number counts across adjectives, or together with the number after it: *1500 to 2000 men*."""
    nouns = any_of(counted())
    return re.compile(
        rf"(?:[ ](?!(?:{any_of(phrases('function'))})\b)[^\W\d_]+){{1,2}}[ ](?:{nouns})\b"
        rf"|(?:[ ](?:to|and|or)[ ]|[-–])\d{{4}}[ -](?:{nouns})\b"
    )


def _is_title(text: str, before: Before) -> bool:
    """*the Press Act of 1986* is a name, *the Act of 1986* describes."""
    return _is_part_of_phrase(before) and not (
        before.word == "of" and _PLAIN_TITLE.search(text[max(0, before.start - SIGHT) : before.start]) is not None
    )


def _is_of_act(text: str, before: Before) -> bool:
    """*Act 51 of 1977*, *Law No. 8 of 2003*."""
    if before.word != "of" or not before.noun[-1:].isdigit():
        return False
    return _numbered_act().search(text[max(0, before.start - SIGHT) : before.start]) is not None


@cache
def _numbered_act() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(phrases('title'))}|Bill|Proclamation)s?,?[ ](?:No\.?[ ]?)?\d+[ ]of[ ]\Z")


@cache
def _acts() -> frozenset[str]:
    return frozenset(form.lower() + ending for form in phrases("title") for ending in ("", "s"))


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether the number that ends at `end` goes on, or counts what follows.

    Round numbers count across adjectives: *up to 1500 heavily armed men*.

    >>> is_amount("some 2000 troops", 5, 9), is_amount("in 1999 refugees fled", 3, 7)
    (True, False)
    """
    if not text[end - 1].isdigit():  # "since January more than"
        return False
    if _NUMBER_GOES_ON.match(text, end):
        return True
    match, is_round = NEXT_WORD.match(text, end), text[end - 2 : end] == "00"
    if match is None or match["word"] not in counted() or text.startswith(" more than", end):
        return is_round and _counted_later().match(text, end) is not None
    is_plain_year = end - start == 4 and not is_round
    return not (is_plain_year and text[max(0, start - 3) : start].lower() == "in ")


def is_year(text: str, before: Before, end: int) -> bool:
    """Whether a number of four digits that stands alone is a year: something around it must say so.

    >>> is_year("in 1999, the", Before.of("in 1999, the", 3), 7)
    True
    >>> is_year("Agenda 2063 was", Before.of("Agenda 2063 was", 7), 11)
    False
    """
    start = before.start
    if _TOUCHED.match(text, end) and not open_end().match(text, end):
        return False
    if start and text[start - 1] not in OPENERS + "\n":
        return _PREFIXED.search(text[max(0, start - 6) : start]) is not None
    if is_numbered(text, before) or _is_title(text, before) or _is_of_act(text, before):
        return False
    if _is_titled(text, start, end):
        return False
    if not before.is_telling and _is_determined(before):
        match = NEXT_WORD.match(text, end)
        return match is not None and match["word"] not in _RELATIVE and match["word"] not in phrases("programme")
    return (
        before.is_telling
        or _has_evidence(before)
        or _is_bracketed(text, start, end)
        or _is_set_apart(text, start, end)
        or _is_compared(text, before, end)
        or _is_passed(text, before, end)
        or is_framed(text, start, end)
        or (is_of_own_century(text, start) and is_doubted(text, end))
    )


def _is_titled(text: str, start: int, end: int) -> bool:
    """Whether a year closes a title in quotation marks, all of whose words have capitals."""
    return (
        _QUOTE_ENDS.match(text, end) is not None
        and _TITLE_SO_FAR.search(text[max(0, start - SIGHT) : start]) is not None
    )


def is_early_year(text: str, before: Before, end: int) -> bool:
    """Whether a number of three figures is a year, which only a label or *the year* can say.

    >>> is_early_year("in the year 843", Before.of("in the year 843", 12), 15)
    True
    >>> is_early_year("in 843 cases", Before.of("in 843 cases", 3), 6)
    False
    """
    if _TOUCHED.match(text, end) or (before.start and text[before.start - 1] not in OPENERS + "\n"):
        return False
    if before.word in ("year", "years") and text[before.start - 2 : before.start] != ": ":
        return not before.noun[-1:].isdigit()  # "5–9 years 501", a row
    if is_begun(text, before.start, end):
        return True
    return before.circa and _is_time(text, before, end)


def _is_time(text: str, before: Before, end: int) -> bool:
    """Whether a number after *circa* says when: *(c. 720)*, *died c. 650*, but not *a crowd of c. 300*."""
    match = NEXT_WORD.match(text, end)
    counts = match is not None and match["word"] not in phrases("function")
    if counts or _is_part_of_phrase(before):
        return False
    opened = text[before.outset - 1 : before.outset] == "("
    return opened or before.word in _MADE or before.word in phrases("evidence") or before.word in phrases("beginning")


def is_numbered(text: str, before: Before) -> bool:
    """Whether what stands there is the number of a thing, or of a telephone."""
    if before.word in phrases("name"):
        return True
    label = text[max(0, before.start - SIGHT) : before.start].rstrip(" +()0123456789./-")
    return _DIALLED.search(label, len(label) - len("telephone:")) is not None


def is_dated(text: str, before: Before, end: int) -> bool:
    """Whether a day in figures with a short year has a word beside it that says so: *10/02/15* may be a vote."""
    if before.relation or before.weekday or before.word in phrases("dated"):
        return True
    if before.word == "of" and _BEYOND_TWELVE.match(text, before.start):  # a letter of 1/18/24
        return before.noun.lower() not in phrases("name").keys() | phrases("amount").keys()
    return _is_set_apart(text, before.start, end)


def is_short_day(text: str, before: Before, end: int) -> bool:
    """Whether a day in figures without a year, which may be a fraction, has a word beside it that says so.

    >>> is_short_day("they met on 19/3", Before.of("they met on 19/3", 12), 16)
    True
    >>> is_short_day("it depends on 13/8", Before.of("it depends on 13/8", 14), 18)
    False
    """
    match = NEXT_WORD.match(text, end)
    if match is not None and (match["word"] not in phrases("function") or match["word"] == "of"):
        return False
    if before.weekday or before.word == "dated":
        return True
    if before.relation:
        bound = text[max(0, before.outset - SIGHT) : before.outset].rsplit(maxsplit=1)[-1].lower()
        return bound not in _BOUNDS_OF_AMOUNTS or text.startswith(" at the latest", end)
    happens = before.noun[-1:] in ("", ".") or before.noun.lower() in _HAPPENS or text.startswith(" at ", end)
    return before.word == "on" and happens


def is_short_year(text: str, start: int, end: int) -> bool:
    """Whether the two figures that close a date are its year; bare ones may count what follows: *10 Jun 25 trucks*."""
    if text[start].isalpha() and text[end - 3] == "-":
        return is_of_months(text, start, end)
    if not text[end - 3].isspace():
        return True
    match = NEXT_WORD.match(text, end)
    return match is None or match["word"] in phrases("function")


def is_spelt_year(text: str, start: int, end: int) -> bool:
    """Whether a number in words that closes a date is its year: it may count what follows, *3 May two thousand men*."""
    if " year " in text[start:end] or _HALVES.search(text, start, end):
        return True
    match, is_set_off = NEXT_WORD.match(text, end), "," in text[start:end]
    return match is None or (match["word"] in phrases("function") and (is_set_off or match["word"] != "and"))


def is_said_year(text: str, before: Before, end: int) -> bool:
    """Whether a year in words is one: it has a month, or stands where years do, *in nineteen sixty-four*."""
    is_alone = _HALVES.fullmatch(text, before.start, end) is not None
    return not is_alone or before.is_telling or _has_evidence(before)


def is_short_decade(_text: str, before: Before, _end: int) -> bool:
    """Whether *90s* or *eighties* is a decade: *the eighties* is, *his late eighties* are not."""
    return before.definite or (before.portion is not None and before.word not in phrases("determiner"))


def _is_determined(before: Before) -> bool:
    return before.definite or before.word in phrases("determiner") or before.word.endswith(("’s", "'s"))


def _has_evidence(before: Before) -> bool:
    return before.word in phrases("evidence") or (before.word == "as" and before.noun.lower() in _EARLY_AS)


def is_month(text: str, before: Before, end: int) -> bool:
    """Whether the name of a month that stands alone is one: *in May*, *late March*, *the April offensive*.

    >>> is_month("May peace prevail", Before.of("May peace prevail", 0), 3)
    False
    >>> is_month("(May: 24; June: 18)", Before.of("(May: 24; June: 18)", 1), 4)
    True
    """
    if before.is_telling or before.sequence or before.points_back or _is_label(text, before.start, end):
        return True
    if before.definite:
        match = NEXT_WORD.match(text, end)
        return match is not None and match["word"].islower() and match["word"] not in phrases("function")
    return _has_evidence(before) or (before.is_told_from_now and not _is_other_word(text, before.start, end))


def _is_other_word(text: str, start: int, end: int) -> bool:
    """Whether the name of a month after *this* may be another word: *this May help*, *this March on the palace*."""
    match = NEXT_WORD.match(text, end)
    if match is None or text[start:end] not in ("March", "May"):
        return match is not None and match["word"][0].isupper()
    return match["word"] not in phrases("function") or match["word"] in ("of", "on", "to")


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a number is given for it: *63 patrols (July: 24; August: 18)*."""
    return _NUMBER_FOR_IT.match(text, end) is not None and text[start - 1 : start] in ("", "\n", *"(; ,")


def is_quarter(text: str, before: Before, end: int) -> bool:
    """Whether a quarter without a year is one of a year: *in the third quarter,*, but not *the third quarter of it*."""
    if not (before.is_telling or before.word in phrases("evidence")):
        return False
    match = NEXT_WORD.match(text, end)
    if text.startswith(" of the year", end):
        return True
    if match is None or text[end - 2] == "Q":
        return match is None or match["word"] != "of"
    return match["word"] != "of" and match["word"] in phrases("function")


def is_name(text: str, before: Before, end: int) -> bool:
    """Whether a day without a year names a movement or an agreement: *the March 23 Movement*, *the March 23 (M23)*."""
    return before.definite and _NAMED.match(text, end) is not None


def _is_part_of_phrase(before: Before) -> bool:
    """*the Press Act of 1986*, *the Press Acts 1986 to 2004*, *a total of 2000*, *more than 2000*."""
    if before.word == "of" and before.noun in phrases("title"):
        return True
    if before.word in _acts() and before.noun[:1].isupper():  # the Press Acts 1986 to 2004
        return True
    return before.word in ("of", "than") and before.noun.lower() in phrases("amount")


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """*(2024 est.)*, but neither *vol. 382 (1960)* nor *Smith (2009), p. 3* nor *[2019] UKSC 41*."""
    if start == 0 or text[start - 1] not in "([" or not _BRACKETED.match(text, end) or _CITED_PAGE.match(text, end):
        return False
    name, number = last_words(text[max(0, start - SIGHT) : start - 1])
    return not (number.isdigit() and name.lower() in phrases("name"))


def _is_compared(text: str, before: Before, end: int) -> bool:
    """*up 17% on 2022.*, *compared with 2021;*, *3% over 2020,*; but not *compared with 2000 metres*."""
    is_growth = before.word == "over" and _GROWTH.search(before.noun) is not None
    if not (is_growth or before.word in phrases("comparison")) or not is_of_own_century(text, end - 4):
        return False
    return _CLOSED.match(text, end) is not None or text[end : end + 1] == ","


def _is_passed(text: str, before: Before, end: int) -> bool:
    """*They closed 2024 with a deficit*, but not *They closed 2000 schools*."""
    return before.word in phrases("passing") and _PASSED.match(text, end) is not None


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Alone in its paragraph, or between a comma and the end, as in *Exchange of Letters, 2008*."""
    opened = start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] == ", "
    return opened and _CLOSED.match(text, end) is not None


def _is_no_person(_text: str, before: Before, _end: int) -> bool:
    """*May 2017*, but not *Ms. May 2017*."""
    return before.word not in phrases("person")


def _is_plain_day(text: str, before: Before, end: int) -> bool:
    return _is_no_person(text, before, end) and not is_name(text, before, end)


def _are_years(text: str, before: Before, end: int) -> bool:
    """*1998-99* says it by itself, *1992-3* and *1415/16* need what a year needs."""
    if _is_part_of_phrase(before):
        return False
    figure = _FIGURE.search(text, before.start, end)
    is_plain = figure is not None and is_of_own_century(text, figure.start()) and text[end - 2].isdigit()
    return is_plain or is_year(text, before, end)


def _share_an_era(text: str, before: Before, end: int) -> bool:
    """*264 to 146 BC*; with *and* only where *between* makes one of them."""
    return " and " not in text[before.start : end] or is_between(text, before.start)


def _is_after_preposition(text: str, before: Before, end: int) -> bool:
    """*in '98*, *the class of '85*, but not *in '12 Angry Men'*."""
    match = NEXT_WORD.match(text, end)
    is_title = match is not None and not match["word"].islower()
    return not is_title and bool(before.relation or _has_evidence(before))


_JUDGES: Mapping[str, Callable[[str, Before, int], bool]] = {
    "dates.year": is_year,
    "dates.early-year": is_early_year,
    "dates.month": is_month,
    "dates.month-year": _is_no_person,
    "dates.month-day-year": _is_no_person,
    "dates.day-month": _is_plain_day,
    "dates.month-day": _is_plain_day,
    "dates.years": _are_years,
    "dates.bare-quarter": is_quarter,
    "dates.short-numeric-day": is_dated,
    "dates.short-day": is_short_day,
    "dates.compact-day": is_dated,
    "dates.spelt-year": is_said_year,
    "dates.bare-short-year": _is_after_preposition,
    "dates.short-decade": is_short_decade,
    "dates.era-years": _share_an_era,
}
