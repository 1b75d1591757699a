"""A store with something in it, and places to publish it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.publish import publishing
from flows.publish.destinations import Destination
from flows.publish.publishing import Manner, Published
from flows.publish.reviewed import Reviewed
from flows.review.texts import Texts
from flows.stores.database import Database
from flows.stores import files, runs, upgrades
from flows.stores.loading import Item, load
from flows.stores.policy import Policy
from flows.stores.runs import About, End, RunState
from tests.flows.publish.places import ENGINES

ROOT = Path(__file__).parents[3]


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


@dataclass(frozen=True)
class Five:
    """A store that holds the texts of `raw/`."""

    folder: Path
    store: str

    def publish(self, destination: str) -> Published:
        reviewed = Reviewed(Texts(ROOT / "raw", self.folder), Policy())
        with Database(self.store) as database:
            return publishing.publish(database, Destination.parse(destination), reviewed, Manner())


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Five:
    """The five texts, as one run found them."""
    from flows.direct import Extractor
    from flows.settings import Settings

    folder = tmp_path_factory.mktemp("five")
    found = [found.extraction for found in Extractor.of(Settings.load(raw=ROOT / "raw", output=folder)).extract_all()]
    for extraction in found:
        files.write(folder, extraction)
    store = f"sqlite:///{folder}/recital.db"
    with Database(store) as database:
        upgrades.prepare(database)
        with database.writing() as connection:
            run = runs.begin(connection, About("1", found[0].document.fingerprint or "", {}))
        load(database, folder, [Item(extraction.document.source, None) for extraction in found], run)
        with database.writing() as connection:
            runs.finish(connection, run, End(RunState.DONE, {"documents": 5, "records": {"date": 1, "figure": 2}}))
    return Five(folder, store)


@pytest.fixture
def publish(database: Database, reviewed: Reviewed) -> Callable[..., Published]:
    """Publishes the store: `publish(destination, history=True)`."""

    def publish_to(destination: str, **manner: Any) -> Published:
        return publishing.publish(database, Destination.parse(destination), reviewed, Manner(**manner))

    return publish_to
