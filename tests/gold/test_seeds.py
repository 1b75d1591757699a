"""The five seed texts hold their bar: what is right there stays right, and the bar only rises."""

import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.language import Language

from extractors import pipeline
from flows.direct import Extractor
from flows.evaluation.gold import read_gold
from flows.evaluation.pins import Pins, compared, measured, read
from flows.evaluation.reports import Report
from flows.evaluation.scores import rule_scores
from flows.settings import Settings

GOLD = Path(__file__).with_name("seeds.jsonl")
PINS = Path(__file__).with_name("pins.json")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report(nlp: Language) -> Report:
    extractor = Extractor(Settings.load(raw=ROOT / "raw"), nlp)
    return Report(extractor.judge(read_gold(GOLD)), with_mistakes=True)


def test_seeds_fall_below_no_pin(report: Report) -> None:
    comparison = compared(read(PINS), measured(report))
    assert comparison.fallen == (), "\n".join(comparison.lines())


def test_pins_were_lowered_only_with_a_word_that_stands_in_the_changelog() -> None:
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    versions = [*(Pins.model_validate_json(text) for text in earlier_pins()), read(PINS)]
    for before, after in pairwise(versions):
        said = {lowering.figure: lowering for lowering in after.lowered[len(before.lowered) :]}
        fallen = compared(before, after).fallen
        assert {move.figure for move in fallen} <= said.keys()
        assert all(lowering.why in changelog for lowering in said.values())


def earlier_pins() -> Iterator[str]:
    """What stood in the file at each commit that changed it, as far as this clone remembers."""

    def git(*words: str) -> str:
        told = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
        return told.stdout if told.returncode == 0 else ""

    name = PINS.relative_to(ROOT).as_posix()
    for commit in reversed(git("log", "--format=%H", "--diff-filter=AM", "--", name).split()):
        yield git("show", f"{commit}:{name}")


def test_seeds_name_only_rules_that_are_listed(report: Report) -> None:
    assert rule_scores(report.documents).keys() <= {rule.id for rule in pipeline.rules()}
