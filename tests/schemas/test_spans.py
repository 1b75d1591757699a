import pytest
from pydantic import ValidationError

from schemas.spans import KEPT, Segment, SegmentLabel, Span


@pytest.mark.parametrize(
    ("other", "shared"),
    [(Span(0, 3), False), (Span(0, 4), True), (Span(4, 5), True), (Span(6, 9), False)],
    ids=str,
)
def test_span_overlaps_only_where_it_shares_a_character(other: Span, shared: bool) -> None:
    assert Span(3, 6).overlaps(other) is shared
    assert other.overlaps(Span(3, 6)) is shared


def test_segment_that_is_empty_is_refused() -> None:
    with pytest.raises(ValidationError, match="is empty"):
        Segment(start=3, end=3, label=SegmentLabel.PARAGRAPH, rule="segments.paragraph")


def test_segment_labels_that_split_no_sentence_are_not_kept() -> None:
    assert {label for label in SegmentLabel if not label.splits} == {SegmentLabel.PAGE_FURNITURE, SegmentLabel.RESIDUE}
    assert all(label.splits for label in KEPT)


def test_segment_writes_its_number_only_where_it_has_one() -> None:
    plain = Segment(start=0, end=3, label=SegmentLabel.PARAGRAPH, rule="segments.paragraph")
    numbered = Segment(start=0, end=3, label=SegmentLabel.OPERATIVE, rule="segments.operative", number="3 (a)")
    assert "number" not in plain.model_dump()
    assert numbered.model_dump()["number"] == "3 (a)"


@pytest.mark.parametrize("number", ["", "0", "3(a)", "a", "3 (A)"])
def test_segment_refuses_what_numbers_no_paragraph(number: str) -> None:
    with pytest.raises(ValidationError, match="number"):
        Segment(start=0, end=3, label=SegmentLabel.OPERATIVE, rule="segments.operative", number=number)
