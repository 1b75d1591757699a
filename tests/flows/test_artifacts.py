"""What runs leave with Prefect, as tables and pages; `test_extract.py` has it with Prefect itself."""

import logging
from uuid import uuid4

import pytest
from prefect.exceptions import PrefectException
from pydantic import HttpUrl

from flows import artifacts
from flows.gates import Finding, Gate, Severity
from flows.stores.tallies import Tallies, Tally
from flows.summary import Novelty, Outcome, Summary

MANY = [Outcome(f"{n:03}.txt", failure="it is empty") for n in range(150)]
CHANGES = Tallies(7, 1, {"date": {"added": 2}}, (Tally("a.txt", "text", 2, 0, 0),))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The artifacts that were made, by key."""
    made: dict[str, object] = {}
    monkeypatch.setattr(artifacts, "get_run_logger", lambda: logging.getLogger("test"))
    monkeypatch.setattr(artifacts, "create_table_artifact", lambda table, key: made.update({key: table}))
    monkeypatch.setattr(artifacts, "create_markdown_artifact", lambda markdown, key: made.update({key: markdown}))
    return made


def test_tables_have_an_end_and_count_the_rest() -> None:
    table = artifacts.summary_table(Summary.of(MANY))
    assert len(table) == 101
    assert table[0] == {"what": "documents", "number": "150", "details": "failed 150"}
    assert table[-1] == {"what": "…", "number": "", "details": "and 54 more"}
    rows = artifacts.documents_table(MANY)
    assert (len(rows), rows[-1]["source"], rows[-1]["failure"]) == (101, "…", "and 50 more")


def test_a_row_tells_of_a_document() -> None:
    outcome = Outcome("a\x1b.txt", records={"date": 2}, novelty=Novelty.AGAIN)
    assert artifacts.documents_table([outcome]) == [
        {
            "source": "a␛.txt",
            "was": "again",
            "date": 2,
            "figure": 0,
            "organization": 0,
            "resolution": 0,
            "document": 0,
            "failure": "",
        }
    ]


def test_the_page_of_changes_counts_by_kind_and_names_the_documents_with_the_most() -> None:
    most = (Tally("a|b.txt", "text", 3, 1, 0), Tally("c.txt", "rules", 0, 0, 1))
    changes = Tallies(12, 7, {"date": {"added": 3, "removed": 1}, "figure": {"changed": 1}}, most)
    page = artifacts.changes_page(changes, review_url=HttpUrl("http://127.0.0.1:8000/")).splitlines()
    assert page == [
        "# Run 12: changes in 7 documents",
        "",
        "[Look at each of them](http://127.0.0.1:8000/)",
        "",
        "| records | added | removed | changed |",
        "| --- | --: | --: | --: |",
        "| date | 3 | 1 | 0 |",
        "| figure | 0 | 0 | 1 |",
        "",
        "| document | cause | added | removed | changed |",
        "| --- | --- | --: | --: | --: |",
        r"| `a\|b.txt` | text | 3 | 1 | 0 |",
        "| `c.txt` | rules | 0 | 0 | 1 |",
        "",
        "… and 5 more documents",
    ]


def test_a_page_links_nowhere_without_a_review_page() -> None:
    assert "](" not in artifacts.changes_page(CHANGES, review_url=None)


def test_a_run_leaves_what_there_is(made: dict[str, object]) -> None:
    artifacts.leave(Summary.of([Outcome("a.txt")]), CHANGES, review_url=None)
    assert sorted(made) == ["recital-changes", "recital-documents", "recital-summary"]
    made.clear()
    unchanged = Summary.of([Outcome("a.txt", novelty=Novelty.UNCHANGED)])
    artifacts.leave(unchanged, Tallies(8, 0, {}, ()), review_url=None)
    assert sorted(made) == ["recital-summary"]


def test_findings_are_in_the_log_by_their_severity(made: dict[str, object], caplog: pytest.LogCaptureFixture) -> None:
    found = (
        Finding(Gate.LOSS, Severity.BLOCK, "a.txt", "5 records are gone"),
        Finding(Gate.MISMATCH, Severity.WARN, "b.txt", "they do not add up"),
    )
    artifacts.leave(Summary.of([]).with_findings(found), CHANGES, review_url=None)
    said = [(record.levelname, record.getMessage()) for record in caplog.records if record.levelno > logging.INFO]
    assert said == [("ERROR", "a.txt: 5 records are gone"), ("WARNING", "b.txt: they do not add up")]


def test_what_prefect_does_not_take_ends_no_run(
    made: dict[str, object], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(table: object, key: str) -> None:
        raise PrefectException("no room")

    monkeypatch.setattr(artifacts, "create_table_artifact", refused)
    artifacts.leave(Summary.of([]), CHANGES, review_url=None)
    assert "Prefect did not take the summary" in caplog.text


def test_progress_is_told_only_of_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    now, told = [0.0], []
    monkeypatch.setattr(artifacts.time, "monotonic", lambda: now[0])

    def create(progress: float, key: str, description: str) -> object:
        told.append((progress, description))
        return uuid4()

    def update(number: object, progress: float, description: str) -> None:
        told.append((progress, description))

    monkeypatch.setattr(artifacts, "create_progress_artifact", create)
    monkeypatch.setattr(artifacts, "update_progress_artifact", update)
    with artifacts.progress("extracting", 8) as advance:
        advance(1)  # at once
        now[0] = 11.0
        advance(1)
        now[0] = 12.0
        advance(2)  # too soon for another word
        now[0] = 17.0
        advance(2)
        advance(2)  # the end is always told
    assert told == [
        (25.0, "extracting: 2 of 8  0.2 a second  0:00:33 left"),
        (75.0, "extracting: 6 of 8  0.4 a second  0:00:06 left"),
        (100.0, "extracting: 8 of 8  0.5 a second  0:00:00 left"),
    ]
    told.clear()
    with artifacts.progress("storing", 1) as advance:
        advance(1)
    assert told == []
