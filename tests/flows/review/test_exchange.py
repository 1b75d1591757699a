"""Decisions on their way out of a store and into another."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.evaluation.gold import parse_gold
from flows.review.desk import Desk
from flows.stores import inbox
from flows.stores.database import Database
from tests.flows.review.conftest import Browser
from tests.flows.review.examples import FIGURE, LATER, TEXT, YEAR

Put = Callable[..., None]


@pytest.fixture
def said(browser: Browser, changed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two decisions; the working directory is where the store is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECITAL_STORE", f"sqlite:///{tmp_path}/recital.db")
    browser.say("/c/1", what="accept", seen=0)
    browser.say("/c/2", what="reject", seen=0, why="no count")


def exported(capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["decisions", "export"]) == 0
    return capsys.readouterr().out.splitlines()


def test_export_is_one_decision_a_line_in_their_order(said: None, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in exported(capsys)]
    assert [(line["who"], line["what"], line["why"], line["after"]["text"]) for line in lines] == [
        ("Ada", "accept", None, "2008"),
        ("Ada", "reject", "no count", "40"),
    ]


def test_import_of_what_is_there_adds_nothing(said: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = exported(capsys)
    (tmp_path / "said.jsonl").write_text("\n".join(before), encoding="utf-8")
    assert main(["decisions", "import", "said.jsonl"]) == 0
    assert capsys.readouterr().out == "0 decisions added, 2 were there\n"
    assert exported(capsys) == before


def test_import_into_another_store_answers_what_waits_there(
    said: None, put: Put, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = exported(capsys)
    (tmp_path / "said.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with database.writing() as connection:  # as if the decisions had been taken elsewhere
        connection.exec_driver_sql("DROP TRIGGER decisions_stay_DELETE")
        connection.exec_driver_sql("DELETE FROM decisions")
        connection.exec_driver_sql("UPDATE changes SET state = 'waiting'")
    assert main(["decisions", "import", "said.jsonl"]) == 0
    assert capsys.readouterr().out == "2 decisions added, 0 were there\n"
    with database.reading() as connection:
        assert inbox.count(connection) == 0
    assert exported(capsys) == lines


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "said.jsonl:1: decided: expected a value, there is none"),
        ("\nnothing", "said.jsonl:2: Expecting value"),
        (None, "cannot be read"),
    ],
)
def test_import_names_the_line_that_is_no_decision(
    said: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "said.jsonl").write_text(content, encoding="utf-8")
    assert main(["decisions", "import", "said.jsonl"]) == 2
    assert says in capsys.readouterr().err


def test_gold_requires_what_people_accepted_and_leaves_out_what_they_rejected(
    said: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decisions", "to-gold"]) == 0
    (document,) = parse_gold(capsys.readouterr().out, name="gold")
    document.check_text(TEXT)
    assert [(item.text, item.optional, item.value.get("edtf")) for item in document.gold] == [
        ("1999", True, None),
        ("2008", False, "2008"),
    ]


def test_gold_says_of_which_document_there_is_none(
    said: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "raw/a.txt").write_text("other", encoding="utf-8")
    assert main(["decisions", "to-gold"]) == 0
    assert "a.txt: the source changed since it was extracted" in capsys.readouterr().err


def test_gold_has_the_value_of_the_person(
    browser: Browser, put: Put, said: None, capsys: pytest.CaptureFixture[str]
) -> None:
    put(TEXT, YEAR, LATER, {**FIGURE, "value": {"amount": "40", "comparison": "about"}})
    browser.say("/c/3", what="edit", seen=0, fields={"amount": "41"})
    main(["decisions", "to-gold"])
    (document,) = parse_gold(capsys.readouterr().out, name="gold")
    assert [item.value["amount"] for item in document.gold if item.kind == "figure"] == ["41"]


@pytest.mark.parametrize("path", ["../a.txt", "/etc/hostname"])
def test_no_source_leads_out_of_the_raw_folder(desk: Desk, path: str) -> None:
    found = desk._texts.read(path, sha256="0" * 64, chars=1)
    assert found == ("", "the source cannot be read: it lies outside the folder")
