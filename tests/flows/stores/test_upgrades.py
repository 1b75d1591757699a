import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from flows.stores import upgrades, views
from flows.stores.database import Database
from flows.stores.tables import METADATA
from schemas.errors import StoreError, UsageError


@pytest.fixture
def older(store_url: str) -> Iterator[Database]:
    """A store with the first schema, and a run in it."""
    with Database(store_url) as database:
        upgrades.upgrade(database, to="0001")
        with database.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO runs (started, state, host, version, fingerprint, settings) "
                "VALUES ('2011-05-03 10:00:00', 'done', 'here', '0', 'f', '{}')"
            )
        yield database


def schema(database: Database) -> str | None:
    with database.reading() as connection:
        return connection.scalar(text("SELECT version_num FROM recital_schema"))


def set_schema(database: Database, to: str) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE recital_schema SET version_num = :to"), {"to": to})


def test_the_migrations_make_the_tables_that_are_used(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": upgrades.VERSION_TABLE})
        different = [step for step in compare_metadata(context, METADATA) if "View" not in type(step).__name__]
        assert different == []


def test_every_migration_is_listed() -> None:
    scripts = ScriptDirectory(str(Path(upgrades.__file__).parent / "migrations"))
    listed = tuple(reversed([script.revision for script in scripts.walk_revisions()]))
    assert listed == upgrades.REVISIONS


def test_a_store_that_fits_is_left_as_it_is(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrades, "upgrade", lambda database: pytest.fail("it was upgraded"))
    upgrades.prepare(database)
    upgrades.require_current(database)


def test_views_of_an_earlier_program_are_made_anew(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DROP VIEW dates")
        connection.exec_driver_sql("CREATE VIEW dates AS SELECT 1 AS one")
        connection.exec_driver_sql("UPDATE properties SET value = 'earlier' WHERE name = 'views'")
    upgrades.prepare(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT edtf FROM dates").all() == []


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_an_older_sqlite_store_is_upgraded_and_a_copy_is_kept(older: Database) -> None:
    assert older.file is not None
    upgrades.prepare(older)
    assert schema(older) == upgrades.HEAD
    with closing(sqlite3.connect(older.file.with_name("recital.db.before-0003"))) as copy:
        assert copy.execute("SELECT version_num FROM recital_schema").fetchall() == [("0001",)]
        assert copy.execute("SELECT host FROM runs").fetchall() == [("here",)]


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_an_older_postgresql_store_is_left_to_a_person(older: Database) -> None:
    with pytest.raises(UsageError, match=r"older schema '0001'; .*back it up, then run `recital store upgrade`"):
        upgrades.prepare(older)
    assert schema(older) == "0001"


def test_upgrading_keeps_what_was_there(older: Database) -> None:
    assert upgrades.upgrade_existing(older) == "0001"
    upgrades.require_current(older)
    with older.reading() as connection:
        assert connection.scalar(text("SELECT host FROM runs")) == "here"
        assert views.are_current(connection)


def test_an_upgrade_that_breaks_off_never_happened(older: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(connection: object) -> None:
        raise SystemExit

    monkeypatch.setattr(views, "make", killed)
    with pytest.raises(SystemExit):
        upgrades.upgrade_existing(older)
    assert schema(older) == "0001"
    with pytest.raises(StoreError, match="changes"), older.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM changes")


@pytest.mark.parametrize("ask", [upgrades.prepare, upgrades.require_current, upgrades.upgrade_existing])
def test_a_newer_store_is_refused(database: Database, ask: Callable[[Database], object]) -> None:
    set_schema(database, "0999")
    with pytest.raises(
        UsageError, match=r"has schema '0999', this program knows up to '0003'; a newer Recital made it"
    ):
        ask(database)
    assert schema(database) == "0999"


@pytest.mark.parametrize("ask", [upgrades.require_current, upgrades.upgrade_existing])
def test_reading_where_there_is_no_store_makes_none(store_url: str, ask: Callable[[Database], object]) -> None:
    with Database(store_url) as database:
        with pytest.raises(UsageError, match=r"there is no store .*`recital run` makes one"):
            ask(database)
        assert database.file is None or not database.file.exists()


@pytest.mark.parametrize("statement", ["UPDATE decisions SET who = 'another'", "DELETE FROM decisions"])
def test_decisions_are_only_added(database: Database, statement: str) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO decisions (decided, who, what, number, source, record_id, quote, prefix, suffix) "
            "VALUES ('2011-05-03 10:00:00', 'me', 'accept', 1, 'a.txt', '0000000000000000', '1999', '', '')"
        )
    with pytest.raises(StoreError, match="decisions are only added"), database.writing() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
def test_changes_of_an_older_store_wait_where_they_are_the_newest(store_url: str) -> None:
    with Database(store_url) as database:
        upgrades.upgrade(database, to="0002")
        with database.writing() as connection:
            for statement in (
                "INSERT INTO runs (id, started, state, host, version, fingerprint, settings) "
                "VALUES (1, '2011-05-03 10:00:00', 'done', 'here', '0', 'f', '{}')",
                "INSERT INTO documents (id, source, current) VALUES (1, 'a.txt', 2)",
                "INSERT INTO versions (document_id, number, run_id, cause, status, fingerprint, counts) "
                "VALUES (1, 1, 1, 'new', 'extracted', 'f', '{}'), (1, 2, 1, 'rules', 'extracted', 'f', '{}')",
                "INSERT INTO changes (id, run_id, document_id, version, what, cause, kind, record_after) "
                "VALUES (1, 1, 1, 1, 'added', 'rules', 'date', 'r1'), (2, 1, 1, 2, 'added', 'rules', 'date', 'r2')",
            ):
                connection.exec_driver_sql(statement)
        upgrades.upgrade(database)
        with database.reading() as connection:
            found = connection.exec_driver_sql("SELECT state, base, now FROM changes ORDER BY id").all()
    assert [tuple(row) for row in found] == [("overtaken", None, "r1"), ("waiting", None, "r2")]
