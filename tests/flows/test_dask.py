"""A run on a Dask cluster of processes of their own; one of its workers is killed half-way."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flows.stores import files

pytestmark = pytest.mark.slow

DOCUMENTS = 2_000 if "FAULTS" in os.environ else 400
"""`make faults` runs more than CI does."""
TEXT = "In {year} the African Union sent {people} observers to Mogadishu under resolution 1744 (2007).\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return known | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
    }


class Cluster:
    """A scheduler and two workers on loopback."""

    def __init__(self, folder: Path, environment: dict[str, str], stack: ExitStack) -> None:
        self._folder, self._environment, self._stack = folder, environment, stack
        self._told = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self._told, "--no-dashboard")
        while not self._told.exists():
            time.sleep(0.05)
        own = ("--scheduler-file", self._told, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        self.workers = [self._start("worker", *own, "--local-directory", folder / f"worker{n}") for n in range(2)]

    @property
    def address(self) -> str:
        import json

        return str(json.loads(self._told.read_text(encoding="utf-8"))["address"])

    def _start(self, what: str, *arguments: object) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dask", what, *map(str, arguments)]
        elsewhere = self._folder / f"{what}-cwd"
        elsewhere.mkdir(exist_ok=True)
        process = subprocess.Popen(  # noqa: S603 # our own words
            command, cwd=elsewhere, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path, environment: dict[str, str]) -> Iterator[Cluster]:
    pytest.importorskip("prefect_dask")
    with ExitStack() as stack:
        yield Cluster(tmp_path, environment, stack)


def start(folder: Path, environment: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    code = "import sys; from flows.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "run", "--shard-bytes", "8KB", *arguments]
    return subprocess.Popen(  # noqa: S603 # our own words
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def written(output: Path) -> dict[str, bytes]:
    return {source: files.path_of(output, source).read_bytes() for source in files.sources(output)}


def test_a_cluster_that_loses_a_worker_writes_the_same_bytes(
    tmp_path: Path, environment: dict[str, str], cluster: Cluster
) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(DOCUMENTS):
        text = TEXT.format(year=1990 + number % 30, people=100 + number)
        (tmp_path / f"raw/{number:04}.txt").write_text(text, encoding="utf-8")
    run = start(tmp_path, environment, "--output", "many", "--dask", cluster.address)
    while run.poll() is None and sum(1 for _ in files.sources(tmp_path / "many")) < DOCUMENTS // 2:
        time.sleep(0.1)
    cluster.workers[1].kill()
    told, said = run.communicate(timeout=300)
    assert (said, run.returncode) == ("", 0)
    assert told.startswith(f"documents{DOCUMENTS:>10,}  new {DOCUMENTS:,}\n")
    assert cluster.workers[0].poll() is None
    alone = start(tmp_path, environment, "--output", "one", "--workers", "1")
    assert (alone.communicate(timeout=300)[1], alone.returncode) == ("", 0)
    assert written(tmp_path / "many") == written(tmp_path / "one")


def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import workers
    from flows.settings import Settings
    from schemas.errors import RunError

    monkeypatch.setattr(workers, "_SECONDS_TO_ANSWER", 0.5)
    told = Settings.load(dask="tcp://127.0.0.1:1")
    with pytest.raises(RunError, match=r"answers at 'tcp://127.0.0.1:1' \(--dask\)"), workers.hired(told, 1, list):
        pass
