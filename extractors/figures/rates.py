"""What an amount is for: a time, or so much of something.

    $50 per day            -> USD/d, the quote is $50
    3 million euros a year -> EUR/a
    900 tonnes per month   -> t/mo, the whole is the quote, for *per* makes it a unit
    10 mg/kg               -> mg/kg

A phrase that counts from a point in time is none: *$3 million a year later*.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from extractors.lexicon import Entry, Forms, load
from schemas.figures import Measure


class RateEntry(Entry):
    """One line of `rates.csv`."""

    of: Literal["time", "matter"]
    code: str
    nouns: Forms
    adverbs: Forms


class Rate(NamedTuple):
    """A time, or a quantity of something, that an amount is for."""

    code: str
    """A UCUM code."""
    unit_end: int | None
    """Where the unit ends that *per* makes with the one before it; None where the words stand for themselves."""


_MEASURES = (Measure.MONEY, Measure.MASS, Measure.VOLUME, Measure.AREA)
"""What comes by the day or year."""
_WITH_PER = (*_MEASURES, Measure.LENGTH, Measure.TEMPERATURE)
"""Of lengths, *per* makes speeds: *3 mm per year*; *20 km a day* is said of a walk."""
_OF_MATTER = (Measure.MASS, Measure.VOLUME)


def after(text: str, end: int, measure: Measure) -> Rate | None:
    """The time that an amount of a measure is for, or the unit that *per* makes, written directly after an offset."""
    if measure not in _WITH_PER or text[end : end + 1] not in (" ", "/", "-"):
        return None
    match = _pattern().match(text, end)
    if match is None or measure not in (_OF_MATTER if match["matter"] else _WITH_PER if match["per"] else _MEASURES):
        return None
    is_unit = bool(match["per"] or match["matter"]) and measure is not Measure.MONEY
    return Rate(_codes()[match["noun"] or match["matter"] or match["adverb"]], match.end() if is_unit else None)


@cache
def _codes() -> dict[str, str]:
    return {form: entry.code for entry in _entries() for form in (*entry.nouns, *entry.adverbs)}


@cache
def _pattern() -> re.Pattern[str]:
    nouns = _alternatives(form for entry in _entries() if entry.of == "time" for form in entry.nouns)
    matters = _alternatives(form for entry in _entries() if entry.of == "matter" for form in entry.nouns)
    adverbs = _alternatives(form for entry in _entries() for form in entry.adverbs)
    return re.compile(
        rf"""
        (?: (?P<per>[ ]per[ ]|/) | [ ](?:an?|each|every)[ ] | -(?:an?|per)- ) (?P<noun>{nouns})\b
            (?![ ](?:after|ago|and[ ]a[ ]half|before|earlier|early|from|in[ ]advance|later|old|or[ ]two|prior|since)\b)
        | (?:[ ]per[ ]|/)(?P<matter>{matters})(?![\w²³])
        | [ ](?P<adverb>{adverbs})(?!\w)
        """,
        re.VERBOSE,
    )


def _alternatives(forms: Iterable[str]) -> str:
    """The forms as one expression, the longest first; blanks are written so that verbose mode sees them."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def _entries() -> tuple[RateEntry, ...]:
    return load("rates.csv", RateEntry)
