"""The tasks of the flow, and what is decided here alone: what is tried again, and that no document stops another.

A task takes on a *shard*, a run of documents, so that the scheduler's work does not grow with the documents.
"""

import errno
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

from prefect import State, Task, get_run_logger, task
from prefect.client.schemas.objects import TaskRun
from prefect.runtime import task_run

from extractors import pipeline
from extractors.options import Options
from extractors.pipeline import Pipeline
from flows import resuming
from flows.document import extraction_of, nothing
from flows.ledger import Job
from flows.options import options
from flows.publish import publishing
from flows.publish.publishing import Published
from flows.readers import Reading, failed, read
from flows.running import opened
from flows.settings import Settings
from flows.stores import files, packs
from flows.stores.loading import Item, load
from flows.stores.packs import Packed
from flows.stores.runs import Begun
from flows.summary import Outcome
from schemas.documents import Status
from schemas.errors import PublishBusy, RunError, StoreBusy
from schemas.records import Extraction

T = TypeVar("T")

_WAITS = (1.0, 10.0, 60.0)
"""Seconds before each further try."""

_ONE_AT_A_TIME = Lock()

_LOADED_AT_ONCE = 250
"""Documents in one transaction: others wait for it, and its rows are held until it ends. For 250 reports that took a
third of a second."""

_MAY_PASS = frozenset(
    {
        *(errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENOMEM),
        *(errno.EMFILE, errno.ENFILE),  # too many open files, here or on the machine
        *(errno.ESTALE, errno.ETIMEDOUT, errno.ECONNRESET, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH),
    }
)
"""Failures that go away by themselves: of a busy machine, of a network folder. That of a full disk does not."""


class Shard(Generic[T]):
    """What one task takes on.

    No tuple, since Prefect goes through tuples and data classes in search of futures: three times 37 milliseconds for
    250 documents.
    """

    def __init__(self, parts: Iterable[T], generation: int | None = None) -> None:
        self._parts = tuple(parts)
        self.generation = generation
        """The number that its pack has; null where each document becomes a file."""

    def __iter__(self) -> Iterator[T]:
        return iter(self._parts)


@cache
def built(told: Options) -> Pipeline:
    """The pipeline, built once in a process."""
    return pipeline.build(told)


def may_pass(error: object) -> bool:
    """Whether what went wrong may go right another time."""
    return isinstance(error, StoreBusy | PublishBusy) or (isinstance(error, OSError) and error.errno in _MAY_PASS)


