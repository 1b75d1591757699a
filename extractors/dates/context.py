"""What the words around a date say: its modifiers and its bound.

    "no later than the end of " 2005   -> relation by, portion end of

Everything here reads text and offsets; whether there is a date at all is judged in `evidence`.
"""

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from extractors.dates.frames import open_end
from extractors.dates.words import Role, any_case, any_of, numbers, phrases, portions

SIGHT = 64
"""Characters looked at before a date: the longest phrases of the vocabulary, and two words."""

OPENERS = " ([“\"‘«'"

NEXT_WORD = re.compile(r"[ -](?P<word>[^\W\d_]+)")
_ONWARDS = re.compile(r",?[ ](?:on(?:wards?)?|forwards?)\b(?![ ]\d)|[ ](?:and|or)[ ](?:after|later|beyond)\b")
_DOUBTED = re.compile(r"[?](?:[)\],;:]|[ ][a-z–—-])|[ ]\(uncertain\)")
"""*(born 1843?)*, *in 1988? they*; the mark of a question ends its sentence."""
_NO_DAY = re.compile(r"(?:\A|(?<=[\s(]))(?:00?|3[2-9]|[4-9]\d)(?:st|nd|rd|th)?[ ](?:of[ ])?\Z")
_LONGEST_DAY = len("42nd of ")
FROM_NOW = ("next", "this", "last")
_LINKS = ("in", "on", "at", "from")
"""Prepositions between a word of doubt and its date: *possibly in 1988*."""
_PARTED = re.compile(r"[ ]?[–—-]|:[ ]")
_CIRCA = ("circa", "c", "c.", "ca", "ca.")
_BETWEEN = re.compile(r"\b(?i:between)\ (?:the\ )?(?:\w+\ of\ )?(?:the\ )?\Z")
_HOUR = (
    r"(?:(?:\d{1,2}[:.]\d\d(?:\ ?[AaPp]\.?[Mm]\.?)?|\d{1,2}\ ?[AaPp]\.?[Mm]\.?|\d{4}\ (?:hours|hrs))(?:\ [A-Z]{2,4})?"
    r"|noon|midnight)\ on\ "
)
_HOURS = re.compile(r"(?:\d|\d[AaPp]\.?[Mm]\.?|[AaPp]\.?[Mm]\.?|hours|hrs|noon|midnight|[A-Z]{2,4})\Z")
"""A time of day between a bound and its day, *until 18:00 on 3 May*, and how it ends."""
_BEFORE_THAT = ("", "later", "earlier", "in", "of", "during", "by", "until", "since")


