import io
from collections.abc import Callable

import pytest
from rich.console import Console

from flows import summary
from flows.gates import Finding, Gate, Severity
from flows.summary import Line, Novelty, Outcome, Summary, print_summary
from schemas.records import Extraction

RUN = Summary.of(
    [
        Outcome("a.txt", records={"date": 2, "figure": 1}, chars=1200, stripped=30),
        Outcome("b\x1b[2J.txt", failure="it is [bold]empty[/bold]"),
        Outcome("c.txt", records={"date": 1}, chars=34),
    ]
)


def test_an_outcome_counts_records_and_stripped_characters(
    made: Callable[..., Extraction],
) -> None:
    extraction = made(
        "In 1999 and 2008.\n\nfacebook",
        {"kind": "date", "text": "1999"},
        {"kind": "date", "text": "2008"},
        segments=(("paragraph", "In 1999 and 2008."), ("share_bar", "facebook")),
    )
    assert Outcome.of(extraction) == Outcome("a.txt", records={"date": 2}, chars=27, stripped=8)


def test_a_summary_adds_up() -> None:
    assert (RUN.documents, RUN.chars, RUN.stripped) == (3, 1234, 30)
    assert RUN.records == {"date": 3, "figure": 1, "organization": 0, "resolution": 0, "document": 0}
    assert [outcome.source for outcome in RUN.failures] == ["b\x1b[2J.txt"]


def test_the_table_says_when_there_was_nothing_to_do() -> None:
    unchanged = Summary.of([Outcome("a.txt", novelty=Novelty.UNCHANGED)])
    assert next(unchanged.lines()) == Line("documents", "1", "unchanged: nothing to extract")
    some = Summary.of([Outcome("a.txt", novelty=Novelty.UNCHANGED), Outcome("b.txt", novelty=Novelty.AGAIN)])
    assert next(some.lines()) == Line("documents", "2", "again 1, unchanged 1")


@pytest.mark.parametrize(
    ("novelties", "told"),
    [
        ([Novelty.NEW, Novelty.NEW, Novelty.UNCHANGED], "new 1, unchanged 1, failed 1"),
        ([Novelty.UNCHANGED, Novelty.UNCHANGED], "unchanged 1, failed 1: nothing to extract"),
        ([Novelty.UNCHANGED], "failed 1: nothing to extract"),
        ([Novelty.AGAIN], "failed 1"),
    ],
    ids=["some", "unchanged", "the only one", "again"],
)
def test_the_table_counts_what_failed_apart(novelties: list[Novelty], told: str) -> None:
    failed, *rest = novelties
    outcomes = [Outcome("a.txt", failure="it is empty", novelty=failed)]
    outcomes += [Outcome(f"{number}.txt", novelty=novelty) for number, novelty in enumerate(rest)]
    assert next(Summary.of(outcomes).lines()) == Line("documents", str(len(novelties)), told)


def test_what_a_run_keeps_counts_what_failed_apart_as_the_table_does() -> None:
    known = [Outcome("c.txt", novelty=Novelty.AGAIN), Outcome("d.txt", failure="it is empty", novelty=Novelty.AGAIN)]
    counts = Summary.of([Outcome("a.txt"), Outcome("b.txt", failure="it is empty"), *known]).counts()
    assert [counts[name] for name in ("documents", "new", "again", "unchanged", "failed")] == [4, 1, 1, 0, 2]


def test_the_table_names_what_is_gone() -> None:
    gone = [f"{letter}.txt" for letter in "abcdefg"]
    (line,) = [line for line in RUN.with_missing(gone, pruned=False).lines() if line.what == "gone"]
    assert line.number == "7"
    assert line.details == ("their records stay; --prune closes them: a.txt, b.txt, c.txt, d.txt, e.txt and 2 more")
    (line,) = [line for line in RUN.with_missing(gone[:1], pruned=True).lines() if line.what == "gone"]
    assert line.details == "closed, with their records: a.txt"


def test_a_summary_says_why_a_run_did_not_do_what_it_should() -> None:
    failed = Outcome("b.txt", failure="its shard failed with MemoryError: too much", written=False)
    empty = Outcome("a.txt", failure="it is empty")
    assert RUN.problem is None
    assert Summary.of([empty, failed], shards_failed=1).problem == (
        "b.txt: its shard failed with MemoryError: too much; failed shards: 1"
    )
    blocks = tuple(Finding(Gate.LOSS, Severity.BLOCK, name, "all of it is gone") for name in ("a.txt", "b.txt"))
    warning = Finding(Gate.MISMATCH, Severity.WARN, "c.txt", "it does not add up")
    assert RUN.with_findings((warning,)).problem is None
    assert RUN.with_findings((warning, *blocks)).problem == (
        "a.txt: all of it is gone (and 1 more); nothing was stored: mend the source, or let it pass with --allow-loss"
    )
    assert RUN.with_findings((warning, *blocks)).counts()["warnings"] == 1


def test_an_outcome_counts_figures_that_do_not_add_up(extract: Callable[[str], Extraction]) -> None:
    assert len(Outcome.of(extract("They sent 12 observers (5 Ghanaians and 6 Nepalese).")).mismatches) == 1
    assert Outcome.of(extract("They sent 12 observers (6 Ghanaians and 6 Nepalese).")).mismatches == ()


def test_a_summary_of_nothing_is_all_zero() -> None:
    assert [line.number for line in Summary.of([]).lines()] == ["0", "0", "0", "0"]


def test_the_table_names_each_failure_with_its_reason() -> None:
    assert list(RUN.with_seconds(extraction=0.26).with_seconds(imports=1.5).lines()) == [
        Line("documents", "3", "new 2, failed 1"),
        Line("records", "4", "date 3, figure 1, organization 0, resolution 0, document 0"),
        Line("stripped", "30", "of 1,234 characters"),
        Line("failures", "1"),
        Line("seconds", "1.8", "imports 1.5, extraction 0.3"),
        Line("failed", "", "b\x1b[2J.txt: it is [bold]empty[/bold]"),
    ]


def test_the_table_is_plain_lines_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(RUN)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "documents         3  new 2, failed 1"
    assert lines[-1] == "failed               b␛[2J.txt: it is [bold]empty[/bold]"


def test_the_table_on_a_terminal_obeys_nothing_in_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(summary, "Console", lambda: Console(file=terminal, force_terminal=True, width=80))
    print_summary(RUN)
    assert "b␛[2J.txt: it is [bold]empty[/bold]" in terminal.getvalue()


def test_failures_that_did_not_change_are_one_line() -> None:
    known = [Outcome(f"{letter}.txt", failure="it is empty", novelty=Novelty.UNCHANGED) for letter in "abcdefg"]
    new = Outcome("z.txt", failure="it is encrypted")
    lines = [line for line in Summary.of([*known, new]).lines() if line.what in ("failures", "failed")]
    assert lines == [
        Line("failures", "8"),
        Line("failed", "", "z.txt: it is encrypted"),
        Line(
            "failed",
            "7",
            "as before; `recital runs show` says why: a.txt, b.txt, c.txt, d.txt, e.txt and 2 more",
        ),
    ]
