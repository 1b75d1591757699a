"""What `docs/security.md` promises and no other test holds; and that each of its promises has a test."""

import ast
import csv
import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractors import pipeline
from extractors.pipeline import Pipeline
from flows import server
from flows.cli import main
from flows.summary import Summary
from schemas.documents import Document, Status

ROOT = Path(__file__).parent.parent
MODEL = (ROOT / "docs/security.md").read_text(encoding="utf-8")
ROWS = [line for line in MODEL.splitlines() if re.match(r"\| (?!-|threat )", line)]
CODE = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for package in ("schemas", "extractors", "flows")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def named_in(row: str) -> list[tuple[str, str]]:
    """File and name of each test in a row of the model."""
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_threat_names_a_test_that_exists(row: str) -> None:
    named = named_in(row)
    assert named
    for file, test in named:
        assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), (file, test)


def test_the_model_covers_what_it_says_it_does() -> None:
    assert len(ROWS) >= 25


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Where each call stands, what it calls, and the call."""
    for path, tree in CODE.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", ast.unparse(node.func), node


def imported() -> Iterator[tuple[str, str]]:
    for path, tree in CODE.items():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            yield from ((path, name.partition(".")[0]) for name in names)


def test_no_object_is_made_of_bytes_that_came_from_elsewhere() -> None:
    makers = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "jsonpickle", "xmlrpc"}
    assert [found for found in imported() if found[1] in makers] == []
    spoken = {"eval", "exec", "compile", "__import__", "connection.recv", "connection.send", "here.recv", "here.send"}
    assert [(where, name) for where, name, _ in calls() if name in spoken] == []


def test_no_shell_reads_what_a_document_says() -> None:
    assert [(where, name) for where, name, _ in calls() if name in ("os.system", "os.popen")] == []
    asked = [(where, keyword.arg) for where, _, call in calls() for keyword in call.keywords if keyword.arg == "shell"]
    assert asked == []


SQL = {"exec_driver_sql", "text", "execute"}
OUR_NAMES = {"VERSION_TABLE", "_LOCK", "_SECONDS_TO_LOCK", "holders", "name", "names", "pragma", "table.name", "what"}
"""What is put into statements: names of tables, columns, views and triggers, and numbers of ours. Values are bound."""


def test_statements_are_put_together_of_our_own_names() -> None:
    found = {
        ast.unparse(part.value)
        for where, name, call in calls()
        if where.startswith("flows/stores/") and name.rpartition(".")[2] in SQL and call.args
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.FormattedValue)
    }
    assert found <= OUR_NAMES


def test_templates_are_files_of_ours() -> None:
    makers = ("from_string", "Template", "render_template_string")
    of_flows = [(where, name.rpartition(".")[2], call) for where, name, call in calls() if where.startswith("flows/")]
    assert [(where, name) for where, name, _ in of_flows if name in makers] == []
    made = [call for _, name, call in of_flows if name == "Environment"]
    assert made
    assert all(any(keyword.arg == "autoescape" for keyword in call.keywords) for call in made)


NAMES = ("'); DROP TABLE records; --.txt", "=cmd|' C calc'!A0.txt", "{{ 7 * 7 }}.txt", "$(touch gone).txt", "-rf.txt")
HOSTILE = "The '); DROP TABLE records; -- Institute and {{ 7 * 7 }} Ministry of Trade met in May 2011 at $(touch gone)."


def test_hostile_names_and_words_are_data_all_the_way(
    recital: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    for name in NAMES:
        Path("raw", name).write_text(HOSTILE, encoding="utf-8")
    assert recital(output=tmp_path / "output").documents == len(NAMES)
    with closing(sqlite3.connect("output/recital.db")) as connection:
        assert {source for (source,) in connection.execute("SELECT DISTINCT source FROM dates")} == set(NAMES)
    capsys.readouterr()
    assert main(["check", "--deep"]) == 0
    capsys.readouterr()
    assert main(["export", "organizations"]) == 0
    cells = [cell for row in csv.reader(capsys.readouterr().out.splitlines()) for cell in row]
    assert cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "raw"]


def test_a_run_opens_no_connection(
    recital: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_socket: socket.socket, address: object) -> None:
        pytest.fail(f"it wants to talk to {address}")

    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("See https://undocs.org/S/2011/1 of May 2011.", encoding="utf-8")
    page = '<html><head><link rel="stylesheet" href="http://example.org/a.css"></head><body><p>Left in 2011.</p>'
    (raw / "b.html").write_text(page + '<img src="http://example.org/a.png"></body></html>', encoding="utf-8")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: refuse(None, address))
    assert recital(raw=raw, output=tmp_path / "output").failures == ()


def test_the_temporary_server_listens_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def listen(address: object) -> socket.socket:
        asked.append(address)
        raise OSError("not now")

    monkeypatch.setattr(server.socket, "create_server", listen)
    with pytest.raises(OSError, match="not now"):
        server.TemporaryServer.start()
    assert asked == [("127.0.0.1", 0)]


@pytest.mark.usefixtures("own_log")
@pytest.mark.parametrize("url", ["mysql://me:s3cret@h/x", "postgresql+psycopg://me:s3cret@127.0.0.1:1/x"])
@pytest.mark.parametrize("command", ["runs", "check"])
def test_a_password_is_not_shown_by_debugging_either(
    url: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    assert main(["--debug", command, "--store", url]) in (2, 3)
    shown = "".join(capfd.readouterr())
    assert shown
    assert "s3cret" not in shown


REPEATED = {
    "brackets": "((((((((",
    "numbers": "1,1,1,1,",
    "capitals": "A A A A ",
    "ranges": "1999-2000-",
    "words of names": "Ministry of ",
    "citations": "resolution 1 (",
    "symbols": "S/RES/1/Add.",
    "quotation marks": "\"'\"'",
    "months": "May to May ",
    "currencies": "$ $ € 5 ",
}


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED.keys())
def test_hostile_repetition_costs_in_proportion_to_the_text(
    repeated: str, nlp: Pipeline, steps: Callable[[Callable[[], object]], int]
) -> None:
    def cost(times: int) -> int:
        text = repeated * times
        document = Document(source="a.txt", sha256="0" * 64, chars=len(text), status=Status.EXTRACTED)
        return steps(lambda: pipeline.extract(nlp, document, text))

    cost(10)  # new words are known by then
    assert cost(1600) < 6 * cost(400)
