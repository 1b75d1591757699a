"""`recital review`: where the page is served, and with which token."""

import socket
from pathlib import Path

import pytest
import uvicorn

from flows.cli import main
from flows.review import serving
from flows.review.serving import Address
from flows.stores.database import Database


@pytest.fixture
def started(store_here: Database, monkeypatch: pytest.MonkeyPatch) -> list[Address]:
    """Where the server was started; it ends at once."""
    at: list[Address] = []
    monkeypatch.setattr(serving, "listen", lambda address: at.append(address) or socket.socket())
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    return at


def test_page_is_served_on_this_machine_without_a_token(
    started: list[Address], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review"]) == 0
    shown = capsys.readouterr().out
    assert "http://127.0.0.1:8111/" in shown
    assert "token" not in shown
    assert started == [Address("127.0.0.1", 8111)]


def test_page_is_served_elsewhere_with_a_token_shown_once(
    started: list[Address], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--host", "10.0.0.1", "--port", "9000"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("token")]
    assert len(line.rpartition(" ")[2]) >= 40


def test_page_on_a_port_that_is_taken_says_which_and_what_to_do(
    store_here: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["review", "--port", str(port)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"port {port} of '127.0.0.1' cannot be served on: Address already in use; expected one" in shown.err
    assert "or give another --port" in shown.err


def test_page_needs_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review"]) == 2
    assert "`recital run` makes one" in capsys.readouterr().err