def _is_worth_a_retry(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return may_pass(state.result(raise_on_failure=False))


_tried_again = task(
    retries=len(_WAITS),
    retry_delay_seconds=list(_WAITS),
    retry_condition_fn=_is_worth_a_retry,
    persist_result=False,
)


@_tried_again
def extract_shard(shard: Shard[Job], settings: Settings, fingerprint: str) -> tuple[Outcome, ...]:
    """What became of each document of a shard; their output files are written.

    Raises `OSError` for what may pass, until the last try, and `RunError` where this is not the Recital of the run, as
    its fingerprint tells.
    """
    last_try = (task_run.run_count or 0) > len(_WAITS)
    return outcomes(shard, settings, fingerprint=fingerprint, last_try=last_try)


@_tried_again
def load_shard(items: Shard[Item], settings: Settings, run: Begun) -> None:
    """The output files of a shard are in the store, some at a time. Raises `StoreError` when they cannot be."""
    waiting = iter(items)
    while some := tuple(islice(waiting, _LOADED_AT_ONCE)):
        load(opened(settings.store_url), settings.output, some, run, policy=settings.policy)


def outcomes(shard: Shard[Job], settings: Settings, *, fingerprint: str, last_try: bool) -> tuple[Outcome, ...]:
    """What became of each document; in a worker with several threads one after the other, as the pipeline wants it."""
    with _ONE_AT_A_TIME:
        nlp = built(options(settings))
        if nlp.fingerprint != fingerprint:
            there = f"the fingerprint of the worker on {platform.node()} is {nlp.fingerprint}"
            raise RunError(f"{there}, that of the run {fingerprint}; they need the same Recital and settings")
        packs.refreshed(settings.output)  # a worker may have seen it in another run
        if shard.generation is None:
            return tuple(outcome(job, settings, nlp=nlp, last_try=last_try) for job in shard)
        return _packed(shard, shard.generation, settings, nlp=nlp, last_try=last_try)


def _packed(
    shard: Iterable[Job], generation: int, settings: Settings, *, nlp: Pipeline, last_try: bool
) -> tuple[Outcome, ...]:
    """What became of each document of a shard; they are written together."""
    pack: list[Packed] = []
    found = tuple(outcome(job, settings, nlp=nlp, last_try=last_try, pack=pack) for job in shard)
    try:
        files.write_pack(settings.output, generation, pack)
    except OSError as error:
        if may_pass(error) and not last_try:
            raise
        return tuple(_unwritten(one.source, error) for one in found)
    return found


@_tried_again
def publish_store(settings: Settings) -> Published:
    """What passed is in the destination that the settings name. Raises `PublishError` when it cannot be."""
    return publishing.of_settings(settings, opened(settings.store_url))


def outcome(
    job: Job, settings: Settings, *, nlp: Pipeline, last_try: bool, pack: list[Packed] | None = None
) -> Outcome:
    """What became of one document; its output file is written, or gathered for a pack."""
    log, name = get_run_logger(), job.source.name
    try:
        made = _made(job, settings, nlp)
    except OSError as error:
        if may_pass(error) and not last_try:
            raise
        made = _Made(nothing(failed(job.source, f"it cannot be read: {error.strerror or error}")))
    extraction = made.extraction
    if extraction.document.error:
        log.warning("%s: %s", name, extraction.document.error)
    try:
        if pack is None:
            files.write(settings.output, extraction, text=made.rendering)
        else:
            files.gather(settings.output, extraction, pack, text=made.rendering)
    except OSError as error:
        if may_pass(error) and not last_try:
            raise
        log.error("%s: %s", name, error)  # noqa: TRY400 # the traceback would only lead to here
        return _unwritten(name, error)
    return Outcome.of(extraction, job.novelty)


def _unwritten(source: str, error: OSError) -> Outcome:
    reason = f"its output file cannot be written: {error.strerror or error}"
    return Outcome(source, failure=reason, written=False)


class _Made(NamedTuple):
    extraction: Extraction
    rendering: str | None = None
    """Its text, where that is no copy of the source."""


def _made(job: Job, settings: Settings, nlp: Pipeline) -> _Made:
    """The extraction of a source, taken over from an earlier run where that will do."""
    if job.takes_over and (moved := resuming.moved(settings.output, job.renamed_from or "", job.source.name)):
        return _Made(moved, files.read_text(settings.output, job.renamed_from or ""))
    reading = read(job.source, settings.reading)
    rendering = None if reading.verbatim else reading.text
    if job.resumes and (done := resuming.finished(settings.output, reading, fingerprint=nlp.fingerprint)):
        return _Made(done, rendering)
    extraction = extracted(reading, nlp, settings)
    return _Made(extraction, rendering if extraction.document.status is Status.EXTRACTED else None)


def extracted(reading: Reading, nlp: Pipeline, settings: Settings) -> Extraction:
    """What the rules find; for a document that makes one of them raise, a failed document and no record."""
    try:
        return extraction_of(reading, nlp, settings.reading)
    except Exception as error:  # noqa: BLE001 # one document must not stop the others, whatever is wrong with it
        document = reading.document
        get_run_logger().debug("%s", document.source, exc_info=error)
        reason = f"a rule failed on it with {type(error).__name__}; `recital --debug run` shows where"
        return nothing(document.failed(reason))
