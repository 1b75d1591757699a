"""Dates as people write them, with the ranges and lists they make.

    from 1 July 2022 to 30 June 2023   -> 2022-07-01/2023-06-30
    on 19 and 26 February 1992         -> 1992-02-19 and 1992-02-26
    since the late 1980s               -> 198X, from 1986-09-01 to 1989-12-31, relation since

Tokens with a flag open windows; in them a `Matcher` finds dates in words, and expressions find dates in figures.
`reading` says what each states, `chains` makes ranges and lists of what stands side by side, `years` lends
years, `values` gives the values. Not recognised on purpose: times of day, weekdays and seasons alone, and whatever
needs a clock (*last year*).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extractors.dates.chains import Part, compose
from extractors.dates.context import Before, is_amount, is_joined, is_month, is_name, is_year, relation
from extractors.dates.frames import is_of_own_century
from extractors.dates.grammar import FLAGS, RULES
from extractors.dates.reading import read
from extractors.dates.values import Stated, value
from extractors.dates.words import NAMES, PORTIONS, WEEKDAYS
from extractors.dates.years import lend_years
from extractors.findings import Finding, Findings
from extractors.overlaps import longest
from extractors.tokens import Flag, windows
from schemas.dates import Precision

__all__ = ["FLAGS", "RULES"]

_NEEDS_NEIGHBOUR = frozenset({"dates.day", "dates.day-year", "dates.bare-season"})
_LIKE_A_NUMBER = frozenset({"dates.numeric-month", "dates.years"})
_WITH_ARTICLE = frozenset({Precision.DECADE, Precision.CENTURY, Precision.QUARTER, Precision.SEASON})


class _Candidate(NamedTuple):
    """What one rule matched, before candidates compete. Offsets are code points of the view."""

    rule: str
    start: int
    end: int


class Dates:
    """The component: adds a finding for every date, and claims its characters."""

    def __init__(self, vocab: Vocab) -> None:
        self._matcher = Matcher(vocab, validate=False)
        self._rules: dict[int, str] = {}
        for rule in RULES:
            if rule.patterns:
                self._matcher.add(rule.id, list(rule.patterns))
                self._rules[vocab.strings[rule.id]] = rule.id
        self._expressions = [(rule.id, rule.expression) for rule in RULES if rule.expression is not None]

    def __call__(self, doc: Doc) -> Doc:
        """Adds the dates of a doc to its findings."""
        findings = Findings.of(doc)
        text = findings.view.text  # `doc.text` is put together anew each time
        candidates = (
            candidate
            for start, end in windows(doc, Flag.DATE_TRIGGER, before=8, after=6)
            for candidate in longest(self._candidates(doc[start:end], findings))
        )
        parts = [part for candidate in candidates if (part := _part(candidate, text)) is not None]
        dates = compose(parts, text)
        lend_years(dates, [*findings.of_kind("resolution"), *findings.of_kind("document")], findings.view)
        findings.add(doc, _findings(dates, text))
        for date in dates:
            findings.claim(date.start, date.end)
        return doc

    def _candidates(self, window: Span, findings: Findings) -> Iterator[_Candidate]:
        text = findings.view.text
        for candidate in self._matches(window, text):
            rule, start, end = candidate
            is_alone = rule == "dates.day-year" and not is_joined(text, start)  # "2014: 28, 2015: 29"
            if findings.is_free(start, end) and not is_amount(text, start, end) and not is_alone:
                yield candidate

    def _matches(self, window: Span, text: str) -> Iterator[_Candidate]:
        for name, first, last in self._matcher(window):
            token = window[last - 1]
            yield _Candidate(self._rules[name], window[first].idx, token.idx + len(token))
        for rule, expression in self._expressions:
            for match in expression.finditer(text, window.start_char, window.end_char):
                if read(rule, match[0]) is not None:
                    yield _Candidate(rule, match.start(), match.end())


@Language.factory("recital_dates")
def create(nlp: Language, name: str) -> Dates:  # noqa: ARG001 # spaCy passes both
    """The component for a pipeline."""
    return Dates(nlp.vocab)


def _part(candidate: _Candidate, text: str) -> Part | None:
    """What a candidate states, with the modifiers that stand before it; None for what is no date at all."""
    reading = read(candidate.rule, text[candidate.start : candidate.end])
    before = Before.of(text, candidate.start)
    if reading is None or (candidate.rule in _LIKE_A_NUMBER and before.word in NAMES):
        return None
    first = _modified(reading.first, before)
    return Part(
        rule=candidate.rule,
        start=before.start if first.portion or first.weekday else candidate.start,
        end=candidate.end,
        first=first,
        last=reading.last,
        before=before,
        accepted=_is_date(candidate, before, text),
    )


def _modified(stated: Stated, before: Before) -> Stated:
    """Days have weekdays and longer units parts; the number alone of a day may yet turn out to be a century's."""
    portion, weekday = before.portion, before.weekday
    if before.approximate:
        stated = replace(stated, approximate=True)
    if weekday and stated.day and not portion:
        return replace(stated, weekday=WEEKDAYS[weekday])
    if portion and not weekday and (stated.precision is not Precision.DAY or stated.is_day_alone):
        return replace(stated, portion=PORTIONS[portion.lower()])
    return stated


def _is_date(candidate: _Candidate, before: Before, text: str) -> bool:
    """Whether a candidate is a date without the help of a neighbour."""
    match candidate.rule:
        case "dates.year":
            return is_year(text, before, candidate.end)
        case "dates.month":
            return is_month(text, before, candidate.end)
        case "dates.day-month" | "dates.month-day":
            return not is_name(text, before, candidate.end)
        case "dates.years":
            return is_of_own_century(text, candidate.start) or is_year(text, before, candidate.end)
        case rule:
            return rule not in _NEEDS_NEIGHBOUR


def _findings(dates: Sequence[Part], text: str) -> list[Finding]:
    found = {id(date): Finding("date", date.start, date.end, date.rule, {}) for date in dates}
    for date in dates:
        names_events = date.first.portion is None and date.first.precision not in _WITH_ARTICLE
        bound = relation(text, date.before, date.end, names_events=names_events)
        fields = value(date.first, date.last, relation=bound)
        lender = found.get(id(date.lender)) if isinstance(date.lender, Part) else date.lender
        found[id(date)].value = fields if lender is None else {**fields, "resolved_from": lender}
    return list(found.values())
