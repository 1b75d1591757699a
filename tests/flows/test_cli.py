import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from flows import cli, local
from flows.cli import COULD_NOT_RUN, DONE, FINDINGS, WRONG_USE, main
from flows.settings import Settings
from flows.summary import Outcome, Summary
from schemas.errors import RunError


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an empty raw folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    return tmp_path


def ends_with(summary: Summary, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Makes every run end with a summary; the settings that runs were called with."""
    called: list[Settings] = []

    def run(settings: Settings, *, debug: bool) -> Summary:
        called.append(settings)
        return summary

    monkeypatch.setattr(local, "run", run)
    return called


def test_help_loads_neither_spacy_nor_prefect_nor_the_extractors() -> None:
    heavy = "{'spacy', 'prefect', 'extractors', 'pydantic_settings'} & set(sys.modules)"
    code = f"import sys; from flows.cli import main; code = main(['--help']); print(code, {heavy} or 'nothing')"
    shown = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert shown.stdout.splitlines()[-1] == "0 nothing"
    assert {"run", "check", "schema"} <= set(shown.stdout.split())


def test_help_alone_is_wrong_use_and_says_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == WRONG_USE
    assert capsys.readouterr().out.startswith("Usage: recital [OPTIONS] COMMAND")


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.metadata, "version", lambda name: f"9 of {name}")
    assert main(["--version"]) == DONE
    assert capsys.readouterr().out == "recital 9 of recital\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["run", "--fast"], "No such option: --fast"),
        (["run", "extra"], "extra"),
        (["run", "--max-bytes", "much"], "--max-bytes 'much': expected a number of bytes above 0"),
        (["run", "--dollar", "bucks"], "--dollar 'bucks': expected a currency code"),
        (["run", "--raw", "missing"], "raw 'missing' is no folder"),
        (["check", "--raw", "missing"], "raw 'missing' is no folder"),
        (["check", "--output", "raw"], "expected two folders"),
        (["run", "--store", "recital.db"], "--store 'recital.db': expected sqlite:///PATH or postgresql+psycopg://"),
        (["runs"], "there is no store sqlite:///output/recital.db; `recital run` makes one"),
        (["store", "upgrade"], "there is no store"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == WRONG_USE
    shown = capsys.readouterr()
    (line,) = shown.err.splitlines()
    assert line.startswith("recital: ")
    assert says in line
    assert shown.out == ""


def test_a_run_that_worked_is_done(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    called = ends_with(Summary.of([Outcome("a.txt")]), monkeypatch)
    assert main(["run", "--output", "there", "--max-bytes", "5MB"]) == DONE
    assert capsys.readouterr().out.startswith("documents         1  new 1\n")
    assert called == [Settings(output=Path("there"), max_bytes=5_000_000)]


def test_failed_documents_are_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(Summary.of([Outcome("a.txt"), Outcome("b.txt", failure="it is empty")]), monkeypatch)
    assert main(["run"]) == FINDINGS


def test_a_failed_shard_could_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ends_with(Summary.of([Outcome("b.txt", failure="its shard failed")], shards_failed=1), monkeypatch)
    assert main(["run"]) == COULD_NOT_RUN


@pytest.mark.parametrize("error", [RunError("no\nserver"), OSError("no server"), RuntimeError("no server")])
def test_what_stops_a_run_is_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise error

    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "recital: no server\n"


def test_an_interrupted_run_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise KeyboardInterrupt

    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == 130
    assert capsys.readouterr().err == "recital: interrupted\n"


def test_check_of_what_holds_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == DONE
    assert capsys.readouterr().out == "all holds: every hash, segment, quote and id\n"


def test_check_lists_what_does_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    Path("raw/a.txt").write_bytes(b"text")
    Path("raw/b\x07.txt").write_bytes(b"text")
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        "a.txt: no output file; `recital run` makes one",
        r"b\x07.txt: no output file; `recital run` makes one",
    ]


def test_the_committed_schema_is_the_one_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == DONE
    committed = files("schemas").joinpath("record.schema.json").read_text(encoding="utf-8")
    assert capsys.readouterr().out == committed, "`make schema` writes it anew"


def test_the_schema_describes_every_field_of_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schema"])
    schema = json.loads(capsys.readouterr().out)
    kinds = {ref["$ref"].rpartition("/")[2] for ref in schema["oneOf"]}
    assert len(kinds) == 5
    undescribed = [
        (name, field)
        for name, described in schema["$defs"].items()
        for field, said in described.get("properties", {}).items()
        if field != "kind" and "description" not in said | schema["$defs"].get(said.get("$ref", "")[8:], {})
    ]
    assert undescribed == []
