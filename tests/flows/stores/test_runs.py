from datetime import timedelta

from flows.stores import runs
from flows.stores.database import Database
from flows.stores.runs import About, End, RunState

ABOUT = About("1.2", "rules", {"raw": "raw", "prune": False})


def test_a_run_tells_what_it_did(database: Database) -> None:
    end = End(RunState.DONE, {"documents": 2}, {"extraction": 0.5}, [{"source": "b.txt", "reason": "it is empty"}])
    with database.writing() as connection:
        begun = runs.begin(connection, ABOUT)
        runs.finish(connection, begun, end)
        found = runs.read_one(connection, begun.id)
    assert found is not None
    assert (found.state, found.counts, found.seconds, found.failures) == (
        end.state,
        end.counts,
        end.seconds,
        end.failures,
    )
    assert (found.version, found.fingerprint, found.settings) == ("1.2", "rules", ABOUT.settings)
    assert found.host
    assert found.ended is not None
    assert found.ended - found.started >= timedelta()
    assert found.started.tzinfo is not None


def test_a_run_that_never_ended_was_killed(database: Database) -> None:
    with database.writing() as connection:
        first, second = runs.begin(connection, ABOUT), runs.begin(connection, ABOUT)
        states = {run.id: run.state for run in runs.read(connection, last=5)}
    assert states == {first.id: RunState.KILLED, second.id: RunState.RUNNING}


def test_the_last_runs_come_newest_first(database: Database) -> None:
    with database.writing() as connection:
        begun = [runs.begin(connection, ABOUT).id for _ in range(3)]
        assert [run.id for run in runs.read(connection, last=2)] == begun[:0:-1]


def test_a_run_that_never_was_is_none(database: Database) -> None:
    with database.reading() as connection:
        assert runs.read_one(connection, 7) is None
