"""The tasks of the flow, and what is decided here alone: what is tried again, and that no document stops another.

A task takes on a *shard*, a run of documents, so that the scheduler's work does not grow with the documents.
"""

import errno
from functools import cache
from typing import Any

from prefect import State, Task, get_run_logger, task
from prefect.client.schemas.objects import TaskRun
from prefect.runtime import task_run
from spacy.language import Language

from extractors import pipeline
from extractors.options import Options
from flows.language import with_language
from flows.options import options
from flows.readers import Reading, failed, read
from flows.settings import Settings
from flows.sources import Source
from flows.stores import files
from flows.summary import Outcome
from schemas.documents import Status
from schemas.records import Extraction

_WAITS = (1.0, 10.0, 60.0)
"""Seconds before each further try."""

_MAY_PASS = frozenset(
    {
        *(errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENOMEM),
        *(errno.EMFILE, errno.ENFILE),  # too many open files, here or on the machine
        *(errno.ESTALE, errno.ETIMEDOUT, errno.ECONNRESET, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH),
    }
)
"""Failures that go away by themselves: of a busy machine, of a network folder. That of a full disk does not."""


@cache
def built(told: Options) -> Language:
    """The pipeline, built once in a process."""
    return pipeline.build(told)


def may_pass(error: object) -> bool:
    """Whether what went wrong may go right another time."""
    return isinstance(error, OSError) and error.errno in _MAY_PASS


def _is_worth_a_retry(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return may_pass(state.result(raise_on_failure=False))


@task(retries=len(_WAITS), retry_delay_seconds=list(_WAITS), retry_condition_fn=_is_worth_a_retry, persist_result=False)
def extract_shard(shard: tuple[Source, ...], settings: Settings) -> tuple[Outcome, ...]:
    """What became of each document of a shard; their output files are written.

    Raises `OSError` for what may pass, until the last try.
    """
    nlp = built(options(settings))
    last_try = (task_run.run_count or 0) > len(_WAITS)
    return tuple(outcome(source, settings, nlp=nlp, last_try=last_try) for source in shard)


def outcome(source: Source, settings: Settings, *, nlp: Language, last_try: bool) -> Outcome:
    """What became of one document; its output file is written."""
    log = get_run_logger()
    try:
        reading = read(source, settings.reading)
    except OSError as error:
        if may_pass(error) and not last_try:
            raise
        reading = Reading(failed(source, f"it cannot be read: {error.strerror}"))
    extraction = _extraction(reading, nlp, any_language=settings.any_language)
    if extraction.document.error:
        log.warning("%s: %s", source.name, extraction.document.error)
    try:
        is_kept = extraction.document.status is Status.EXTRACTED and not reading.verbatim
        files.write(settings.output, extraction, text=reading.text if is_kept else None)
    except OSError as error:
        if may_pass(error) and not last_try:
            raise
        log.error("%s: %s", source.name, error)  # noqa: TRY400 # the traceback would only lead to here
        return Outcome(source.name, failure=f"its output file cannot be written: {error.strerror}")
    return Outcome.of(extraction)


def _extraction(reading: Reading, nlp: Language, *, any_language: bool) -> Extraction:
    """What the rules find; for a document that makes one of them raise, a failed document and no record."""
    document = reading.document
    if document.status is Status.EXTRACTED:
        try:
            found = pipeline.extract(nlp, document, reading.text, reading.layout)
            return with_language(found, reading.text, any_language=any_language)
        except Exception as error:  # noqa: BLE001 # one document must not stop the others, whatever is wrong with it
            get_run_logger().debug("%s", document.source, exc_info=error)
            reason = f"a rule failed on it with {type(error).__name__}; `recital --debug run` shows where"
            document = document.model_copy(update={"status": Status.FAILED, "error": reason, "chars": None})
    return Extraction(document=document, segments=(), records=())
