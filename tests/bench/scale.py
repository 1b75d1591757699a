"""What many documents cost: `make bench-scale`, or `python -m tests.bench.scale [--documents N …] [--workers N …]`.

Documents are copies of the texts in `raw/` in which numbers and names are others (`varied` of `extraction.py`), so that
no cache answers for the rules and no two are the same. For each number of documents, `recital run` runs on a new folder
with each number of workers, started as people start it, and its processes are looked at from outside:

- extraction, store: seconds of the clock, as the run tells them; starting Prefect is not in them.
- first, last tenth: documents a second, by the times at which their output files were written; and milliseconds of a
  processor for each document in these times, which other work on the machine hardly changes.
- processor: seconds of all processes of the run, from its start to its end.
- memory: the most that the run itself, any one worker and Prefect's server held; of the former two until a tenth of the
  files was written, and until the end.

Other work on the machine makes all but processor and memory worse. So that this can be judged, the same functions run
in a plain loop without Prefect: alone, and twice at once; what two loops that have nothing to do with each other get
done together, compared with one, is what the machine has to give to two workers. What a document costs the loop and
what each further one costs a run, in processor time, tells Prefect's share.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import psutil

from flows.stores import files, runs
from flows.stores.database import Database
from tests.bench.extraction import varied

_ROOT = Path(__file__).parents[2]
_RUN = "import sys; from flows.cli import main; sys.exit(main())"
_PLAIN = """
import sys, time
from pathlib import Path
from prefect.logging import disable_run_logger
from flows import tasks
from flows.ledger import Job
from flows.options import options
from flows.settings import Settings
from flows.sources import find
from flows.stores.loading import Item, load
from flows.stores import runs, upgrades
from flows.stores.database import Database

settings = Settings.load(raw=Path(sys.argv[1]), output=Path(sys.argv[2]))
settings.output.mkdir(parents=True)
sources, nlp = find(settings.raw)[: int(sys.argv[3])], tasks.built(options(settings))
database = Database(settings.store_url)
upgrades.prepare(database)
with database.writing() as connection:
    run = runs.begin(connection, runs.About("bench", "bench", {}))
began, processor = time.perf_counter(), time.process_time()
with disable_run_logger():
    tasks.outcomes(tasks.Shard(map(Job, sources)), settings, fingerprint=nlp.fingerprint, last_try=True)
