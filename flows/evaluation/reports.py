"""What `recital evaluate` prints: a table for people, plain data for machines.

kind   gold   exact P      R     F1   overlap P      R     F1   values   items
date     51     0.980  0.961  0.970       1.000  0.980  0.990    0.979       –
values of date: earliest 1.000 of 51, edtf 0.979 of 51
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.evaluation.judging import JudgedDocument
from flows.evaluation.mistakes import SEGMENT, Mistake, mistakes
from flows.evaluation.scores import Counts, RecordScore, SegmentScore, Share, record_score, segment_score
from schemas.records import KINDS

_COLUMNS = ("kind", "gold", "exact P", "R", "F1", "overlap P", "R", "F1", "values", "items")


@dataclass(frozen=True, slots=True)
class Report:
    """How the extractions of some documents compare with gold, all documents together."""

    documents: tuple[JudgedDocument, ...]
    kinds: tuple[str, ...] = KINDS
    """The kinds of fact that are reported on."""
    with_mistakes: bool = False
    """Whether every mistake is listed; those of segments where all kinds are reported on."""

    def print(self, console: Console) -> None:
        """Prints mistakes one a line, then a table of scores, the fields of each kind's values, and the segments."""
        for mistake in self.mistakes():
            console.print(Text(str(mistake)), soft_wrap=True)
        scores = {kind: self.score(kind) for kind in self.kinds}
        console.print(_table(scores))
        for kind, score in scores.items():
            if score.fields:
                console.print(Text(_fields_line(kind, score)), soft_wrap=True)
        if (segments := self.segments()).characters.of:  # gold without offsets says nothing of them
            console.print(Text(_segments_line(segments)), soft_wrap=True)

    def as_json(self) -> str:
        """Scores, and mistakes where they are listed, in ASCII; ratios of nothing are null."""
        segments = self.segments()
        data: dict[str, Any] = {
            "documents": len(self.documents),
            "kinds": {kind: _score_data(self.score(kind)) for kind in self.kinds},
            "segments": {"characters": _share_data(segments.characters), "stripped": _counts_data(segments.stripped)},
        }
        if self.with_mistakes:
            data["mistakes"] = [asdict(mistake) for mistake in self.mistakes()]
        return json.dumps(data, indent=2)

    def score(self, kind: str) -> RecordScore:
        """Score of one kind."""
        return record_score(j for document in self.documents for j in document.records if j.kind == kind)

    def segments(self) -> SegmentScore:
        """Score of the segments."""
        return segment_score(stretch for document in self.documents for stretch in document.stretches)

    def mistakes(self) -> Iterator[Mistake]:
        """The mistakes to be listed."""
        listed = {*self.kinds, *([SEGMENT] if self.kinds == KINDS else [])} if self.with_mistakes else set()
        for document in self.documents:
            yield from (mistake for mistake in mistakes(document) if mistake.kind in listed)


def ratio_text(ratio: float | None) -> str:
    """A ratio with three digits; a dash for none.

    >>> ratio_text(2 / 3), ratio_text(None)
    ('0.667', '–')
    """
    return "–" if ratio is None else f"{ratio:.3f}"


def _table(scores: dict[str, RecordScore]) -> Table:
    """A row for each kind, within 80 columns."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    for position, column in enumerate(_COLUMNS):
        table.add_column(column, justify="right" if position else "left", no_wrap=True)
    for kind, score in scores.items():
        table.add_row(
            kind,
            str(score.exact.right + score.exact.missed),
            *(ratio_text(ratio) for counts in (score.exact, score.overlapping) for ratio in _ratios(counts)),
            ratio_text(score.values.value),
            ratio_text(score.items.value),
        )
    return table


def _fields_line(kind: str, score: RecordScore) -> str:
    shares = (f"{name} {ratio_text(share.value)} of {share.of:,}" for name, share in score.fields.items())
    return f"values of {kind}: {', '.join(shares)}"


def _segments_line(score: SegmentScore) -> str:
    precision, recall, _ = map(ratio_text, _ratios(score.stripped))
    return (
        f"segments: {ratio_text(score.characters.value)} of {score.characters.of:,} characters right;"
        f" stripping: precision {precision}, recall {recall}"
    )


def _ratios(counts: Counts) -> tuple[float | None, ...]:
    return counts.precision, counts.recall, counts.f1


def _score_data(score: RecordScore) -> dict[str, Any]:
    return {
        "exact": _counts_data(score.exact),
        "overlapping": _counts_data(score.overlapping),
        "values": _share_data(score.values),
        "items": _share_data(score.items),
        "fields": {name: _share_data(share) for name, share in score.fields.items()},
    }


def _counts_data(counts: Counts) -> dict[str, Any]:
    return {**asdict(counts), "precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _share_data(share: Share) -> dict[str, Any]:
    return {**asdict(share), "share": share.value}
