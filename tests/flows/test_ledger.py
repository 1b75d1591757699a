"""What a run finds to do, in whole runs without Prefect; the store is SQLite, where nothing else is said."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractors import pipeline
from extractors.pipeline import Input, Pipeline
from flows import ledger, tasks
from flows.checking import faults
from flows.options import options
from flows.readers import Options
from flows.settings import Settings
from flows.stores import entries, files
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.stores.tables import VersionStatus
from flows.summary import Novelty, Summary
from schemas.records import Extraction

TEXTS = {
    "a.txt": "The envoys of the African Union left on 3 May 1994.",
    "b.txt": "They came back in 2001 with 40 observers: 30 officers and 10 doctors.",
    "sub/c.txt": "The mission ended in June 2004; on 8 June the last of 12 convoys had gone.",
}
LONG_AGO, NOW_OR_LATER = 1_000_000_000, 4_000_000_000
"""Times of change, in seconds since 1970; the latter is not before any run of these tests."""


class Workplace:
    """A raw folder, an output folder, and runs on them that count what they extract."""

    def __init__(self, folder: Path, recital: Callable[..., Summary]) -> None:
        self.raw, self.output = folder / "raw", folder / "output"
        self.store = f"sqlite:///{self.output}/recital.db"
        self.extracted: list[str] = []
        self._recital = recital
        for name, text in TEXTS.items():
            self.put(name, text)

    def put(self, name: str, text: str) -> None:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))

    def run(self, **settings: object) -> dict[str, int]:
        """The documents by what they were to a run, those left out of which there are none."""
        self.extracted.clear()
        self.summary = self._recital(raw=self.raw, output=self.output, **settings)
        return {novelty.value: number for novelty, number in self.summary.novelties.items() if number}

    def statuses(self) -> dict[str, VersionStatus]:
        with Database(self.store) as database, database.reading() as connection:
            return {name: entry.status for name, entry in entries.read_all(connection).items()}

    def holds(self) -> bool:
        """Whether raw folder, output and store agree."""
        found = list(faults(self.raw, self.output, Settings.load().reading))
        with Database(self.store) as database:
            return [*found, *disagreements(database, self.output)] == []


@pytest.fixture
def work(tmp_path: Path, recital: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch) -> Workplace:
    work = Workplace(tmp_path, recital)
    extract_all = pipeline.extract_all

    def counted(nlp: Pipeline, inputs: list[Input], *, check: Callable[[], None]) -> list[Extraction]:
        work.extracted.extend(one.document.source for one in inputs)
        return extract_all(nlp, inputs, check=check)

    monkeypatch.setattr(pipeline, "extract_all", counted)
    return work


def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are hashed from here on."""
    hashed: list[str] = []
    hash_of = ledger._hash

    def noted(path: Path) -> str | None:
        hashed.append(path.name)
        return hash_of(path)

    monkeypatch.setattr(ledger, "_hash", noted)
    return hashed


def test_a_first_run_extracts_everything(work: Workplace) -> None:
    assert work.run() == {"new": 3}
    assert sorted(work.extracted) == sorted(TEXTS)
    assert work.holds()


