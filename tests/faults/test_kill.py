"""A run that is killed at any moment (`kill -9`) is completed by the next one: same output bytes, same rows.

The run is a child made by `fork`, so that nothing has to be imported again; it runs without Prefect. What it works on
gives it everything to do at once: a store with an older schema, and sources that are new, changed, renamed and removed.
The child kills itself when it comes to a chosen step: the calls of each stage, of Python and of C, are counted in a run
that is left alone, and each stage gets its share of the deaths. Others come from outside, at a random time.

`FAULTS=100 pytest tests/faults` (`make faults`) tries more of them than CI does.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from flows import extract, running, tasks
from flows.options import options
from flows.settings import Settings
from flows.stores import files, tables, upgrades
from flows.stores.database import Database
from flows.summary import Summary

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")]

DEATHS = int(os.environ.get("FAULTS", "14"))
"""How often a run is killed, on each database, and with packed output."""

STAGES = {
    "migrating": (upgrades, "prepare"),
    "reading": (tasks, "read"),
    "extraction": (tasks, "extracted"),
    "writing": (files, "write"),
    "loading": (tasks, "load"),
    "closing": (extract, "close"),
    "tidying": (files, "remove"),
}

BEFORE = {
    "changed.txt": "The envoys of the African Union left on 3 May 1994, and 12 of 40 observers with them.",
    "removed.txt": "The mission ended in June 2004.",
    "same.txt": "Under resolution 1701 (2006) the force grew to 15,000 troops.",
    "sub/old.txt": "A staff of 374 (356 civilians and 18 soldiers) stayed until 8 June 2001; by 10 July 90 had gone.",
}
AFTER = {
    "changed.txt": "The envoys of the African Union left on 4 May 1994, and 12 of 40 observers with them.",
    "new.txt": "In 2011 the United Nations Mission in South Sudan (UNMISS) took over.",
    "empty.txt": "",
    "same.txt": BEFORE["same.txt"],
    "sub/moved.txt": BEFORE["sub/old.txt"],
}
LONG_AGO = 1_000_000_000


def put(raw: Path, texts: dict[str, str]) -> None:
    """Makes a raw folder hold these texts and nothing else."""
    shutil.rmtree(raw, ignore_errors=True)
    for name, text in texts.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))


@dataclass
class Place:
    """Folders and a store to run on."""

    folder: Path
    store: str
    pack: bool = False

    @property
    def settings(self) -> Settings:
        told = {"raw": self.folder / "raw", "output": self.folder / "output", "store": self.store, "pack": self.pack}
        return Settings.load(**told, prune=True, shard_bytes=100)

    @property
    def stages(self) -> dict[str, tuple[Any, str]]:
        return STAGES | {"writing": (files, "write_pack")} if self.pack else STAGES

    def run(self, recital: Callable[..., Summary]) -> Summary:
        return recital(**{name: value for name, value in self.settings if name != "store"}, store=self.store)

    def state(self) -> dict[str, Any]:
        """All that a run leaves behind, but for its own row and for times."""
        state: dict[str, Any] = {"files": self._packed() if self.pack else self._files()}
        with Database(self.store) as database, database.reading() as connection:
            names = dict(connection.execute(select(tables.documents.c.id, tables.documents.c.source)).tuples().all())
            for table in (tables.documents, tables.versions, tables.segments, tables.records, tables.changes):
                rows = [dict(row) for row in connection.execute(select(table)).mappings()]
                state[table.name] = sorted(repr(_natural(row, names)) for row in rows)
        return state

    def _files(self) -> dict[str, bytes]:
        output = self.folder / "output"
        there = (path for path in output.rglob("*") if path.is_file() and "recital" not in path.name)
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in there}

    def _packed(self) -> dict[str, object]:
        """What stands in packs, in whichever: that tells who wrote it; and what counts for nothing."""
        output = self.folder / "output"
        held = {
            source: (files.read(output, source), files.read_text(output, source)) for source in files.sources(output)
        }
        return {**held, "left behind": list(files.unfinished(output))}


def _natural(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    """A row with names in place of numbers that the database gave, and without what only tells of the run."""
    for key in {"document_id", "renamed_from"} & row.keys():
        row[key] = names.get(row[key])
    return {key: value for key, value in row.items() if key not in ("id", "run_id", "output_mtime_ns")}


@dataclass
class Steps:
    """Counts the calls that a run makes, by stage; at the chosen one the process is killed."""

    stages: dict[str, tuple[Any, str]]
    kill_at: tuple[str, int] | None = None
    seen: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> "Steps":
        self._patch = pytest.MonkeyPatch()
        for stage, (module, name) in self.stages.items():
            self._patch.setattr(module, name, self._within(stage, getattr(module, name)))
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _within(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def step(_frame: object, event: str, _argument: object) -> None:
            self.seen[stage] += 1
            if (stage, self.seen[stage]) == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        def watched(*arguments: Any, **options: Any) -> Any:
            sys.setprofile(step)
            try:
                return function(*arguments, **options)
            finally:
                sys.setprofile(None)

        return watched


@dataclass
class Trial:
    """A place to start from, and what a run makes of it when nobody disturbs it."""

    start: Place
    expected: dict[str, Any]
    steps: Counter[str]
    seconds: float
    copy: Callable[[], Place]


@pytest.fixture(params=["sqlite", "postgresql", "sqlite-packed"])
def trial(request: pytest.FixtureRequest, tmp_path: Path, recital: Callable[..., Summary]) -> Iterator[Trial]:
    """A store of the first schema, which holds what the folder held before."""
    tasks.built(options(Settings.load()))
    numbers = count()
    server = request.getfixturevalue("new_postgresql") if request.param == "postgresql" else None
    pack = request.param == "sqlite-packed"
    start = Place(tmp_path / "start", server() if server else f"sqlite:///{tmp_path}/start/output/recital.db", pack)
    put(start.settings.raw, BEFORE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrades, "prepare", lambda database: upgrades.upgrade(database, to="0001"))
        start.run(recital)
    put(start.settings.raw, AFTER)
    running.opened.cache_clear()

    def copy() -> Place:
        folder = tmp_path / str(next(numbers))
        shutil.copytree(start.folder, folder)
        return Place(folder, server(start.store) if server else f"sqlite:///{folder}/output/recital.db", pack)

    with pytest.MonkeyPatch.context() as patch:
        if server:  # a person would have upgraded it; here the run does, and is killed while it does
            patch.setattr(upgrades, "prepare", upgrades.upgrade)
        copy().run(recital)  # later ones find filled caches, and take fewer steps
        alone = copy()
        began = time.perf_counter()
        with Steps(alone.stages) as steps:
            alone.run(recital)
        yield Trial(start, alone.state(), steps.seen, time.perf_counter() - began, copy)


def died(place: Place, recital: Callable[..., Summary], *, at: tuple[str, int] | None, after: float) -> bool:
    """Whether a run was killed: by itself at a step, or after so many seconds, where it was not at its end by then."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Steps(place.stages, kill_at=at) if at else nullcontext():
                place.run(recital)
            code = 0
        finally:
            os._exit(code)
    if at is None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.WEXITSTATUS(status) == 0, "the child raised; its traceback is above"
    return False


def test_a_killed_run_is_completed_by_the_next(trial: Trial, recital: Callable[..., Summary]) -> None:
    assert set(trial.steps) == set(STAGES)
    chance = random.Random(DEATHS)  # noqa: S311 # no secret
    ways = [*STAGES, None]
    deaths = 0
    for number in range(DEATHS):
        stage, place = ways[number % len(ways)], trial.copy()
        at = (stage, chance.randint(1, trial.steps[stage])) if stage else None
        after = chance.uniform(0, trial.seconds)
        told = f"killed at {at}" if at else f"killed after {after:.3f} s"
        deaths += died(place, recital, at=at, after=after)
        place.run(recital)
        assert place.state() == trial.expected, told
        again = place.run(recital)
        assert again.novelties["unchanged"] == again.documents == len(AFTER), told
        assert place.state() == trial.expected, told
        running.opened.cache_clear()
    assert deaths >= DEATHS * len(STAGES) // len(ways)
