"""`recital check --published`: what it prints, and how it ends."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.cli import main
from flows.exits import COULD_NOT_RUN, DONE, FINDINGS, WRONG_USE
from flows.summary import Summary

HOLDS = "all holds: 1 documents, every hash, segment, quote and id; the store says the same"


@pytest.fixture
def stored(recital: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/a.txt").write_text("The mission in Liberia had 412 staff on 3 May 2011.", encoding="utf-8")
    recital(output=tmp_path / "output")  # by its whole path: connections are kept by their URLs


def alter(statement: str) -> None:
    with closing(sqlite3.connect("facts.db")) as file, file:
        file.execute(statement)


def test_places_that_have_what_stands_are_named(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("sqlite:///facts.db", "duckdb:///facts.duckdb"):
        assert main(["publish", place]) == DONE
    capsys.readouterr()
    assert main(["check", "--published", "sqlite:///facts.db", "--published", "duckdb:///facts.duckdb"]) == DONE
    assert capsys.readouterr().out == (
        f"{HOLDS}; sqlite:///facts.db has what stands; duckdb:///facts.duckdb has what stands\n"
    )


def test_a_cell_that_differs_is_a_finding(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    main(["publish", "sqlite:///facts.db"])
    alter("UPDATE figures SET amount = 413")
    capsys.readouterr()
    assert main(["check", "--published", "sqlite:///facts.db"]) == FINDINGS
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("sqlite:///facts.db: figures '")
    assert line.endswith("': amount is 413, expected 412; `recital publish sqlite:///facts.db` mends it")


def test_deep_proves_the_place_of_the_setting(
    stored: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECITAL_PUBLISH", "sqlite:///facts.db")
    assert main(["check", "--deep"]) == FINDINGS
    assert "sqlite:///facts.db: nothing is published there; `recital publish sqlite:///facts.db` does it" in (
        capsys.readouterr().out
    )
    assert main(["check"]) == DONE
    main(["publish"])
    assert main(["check", "--deep"]) == DONE


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        ("facts.db", WRONG_USE, "--published 'facts.db': expected duckdb:///PATH, sqlite:///PATH"),
        ("mysql://me:secret@host/facts", WRONG_USE, "--published 'mysql://me:***@host/facts': expected"),
        ("postgresql://me:secret@127.0.0.1:1/facts", COULD_NOT_RUN, "postgresql+psycopg://me:***@127.0.0.1:1/facts: "),
    ],
    ids=["none", "unknown", "closed"],
)
def test_what_cannot_be_asked_is_said_without_secrets(
    stored: None, capsys: pytest.CaptureFixture[str], place: str, code: int, said: str
) -> None:
    assert main(["check", "--published", place]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "secret" not in told


def test_published_rows_are_compared_with_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("raw", "output"):
        (tmp_path / folder).mkdir()
    assert main(["check", "--published", "sqlite:///facts.db"]) == WRONG_USE
    assert "`recital run` makes one" in capsys.readouterr().err


def test_deep_proves_no_rows_where_there_is_no_store(stored: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("output/recital.db").unlink()
    assert main(["check", "--deep"]) == DONE
    assert capsys.readouterr().out.endswith("; there is no store; extracted again with the same bytes\n")
