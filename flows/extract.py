"""The main job as a Prefect flow: every source of the raw folder that is new becomes one file, and rows of the store.

    raw/ ─► sources ─► ledger ─► shards ─► a task for each: output/ ─► gates ─► a task for each: the store ─► a summary
                                                                                                  └─► a task: publish

What the gates block is in output/ and not in the store: the ledger knows the store alone, so the next run comes back
to the same documents, takes over what was extracted, and asks the gates again.

Its entry point is the dotted name `flows.extract.extract`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import httpx
from prefect import State, flow
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.states import Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extractors import pipeline
from flows import artifacts, gates, workers
from flows.gates import Fact, Finding
from flows.ledger import Job, Ledger, Plan
from flows.options import options
from flows.progress import Progress, on_terminal
from flows.running import Running, begun
from flows.settings import Settings
from flows.sources import find, shards
from flows.stores import entries, files, tallies
from flows.stores.loading import Item, close, load
from flows.stores.tables import VersionStatus
from flows.summary import Outcome, Summary
from flows.tasks import Shard, built, extract_shard, load_shard, publish_store
from flows.workers import Crew
from schemas.errors import RecitalError, RunError

_ONE_WORKER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=1)  # type: ignore[assignment]


@flow(name="extract", task_runner=_ONE_WORKER, persist_result=False)
def extract(settings: Settings | None = None) -> Summary | State[Summary]:
    """What the run did; where shards failed, a failed state that holds it.

    Its own runner has one thread, since the rules keep a processor busy and threads would only share it. Where there is
    more to do, `workers` hands it out.
    """
    settings = settings or Settings.load()
    settings = settings.everywhere() if settings.dask else settings
    with begun(settings, fingerprint=pipeline.fingerprint(options(settings))) as run:
        summary = work(run, settings, progress=artifacts.progress)
        run.end(summary)
        with run.database.reading() as connection:
            changes = tallies.of_run(connection, run.begun)
        summary = _published(summary, settings)
    artifacts.leave(summary, changes, review_url=settings.review_url)
    return summary if summary.problem is None else Failed(message=summary.problem, data=summary)


def run(settings: Settings) -> Summary:
    """What the flow did, run here and now.

    Raises `RunError` when Prefect cannot run it, or it breaks off; and what stopped it on purpose, as it was raised.
    """
    try:
        state = extract(settings, return_state=True)
    except (httpx.HTTPError, PrefectException, RuntimeError) as error:
        raise RunError(
            f"Prefect cannot run the flow: {error!r}; `recital --debug run` shows what it was asked"
        ) from error
    summary = state.result(raise_on_failure=False)
    if isinstance(summary, Summary):
        return summary
    if isinstance(summary, RecitalError):
        raise summary
    cause = summary if isinstance(summary, Exception) else None
    raise RunError(f"the flow broke off: {state.message or state.name}; `recital --debug run` shows where") from cause


def outcomes_of(shard: tuple[Job, ...], result: tuple[Outcome, ...] | Exception) -> tuple[Outcome, ...]:
    """What became of each document of a shard; of a shard that failed, a failure of each."""
    if isinstance(result, Exception):
        reason = f"its shard failed with {type(result).__name__}: {result}"
        return tuple(Outcome(job.source.name, reason, novelty=job.novelty, written=False) for job in shard)
    return result


@dataclass(frozen=True, slots=True)
class _Shard:
    """A shard and how far it came."""

    jobs: tuple[Job, ...]
    outcomes: tuple[Outcome, ...]
    failed: bool


def work(run: Running, settings: Settings, *, progress: Progress = on_terminal) -> Summary:
    """What was done, by a run that is alone."""
    started = perf_counter()
    with run.database.reading() as connection:
        known = entries.read_all(connection)
    sources = find(settings.raw, id_field=settings.json_id)
    ledger = Ledger(known, settings, files.Stamps(settings.output), run.begun.fingerprint, now_ns=time.time_ns())
    plan = ledger.plan(sources)
    planned = perf_counter()
    read = sum(job.source.bytes for job in plan.jobs)
    with workers.hired(settings, read, partial(built, options(settings))) as crew:
        shards = _extracted(plan.jobs, crew, ledger, progress)
        written = perf_counter()
        findings = _findings(shards, plan, ledger)
        passed = not any(finding.blocks for finding in findings)
        if passed:
            shards = _stored(shards, workers.storing(crew, settings), ledger, run, progress)
    if passed:
        _note_touched(plan, ledger, run)
        _end_missing(plan, run, settings, there={source.name for source in sources})
    seconds = {"ledger": planned - started, "extraction": written - planned, "store": perf_counter() - written}
    outcomes = [*map(Outcome.known, plan.unchanged), *(outcome for shard in shards for outcome in shard.outcomes)]
    summary = Summary.of(outcomes, shards_failed=sum(shard.failed for shard in shards)).with_findings(findings)
    gone = [entry.source for entry in plan.missing]
    return summary.with_missing(gone, pruned=settings.prune and passed).with_seconds(**seconds)


def _findings(shards: Sequence[_Shard], plan: Plan, ledger: Ledger) -> tuple[Finding, ...]:
    """What stands out in what is to be stored, and to be closed."""
    limits = ledger.settings.limits
    found = gates.findings(_facts(shards, ledger), limits)
    if not ledger.settings.prune:
        return found
    left = len(plan.jobs) + len(plan.unchanged)
    return gates.gone(known=len(plan.missing), left=left, limits=limits) + found


def _facts(shards: Sequence[_Shard], ledger: Ledger) -> Iterator[Fact]:
    """Each document that was extracted, beside its last version; that of a new name is the one of the old."""
    jobs = (job for shard in shards for job in shard.jobs)
    outcomes = (outcome for shard in shards for outcome in shard.outcomes)
    for job, outcome in zip(jobs, outcomes, strict=True):
        last = ledger.known.get(job.renamed_from or job.source.name)
        if outcome.written:
            yield Fact(
                outcome.source,
                before=sum(last.counts.values()) if last else 0,
                after=sum(outcome.records.values()),
                failure=outcome.failure,
                failed_before=last is not None and last.status is VersionStatus.FAILED,
                mismatches=len(outcome.mismatches),
            )


def _extracted(jobs: tuple[Job, ...], crew: Crew, ledger: Ledger, progress: Progress) -> list[_Shard]:
    """The shards, with their output files written."""
    settings, by_name = ledger.settings, {job.source.name: job for job in jobs}
    generation, largest, size = ledger.written.generation, int(settings.shard_bytes), 1
    if generation is None:  # packs must not depend on how many there are to write them
        largest, size = workers.shard_bytes(crew, sum(job.source.bytes for job in jobs), largest), crew.size
    cut = shards([job.source for job in jobs], largest, workers=size)
    parts = [tuple(by_name[source.name] for source in part) for part in cut]
    calls = ((Shard(part, generation), settings, ledger.fingerprint) for part in parts)
    done: dict[int, _Shard] = {}
    with progress("extracting", len(jobs)) as advance:
        for number, result in workers.results(crew, extract_shard, calls):
            part = parts[number]
            done[number] = _Shard(part, outcomes_of(part, result), failed=isinstance(result, Exception))
            advance(len(part))
    return [done[number] for number in range(len(parts))]


def _stored(done: list[_Shard], crew: Crew, ledger: Ledger, run: Running, progress: Progress) -> list[_Shard]:
    """The shards, with what was written loaded into the store. One that is refused is a failed shard, too."""
    stored = list(done)
    calls = ((Shard(_written(shard, ledger)), ledger.settings, run.begun) for shard in done)
    with progress("storing", sum(len(shard.jobs) for shard in done)) as advance:
        for number, result in workers.results(crew, load_shard, calls):
            shard = done[number]
            if isinstance(result, Exception):
                stored[number] = _Shard(shard.jobs, outcomes_of(shard.jobs, result), failed=True)
            advance(len(shard.jobs))
    return stored


def _written(shard: _Shard, ledger: Ledger) -> Iterator[Item]:
    """What the store is told of the documents of a shard; nothing of those that could not be written."""
    written = {outcome.source for outcome in shard.outcomes if outcome.written}
    for job in shard.jobs:
        if job.source.name in written:
            yield ledger.item(job.source, renamed_from=job.renamed_from)


def _published(summary: Summary, settings: Settings) -> Summary:
    """The summary with what was published, where a destination is set and something was stored."""
    if settings.destination is None or summary.blocks:
        return summary
    started = perf_counter()
    result = publish_store.submit(settings).result(raise_on_failure=False)
    return summary.with_published(result, seconds=perf_counter() - started)


def _note_touched(plan: Plan, ledger: Ledger, run: Running) -> None:
    """Notes when files were written anew without another content, so that the next run need not hash them."""
    for shard in shards(plan.touched, ledger.settings.shard_bytes):
        load(run.database, ledger.settings.output, [ledger.item(source) for source in shard], run.begun)


def _end_missing(plan: Plan, run: Running, settings: Settings, *, there: set[str]) -> None:
    """Closes what has no source any more, where that is wanted.

    Output files go with their sources: with those closed now, or by a run that was killed after that.
    """
    if settings.prune:
        close(run.database, [entry.source for entry in plan.missing], run.begun)
    with run.database.reading() as connection:
        ended = [name for name, entry in entries.read_all(connection).items() if entry.status.ended]
    files.remove(settings.output, *(name for name in ended if name not in there))
