"""`recital publish`: what it prints, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.stores import inbox
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.policy import Policy
from schemas.decisions import Verdict

Put = Callable[..., None]

TEXT = "In 1999 they left."
YEAR = {"kind": "date", "text": "1999"}
HEAD = "into sqlite:///facts.db: {} added, {} changed, {} withdrawn"


@pytest.fixture
def store_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store that the command finds in its working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    return "sqlite:///output/recital.db"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["publish", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_publish_tells_what_became_of_each_table(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put(TEXT, YEAR)
    first, dates, *others = said(capsys, "sqlite:///facts.db")
    assert first == HEAD.format(1, 0, 0)
    assert dates.split() == ["dates", "1", "added", "0", "changed", "0", "withdrawn"]
    assert len(others) == 7
    assert said(capsys, "sqlite:///facts.db")[0] == HEAD.format(0, 0, 0)


def test_publish_goes_where_the_setting_says(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(TEXT, YEAR)
    monkeypatch.setenv("RECITAL_PUBLISH", "sqlite:///facts.db")
    monkeypatch.setenv("RECITAL_PUBLISH_HISTORY", "true")
    assert said(capsys)[0] == HEAD.format(1, 0, 0)
    assert main(["publish", "sqlite:///facts.db"]) == 0
    monkeypatch.delenv("RECITAL_PUBLISH_HISTORY")
    assert main(["publish"]) == 3
    assert "dates.valid_from is not expected" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "there is no destination; expected one as argument, or in the setting `publish`"),
        (("facts.db",), "--publish 'facts.db': expected duckdb:///PATH, sqlite:///PATH, postgresql://…"),
    ],
    ids=["none", "unknown"],
)
def test_publish_says_what_a_destination_is(
    database: Database, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert main(["publish", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_publish_needs_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["publish", "sqlite:///facts.db"]) == 2
    assert "`recital run` makes one" in capsys.readouterr().err
    assert not (tmp_path / "facts.db").exists()


def test_publish_names_the_sources_that_stay_as_they_were(
    put: Put, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(TEXT, YEAR)
    said(capsys, "sqlite:///facts.db")
    put(TEXT)
    with database.reading() as connection:
        (change,) = inbox.list_changes(connection, 1, limit=None)
    decide(database, change.id, Said("Ada", Verdict.REJECT), seen=0, policy=Policy())
    (tmp_path / "raw/a.txt").unlink()
    assert main(["publish", "sqlite:///facts.db"]) == 1
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == f"{HEAD.format(0, 0, 0)}; left as they were: 1 sources"
    assert (
        last == "a.txt: what is published of it stays as it was: the source cannot be read: No such file or directory"
    )
