"""Work that is handed out: every call ends once, whatever dies; with real processes, and without any."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import pytest

from flows import workers
from flows.settings import Settings
from flows.stores import files
from flows.workers import Result
from schemas.errors import RunError


class Future:
    """One that is done."""

    def __init__(self, value: object) -> None:
        self._value = value

    def add_done_callback(self, note: Callable[["Future"], None]) -> None:
        note(self)

    def result(self, *, raise_on_failure: bool) -> object:
        if isinstance(self._value, BrokenExecutor):
            raise self._value
        return self._value


class Crew:
    """Workers that answer when they are asked, and die of what they are told to."""

    losses: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, size: int, *, deadly: Callable[[int, int], bool] = lambda call, time: False) -> None:
        self.size = size
        self._deadly = deadly
        self._broken = False
        self.given: Counter[int] = Counter()
        self.renewed = 0

    def submit(self, _task: object, call: tuple[Any, ...]) -> Future:
        (number,) = call
        self.given[number] += 1
        self._broken = self._broken or self._deadly(number, self.given[number])
        return Future(BrokenExecutor("a process died") if self._broken else number * number)

    def renew(self) -> None:
        self._broken = False
        self.renewed += 1


def results(crew: Crew, calls: int) -> list[Result]:
    return sorted(workers.results(crew, None, ((number,) for number in range(calls))), key=lambda r: r.number)  # type: ignore[arg-type] # a crew in a test


@pytest.mark.parametrize("calls", [0, 1, 3, 50])
def test_every_call_has_its_result_once(calls: int) -> None:
    crew = Crew(2)
    assert results(crew, calls) == [Result(number, number**2) for number in range(calls)]
    assert set(crew.given.values()) <= {1}


def test_no_more_is_handed_out_than_the_workers_need() -> None:
    crew, taken = Crew(3), []

    def calls() -> Any:
        for number in range(100):
            taken.append(number)
            yield (number,)

    coming = workers.results(crew, None, calls())  # type: ignore[arg-type]
    next(coming)
    assert len(taken) == 6


def test_a_worker_that_dies_by_accident_loses_nothing() -> None:
    crew = Crew(2, deadly=lambda call, time: call == 5 and time == 1)
    assert results(crew, 20) == [Result(number, number**2) for number in range(20)]
    assert crew.renewed == 1


def test_a_call_that_kills_its_worker_takes_no_other_with_it() -> None:
    crew = Crew(2, deadly=lambda call, time: call in (5, 6))
    found = results(crew, 20)
    assert [result.number for result in found] == list(range(20))
    assert {result.number for result in found if isinstance(result.value, RunError)} == {5, 6}
    assert crew.given[5] == crew.given[6] == 2


def test_what_a_task_raises_is_its_result() -> None:
    class Raising(Crew):
        def submit(self, _task: object, call: tuple[Any, ...]) -> Future:
            return Future(MemoryError(*call))

    assert [type(result.value) for result in results(Raising(1), 3)] == [MemoryError] * 3


@pytest.mark.parametrize(
    ("told", "read", "size"), [(None, 0, 1), (None, 4_000_000, 1), (None, 4_000_001, 3), (1, 10**9, 1)]
)
def test_processes_are_hired_where_there_is_enough_to_do(
    monkeypatch: pytest.MonkeyPatch, told: int | None, read: int, size: int
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 3)
    with workers.hired(Settings.load(workers=told), read, list) as crew:
        assert crew.size == size


TEXT = (
    "The envoys of the African Union left Mogadishu on {day} May 1994 with {people} observers, of whom 30 were police. "
    "Under resolution 1701 (2006) the force grew to 15,000 troops; in {year} the mission in Liberia was closed.\n\n"
)
DOCUMENTS = 120


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = "".join(TEXT.format(day=1 + n % 28, people=100 + number + n, year=1990 + n) for n in range(12))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


class Recital:
    """Runs of the command line in a folder, with an output folder each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        self._environment |= {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": os.pathsep.join(sys.path)}

    def start(self, output: str, *arguments: str) -> "subprocess.Popen[str]":
        code = "import sys; from flows.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "run", "--output", output, "--shard-bytes", "20KB", *arguments]
        return subprocess.Popen(  # noqa: S603 # our own words
            command, cwd=self.folder, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def begin(self, output: str, *arguments: str) -> "subprocess.Popen[str]":
        """A run that has begun to write."""
        run = self.start(output, *arguments)
        while run.poll() is None and not any(files.sources(self.folder / output)):
            time.sleep(0.01)
        return run

    def written(self, output: str) -> dict[str, bytes]:
        folder = self.folder / output
        return {source: files.path_of(folder, source).read_bytes() for source in files.sources(folder)}


def children(process: int) -> list[int]:
    """The processes that a process started, in that order."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return sorted(int(number) for thread in threads for number in thread.read_text(encoding="ascii").split())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not list the children of a process")
def test_as_many_workers_as_there_are_write_the_same_bytes_whoever_dies(raw: Path, tmp_path: Path) -> None:
    recital = Recital(tmp_path)
    alone = recital.start("alone", "--workers", "1")
    assert (alone.communicate(timeout=300)[1], alone.returncode) == ("", 0)
    expected = recital.written("alone")
    assert len(expected) == DOCUMENTS

    run = recital.begin("worker", "--workers", "2")
    os.kill(children(run.pid)[-1], signal.SIGKILL)
    told, said = run.communicate(timeout=300)
    assert (said, run.returncode) == ("", 0)
    assert told.startswith(f"documents       {DOCUMENTS}  new {DOCUMENTS}\n")
    assert recital.written("worker") == expected

    run = recital.begin("run", "--workers", "2")
    started = children(run.pid)
    run.kill()
    run.communicate()
    assert len(recital.written("run")) < DOCUMENTS
    deadline = time.monotonic() + 10
    while (left := [number for number in started if Path(f"/proc/{number}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []
    run = recital.start("run", "--workers", "2")
    assert (run.communicate(timeout=300)[1], run.returncode) == ("", 0)
    assert recital.written("run") == expected
