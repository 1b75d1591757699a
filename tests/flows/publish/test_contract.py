"""The contract: what may be added, and what stops, for each engine and by itself."""

from collections.abc import Callable

import pytest

from flows.publish import contract
from flows.publish.contract import Addition, Shape
from flows.publish.destinations import Destination
from flows.publish.publishing import Published
from schemas.errors import PublishError, UsageError
from schemas.tables import TABLES
from tests.flows.publish.places import only, query, rows

Publish = Callable[..., Published]
Put = Callable[..., None]

TEXT, NULL = Shape("TEXT", nullable=False), Shape("TEXT", nullable=True)
YEAR = {"kind": "date", "text": "1999"}


def alter(destination: str, *statements: str) -> None:
    """What somebody did to published tables."""
    import duckdb
    import sqlalchemy as sa

    place = Destination.parse(destination)
    if destination.startswith("duckdb:"):
        with duckdb.connect(place.where) as file:
            for statement in statements:
                file.execute(statement)
        return
    engine = sa.create_engine(place.where)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(params=["duckdb", "sqlite", "postgresql"])
def destination(request: pytest.FixtureRequest, place: Callable[[str], str]) -> str:
    return place(request.param)


def test_a_new_column_that_may_be_null_is_added() -> None:
    wanted = {"dates": {"a": TEXT, "b": NULL}}
    assert contract.additions(wanted, {"dates": {"a": TEXT}}, name="x") == [Addition("dates", "b")]


def test_tables_that_are_not_there_are_no_difference() -> None:
    assert contract.additions({"dates": {"a": TEXT}}, {}, name="x") == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"b": NULL}, r"dates\.a is missing, and cannot be empty in rows that are there"),
        ({"a": Shape("BIGINT", nullable=False), "b": NULL}, r"dates\.a is BIGINT, expected TEXT"),
        ({"a": NULL, "b": NULL}, r"dates\.a is null or not, expected not null"),
        ({"a": TEXT, "b": TEXT}, r"dates\.b is not null, expected null or not"),
        ({"a": TEXT, "b": NULL, "c": NULL}, r"dates\.c is not expected"),
    ],
    ids=["missing", "type", "looser", "stricter", "too many"],
)
def test_anything_else_stops_with_the_difference_named(found: dict[str, Shape], told: str) -> None:
    with pytest.raises(PublishError, match=rf"^x: nothing was published, its tables are not as expected: {told}$"):
        contract.additions({"dates": {"a": TEXT, "b": NULL}}, {"dates": found}, name="x")


def test_a_column_that_was_not_there_yet_is_added(put: Put, publish: Publish, destination: str) -> None:
    put("In 1999.", YEAR)
    publish(destination)
    alter(destination, "ALTER TABLE dates DROP COLUMN path", "ALTER TABLE sources DROP COLUMN url")
    publish(destination)
    assert only(rows(destination, "dates"), "quote", "path") == [("1999", None)]
    assert only(rows(destination, "sources"), "source", "url") == [("a.txt", None)]


@pytest.mark.parametrize(
    ("altered", "told"),
    [
        ("ALTER TABLE dates ADD COLUMN note TEXT", r"dates\.note is not expected"),
        ("ALTER TABLE figures DROP COLUMN measure", r"figures\.measure is missing"),
        ("ALTER TABLE dates RENAME COLUMN line TO lines", r"dates\.line is missing.*; dates\.lines is not expected"),
    ],
    ids=["added", "dropped", "renamed"],
)
def test_a_difference_stops_before_any_row_is_written(
    put: Put, publish: Publish, destination: str, altered: str, told: str
) -> None:
    put("In 1999.", YEAR)
    publish(destination)
    alter(destination, altered)
    put("In 1999.", YEAR, source="b.txt")
    with pytest.raises(PublishError, match=told):
        publish(destination)
    assert query(destination, "SELECT source FROM sources") == [("a.txt",)]


def test_history_and_none_do_not_mix(put: Put, publish: Publish, destination: str) -> None:
    put("In 1999.", YEAR)
    publish(destination)
    with pytest.raises(PublishError, match=r"dates\.valid_from is missing, and cannot be empty"):
        publish(destination, history=True)


def test_tables_with_history_are_not_overwritten(put: Put, publish: Publish, destination: str) -> None:
    put("In 1999.", YEAR)
    publish(destination, history=True)
    with pytest.raises(PublishError, match=r"dates\.valid_from is not expected; dates\.valid_to is not expected"):
        publish(destination)


def test_a_store_is_no_destination(put: Put, publish: Publish, store_url: str) -> None:
    put("In 1999.", YEAR)
    with pytest.raises(UsageError, match="is the store itself; expected a place of its own"):
        publish(store_url)


def test_views_of_a_store_are_not_overwritten(put: Put, publish: Publish, store_url: str) -> None:
    put("In 1999.", YEAR)
    with pytest.raises(PublishError, match="dates is a view there; expected a place without tables of other programs"):
        publish(store_url.replace("recital.db", "./recital.db"))


def test_tables_of_other_programs_are_refused(put: Put, publish: Publish, destination: str) -> None:
    put("In 1999.", YEAR)
    alter(destination, "CREATE TABLE runs (id INTEGER PRIMARY KEY, what TEXT)")
    with pytest.raises(PublishError, match=r"runs\.run is missing"):
        publish(destination)
    tables = "SELECT table_name FROM information_schema.tables"
    if destination.startswith("sqlite"):
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    assert {found for (found,) in query(destination, tables)} & set(TABLES) == {"runs"}
