from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import pipeline
from extractors.explaining import Account, account, pattern_of
from extractors.findings import Attempt
from extractors.pipeline import Pipeline
from schemas.documents import Layout
from schemas.spans import SegmentLabel, Span

Explain = Callable[[str], Account]


@pytest.fixture(scope="module")
def explain(nlp: Pipeline) -> Explain:
    """The account of what guillemets enclose in a text."""

    def explain_marked(marked: str) -> Account:
        start, end = marked.index("«"), marked.index("»") - 1
        return account(nlp, marked.replace("«", "").replace("»", ""), Layout(), Span(start, end))

    return explain_marked


def tried(told: Account) -> dict[str, str]:
    """Where each rule stopped."""
    return {attempt.rule: attempt.stopped for attempt in told.attempts}


def test_a_place_is_told_with_what_was_found_and_by_which_tokens(explain: Explain) -> None:
    told = explain("The talks in Juba began on «3 May 2011».")
    assert [(finding.kind, finding.rule) for finding in told.findings] == [("date", "dates.day-month-year")]
    assert [trigger.text for trigger in told.triggers] == ["3", "May", "2011"]
    assert "MONTH" in told.triggers[1].flags
    assert tried(told)["dates.month-year"] == "it is a part of '3 May 2011' of dates.day-month-year"


@pytest.mark.parametrize(
    ("marked", "rule", "stopped"),
    [
        (
            "recalling resolution 1701 («2006»)",
            "dates.year",
            "an earlier component claimed 'resolution 1701 (2006)' of resolutions.word",
        ),
        ("They met in Room «1999».", "dates.year", "nothing around it says that it is a date"),
        ("They sent «2000» troops to Mali.", "dates.year", "its number goes on, or counts what follows"),
        ("in Article «5» of the treaty", "figures.count", "it names, numbers or times something, and counts nothing"),
        (
            "Soldiers of «African Union» Mission in Somalia left",
            "organizations.modified-head",
            "it is a part of 'African Union Mission in Somalia' of organizations.registered-name",
        ),
    ],
)
def test_what_found_nothing_says_where_it_stopped(explain: Explain, marked: str, rule: str, stopped: str) -> None:
    assert tried(explain(marked))[rule] == stopped


def test_stripped_text_is_read_by_no_rule(explain: Explain) -> None:
    told = explain("They left in 1999.\n\n«facebook» twitter youtube instagram")
    assert told.segment.label is SegmentLabel.SHARE_BAR
    assert (told.findings, told.attempts, told.triggers) == ((), (), ())


def test_white_space_is_a_place_without_tokens(explain: Explain) -> None:
    told = explain("They left.«\n\n»The talks went on.")
    assert told.segment.label.kept
    assert told.triggers == ()


def test_the_rest_of_the_sentence_is_told_the_nearest_first(explain: Explain) -> None:
    told = explain("In Room 1999 they «met» in Room 2010 after Agenda 2063.")
    years = [told.quote(attempt) for attempt in told.nearby if attempt.rule == "dates.year"]
    assert years == ["1999", "2010", "2063"]


def test_asking_changes_nothing_of_what_is_found(nlp: Pipeline, explain: Explain) -> None:
    text = "On «3 May 2011» the African Union sent 412 troops under resolution 1701 (2006)."
    asked = explain(text)
    doc = pipeline.prepared(nlp, text.replace("«", "").replace("»", "")).doc
    for _, component in nlp.pipeline:
        component(doc)
    found = [item for item in doc.user_data["findings"].items if item.kind == "date"]
    assert [(item.rule, item.value) for item in asked.findings] == [(item.rule, item.value) for item in found]


def test_a_rule_is_shown_by_the_pattern_that_matched(nlp: Pipeline) -> None:
    rules = {rule.id: rule for rule in pipeline.rules()}
    assert pattern_of(rules["dates.month-year"], nlp, "late May 2011") == "MONTH 'of'? ','? YEAR"
    assert pattern_of(rules["figures.count"], nlp, "12") == ""
    assert pattern_of(rules["dates.iso-day"], nlp, "2011-05-03") == "'2011-05-03', separator '-'"


def test_an_attempt_is_plain_words(explain: Explain) -> None:
    told = explain("They met in Room «1999».")
    assert all(isinstance(attempt, Attempt) and attempt.stopped for attempt in told.attempts)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("recalling resolution 1701 («2006»)", "an earlier component claimed"),
        ("the report «UNEP»/GC/26/19 of May", "is longer, or comes first"),
        ("They left between «1994» and 1996.", "it is a part of"),
        ("They met in Room «1999».", "nothing around it says that it is a date"),
        ("They met on «32 January 2020».", "the calendar has no such day"),
        ("They met on «31 June 1999».", "the calendar has no such day"),
        ("They sent «2000» troops to Mali.", "its number goes on, or counts what follows"),
        ("in Article «5» of the treaty", "it names, numbers or times something"),
        ("the MONUSCO «12» list", "nothing is counted by it"),
    ],
)
def test_the_page_explains_each_reason(explain: Explain, marked: str, said: str) -> None:
    page = (Path(__file__).parents[2] / "docs/explain.md").read_text(encoding="utf-8")
    assert said in page
    assert any(said in attempt.stopped for attempt in explain(marked).attempts), explain(marked).attempts


def test_a_symbol_that_was_found_did_not_stop(explain: Explain) -> None:
    told = explain("the report «UNEP/GC/26/19» of May")
    assert [finding.kind for finding in told.findings] == ["document"]
    assert "resolutions.document-symbol" not in tried(told)
