import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path

import pytest
from filelock import FileLock

from flows import cli, local
from flows.cli import main
from flows.exits import COULD_NOT_RUN, DONE, FINDINGS, WRONG_USE
from flows.gates import Finding, Gate, Severity
from flows.scheduling import serving, watching
from flows.settings import Settings
from flows.summary import Outcome, Summary
from schemas.errors import RunError, StoreError


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
        (["export", "--format", "jsonl", "--run", "abc"], "'--run': 'abc'; expected a whole number"),
        (["run", "--workers", "0"], "'--workers': '0'; expected 1 or more"),
        (["review", "--port", "70000"], "'--port': '70000'; expected 65535 or less"),
        (["run", "--fast"], "No such option: --fast"),
        (["run", "--outptu", "x"], "No such option: --outptu (Possible options: --output)"),
        (["runs", "--raw", "raw"], "No such option: --raw; `recital runs` needs none: leave it out"),
        (["diff", "--raw", "raw"], "No such option: --raw; `recital diff` needs none: leave it out"),
        (["store", "upgrade", "--raw", "raw"], "No such option: --raw; `recital store upgrade` needs none: leave it"),
        (["evaluate", "gold", "--output", "out"], "No such option: --output; `recital evaluate` needs none: leave it"),
        (["runs", "show", "1", "--store", "sqlite:///a.db"], "No such option: --store; it stands before `show`"),
        (["run", "--debug"], "No such option: --debug; it stands before `run`"),
        (["run", "extra"], "extra"),
        (["run", "--max-bytes", "much"], "--max-bytes 'much': expected a number of bytes above 0"),
        (["run", "--dollar", "bucks"], "--dollar 'bucks': expected a currency code"),
        (["run", "--raw", "missing"], "raw 'missing' is no folder"),
        (["check", "--raw", "missing"], "raw 'missing' is no folder"),
        (["check", "--output", "raw"], "expected two folders"),
        (["check", "--output", "mistyped"], "output 'mistyped' is no folder; expected one that `recital run` wrote"),
        (["explain", "abcd", "--output", "mistyped"], "output 'mistyped' is no folder"),
        (["export", "--format", "jsonl", "--output", "mistyped"], "output 'mistyped' is no folder"),
        (["export", "organizations", "--output", "mistyped"], "output 'mistyped' is no folder"),
        (["diff", "mistyped", "raw"], "output 'mistyped' is no folder"),
        (["diff", "raw", "raw"], "output 'raw' holds no output file"),
        (["diff", "--git", "HEAD", "--output", "mistyped"], "output 'mistyped' is no folder"),
        (["run", "--store", "recital.db"], "--store 'recital.db': expected sqlite:///PATH or postgresql+psycopg://"),
        (["runs"], "there is no store sqlite:///output/recital.db; `recital run` makes one"),
        (["store", "upgrade"], "there is no store"),
        (["schedule"], "expected one of --cron, --every and --once-on-change"),
        (["schedule", "--once-on-change", "--every", "10m"], "expected one of --cron, --every and --once-on-change"),
        (["schedule", "--every", "soon"], "--every 'soon': expected a time such as 30s"),
        (["schedule", "--once-on-change", "--settle", "0s"], "--settle '0s': expected a time such as 30s"),
        (["schedule", "--cron", "0 6 * * *", "--timezone", "Mars"], "--timezone 'Mars': expected a name"),
        (["schedule", "--every", "10m", "--raw", "missing"], "raw 'missing' is no folder"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == WRONG_USE
    shown = capsys.readouterr()
    (line,) = shown.err.splitlines()
    assert line.startswith("recital: ")
    assert says in line
    assert shown.out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "--store", "sqlite:///missing/recital.db"], WRONG_USE, "make it, or give another --store"),
        (["run", "--store", "recital.db"], WRONG_USE, "expected sqlite:///PATH"),
        (["run", "--raw", "missing"], WRONG_USE, "raw 'missing' is no folder"),
        (["schedule", "--every", "10m", "--raw", "missing"], WRONG_USE, "raw 'missing' is no folder"),
        (["schedule", "--every", "10m", "--store", "sqlite:///missing/recital.db"], WRONG_USE, "give another --store"),
    ],
)
def test_what_is_refused_leaves_no_output_folder(
    nowhere: Path, arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert says in capsys.readouterr().err
    assert [path.name for path in nowhere.iterdir()] == ["raw"]


@pytest.mark.parametrize(
    "store", ["postgresql://me@127.0.0.1:1/facts", "sqlite:///no_database"], ids=["unreachable", "none"]
)
def test_a_store_that_does_not_answer_leaves_no_output_folder(
    nowhere: Path, recital: Callable[..., Summary], store: str
) -> None:
    (nowhere / "no_database").write_bytes(b"something else\n" * 100)
    with pytest.raises(StoreError, match=r"^store "):
        recital(store=store)
    assert sorted(path.name for path in nowhere.iterdir()) == ["no_database", "raw"]


def test_a_picture_that_cannot_be_written_is_wrong_use(nowhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (nowhere / "raw/a.txt").write_text("The force left Juba in May 2011.", encoding="utf-8")
    assert main(["show", "a.txt", "--svg", "missing/a.svg"]) == WRONG_USE
    assert "--svg 'missing/a.svg' cannot be written: No such file or directory; expected" in capsys.readouterr().err


def test_a_registry_with_other_columns_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.csv").write_text("x,y\n", encoding="utf-8")
    assert main(["orgs", "NATO", "--registry", "bad.csv"]) == WRONG_USE
    assert "bad.csv:1: found the columns 'x,y'; expected 'id,name,acronyms," in capsys.readouterr().err


@pytest.mark.parametrize("command", ["schema", "--help"])
def test_output_that_nobody_reads_ends_a_command_in_silence(command: str) -> None:
    code = f"import sys; from flows.cli import main; sys.exit(main(['{command}']))"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", code],
        stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


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


@pytest.mark.parametrize("error", [RunError("no\nserver"), OSError("no server")])
def test_what_stops_a_run_is_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise error

    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "recital: no server\n"


def test_a_file_that_cannot_be_read_is_named_without_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise PermissionError(13, "Permission denied", "output/a.txt.json")

    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "recital: 'output/a.txt.json': Permission denied\n"


@pytest.mark.usefixtures("own_log")
@pytest.mark.parametrize("flags", [[], ["--debug"]], ids=["plain", "debug"])
@pytest.mark.parametrize("error", [RuntimeError("no server"), ZeroDivisionError("division by zero"), KeyError("a")])
def test_what_nobody_foresaw_is_one_line_and_a_traceback_only_with_debug(
    error: Exception, flags: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise error

    monkeypatch.setattr(local, "run", run)
    assert main([*flags, "run"]) == COULD_NOT_RUN
    line, *traceback = capsys.readouterr().err.splitlines()
    assert line.startswith(f"recital: {type(error).__name__}: {error}; nobody foresaw this: `recital --debug …` shows")
    assert any("Traceback" in told for told in traceback) == bool(flags)
    assert flags or traceback == []


def test_a_command_that_was_terminated_says_so_and_leaves_the_signal_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        os.kill(os.getpid(), signal.SIGTERM)
        pytest.fail("it went on")

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == 143
    assert capsys.readouterr().err == "recital: stopped by SIGTERM\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_name_that_begins_with_a_dash_is_told_from_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    Path("raw/-dash.txt").write_text("The force left Juba in May 2011.", encoding="utf-8")
    assert main(["show", "-dash.txt"]) == WRONG_USE
    hint = "what begins with a dash and is no option stands behind two dashes: -- -dash.txt"
    assert capsys.readouterr().err.endswith(f"; {hint}\n")
    assert main(["show", "--", "-dash.txt"]) == DONE


def test_an_interrupted_run_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(settings: Settings, *, debug: bool) -> Summary:
        raise KeyboardInterrupt

    monkeypatch.setattr(local, "run", run)
    assert main(["run"]) == 130
    assert capsys.readouterr().err == "recital: interrupted\n"


def test_a_run_that_was_blocked_could_not_run_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = Finding(Gate.LOSS, Severity.BLOCK, "a.txt", "5 of its 6 records are gone")
    called = ends_with(Summary.of([Outcome("a.txt")]).with_findings((block,)), monkeypatch)
    assert main(["run", "--allow-loss"]) == COULD_NOT_RUN
    assert called[0].allow_loss
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "blocked              a.txt: 5 of its 6 records are gone",
        "stored      nothing  mend the source, or let it pass with --allow-loss",
    ]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was served, where a schedule ends at once with Ctrl-C."""
    served: list[object] = []

    def serve(settings: Settings, timing: object, *, debug: bool) -> None:
        served.append((settings.output, str(timing)))
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", serve)
    return served


def test_a_schedule_ends_well_with_ctrl_c(served: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "--every", "10m", "--output", "there"]) == DONE
    assert served == [(Path("there"), "every 0:10:00")]
    assert capsys.readouterr().out == "the schedule has ended\n"


def test_a_run_on_change_that_could_not_start_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows import extract

    ends = [RunError("another run works on the output"), KeyboardInterrupt()]

    def run(settings: Settings) -> Summary:
        raise ends.pop(0)

    monkeypatch.setattr(local, "connected", lambda *_, **__: nullcontext())
    monkeypatch.setattr(extract, "run", run)
    monkeypatch.setattr(watching, "_PAUSE", 0.1)
    assert main(["schedule", "--once-on-change", "--settle", "1s"]) == DONE
    shown = capsys.readouterr()
    assert shown.err == "recital: another run works on the output; tried again in a minute\n"
    assert shown.out.splitlines() == ["runs when something changes in 'raw'; Ctrl-C ends it", "the schedule has ended"]


def test_an_output_has_one_schedule(served: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    Path("output").mkdir()
    with FileLock("output/.recital.schedule.lock"):
        assert main(["schedule", "--every", "10m"]) == COULD_NOT_RUN
    assert served == []
    assert "another schedule has the output 'output'" in capsys.readouterr().err


def test_a_run_that_found_nothing_says_where_and_what_it_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_with(Summary.of([]), monkeypatch)
    assert main(["run"]) == DONE
    told = capsys.readouterr().err
    assert told.startswith("recital: raw 'raw' holds no document; expected files in it that end in .docx, .htm, ")
    assert told.count("\n") == 1


def test_check_of_a_folder_that_no_run_wrote_says_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other").mkdir()
    Path("other/package.json").write_text('{"name": "mine"}', encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        Path("raw", name).write_bytes(b"text")
    assert main(["check", "--output", "other"]) == WRONG_USE
    assert capsys.readouterr() == (
        "",
        "recital: output 'other' holds no output file; expected one that `recital run` wrote: run it, or give the "
        "--output of another run\n",
    )


def test_check_of_what_holds_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    Path("output").mkdir()
    assert main(["check"]) == DONE
    assert capsys.readouterr().out == "all holds: 0 documents, every hash, segment, quote and id; there is no store\n"


def test_check_lists_what_does_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    Path("output").mkdir()
    Path("output/a.txt.json").write_bytes(b"{}")
    Path("raw/a.txt").write_bytes(b"text")
    Path("raw/b\x07.txt").write_bytes(b"text")
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        *(f"a.txt: {name}: expected a value, there is none" for name in ("document", "segments", "records")),
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


@pytest.fixture
def older_runs(nowhere: Path) -> None:
    """A store that remembers one run which failed, and another that came to its end."""
    from flows.stores import runs, upgrades
    from flows.stores.database import Database

    (nowhere / "output").mkdir()
    counts = {"documents": 1204, "new": 3, "again": 1, "failed": 1, "records": {"date": 2000, "figure": 500}}
    failures = [{"source": "b\x1b.txt", "reason": "it is empty"}]
    with Database("sqlite:///output/recital.db") as database:
        upgrades.prepare(database)
        with database.writing() as connection:
            first = runs.begin(connection, runs.About("0.1", "f1", {"dollar": "USD"}))
            runs.finish(connection, first, runs.End(runs.RunState.FAILED))
            second = runs.begin(connection, runs.About("0.1", "f2", {"dollar": "AUD"}))
            end = runs.End(runs.RunState.DONE, counts, {"ledger": 0.04, "extraction": 2.5}, failures)
            runs.finish(connection, second, end)


@pytest.mark.usefixtures("older_runs")
def test_runs_are_listed_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs"]) == DONE
    headings, *lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert headings == ["run", "started", "state", "seconds", "documents", "new", "again", "failed", "records"]
    assert [line[0] for line in lines] == ["2", "1"]
    assert lines[0][3:] == ["done", "2.5", "1,204", "3", "1", "1", "2,500"]
    assert lines[1][3:] == ["failed"]
    assert main(["runs", "--last", "1"]) == DONE
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.usefixtures("older_runs")
def test_one_run_is_shown_with_all_that_is_known_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "show", "2"]) == DONE
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert told["run"] == "2, done"
    assert told["settings"] == "dollar AUD"
    assert told["counts"] == "documents 1204, new 3, again 1, failed 1, records (date 2000, figure 500)"
    assert told["seconds"] == "ledger 0.0, extraction 2.5"
    assert told["failed"] == "b␛.txt: it is empty"
    assert main(["runs", "show", "1"]) == DONE


@pytest.mark.usefixtures("older_runs")
def test_a_run_that_never_was_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "show", "7"]) == WRONG_USE
    assert capsys.readouterr().err == "recital: there is no run 7; `recital runs` lists them\n"


def test_a_store_is_upgraded_and_keeps_a_copy(capsys: pytest.CaptureFixture[str]) -> None:
    from flows.stores import upgrades
    from flows.stores.database import Database

    Path("output").mkdir()
    with Database("sqlite:///output/recital.db") as database:
        upgrades.upgrade(database, to="0001")
    assert main(["runs"]) == WRONG_USE
    assert "back it up, then run `recital store upgrade`" in capsys.readouterr().err
    assert main(["store", "upgrade"]) == DONE
    assert capsys.readouterr().out == "the store sqlite:///output/recital.db has schema 0003; before it was 0001\n"
    assert Path("output/recital.db.before-0003").exists()
    assert main(["runs"]) == DONE


@pytest.mark.usefixtures("older_runs")
def test_check_compares_the_store_with_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    from flows.stores.database import Database

    with Database("sqlite:///output/recital.db") as database, database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO documents (source, current) VALUES ('a.txt', 1)")
        connection.exec_driver_sql(
            "INSERT INTO versions (document_id, number, run_id, cause, status, fingerprint, counts) "
            "VALUES (1, 1, 1, 'new', 'extracted', 'f', '{}')"
        )
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out == (
        "a.txt: the store has it, but there is no output file; `recital run` makes one, or with --prune closes it\n"
    )
