"""The vocabulary of dates, as tables that the grammar looks words up in.

    MONTHS["Sept."] -> 9        JOINS["until"] -> "range"        RELATIONS["no later than"] -> "by"

Phrases before and between dates are looked up in small letters, names of months and weekdays as they are written.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from extractors.lexicon import Entry, Forms, Maybe, load


class CalendarEntry(Entry):
    """A word that stands for a number in the calendar."""

    kind: Literal["month", "weekday", "season", "ordinal", "era"]
    number: int
    """Month 1-12, ISO weekday 1-7, season 21-24 as in EDTF, day 1-31, sign of the era."""
    forms: Forms = Field(min_length=1)

    @model_validator(mode="after")
    def _stands_in_the_calendar(self) -> Self:
        if self.number not in _NUMBERS[self.kind]:
            raise ValueError(f"a {self.kind} has no number {self.number}")
        return self


_NUMBERS: dict[str, Collection[int]] = {
    "month": range(1, 13),
    "weekday": range(1, 8),
    "season": range(21, 25),
    "ordinal": range(1, 32),
    "era": (-1, 1),
}


class PartEntry(Entry):
    """A word for a part of a month, a year or a decade."""

    first: Fraction
    last: Fraction
    forms: Forms


class WordEntry(Entry):
    """A word that says something about the date beside it."""

    role: Literal[
        "join",
        "relation",
        "approximate",
        "evidence",
        "determiner",
        "name",
        "amount",
        "title",
        "beginning",
        "predicate",
        "measure",
        "open-end",
        "function",
    ]
    value: Maybe[str]
    forms: Forms


class NounEntry(Entry):
    """A noun that numbers count."""

    forms: Forms


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a unit of time, as fractions of it: *early* is the first third."""

    id: str
    first: Fraction
    last: Fraction


_CALENDAR = load("calendar.csv", CalendarEntry)
_WORDS = load("date_words.csv", WordEntry)


def any_of(forms: Collection[str]) -> str:
    """An expression for any of the forms, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _written(forms: Forms) -> Iterator[str]:
    for form in forms:
        yield form
        yield form.upper()


def _numbers(kind: str) -> dict[str, int]:
    return {form: entry.number for entry in _CALENDAR if entry.kind == kind for form in _written(entry.forms)}


def _values(role: str) -> dict[str, str]:
    return {form: entry.value or "" for entry in _WORDS if entry.role == role for form in entry.forms}


MONTHS = _numbers("month")
WEEKDAYS = _numbers("weekday")
SEASONS = _numbers("season")
ORDINALS = _numbers("ordinal")
ERAS = _numbers("era")
PORTIONS = {
    form: Portion(entry.id, entry.first, entry.last)
    for entry in load("date_parts.csv", PartEntry)
    for form in entry.forms
}
JOINS = _values("join")
RELATIONS = _values("relation")
APPROXIMATE = frozenset(_values("approximate"))
EVIDENCE = frozenset(_values("evidence"))
DETERMINERS = frozenset(_values("determiner"))
NAMES = frozenset(_values("name"))
AMOUNTS = frozenset(_values("amount"))
TITLES = frozenset(_values("title"))
BEGINNINGS = frozenset(_values("beginning"))
PREDICATES = frozenset(_values("predicate"))
MEASURES = frozenset(_values("measure"))
OPEN_ENDS = frozenset(_values("open-end"))
FUNCTION_WORDS = frozenset(_values("function"))
COUNTED = frozenset(form for entry in load("counted_nouns.csv", NounEntry) for form in entry.forms)
