import pytest
from rich.console import Console

from flows import progress
from flows.progress import Pace, on_terminal


def test_pace_tells_rate_and_time_left() -> None:
    assert Pace(100_000, 0.0, done=6_100).at(100.0) == "6,100 of 100,000  61.0 a second  0:25:39 left"


@pytest.mark.parametrize("now", [0.0, 10.0])
def test_pace_promises_nothing_before_anything_is_done(now: float) -> None:
    assert Pace(100, 0.0).at(now) == "0 of 100"


def test_the_bar_shows_the_pace_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "Console", lambda **told: Console(force_terminal=True, width=100, **told))
    with on_terminal("extracting", 8) as advance:
        advance(2)
        advance(6)
    assert "extracting" in (shown := capsys.readouterr().err)
    assert "8 of 8" in shown


def test_there_is_no_bar_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with on_terminal("extracting", 8) as advance:
        advance(8)
    assert capsys.readouterr().err == ""
