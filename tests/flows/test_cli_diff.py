"""`recital diff`: two output folders side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.stores import files
from flows.stores.database import Database
from flows.stores.loading import Item, load
from flows.stores.runs import About, begin
from schemas.records import Extraction, renamed


@pytest.fixture
def folders(tmp_path: Path, made: Callable[..., Extraction], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    year = {"kind": "date", "text": "1999"}
    files.write(tmp_path / "old", made("Since 1999", year))
    files.write(tmp_path / "new", made("Since 1999"))
    return "old", "new"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "- date  1999  Since ⟦1999⟧"),
        (["--by", "rule"], "dates.by-hand  1 removed"),
        (["--by", "rule", "--all"], "dates.by-hand  1 removed"),
        (["--format", "json"], '"kind": "removed"'),
        (["--format", "markdown"], "| - | date | 1999 |"),
        (["--format", "html"], "<b>removed date</b>"),
    ],
    ids=["text", "by rule", "by rule, all", "json", "markdown", "html"],
)
def test_diff_shows_changes_and_says_so(
    folders: tuple[str, str], options: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *folders, *options]) == 1
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "out", "err"),
    [
        ([], "no differences\n", ""),
        (["--by", "rule"], "no differences\n", ""),
        (["--format", "json"], "", "recital: no differences\n"),
        (["--format", "markdown"], "# What changed\n\nNothing.\n", ""),
    ],
    ids=["text", "by rule", "json", "markdown"],
)
def test_diff_of_equal_folders_says_that_nothing_differs(
    folders: tuple[str, str], options: list[str], out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "old", "old", *options]) == 0
    assert capsys.readouterr() == (out, err)


@pytest.mark.parametrize(("options", "stream"), [(["--by", "rule"], 0), (["--format", "json"], 1)])
def test_diff_that_has_no_record_to_show_says_that_sources_differ(
    folders: tuple[str, str],
    made: Callable[..., Extraction],
    options: list[str],
    stream: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files.write(Path("more"), made("Since 1999"))
    files.write(Path("more"), renamed(made("Nothing"), "b.txt"))
    assert main(["diff", "new", "more", *options]) == 1
    told = capsys.readouterr()
    assert "no record differs; 1 sources are new, gone or renamed: --by source lists them\n" in told[stream]
    assert told[1 - stream] == ""


def test_diff_in_json_is_one_object_a_line(folders: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", *folders, "--format", "json"])
    assert [json.loads(line)["after"] for line in capsys.readouterr().out.splitlines()] == [None]


@pytest.mark.parametrize("arguments", [["old"], ["old", "new", "new"], ["old", "new", "--git", "HEAD"]])
def test_diff_needs_two_sides(
    folders: tuple[str, str], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *arguments]) == 2
    assert "expected two runs or two output folders, or --git REV" in capsys.readouterr().err


@pytest.fixture
def runs(made: Callable[..., Extraction], tmp_path: Path, store_here: Database) -> None:
    """A store that knows three runs; the second found another source, the third a year more and one less."""
    text = "Between 1999 and 2003 they stayed, with 40 observers."
    year, later, figure = ({"kind": kind, "text": quote} for kind, quote in YEARS)
    first, second = made(text, year, figure), made(text, later, figure)
    for extractions in ([first], [first, renamed(first, "b.txt")], [second, renamed(first, "b.txt")]):
        with store_here.writing() as connection:
            run = begin(connection, About("1", f"rules {extractions[0] is second}", {}))
        for extraction in extractions:
            files.write(tmp_path / "output", extraction)
        items = [Item(extraction.document.source, None) for extraction in extractions]
        load(store_here, tmp_path / "output", items, run)


YEARS = [("date", "1999"), ("date", "2003"), ("figure", "40")]


def test_diff_compares_the_last_two_runs(runs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a.txt  1 added, 1 removed",
        "  - date  1999  Between ⟦1999⟧ and 2003 they stayed, with 40 o  a.txt:1  dates.by-hand  (rules)",
        "  + date  1999  Between 1999 and ⟦2003⟧ they stayed, with 40 observers.  a.txt:1  dates.by-hand  (rules)",
    ]


def test_diff_compares_two_runs(runs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "1", "2"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "b.txt (new)  2 added"


def test_diff_of_a_run_with_itself_says_that_nothing_differs(runs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "3", "3"]) == 0
    assert capsys.readouterr().out == "no differences\n"


def test_diff_names_a_run_that_is_not_there(runs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "1", "9"]) == 2
    assert "there is no run 9" in capsys.readouterr().err


def test_diff_after_one_run_says_what_is_missing(store_here: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with store_here.writing() as connection:
        begin(connection, About("1", "rules", {}))
    assert main(["diff"]) == 2
    said = capsys.readouterr().err
    assert "nothing to compare yet" in said
    assert "knows one run; change a document or a rule and `recital run` again" in said


def test_diff_without_a_store_says_how_one_is_made(
    folders: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff"]) == 2
    assert "`recital run` makes one" in capsys.readouterr().err
