import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prefect.logging import disable_run_logger

from extractors.pipeline import Input, Pipeline
from flows import tasks
from flows.checking import faults
from flows.extract import outcomes_of
from flows.ledger import Job
from flows.readers import Options
from flows.settings import Settings
from flows.sources import Source, find
from flows.stores import files
from flows.summary import Outcome
from schemas.documents import Status
from schemas.errors import PublishBusy, RunError, StoreBusy
from schemas.records import Extraction


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Pipeline) -> Iterator[Settings]:
    """Two sources that can be read and one that cannot; tasks run without Prefect."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_bytes(b"The envoys of the African Union left on 3 May 1994.")
    (raw / "b.txt").write_bytes(b"")
    (raw / "c.txt").write_bytes(b"They came back in 2001.")
    monkeypatch.setattr(tasks, "built", lambda told: nlp)
    with disable_run_logger():
        yield Settings.load(raw=raw, output=tmp_path / "output")


def run(settings: Settings) -> tuple[Outcome, ...]:
    return extracted(settings, find(settings.raw))


def extracted(settings: Settings, sources: tuple[Source, ...]) -> tuple[Outcome, ...]:
    fingerprint = tasks.pipeline.fingerprint()
    return tasks.extract_shard.fn(tasks.Shard(jobs(sources)), settings, fingerprint)


def jobs(sources: tuple[Source, ...]) -> tuple[Job, ...]:
    return tuple(map(Job, sources))


def error(number: int) -> OSError:
    return OSError(number, "something about the disk")


def test_a_shard_writes_every_document_and_counts(settings: Settings) -> None:
    outcomes = run(settings)
    assert [(outcome.source, outcome.failure) for outcome in outcomes] == [
        ("a.txt", None),
        ("b.txt", "it is empty; expected text"),
        ("c.txt", None),
    ]
    assert outcomes[0].records["date"] == 1
    assert list(files.sources(settings.output)) == ["a.txt", "b.txt", "c.txt"]
    assert list(faults(settings.raw, settings.output, settings.reading)) == []


def test_a_shard_gives_the_same_bytes_again(settings: Settings) -> None:
    run(settings)
    first = {path: path.read_bytes() for path in settings.output.iterdir()}
    run(settings)
    assert {path: path.read_bytes() for path in settings.output.iterdir()} == first


@pytest.mark.parametrize(
    ("characters", "expected"), [(1, [["a.txt"], ["c.txt"]]), (10_000, [["a.txt", "c.txt"]])], ids=["small", "large"]
)
def test_documents_are_extracted_as_many_together_as_have_so_many_characters(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, characters: int, expected: list[list[str]]
) -> None:
    extract_all = tasks.pipeline.extract_all
    together: list[list[str]] = []

    def noted(nlp: Pipeline, inputs: list[Input], *, check: Callable[[], None]) -> list[Extraction]:
        together.append([one.document.source for one in inputs])
        return extract_all(nlp, inputs, check=check)

    monkeypatch.setattr(tasks.pipeline, "extract_all", noted)
    monkeypatch.setattr(tasks.pipeline, "TOGETHER", characters)
    run(settings)
    assert together == expected


def test_a_document_that_makes_a_rule_raise_stops_no_other(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    extract_all = tasks.pipeline.extract_all

    def failing(nlp: Pipeline, inputs: list[Input], *, check: Callable[[], None]) -> list[Extraction]:
        if any(one.document.source == "a.txt" for one in inputs):
            raise KeyError("a defect")
        return extract_all(nlp, inputs, check=check)

    monkeypatch.setattr(tasks.pipeline, "extract_all", failing)
    outcomes = run(settings)
    reason = "a rule failed on it with KeyError; `recital --debug run` shows where"
    assert [outcome.failure for outcome in outcomes] == [reason, "it is empty; expected text", None]
    written = files.parse(files.path_of(settings.output, "a.txt").read_bytes()).document
    assert (written.status, written.error, written.chars) == (Status.FAILED, reason, None)
    assert written.sha256 is not None
    assert list(faults(settings.raw, settings.output, settings.reading)) == []


def test_a_document_that_takes_too_long_to_extract_fails_and_leaves_no_record(settings: Settings) -> None:
    hurried = settings.model_copy(update={"max_seconds": 1e-6})
    reason = "extracting from it takes more than 1e-06 seconds (setting max_seconds; --retry-failed tries again)"
    assert [outcome.failure for outcome in run(hurried)] == [reason, "it is empty; expected text", reason]
    written = files.parse(files.path_of(settings.output, "a.txt").read_bytes())
    assert (written.document.status, written.segments, written.records) == (Status.FAILED, (), ())


def test_a_source_that_is_gone_becomes_a_failed_document(settings: Settings) -> None:
    sources = find(settings.raw)
    sources[0].path.unlink()
    outcomes = extracted(settings, sources)
    assert outcomes[0].failure == "it cannot be read: No such file or directory"
    assert files.parse(files.path_of(settings.output, "a.txt").read_bytes()).document.status is Status.FAILED


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.EMFILE, errno.EBUSY])
def test_what_may_pass_is_left_to_another_try(settings: Settings, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def busy(source: Source, options: Options) -> object:
        raise error(number)

    monkeypatch.setattr(tasks, "read", busy)
    with pytest.raises(OSError, match="something about the disk"):
        run(settings)


def test_what_does_not_pass_until_the_last_try_is_a_failure(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = tasks.read

    def broken(source: Source, options: Options) -> object:
        if source.name == "a.txt":
            raise error(errno.EIO)
        return read(source, options)

    monkeypatch.setattr(tasks, "read", broken)
    monkeypatch.setenv("PREFECT__RUNTIME__TASK_RUN__RUN_COUNT", "4")
    assert [outcome.failure for outcome in run(settings)] == [
        "it cannot be read: something about the disk",
        "it is empty; expected text",
        None,
    ]


def test_a_full_disk_is_a_failure_of_the_documents_it_has_no_room_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write

    def full(output: Path, extraction: tasks.Extraction, *, text: str | None) -> Path:
        if extraction.document.source == "a.txt":
            raise error(errno.ENOSPC)
        return write(output, extraction, text=text)

    monkeypatch.setattr(files, "write", full)
    assert [outcome.failure for outcome in run(settings)] == [
        "its output file cannot be written: something about the disk",
        "it is empty; expected text",
        None,
    ]


@pytest.mark.parametrize(
    "problem",
    [error(errno.ENOSPC), error(errno.EACCES), error(errno.ENOENT), OSError("no number"), KeyError("EIO"), None, "EIO"],
)
def test_only_what_may_pass_is_tried_again(problem: object) -> None:
    assert not tasks.may_pass(problem)


@pytest.mark.parametrize("problem", [StoreBusy("locked"), PublishBusy("locked"), error(errno.ESTALE)])
def test_what_may_pass_is_tried_again(problem: object) -> None:
    assert tasks.may_pass(problem)


def test_a_shard_that_failed_is_a_failure_of_each_document() -> None:
    shard = jobs((Source("a.txt", Path("a.txt"), 1), Source("b.txt", Path("b.txt"), 1)))
    reason = "its shard failed with MemoryError: too much"
    assert outcomes_of(shard, MemoryError("too much")) == (
        Outcome("a.txt", reason, written=False),
        Outcome("b.txt", reason, written=False),
    )


def test_a_shard_that_ended_is_what_it_says() -> None:
    outcomes = (Outcome("a.txt"),)
    assert outcomes_of(jobs((Source("a.txt", Path("a.txt"), 1),)), outcomes) is outcomes


def test_an_error_of_the_system_without_a_number_is_told_in_its_own_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("handle is closed")

    monkeypatch.setattr(tasks, "read", broken)
    assert {outcome.failure for outcome in run(settings)} == {"it cannot be read: handle is closed"}


def test_a_worker_with_another_recital_extracts_nothing(settings: Settings) -> None:
    with pytest.raises(RunError, match="that of the run 0123; they need the same Recital and settings"):
        tasks.extract_shard.fn(tasks.Shard(jobs(find(settings.raw))), settings, "0123")
    assert list(files.sources(settings.output)) == []
