"""When files that come are taken: the decision with times that are given, the loop with real files."""

from pathlib import Path

import pytest

from flows.scheduling import watching
from flows.scheduling.watching import Arrivals, is_temporary, on_change, snapshot


def seen(size: int) -> watching.Snapshot:
    return {"a.txt": (size, 1)}


def test_nothing_is_taken_where_nothing_came() -> None:
    arrivals = Arrivals(settle=2)
    assert not arrivals.waits
    assert not arrivals.are_complete(100, seen(1))


def test_what_came_is_taken_when_it_has_not_changed_for_a_while() -> None:
    arrivals = Arrivals(settle=2)
    arrivals.note(0)
    assert [arrivals.are_complete(now, seen(1)) for now in (0, 1, 2)] == [False, False, True]


def test_what_still_grows_is_waited_for() -> None:
    arrivals = Arrivals(settle=2)
    arrivals.note(0)
    sizes = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 4), (5, 4)]
    assert [arrivals.are_complete(now, seen(size)) for now, size in sizes] == [False] * 5 + [True]


def test_what_never_stops_growing_keeps_nothing_else_waiting_for_ever() -> None:
    arrivals = Arrivals(settle=2)
    arrivals.note(0)
    assert not any(arrivals.are_complete(now, seen(now)) for now in range(600))
    assert arrivals.are_complete(600, seen(600))


def test_many_events_are_one_arrival() -> None:
    arrivals = Arrivals(settle=2)
    for now in (0, 0.1, 0.2):
        arrivals.note(now)
    arrivals.are_complete(0.2, seen(1))
    assert arrivals.are_complete(2.2, seen(1))
    arrivals.taken()
    assert not arrivals.waits


def test_what_comes_during_a_run_is_for_the_next() -> None:
    arrivals = Arrivals(settle=2)
    arrivals.note(0)
    arrivals.taken()
    arrivals.note(5)
    assert not arrivals.are_complete(5, seen(1))
    assert arrivals.are_complete(7, seen(1))


def test_a_snapshot_has_sources_and_leaves_out_what_is_only_being_made(tmp_path: Path) -> None:
    for name in ("a.txt", ".b.txt", "c.txt.part"):
        (tmp_path / name).write_text("text", encoding="utf-8")
    assert list(snapshot(tmp_path)) == ["a.txt"]


@pytest.mark.parametrize(
    "name", ["a.TMP", "sub/~$a.docx", "#a#", "a.txt~", ".a.swp", "a.swo", "a.crdownload", ".x/y/z"]
)
def test_names_of_files_that_programs_work_with_do_not_count(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["a.txt", "a.partial.txt", "tmp/a.txt", "template.docx", "#1.txt", "a~b.txt", "swap"])
def test_other_names_count(name: str) -> None:
    assert not is_temporary(name)


def run_until(raw: Path, scenes: list[object]) -> int:
    """How many runs there were until the scenes were over: each is played in a run, which ends as it says."""
    played = 0

    def run() -> bool:
        nonlocal played
        played += 1
        if played > len(scenes):
            raise KeyboardInterrupt
        scene = scenes[played - 1]
        return bool(scene()) if callable(scene) else bool(scene)

    with pytest.raises(KeyboardInterrupt):
        on_change(raw, run, settle=0.05)
    return played


def test_a_run_takes_what_is_there_and_another_what_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_TICK_MS", 20)

    def drop() -> bool:
        (tmp_path / ".hidden.txt").write_text("not yet", encoding="utf-8")
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub/a.txt").write_text("here", encoding="utf-8")
        return True

    assert run_until(tmp_path, [drop]) == 2


def test_a_run_that_could_not_do_its_work_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_TICK_MS", 20)
    monkeypatch.setattr(watching, "_PAUSE", 0.1)
    assert run_until(tmp_path, [False]) == 2
