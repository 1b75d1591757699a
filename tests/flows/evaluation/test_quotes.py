import json
from collections.abc import Callable
from typing import Any

import pytest

from flows.evaluation.gold import GoldDocument, QuotedDocument, parse_gold
from flows.evaluation.judging import JudgedDocument, judge
from flows.evaluation.reports import Report
from flows.evaluation.scores import Counts
from schemas.records import Extraction

TEXT = "In 1999 the Afri\u00adcan\nUnion met, as in 1999 and 2001. The AU and its 3 envoys."


@pytest.fixture
def judged(made: Callable[..., Extraction]) -> Callable[..., JudgedDocument]:
    extraction = made(
        TEXT,
        {"kind": "date", "text": "1999"},
        {"kind": "date", "text": "1999", "at": 2},
        {"kind": "date", "text": "2001"},
        {"kind": "organization", "text": "Afri\u00adcan\nUnion"},
        {"kind": "organization", "text": "The AU"},
    )

    def of(*items: dict[str, Any]) -> JudgedDocument:
        return judge(QuotedDocument.model_validate({"source": "a.pdf", "gold": items}), extraction, TEXT)

    return of


def exact(document: JudgedDocument, kind: str) -> Counts:
    return Report((document,)).score(kind).exact


def date(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "date", "text": text, **more}


def test_gold_without_offsets_is_known_by_its_items() -> None:
    quoted = json.dumps({"source": "a.pdf", "gold": [date("1999")]})
    placed = json.dumps({"source": "b.txt", "sha256": "0" * 64, "stripped": [], "gold": [date("1999", start=3, end=7)]})
    assert [type(document) for document in parse_gold(f"{quoted}\n{placed}", name="g")] == [
        QuotedDocument,
        GoldDocument,
    ]


@pytest.mark.parametrize(
    ("quotes", "counts"),
    [
        (["1999", "1999", "2001"], Counts(right=3, extra=0, missed=0)),
        (["1999", "2001"], Counts(right=2, extra=1, missed=0)),
        (["1999", "1999", "1999", "2001"], Counts(right=3, extra=0, missed=1)),
        (["2001", "1987"], Counts(right=1, extra=2, missed=1)),
        ([], Counts(right=0, extra=3, missed=0)),
    ],
    ids=["all", "fewer", "more", "lost", "none"],
)
def test_multisets_of_quotes_are_compared(judged: Callable[..., Any], quotes: list[str], counts: Counts) -> None:
    assert exact(judged(*map(date, quotes)), "date") == counts


def test_white_space_and_soft_hyphens_do_not_count(judged: Callable[..., Any]) -> None:
    document = judged({"kind": "organization", "text": "African Union"}, {"kind": "organization", "text": "The  AU"})
    assert exact(document, "organization") == Counts(right=2, extra=0, missed=0)


def test_values_are_judged(judged: Callable[..., Any]) -> None:
    document = judged(date("1999", value={"edtf": "1999"}), date("2001", value={"edtf": "2002"}))
    values = Report((document,)).score("date").values
    assert (values.right, values.of) == (1, 2)


def test_optional_quotes_count_neither_way(judged: Callable[..., Any]) -> None:
    document = judged(date("1999"), date("1999"), date("2001", optional=True), date("1987", optional=True))
    assert exact(document, "date") == Counts(right=2, extra=0, missed=0)


def test_a_longer_quote_overlaps_where_the_text_has_it(judged: Callable[..., Any]) -> None:
    score = Report((judged({"kind": "organization", "text": "AU"}),)).score("organization")
    assert score.exact.right == 0
    assert score.overlapping.right == 1


def test_segments_are_not_judged(judged: Callable[..., Any]) -> None:
    assert judged(date("1999")).stretches == ()
