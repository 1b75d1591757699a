from collections.abc import Callable
from typing import Any

import pytest

from flows.evaluation.gold import GoldDocument
from flows.evaluation.judging import JudgedDocument, judge
from flows.evaluation.mistakes import mistakes
from flows.evaluation.scores import Counts, RecordScore, Share, record_score, rule_scores, segment_score
from schemas.errors import UsageError
from schemas.records import Extraction

Made = Callable[..., Extraction]

TEXT = "From 10 June 1999 the African Union sent 3 envoys; the Union sent 12 in 2001."


def item(kind: str, text: str, *, within: str = TEXT, **given: Any) -> dict[str, Any]:
    start = within.index(text)
    return {"kind": kind, "start": start, "end": start + len(text), "text": text, **given}


def judged(extraction: Extraction, *items: dict[str, Any], text: str = TEXT, stripped: Any = ()) -> JudgedDocument:
    gold = {"source": "a.txt", "sha256": "0" * 64, "stripped": stripped, "gold": items}
    return judge(GoldDocument.model_validate(gold), extraction, text)


def score(document: JudgedDocument, kind: str) -> RecordScore:
    return record_score(judgement for judgement in document.records if judgement.kind == kind)


def found(kind: str, text: str, **given: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, **given}


def test_record_with_the_offsets_of_an_item_is_right(made: Made) -> None:
    document = judged(made(TEXT, found("date", "2001")), item("date", "2001"))
    assert score(document, "date").exact == Counts(right=1, extra=0, missed=0)


def test_record_with_other_offsets_is_right_only_where_overlaps_count(made: Made) -> None:
    document = judged(made(TEXT, found("date", "June 1999")), item("date", "10 June 1999"))
    assert score(document, "date").exact == Counts(right=0, extra=1, missed=1)
    assert score(document, "date").overlapping == Counts(right=1, extra=0, missed=0)


def test_record_that_only_touches_an_item_is_extra(made: Made) -> None:
    document = judged(made(TEXT, found("date", "10 ")), item("date", "June 1999"))
    assert score(document, "date").overlapping == Counts(right=0, extra=1, missed=1)


def test_record_of_another_kind_is_extra(made: Made) -> None:
    document = judged(made(TEXT, found("figure", "2001")), item("date", "2001"))
    assert score(document, "figure").exact == Counts(right=0, extra=1, missed=0)
    assert score(document, "date").exact == Counts(right=0, extra=0, missed=1)


def test_item_meets_one_record_and_the_longest_overlap_wins(made: Made) -> None:
    extraction = made(TEXT, found("date", "10 "), found("date", "June 1999"))
    document = judged(extraction, item("date", "10 June 1999", value={"edtf": "1999"}))
    assert [j.record.text for j in document.records if j.found and j.record] == ["June 1999"]
    assert score(document, "date").overlapping == Counts(right=1, extra=1, missed=0)


def test_record_meets_one_item(made: Made) -> None:
    document = judged(made(TEXT, found("date", "10 June 1999")), item("date", "10 "), item("date", "June 1999"))
    assert score(document, "date").overlapping == Counts(right=1, extra=0, missed=1)


def test_record_on_an_optional_item_counts_neither_way(made: Made) -> None:
    optional = item("figure", "3 envoys", optional=True)
    document = judged(made(TEXT, found("figure", "3")), optional)
    assert score(document, "figure").exact == Counts(right=0, extra=0, missed=0)
    assert score(document, "figure").exact.precision is None


def test_optional_item_that_nothing_meets_counts_neither_way(made: Made) -> None:
    document = judged(made(TEXT), item("figure", "3", optional=True))
    assert score(document, "figure").overlapping == Counts(right=0, extra=0, missed=0)


@pytest.mark.parametrize(("mention", "extra"), [("nominal", 0), ("name", 1), ("acronym", 1)])
def test_only_a_nominal_organization_that_meets_nothing_counts_neither_way(
    made: Made, mention: str, extra: int
) -> None:
    union = found("organization", "Union", at=2, value={"mention": mention})
    document = judged(made(TEXT, union))
    assert score(document, "organization").exact == Counts(right=0, extra=extra, missed=0)