def test_a_second_run_extracts_and_hashes_nothing(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    work.run()
    first = work.summary
    hashed = hashes(monkeypatch)
    assert work.run() == {"unchanged": 3}
    assert (work.extracted, hashed) == ([], [])
    assert (work.summary.records, work.summary.chars) == (first.records, first.chars)
    assert next(work.summary.lines()).details == "unchanged: nothing to extract"


def test_a_second_run_forgets_no_breakdown_that_does_not_add_up(work: Workplace) -> None:
    work.put("d.txt", "It has 30 staff (18 men and 11 women).")
    work.run()
    assert [line.details.partition(":")[0] for line in work.summary.lines() if line.what == "mismatch"] == ["d.txt"]
    work.run()
    (line,) = [line for line in work.summary.lines() if line.what == "mismatch"]
    assert (line.number, line.details) == ("1", "in unchanged documents; `recital check --figures` lists them")


@pytest.mark.slow
def test_a_second_run_costs_less_than_a_twentieth_of_the_first(
    work: Workplace, steps: Callable[[Callable[[], object]], int]
) -> None:
    page = " ".join(TEXTS.values()) * 15
    for number in range(40):
        work.put(f"{number}.txt", f"Copy {number}. {page}")
    tasks.built(options(Settings.load()))
    first = steps(work.run)
    assert work.extracted
    assert steps(work.run) < first / 20
    assert work.extracted == []


def test_another_field_of_json_is_extracted_again(work: Workplace) -> None:
    work.put("d.json", '{"text": "They left in 2001.", "summary": "They left in the year 2001, by sea."}')
    work.run()
    assert work.run(json_text="summary") == {"again": 4}
    assert "d.json" in work.extracted
    assert work.run(json_text="summary") == {"unchanged": 4}


def test_a_language_that_was_refused_is_extracted_once_it_may_be(work: Workplace) -> None:
    french = "Le Conseil a décidé de proroger le mandat de la mission jusqu'au 30 juin et de revoir la situation. "
    work.put("d.txt", french * 5)
    work.run()
    assert work.statuses()["d.txt"] is VersionStatus.FAILED
    work.run(any_language=True)
    assert work.statuses()["d.txt"] is VersionStatus.EXTRACTED


def test_one_more_document_extracts_one(work: Workplace) -> None:
    work.run()
    work.put("d.txt", "Talks began in 2011.")
    assert work.run() == {"new": 1, "unchanged": 3}
    assert work.extracted == ["d.txt"]
    assert work.holds()


def test_other_bytes_are_extracted_again(work: Workplace) -> None:
    work.run()
    work.put("a.txt", TEXTS["a.txt"].replace("1994", "1995"))
    os.utime(work.raw / "a.txt", (LONG_AGO + 1, LONG_AGO + 1))
    assert work.run() == {"again": 1, "unchanged": 2}
    assert work.extracted == ["a.txt"]
    assert work.holds()


def test_a_file_that_was_only_touched_is_hashed_once_and_left(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    work.run()
    os.utime(work.raw / "a.txt", (LONG_AGO + 1, LONG_AGO + 1))
    hashed = hashes(monkeypatch)
    assert work.run() == {"unchanged": 3}
    assert hashed == ["a.txt"]
    assert work.run() == {"unchanged": 3}
    assert hashed == ["a.txt"]
    assert work.extracted == []


def test_a_change_at_the_same_time_and_of_the_same_size_is_seen(work: Workplace) -> None:
    os.utime(work.raw / "a.txt", (NOW_OR_LATER, NOW_OR_LATER))
    work.run()
    work.put("a.txt", TEXTS["a.txt"].replace("1994", "1995"))
    os.utime(work.raw / "a.txt", (NOW_OR_LATER, NOW_OR_LATER))
    assert work.run() == {"again": 1, "unchanged": 2}


def test_other_rules_extract_everything_again(work: Workplace) -> None:
    work.run()
    assert work.run(dollar="AUD") == {"again": 3}
    assert work.holds()


def test_force_extracts_everything_again_to_the_same(work: Workplace) -> None:
    work.run()
    assert work.run(force=True) == {"again": 3}
    assert len(work.extracted) == 3
    with Database(work.store) as database, database.reading() as connection:
        assert {entry.number for entry in entries.read_all(connection).values()} == {1}


@pytest.mark.parametrize("change", ["deleted", "altered"])
def test_an_output_file_that_is_not_as_it_was_written_is_made_again(work: Workplace, change: str) -> None:
    work.run()
    path = files.path_of(work.output, "a.txt")
    written = path.read_bytes()
    if change == "deleted":
        path.unlink()
    else:
        path.write_bytes(written.replace(b"1994", b"1995"))
    assert work.run() == {"again": 1, "unchanged": 2}
    assert work.extracted == ["a.txt"]
    assert path.read_bytes() == written
    assert work.holds()


def test_a_renamed_source_is_recognised_and_not_extracted(work: Workplace) -> None:
    work.run()
    (work.raw / "sub/c.txt").rename(work.raw / "sub/d.txt")
    assert work.run() == {"renamed": 1, "unchanged": 2}
    assert work.extracted == []
    assert work.statuses()["sub/c.txt"] is VersionStatus.RENAMED
    assert not files.path_of(work.output, "sub/c.txt").exists()
    assert work.holds()
    taken_over = files.path_of(work.output, "sub/d.txt").read_bytes()
    work.run(force=True)
    assert files.path_of(work.output, "sub/d.txt").read_bytes() == taken_over


def test_a_renamed_source_with_another_reader_is_read_anew(work: Workplace) -> None:
    work.run()
    (work.raw / "a.txt").rename(work.raw / "a.md")
    assert work.run() == {"renamed": 1, "unchanged": 2}
    assert work.extracted == ["a.md"]
    assert work.holds()


def test_a_copy_is_new(work: Workplace) -> None:
    work.run()
    work.put("copy.txt", TEXTS["a.txt"])
    assert work.run() == {"new": 1, "unchanged": 3}


def test_two_of_the_same_bytes_are_renamed_one_by_one(work: Workplace) -> None:
    work.put("b.txt", TEXTS["a.txt"])
    work.run()
    for name in ("a.txt", "b.txt"):
        (work.raw / name).rename(work.raw / f"new-{name}")
    assert work.run() == {"renamed": 2, "unchanged": 1}
    assert work.holds()


def test_a_removed_source_is_reported_until_it_is_pruned(work: Workplace) -> None:
    work.run()
    (work.raw / "a.txt").unlink()
    for _ in range(2):
        assert work.run() == {"unchanged": 2}
        assert (work.summary.missing, work.summary.pruned) == (("a.txt",), 0)
    assert files.path_of(work.output, "a.txt").exists()
    work.run(prune=True)
    assert work.summary.pruned == 1
    assert work.statuses()["a.txt"] is VersionStatus.REMOVED
    assert work.holds()
    assert work.run() == {"unchanged": 2}
    assert work.summary.missing == ()


def test_a_pruned_source_that_comes_back_is_new(work: Workplace) -> None:
    work.run()
    (work.raw / "a.txt").unlink()
    work.run(prune=True)
    work.put("a.txt", TEXTS["a.txt"])
    assert work.run() == {"new": 1, "unchanged": 2}
    assert work.holds()


def test_a_failed_document_is_left_until_it_changes(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    work.put("empty.txt", "")
    tried: list[str] = []
    read = tasks.read

    def noted(source: ledger.Source, told: Options) -> tasks.Reading:
        tried.append(source.name)
        return read(source, told)

    work.run()
    monkeypatch.setattr(tasks, "read", noted)
    assert work.run() == {"unchanged": 4}
    assert [outcome.failure for outcome in work.summary.failures] == ["it is empty; expected text"]
    assert tried == []
    assert work.run(retry_failed=True) == {"again": 1, "unchanged": 3}
    assert tried == ["empty.txt"]
    work.put("empty.txt", "No more: 3 people came in 1999.")
    assert work.run() == {"again": 1, "unchanged": 3}
    assert work.summary.failures == ()
    assert work.holds()


def test_what_could_not_be_read_is_asked_again(work: Workplace) -> None:
    work.put("large.txt", "1999 " * 100)
    work.run(max_bytes=200)
    assert work.run(max_bytes=200) == {"again": 1, "unchanged": 3}
    assert work.run() == {"again": 1, "unchanged": 3}
    assert work.summary.failures == ()


def test_what_a_killed_run_wrote_is_taken_over(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*arguments: object, policy: object) -> None:
        raise KeyboardInterrupt

    work.put("page.html", "<html><body><p>The force left in 1999.</p></body></html>")
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "load", killed)
        with pytest.raises(KeyboardInterrupt):
            work.run()
    assert work.run() == {"new": 4}
    assert work.extracted == []
    assert work.holds()


def test_what_a_killed_run_wrote_and_somebody_altered_is_made_again(work: Workplace) -> None:
    work.run()
    for path in work.output.glob("recital.db*"):
        path.unlink()
    path = files.path_of(work.output, "a.txt")
    written = path.read_bytes()
    path.write_bytes(written.replace(b"1994-05-03", b"1994-05-04"))
    assert work.run() == {"new": 3}
    assert work.extracted == ["a.txt"]
    assert path.read_bytes() == written


def test_another_store_is_filled_without_extracting(work: Workplace, new_postgresql: Callable[[], str]) -> None:
    work.run()
    work.store = new_postgresql()
    assert work.run(store=work.store) == {"new": 3}
    assert work.extracted == []
    assert work.holds()


def test_a_shard_that_the_store_refuses_is_a_failure_and_the_next_run_loads_it(
    work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = tasks.load

    def full(
        database: Database, output: Path, items: tuple[tasks.Item, ...], run: tasks.Begun, *, policy: object
    ) -> None:
        if items[0].source == "a.txt":
            raise tasks.StoreBusy("the disk is full")
        load(database, output, items, run)

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "load", full)
        work.run(shard_bytes=1)
    assert work.summary.shards_failed == 1
    assert [outcome.failure for outcome in work.summary.failures] == [
        "its shard failed with StoreBusy: the disk is full"
    ]
    assert work.run() == {"new": 1, "unchanged": 2}
    assert work.extracted == []
    assert work.holds()


def test_the_fingerprint_follows_the_readers_too() -> None:
    told = options(Settings.load())
    assert pipeline.fingerprint(told) != pipeline.fingerprint(replace(told, reading="others"))


def test_a_job_knows_what_its_document_is() -> None:
    source = ledger.Source("a.txt", Path("a.txt"), 1)
    assert ledger.Job(source).novelty is Novelty.NEW
    assert ledger.Job(source, known=True).novelty is Novelty.AGAIN
    assert ledger.Job(source, renamed_from="b.txt").novelty is Novelty.RENAMED


def test_the_run_of_a_summary_is_in_the_store(work: Workplace) -> None:
    from flows.stores import runs

    work.put("empty.txt", "")
    work.run()
    with Database(work.store) as database, database.reading() as connection:
        (run,) = runs.read(connection, last=5)
    assert run.state is runs.RunState.DONE
    assert run.counts == work.summary.counts()
    assert run.seconds is not None
    assert set(run.seconds) == {"ledger", "extraction", "store"}
    assert run.failures == [{"source": "empty.txt", "reason": "it is empty; expected text"}]
    assert run.settings == Settings.load(raw=work.raw, output=work.output).shown()


def test_a_run_that_broke_off_says_so(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.stores import runs

    def broken(raw: Path, **_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("flows.extract.find", broken)
    with pytest.raises(MemoryError):
        work.run()
    with Database(work.store) as database, database.reading() as connection:
        assert [run.state for run in runs.read(connection, last=5)] == [runs.RunState.FAILED]


def test_a_line_is_known_by_its_own_bytes(work: Workplace) -> None:
    work.put("f.jsonl", '{"text": "The force left in 1999."}\n{"text": "It came back in 2001."}\n')
    assert work.run() == {"new": 5}
    work.put("f.jsonl", '{"text": "The force left in 1999."}\n{"text": "It came back early in 2002."}\n')
    assert work.run() == {"again": 1, "unchanged": 4}
    assert work.extracted == ["f.jsonl#2"]
    assert work.holds()


def test_a_rendering_goes_where_its_document_goes(work: Workplace) -> None:
    work.put("page.html", "<html><body><p>The force left in 1999.</p></body></html>")
    work.run()
    (work.raw / "page.html").rename(work.raw / "other.html")
    assert work.run() == {"renamed": 1, "unchanged": 3}
    assert files.read_text(work.output, "page.html") is None
    assert files.read_text(work.output, "other.html") == "The force left in 1999.\n"
    (work.raw / "other.html").unlink()
    work.run(prune=True)
    assert files.read_text(work.output, "other.html") is None
    assert work.holds()


def test_a_lost_rendering_is_made_again_without_extracting(work: Workplace) -> None:
    work.put("page.html", "<html><body><p>The force left in 1999.</p></body></html>")
    work.run()
    rendering = files.text_path_of(work.output, "page.html")
    written = rendering.read_bytes()
    rendering.unlink()
    assert work.run() == {"again": 1, "unchanged": 3}
    assert (work.extracted, rendering.read_bytes()) == ([], written)
    assert work.run() == {"unchanged": 4}
    assert work.holds()


def test_a_document_whose_rendering_was_lost_before_it_was_renamed_is_extracted(work: Workplace) -> None:
    work.put("page.html", "<html><body><p>The force left in 1999.</p></body></html>")
    work.run()
    files.text_path_of(work.output, "page.html").unlink()
    (work.raw / "page.html").rename(work.raw / "other.html")
    assert work.run() == {"renamed": 1, "unchanged": 3}
    assert work.extracted == ["other.html"]
    assert work.holds()
