"""What is let into the store: facts in, findings out; and what a run that was stopped leaves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows import gates, tasks
from flows.gates import Fact, Gate, Limits, Severity, findings
from flows.history import details
from flows.settings import Settings
from flows.stores import entries, runs
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.stores.runs import RunState
from flows.summary import Summary

LIMITS = Limits()


def good(number: int) -> list[Fact]:
    return [Fact(f"{n}.txt", after=5) for n in range(number)]


def bad(number: int, *, failed_before: bool = False) -> list[Fact]:
    return [Fact(f"bad{n}.txt", failure="it is empty", failed_before=failed_before) for n in range(number)]


def noticed(facts: list[Fact], limits: Limits = LIMITS) -> list[tuple[Gate, str]]:
    return [(finding.gate, finding.subject) for finding in findings(facts, limits)]


@pytest.mark.parametrize(
    ("before", "after"), [(2, 0), (3, 1), (10, 5), (90, 29)], ids=["both", "two of three", "half", "two thirds"]
)
def test_a_source_that_loses_half_of_its_records_is_noticed(before: int, after: int) -> None:
    (finding,) = findings([Fact("a.txt", before=before, after=after)], LIMITS)
    assert (finding.gate, finding.severity, finding.subject) == (Gate.LOSS, Severity.BLOCK, "a.txt")
    assert finding.reason == f"{before - after} of its {before} records are gone, no less than 50%"


@pytest.mark.parametrize(
    ("before", "after"),
    [(0, 0), (0, 9), (1, 0), (2, 1), (3, 2), (10, 6), (10, 12)],
    ids=["empty", "new", "its only one", "one of two", "one of three", "less than half", "gains"],
)
def test_other_losses_pass(before: int, after: int) -> None:
    assert findings([Fact("a.txt", before=before, after=after)], LIMITS) == ()


def test_a_known_source_that_fails_loses_all_and_says_why() -> None:
    (finding,) = findings([Fact("a.txt", before=7, failure="it is empty")], LIMITS)
    assert str(finding) == "a.txt: 7 of its 7 records are gone, no less than 50%: it is empty"


def test_a_run_in_which_most_documents_fail_is_noticed() -> None:
    (finding,) = findings(bad(6) + good(4), LIMITS)
    assert (finding.gate, finding.severity) == (Gate.FAILED, Severity.BLOCK)
    assert str(finding) == ("the run: 6 of 10 documents failed, more than 50%; the first is bad0.txt: it is empty")


@pytest.mark.parametrize(
    "facts",
    [bad(5) + good(5), bad(9), bad(9, failed_before=True) + good(1), []],
    ids=["half", "few documents", "as before", "none"],
)
def test_other_failures_pass(facts: list[Fact]) -> None:
    assert findings(facts, LIMITS) == ()


def test_figures_that_do_not_add_up_only_warn() -> None:
    (finding,) = findings([Fact("a.txt", after=5, mismatches=2), Fact("b.txt", after=5)], LIMITS)
    assert (finding.gate, finding.blocks) == (Gate.MISMATCH, False)
    assert str(finding) == "a.txt: the parts of figures do not add up to the whole, 2 times"


def test_limits_and_severities_are_settings() -> None:
    facts = [Fact("a.txt", before=10, after=3, mismatches=1), *bad(8), *good(2)]
    assert noticed(facts) == [(Gate.FAILED, "the run"), (Gate.LOSS, "a.txt"), (Gate.MISMATCH, "a.txt")]
    assert noticed(facts, Limits(failed=0.8, loss=0.8, mismatches=1)) == []
    ignored = Limits(on_failed=Severity.IGNORE, on_loss=Severity.IGNORE, on_mismatch=Severity.IGNORE)
    assert noticed(facts, ignored) == []
    warned = findings(facts, Limits(on_failed=Severity.WARN, on_loss=Severity.WARN))
    assert not any(finding.blocks for finding in warned)


def test_a_folder_without_any_known_source_is_noticed_where_all_would_be_closed() -> None:
    (finding,) = gates.gone(known=3, left=0, limits=LIMITS)
    assert finding.blocks
    assert str(finding) == "the run: not one of 3 known sources is left in the raw folder, and all would be closed"
    assert gates.gone(known=3, left=1, limits=LIMITS) == gates.gone(known=0, left=0, limits=LIMITS) == ()
    assert gates.gone(known=3, left=0, limits=Limits(on_loss=Severity.IGNORE)) == ()


def test_a_loss_that_is_allowed_only_warns() -> None:
    assert Settings.load(allow_loss=True).limits.on_loss is Severity.WARN
    assert Settings.load(allow_loss=True, on_loss="ignore").limits.on_loss is Severity.IGNORE
    assert Settings.load().limits == LIMITS


LONG = (
    "The envoys of the African Union left on 3 May 1994, 8 June 1995 and 1 July 1996; 40 observers stayed until 2001."
)
SHORT = "The envoys left on 3 May 1994."


class Place:
    """A folder with two sources that are known."""

    def __init__(self, folder: Path, recital: Callable[..., Summary]) -> None:
        self.raw, self.output, self._recital = folder / "raw", folder / "output", recital
        self.raw.mkdir()
        self.put("a.txt", LONG)
        self.put("b.txt", LONG)
        assert not self.run().blocks

    def put(self, name: str, text: str) -> None:
        (self.raw / name).write_text(text, encoding="utf-8")

    def run(self, **settings: object) -> Summary:
        return self._recital(raw=self.raw, output=self.output, **settings)

    def database(self) -> Database:
        return Database(f"sqlite:///{self.output}/recital.db")

    def counts(self) -> dict[str, int]:
        """The records that the store has of each source."""
        with self.database() as database, database.reading() as connection:
            known = entries.read_all(connection).items()
        return {name: sum(entry.counts.values()) for name, entry in known if not entry.status.ended}

    def differ(self) -> list[str]:
        """The sources of which output and store say different things."""
        with self.database() as database:
            return [found.where for found in disagreements(database, self.output)]


@pytest.fixture
def place(tmp_path: Path, recital: Callable[..., Summary]) -> Place:
    return Place(tmp_path, recital)


def test_a_run_that_is_blocked_leaves_the_store_as_it_was_and_says_why(place: Place) -> None:
    before = place.counts()
    place.put("a.txt", SHORT)
    place.put("c.txt", LONG)
    summary = place.run()
    assert place.counts() == before
    assert [block.subject for block in summary.blocks] == ["a.txt"]
    assert summary.problem is not None
    assert summary.problem.startswith(f"a.txt: {before['a.txt'] - 1} of its {before['a.txt']} records are gone")
    assert summary.problem.endswith("nothing was stored: mend the source, or let it pass with --allow-loss")
    assert place.differ() == ["a.txt", "c.txt"]
    with place.database() as database, database.reading() as connection:
        (last,) = runs.read(connection, last=1)
    assert last.state is RunState.BLOCKED
    assert any("a.txt: " in line and "records are gone" in line for line in details(last))


def test_a_run_that_is_blocked_closes_nothing(place: Place) -> None:
    before = place.counts()
    place.put("a.txt", SHORT)
    (place.raw / "b.txt").unlink()
    summary = place.run(prune=True)
    assert (summary.missing, summary.pruned) == (("b.txt",), 0)
    assert place.counts() == before
    assert (place.output / "b.txt.json").exists()


def test_the_next_run_is_blocked_too_and_extracts_nothing_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("a.txt", SHORT)
    place.put("c.txt", LONG)
    first = place.run()
    monkeypatch.setattr(tasks.pipeline, "extract_all", None)
    assert place.run().blocks == first.blocks


def test_a_loss_is_stored_where_it_is_allowed(place: Place) -> None:
    place.put("a.txt", SHORT)
    place.put("c.txt", LONG)
    place.run()
    summary = place.run(allow_loss=True)
    assert (summary.blocks, [finding.subject for finding in summary.findings]) == ((), ["a.txt"])
    assert place.counts() == {"a.txt": 1, "b.txt": place.counts()["c.txt"], "c.txt": place.counts()["c.txt"]}
    assert place.differ() == []
    assert place.run().novelties["unchanged"] == 3


def test_a_source_that_is_put_back_is_as_it_was(place: Place) -> None:
    before = place.counts()
    place.put("a.txt", SHORT)
    place.run()
    place.put("a.txt", LONG)
    assert not place.run().findings
    assert (place.counts(), place.differ()) == (before, [])
    with place.database() as database, database.reading() as connection:
        assert {entry.number for entry in entries.read_all(connection).values()} == {1}


def test_a_source_with_another_name_is_held_to_what_it_was(place: Place) -> None:
    (place.raw / "a.txt").rename(place.raw / "z.txt")
    assert not place.run().findings
    assert sorted(place.counts()) == ["b.txt", "z.txt"]


def test_a_folder_that_is_not_there_closes_nothing(place: Place) -> None:
    before = place.counts()
    for path in place.raw.iterdir():
        path.unlink()
    assert [block.gate for block in place.run(prune=True).blocks] == [Gate.GONE]
    assert place.counts() == before
    assert place.run(prune=True, allow_loss=True).pruned == 2
    assert place.counts() == {}