def test_nominal_organization_that_meets_an_item_is_right(made: Made) -> None:
    union = found("organization", "African Union", value={"mention": "nominal"})
    document = judged(made(TEXT, union), item("organization", "African Union"))
    assert score(document, "organization").exact == Counts(right=1, extra=0, missed=0)


def test_values_are_right_where_all_given_fields_are(made: Made) -> None:
    extraction = made(TEXT, found("figure", "3"), found("figure", "12", value={"amount": "13"}))
    document = judged(
        extraction,
        item("figure", "3", value={"measure": "count", "amount": "3"}),
        item("figure", "12", value={"measure": "count", "amount": "12"}),
    )
    assert score(document, "figure").values == Share(right=1, of=2)


def test_values_are_judged_on_pairs_that_only_overlap(made: Made) -> None:
    document = judged(made(TEXT, found("figure", "3 ")), item("figure", "3", value={"amount": "3"}))
    assert score(document, "figure").values == Share(right=1, of=1)


def test_values_leave_out_pairs_whose_gold_gives_none(made: Made) -> None:
    document = judged(made(TEXT, found("figure", "3")), item("figure", "3"))
    assert score(document, "figure").values == Share(right=0, of=0)


def test_item_of_a_figure_is_scored_on_its_own(made: Made) -> None:
    extraction = made(TEXT, found("figure", "3", value={"item": "soldiers"}))
    document = judged(extraction, item("figure", "3", value={"amount": "3", "item": "envoys"}))
    assert score(document, "figure").values == Share(right=1, of=1)
    assert score(document, "figure").items == Share(right=0, of=1)


def test_value_of_which_gold_gives_only_the_item_counts_for_items_alone(made: Made) -> None:
    extraction = made(TEXT, found("figure", "3", value={"item": "the envoys"}))
    document = judged(extraction, item("figure", "3", value={"item": "envoys"}))
    assert score(document, "figure").values == Share(right=0, of=0)
    assert score(document, "figure").items == Share(right=1, of=1)


def test_ratios_follow_from_counts() -> None:
    counts = Counts(right=2, extra=1, missed=2)
    assert (counts.precision, counts.recall, counts.f1) == (2 / 3, 1 / 2, 4 / 7)


def test_ratios_of_nothing_are_null() -> None:
    counts = Counts(right=0, extra=0, missed=0)
    assert (counts.precision, counts.recall, counts.f1) == (None, None, None)


def test_gold_of_another_text_is_refused(made: Made) -> None:
    other = item("date", "1999", within="In 1999")
    with pytest.raises(UsageError, match=r"text \[3, 7\)"):
        judged(made(TEXT), other)


PAGE = "Menu home\n\nIn 2001 talks\n began.\n\nfacebook"


def page(made: Made, *labels: str) -> Extraction:
    return made(PAGE, segments=tuple(zip(labels, ("Menu home", "In 2001 talks\n began.", "facebook"), strict=True)))


def stretch(label: str, text: str) -> dict[str, Any]:
    start = PAGE.index(text)
    return {"start": start, "end": start + len(text), "label": label}


def test_segments_are_counted_in_characters_without_white_space(made: Made) -> None:
    extraction = page(made, "navigation", "paragraph", "paragraph")
    stripped = [stretch("navigation", "Menu home"), stretch("share_bar", "facebook")]
    scored = segment_score(judged(extraction, text=PAGE, stripped=stripped).stretches)
    assert scored.characters == Share(right=8 + 17, of=8 + 17 + 8)
    assert scored.stripped == Counts(right=8, extra=0, missed=8)


def test_segments_are_right_under_any_stripped_label(made: Made) -> None:
    extraction = page(made, "share_bar", "heading", "social_post")
    stripped = [stretch("navigation", "Menu home"), stretch("share_bar", "facebook")]
    scored = segment_score(judged(extraction, text=PAGE, stripped=stripped).stretches)
    assert scored.characters == Share(right=33, of=33)


def test_segments_on_optional_stretches_count_neither_way(made: Made) -> None:
    extraction = page(made, "paragraph", "paragraph", "share_bar")
    stripped = [stretch("navigation_opt", "Menu home"), stretch("residue_opt", "facebook")]
    scored = segment_score(judged(extraction, text=PAGE, stripped=stripped).stretches)
    assert scored.characters == Share(right=17, of=17)
    assert scored.stripped == Counts(right=0, extra=0, missed=0)


