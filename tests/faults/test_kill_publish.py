"""A publish that is killed at any moment (`kill -9`) leaves the old tables or the new ones, and the next completes it.

The publish is a child made by `fork`. It kills itself at a call of Python or C chosen by chance, or is killed from
outside at a random time, which also falls into what a database does by itself: merging, committing, tidying.

`FAULTS=30 pytest tests/faults/test_kill_publish.py` tries more of them than CI does.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from flows.publish import publishing
from flows.publish.destinations import Destination
from flows.publish.publishing import Counts, Manner, Published
from flows.publish.reviewed import Reviewed
from flows.stores import loading, runs
from flows.stores.database import Database
from flows.stores.policy import Policy
from flows.stores.runs import About
from flows.texts import Texts
from tests.flows.publish.places import ENGINES, Row, tables

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")]

DEATHS = int(os.environ.get("FAULTS", "4"))
"""How often a publish is killed, on each engine."""

TEXT = "In 1999 the African Union sent 40 observers."
FOUND = (
    {"kind": "date", "text": "1999"},
    {"kind": "organization", "text": "African Union"},
    {"kind": "figure", "text": "40", "value": {"amount": "40"}},
)


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/recital.db"


@dataclass(frozen=True)
class Trial:
    """A destination that holds what stood before, and what it holds after a publish that nobody disturbs."""

    old: dict[str, list[Row]]
    new: dict[str, list[Row]]
    steps: int
    seconds: float
    publish: Callable[[str], Published]
    copy: Callable[[], str]


def changed(put: Callable[..., None], database: Database) -> None:
    """Makes the store hold something else: documents that are new, moved within, and gone."""
    for number in range(30, 40):
        put(TEXT, *FOUND, source=f"{number}.txt")
    for number in range(10):
        put(f"\n{TEXT}", *FOUND, source=f"{number}.txt")
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, [f"{number}.txt" for number in range(10, 20)], run)


@pytest.fixture(params=ENGINES)
def trial(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    put: Callable[..., None],
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> Trial:
    monkeypatch.setattr(publishing, "_ROWS", 7)  # rows go in many parts
    server: Callable[..., str] | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("new_postgresql")
    schemes = {"duckdb": "duckdb:///{}/facts.duckdb", "sqlite": "sqlite:///{}/facts.db", "parquet": "parquet:{}/facts"}
    start = server() if server else schemes[request.param].format(tmp_path / "start")
    numbers = count()

    def publish(destination: str) -> Published:
        reviewed = Reviewed(Texts(tmp_path / "raw", tmp_path / "output"), Policy())
        with Database(database.url) as store:
            return publishing.publish(store, Destination.parse(destination), reviewed, Manner())

    def copy() -> str:
        if server:
            return server(start)
        folder = tmp_path / f"copy{next(numbers)}"
        shutil.copytree(tmp_path / "start", folder)
        return schemes[request.param].format(folder)

    for number in range(30):
        put(TEXT, *FOUND, source=f"{number}.txt")
    publish(start)
    changed(put, database)
    database.close()
    publish(copy())  # later ones find what is imported, and take fewer steps
    alone = copy()
    began = time.perf_counter()
    steps = steps_of(lambda: publish(alone))
    seconds = time.perf_counter() - began
    return Trial(tables(start), tables(alone), steps, seconds, publish, copy)


def steps_of(work: Callable[[], object], *, kill_at: int = 0) -> int:
    """How many calls it makes; at one of them the process is killed, where it is chosen."""
    seen = 0

    def step(_frame: object, event: str, _argument: object) -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    try:
        work()
    finally:
        sys.setprofile(None)
    return seen


def died(trial: Trial, destination: str, *, at: int, after: float) -> bool:
    """Whether a publish was killed: by itself at a step, or after so many seconds, where it was not at its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if at:
                steps_of(lambda: trial.publish(destination), kill_at=at)
            else:
                trial.publish(destination)
            code = 0
        finally:
            os._exit(code)
    if not at:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child raised; its traceback is above"
    return os.WIFSIGNALED(status)


def test_a_killed_publish_is_completed_by_the_next(trial: Trial) -> None:
    assert trial.old != trial.new
    chance = random.Random(DEATHS)  # noqa: S311 # no secret
    deaths = 0
    for number in range(DEATHS):
        destination = trial.copy()
        at = chance.randint(1, trial.steps) if number % 2 else 0
        after = chance.uniform(0, trial.seconds)
        told = f"killed at step {at}" if at else f"killed after {after:.3f} s"
        deaths += died(trial, destination, at=at, after=after)
        assert tables(destination) in (trial.old, trial.new), told
        trial.publish(destination)
        assert tables(destination) == trial.new, told
        assert set(trial.publish(destination).tables.values()) == {Counts(0, 0, 0)}, told
    assert deaths >= DEATHS // 2
