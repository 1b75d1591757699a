from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from flows.stores import database as module
from flows.stores import files, urls
from flows.stores.database import Database
from schemas.errors import RunError, StoreBusy, StoreError


def test_a_transaction_that_breaks_off_never_happened(database: Database) -> None:
    def broken_off() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO properties (name, value) VALUES ('a', 'b')")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM properties WHERE name = 'a'").all() == []


def test_a_row_without_its_document_is_refused(database: Database) -> None:
    with pytest.raises(StoreError, match=r"(?i)foreign key"), database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO segments VALUES (7, 0, 1, NULL, 5, 'paragraph', 'segments.paragraph', NULL)"
        )


def test_a_refusal_is_one_line_with_the_store(database: Database) -> None:
    with pytest.raises(StoreError) as raised, database.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert str(raised.value).startswith(f"store {database.name}: ")
    assert "nowhere" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_runs_on_one_store_do_not_meet(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_LOCK", 0.1)
    with database.alone(), Database(database.url) as other:
        with pytest.raises(RunError, match=r"another run works on the store .*; let it end first"), other.alone():
            pytest.fail("both work on it")
        with other.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM runs").scalar() == 0


def test_a_store_is_free_again_after_a_run_that_broke_off(database: Database) -> None:
    with pytest.raises(KeyError), database.alone():
        raise KeyError
    with Database(database.url) as other, other.alone():
        pass


def test_two_runs_on_one_output_folder_do_not_meet(tmp_path: Path) -> None:
    with (
        files.alone(tmp_path),
        pytest.raises(RunError, match=r"another run works on the output .*; let it end first"),
        files.alone(tmp_path),
    ):
        pytest.fail("both work on it")
    with files.alone(tmp_path):
        pass


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_one_writer_waits_for_another(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_BUSY", 0.1)
    with (
        database.writing(),
        Database(database.url) as other,
        pytest.raises(StoreBusy, match="database is locked"),
        other.writing(),
    ):
        pytest.fail("both write")


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_file_that_is_damaged_is_told_of_with_what_mends_it(database: Database) -> None:
    database.close()
    assert database.file is not None
    database.file.write_bytes(b"\x07" * 8192)
    told = "file is not a database; put back a copy of it, or move it away: `recital run` makes a new one"
    with pytest.raises(StoreError, match=told), database.reading():
        pytest.fail("it was read")


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_file_that_may_not_be_written_is_told_of_with_its_folder(database: Database) -> None:
    assert database.file is not None
    told = f"readonly database; expected a file, in a folder '{database.file.parent}', that this user may write"
    with (
        Database(database.url, only_read=True) as reader,
        pytest.raises(StoreBusy, match=told),
        reader.writing() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM runs")


def test_a_lock_that_cannot_be_written_is_told_of_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / ".recital.lock").mkdir()
    told = rf"out of '{tmp_path}': its '\.recital\.lock' cannot be written: .*; expected a folder whose files"
    with pytest.raises(RunError, match=told), files.alone(tmp_path):
        pytest.fail("it was held")


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all/recital.db", "postgresql+psycopg://me:secret@127.0.0.1:1/facts"]
)
def test_a_store_that_cannot_be_reached_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StoreBusy) as raised, Database(url) as database, database.reading():
        pytest.fail("it was reached")
    assert str(raised.value).startswith(f"store {urls.masked(url)}: ")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "recital.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///a.db?mode=ro",
        "postgresql://",
        "postgresql+asyncpg://host/facts",
        "mysql://host/facts",
    ],
)
def test_what_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="expected sqlite:///PATH or postgresql"):
        urls.checked(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://me:p@ss:w/rd@host/facts", "postgresql+psycopg://me:***@host/facts"),
        (
            "postgresql+psycopg://host/facts?user=me&password=secret",
            "postgresql+psycopg://host/facts?user=me&password=***",
        ),
        ("postgresql+psycopg://host/facts?PASSWORD=secret&a=b", "postgresql+psycopg://host/facts?PASSWORD=***&a=b"),
        ("postgresql+psycopg://me@host/facts", "postgresql+psycopg://me@host/facts"),
        ("sqlite:////home/a@b/recital.db", "sqlite:////home/a@b/recital.db"),
    ],
)
def test_secrets_of_a_url_are_not_shown(url: str, shown: str) -> None:
    assert urls.masked(url) == shown


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("writable", [True, False])
def test_a_store_that_is_only_read_stays_as_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, writable: bool
) -> None:
    database.close()
    monkeypatch.setattr(module.os, "access", lambda *_: writable)
    assert database.file is not None
    folder = database.file.parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with Database(database.url, only_read=True) as reader, reader.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM runs").scalar() == 0
        if not writable:
            assert {path.name for path in folder.iterdir()} == set(before)
        with pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM runs")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_store_that_is_only_read_shows_what_a_run_just_wrote(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO properties (name, value) VALUES ('a', 'b')")
    with Database(database.url, only_read=True) as reader, reader.reading() as connection:
        assert connection.exec_driver_sql("SELECT value FROM properties WHERE name = 'a'").scalar() == "b"
