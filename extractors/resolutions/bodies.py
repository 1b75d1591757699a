"""Which body a text means by a resolution or a meeting: by the words beside it, by its form, by the sentence.

the General Assembly, in its resolution 60/1      -> General Assembly: the sentence names it
resolution 2625 (XXV)                             -> General Assembly: only it counts that high that early
pursuant to resolution 16/18                      -> nothing: more than one body counts so
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple

from extractors.lexicon import Entry, Forms, load
from extractors.overlaps import longest
from extractors.resolutions.citations import Form, Number, positions
from schemas.symbols import roman


class Body(Entry):
    """One line of `bodies.csv`."""

    name: str
    forms: Forms
    abbreviations: Forms


@cache
def _written() -> MappingProxyType[str, str]:
    """The name of every body by every form of it, also in capitals."""
    bodies = load("bodies.csv", Body)
    return MappingProxyType(
        {text: body.name for body in bodies for form in body.forms for text in (form, form.upper())}
    )


@cache
def _written_beside() -> MappingProxyType[str, str]:
    """The same, with the abbreviations, which only mean a body directly before the word resolution."""
    short = {short: body.name for body in load("bodies.csv", Body) for short in body.abbreviations}
    return MappingProxyType({**_written(), **short})


@cache
def _written_small() -> MappingProxyType[str, str]:
    """Names in small letters, as many newspapers write *the UN security council*; a city may have one, too."""
    bodies = load("bodies.csv", Body)
    return MappingProxyType({form.lower(): body.name for body in bodies for form in body.forms if " " in form})


@cache
def names() -> frozenset[str]:
    """Every body that adopts numbered resolutions."""
    return frozenset(body.name for body in load("bodies.csv", Body))


_SHORT = ("Assembly", "Council")
"""Short names: the body that was last named in full."""
_OTHERS = (
    "Board",
    "Cabinet",
    "Commission",
    "Committee",
    "Conference",
    "Court",
    "Group",
    "Mechanism",
    "Panel",
    "Parliament",
)
"""Heads of the names of bodies whose meetings are numbered, too."""


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


@cache
def _before() -> re.Pattern[str]:
    forms = _any_of([*_written_beside(), *_SHORT, "Commission"])
    small = rf"(?:(?<=\bUN[ ])|(?<=\bUnited[ ]Nations[ ]))(?:{_any_of(_written_small())})"
    return re.compile(rf"(?<!\w)(?P<form>{forms}|{small})(?:['’]s?)?(?:[ ]\([A-Z]{{2,8}}\))?[ ]$")


@cache
def _after() -> re.Pattern[str]:
    by = r",?[ ](?:of|(?:was[ ])?(?:unanimously[ ])?(?:adopted|passed)(?:[ ]unanimously)?[ ]by)"
    forms = _any_of(_written())
    return re.compile(rf"{by}[ ](?:the[ ])?(?:UN[ ]|United[ ]Nations[ ])?(?P<form>{forms})(?!\w)")


_LOOK_BACK = 64  # code points: room for the longest name with possessive and acronym
_CAPITALIZED = re.compile(r"(?<!\w)(?!(?:And|By|In|Its|That|The|This|Under)[ ])[A-Z][\w-]*[ ]$")
_WORD_OF_NAME = re.compile(r"[A-Z][^\W_]{3,}")
_OF_NAME = re.compile(r"[ ]of[ ](?:the[ ])?[A-Z]")

_BY_FORM = {
    (Form.YEAR, None): "Security Council",
    (Form.YEAR, "Council"): "Security Council",
    (Form.YEAR, "Assembly"): "General Assembly",
    (Form.SESSION, "Assembly"): "General Assembly",
    (Form.SESSION, "Council"): "Economic and Social Council",
    (Form.SESSION_FIRST, "Assembly"): "General Assembly",
    (Form.SESSION_FIRST, "Council"): "Human Rights Council",
    (Form.YEAR_FIRST, "Council"): "Economic and Social Council",
    (Form.YEAR_FIRST, "Commission"): "Commission on Human Rights",
}
"""Who counts its resolutions so, by form and by the short name beside it."""


def full_name(written: str) -> str | None:
    """The body that a name or a form of it means: `GENERAL ASSEMBLY`, `UNGA`; null for other texts."""
    return _written().get(written)


def beside(text: str, start: int, end: int) -> str | None:
    """The body named directly before `start` or directly after `end`; a short name as it stands (`Council`).

    >>> beside("under Security Council resolution 1701", 23, 38), beside("by Council resolution 16/18", 11, 27)
    ('Security Council', 'Council')
    >>> beside("resolution 16/18 of the Human Rights Council", 0, 16), beside("by its resolution 16/18", 7, 23)
    ('Human Rights Council', None)
    >>> beside("UN security council resolution 1701", 20, 35), beside("a city security council resolution", 24, 34)
    ('Security Council', None)
    """
    match = _before().search(text[max(0, start - _LOOK_BACK) : start]) or _after().match(text, end)
    if match is None:
        return None
    form = match["form"]
    return _written_beside().get(form) or _written_small().get(form, form)


def by_form(number: Number, named: str | None = None) -> str | None:
    """The body that counts its resolutions so, given a short name beside it; null when several bodies do.

    While sessions were Roman, the General Assembly adopted sixty resolutions a session and more, the Economic and
    Social Council fewer than forty: their numbers do not meet after the first session. No session of the Human
    Rights Council has come near a hundred.

    >>> by_form(Number(Form.SESSION, 2625, session="XXV")), by_form(Number(Form.SESSION_FIRST, 18, session="16"))
    ('General Assembly', None)
    >>> by_form(Number(Form.SESSION_FIRST, 18, session="16"), "Council")
    'Human Rights Council'
    """
    session = number.session or ""
    if named is None and number.form is Form.SESSION and session.isalpha():
        count = number.number / roman(session)
        return None if session == "I" else "General Assembly" if count > 50 else "Economic and Social Council"
    if "S-" in session and number.form is Form.SESSION:
        return "General Assembly"
    if number.form is Form.SESSION_FIRST and (session.startswith("ES") or number.number >= 100):
        return "General Assembly"
    return _BY_FORM.get((number.form, named))


class Mention(NamedTuple):
    """A place in the view that names a body."""

    start: int
    end: int
    body: str | None
    """Null for bodies that adopt no resolutions: committees, courts, groups; a short name that means none stays."""


class Mentions:
    """Where a text names bodies, for the one nearest to a place."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _all(self) -> list[Mention]:
        words = frozenset(_WORD_OF_NAME.findall(self._text))
        literals = (literal for literal, needed in _literals().items() if needed <= words)
        found = longest(mention for literal in literals for mention in _mentions(self._text, literal))
        return list(_resolved(self._text, found))

    @cached_property
    def _adopting(self) -> list[Mention]:
        return [mention for mention in self._all if mention.body in names()]

    @cached_property
    def bodies(self) -> frozenset[str]:
        """All bodies named that adopt numbered resolutions."""
        return frozenset(mention.body for mention in self._adopting if mention.body is not None)

    def nearest(self, start: int, end: int, sentence: tuple[int, int], *, adopting: bool) -> str | None:
        """The body named last before `[start, end)` in the sentence, else first after it.

        `adopting` passes over bodies that adopt no resolutions.
        """
        mentions = self._adopting if adopting else self._all
        place = bisect_right(mentions, start, key=lambda mention: mention.end)
        if place and mentions[place - 1].start >= sentence[0]:
            return mentions[place - 1].body
        place = bisect_left(mentions, end, key=lambda mention: mention.start)
        if place < len(mentions) and mentions[place].end <= sentence[1]:
            return mentions[place].body
        return None


@cache
def _literals() -> Mapping[str, frozenset[str]]:
    """What bodies are called, with the capitalised words of four letters and more that they need."""
    literals = sorted({*_written(), *_SHORT, *_OTHERS})
    return {literal: frozenset(_WORD_OF_NAME.findall(literal)) for literal in literals}


def _mentions(text: str, literal: str) -> Iterator[Mention]:
    for start in positions(text, (literal,)):
        end = start + len(literal)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield Mention(start, end, literal)


def _resolved(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions with the name of the body. A short name means the body last named in full that ends so."""
    named: dict[str, str] = {}
    for mention in mentions:
        literal = mention.body or ""
        if literal in _written():
            named[literal.rpartition(" ")[2]] = _written()[literal]
            yield mention._replace(body=_written()[literal])
        elif literal in _SHORT and not _is_in_name(text, mention):
            yield mention._replace(body=named.get(literal, literal))
        else:
            yield mention._replace(body=None)


def _is_in_name(text: str, mention: Mention) -> bool:
    """Whether a short name is a piece of another body's name: `Governing Council`, `Council of Ministers`."""
    before = text[max(0, mention.start - 24) : mention.start]
    return bool(_CAPITALIZED.search(before) or _OF_NAME.match(text, mention.end))
