"""Who does the tasks of a run, and how they are handed out.

    less than 4 MB to read      this process, one shard after the other: others would take as long to start
    more                        processes of this machine, as many as it has cores, or as `--workers` says
    --dask tcp://host:8786      the workers of a Dask cluster

Only a few shards are under way at a time, so that what is held does not grow with the documents. Where a process dies,
the shards that were under way are done again, each alone: the one that killed it takes no other with it.
"""

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from operator import itemgetter
from queue import SimpleQueue
from typing import Any, NamedTuple, Protocol

from prefect import Task
from prefect.futures import PrefectFuture
from prefect.task_runners import ProcessPoolTaskRunner
from prefect.utilities.callables import get_call_parameters

from flows.settings import Settings
from flows.stores import urls
from schemas.errors import RunError, UsageError

_Numbered = tuple[int, tuple[Any, ...]]
"""A call with its number."""

_LITTLE = 4_000_000
"""Bytes that this process reads alone. Another takes 4.2 seconds of a processor to start here, a megabyte of reports
2.8 to extract: two processes are done with 3 MB when one is, and with 8 MB in two thirds of the time."""

_SHARDS_EACH = 8
"""Shards for each worker, at least, so that none waits long for the last."""

_SECONDS_TO_ANSWER = 30
"""How long a run waits for the first worker of a cluster."""

_AHEAD = 2
"""Shards under way for each worker: one that it does, and the next."""


class Result(NamedTuple):
    """What became of one call."""

    number: int
    """Which one it was, counted from 0."""
    value: Any
    """What it returned, or the exception that it ended with."""


class Crew(Protocol):
    """Workers, for as long as a run needs them."""

    @property
    def size(self) -> int:
        """How many there are; more may come."""

    losses: tuple[type[Exception], ...]
    """What is raised in place of a result when a worker died."""

    def submit(self, task: Task[..., Any], call: tuple[Any, ...]) -> PrefectFuture[Any]:
        """Hands a call out."""

    def renew(self) -> None:
        """Makes ready for the next call, after a worker died."""


class _Here:
    """This process."""

    size = 1
    losses: tuple[type[Exception], ...] = ()

    def submit(self, task: Task[..., Any], call: tuple[Any, ...]) -> PrefectFuture[Any]:
        return task.submit(*call)

    def renew(self) -> None:
        """Nothing is to be done: what kills this process ends the run."""


class _Processes:
    """Processes of this machine, each with a pipeline of its own. They end with this process, however it ends."""

    losses: tuple[type[Exception], ...] = (BrokenExecutor,)

    def __init__(self, size: int, begin: Callable[[], object]) -> None:
        self.size = size
        self._begin = begin
        self._stack = ExitStack()
        self._runner: ProcessPoolTaskRunner | None = None
        self._lifeline: Connection | None = None

    def __enter__(self) -> "_Processes":
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        if problem is not None and self._lifeline is not None:
            self._lifeline.close()  # nobody waits for what they are at
        self.renew()

    def submit(self, task: Task[..., Any], call: tuple[Any, ...]) -> PrefectFuture[Any]:
        if self._runner is None:
            self._runner = self._started()
        return self._runner.submit(task, get_call_parameters(task.fn, call, {}))

    def renew(self) -> None:
        self._stack.close()
        self._runner = self._lifeline = None

    def _started(self) -> ProcessPoolTaskRunner:
        theirs, self._lifeline = Pipe(duplex=False)
        self._stack.enter_context(theirs)
        self._stack.enter_context(self._lifeline)
        runner = ProcessPoolTaskRunner(self.size, initializer=_begun, initargs=(theirs, self._begin))
        return self._stack.enter_context(runner)


