"""Scores: counts of judgements, and the shares that follow from them.

2 right, 1 extra, 2 missed  ->  precision 2/3, recall 1/2, F1 4/7
nothing found or to find    ->  no precision, no recall: null, not zero
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.evaluation.judging import JudgedDocument, Judgement, Stretch
from schemas.records import Extraction

ITEM = "item"
"""The field that is scored on its own: what is counted can be worded in more than one right way."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things are right."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; null of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found rightly, found wrongly, and not found."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        return Share(self.right, self.right + self.extra).value

    @property
    def recall(self) -> float | None:
        """Share of what is to be found that was."""
        return Share(self.right, self.right + self.missed).value

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return self.balance.value

    @property
    def balance(self) -> Share:
        """The same as an exact share: what is right counts twice, once as found and once as to be found."""
        return Share(2 * self.right, 2 * self.right + self.extra + self.missed)


@dataclass(frozen=True, slots=True)
class RecordScore:
    """How the records of one kind compare with gold."""

    exact: Counts
    """A record is right where its offsets are those of a required item."""
    overlapping: Counts
    """A record is right where it shares a character with a required item."""
    values: Share
    """Pairs whose every given field is right, of the overlapping pairs whose gold gives any."""
    items: Share
    """Pairs whose `item` is right, of the overlapping pairs whose gold gives it."""
    fields: Mapping[str, Share]
    """The same for each field of the value, in the order of their names."""


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """How the segments compare with gold, in characters that are no white space."""

    characters: Share
    """Characters that are kept, or stripped, as gold says."""
    stripped: Counts
    """The same for stripped characters alone."""


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What one rule did."""

    hits: int
    """Records it found, or segments it labelled."""
    judged: Share
    """What is right of what counts: records with the offsets of a required item, or characters of segments."""


def record_score(judgements: Iterable[Judgement]) -> RecordScore:
    """Score of judgements on one kind, of any number of documents."""
    judgements = list(judgements)
    required = sum(judgement.item is not None for judgement in judgements)
    exact = sum(judgement.exact for judgement in judgements)
    found = [judgement for judgement in judgements if judgement.found]
    valued = [judgement for judgement in found if judgement.given - {ITEM}]
    given = Counter(name for judgement in found for name in judgement.given)
    wrong = Counter(name for judgement in found for name in judgement.wrong)
    fields = {name: Share(given[name] - wrong[name], given[name]) for name in sorted(given)}
    return RecordScore(
        exact=Counts(exact, sum(judgement.misplaced for judgement in judgements), required - exact),
        overlapping=Counts(len(found), sum(judgement.extra for judgement in judgements), required - len(found)),
        values=Share(sum(judgement.wrong.keys() <= {ITEM} for judgement in valued), len(valued)),
        items=fields.get(ITEM, Share(0, 0)),
        fields=fields,
    )


def segment_score(stretches: Iterable[Stretch]) -> SegmentScore:
    """Score of the segments of any number of documents."""
    counts: Counter[tuple[bool, bool]] = Counter()  # characters by whether gold and the segments strip them
    for stretch in stretches:
        if stretch.stripped is not None:
            counts[stretch.stripped, not stretch.segment.label.kept] += stretch.characters
    return SegmentScore(
        characters=Share(counts[True, True] + counts[False, False], counts.total()),
        stripped=Counts(right=counts[True, True], extra=counts[False, True], missed=counts[True, False]),
    )


def rule_scores(documents: Iterable[JudgedDocument]) -> dict[str, RuleScore]:
    """Score of each rule that decided anything, by its id."""
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for document in documents:
        for judgement in document.records:
            if judgement.rule:
                hits[judgement.rule] += 1
                right[judgement.rule] += judgement.exact
                judged[judgement.rule] += judgement.exact or judgement.misplaced
        for stretch in document.stretches:
            rule = stretch.segment.rule
            hits[rule] += stretch.start == stretch.segment.start
            if stretch.stripped is not None:
                right[rule] += stretch.characters * stretch.right
                judged[rule] += stretch.characters
    return {rule: RuleScore(hits=hits[rule], judged=Share(right[rule], judged[rule])) for rule in sorted(hits)}


def rule_hits(extractions: Iterable[Extraction]) -> dict[str, RuleScore]:
    """Hits of each rule that decided anything, where no gold judges them."""
    hits: Counter[str] = Counter()
    for extraction in extractions:
        hits.update(record.provenance.rule for record in extraction.records)
        hits.update(segment.rule for segment in extraction.segments)
    return {rule: RuleScore(hits=hits[rule], judged=Share(0, 0)) for rule in sorted(hits)}
