"""A run from its first word in the store to its last: alone on its output and store, with a row that tells of it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from flows.settings import Settings
from flows.stores import files, outputs, packs, runs, upgrades, urls
from flows.stores.database import Database
from flows.stores.runs import About, Begun, End, RunState
from flows.summary import Summary
from schemas.errors import StoreError


@cache
def opened(url: str) -> Database:
    """The database of a store; one for each in a process."""
    return Database(url)


@dataclass(slots=True)
class Running:
    """A run that has begun, and may do as it likes with output and store."""

    database: Database
    begun: Begun
    ended: bool = False

    def end(self, summary: Summary) -> None:
        """Notes what the run did."""
        failures = [{"source": failed.source, "reason": failed.failure} for failed in summary.failures]
        failures += [{"source": block.subject, "reason": block.reason} for block in summary.blocks]
        state = RunState.BLOCKED if summary.blocks else RunState.FAILED if summary.shards_failed else RunState.DONE
        self._finish(End(state, summary.counts(), dict(summary.seconds), failures))

    def break_off(self) -> None:
        """Notes that the run did not come to its end."""
        self._finish(End(RunState.FAILED))

    def _finish(self, end: End) -> None:
        with self.database.writing() as connection:
            runs.finish(connection, self.begun, end)
        self.ended = True


@contextmanager
def begun(settings: Settings, *, fingerprint: str) -> Iterator[Running]:
    """A run, alone on its output folder and its store; where it breaks off, its row says so.

    Raises `RunError` where another run works on one of them, `UsageError` for places that cannot be written to and a
    store of another version, `StoreError` for one that cannot be reached, and `DamagedOutput` for packs that are not
    known as such. No output folder is made for a run that is refused.
    """
    outputs.require_places(settings.output, urls.file_of(settings.store_url), pack=settings.pack)
    database = opened(settings.store_url)
    with database:
        upgrades.require_known(database)
        outputs.make(settings.output)
        with files.alone(settings.output), database.alone():
            yield from _alone(settings, database, fingerprint)


def _alone(settings: Settings, database: Database, fingerprint: str) -> Iterator[Running]:
    upgrades.prepare(database)
    if settings.pack and packs.of(settings.output) is None:
        packs.begin(settings.output)
    files.remove_unfinished(settings.output)
    about = About(version("recital"), fingerprint, settings.shown())
    with database.writing() as connection:
        running = Running(database, runs.begin(connection, about))
    try:
        yield running
    finally:
        if not running.ended:
            with suppress(StoreError):  # what went wrong may be the store
                running.break_off()
