"""The same publish gives equal tables on every engine, compared row by row."""

from collections.abc import Callable

import pytest

from flows.publish.publishing import Published
from flows.stores import loading, runs
from flows.stores.database import Database
from flows.stores.runs import About
from schemas.tables import TABLES
from tests.flows.publish.five import Five
from tests.flows.publish.places import ENGINES, Row, tables

Publish = Callable[..., Published]
Put = Callable[..., None]

EXTREMES = (
    "In 44 BC 0.000000001 of 123,456,789,012,345 \N{DOVE OF PEACE} left; a third of 9,007,199,254,740,993 did not."
)
FOUND = (
    {
        "kind": "date",
        "text": "44 BC",
        "value": {"edtf": "-0043", "earliest": "-0043-01-01", "latest": "-0043-12-31", "precision": "year"},
    },
    {"kind": "figure", "text": "0.000000001", "value": {"amount": "0.000000001"}},
    {"kind": "figure", "text": "123,456,789,012,345", "value": {"amount": "123456789012345", "checks": ["a", "b"]}},
    {"kind": "figure", "text": "a third", "value": {"amount": "1/3", "measure": "ratio"}},
    {
        "kind": "figure",
        "text": "9,007,199,254,740,993",
        "value": {"amount": None, "low": "9007199254740993", "high": "10" * 9},
    },
)


@pytest.fixture
def destinations(place: Callable[[str], str]) -> dict[str, str]:
    return {engine: place(engine) for engine in ENGINES}


def test_five_texts_are_equal_everywhere(five: Five, destinations: dict[str, str]) -> None:
    for destination in destinations.values():
        five.publish(destination)
    first, *others = map(tables, destinations.values())
    assert min(map(len, (first[name] for name in TABLES if name != "withdrawn"))) > 0
    for other in others:
        for name, expected in first.items():
            assert other[name] == expected


def test_extremes_and_changes_are_equal_everywhere(
    put: Put, publish: Publish, database: Database, destinations: dict[str, str]
) -> None:
    def publish_to_all() -> list[dict[str, list[Row]]]:
        for destination in destinations.values():
            publish(destination)
        return [tables(destination) for destination in destinations.values()]

    put(EXTREMES, *FOUND)
    put("In 1999.", {"kind": "date", "text": "1999"}, source="b.txt")
    before = publish_to_all()
    assert before[1:] == before[:1] * 3
    put(f"Moved.\n{EXTREMES}", *FOUND)
    with database.writing() as connection:
        run = runs.begin(connection, About("1", "rules", {}))
    loading.close(database, ["b.txt"], run)
    after = publish_to_all()
    assert after[1:] == after[:1] * 3
    assert [row["quote"] for row in after[0]["withdrawn"]] == ["1999"]
    assert {row["line"] for row in after[0]["figures"]} == {2}
