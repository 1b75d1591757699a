"""Dates as people write them, with the ranges and lists they make.

    from 1 July 2022 to 30 June 2023   -> 2022-07-01/2023-06-30
    on 19 and 26 February 1992         -> 1992-02-19 and 1992-02-26
    since the late 1980s               -> 198X, from 1986-09-01 to 1989-12-31, relation since

In runs of tokens that dates are made of, `patterns` finds dates in words, and expressions find dates in figures.
`reading` says what each states, `chains` makes ranges and lists of what stands side by side, `years` lends
years, `values` gives the values. Not recognised on purpose: times of day, weekdays and seasons alone, and whatever
needs a clock (*last year*).
"""

from collections.abc import Iterator, Sequence
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from extractors.dates import context, evidence, numeric
from extractors.dates.chains import Part, compose
from extractors.dates.context import Before
from extractors.dates.dateline import own_date
from extractors.dates.evidence import Candidate
from extractors.dates.flags import FLAGS
from extractors.dates.grammar import RULES
from extractors.dates.order import settle_order
from extractors.dates.patterns import Patterns
from extractors.dates.reading import Reading, read
from extractors.dates.values import Stated, edtf, value
from extractors.dates.words import numbers, portions
from extractors.dates.years import lend_years
from extractors.findings import Attempt, Finding, Findings
from extractors.overlaps import longest
from extractors.steps import Component, Steps
from extractors.tokens import Flag, runs
from schemas.dates import Precision

__all__ = ["FLAGS", "RULES"]

_LIKE_A_NUMBER = frozenset({"dates.iso-day", "dates.numeric-day", "dates.numeric-month", "dates.years"})
_BEYOND = 16
"""Characters after a run of tokens that expressions may take: the tokenizer keeps *10T12* of a time stamp together."""
_WITH_ARTICLE = frozenset({Precision.DECADE, Precision.CENTURY, Precision.QUARTER, Precision.SEASON})


class Dates(Component):
    """The component: adds a finding for every date, and claims its characters."""

    def __init__(self, vocab: Vocab, *, month_first: bool) -> None:
        self._month_first = month_first
        self._patterns = Patterns(vocab)
        self._expressions = [(rule.id, rule.expression) for rule in RULES if rule.expression is not None]
        self._unsigned = [(rule, expression) for rule, expression in self._expressions if rule not in numeric.SIGNS]

    def steps(self, doc: Doc) -> Steps[None]:
        """Adds the dates of a doc to its findings, and the doc's own date to its `user_data`."""
        findings = Findings.of(doc)
        text = findings.view.text  # `doc.text` is put together anew each time
        candidates = [
            candidate
            for start, end in runs(doc, Flag.DATE_WORD, Flag.DATE_TRIGGER)
            for candidate in self._winners([doc[index] for index in range(start, end)], findings)
        ]
        yield
        parts = [part for candidate in candidates if (part := _part(candidate, text)) is not None]
        settle_order(parts, text, month_first=self._month_first)
        dates = compose(parts, text)
        yield
        lend_years(dates, [*findings.of_kind("resolution"), *findings.of_kind("document")], findings.view)
        own = own_date(dates, text)
        doc.user_data["date"] = own and edtf(own.first)
        findings.add(_findings(dates, text))
        for date in dates:
            findings.claim(date.start, date.end)

    def attempts(self, doc: Doc, start: int, end: int) -> Iterator[Attempt]:
        """What the rules match between two offsets of a doc that they have not seen yet, and where each stops."""
        findings = Findings.of(doc)
        text = findings.view.text
        for first, last in runs(doc, Flag.DATE_WORD, Flag.DATE_TRIGGER):
            tokens = [doc[index] for index in range(first, last)]
            if tokens[0].idx < end and start < _end(tokens):
                winners = self._winners(tokens, findings)
                for candidate in self._matches(tokens, text):
                    yield Attempt(
                        "date", candidate.start, candidate.end, candidate.rule, _stopped(candidate, winners, findings)
                    )

    def _winners(self, tokens: Sequence[Token], findings: Findings) -> list[Candidate]:
        """What a run of tokens has of dates, unless an earlier component took all of it: the year of a citation."""
        if findings.is_taken(tokens[0].idx, _end(tokens)):
            return []
        return longest(self._matches(tokens, findings.view.text), stands=partial(_stands, findings))

    def _matches(self, tokens: Sequence[Token], text: str) -> Iterator[Candidate]:
        """What the rules match in a run of tokens, or beginning in it."""
        yield from self._patterns.candidates(tokens)
        start, end = tokens[0].idx, _end(tokens)
        expressions = self._unsigned
        if numeric.FIGURED.search(text, start, end + _BEYOND):
            characters = set(text[start : end + _BEYOND])
            signs = numeric.SIGNS
            expressions = [one for one in self._expressions if not characters.isdisjoint(signs.get(one[0], characters))]
        for rule, expression in expressions:
            for match in expression.finditer(text, start, end + _BEYOND):
                if match.start() < end and read(rule, match[0]) is not None:
                    yield Candidate(rule, match.start(), match.end())


