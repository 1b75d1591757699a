"""Which tokens dates are made of, and which of them show alone that there may be a date.

"June", "1999", "1980s", "BC", "10.06.1999"   -> triggers
"10", "of", "the", "to", "early", "Thursday"  -> words of dates; only beside a trigger are they looked at
"""

import re
from functools import cache

from extractors.dates import numeric
from extractors.dates.words import numbers, phrases, portions
from extractors.figures.numbers import is_number_word
from extractors.tokens import Flag, Flags

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|ST|ND|RD|TH)?")
_ORDINAL_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)")
_YEAR = re.compile(r"[01]\d{3}|2[01]\d\d|2200")
_EARLY_YEAR = re.compile(r"[1-9]\d\d")
_APOSTROPHE = re.compile(r"['’‘]")
_SHORT_YEAR = re.compile(r"\d\d")
_DECADE = re.compile(r"(?:1\d|20)\d0s")
_SHORT_DECADE = re.compile(r"['’‘]?[2-9]0s")
_CENTURY = re.compile(r"(?i:centur(?:y|ies))")
_FIGURES = re.compile(r"\d{1,4}|\d,\d{3}|(?:1\d|20)\d0|[QqHh][1-4]|[1-4][QqHh]")
_ALONE = re.compile(
    "|".join(
        expression.pattern
        for expression in (
            _YEAR,
            _EARLY_YEAR,
            _ORDINAL_DAY,
            _APOSTROPHE,
            _DECADE,
            _SHORT_DECADE,
            _CENTURY,
            numeric.TOKEN,
        )
    )
)
_WORDS = re.compile(r"[^\W\d_]+|[^\w\s]")
_GLUE = (
    "day days eve of in the month year our lord , ' ’ ‘ 's ’s quarter quarters twenty thirty last final new st. c. fy"
    " hundred thousand"
).split()
"""Words inside dates that no vocabulary has."""


def _is_trigger(form: str) -> bool:
    """Whether a token alone shows that there may be a date."""
    return (
        form in numbers("month")
        or form in numbers("era")
        or form in numbers("decade")
        or form.lower() in ("eighteen", "nineteen")
        or _ALONE.fullmatch(form) is not None
    )


def _is_inside(form: str) -> bool:
    """Whether a token can be a part of dates, or stands between the dates of a range or a list."""
    return (
        form.lower() in _glue()
        or form in numbers("weekday")
        or form in numbers("season")
        or form in numbers("ordinal")
        or _is_number_word(form)
        or _FIGURES.fullmatch(form) is not None
        or _DAY.fullmatch(form) is not None
        or _is_trigger(form)
    )


def _is_number_word(form: str) -> bool:
    """Whether a word can be part of a year in words."""
    return form[-1:].isalpha() and is_number_word(form)


def _is_in_number(form: str) -> bool:
    """Whether a word can stand inside a number in words: *two thousand and one*."""
    return form in ("and", "-") or _is_number_word(form)


@cache
def _glue() -> frozenset[str]:
    spoken = (*phrases("join"), *portions(), *numbers("feast"))
    words = {word for phrase in spoken for word in _WORDS.findall(phrase.lower())}
    return frozenset((*_GLUE, *spoken, *words)) - {"may"}  # the verb; the month has a flag of its own


FLAGS: Flags = {
    Flag.MONTH: lambda form: form in numbers("month"),
    Flag.SEASON: lambda form: form in numbers("season"),
    Flag.ORDINAL: lambda form: form in numbers("ordinal"),
    Flag.ERA: lambda form: form in numbers("era"),
    Flag.DAY_NUMBER: lambda form: _DAY.fullmatch(form) is not None,
    Flag.YEAR: lambda form: _YEAR.fullmatch(form) is not None,
    Flag.EARLY_YEAR: lambda form: _EARLY_YEAR.fullmatch(form) is not None,
    Flag.SHORT_YEAR: lambda form: _SHORT_YEAR.fullmatch(form) is not None,
    Flag.DECADE: lambda form: _DECADE.fullmatch(form) is not None,
    Flag.SHORT_DECADE: lambda form: form in numbers("decade") or _SHORT_DECADE.fullmatch(form) is not None,
    Flag.CENTURY: lambda form: _CENTURY.fullmatch(form) is not None,
    Flag.NUMBER_WORD: _is_number_word,
    Flag.IN_NUMBER: _is_in_number,
    Flag.DATE_JOIN: lambda form: phrases("join").get(form.lower()) in ("range", "list"),
    Flag.DATE_TRIGGER: _is_trigger,
    Flag.DATE_WORD: _is_inside,
}
