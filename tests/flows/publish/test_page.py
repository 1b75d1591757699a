"""`docs/publish.md` tells the truth: its SQL runs, its settings and engines exist."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from flows.publish.destinations import Destination, Engine
from flows.settings import Settings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/publish.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line, comments=True)[1:] for line in re.findall(r"^\$ (.+)$", PAGE, re.MULTILINE)]
SQL = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def store_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    return "sqlite:///output/recital.db"


def test_destinations_of_the_page_are_of_every_engine() -> None:
    found = [Destination.parse(command[-1]).engine for command in COMMANDS if ":" in command[-1]]
    assert set(found) == set(Engine)


def test_variables_of_the_page_are_settings() -> None:
    assert {name.lower() for name in re.findall(r"RECITAL_([A-Z_]+)", PAGE)} <= set(Settings.model_fields)
    assert "publish_history" in Settings.model_fields


def test_parquet_files_are_read_as_the_page_says(put: Callable[..., None]) -> None:
    put("In 1999.", {"kind": "date", "text": "1999"})
    assert main(["publish", "parquet:facts"]) == 0
    with duckdb.connect() as memory:
        set_variable, ask = SQL[1].strip().split(";\n")
        memory.execute(set_variable)
        assert memory.execute(ask).fetchall() == [(1,)]


def test_copies_are_taken_back_as_the_page_says(put: Callable[..., None]) -> None:
    put("It cost 40.", {"kind": "figure", "text": "40", "value": {"amount": "40"}})
    assert main(["publish", "duckdb:///facts.duckdb"]) == 0
    with duckdb.connect("facts.duckdb") as file:
        file.execute("CREATE TABLE my_copy AS SELECT * FROM figures")
        file.execute("INSERT INTO withdrawn SELECT record_id, 'figure', source, quote, now(), 'x' FROM figures")
        assert file.execute(SQL[0]).fetchall() == [(0,)]
        file.execute("DELETE FROM figures")
        assert file.execute(SQL[0]).fetchall() == [(1,)]
