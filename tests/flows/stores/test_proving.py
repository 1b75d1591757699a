"""Whatever is altered in a store that has a history is found, and said in words."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from flows.stores import files, runs
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.loading import Item, close, load
from flows.stores.policy import Policy
from flows.stores.proving import unproved
from flows.stores.runs import About
from flows.stores.tables import ChangeState, changes
from schemas.decisions import Verdict
from schemas.records import Extraction, renamed

Made = Callable[..., Extraction]

TEXT = "In 1999 they left.\n\nThey came back in 2008 with 40 observers."
YEAR = {"kind": "date", "text": "1999"}
FIGURE = {"kind": "figure", "text": "40", "value": {"amount": "40"}}
ABOUT = {**FIGURE, "value": {"amount": "40", "comparison": "about"}}


@pytest.fixture
def told(database: Database, tmp_path: Path, made: Made) -> Database:
    """Three versions of one source, a decision, a source that was renamed and one that was removed."""

    def run(*extractions: Extraction, renamed_from: str | None = None) -> runs.Begun:
        with database.writing() as connection:
            begun = runs.begin(connection, About("1", extractions[0].document.fingerprint or "none", {}))
        for extraction in extractions:
            files.write(tmp_path, extraction)
            name = extraction.document.source
            load(database, tmp_path, [Item(name, None, renamed_from)], begun, policy=Policy())
        return begun

    def by(fingerprint: str, *records: dict[str, Any], name: str = "a.txt") -> Extraction:
        extraction = renamed(made(TEXT, *records), name)
        return extraction.model_copy(
            update={"document": extraction.document.model_copy(update={"fingerprint": fingerprint})}
        )

    run(by("rules 1", YEAR, FIGURE), by("rules 1", YEAR, name="b.txt"), by("rules 1", YEAR, name="c.txt"))
    run(by("rules 2", YEAR, ABOUT))
    last = run(by("rules 2", YEAR, name="d.txt"), renamed_from="b.txt")
    files.remove(tmp_path, "b.txt")
    close(database, ["c.txt"], last)
    files.remove(tmp_path, "c.txt")
    with database.reading() as connection:
        waiting = connection.scalar(select(changes.c.id).where(changes.c.state == ChangeState.WAITING))
    decide(database, waiting, Said("Ada", Verdict.ACCEPT), seen=0, policy=Policy())
    return database


def found(database: Database, output: Path) -> list[str]:
    return [what for _, what in unproved(database, output)]


def test_a_store_with_a_history_is_proved(told: Database, tmp_path: Path) -> None:
    assert found(told, tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE records SET quote = '2009' WHERE valid_to = 2", "version 1 is not what its hash says"),
        ("UPDATE records SET row_hash = 'f' WHERE valid_to = 2", "is not what the hash of its row says"),
        ("UPDATE records SET closed_because = 'text' WHERE valid_to = 2", "was closed because of 'text'; expected 'ru"),
        ("UPDATE records SET valid_to = 7 WHERE valid_to = 2", "a row holds from version 1 to 7"),
        ("UPDATE segments SET rule = 'segments.x' WHERE document_id = 3", "version 1 is not what its hash says"),
        ("UPDATE versions SET title = 'A letter' WHERE number = 1", "version 1 is not what its hash says"),
        ("UPDATE versions SET cause = 'text' WHERE cause = 'rules'", "was made because of 'text'; expected 'rules'"),
        ("UPDATE versions SET stripped = 3 WHERE number = 1", "version 1 has stripped 3; its rows make 0"),
        ("UPDATE versions SET run_id = 1 WHERE number = 2", "version 2 has the fingerprint 'rules 2'; its run, 1, has"),
        ("UPDATE runs SET fingerprint = 'rules 3' WHERE id = 1", "its run, 1, has 'rules 3'"),
        ("UPDATE runs SET state = 'dome' WHERE id = 1", "run 1 has the state 'dome'; expected one of running, done"),
        ("UPDATE documents SET renamed_from = 3 WHERE renamed_from = 2", "it is said to be document 3 renamed"),
        ("UPDATE documents SET renamed_from = NULL", "says that it was renamed; no source took over from it"),
        ("UPDATE changes SET rule_after = 'dates.year'", "is not as it was"),
        ("UPDATE changes SET what = 'added'", "is not as it was"),
        ("UPDATE changes SET base = 'f'", "leads nowhere"),
        ("UPDATE changes SET state = 'rejected'", "is rejected; the last decision on it is to accept"),
    ],
)
def test_what_was_altered_is_found(told: Database, tmp_path: Path, statement: str, says: str) -> None:
    with told.writing() as connection:
        connection.exec_driver_sql(statement)
    assert any(says in what for what in found(told, tmp_path)), found(told, tmp_path)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "DROP VIEW dates; CREATE VIEW dates AS SELECT 1",
            "the view 'dates' is not as Recital makes it; `recital run`",
        ),
        ("DROP INDEX ix_records_open", "the index 'ix_records_open' is not as Recital makes it; take the store from"),
        ("UPDATE versions SET counts = CAST(counts AS BLOB)", "versions.counts holds bytes; expected JSON as text"),
        ("DELETE FROM properties", "its views are not noted as those of this program"),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM runs WHERE id = 1",
            "a row of versions belongs to one that is not there",
        ),
        ("UPDATE runs SET counts = '{' WHERE id = 1", "the store is damaged: it holds a value that cannot be read"),
        ("DROP TRIGGER decisions_stay_update; UPDATE decisions SET quote = 'x'", "the trigger "),
    ],
)
def test_what_was_altered_in_a_file_is_found(told: Database, tmp_path: Path, statement: str, says: str) -> None:
    assert told.file is not None
    with closing(sqlite3.connect(told.file)) as connection:
        connection.executescript(statement)
    assert any(says in what for what in found(told, tmp_path)), found(told, tmp_path)
