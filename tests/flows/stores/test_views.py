"""The views say what the records say, with the same columns on both databases."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.stores import files, runs
from flows.stores.database import Database
from flows.stores.loading import Item, close, load
from flows.stores.runs import About
from schemas.records import KINDS, Extraction
from schemas.tables import NAMES, OF_KIND

Made = Callable[..., Extraction]
Shown = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def shown(database: Database, tmp_path: Path, made: Made) -> Shown:
    """The rows of a view after records were loaded: `shown("dates", text, record, …)`."""

    def show(view: str, text: str, *given: dict[str, Any]) -> list[dict[str, Any]]:
        files.write(tmp_path, made(text, *given))
        with database.writing() as connection:
            run = runs.begin(connection, About("1", "rules", {}))
        load(database, tmp_path, [Item("a.txt", None)], run)
        with database.reading() as connection:
            rows = connection.exec_driver_sql(f"SELECT * FROM {view} ORDER BY start_char").mappings()  # noqa: S608
            return [dict(row) for row in rows]

    return show


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_has_the_columns_of_its_table_in_their_order(database: Database, kind: str) -> None:
    with database.reading() as connection:
        found = tuple(connection.exec_driver_sql(f"SELECT * FROM {NAMES[kind]}").keys())  # noqa: S608
    assert found == OF_KIND[kind].names


def test_both_databases_have_the_same_columns_in_the_same_order(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    from flows.stores import upgrades

    found = []
    for url in (f"sqlite:///{tmp_path}/recital.db", new_postgresql()):
        with Database(url) as database:
            upgrades.prepare(database)
            with database.reading() as connection:
                found.append(
                    [list(connection.exec_driver_sql(f"SELECT * FROM {view}").keys()) for view in NAMES.values()]  # noqa: S608
                )
    assert found[0] == found[1]


def test_a_day_is_a_date(database: Database, shown: Shown) -> None:
    value = {"edtf": "1999-06/1999-07", "earliest": "1999-06-01", "latest": "1999-07-31", "precision": "interval"}
    (row,) = shown("dates", "June to July 1999", {"kind": "date", "text": "June to July 1999", "value": value})
    day = str if database.file else datetime.date.fromisoformat
    assert (row["earliest"], row["latest"], row["edtf"]) == (day("1999-06-01"), day("1999-07-31"), "1999-06/1999-07")
    assert row["approximate"] in (False, 0)
    assert (row["relation"], row["checks"]) == (None, None)


def test_a_day_before_year_1_is_left_to_the_edtf(shown: Shown) -> None:
    value = {"edtf": "-0043-03-15", "earliest": "-0043-03-15", "latest": "-0043-03-15", "precision": "day"}
    (row,) = shown("dates", "the Ides of March", {"kind": "date", "text": "Ides of March", "value": value})
    assert (row["edtf"], row["earliest"], row["latest"]) == ("-0043-03-15", None, None)


def test_findings_are_joined(shown: Shown) -> None:
    value = {"edtf": None, "earliest": "2001-01-01", "latest": "2000-01-01", "precision": "interval"}
    checks = ["inverted_range", "weekday_mismatch"]
    (row,) = shown("dates", "2001-2000", {"kind": "date", "text": "2001-2000", "value": {**value, "checks": checks}})
    assert row["checks"] == "inverted_range; weekday_mismatch"


@pytest.mark.parametrize(
    ("amount", "number"),
    [("374", 374), ("2100000000", 2_100_000_000), ("-0.25", -0.25), ("12345678901234567890.5", 12345678901234567890.5)],
)
def test_an_amount_is_a_number_beside_its_exact_text(
    database: Database, shown: Shown, amount: str, number: float
) -> None:
    (row,) = shown("figures", "about forty", {"kind": "figure", "text": "forty", "value": {"amount": amount}})
    assert row["amount_text"] == amount
    assert row["amount"] == (number if database.file else Decimal(amount))
    assert (row["low"], row["high"], row["breakdown_agrees"]) == (None, None, None)


def test_a_fraction_is_divided(shown: Shown) -> None:
    (row,) = shown(
        "figures",
        "a third of them",
        {"kind": "figure", "text": "a third", "value": {"measure": "ratio", "amount": "1/3"}},
    )
    assert row["amount_text"] == "1/3"
    assert float(row["amount"]) == pytest.approx(1 / 3)


def test_a_breakdown_is_flat(shown: Shown, made: Made) -> None:
    text = "5 people: 3 men, 2 women"
    parts = (
        {"kind": "figure", "text": "3", "value": {"amount": "3"}},
        {"kind": "figure", "text": "2", "value": {"amount": "2"}},
    )
    ids = [record.record_id for record in made(text, *parts).records]
    whole = {"amount": "5", "breakdown": {"parts": ids, "sum": "5", "agrees": True}}
    row, *_ = shown("figures", text, {"kind": "figure", "text": "5", "value": whole}, *parts)
    assert (row["breakdown_parts"], row["breakdown_sum"], row["breakdown_sum_text"]) == ("; ".join(ids), 5, "5")
    assert row["breakdown_agrees"] in (True, 1)


def test_only_what_holds_is_shown(database: Database, shown: Shown) -> None:
    assert len(shown("organizations", "AU", {"kind": "organization", "text": "AU"})) == 1
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    close(database, ["a.txt"], run)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM organizations").all() == []


def test_whole_numbers_and_words_are_what_they_are(shown: Shown) -> None:
    (row,) = shown("documents_cited", "S/2006/560", {"kind": "document", "text": "S/2006/560"})
    assert (row["symbol"], row["year"], row["number"], row["session"]) == ("S/2006/560", 2006, 560, None)
    value = {"number": 1701, "paragraphs": ["11 (j)", "12"]}
    (row,) = shown("resolutions", "1701", {"kind": "resolution", "text": "1701", "value": value})
    assert (row["number"], row["paragraphs"], row["adopted"]) == (1701, "11 (j); 12", None)
