"""The five seed texts hold their bar: what is right there stays right."""

from pathlib import Path

import pytest
from spacy.language import Language

from extractors import pipeline
from flows.direct import Extractor
from flows.evaluation.gold import read_gold
from flows.evaluation.reports import Report
from flows.evaluation.scores import rule_scores
from flows.settings import Settings

GOLD = Path(__file__).with_name("seeds.jsonl")
RAW = Path(__file__).parents[2] / "raw"


@pytest.fixture(scope="module")
def report(nlp: Language) -> Report:
    extractor = Extractor(Settings.load(raw=RAW), nlp)
    return Report(extractor.judge(read_gold(GOLD)), with_mistakes=True)


def listed(report: Report, kind: str) -> str:
    return "\n".join(str(mistake) for mistake in report.mistakes() if mistake.kind == kind)


@pytest.mark.parametrize("kind", ["resolution", "document"])
def test_seeds_find_all_symbols_and_nothing_else(report: Report, kind: str) -> None:
    score = report.score(kind).exact
    assert (score.precision, score.recall) == (1, 1), listed(report, kind)


@pytest.mark.parametrize("kind", ["date", "figure", "organization"])
def test_seeds_hold_their_bar_for_spans_and_values(report: Report, kind: str) -> None:
    score = report.score(kind)
    assert score.exact.f1 is not None
    assert score.exact.f1 >= 0.98, listed(report, kind)
    assert score.values.value is not None
    assert score.values.value >= 0.98, listed(report, kind)


def test_seeds_keep_and_strip_the_right_characters(report: Report) -> None:
    share = report.segments().characters.value
    assert share is not None
    assert share >= 0.99, listed(report, "segment")


def test_seeds_name_only_rules_that_are_listed(report: Report) -> None:
    assert rule_scores(report.documents).keys() <= {rule.id for rule in pipeline.rules()}
