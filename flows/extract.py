"""The main job as a Prefect flow: every source of the raw folder becomes one file in the output folder.

    raw/ ─► sources ─► shards ─► one task for each shard ─► output/ and a summary

Its entry point is the dotted name `flows.extract.extract`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import httpx
from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.states import Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from rich.console import Console
from rich.progress import Progress

from flows.settings import Settings
from flows.sources import Source, find, shards
from flows.stores import files
from flows.summary import Outcome, Summary
from flows.tasks import extract_shard
from schemas.errors import RunError

_ONE_WORKER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=1)  # type: ignore[assignment]


@flow(name="extract", task_runner=_ONE_WORKER, persist_result=False)
def extract(settings: Settings | None = None) -> Summary | State[Summary]:
    """What the run did; where shards failed, a failed state that holds it.

    One worker, since the rules keep a processor busy and threads would only share it. For more,
    `extract.with_options(task_runner=…)`.
    """
    settings = settings or Settings.load()
    sources = find(settings.raw, id_field=settings.json_id)
    files.remove_unfinished(settings.output)
    started = perf_counter()
    work = [(shard, extract_shard.submit(shard, settings)) for shard in shards(sources, settings.shard_bytes)]
    outcomes: list[Outcome] = []
    failed = 0
    with _progress(len(sources)) as advance:
        for shard, future in work:
            result = future.result(raise_on_failure=False)
            failed += isinstance(result, Exception)
            outcomes += outcomes_of(shard, result)
            advance(len(shard))
    summary = Summary.of(outcomes, shards_failed=failed).with_seconds(extraction=perf_counter() - started)
    create_table_artifact([line._asdict() for line in summary.lines()], key="recital-summary")
    return Failed(message=f"{failed} of {len(work)} shards failed", data=summary) if failed else summary


def run(settings: Settings) -> Summary:
    """What the flow did, run here and now. Raises `RunError` when Prefect cannot run it, or it breaks off."""
    try:
        state = extract(settings, return_state=True)
    except (httpx.HTTPError, PrefectException, RuntimeError) as error:
        raise RunError(f"Prefect cannot run the flow: {error!r}") from error
    summary = state.result(raise_on_failure=False)
    if isinstance(summary, Summary):
        return summary
    cause = summary if isinstance(summary, Exception) else None
    raise RunError(f"the flow broke off: {state.message or state.name}") from cause


def outcomes_of(shard: tuple[Source, ...], result: tuple[Outcome, ...] | Exception) -> tuple[Outcome, ...]:
    """What became of each document of a shard; of a shard that failed, a failure of each."""
    if isinstance(result, Exception):
        reason = f"its shard failed with {type(result).__name__}: {result}"
        return tuple(Outcome(source.name, failure=reason) for source in shard)
    return result


@contextmanager
def _progress(documents: int) -> Iterator[Callable[[int], None]]:
    """A bar that the given function moves on; it is seen on a terminal only, and gone at the end."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("extracting", total=documents)
        yield lambda done: bar.advance(task, done)