def test_segments_stripped_in_part_count_in_part(made: Made) -> None:
    extraction = page(made, "navigation", "paragraph", "paragraph")
    stripped = [stretch("navigation", "Menu"), stretch("residue", "talks")]
    scored = segment_score(judged(extraction, text=PAGE, stripped=stripped).stretches)
    assert scored.stripped == Counts(right=4, extra=4, missed=5)


def test_rules_are_scored_by_what_they_found(made: Made) -> None:
    extraction = made(
        TEXT,
        found("date", "2001", rule="dates.year"),
        found("date", "1999", rule="dates.year"),
        found("figure", "3", rule="figures.count"),
    )
    document = judged(
        extraction, item("date", "2001"), item("date", "10 June 1999"), item("figure", "3", optional=True)
    )
    scores = rule_scores([document])
    assert (scores["dates.year"].hits, scores["dates.year"].judged) == (2, Share(right=1, of=2))
    assert (scores["figures.count"].hits, scores["figures.count"].judged) == (1, Share(right=0, of=0))


def test_rules_of_segments_are_scored_in_characters(made: Made) -> None:
    extraction = page(made, "navigation", "paragraph", "paragraph")
    stripped = [stretch("residue", "talks"), stretch("navigation_opt", "facebook")]
    scores = rule_scores([judged(extraction, text=PAGE, stripped=stripped)])
    assert (scores["segments.navigation"].hits, scores["segments.navigation"].judged) == (1, Share(right=0, of=8))
    assert (scores["segments.paragraph"].hits, scores["segments.paragraph"].judged) == (2, Share(right=12, of=17))


def test_mistakes_name_each_difference_once_and_in_context(made: Made) -> None:
    text = "On 10 June 1999 the AU and the OAS sent 3 envoys. Menu home"
    extraction = made(
        text,
        found("date", "June 1999"),
        found("organization", "OAS"),
        found("figure", "3", value={"amount": "30", "item": "staff"}),
        segments=(("share_bar", "On 10 June 1999"), ("paragraph", text[16:])),
    )
    document = judged(
        extraction,
        item("date", "10 June 1999", within=text),
        item("organization", "AU", within=text, value={"name": "African Union"}),
        item("figure", "3", within=text, value={"amount": "3", "item": "envoys"}),
        text=text,
        stripped=[{"start": 50, "end": 59, "label": "navigation"}],
    )
    assert [str(mistake) for mistake in mistakes(document)] == [
        "a.txt:6 span date: On 10 ⟦June 1999⟧ the AU and the OAS sent 3 envoys. Menu"
        " | wanted 10 June 1999 | found June 1999 (dates.by-hand)",
        "a.txt:40 value figure: On 10 June 1999 the AU and the OAS sent ⟦3⟧ envoys. Menu home"
        " | wanted {'amount': '3'} | found {'amount': '30'} (figures.by-hand)",
        "a.txt:40 item figure: On 10 June 1999 the AU and the OAS sent ⟦3⟧ envoys. Menu home"
        " | wanted {'item': 'envoys'} | found {'item': 'staff'} (figures.by-hand)",
        "a.txt:31 extra organization: On 10 June 1999 the AU and the ⟦OAS⟧ sent 3 envoys. Menu home"
        " (organizations.by-hand)",
        "a.txt:20 missed organization: On 10 June 1999 the ⟦AU⟧ and the OAS sent 3 envoys. Menu home"
        " | wanted {'name': 'African Union'}",
        "a.txt:0 stripped segment: ⟦On 10 June 1999⟧ the AU and the OAS sent 3 envoys. Menu (segments.share-bar)",
        "a.txt:50 kept segment: 1999 the AU and the OAS sent 3 envoys. ⟦Menu home⟧ (segments.paragraph)",
    ]


def test_mistakes_cannot_steer_a_terminal(made: Made) -> None:
    text = "\x1b[2J[red] 1999\nx"
    document = judged(made(text, found("date", "1999")), text=text)
    assert [str(mistake) for mistake in mistakes(document)] == [
        "a.txt:10 extra date: ␛[2J[red] ⟦1999⟧ x (dates.by-hand)"
    ]
