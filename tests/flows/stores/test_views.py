"""The views say what the records say, with the same columns on both databases."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from flows.stores import files, runs, views
from flows.stores.database import Database
from flows.stores.loading import Item, close, load
from flows.stores.runs import About
from schemas.figures import Amount
from schemas.records import KINDS, VALUES, Extraction

Made = Callable[..., Extraction]
Shown = Callable[..., list[dict[str, Any]]]

COMMON = {"record_id", "source", "title", "document_date", "quote"}
WHERE = {
    "start_char",
    "end_char",
    "line",
    "page",
    "prefix",
    "suffix",
    "sentence_start",
    "sentence_end",
    "segment",
    "rule",
}


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


def flat(model: type[BaseModel], prefix: str = "") -> set[str]:
    """The fields of a model as columns, found in another way: from its JSON Schema."""
    described = model.model_json_schema()
    names: set[str] = set()
    for name, field in described["properties"].items():
        refs = [part["$ref"].rpartition("/")[2] for part in [field, *field.get("anyOf", [])] if "$ref" in part]
        inner = [described["$defs"][ref] for ref in refs if "properties" in described["$defs"][ref]]
        names |= {f"{prefix}{name}_{below}" for part in inner for below in part["properties"]} or {f"{prefix}{name}"}
    return names


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_has_a_column_for_each_field_of_its_model(database: Database, kind: str) -> None:
    with database.reading() as connection:
        found = set(connection.exec_driver_sql(f"SELECT * FROM {views.VIEWS[kind]}").keys())  # noqa: S608
    exact = {name for name in found if name.endswith("_text")}
    assert found - exact - COMMON - WHERE == flat(VALUES[kind])
    assert {name.removesuffix("_text") for name in exact} <= flat(VALUES[kind])


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
                    [list(connection.exec_driver_sql(f"SELECT * FROM {view}").keys()) for view in views.VIEWS.values()]  # noqa: S608
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


def test_a_field_of_a_type_without_a_column_is_refused() -> None:
    class Value(BaseModel):
        amount: Amount
        shares: dict[str, Annotated[int, "of each"]]

    with pytest.raises(TypeError, match=r"Value\.shares is dict.*; a view has no column for that"):
        list(views._columns(Value, views._DIALECTS["sqlite"]))