_TOUCHING = re.compile(r"[\w’'-]")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?<![\w’'-])
        (?:(?P<uncertain>{_any_case("uncertain")})\ (?:(?:{any_of(_LINKS)})\ )?)?
        (?:(?P<relation>{_any_case("relation")}):?\ (?:{_HOUR})?)?     # "no later than", "until 18:00 on"
        (?P<said>)
        (?:(?!C\ )(?P<approximate>{_any_case("approximate")})\ |(?P<glued>ca?\.?))?  # "around", "c."; no "Annex C 1999"
        (?P<definite>(?i:the)\ (?:(?P<sequence>{_any("sequence")})\ )?)?
        (?P<own>                                                      # what belongs to the date
            (?:(?P<portion>{any_case(portions())})[ -](?:the\ )?)?  # "end of the", "mid-"
            (?:(?P<weekday>{any_of(numbers("weekday"))}),?\ (?:the\ )?)?       # "Thursday, "
        )
        \Z
        """,
        re.VERBOSE,
    )


class _Ends(NamedTuple):
    """The last words of the phrases that say something about the date after them."""

    words: frozenset[str]
    """Last words that are enough: *since*, *mid*, a weekday."""
    pairs: frozenset[tuple[str, str]]
    """The last two words of phrases that end as much else does: *end of*, *some time in*."""

    def may_close(self, noun: str, word: str) -> bool:
        """Whether a phrase may end in two words, *the* left out: a look that spares most dates the long one."""
        noun, word = noun.lower().rpartition("-")[2].lstrip(OPENERS), word.lower()
        return "-" in word or word.lstrip(OPENERS).rstrip(",:") in self.words or (noun, word) in self.pairs


@cache
def _ends() -> _Ends:
    spoken = (*phrases("relation"), *phrases("approximate"), *phrases("sequence"), *portions(), *numbers("weekday"))
    split = [phrase.lower().replace("-", " ").split() for phrase in (*spoken, *phrases("uncertain"))]
    common = phrases("function").keys() | phrases("evidence").keys()
    return _Ends(
        words=frozenset(words[-1] for words in split if len(words) == 1 or words[-1] not in common),
        pairs=frozenset((words[-2], words[-1]) for words in split if len(words) > 1)
        | frozenset(product(phrases("uncertain"), _LINKS)),
    )


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('join')})[ ]?(?:the[ ])?\Z")


def _any(role: Role) -> str:
    return any_of(phrases(role))


def _any_case(role: Role) -> str:
    return any_case(phrases(role))


class Before(NamedTuple):
    """What stands before a date."""

    start: int
    """Where the date starts with what belongs to it: *early*, *end of*, a weekday."""
    outset: int
    """Where what is said of it starts, its bound left out: *about*, *the*."""
    portion: str | None = None
    weekday: str | None = None
    relation: str | None = None
    approximate: bool = False
    circa: bool = False
    """Whether the word that makes it approximate is said of years only."""
    uncertain: bool = False
    sequence: str | None = None
    """Whether the date is the next after, or the last before, another: *the following March*."""
    definite: bool = False
    """Whether *the* stands before it."""
    word: str = ""
    """The word before all this, lower case."""
    noun: str = ""
    """The word before that one, as written."""

    @property
    def is_telling(self) -> bool:
        """Whether it says something that is said of dates only."""
        return bool(self.portion or self.relation or self.approximate or self.uncertain)

    @property
    def points_back(self) -> bool:
        """Whether *that* points to a date: *later that June*, but not *said that June*."""
        return self.word == "that" and (self.noun.lower() in _BEFORE_THAT or self.noun[-1] in ".;")

    @property
    def is_told_from_now(self) -> bool:
        """Whether the word before it counts from the time of the text: *next August*; not *the last May*."""
        return self.word in FROM_NOW and self.noun.lower() not in phrases("determiner").keys() | {"the"}

    @classmethod
    def of(cls, text: str, start: int) -> "Before":
        """Reads the text before a date that starts at `start`."""
        sight = text[max(0, start - SIGHT) : start].rpartition("\n")[2]
        *_, noun, word, last = ("", "", "", *sight.rsplit(maxsplit=3))
        is_definite = sight[-4:].lower() == "the "
        if not is_definite:
            noun, word = word, last
        is_timed = word == "on" and _HOURS.search(noun) is not None
        if is_timed or _ends().may_close(noun, word) or (is_definite and last.lower() != "the"):
            return cls._said(sight, start)
        if _TOUCHING.match(sight, len(sight) - 1):
            return cls(start, start)
        outset = start - len("the ") if is_definite else start
        return cls(start, outset, definite=is_definite, word=_plain_word(word), noun=noun)

    @classmethod
    def _said(cls, sight: str, start: int) -> "Before":
        """Reads the last words before a date that may end in a phrase."""
        match = _before().search(sight)
        if match is None:
            return cls(start, start)
        noun, word = last_words(sight[: match.start()])
        relation = match["relation"]
        return cls(
            start=start - len(match["own"]),
            outset=start - len(sight) + match.start("said"),
            portion=match["portion"],
            weekday=match["weekday"],
            relation=relation and phrases("relation")[relation.lower()],
            approximate=bool(match["approximate"] or match["glued"]),
            circa=bool(match["glued"]) or (match["approximate"] or "").lower() in _CIRCA,
            uncertain=match["uncertain"] is not None,
            sequence=match["sequence"],
            definite=match["definite"] is not None,
            word=_plain_word(word),
            noun=noun,
        )


def _plain_word(word: str) -> str:
    return word.lstrip(OPENERS).rstrip(":").lower()


def last_words(text: str) -> tuple[str, str]:
    """The last two words of a text; empty ones where it has fewer."""
    *_, noun, word = ("", "", *text.rsplit(maxsplit=2))
    return noun, word


def is_joined(text: str, start: int) -> bool:
    """Whether a word or a sign before `start` joins what stands there to a date: *June 8, 9 and* 10, 1999."""
    return _joined().search(text[max(0, start - SIGHT) : start]) is not None


def opens_entry(text: str, start: int, end: int) -> bool:
    """Whether what stands there opens a line, and a dash or a colon parts it from the rest."""
    return text[start - 1 : start] in ("", "\n") and _PARTED.match(text, end) is not None


def is_between(text: str, start: int) -> bool:
    """Whether *between* opens what stands at `start`: *between the evenings of* 6 and 7 September."""
    return _BETWEEN.search(text[max(0, start - SIGHT) : start]) is not None


def has_no_such_day(text: str, start: int, end: int) -> bool:
    """Whether a month has a day before it that no month has: a preposition or a line of its own says that it is one.

    >>> has_no_such_day("on 32 January 2020", 6, 18), has_no_such_day("Bulletin 45 January 2020", 12, 24)
    (True, False)
    """
    number = _NO_DAY.search(text, max(0, start - _LONGEST_DAY), start)
    if number is None:
        return False
    before = Before.of(text, number.start())
    is_line = text[number.start() - 1 : number.start()] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return is_line or bool(before.relation or before.weekday) or before.word in phrases("dated")


def is_doubted(text: str, end: int) -> bool:
    """Whether a mark after a date doubts it: *(born 1843?)*."""
    return _DOUBTED.match(text, end) is not None


def relation(text: str, before: Before, end: int, *, names_events: bool) -> str | None:
    """The bound that the words around a date give it; None where they bound an event: *since the 2018 elections*.

    `names_events` tells dates that events go by after *the* from those that have the article themselves: *the 1990s*.

    >>> relation("from 2008 onwards", Before.of("from 2008 onwards", 5), 9, names_events=True)
    'since'
    """
    if (before.word == "from" and _ONWARDS.match(text, end)) or (not before.relation and open_end().match(text, end)):
        return "since"
    match = NEXT_WORD.match(text, end)
    bounds_event = names_events and before.definite and match and match["word"].lower() not in phrases("function")
    return None if bounds_event else before.relation
