"""An account of one place, as `recital explain` prints it.

date '10 June 1999' a.txt:7 [441, 453) 3f2a1c77d08e6b54
  in        The Council met on ⟦10 June 1999⟧.
  segment   paragraph, by segments.paragraph: Running text.
  rule      dates.day-month-year: A day, a month and a year.
  pattern   DAY_NUMBER 'day'? 'of'? MONTH 'of'? ','? YEAR
  tokens    10 DAY_NUMBER DATE_WORD · June MONTH DATE_TRIGGER DATE_WORD · 1999 YEAR DATE_TRIGGER DATE_WORD
  value     edtf 1999-06-10, precision day
  not       '1999' of dates.year: it is a part of '10 June 1999' of dates.day-month-year
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from extractors import pipeline
from extractors.explaining import Account, Trigger, account, pattern_of
from extractors.findings import Attempt
from extractors.pipeline import Pipeline
from extractors.rules import Rule
from flows.direct import Extracted
from flows.terminal import on_one_line
from schemas.records import RELATIONS, Record
from schemas.spans import Span

_AROUND = 60
"""Characters shown on either side of a place in which nothing was found."""
_NEAREST = 5
"""Attempts of one sort that are shown."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains one document."""

    nlp: Pipeline
    found: Extracted
    """What that pipeline found in the document."""

    def of_record(self, record: Record) -> Iterator[str]:
        """Why a record of the extraction was found."""
        where = record.provenance
        told = account(self.nlp, self.found.text, self.found.layout, Span(where.start, where.end))
        rule = _rules().get(where.rule)
        yield _head(record)
        yield _line("in", self._marked(Span(where.start, where.end), Span(*where.sentence)))
        yield _line("segment", _segment(told))
        yield _line("rule", f"{where.rule}: {rule.says}" if rule else where.rule)
        if rule and (pattern := pattern_of(rule, self.nlp, record.text)):
            yield _line("pattern", pattern)
        yield _line("tokens", _tokens(told.triggers))
        yield _line("value", _value(record))
        yield from (_line(name, self._shown(record_id)) for name, record_id in _pointers(record))
        yield from _attempts("not", told, told.attempts)

    def of_place(self, offset: int) -> Iterator[str]:
        """Why something was found at an offset of the document text, or why nothing was."""
        at = Span(offset, offset + 1)
        found = [r for r in self.found.extraction.records if at.overlaps(Span(r.provenance.start, r.provenance.end))]
        for record in found:
            yield from self.of_record(record)
        if found:
            return
        told = account(self.nlp, self.found.text, self.found.layout, at)
        yield f"nothing was found at {offset} of {self.found.extraction.document.source}"
        yield _line("in", self._marked(at, Span(max(0, offset - _AROUND), offset + _AROUND)))
        yield _line("segment", _segment(told))
        if not told.segment.label.kept:
            yield _line("stopped", "rules read no text with this label; `recital show --stripped` shows all of it")
            return
        yield _line("tokens", _tokens(told.triggers) or "none: white space, or a character that no rule sees")
        if not told.attempts:
            yield _line("stopped", "no rule tried it: no token here shows that there may be a fact")
        yield from _attempts("tried", told, told.attempts)
        yield from _attempts("nearby", told, [attempt for attempt in told.nearby if attempt not in told.attempts])

    def _marked(self, span: Span, within: Span) -> str:
        text = self.found.text
        return f"{text[within.start : span.start]}⟦{text[slice(*span)]}⟧{text[span.end : within.end]}"

    def _shown(self, record_id: str) -> str:
        other = next(record for record in self.found.extraction.records if record.record_id == record_id)
        return f"{other.text!r} [{other.provenance.start}, {other.provenance.end}) {record_id}"


def as_written(record: Record) -> Iterator[str]:
    """What an output file alone tells of a record."""
    where = record.provenance
    yield _head(record)
    yield _line("in", f"{where.prefix}⟦{record.text}⟧{where.suffix}")
    yield _line("rule", where.rule)
    yield _line("value", _value(record))


def _head(record: Record) -> str:
    where = record.provenance
    place = f"{where.source}:{where.line} [{where.start}, {where.end})"
    return on_one_line(f"{record.kind} {record.text!r} {place} {record.record_id}")


def _rules() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in pipeline.rules()}


def _segment(told: Account) -> str:
    segment, rule = told.segment, _rules().get(told.segment.rule)
    says = rule.says if rule else "the reader knows it from the structure of the source"
    return f"{segment.label}{'' if segment.label.kept else ', stripped'}, by {segment.rule}: {says}"


def _tokens(triggers: Sequence[Trigger]) -> str:
    return " · ".join(" ".join((trigger.text, *trigger.flags)) for trigger in triggers)


def _value(record: Record) -> str:
    plain = record.value.model_dump(mode="json", exclude=set(RELATIONS))
    return ", ".join(f"{name} {_plain(value)}" for name, value in plain.items() if value not in (None, [], False))


def _plain(value: Any) -> str:  # noqa: ANN401 # JSON is of any type
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _pointers(record: Record) -> Iterator[tuple[str, str]]:
    """What it was resolved from, is a part of, or has as parts."""
    for name in ("resolved_from", "part_of"):
        if record_id := getattr(record.value, name, None):
            yield name, record_id
    if breakdown := getattr(record.value, "breakdown", None):
        yield from (("part", part) for part in breakdown.parts)


def _attempts(name: str, told: Account, attempts: Iterable[Attempt]) -> Iterator[str]:
    tried = (f"{told.quote(attempt)!r} of {attempt.rule}: {attempt.stopped}" for attempt in attempts)
    yield from (_line(name, attempt) for attempt in islice(dict.fromkeys(tried), _NEAREST))


def _line(name: str, told: str) -> str:
    return f"  {name:<9} {on_one_line(told)}"