def _begun(lifeline: Connection, begin: Callable[[], object]) -> None:
    """What each process does first. Ctrl-C is for the run, which then ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    begin()


def _end_with(lifeline: Connection) -> None:
    """Ends this process once nobody holds the other end. What it was writing is whole or not there."""
    with suppress(OSError):  # so Windows says it
        lifeline.poll(None)
    os._exit(0)


class _Cluster:
    """The workers of a Dask cluster. What one is at when it dies, its scheduler gives to another, three times."""

    def __init__(self, address: str) -> None:
        """Raises `UsageError` where the extra is not installed, and `RunError` where no scheduler answers."""
        try:
            from distributed import KilledWorker  # noqa: PLC0415 # an extra, and heavy
            from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415
        except ImportError as error:
            raise UsageError(f"--dask needs the extra of that name: pip install '.[dask]' ({error})") from error
        self.losses: tuple[type[Exception], ...] = (KilledWorker,)
        wait = {"timeout": _SECONDS_TO_ANSWER}
        self._runner: Any = DaskTaskRunner(address=address, client_kwargs=wait)  # its methods have no types
        self._address = address

    def __enter__(self) -> "_Cluster":
        self._runner.__enter__()
        try:
            self._runner.client.wait_for_workers(1, timeout=_SECONDS_TO_ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            self._runner.__exit__(None, None, None)
            raise RunError(f"no Dask cluster with a worker answers at {self._address!r} (--dask): {error}") from error
        return self

    def __exit__(self, *problem: object) -> None:
        self._runner.__exit__(*problem)

    @property
    def size(self) -> int:
        threads: dict[str, int] = self._runner.client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, task: Task[..., Any], call: tuple[Any, ...]) -> PrefectFuture[Any]:
        future: PrefectFuture[Any] = self._runner.submit(task, get_call_parameters(task.fn, call, {}))
        return future

    def renew(self) -> None:
        """Nothing is to be done: the scheduler knows which workers there are."""


@contextmanager
def hired(settings: Settings, read: int, begin: Callable[[], object]) -> Iterator[Crew]:
    """Those who do a run in which so many bytes are read; `begin` is called once in each process of this machine."""
    if settings.dask is not None and read:
        with _Cluster(settings.dask) as cluster:
            yield cluster
        return
    size = settings.workers or (cores() if read > _LITTLE else 1)
    if size == 1:
        yield _Here()
        return
    with _Processes(size, begin) as processes:
        yield processes


def storing(crew: Crew, settings: Settings) -> Crew:
    """Those of them who can load a store: a SQLite file is on this machine alone."""
    return _Here() if settings.dask is not None and urls.file_of(settings.store_url) else crew


def cores() -> int:
    """Processors that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def shard_bytes(crew: Crew, read: int, largest: int) -> int:
    """How large shards should be, so that all have something to do until the end, and each is worth a task.

    Prefect takes 0.1 to 0.2 seconds of a processor for a task, the rules 2.8 for a megabyte.

    >>> shard_bytes(_Here(), 100_000_000, 1_000_000), shard_bytes(_Here(), 2_000_000, 1_000_000)
    (1000000, 250000)
    """
    return min(largest, max(read // (_SHARDS_EACH * crew.size), largest // _SHARDS_EACH))


def results(crew: Crew, task: Task[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
    """What became of each call, as they end; of one that kills its worker even when it is alone, a `RunError`."""
    waiting = enumerate(calls)
    while suspects := (yield from _until_one_dies(crew, task, waiting, alone=False)):
        for number, call in suspects:
            if (yield from _until_one_dies(crew, task, iter([(number, call)]), alone=True)):
                problem = f"call {number} ended the process that worked on it; expected one that fits its memory"
                yield Result(number, RunError(problem))


def _until_one_dies(
    crew: Crew, task: Task[..., Any], waiting: Iterator[_Numbered], *, alone: bool
) -> Generator[Result, None, list[_Numbered]]:
    """Hands calls out until a worker dies; then waits for the rest, and returns those without a result."""
    done: SimpleQueue[int] = SimpleQueue()
    under_way: dict[int, tuple[tuple[Any, ...], PrefectFuture[Any]]] = {}
    suspects: list[_Numbered] = []
    while True:
        at_once = 0 if suspects else 1 if alone else _AHEAD * crew.size
        for number, call in islice(waiting, max(0, at_once - len(under_way))):
            future = crew.submit(task, call)
            under_way[number] = call, future
            future.add_done_callback(partial(_note, done, number))
        if not under_way:
            break
        number = done.get()
        call, future = under_way.pop(number)
        try:
            value = future.result(raise_on_failure=False)
        except crew.losses:
            suspects.append((number, call))
        else:
            yield Result(number, value)
    if suspects:
        crew.renew()
    return sorted(suspects, key=itemgetter(0))


def _note(done: SimpleQueue[int], number: int, _future: object) -> None:
    done.put(number)
