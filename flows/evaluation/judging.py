"""How records are judged against gold.

Every record of a document, and every required item that no record met, gets one judgement; scores are counts of
judgements, so that the totals, the scores of single rules and the list of mistakes can never disagree.

    gold [10 June 1999]    record [10 June 1999]      right, exactly
    gold [late 2007]       record [2007]              found, with other offsets; its value is judged all the same
    gold [1999] optional   record [1999]              counts neither way
    gold nothing           record [1999]              extra
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from flows.evaluation.agreement import agrees
from flows.evaluation.gold import GivenValue, Gold, GoldDocument, GoldItem, QuotedDocument
from flows.evaluation.quotes import placed
from schemas.organizations import Mention, OrganizationValue
from schemas.records import Extraction, Record
from schemas.spans import Segment, Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """What gold says of one record, or of one required item that no record met."""

    kind: str
    span: Span
    """Where the record stands; for a missed item, where that stands."""
    item: GoldItem | None
    """The required item that the record met, or that nothing met."""
    record: Record | None
    """Null for a missed item."""
    excused: bool = False
    """Whether the record counts neither way where it matches nothing."""
    wrong: Mapping[str, tuple[GivenValue, Any]] = field(default_factory=dict)
    """Fields of the value that are not as given: what gold gives, and what the record has."""

    @property
    def exact(self) -> bool:
        """Whether the record has the offsets of the item."""
        return self.item is not None and self.record is not None and self.span == self.item.span

    @property
    def found(self) -> bool:
        """Whether a record met the item, with the same offsets or others."""
        return self.item is not None and self.record is not None

    @property
    def extra(self) -> bool:
        """Whether there is a record that meets nothing and should not be there."""
        return self.item is None and not self.excused

    @property
    def misplaced(self) -> bool:
        """Whether there is a record that should not be there with just these offsets."""
        return self.record is not None and not self.exact and not self.excused

    @property
    def rule(self) -> str | None:
        """The rule that found the record."""
        return self.record.provenance.rule if self.record else None

    @property
    def given(self) -> frozenset[str]:
        """The fields of the value that gold gives."""
        return frozenset(self.item.value) if self.item else frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a segment that gold judges alike from end to end."""

    start: int
    end: int
    characters: int
    """How many of its characters are no white space."""
    stripped: bool | None
    """Whether gold strips it; null where it counts neither way."""
    segment: Segment

    @property
    def right(self) -> bool:
        """Whether it is kept, or stripped, as gold says."""
        return self.stripped is None or self.stripped is not self.segment.label.kept


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """One document, and all that gold says of its extraction."""

    source: str
    text: str
    records: tuple[Judgement, ...]
    stretches: tuple[Stretch, ...]


def judge(gold: Gold, extraction: Extraction, text: str) -> JudgedDocument:
    """Judgements of everything in an extraction. Raises `UsageError` for gold that does not fit the text.

    Gold without offsets is given those of the records with its quotes: as many of a quote as there are of both.
    """
    if isinstance(gold, QuotedDocument):
        with_places, lost = placed(gold, extraction, text)
        judged = judge(with_places, extraction, text)
        missed = (Judgement(item.kind, Span(0, 0), item, record=None) for item in lost)
        return replace(judged, records=(*judged.records, *missed), stretches=())
    gold.check_text(text)
    kinds = sorted({item.kind for item in gold.gold} | {record.kind for record in extraction.records})
    return JudgedDocument(
        source=gold.source,
        text=text,
        records=tuple(judgement for kind in kinds for judgement in _judge_kind(kind, gold, extraction)),
        stretches=tuple(_judge_segments(gold, extraction, text)),
    )


def _judge_kind(kind: str, gold: GoldDocument, extraction: Extraction) -> Iterator[Judgement]:
    required = [item for item in gold.gold if item.kind == kind and not item.optional]
    optional = [item.span for item in gold.gold if item.kind == kind and item.optional]
    records = [record for record in extraction.records if record.kind == kind]
    spans = [Span(record.provenance.start, record.provenance.end) for record in records]
    met = _pairs([item.span for item in required], spans)
    for position, (record, span) in enumerate(zip(records, spans, strict=True)):
        item = required[met[position]] if position in met else None
        excused = _is_nominal(record) or any(span.overlaps(other) for other in optional)
        wrong = _wrong_fields(item, record) if item else {}
        yield Judgement(kind, span, item, record, excused=excused, wrong=wrong)
    found = set(met.values())
    for position, item in enumerate(required):
        if position not in found:
            yield Judgement(kind, item.span, item, record=None)


def _pairs(items: list[Span], records: list[Span]) -> dict[int, int]:
    """Which item each record met: one to one, longest overlap first, then equal offsets, then the order of the text."""
    candidates = sorted(
        (max(item.start, record.start) - min(item.end, record.end), item != record, i, r)
        for i, item in enumerate(items)
        for r, record in enumerate(records)
        if item.overlaps(record)
    )
    met: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, r in candidates:
        if i not in taken and r not in met:
            met[r] = i
            taken.add(i)
    return met


def _judge_segments(gold: GoldDocument, extraction: Extraction, text: str) -> Iterator[Stretch]:
    kept, stripped, either = range(3)
    wanted = bytearray(len(text))
    for stretch in sorted(gold.stripped, key=lambda stretch: stretch.optional):
        wanted[stretch.start : stretch.end] = bytes([either if stretch.optional else stripped]) * (
            stretch.end - stretch.start
        )
    for segment in extraction.segments:
        start = segment.start
        for state, run in groupby(wanted[segment.start : segment.end]):
            end = start + sum(1 for _ in run)
            yield Stretch(
                start=start,
                end=end,
                characters=len("".join(text[start:end].split())),
                stripped={kept: False, stripped: True, either: None}[state],
                segment=segment,
            )
            start = end


def _is_nominal(record: Record) -> bool:
    return isinstance(record.value, OrganizationValue) and record.value.mention is Mention.NOMINAL


def _wrong_fields(item: GoldItem, record: Record) -> dict[str, tuple[GivenValue, Any]]:
    value = record.value.model_dump(mode="json")
    return {name: (given, value[name]) for name, given in item.value.items() if not agrees(name, given, value[name])}
