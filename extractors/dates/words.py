"""The vocabulary of dates, as tables that the grammar looks words up in; each is read when it is first asked for.

    numbers("month")["Sept."] -> 9        phrases("join")["until"] -> "range"        portions()["mid"].first -> 1/3

Phrases before and between dates are looked up in small letters, names of months and weekdays as they are written.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from extractors.lexicon import Entry, Forms, Maybe, load

CalendarKind = Literal["month", "weekday", "season", "ordinal", "decade", "era", "feast"]

Role = Literal[
    "join",
    "relation",
    "approximate",
    "uncertain",
    "evidence",
    "dated",
    "comparison",
    "passing",
    "determiner",
    "sequence",
    "name",
    "person",
    "amount",
    "title",
    "programme",
    "beginning",
    "predicate",
    "measure",
    "heading",
    "titled",
    "open-end",
    "function",
]


MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
"""The names in full, for expressions that are made before any vocabulary is read. Python's `calendar` has them in the
language of the machine."""


class CalendarEntry(Entry):
    """A word that stands for a number in the calendar."""

    kind: CalendarKind
    number: int
    """Month 1-12, ISO weekday 1-7, season 21-24 as in EDTF, day 1-31, decade 20-90, sign of the era, feast
    as MMDD."""
    forms: Forms = Field(min_length=1)

    @model_validator(mode="after")
    def _stands_in_the_calendar(self) -> Self:
        if self.number not in _NUMBERS[self.kind]:
            raise ValueError(f"a {self.kind} has no number {self.number}; expected one of the calendar")
        return self


_NUMBERS: dict[CalendarKind, Collection[int]] = {
    "month": range(1, 13),
    "weekday": range(1, 8),
    "season": range(21, 25),
    "ordinal": range(1, 32),
    "decade": range(20, 100, 10),
    "era": (-1, 1),
    "feast": range(101, 1232),
}


def _first_and_last(cell: object) -> object:
    return tuple(cell.split("…")) if isinstance(cell, str) and cell else None


class PartEntry(Entry):
    """A word for a part of a month, a year or a decade."""

    first: Fraction
    last: Fraction
    days: Annotated[tuple[int, int] | None, BeforeValidator(_first_and_last)]
    """The part that it is of a month, where it is no fraction."""
    forms: Forms


class WordEntry(Entry):
    """A word that says something about the date beside it."""

    role: Role
    value: Maybe[str]
    forms: Forms


class NounEntry(Entry):
    """A noun that numbers count."""

    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """A part of a unit of time, as fractions of it: *early* is the first third.

    `days`, where they are given, are the part that it is of a month: from the first day on, or, below zero, up to
    the last; *start* is (1, 10), *end* is (-10, -1).
    """

    id: str
    first: Fraction
    last: Fraction
    days: tuple[int, int] | None = None


def any_of(forms: Collection[str]) -> str:
    """An expression for any of the forms, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def any_case(forms: Collection[str]) -> str:
    """An expression for any of the forms in any case, the longest first.

    They are sorted by their first letters, so that `re` sees by one character that most cannot begin there.

    >>> any_case(["by", "until", "before"])
    '[bB](?i:efore|y)|[uU](?i:ntil)'
    """
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_letter.setdefault(form[0].lower(), []).append(re.escape(form[1:]))
    return "|".join(f"[{letter}{letter.upper()}](?i:{'|'.join(rests)})" for letter, rests in by_letter.items())


@cache
def numbers(kind: CalendarKind) -> Mapping[str, int]:
    """The words of one kind, as they are written and in capitals, with the number that each stands for.

    >>> numbers("month")["Sept."], numbers("season")["SPRING"]
    (9, 21)
    """
    entries = load("calendar.csv", CalendarEntry)
    return {
        written: entry.number
        for entry in entries
        if entry.kind == kind
        for form in entry.forms
        for written in (form, form.upper())
    }


@cache
def phrases(role: Role) -> Mapping[str, str]:
    """The phrases that play one role, with the value of each; an empty one where the role says it all.

    >>> phrases("join")["until"], phrases("relation")["no later than"]
    ('range', 'by')
    """
    entries = load("date_words.csv", WordEntry)
    return {form: entry.value or "" for entry in entries if entry.role == role for form in entry.forms}


@cache
def portions() -> Mapping[str, Portion]:
    """The phrases for a part of a unit of time."""
    entries = load("date_parts.csv", PartEntry)
    return {form: Portion(entry.id, entry.first, entry.last, entry.days) for entry in entries for form in entry.forms}


@cache
def counted() -> frozenset[str]:
    """The nouns that numbers count."""
    return frozenset(form for entry in load("counted_nouns.csv", NounEntry) for form in entry.forms)
