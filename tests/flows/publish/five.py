"""A store that holds the five texts of `raw/`, as one run found them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flows.direct import Extractor
from flows.publish import publishing
from flows.publish.destinations import Destination
from flows.publish.publishing import Manner, Published
from flows.publish.reviewed import Reviewed
from flows.settings import Settings
from flows.stores import files, runs, upgrades
from flows.stores.database import Database
from flows.stores.loading import Item, load
from flows.stores.policy import Policy
from flows.stores.runs import About, End, RunState
from flows.texts import Texts

RAW = Path(__file__).parents[3] / "raw"


@dataclass(frozen=True)
class Five:
    """The store and the output folder in which it lies."""

    output: Path

    @property
    def store(self) -> str:
        return f"sqlite:///{self.output}/recital.db"

    @classmethod
    def made(cls, output: Path) -> Self:
        """Extracts the texts and loads them."""
        found = [one.extraction for one in Extractor.of(Settings.load(raw=RAW, output=output)).extract_all()]
        for extraction in found:
            files.write(output, extraction)
        made = cls(output)
        with Database(made.store) as database:
            upgrades.prepare(database)
            with database.writing() as connection:
                run = runs.begin(connection, About("1", found[0].document.fingerprint or "", {}))
            load(database, output, [Item(extraction.document.source, None) for extraction in found], run)
            with database.writing() as connection:
                runs.finish(connection, run, End(RunState.DONE, {"documents": 5, "records": {"date": 1, "figure": 2}}))
        return made

    def publish(self, destination: str) -> Published:
        """Publishes the store."""
        with Database(self.store) as database:
            reviewed = Reviewed(Texts(RAW, self.output), Policy())
            return publishing.publish(database, Destination.parse(destination), reviewed, Manner())
