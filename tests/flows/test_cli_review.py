"""`recital review`: where the page is served, and with which token."""

from pathlib import Path
from typing import Any

import pytest
import uvicorn

from flows.cli import main
from flows.stores import upgrades
from flows.stores.database import Database


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server was started with; it ends at once."""
    monkeypatch.chdir(tmp_path)
    with Database("sqlite:///output/recital.db") as database:
        upgrades.prepare(database)
    options: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **given: options.update(given))
    return options


def test_page_is_served_on_this_machine_without_a_token(
    started: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review"]) == 0
    shown = capsys.readouterr().out
    assert "http://127.0.0.1:8111/" in shown
    assert "token" not in shown
    assert (started["host"], started["port"]) == ("127.0.0.1", 8111)


def test_page_is_served_elsewhere_with_a_token_shown_once(
    started: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--host", "10.0.0.1", "--port", "9000"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("token")]
    assert len(line.rpartition(" ")[2]) >= 40


def test_page_needs_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review"]) == 2
    assert "`recital run` makes one" in capsys.readouterr().err
