from collections.abc import Callable
from pathlib import Path

import pytest

from flows.stores import files, runs
from flows.stores.agreement import disagreements
from flows.stores.database import Database
from flows.stores.loading import Item, load
from flows.stores.runs import About
from schemas.errors import StoreError
from schemas.records import Extraction


@pytest.fixture
def loaded(database: Database, tmp_path: Path, made: Callable[..., Extraction]) -> Database:
    files.write(tmp_path, made("In 1999 they left.", {"kind": "date", "text": "1999"}))
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    load(database, tmp_path, [Item("a.txt", None)], run)
    return database


def found(database: Database, output: Path) -> list[str]:
    return [what for _, what in disagreements(database, output)]


def test_what_was_loaded_agrees(loaded: Database, tmp_path: Path) -> None:
    assert found(loaded, tmp_path) == []


def test_an_output_file_that_is_gone_is_found(loaded: Database, tmp_path: Path) -> None:
    files.remove(tmp_path, "a.txt")
    assert found(loaded, tmp_path) == ["the store has it, but there is no output file"]


def test_an_output_file_that_was_altered_is_found(loaded: Database, tmp_path: Path) -> None:
    path = files.path_of(tmp_path, "a.txt")
    path.write_bytes(path.read_bytes() + b"\n")
    assert found(loaded, tmp_path) == ["the output file is not the one that is in the store"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": "\0"}', b"{}", b"[]", b'{"segments": 1}', b"null"], ids=repr)
def test_an_output_file_that_was_damaged_is_found(loaded: Database, tmp_path: Path, content: bytes) -> None:
    path = files.path_of(tmp_path, "a.txt")
    path.write_bytes(content)
    assert found(loaded, tmp_path) == ["its output file is damaged and cannot be compared with the store"]
    with loaded.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    with pytest.raises(StoreError, match=r"a\.txt\.json' is damaged: .*; `recital run`"):
        load(loaded, tmp_path, [Item("a.txt", None)], run)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE records SET quote = '1998'", "records"),
        ("""UPDATE records SET value = '{"edtf": "1998"}'""", "records"),
        ("UPDATE records SET valid_to = 2", "records"),
        ("DELETE FROM records", "records"),
        ("UPDATE segments SET label = 'heading'", "segments"),
    ],
)
def test_rows_that_were_altered_are_found(loaded: Database, tmp_path: Path, statement: str, what: str) -> None:
    with loaded.writing() as connection:
        connection.exec_driver_sql(statement)
    assert found(loaded, tmp_path) == [f"its {what} in the store are not those of the output file"]