def _end(tokens: Sequence[Token]) -> int:
    return tokens[-1].idx + len(tokens[-1])


@Language.factory("recital_dates", default_config={"month_first": False})
def create(nlp: Language, name: str, month_first: bool) -> Dates:  # noqa: ARG001, FBT001 # spaCy passes all three
    """The component; `month_first` reads *03/04/2005* as 4 March where the document does not say how it writes."""
    return Dates(nlp.vocab, month_first=month_first)


def _stopped(candidate: Candidate, winners: Sequence[Candidate], findings: Findings) -> str:
    """Where a candidate stops."""
    text, (_, start, end) = findings.view.text, candidate
    if mask := findings.masks(start, end):
        return mask
    if evidence.is_amount(text, start, end):
        return "its number goes on, or counts what follows"
    if not _is_whole(candidate, text):
        return "its last figures belong to what follows"
    if candidate not in winners:
        winner = next(other for other in winners if other.start < end and start < other.end)
        return f"{text[winner.start : winner.end]!r} of {winner.rule} is longer, or comes first"
    return _unsaid(candidate, text)


def _unsaid(candidate: Candidate, text: str) -> str:
    """Why what a candidate says is no date; the last of it holds of those that a neighbour could have helped."""
    if _reading(candidate, text) is None:
        return "the calendar has no such day"
    if _part(candidate, text) is None:
        return f"the word before makes it a number of something: {Before.of(text, candidate.start).word!r}"
    return "nothing around it says that it is a date"


def _stands(findings: Findings, candidate: Candidate) -> bool:
    """Whether a candidate is free, and no amount or the beginning of one."""
    _, start, end = candidate
    text = findings.view.text
    return findings.is_free(start, end) and not evidence.is_amount(text, start, end) and _is_whole(candidate, text)


def _is_whole(candidate: Candidate, text: str) -> bool:
    """Whether what a rule matched is its own to the last figure: *2014: 28, 2015: 29*, *10 Jun 25 trucks*."""
    rule, start, end = candidate
    match rule:
        case "dates.day-year":
            return context.is_joined(text, start)
        case "dates.year-first":
            return context.opens_entry(text, start, end)
        case "dates.short-year":
            return evidence.is_short_year(text, start, end)
        case "dates.spelt-year":
            return read(rule, text[start:end]) is not None and evidence.is_spelt_year(text, start, end)
        case _:
            return True


def _part(candidate: Candidate, text: str) -> Part | None:
    """What a candidate states, with the modifiers that stand before it; None for what is no date at all."""
    reading = _reading(candidate, text)
    before = Before.of(text, candidate.start)
    if reading is None or (candidate.rule in _LIKE_A_NUMBER and evidence.is_numbered(text, before)):
        return None
    is_doubted = before.uncertain or context.is_doubted(text, candidate.end)
    first = _modified(reading.first, before, uncertain=is_doubted)
    return Part(
        rule=candidate.rule,
        start=_start(candidate, first, before),
        end=candidate.end,
        first=first,
        last=reading.last,
        before=before,
        accepted=evidence.is_date(candidate, before, text),
    )


def _reading(candidate: Candidate, text: str) -> Reading | None:
    """What a candidate states; None for a day that the calendar does not have: *31 June 1999*, *32 January 2020*."""
    rule, start, end = candidate
    if rule == "dates.month-year" and context.has_no_such_day(text, start, end):
        return None
    return read(rule, text[start:end])


def _start(candidate: Candidate, first: Stated, before: Before) -> int:
    """Where a date starts with the words that belong to it; *following* does where the year is told by it."""
    if before.sequence and first.year is None:
        return before.start - len(before.sequence) - 1
    return before.start if first.portion or first.weekday else candidate.start


def _modified(stated: Stated, before: Before, *, uncertain: bool) -> Stated:
    """Days have weekdays and longer units parts; the number alone of a day may yet turn out to be a century's."""
    portion, weekday = before.portion, before.weekday
    if before.approximate or uncertain:
        stated = stated._replace(approximate=before.approximate, uncertain=uncertain)
    if weekday and stated.day and not portion:
        return stated._replace(weekday=numbers("weekday")[weekday])
    if portion and not weekday and (stated.precision is not Precision.DAY or stated.is_day_alone):
        return stated._replace(portion=portions()[portion.lower()])
    return stated


def _findings(dates: Sequence[Part], text: str) -> list[Finding]:
    found = {id(date): Finding("date", date.start, date.end, date.rule, {}) for date in dates}
    for date in dates:
        names_events = date.first.portion is None and date.first.precision not in _WITH_ARTICLE
        bound = context.relation(text, date.before, date.end, names_events=names_events)
        fields = value(date.first, date.last, relation=bound)
        lender = found.get(id(date.lender)) if isinstance(date.lender, Part) else date.lender
        found[id(date)].value = fields if lender is None else {**fields, "resolved_from": lender}
    return list(found.values())
