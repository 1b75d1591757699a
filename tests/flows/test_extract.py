"""The flow with Prefect itself: against its test harness, and from the command line with a server of its own."""

import gc
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.readers import Options
from flows.settings import Settings
from flows.sources import Source
from flows.stores import files
from schemas.errors import RunError, StoreBusy, StoreError, UsageError

pytestmark = [
    pytest.mark.slow,
    # Prefect leaves the sockets of its clients to the collector, which comes when it likes.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXTS = {
    "a.txt": "The envoys of the African Union left on 3 May 1994.",
    "b.txt": "They came back in 2001 with 40 observers.",
    "sub/c.txt": "The mission ended in June 2004.",
}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "raw"


@pytest.fixture(scope="module")
def prefect() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=120):
            yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Prefect leaves the sockets of its clients to the collector
        gc.collect()


def outputs(folder: Path) -> dict[str, bytes]:
    return {source: files.path_of(folder, source).read_bytes() for source in files.sources(folder)}


@pytest.mark.usefixtures("prefect")
def test_the_flow_extracts_every_shard_and_leaves_its_summary(raw: Path, tmp_path: Path) -> None:
    from prefect import get_client

    from flows.extract import run

    summary = run(Settings.load(raw=raw, output=tmp_path / "output", shard_bytes=1))
    assert (summary.documents, summary.failures, summary.shards_failed) == (3, (), 0)
    assert sorted(outputs(tmp_path / "output")) == ["a.txt", "b.txt", "sub/c.txt"]
    with get_client(sync_client=True) as client:
        artifact = client.request("GET", "/artifacts/{key}/latest", path_params={"key": "recital-summary"}).json()
    assert json.loads(artifact["data"])[0] == {"what": "documents", "number": "3", "details": "new 3"}