load(database, settings.output, [Item(source.name, None) for source in sources], run)
print(time.perf_counter() - began, time.process_time() - processor)
"""
"""What the tasks of a run do, in a loop."""

_MB = 1 << 20


def fill(raw: Path, texts: list[str], count: int) -> int:
    """Writes varied copies of the texts, a thousand in each folder; their size in bytes."""
    chance, written = random.Random(0), 0  # noqa: S311 # the same documents in every run
    for number in range(count):
        path = raw / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        written += path.write_text(varied(texts[number % len(texts)], chance), encoding="utf-8")
    return written


class Sample(NamedTuple):
    """A process at a moment."""

    moment: float
    process: int
    listens: bool
    rss: int
    processor: float
    """Seconds that it has used."""


def watched(run: subprocess.Popen[bytes]) -> Iterator[Sample]:
    """The processes of a run, looked at twice a second until it ends; not Python's own, which count resources."""
    while run.poll() is None:
        try:
            root = psutil.Process(run.pid)
            there = [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        for process in there:
            with suppress(psutil.Error):  # it ended
                if not any("resource_tracker" in word for word in process.cmdline()):
                    yield _looked_at(process)
        time.sleep(0.5)


def _looked_at(process: psutil.Process) -> Sample:
    times = process.cpu_times()
    listens = any(there.status == psutil.CONN_LISTEN for there in process.net_connections(kind="tcp"))
    return Sample(time.time(), process.pid, listens, process.memory_info().rss, times.user + times.system)


class Watched(NamedTuple):
    """What was seen of a run."""

    run: int
    samples: list[Sample]

    def _of(self, role: str) -> Iterator[Sample]:
        servers = {sample.process for sample in self.samples if sample.listens}
        for sample in self.samples:
            is_server, is_run = sample.process in servers, sample.process == self.run
            if role == ("run" if is_run else "server" if is_server else "worker"):
                yield sample

    def memory(self, role: str, *, until: float = float("inf")) -> float:
        """Megabytes that a process of a kind held at most."""
        return max((sample.rss for sample in self._of(role) if sample.moment <= until), default=0) / _MB

    def processor(self, start: float, end: float) -> float:
        """Seconds that run and workers used between two moments."""
        used: dict[int, list[float]] = {}
        for sample in (*self._of("run"), *self._of("worker")):
            if sample.moment <= end:
                before, _ = used.get(sample.process, (sample.processor, 0.0))
                used[sample.process] = [sample.processor if sample.moment <= start else before, sample.processor]
        return sum(last - first for first, last in used.values())


class Cost(NamedTuple):
    """What a run took."""

    documents: int
    workers: int
    extraction: float
    store: float
    first: float
    last: float
    first_ms: float
    last_ms: float
    processor: float
    memory: dict[str, float]
    store_bytes: int
    output_bytes: int


@contextmanager
def processors(number: int) -> Iterator[None]:
    """What is started within it has so many processors, as have the processes that it starts."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(mine)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)


def cost_of(raw: Path, output: Path, documents: int, workers: int) -> Cost:
    """What `recital run` takes on as many processors as it has workers."""
    command = [sys.executable, "-c", _RUN, "run", "--raw", raw, "--output", output, "--workers", str(workers)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with processors(workers):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 # our own words
    seen = Watched(run.pid, list(watched(run)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        raise SystemExit(f"the run ended with {run.returncode}")
    there = [files.path_of(output, source).stat() for source in files.sources(output)]
    written = sorted(status.st_mtime for status in there)
    tenth = len(written) // 10
    store = output / "recital.db"
    with Database(f"sqlite:///{store}") as database, database.reading() as connection:
        seconds = runs.read(connection, last=1)[0].seconds or {}
    return Cost(
        documents,
        workers,
        seconds["extraction"],
        seconds["store"],
        first=tenth / (written[tenth] - written[0]),
        last=tenth / (written[-1] - written[-1 - tenth]),
        first_ms=1000 * seen.processor(written[0], written[tenth]) / tenth,
        last_ms=1000 * seen.processor(written[-1 - tenth], written[-1]) / tenth,
        processor=sum(after[:2]) - sum(before[:2]),
        memory={
            "run at first": seen.memory("run", until=written[tenth]),
            "run": seen.memory("run"),
            "worker at first": seen.memory("worker", until=written[tenth]),
            "worker": seen.memory("worker"),
            "server": seen.memory("server"),
        },
        store_bytes=store.stat().st_size,
        output_bytes=sum(status.st_size for status in there),
    )


class Loop(NamedTuple):
    """What a document costs in the plain loop, in milliseconds."""

    clock: float
    processor: float


def plain(raw: Path, folder: Path, documents: int) -> Loop:
    """What the plain loop takes."""
    command = [sys.executable, "-c", _PLAIN, raw, folder, str(documents)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 # our own words
    clock, processor = map(float, told.split())
    return Loop(1000 * clock / documents, 1000 * processor / documents)


def row(cost: Cost) -> str:
    """A row of the table."""
    memory = cost.memory
    numbers = (
        f"{cost.documents:,}",
        cost.workers,
        f"{cost.extraction:,.0f} + {cost.store:,.0f}",
        f"{cost.documents / (cost.extraction + cost.store):.1f}",
        f"{cost.first:.1f}, {cost.first_ms:.1f} ms",
        f"{cost.last:.1f}, {cost.last_ms:.1f} ms",
        f"{cost.processor:,.0f}",
        f"{memory['run at first']:.0f} → {memory['run']:.0f}",
        f"{memory['worker at first']:.0f} → {memory['worker']:.0f}" if memory["worker"] else "–",
        f"{memory['server']:.0f}",
        f"{cost.store_bytes / _MB:,.0f}",
        f"{cost.output_bytes / _MB:,.0f}",
    )
    return f"| {' | '.join(map(str, numbers))} |"


HEAD = (
    "| documents | workers | extraction + store, s | a second | first tenth | last tenth | processor, s "
    "| memory of the run, MB | of a worker, MB | of the server, MB | store, MB | output, MB |\n"
    f"|{' ---: |' * 12}"
)


def main() -> None:
    """Prints the table, and what it is to be compared with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000], metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--texts", type=Path, default=_ROOT / "raw", metavar="DIR")
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(given.texts.glob("*.txt"))]
    os.environ["PYTHONPATH"] = os.pathsep.join((str(_ROOT), os.environ.get("PYTHONPATH", "")))
    costs: list[Cost] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for documents in given.documents:
            raw = folder / f"raw{documents}"
            size = fill(raw, texts, documents)
            print(f"{documents:,} documents, {size / _MB:,.1f} MB\n\n{HEAD}", flush=True)
            for workers in given.workers:
                costs.append(cost_of(raw, folder / f"{documents}-{workers}", documents, workers))
                print(row(costs[-1]), flush=True)
            compare(raw, folder / f"{documents}-plain", min(documents, 2_000))
    for workers in given.workers:
        each_further([cost for cost in costs if cost.workers == workers])


def compare(raw: Path, folder: Path, documents: int) -> None:
    """Prints what the plain loop takes, alone and twice at once."""
    alone = plain(raw, folder / "alone", documents)
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda name: plain(raw, folder / name, documents), ("one", "other")))
    together = 2 * alone.clock / max(loop.clock for loop in both)
    dearer = sum(loop.processor for loop in both) / 2 / alone.processor
    print(
        f"\nThe plain loop takes {alone.clock:.1f} ms a document, {alone.processor:.1f} of a processor; "
        f"two at once get {together:.2f} times as much done, each document at {dearer:.2f} times the processor.\n",
        flush=True,
    )


def each_further(costs: list[Cost]) -> None:
    """Prints what each further document costs, which leaves out what the start costs."""
    for fewer, more in pairwise(costs):
        marginal = 1000 * (more.processor - fewer.processor) / (more.documents - fewer.documents)
        start = fewer.processor - marginal * fewer.documents / 1000
        told = f"{fewer.documents:,} to {more.documents:,} documents, {fewer.workers} workers"
        print(f"From {told}: {marginal:.1f} ms of a processor for each; {start:.0f} s for the start")


if __name__ == "__main__":
    main()
