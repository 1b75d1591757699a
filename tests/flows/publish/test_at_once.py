"""Two publishes at once, and connections that break."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from flows.publish import databases, targets
from flows.publish.destinations import Destination
from flows.publish.opening import opened
from flows.publish.publishing import Counts, Published
from schemas.errors import PublishBusy, PublishError
from schemas.tables import TABLES
from tests.flows.publish.places import rows

Publish = Callable[..., Published]
Put = Callable[..., None]

TEXT = "In 1999 it cost 40 in all."
YEAR = {"kind": "date", "text": "1999"}


def test_two_at_once_give_what_one_gives(put: Put, publish: Publish, destination: str) -> None:
    for number in range(20):
        put(TEXT, YEAR, source=f"{number}.txt")
    done: list[Published | Exception] = []

    def work() -> None:
        try:
            done.append(publish(destination))
        except Exception as error:  # noqa: BLE001 # shown below
            done.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.total.added for one in done if isinstance(one, Published)) == [0, 0, 20]
    assert len(rows(destination, "dates")) == 20
    assert len(rows(destination, "sources")) == 20


def test_a_publish_that_cannot_wait_any_longer_may_be_tried_again(
    put: Put, publish: Publish, destination: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(TEXT, YEAR)
    for module in (targets, databases):
        monkeypatch.setattr(module, "SECONDS_TO_WAIT", 0.3)
    with opened(Destination.parse(destination)), pytest.raises(PublishBusy):
        publish(destination)
    assert publish(destination).total == Counts(1, 0, 0)


def test_a_place_that_cannot_be_written_to_is_told_of_without_its_lock(tmp_path: Path) -> None:
    (tmp_path / "facts.db.lock").mkdir()
    url = f"sqlite:///{tmp_path}/facts.db"
    told = f"^{url}: .*; expected a place that is there and can be written to$"
    with pytest.raises(PublishError, match=told), opened(Destination.parse(url)):
        pytest.fail("it was opened")


@pytest.fixture
def server(new_postgresql: Callable[[], str]) -> str:
    return new_postgresql()


def cut(server: str) -> None:
    """Ends every connection to a database but this one."""
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as other:
        there = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        other.execute(f"{there} AND datname = current_database()")


@pytest.mark.parametrize("asked", ["shapes", "run", "read", "_load"])
def test_a_connection_lost_half_way_leaves_the_old_state(
    put: Put, publish: Publish, server: str, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    put(TEXT, YEAR)
    publish(server)
    before = {name: rows(server, name) for name in TABLES}
    put(TEXT, YEAR, source="b.txt")
    ask = getattr(databases.DatabaseTarget, asked)

    def broken(*given: Any) -> Any:
        cut(server)
        return ask(*given)

    monkeypatch.setattr(databases.DatabaseTarget, asked, broken)
    with pytest.raises(PublishBusy, match=r"^postgresql\+psycopg://"):
        publish(server)
    assert {name: rows(server, name) for name in TABLES} == before


def test_the_next_publish_completes_what_was_lost(
    put: Put, publish: Publish, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(TEXT, YEAR)

    def lost(*_: object) -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(databases.DatabaseTarget, "_load", lost)
        with pytest.raises(PublishBusy, match="server closed the connection unexpectedly"):
            publish(server)
    assert publish(server).total == Counts(1, 0, 0)


def refused(publish: Publish, server: str, error: Exception) -> PublishError:
    """What a publish raises whose connection raises this."""

    def fail(*_: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(databases.DatabaseTarget, "_load", fail)
        with pytest.raises(PublishError) as told:
            publish(server)
    return told.value


@pytest.mark.parametrize(
    "error",
    [
        psycopg.errors.AdminShutdown("terminating connection"),
        psycopg.errors.TooManyConnections("too many"),
        psycopg.OperationalError("connection refused"),
        psycopg.OperationalError("FATAL:  the database system is starting up"),
    ],
    ids=str,
)
def test_what_may_pass_is_tried_again(put: Put, publish: Publish, server: str, error: Exception) -> None:
    put(TEXT, YEAR)
    assert isinstance(refused(publish, server, error), PublishBusy)


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError('FATAL:  password authentication failed for user "me"'),
        psycopg.OperationalError('FATAL:  database "facts" does not exist'),
        psycopg.errors.DiskFull("no space left"),
        psycopg.errors.InsufficientPrivilege("permission denied"),
    ],
    ids=str,
)
def test_what_does_not_pass_is_not_tried_again(put: Put, publish: Publish, server: str, error: Exception) -> None:
    put(TEXT, YEAR)
    assert not isinstance(refused(publish, server, error), PublishBusy)


def test_a_file_that_somebody_works_with_may_be_tried_again(
    put: Put, publish: Publish, place: Callable[[str], str]
) -> None:
    import subprocess
    import sys

    destination = place("duckdb")
    put(TEXT, YEAR)
    publish(destination)
    file = Destination.parse(destination).where
    code = f"import duckdb; held = duckdb.connect({file!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1) as other:  # noqa: S603 # our own words
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        with pytest.raises(PublishBusy, match="Could not set lock on file"):
            publish(destination)
        other.stdin.close()