@pytest.mark.usefixtures("prefect")
def test_a_shard_that_fails_hides_no_other(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import tasks
    from flows.extract import run

    read = tasks.read

    def failing(source: Source, options: Options) -> tasks.Reading:
        if source.name == "a.txt":
            raise MemoryError("too much")
        return read(source, options)

    monkeypatch.setattr(tasks, "read", failing)
    summary = run(Settings.load(raw=raw, output=tmp_path / "output", shard_bytes=1))
    assert summary.shards_failed == 1
    assert [(failure.source, failure.failure) for failure in summary.failures] == [
        ("a.txt", "its shard failed with MemoryError: too much")
    ]
    assert sorted(outputs(tmp_path / "output")) == ["b.txt", "sub/c.txt"]


@pytest.mark.usefixtures("prefect")
def test_a_run_that_is_blocked_has_failed_the_reason_first(
    raw: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from prefect import get_client

    from flows.extract import run

    run(Settings.load(raw=raw, output=tmp_path / "output"))
    (raw / "b.txt").write_bytes(b"")
    summary = run(Settings.load(raw=raw, output=tmp_path / "output"))
    assert summary.problem is not None
    with get_client(sync_client=True) as client:
        last = client.request("POST", "/flow_runs/filter", json={"sort": "START_TIME_DESC", "limit": 1}).json()[0]
    assert (last["state"]["type"], last["state"]["message"]) == ("FAILED", summary.problem)
    assert summary.problem.startswith(
        "b.txt: 2 of its 2 records are gone, no less than 50%: it is empty; expected text"
    )
    assert "b.txt: 2 of its 2 records are gone" in caplog.text


@pytest.mark.usefixtures("prefect")
def test_what_may_pass_is_tried_again(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from flows import tasks
    from flows.extract import run

    tries: list[str] = []
    read = tasks.read

    def busy_once(source: Source, options: Options) -> tasks.Reading:
        tries.append(source.name)
        if tries == ["a.txt"]:
            raise OSError(errno.EBUSY, "busy")
        return read(source, options)

    monkeypatch.setattr(tasks, "read", busy_once)
    monkeypatch.setattr(tasks.extract_shard, "retry_delay_seconds", [0, 0, 0])
    summary = run(Settings.load(raw=raw, output=tmp_path / "output"))
    assert (summary.failures, summary.shards_failed) == ((), 0)
    assert tries == ["a.txt", "a.txt", "b.txt", "sub/c.txt"]


@pytest.mark.usefixtures("prefect")
def test_what_stops_the_flow_on_purpose_is_told_as_it_is(tmp_path: Path) -> None:
    from flows.extract import run

    with pytest.raises(UsageError, match="is no folder"):
        run(Settings.load(raw=tmp_path / "missing", output=tmp_path / "output"))


@pytest.mark.usefixtures("prefect")
def test_a_flow_that_breaks_off_says_so(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import extract

    def broken(folder: Path, **_: object) -> None:
        raise MemoryError("too much")

    monkeypatch.setattr(extract, "find", broken)
    with pytest.raises(RunError, match=r"the flow broke off: .*too much"):
        extract.run(Settings.load(raw=raw, output=tmp_path / "output"))


@pytest.mark.usefixtures("prefect")
def test_prefect_is_told_no_password(raw: Path, tmp_path: Path) -> None:
    from prefect import get_client

    from flows.extract import run

    with pytest.raises(StoreError, match="refused"):
        run(Settings.load(raw=raw, output=tmp_path / "output", store="postgresql://me:secret@127.0.0.1:1/facts"))
    with get_client(sync_client=True) as client:
        found = client.request("POST", "/flow_runs/filter", json={}).text
    assert "secret" not in found


@pytest.mark.usefixtures("prefect")
def test_what_the_store_refuses_for_now_is_tried_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import tasks
    from flows.extract import run

    tries: list[str] = []
    load = tasks.load

    def busy_once(*arguments: object, policy: object) -> None:
        tries.append("load")
        if len(tries) == 1:
            raise StoreBusy("database is locked")
        load(*arguments, policy=policy)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(tasks, "load", busy_once)
    monkeypatch.setattr(tasks.load_shard, "retry_delay_seconds", [0, 0, 0])
    summary = run(Settings.load(raw=raw, output=tmp_path / "output"))
    assert (len(tries), summary.failures, summary.shards_failed) == (2, (), 0)


@pytest.mark.usefixtures("prefect")
def test_a_run_publishes_what_it_stored(raw: Path, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from prefect import get_client

    from flows.extract import run

    summary = run(Settings.load(raw=raw, output=tmp_path / "output", publish=f"sqlite:///{tmp_path}/facts.db"))
    assert summary.published is not None
    assert summary.published.total.added == sum(summary.records.values())
    with closing(sqlite3.connect(tmp_path / "facts.db")) as file:
        assert file.execute("SELECT run, state, records FROM runs").fetchall() == [
            (1, "done", summary.published.total[0])
        ]
    with get_client(sync_client=True) as client:
        artifact = client.request("GET", "/artifacts/{key}/latest", path_params={"key": "recital-summary"}).json()
    (row,) = (row for row in json.loads(artifact["data"]) if row["what"] == "published")
    assert row["details"].endswith("facts.db: 5 added, 0 changed, 0 withdrawn")


@pytest.mark.usefixtures("prefect")
def test_a_destination_that_does_not_answer_is_tried_again_and_its_password_told_to_nobody(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from prefect import get_client
    from sqlalchemy import select

    from flows import tasks
    from flows.extract import run
    from flows.stores.database import Database
    from flows.stores.tables import runs

    tries: list[str] = []
    of_settings = tasks.publishing.of_settings

    def counted(*given: object) -> object:
        tries.append("publish")
        return of_settings(*given)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(tasks.publishing, "of_settings", counted)
    monkeypatch.setattr(tasks.publish_store, "retry_delay_seconds", [0, 0, 0])
    monkeypatch.setenv("RECITAL_PUBLISH", "postgresql://me:hunter2@127.0.0.1:1/facts")
    summary = run(Settings.load(raw=raw, output=tmp_path / "output"))
    assert len(tries) == 4
    assert summary.problem is not None
    assert summary.problem.startswith("nothing was published: postgresql+psycopg://me:***@127.0.0.1:1/facts: ")
    with Database(f"sqlite:///{tmp_path}/output/recital.db") as store, store.reading() as connection:
        rows = repr([dict(row) for row in connection.execute(select(runs)).mappings()])
    with get_client(sync_client=True) as client:
        told = [client.request("POST", f"/{what}/filter", json={}).text for what in ("flow_runs", "task_runs", "logs")]
        told.append(client.request("POST", "/artifacts/filter", json={}).text)
    assert "me:***@" in rows
    assert "hunter2" not in f"{rows}{told}{caplog.text}{summary}"


def test_the_command_line_runs_twice_to_the_same_bytes_and_ends_in_silence(raw: Path, tmp_path: Path) -> None:
    def recital(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = "import sys; from flows.cli import main; sys.exit(main())"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        environment |= {"PREFECT_HOME": str(tmp_path / "prefect"), "PYTHONPATH": ":".join(sys.path)}
        return subprocess.run(  # noqa: S603 # our own words
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    first = recital("run", "--shard-bytes", "1")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("documents         3  new 3\n")
    written = outputs(tmp_path / "output")
    second = recital("run")
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.startswith("documents         3  unchanged: nothing to extract\n")
    assert outputs(tmp_path / "output") == written
    assert len(recital("runs").stdout.splitlines()) == 3
    assert (
        recital("check").stdout
        == "all holds: 3 documents, every hash, segment, quote and id; the store says the same\n"
    )
