"""The merge, on each engine: what is added, changed and withdrawn, and what is announced of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.publish.publishing import Counts, Published
from flows.stores import inbox, loading, runs
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.policy import Policy
from flows.stores.runs import About
from schemas.decisions import Verdict
from schemas.errors import InvalidRecord, PublishError
from schemas.tables import NAMES, TABLES
from tests.flows.publish.places import only, query, rows

Publish = Callable[..., Published]
Put = Callable[..., None]

TEXT = "In 1999 the African Union sent 40 observers. In 2008 it sent 60."
YEAR = {"kind": "date", "text": "1999"}
LATER = {"kind": "date", "text": "2008", "value": {"edtf": "2008", "earliest": "2008-01-01", "latest": "2008-12-31"}}
UNION = {"kind": "organization", "text": "African Union"}
MANY = {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}}
ABOUT = {**MANY, "value": {"amount": "40", "item": "observers", "comparison": "about"}}


def figure(amount: str) -> tuple[str, dict[str, Any]]:
    return f"It cost {amount} in all.", {"kind": "figure", "text": amount, "value": {"amount": amount}}


def test_records_sources_and_runs_are_published(put: Put, publish: Publish, destination: str) -> None:
    put(TEXT, YEAR, UNION, MANY)
    done = publish(destination)
    assert done.total == Counts(3, 0, 0)
    assert only(rows(destination, "dates"), "quote", "edtf", "earliest") == [("1999", "1999", date(1999, 1, 1))]
    assert only(rows(destination, "figures"), "amount", "amount_text", "item") == [(40, "40", "observers")]
    assert only(rows(destination, "organizations"), "name", "known") == [("African Union", True)]
    assert only(rows(destination, "sources"), "source", "chars", "status") == [("a.txt", len(TEXT), "extracted")]
    assert only(rows(destination, "runs"), "run", "state") == [(1, "running")]
    assert rows(destination, "withdrawn") == []


def test_publishing_again_changes_nothing(put: Put, publish: Publish, destination: str) -> None:
    put(TEXT, YEAR, UNION, MANY)
    publish(destination)
    before = {name: rows(destination, name) for name in TABLES}
    again = publish(destination)
    assert set(again.tables.values()) == {Counts(0, 0, 0)}
    assert {name: rows(destination, name) for name in TABLES} == before


def test_a_record_that_moved_is_updated(put: Put, publish: Publish, destination: str) -> None:
    put(TEXT, YEAR)
    publish(destination)
    put(f"Some years ago.\n\n{TEXT}", YEAR)
    assert publish(destination).tables["dates"] == Counts(0, 1, 0)
    assert only(rows(destination, "dates"), "quote", "line") == [("1999", 3)]
    assert rows(destination, "withdrawn") == []


def test_a_withdrawn_record_is_announced_with_the_reason(
    put: Put, publish: Publish, database: Database, destination: str
) -> None:
    put(TEXT, YEAR, UNION)
    publish(destination)
    (gone,) = rows(destination, "dates")
    started = datetime.now(UTC)
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, ["a.txt"], run)
    assert publish(destination).tables["withdrawn"] == Counts(2, 0, 0)
    assert not rows(destination, "dates")
    assert not rows(destination, "sources")
    told = next(row for row in rows(destination, "withdrawn") if row["record_id"] == gone["record_id"])
    assert timedelta() <= told.pop("withdrawn") - started < timedelta(minutes=5)
    assert told == {
        "record_id": gone["record_id"],
        "kind": "date",
        "source": "a.txt",
        "quote": "1999",
        "why": "its source was removed",
    }


def test_a_record_that_comes_back_stands_beside_what_was_announced(
    put: Put, publish: Publish, database: Database, destination: str
) -> None:
    put(TEXT, YEAR)
    publish(destination)
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, ["a.txt"], run)
    publish(destination)
    put(TEXT, YEAR)
    assert publish(destination).tables["dates"] == Counts(1, 0, 0)
    assert len(rows(destination, "dates")) == len(rows(destination, "withdrawn")) == 1


@pytest.mark.parametrize("engine", ["duckdb", "sqlite", "postgresql"])
def test_history_closes_what_changes(put: Put, publish: Publish, place: Callable[[str], str], engine: str) -> None:
    destination = place(engine)
    put(TEXT, YEAR, MANY)
    assert publish(destination, history=True).total == Counts(2, 0, 0)
    put(f"\n{TEXT}", YEAR)  # one moved; one is gone, which waits
    assert publish(destination, history=True).tables["dates"] == Counts(0, 1, 0)
    old, new = sorted(rows(destination, "dates", history=True), key=lambda row: row["valid_from"])
    assert old["line"] + 1 == new["line"]
    assert old["valid_to"] == new["valid_from"]
    assert new["valid_to"] is None
    assert only(rows(destination, "figures", history=True), "valid_to") == [(None,)]
    assert set(publish(destination, history=True).tables.values()) == {Counts(0, 0, 0)}


@pytest.mark.parametrize("engine", ["duckdb", "sqlite", "postgresql"])
def test_history_keeps_what_is_withdrawn(
    put: Put, publish: Publish, place: Callable[[str], str], database: Database, engine: str
) -> None:
    destination = place(engine)
    put(TEXT, YEAR)
    publish(destination, history=True)
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, ["a.txt"], run)
    assert publish(destination, history=True).tables["dates"] == Counts(0, 0, 1)
    (kept,) = rows(destination, "dates", history=True)
    (told,) = rows(destination, "withdrawn")
    assert kept["valid_to"] == told["withdrawn"]
    assert set(publish(destination, history=True).tables.values()) == {Counts(0, 0, 0)}


@pytest.mark.parametrize("amount", ["0.000000001", "12345678901234.5", "9007199254740993", "-7.25"])
def test_amounts_are_exact(put: Put, publish: Publish, destination: str, amount: str) -> None:
    text, record = figure(amount.lstrip("-"))
    put(text, {**record, "value": {"amount": amount}})
    publish(destination)
    assert only(rows(destination, "figures"), "amount", "amount_text") == [(Decimal(amount), amount)]


@pytest.mark.parametrize("engine", ["duckdb", "postgresql", "parquet"])
def test_amounts_have_38_digits(put: Put, publish: Publish, place: Callable[[str], str], engine: str) -> None:
    destination = place(engine)
    text, record = figure(f"{'9' * 29}.{'9' * 9}")
    put(text, record)
    publish(destination)
    (found,) = query(destination, "SELECT amount FROM figures")
    assert found == (Decimal(record["text"]),)


def test_an_amount_that_no_table_holds_stops_everything(put: Put, publish: Publish, destination: str) -> None:
    put(TEXT, YEAR)
    publish(destination)
    text, record = figure("1" * 30)
    put(text, record, source="b.txt")
    with pytest.raises(InvalidRecord, match=r"of b\.txt, '1{30}' at 8: 1{30} has 30 digits before the point"):
        publish(destination)
    assert only(rows(destination, "sources"), "source") == [("a.txt",)]


def test_an_amount_that_no_decimal_states_is_null_beside_its_text(put: Put, publish: Publish, destination: str) -> None:
    put("A third left.", {"kind": "figure", "text": "A third", "value": {"amount": "1/3", "measure": "ratio"}})
    publish(destination)
    assert only(rows(destination, "figures"), "amount", "amount_text") == [(None, "1/3")]


def test_days_before_year_one_are_null_beside_their_edtf(put: Put, publish: Publish, destination: str) -> None:
    ides = {"edtf": "-0043-03-15", "earliest": "-0043-03-15", "latest": "-0043-03-15", "precision": "day"}
    put("It was 15 March 44 BC then.", {"kind": "date", "text": "15 March 44 BC", "value": ides})
    publish(destination)
    assert only(rows(destination, "dates"), "edtf", "earliest", "latest") == [("-0043-03-15", None, None)]


def test_what_another_store_published_is_not_withdrawn(
    put: Put, publish: Publish, database: Database, destination: str
) -> None:
    put(TEXT, YEAR)
    publish(destination)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET started = '2001-01-01 00:00:00.000000'")
    with pytest.raises(PublishError, match="it was published from another store, of which its run 1 is"):
        publish(destination)
    assert publish(destination, take_over=True).tables["runs"] == Counts(0, 1, 0)


def test_what_cannot_be_told_stays_as_it_was(
    put: Put, publish: Publish, database: Database, destination: str, tmp_path: Path
) -> None:
    put(TEXT, YEAR, MANY)
    publish(destination)
    put(TEXT, YEAR)
    with database.reading() as connection:
        (change,) = inbox.list_changes(connection, 1, limit=None)
    decide(database, change.id, Said("Ada", Verdict.REJECT), seen=0, policy=Policy())
    (tmp_path / "raw/a.txt").unlink()
    done = publish(destination)
    assert list(done.left) == ["a.txt"]
    assert done.total == Counts(0, 0, 0)
    assert only(rows(destination, "figures"), "quote") == [("40",)]


def test_texts_of_every_script_come_through(put: Put, publish: Publish, destination: str) -> None:
    text = 'Комитет «Δ» said: "50%, \\N, \t{a}, 🕊, \u202e' + "ab'c;--"
    put(text, {"kind": "date", "text": text})
    publish(destination)
    assert only(rows(destination, "dates"), "quote") == [(text,)]


def test_every_kind_has_its_table(put: Put, publish: Publish, place: Callable[[str], str]) -> None:
    destination = place("duckdb")
    publish(destination)
    found = query(destination, "SELECT table_name FROM information_schema.tables")
    assert {name for (name,) in found} == {*NAMES.values(), "sources", "runs", "withdrawn"} == set(TABLES)
