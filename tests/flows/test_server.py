import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import server
from flows.exits import COULD_NOT_RUN
from flows.server import prepare

VARIABLES = ("PREFECT_HOME", "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "PREFECT_LOGGING_LEVEL", "DO_NOT_TRACK")


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An environment that knows nothing of Prefect, and is as it was when the test is over."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("PREFECT_")] + ["DO_NOT_TRACK"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(server.atexit, "register", lambda *_, **__: None)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_prefect_is_told_to_be_quiet_and_to_report_to_nobody() -> None:
    prepare()
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "CRITICAL"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"


def test_a_schedule_says_what_it_does() -> None:
    prepare(talks=True)
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "INFO"


def test_debugging_shows_what_prefect_says() -> None:
    prepare(debug=True)
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"


def test_what_the_user_told_prefect_stays() -> None:
    os.environ["DO_NOT_TRACK"] = "0"
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "INFO"
    os.environ["PREFECT_HOME"] = "/nowhere"
    prepare()
    assert os.environ["DO_NOT_TRACK"] == "0"
    assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "INFO"
    assert os.environ["PREFECT_HOME"] == "/nowhere"


def test_prefects_own_home_is_used_where_it_can_be_written() -> None:
    prepare()
    assert "PREFECT_HOME" not in os.environ


def test_a_home_that_cannot_be_written_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    prepare()
    assert Path(os.environ["PREFECT_HOME"]).is_dir()
    Path(os.environ["PREFECT_HOME"]).rmdir()


def test_a_server_that_starts_does_not_hear_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGINT)
    starting = server.TemporaryServer.start()
    process = starting._process
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    process.join(1)
    assert process.is_alive()
    assert signal.getsignal(signal.SIGINT) is before
    starting.stop()


@pytest.mark.slow
def test_a_run_whose_server_is_killed_ends_at_once_and_says_so() -> None:
    code = """
import os, signal, time
from flows.server import TemporaryServer
server = TemporaryServer.start()
server.wait()
os.kill(server._process.pid, signal.SIGKILL)
time.sleep(60)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=200, check=False)  # noqa: S603 # our own program
    assert ended.returncode == COULD_NOT_RUN
    assert ended.stderr.endswith(
        "recital: Prefect's temporary server was killed, and the run with it; run again: it goes on from there\n"
    )


@pytest.mark.slow
def test_a_server_that_is_stopped_ends_nothing_else() -> None:
    running = server.TemporaryServer.start()
    running.wait()
    running.stop()
    assert not running._process.is_alive()
