"""What the words around a date say: its modifiers, its bound, and whether a bare year or month is a date at all.

    "no later than the end of " 2005   -> relation by, portion end of
    "in " 1999 ", the"                 -> a year
    "some " 2000 " troops"             -> an amount

Everything here reads text and offsets; what a date states, and its neighbours, are read elsewhere.
"""

import re
from dataclasses import dataclass

from extractors.dates.frames import OPEN_END, is_framed
from extractors.dates.words import (
    AMOUNTS,
    APPROXIMATE,
    COUNTED,
    DETERMINERS,
    EVIDENCE,
    FUNCTION_WORDS,
    JOINS,
    NAMES,
    PORTIONS,
    RELATIONS,
    TITLES,
    WEEKDAYS,
    any_of,
)

_SIGHT = 48
"""Characters looked at before a date: the longest phrases of the vocabulary, and two words."""

_OPENERS = " ([“\"‘«'"


_BEFORE = re.compile(
    rf"""
    (?<![\w’'-])
    (?:(?P<relation>(?i:{any_of(RELATIONS)}))\ )?                # "no later than"
    (?:(?P<approximate>(?i:{any_of(APPROXIMATE)}))\ )?           # "around"
    (?P<definite>(?i:the)\ )?
    (?P<own>                                                      # what belongs to the date
        (?:(?P<portion>(?i:{any_of(PORTIONS)}))[ -](?:the\ )?)?  # "end of the", "mid-"
        (?:(?P<weekday>{any_of(WEEKDAYS)}),?\ (?:the\ )?)?       # "Thursday, "
    )
    \Z
    """,
    re.VERBOSE,
)
_JOINED = re.compile(rf"(?:{any_of(JOINS)})[ ]?(?:the[ ])?\Z")
_NEXT_WORD = re.compile(r"[ -](?P<word>[^\W\d_]+)")
_COUNTED_LATER = re.compile(rf"(?:[ ](?!(?:{any_of(FUNCTION_WORDS)})\b)[^\W\d_]+){{1,2}}[ ](?:{any_of(COUNTED)})\b")
_NUMBER_GOES_ON = re.compile(r"[:.,]\d|[ ]?[%°]")  # "May 12:00", "1999.5", "2000 %"
_TOUCHED = re.compile(r"[\w/%°]|[-.,:]\w")
_PREFIXED = re.compile(r"\b(?:(?:pre|post)[-–]|FY)\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"[ ]?(?:[)\],;–—-]|est\b)")
_CITED_PAGE = re.compile(r"\)?,?[ ]pp?\b")
_CLOSED = re.compile(r"[ ]?(?:[.;:)\]”\"’']|\n|\Z)")
_NAMED = re.compile(r"[ ]\(?[A-Z]")
_ONWARDS = re.compile(r",?[ ]on(?:wards?)?\b(?![ ]\d)|[ ](?:and|or)[ ](?:after|later|beyond)\b")


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a date."""

    start: int
    """Where the date starts with what belongs to it: *early*, *end of*, a weekday."""
    portion: str | None = None
    weekday: str | None = None
    relation: str | None = None
    approximate: bool = False
    definite: bool = False
    """Whether *the* stands before it."""
    word: str = ""
    """The word before all this, lower case."""
    noun: str = ""
    """The word before that one, as written."""

    @classmethod
    def of(cls, text: str, start: int) -> "Before":
        """Reads the text before a date that starts at `start`."""
        sight = text[max(0, start - _SIGHT) : start].rpartition("\n")[2]
        match = _BEFORE.search(sight)
        if match is None:
            return cls(start)
        noun, word = _last_words(sight[: match.start()])
        relation = match["relation"]
        return cls(
            start=start - len(match["own"]),
            portion=match["portion"],
            weekday=match["weekday"],
            relation=relation and RELATIONS[relation.lower()],
            approximate=match["approximate"] is not None,
            definite=match["definite"] is not None,
            word=word.lstrip(_OPENERS).rstrip(":").lower(),
            noun=noun,
        )


def _last_words(text: str) -> tuple[str, str]:
    *_, noun, word = ["", "", *text.split()]
    return noun, word


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether the number that ends at `end` goes on, or counts what follows.

    Round numbers count across adjectives: *up to 1500 heavily armed men*.

    >>> is_amount("some 2000 troops", 5, 9), is_amount("in 1999 refugees fled", 3, 7)
    (True, False)
    """
    if _NUMBER_GOES_ON.match(text, end):
        return True
    match, is_round = _NEXT_WORD.match(text, end), text[end - 2 : end] == "00"
    if match is None or match["word"] not in COUNTED:
        return is_round and _COUNTED_LATER.match(text, end) is not None
    is_plain_year = end - start == 4 and not is_round
    return not (is_plain_year and text[max(0, start - 3) : start].lower() == "in ")


