"""`docs/operate.md` tells the truth: its commands are those that there are, its settings exist, its files hold."""

import configparser
import re
from pathlib import Path

import pytest

from flows.gates import Gate
from flows.settings import Settings

from .test_docs import parsed

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```(\w+)\n(.*?)^ *```$", PAGE, re.DOTALL | re.MULTILINE)
WORDS = re.findall(
    r"(?:^ *\$ |[/`] ?|; |&& |=)((?:RECITAL_\w+=\S+ )?(?:\S*/)?recital [a-z][^`\n]*)", PAGE, re.MULTILINE
)
COMMANDS = sorted({re.sub(r"^(?:RECITAL_\w+=\S+ )?\S*recital ", "", words) for words in WORDS})
COMPLETED = {"schedule --cron": "schedule --cron '0 6 * * *'", "show": "show a.txt"}
"""What the page only mentions, with what the program wants."""


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_page_are_read_by_the_program(command: str) -> None:
    assert parsed(COMPLETED.get(command, command)).command_path.startswith("recital ")


def test_the_page_shows_what_it_is_about() -> None:
    assert {command.split()[0] for command in COMMANDS} >= {"run", "schedule", "check", "runs", "store", "diff", "show"}
    assert {language for language, _ in BLOCKS} == {"ini", "cron", "console", "text"}


def test_variables_of_the_page_are_settings() -> None:
    known = {f"RECITAL_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"RECITAL_[A-Z_]+", PAGE)) <= known


def test_gates_of_the_page_are_those_there_are_with_their_defaults() -> None:
    rows = dict(re.findall(r"^\| (\w+) \|.*\| ([^|]*) \|$", PAGE.split("## What stops a run")[1], re.MULTILINE))
    rows.pop("gate", None)
    assert set(rows) == set(Gate)
    shown = re.findall(r"`(\w+)` ([\d.]+|\w+)", " ".join(rows.values()))
    assert shown
    for name, value in shown:
        assert str(Settings.model_fields[name].default) == value


def test_the_unit_of_the_page_is_one() -> None:
    (unit,) = (text for language, text in BLOCKS if language == "ini" and "[Unit]" in text)
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign] # names keep their case
    read.read_string(unit)
    assert set(read.sections()) == {"Unit", "Service", "Install"}
    assert parsed(read["Service"]["ExecStart"].partition("recital ")[2]).command_path == "recital schedule"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:flows|docs)/[\w./]+)`", PAGE))))
def test_files_of_the_page_are_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_a_sqlite_store_is_copied_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3
    import subprocess
    import sys

    (code,) = re.findall(r'^\$ python3 -c "(.*)"$', PAGE, re.MULTILINE)
    (tmp_path / "output").mkdir()
    with sqlite3.connect(tmp_path / "output/recital.db") as store:
        store.execute("CREATE TABLE runs (id)")
    store.close()
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)  # noqa: S603 # our own page
    copy = sqlite3.connect(tmp_path / "recital-copy.db")
    assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("runs",)]
    copy.close()
