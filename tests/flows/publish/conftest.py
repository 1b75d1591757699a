"""A store with something in it, and places to publish it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.auditing import published
from flows.checking import Fault
from flows.publish import publishing
from flows.publish.destinations import Destination
from flows.publish.publishing import Manner, Published
from flows.publish.reviewed import Reviewed
from flows.stores.database import Database
from flows.stores.policy import Policy
from flows.texts import Texts
from tests.flows.publish.five import Five
from tests.flows.publish.places import ENGINES


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """What stands is asked of both databases in `test_reviewed`; elsewhere it is asked of SQLite."""
    return f"sqlite:///{tmp_path}/recital.db"


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Names an empty destination of an engine."""

    def named(engine: str) -> str:
        if engine == "postgresql":
            new: Callable[[], str] = request.getfixturevalue("new_postgresql")
            return new()
        path = tmp_path / "facts"
        return {"duckdb": f"duckdb:///{path}.duckdb", "sqlite": f"sqlite:///{path}.db", "parquet": f"parquet:{path}"}[
            engine
        ]

    return named


@pytest.fixture(params=ENGINES)
def destination(request: pytest.FixtureRequest, place: Callable[[str], str]) -> str:
    """An empty destination; a test that uses it runs on each engine."""
    return place(request.param)


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    return Reviewed(Texts(tmp_path / "raw", tmp_path / "output"), Policy())


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Five:
    """The five texts, as one run found them."""
    return Five.made(tmp_path_factory.mktemp("five"))


@pytest.fixture
def find(database: Database, reviewed: Reviewed) -> Callable[[str], list[Fault]]:
    """What differs in a destination."""
    return lambda destination: list(published.differences(database, Destination.parse(destination), reviewed))


@pytest.fixture
def publish(database: Database, reviewed: Reviewed) -> Callable[..., Published]:
    """Publishes the store: `publish(destination, history=True)`."""

    def publish_to(destination: str, **manner: Any) -> Published:
        return publishing.publish(database, Destination.parse(destination), reviewed, Manner(**manner))

    return publish_to
