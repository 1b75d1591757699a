"""The tasks of the flow, and what is decided here alone: what is tried again, and that no document stops another.

A task takes on a *shard*, a run of documents, so that the scheduler's work does not grow with the documents.
"""

import errno
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from threading import Lock
from typing import Any, Generic, NamedTuple, Self, TypeVar

from prefect import State, Task, get_run_logger, task
from prefect.client.schemas.objects import TaskRun
from prefect.runtime import task_run

from extractors import pipeline
from extractors.options import Options
from extractors.pipeline import Pipeline
from flows import resuming
from flows.document import extraction_of, extractions_of, nothing
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
        work = _Work(settings, nlp, last_try=last_try, pack=None if shard.generation is None else [])
        found = tuple(chain.from_iterable(_outcomes(some, work) for some in _together(shard, work)))
        return found if shard.generation is None else _packed(found, shard.generation, work)


class _Work(NamedTuple):
    """What the documents of a shard are done with."""

    settings: Settings
    nlp: Pipeline
    last_try: bool
    pack: list[Packed] | None
    """Where output files are gathered that are written together; null where each is written by itself."""

    def leaves(self, error: OSError) -> bool:
        """Whether what went wrong is left to another try."""
        return may_pass(error) and not self.last_try


def _packed(found: tuple[Outcome, ...], generation: int, work: _Work) -> tuple[Outcome, ...]:
    """What became of the documents of a shard, of which one pack is written now."""
    try:
        files.write_pack(work.settings.output, generation, work.pack or ())
    except OSError as error:
        if work.leaves(error):
            raise
        return tuple(_unwritten(one.source, error) for one in found)
    return found


@_tried_again
def publish_store(settings: Settings) -> Published:
    """What passed is in the destination that the settings name. Raises `PublishError` when it cannot be."""
    return publishing.of_settings(settings, opened(settings.store_url))


class _Made(NamedTuple):
    extraction: Extraction
    rendering: str | None = None
    """Its text, where that is no copy of the source."""

    @classmethod
    def of(cls, reading: Reading, extraction: Extraction) -> Self:
        """What was made of a reading; a failed document has no text."""
        is_kept = extraction.document.status is Status.EXTRACTED and not reading.verbatim
        return cls(extraction, reading.text if is_kept else None)


class _Begun(NamedTuple):
    job: Job
    got: Reading | _Made
    """What is to be extracted from, or what was made of the source already."""

    @property
    def characters(self) -> int:
        """How much text it holds until it is written."""
        return len(self.got.text) if isinstance(self.got, Reading) else self.got.extraction.document.chars or 0


def _together(jobs: Iterable[Job], work: _Work) -> Iterator[list[_Begun]]:
    """The sources as they are read, in their order, as many at a time as are extracted together."""
    some: list[_Begun] = []
    characters = 0
    for one in (_begun(job, work) for job in jobs):
        some.append(one)
        characters += one.characters
        if characters >= pipeline.TOGETHER:
            yield some
            some, characters = [], 0
    yield some


def _begun(job: Job, work: _Work) -> _Begun:
    """A source as it is read; what an earlier run made of it, where that will do."""
    output, options = work.settings.output, work.settings.reading
    try:
        if job.takes_over and (moved := resuming.moved(output, job.renamed_from or "", job.source.name)):
            return _Begun(job, _Made(moved, files.read_text(output, job.renamed_from or "")))
        reading = read(job.source, options)
        if job.resumes and (done := resuming.finished(output, reading, fingerprint=work.nlp.fingerprint)):
            return _Begun(job, _Made.of(reading, done))
    except OSError as error:
        if work.leaves(error):
            raise
        reading = Reading(failed(job.source, f"it cannot be read: {error.strerror or error}"))
    is_read = reading.document.status is Status.EXTRACTED
    return _Begun(job, reading if is_read else _Made(nothing(reading.document)))


def _outcomes(begun: list[_Begun], work: _Work) -> Iterator[Outcome]:
    """What became of some documents; the output file of each is written, or gathered for a pack."""
    found = iter(extracted([one.got for one in begun if isinstance(one.got, Reading)], work.nlp, work.settings))
    for job, got in begun:
        made = _Made.of(got, next(found)) if isinstance(got, Reading) else got
        yield _written(job, made, work)


def extracted(readings: list[Reading], nlp: Pipeline, settings: Settings) -> list[Extraction]:
    """What the rules find in each; for a document that makes one of them raise, a failed document and no record."""
    try:
        if len(readings) > 1:
            return extractions_of(readings, nlp, settings.reading)
        return [extraction_of(reading, nlp, settings.reading) for reading in readings]
    except Exception as error:  # noqa: BLE001 # one document must not stop the others, whatever is wrong with it
        if len(readings) > 1:  # by itself each tells whether it is the one
            get_run_logger().debug(
                "%d documents together failed, each is tried by itself", len(readings), exc_info=error
            )
            return [found for reading in readings for found in extracted([reading], nlp, settings)]
        document = readings[0].document
        get_run_logger().debug("%s", document.source, exc_info=error)
        reason = f"a rule failed on it with {type(error).__name__}; `recital --debug run` shows where"
        return [nothing(document.failed(reason))]


def _written(job: Job, made: _Made, work: _Work) -> Outcome:
    log, name, extraction = get_run_logger(), job.source.name, made.extraction
    if extraction.document.error:
        log.warning("%s: %s", name, extraction.document.error)
    try:
        if work.pack is None:
            files.write(work.settings.output, extraction, text=made.rendering)
        else:
            files.gather(work.settings.output, extraction, work.pack, text=made.rendering)
    except OSError as error:
        if work.leaves(error):
            raise
        log.error("%s: %s", name, error)  # noqa: TRY400 # the traceback would only lead to here
        return _unwritten(name, error)
    return Outcome.of(extraction, job.novelty)


def _unwritten(source: str, error: OSError) -> Outcome:
    reason = f"its output file cannot be written: {error.strerror or error}"
    return Outcome(source, failure=reason, written=False)
