from collections.abc import Callable
from pathlib import Path

import pytest

from flows.stores import files, runs, upgrades
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
    assert found(loaded, tmp_path) == [
        "the store has it, but there is no output file; `recital run` makes one, or with --prune closes it"
    ]


def test_an_output_file_that_was_altered_is_found(loaded: Database, tmp_path: Path) -> None:
    path = files.path_of(tmp_path, "a.txt")
    path.write_bytes(path.read_bytes() + b"\n")
    assert found(loaded, tmp_path) == [
        "the output file is not the one that is in the store; `recital run` makes it again"
    ]


def test_an_output_file_that_was_never_loaded_is_found(
    loaded: Database, tmp_path: Path, made: Callable[..., Extraction]
) -> None:
    other = made("Text").model_dump(mode="json")
    other["document"]["source"] = "b.txt"
    files.write(tmp_path, Extraction.model_validate(other))
    assert found(loaded, tmp_path) == ["it is not in the store"]


@pytest.mark.parametrize(
    ("column", "value", "was"),
    [
        ("title", "A letter", "None"),
        ("date", "1999-06-10", "None"),
        ("status", "failed", "'extracted'"),
        ("sha256", "1", repr("0" * 64)),
        ("counts", '{"date": 2}', "{'date': 1}"),
        ("stripped", 7, "0"),
    ],
)
def test_a_column_of_a_version_that_was_altered_is_found(
    loaded: Database, tmp_path: Path, column: str, value: str | int, was: str
) -> None:
    with loaded.writing() as connection:
        given = f"'{value}'" if isinstance(value, str) else value
        connection.exec_driver_sql(f"UPDATE versions SET {column} = {given}")  # noqa: S608 # our own words
    (what,) = found(loaded, tmp_path)
    assert what.startswith(f"the store has {column} ")
    assert what.endswith(f"; the output file has {was}")


def test_a_view_that_is_gone_is_found_and_made_anew(loaded: Database, tmp_path: Path) -> None:
    with loaded.writing() as connection:
        connection.exec_driver_sql("DROP VIEW figures")
    assert found(loaded, tmp_path) == ["the view 'figures' is missing; `recital run` makes it anew"]
    upgrades.prepare(loaded)
    assert found(loaded, tmp_path) == []


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("start", [0, 4096 * 3], ids=["header", "pages"])
def test_a_store_that_is_damaged_is_found(loaded: Database, tmp_path: Path, start: int) -> None:
    loaded.close()
    assert loaded.file is not None
    content = bytearray(loaded.file.read_bytes())
    content[start : start + 4096] = b"\x07" * 4096
    loaded.file.write_bytes(content)
    assert any("damaged" in what for what in found(loaded, tmp_path))


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": "\0"}', b"{}", b"[]", b'{"segments": 1}', b"null"], ids=repr)
def test_an_output_file_that_was_damaged_is_found(loaded: Database, tmp_path: Path, content: bytes) -> None:
    path = files.path_of(tmp_path, "a.txt")
    path.write_bytes(content)
    assert found(loaded, tmp_path) == [
        "its output file is damaged and cannot be compared with the store; `recital run` makes it again"
    ]
    with loaded.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    with pytest.raises(StoreError, match=r"a\.txt\.json' is damaged; `recital run`"):
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
