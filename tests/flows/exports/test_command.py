"""`recital export` does what `docs/export.md` says, and refuses what it cannot do in one line."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from flows.exits import COULD_NOT_RUN, FINDINGS
from flows.exports import dictionary
from flows.exports.exporting import Format

from .conftest import Folders

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "export.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ recital (export [^#>\n]+?) *(?:[#>].*)?$", PAGE, re.MULTILINE)


@pytest.fixture
def here(folders: Folders, runs_made: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with `raw`, `output` and a store."""
    runs_made("a.txt", "letters/Nº 1#b.txt", "broken.txt")
    monkeypatch.chdir(folders.raw.parent)
    return folders.raw.parent


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_page_run(here: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = shlex.split(command)
    assert main(arguments) == 0
    out = capfd.readouterr().out
    if "--to" in arguments:
        to = here / arguments[arguments.index("--to") + 1]
        assert out.startswith(f"{to.name}: ")
        assert to.is_file() or len(list(to.rglob("*"))) > 1
    else:
        assert out


@pytest.mark.parametrize(
    "command",
    [
        "--format jsonl",
        "--format jsonl --since 1850 --until 1851",
        "--format csv --kind date",
        "--format csv --kind date --bom",
        "--format webannotation",
        "--format webannotation --base https://example.org/facts/",
        "--format prov",
        "--format prov --base https://example.org/facts/",
    ],
)
def test_an_export_takes_the_place_of_the_one_of_yesterday(here: Path, command: str) -> None:
    for _ in range(2):
        assert main(["export", *shlex.split(command), "--to", "daily.csv"]) == 0
    assert sorted(path.name for path in here.iterdir()) == ["daily.csv", "output", "raw"]


def test_what_was_altered_since_a_run_wrote_it_is_exported_as_a_finding(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = here / "output/a.txt.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"en"', '"en-GB"'), encoding="utf-8")
    for command in ("--format jsonl", "--format csv --to out", "organizations"):
        assert main(["export", *shlex.split(command)]) == FINDINGS
        shown = capfd.readouterr()
        assert shown.out
        assert shown.err == (
            "recital: of 'a.txt' what was exported is not what a run wrote, as its store says; "
            "`recital check` says what differs, `recital run` makes it again\n"
        )
    assert main(["export", "--format", "jsonl", "--source", "letters/*"]) == 0


def test_an_output_file_that_was_only_copied_is_no_finding(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    os.utime(here / "output/a.txt.json", (1, 1))
    assert main(["export", "--format", "jsonl"]) == 0
    assert capfd.readouterr().err == ""


def test_an_output_that_was_emptied_is_missed(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for path in (here / "output").rglob("*.json"):
        path.unlink()
    assert main(["export", "--format", "jsonl"]) == COULD_NOT_RUN
    told = "recital: output 'output' lacks what a run wrote of 'a.txt', 'broken.txt', 'letters/Nº 1#b.txt', as its"
    assert capfd.readouterr().err.startswith(told)


def test_the_page_shows_every_format_and_filter() -> None:
    assert len(COMMANDS) == PAGE.count("$ recital export")
    assert {form for command in COMMANDS for form in re.findall(r"--format (\w+)", command)} >= set(Format)
    help_ = subprocess.run(  # our own program
        [sys.executable, "-c", "from flows.cli import main; main(['export', '--help'])"],
        capture_output=True,
        text=True,
        check=True,
        cwd=DOCS.parent,
    ).stdout
    shown = set(re.findall(r"(--[a-z]+)", help_)) - {"--help", "--raw", "--output", "--store"}
    assert shown <= set(re.findall(r"(--[a-z]+)", PAGE))


def test_the_query_of_the_page_runs(here: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert main(["export", "--format", "parquet", "--to", "tables-typed"]) == 0
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall() == [("USD", 2004, 2_100_000_000)]


def test_the_page_on_the_tables_is_the_one_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--tables"]) == 0
    printed = capsys.readouterr().out
    assert printed == dictionary.markdown() == (DOCS / "tables.md").read_text(encoding="utf-8"), "`make tables`"


def test_json_lines_are_the_records_as_they_stand_in_the_output(
    here: Path, folders: Folders, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "jsonl"]) == 0
    written = [json.loads(path.read_bytes())["records"] for path in sorted(folders.output.rglob("*.json"))]
    assert [json.loads(line) for line in capfd.readouterr().out.splitlines()] == [r for some in written for r in some]


def test_what_was_written_is_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "timex3", "--to", "tml", "--source", "a.txt"]) == 0
    assert capsys.readouterr().out == "tml: 4 records of 1 documents\n"
    assert [path.name for path in (here / "tml").glob("*.tml")] == ["a.txt.tml"]


def test_only_sources_that_a_run_made_are_exported(
    here: Path, folders: Folders, runs_made: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    path = folders.output / "a.txt.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"en"', '"en-GB"'), encoding="utf-8")
    assert runs_made("a.txt") == 2
    for run, sources in ((1, {"letters/Nº 1#b.txt"}), (2, {"a.txt"})):
        assert main(["export", "--format", "jsonl", "--run", str(run)]) == 0
        lines = capfd.readouterr().out.splitlines()
        assert {json.loads(line)["provenance"]["source"] for line in lines} == sources


@pytest.mark.parametrize(
    "filters",
    ["--organization 'African Union' --source broken.txt", "--since 1850 --until 1851"],
    ids=["of an organization", "of days"],
)
def test_an_export_of_nothing_says_why(here: Path, filters: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "jsonl", *shlex.split(filters)]) == 0
    shown = capfd.readouterr()
    assert shown.out == ""
    assert re.fullmatch(r"recital: \d documents have no record that fits; what is written is empty\n", shown.err)


@pytest.mark.parametrize(
    "command", ["--format jsonl", "--format csv --to out", "organizations", "--format timex3 --to out"]
)
def test_an_output_file_that_was_deleted_is_missed(here: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "output/a.txt.json").unlink()
    assert main(["export", *shlex.split(command)]) == COULD_NOT_RUN
    shown = capfd.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "recital: output 'output' lacks what a run wrote of 'a.txt', as its store says; "
        "`recital run` extracts it again, or with --prune closes what has no source\n"
    )
    assert not (here / "out").exists()


def test_an_output_file_that_was_deleted_is_not_missed_where_it_is_not_wanted(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "output/a.txt.json").unlink()
    assert main(["export", "--format", "jsonl", "--source", "letters/*"]) == 0
    assert capfd.readouterr().out


def test_a_store_elsewhere_misses_files_of_the_output_that_its_last_run_wrote(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, told in (("told.db", f"{here}/output"), ("other.db", "another")):
        (here / name).write_bytes((here / "output/recital.db").read_bytes())
        with closing(sqlite3.connect(here / name)) as store, store:
            store.execute("UPDATE runs SET settings = json_object('output', ?)", (told,))
    (here / "output/recital.db").unlink()
    (here / "output/a.txt.json").unlink()
    assert main(["export", "--format", "jsonl", "--store", "sqlite:///told.db"]) == COULD_NOT_RUN
    assert "lacks what a run wrote of 'a.txt'" in capfd.readouterr().err
    assert main(["export", "--format", "jsonl", "--store", "sqlite:///other.db"]) == 0


def test_an_export_about_an_organization_that_is_named_says_nothing_else(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "jsonl", "--organization", "African Union"]) == 0
    assert capfd.readouterr().err == ""


def test_an_organization_is_looked_for_in_what_is_wanted_first(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("0.txt", "z.txt"):
        (here / f"output/{name}.json").write_text("{}", encoding="utf-8")
    assert main(["export", "--format", "jsonl", "--source", "a.txt", "--organization", "African Union"]) == 0
    assert capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "no --format was given; expected one of jsonl, csv, parquet, webannotation, timex3, prov"),
        ("--format xls", "--format 'xls'; expected one of jsonl"),
        ("--format parquet", "--format parquet is a folder of files; name one with --to"),
        ("--format csv", "one file of CSV is one table; name one --kind, or a folder with --to"),
        ("--format csv --to out.csv", "one file of CSV is one table"),
        ("--format jsonl --bom", "--bom is for csv, not jsonl"),
        ("--format timex3 --to out --kind figure", "--format timex3 says dates, not figure"),
        ("--format jsonl --kind vote", "--kind 'vote'; expected one of date, figure"),
        ("--format jsonl --organization ' '", "--organization ' ' is no name; expected a name, an acronym or an id"),
        ("--format jsonl --since June", "--since: 'June' is no EDTF"),
        ("--format jsonl --run 9", "there is no run 9; `recital runs` lists them"),
        ("--format jsonl --to output/a.json", "--to 'output/a.json' lies in the output folder"),
        ("--format csv --to raw", "--to 'raw' lies in the raw folder"),
        ("--format webannotation --base facts", "--base 'facts'; expected an IRI that ends in one of / : # ?"),
        ("--format csv organizations", "expected the options of `export organizations` behind it"),
        ("--output output organizations", "expected the options of `export organizations` behind it"),
        ("--format jsonl --output empty", "output 'empty' is no folder; expected one that `recital run` wrote"),
        ("--format jsonl --source b.txt", "--source 'b.txt' fits none of 3 sources; did you mean 'a.txt'?"),
        ("--format prov --source b.txt", "--source 'b.txt' fits none of 3 sources; did you mean 'a.txt'?"),
        ("--format csv --to out --source a.txt --source 'x/*'", "--source 'x/*' fits none of 3 sources; expected"),
        (
            "--format csv --to out --organization 'Afrcan Union'",
            "'Afrcan Union'; did you mean 'African Union'? `recital",
        ),
        (
            "--format jsonl --organization Xyzzy",
            "no record names the organization 'Xyzzy'; `recital export organizations",
        ),
        ("--format jsonl --to raw/../raw/x/y", "--to 'raw/../raw/x/y' lies in the raw folder"),
        ("--format csv --to /proc/tables", "--to '/proc/tables' cannot be written: "),
        ("--format jsonl --to /proc/a.jsonl", "--to '/proc/a.jsonl' cannot be written: "),
    ],
)
def test_wrong_use_is_one_line(here: Path, arguments: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *shlex.split(arguments)]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert sorted(path.name for path in here.iterdir()) == ["output", "raw"]


@pytest.mark.parametrize(("form", "package"), [("parquet", "pyarrow"), ("prov", "prov.model")])
def test_a_package_that_is_not_installed_is_named(
    here: Path, form: str, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for module in ("parquet", "lineage"):
        monkeypatch.delitem(sys.modules, f"flows.exports.{module}", raising=False)
        monkeypatch.delattr(f"flows.exports.{module}", raising=False)
    assert main(["export", "--format", form, "--to", "out"]) == 2
    assert f"`pip install '.[{form}]'` in Recital's folder brings it" in capsys.readouterr().err
    assert not (here / "out").exists()


def test_an_output_file_under_another_name_is_refused(
    here: Path, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders.output / "a.txt.json").rename(folders.output / "b.txt.json")
    (folders.output / "recital.db").unlink()  # which would miss a.txt
    assert main(["export", "--format", "jsonl", "--to", "out.jsonl"]) == 2
    assert "is the output file of 'a.txt'; expected one of 'b.txt'" in capsys.readouterr().err
    assert not (here / "out.jsonl").exists()