def is_joined(text: str, start: int) -> bool:
    """Whether a word or a sign before `start` joins what stands there to a date: *June 8, 9 and* 10, 1999."""
    return _JOINED.search(text[max(0, start - _SIGHT) : start]) is not None


def is_year(text: str, before: Before, end: int) -> bool:
    """Whether a number of four digits that stands alone is a year: something around it must say so.

    >>> is_year("in 1999, the", Before.of("in 1999, the", 3), 7)
    True
    >>> is_year("Agenda 2063 was", Before.of("Agenda 2063 was", 7), 11)
    False
    """
    start = before.start
    if _TOUCHED.match(text, end) and not OPEN_END.match(text, end):
        return False
    if start and text[start - 1] not in _OPENERS + "\n":
        return _PREFIXED.search(text[max(0, start - 6) : start]) is not None
    if before.word in NAMES or _is_part_of_phrase(before):
        return False
    if before.portion or before.relation or before.approximate or _is_bracketed(text, start, end):
        return True
    if before.definite or before.word in DETERMINERS or before.word.endswith(("’s", "'s")):
        return _NEXT_WORD.match(text, end) is not None
    return before.word in EVIDENCE or _is_set_apart(text, start, end) or is_framed(text, start, end)


def is_month(text: str, before: Before, end: int) -> bool:
    """Whether the name of a month that stands alone is one: *in May*, *late March*, *the April offensive*.

    >>> is_month("May peace prevail", Before.of("May peace prevail", 0), 3)
    False
    """
    if before.portion or before.relation or before.approximate:
        return True
    if before.definite:
        match = _NEXT_WORD.match(text, end)
        return match is not None and match["word"].islower() and match["word"] not in FUNCTION_WORDS
    return before.word in EVIDENCE


def is_name(text: str, before: Before, end: int) -> bool:
    """Whether a day without a year names a movement or an agreement: *the March 23 Movement*, *the March 23 (M23)*."""
    return before.definite and _NAMED.match(text, end) is not None


def _is_part_of_phrase(before: Before) -> bool:
    """*the Press Act of 1986*, *a total of 2000*, *more than 2000*."""
    if before.word == "of" and before.noun in TITLES:
        return True
    return before.word in ("of", "than") and before.noun.lower() in AMOUNTS


def _is_bracketed(text: str, start: int, end: int) -> bool:
    """*(2024 est.)*, but neither *vol. 382 (1960)* nor *Smith (2009), p. 3*."""
    if start == 0 or text[start - 1] not in "([" or not _BRACKETED.match(text, end) or _CITED_PAGE.match(text, end):
        return False
    name, number = _last_words(text[max(0, start - _SIGHT) : start - 1])
    return not (number.isdigit() and name.lower() in NAMES)


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Alone in its paragraph, or between a comma and the end, as in *Exchange of Letters, 2008*."""
    opened = start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] == ", "
    return opened and _CLOSED.match(text, end) is not None


def relation(text: str, before: Before, end: int, *, names_events: bool) -> str | None:
    """The bound that the words around a date give it; None where they bound an event: *since the 2018 elections*.

    `names_events` tells dates that events go by after *the* from those that have the article themselves: *the 1990s*.

    >>> relation("from 2008 onwards", Before.of("from 2008 onwards", 5), 9, names_events=True)
    'since'
    """
    if (before.word == "from" and _ONWARDS.match(text, end)) or (not before.relation and OPEN_END.match(text, end)):
        return "since"
    match = _NEXT_WORD.match(text, end)
    bounds_event = names_events and before.definite and match and match["word"].lower() not in FUNCTION_WORDS
    return None if bounds_event else before.relation
