"""A schedule as it is used: the command, Prefect's server, a run in a process of its own, a file, PostgreSQL."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from flows.scheduling import serving
from flows.scheduling.timing import Timing
from flows.settings import Settings
from schemas.errors import UsageError

GUARD = """
import ipaddress, os, sys

def local(host):
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

def guard(event, arguments):
    host = None
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
    if not local(host):
        with open(os.environ["CALLS"], "a") as calls:
            print(event, host, file=calls)
        raise OSError("there is no internet")

sys.addaudithook(guard)
open(os.path.join(os.environ["GUARDED"], str(os.getpid())), "w").close()
"""
"""What Python reads before anything else, in each process: it notes each, and who calls other machines, which fails."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a machine without internet that knows nothing of Prefect."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard/sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (tmp_path / "home").mkdir()
    (tmp_path / "guarded").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RECITAL_"))}
    kept.pop("DO_NOT_TRACK", None)
    kept.pop("CI", None)  # with which Prefect reports nothing anyway
    path = os.pathsep.join([str(tmp_path / "guard"), *filter(None, sys.path), str(Path.cwd())])
    sooner = {"PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1"}  # than after five seconds
    places = {name.upper(): str(tmp_path / name) for name in ("home", "guarded", "calls")}
    return kept | sooner | places | {"PYTHONPATH": path}


@contextmanager
def scheduled(*arguments: str, folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A schedule that runs within it, and is killed where it was not stopped by then."""
    code = "import sys; from flows.cli import main; sys.exit(main())"
    with (folder / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(  # noqa: S603 # our own words
            [sys.executable, "-c", code, "schedule", *arguments],
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def sources_in(store: str) -> set[str]:
    """The sources of which the store has dates."""
    engine = create_engine(store)
    try:
        with engine.connect() as connection:
            return set(connection.scalars(text("SELECT DISTINCT source FROM dates")))
    except DBAPIError:  # no run has made its tables yet
        return set()
    finally:
        engine.dispose()


def until(holds: Callable[[], bool], *, process: subprocess.Popen[str]) -> bool:
    """Whether something comes to hold while a process runs, within two minutes."""
    end = time.monotonic() + 120
    while not holds():
        if process.poll() is not None or time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGTERM to stop it with")
def test_a_schedule_fires_and_stores_what_was_dropped_into_the_raw_folder(
    tmp_path: Path, environment: dict[str, str], new_postgresql: Callable[[], str]
) -> None:
    store, raw = new_postgresql(), tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("The envoys of the African Union left on 3 May 1994.", encoding="utf-8")
    with scheduled("--every", "3s", "--store", store, folder=tmp_path, environment=environment) as process:
        said = (tmp_path / "said").read_text
        assert until(lambda: sources_in(store) == {"a.txt"}, process=process), said()
        (raw / "b.txt").write_text("They came back in 2001 with 40 observers.", encoding="utf-8")
        assert until(lambda: sources_in(store) == {"a.txt", "b.txt"}, process=process), said()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0, said()
    assert said().splitlines()[-1] == "the schedule has ended"
    assert "Traceback" not in said()
    assert re.search(
        r"^runs every 0:00:03; deployment extract/recital-[0-9a-f]{8}; Ctrl-C ends it$", said(), re.MULTILINE
    )
    assert len(list((tmp_path / "guarded").iterdir())) >= 4, "the command, the server and two runs"
    assert not (tmp_path / "calls").exists(), (tmp_path / "calls").read_text()


def test_a_deployment_has_one_run_at_a_time_and_is_told_no_password(tmp_path: Path) -> None:
    settings = Settings.load(output=tmp_path, store="postgresql://me:secret@host/facts")
    schedule = serving._schedule(Timing(every=timedelta(minutes=10)))
    deployment = serving._deployment(serving.name_of(settings), schedule)
    assert deployment.entrypoint == "flows.extract.extract"
    assert deployment.concurrency_limit == 1
    assert deployment.concurrency_options is not None
    assert deployment.concurrency_options.collision_strategy.value == "CANCEL_NEW"
    assert "secret" not in deployment.model_dump_json()


def test_each_output_folder_has_a_deployment_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = [serving.name_of(Settings.load(output=output)) for output in ("a", "b", tmp_path / "a")]
    assert names[0] == names[2] != names[1]


@pytest.mark.parametrize("cron", ["", "daily at six", "0 25 * * *", "* * *", "@never"])
def test_what_is_no_cron_expression_is_refused(cron: str) -> None:
    with pytest.raises(UsageError, match="expected minute, hour, day, month and weekday"):
        serving._schedule(Timing(cron=cron))


def test_hours_are_those_of_a_time_zone() -> None:
    schedule = serving._schedule(Timing(cron="0 6 * * *", timezone="Africa/Nairobi"))
    assert schedule.timezone == "Africa/Nairobi"


def test_the_deployment_file_names_the_flow_and_what_prefect_knows() -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.flows import load_flow_from_entrypoint

    (deployment,) = yaml.safe_load(files("flows").joinpath("deployments.yaml").read_text(encoding="utf-8"))[
        "deployments"
    ]
    assert load_flow_from_entrypoint(deployment["entrypoint"]).name == "extract"
    limit = ConcurrencyLimitConfig.model_validate(deployment["concurrency_limit"])
    assert (limit.limit, limit.collision_strategy.value) == (1, "CANCEL_NEW")
    (schedule,) = deployment["schedules"]
    assert CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
