"""Words beside a number that bound it.

    more than 30  -> more_than        up to 8,700       -> at_most
    some 280      -> about            1.5% (2024 est.)  -> about

Only the words directly before a number count, and those directly after it or after what it counts.
"""

import re
from collections import defaultdict
from functools import cache
from typing import Literal, NamedTuple

from extractors.figures import numbers
from extractors.lexicon import Entry, Forms, load
from schemas.figures import Comparison, Measure


class ComparisonEntry(Entry):
    """One line of `comparisons.csv`."""

    comparison: Comparison
    side: Literal["before", "after"]
    measures: Forms
    forms: Forms
    not_after: Forms
    """Words before a form that make it part of a verb: *brought up to 400*."""
    time_after: Forms
    """Words before a form that let it bound a time, *for over two years*; others let it say during which time, *paid
    over two years*. Empty where the form says no such thing."""


class Bound(NamedTuple):
    """A comparison and where its words, read away from the number, end."""

    comparison: Comparison
    edge: int


_MOST_WORDS = 4
_OPENING = "([“\"'‘"
_REACH = 40
"""Characters in which the longest phrase before a number fits."""

_MOVED = frozenset("it its membership our strength the their this toll total us".split())
"""What may stand between the parts of a verb: *brought us up to 12*, *bringing the total up to 30*."""
_MOST_MOVED = 3
_TAKEN = frozenset("take taken takes taking took".split())
"""Verbs that have such a part only so: *takes us up to 12*, but *takes up to 12 men*."""

_SAID_OF_IT = r"\((?:(?:[A-Za-z]+[ ])?(?:[0-9]{4}[ ])?est\.?|approx\.?|approximately|estimated)\)"
_ESTIMATE = re.compile(rf"[^\n(0-9]{{0,40}}{_SAID_OF_IT}")
_SINCE = re.compile(r"[ ](?:after|ago|before|earlier|from[ ]now|late|later|of|old|older|since)\b|-")
"""What follows a time that *over* bounds in any case: *over 20 years ago*, *over 20 years of war*."""
_ESTIMATED = re.compile(rf"{_SAID_OF_IT}:?[ ]\Z")
_THAN = re.compile(r"[ ]than\b")
_ENDS_LABEL = re.compile(r"\b(?:and|or)[ ][a-z]+\t\Z")
_NEXT = re.compile(r"[ ]?(?P<word>[a-z]+|-plus|\+)")


def before(text: str, start: int, end: int, measure: Measure) -> Bound | None:
    """What the words directly before a number say, which stands at [start, end); *up to about* is *up to*.

    So is *up to > 30*, where the sign marks a line of a mail that is answered. A tab of the text parts columns: a label
    that ends in a bound, *20 years and over*, bounds no number behind it.
    """
    counts_back = measure is not Measure.DURATION or _SINCE.match(text, end) is not None
    bound = _before(text, start, measure, counts_back=counts_back)
    if bound is not None and text[start - 1] == "\t" and _ENDS_LABEL.search(text, max(0, start - _REACH), start):
        return None
    if bound is not None and (bound.comparison is Comparison.ABOUT or text.startswith("> ", bound.edge)):
        outer = _before(text, bound.edge, measure, counts_back=counts_back)
        return outer or bound
    return bound


def _before(text: str, start: int, measure: Measure, *, counts_back: bool) -> Bound | None:
    stretch = text[max(0, start - _REACH) : start]
    words = stretch[stretch.rfind("\n") + 1 :].lower().split()
    if not (words and words[-1].lstrip(_OPENING) in _last_words()) and stretch[-1:] not in _phrases():
        estimated = stretch.endswith((") ", "): ")) and _ESTIMATED.search(stretch)
        return Bound(Comparison.ABOUT, start) if estimated else None
    phrases = [" ".join(words[-count:]).lstrip(_OPENING) for count in range(min(_MOST_WORDS, len(words)), 0, -1)]
    for phrase in (*phrases, stretch[-1:]):  # a sign may be glued to the number: ~50
        entry, rest = _phrases().get(phrase), words[: len(words) - len(phrase.split())]
        if entry is not None and _bounds(entry, measure, rest, counts_back=counts_back):
            return Bound(entry.comparison, start - len(phrase) - stretch.endswith((" ", "\t")))
    return None


def _bounds(entry: ComparisonEntry, measure: Measure, before: list[str], *, counts_back: bool) -> bool:
    """Whether a phrase bounds a number of a measure, given the words before it."""
    last = before[-1] if before else ""
    if measure is Measure.DURATION and entry.time_after:
        return counts_back or last in entry.time_after
    verb = next((word for word in reversed(before[-_MOST_MOVED:]) if word not in _MOVED), "")
    is_verb = verb in entry.not_after or (verb != last and entry.not_after and verb in _TAKEN)
    return (not entry.measures or measure in entry.measures) and not is_verb


def after(text: str, end: int) -> Bound | None:
    """What the words directly after an offset say: `or more`, `(2024 est.)`."""
    key = _NEXT.match(text, end)
    for form, comparison in _endings().get(key["word"], ()) if key else ():
        edge = end + len(form)
        if text.startswith(form, end) and not text[edge : edge + 1].isalnum() and not _is_other(text, edge):
            return Bound(comparison, edge)
    estimate = text.find("(", end, end + _REACH + 2) >= 0 and _ESTIMATE.match(text, end)
    return Bound(Comparison.ABOUT, end) if estimate else None


def _is_other(text: str, edge: int) -> bool:
    """Whether another number follows, which the words belong to: *7 and over 20 others*, *7 and more than 20*."""
    is_beside = text[edge : edge + 1] != "\t" and numbers.read(text, edge + 1) is not None
    return is_beside or _THAN.match(text, edge) is not None


@cache
def _phrases() -> dict[str, ComparisonEntry]:
    return {form: entry for entry in _entries() if entry.side == "before" for form in entry.forms}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in _phrases())


@cache
def _endings() -> dict[str, list[tuple[str, Comparison]]]:
    endings: defaultdict[str, list[tuple[str, Comparison]]] = defaultdict(list)
    for entry in _entries():
        for form in entry.forms if entry.side == "after" else ():
            blank = "" if form[0] in "+-" else " "
            endings[form.split()[0]].append((blank + form, entry.comparison))
    return dict(endings)


def _entries() -> tuple[ComparisonEntry, ...]:
    return load("comparisons.csv", ComparisonEntry)
