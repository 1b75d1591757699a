"""How fast a store is published: `python -m tests.bench.publish [DESTINATION …] [--records 100000 1000000]`.

Stores of so many records are generated, and each is published twice, by a process of its own: everything is new, then
nothing is. Printed are records in a second and the most memory that the process took, which must not grow with the
store. Without a destination these are a DuckDB file, a SQLite file, a folder of Parquet files, and a PostgreSQL server
that is started for it. The bars are 10,000 records in a second into DuckDB and PostgreSQL, on two cores that do nothing
else, and 100 MB of memory into PostgreSQL and SQLite, 512 MiB into DuckDB and Parquet, however many records there are.
"""

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.publish import publishing
from flows.publish.destinations import Destination, Engine
from flows.publish.publishing import Manner, Published
from flows.publish.reviewed import Reviewed
from flows.stores import runs, upgrades
from flows.stores.database import Database
from flows.stores.loading import Item, load
from flows.stores.policy import Policy
from flows.stores.runs import About
from flows.texts import Texts
from tests.bench.loading import write

_SHARD, _WRITTEN = 100, 2_000
"""Documents that are loaded at once, and written before they are."""


def main() -> None:
    """Publishes, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("destinations", nargs="*", metavar="DESTINATION", help="an empty place")
    parser.add_argument("--records", nargs="+", type=int, default=[100_000, 1_000_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for records in given.records:
            store = f"sqlite:///{folder}/{records}.db"
            made = _alone(generate, Path(folder) / f"output{records}", store, records)
            print(f"{made:,} records")
            with _places(Path(folder) / f"facts{records}", given.destinations) as places:
                for place in places:
                    _alone(measure, store, place, made)


def generate(output: Path, store: str, records: int) -> int:
    """Makes a store of about so many records; how many there are."""
    per_document = write(output, [Item("000000.txt", None)])
    items = [Item(f"{number:06}.txt", None) for number in range(records // per_document)]
    with Database(store) as database:
        upgrades.prepare(database)
        with database.writing() as connection:
            run = runs.begin(connection, About("bench", "bench", {}))
        for part in _parts(items, _WRITTEN):
            write(output, part)
            for shard in _parts(part, _SHARD):
                load(database, output, shard, run)
            shutil.rmtree(output)
    return per_document * len(items)


def _parts(items: list[Item], size: int) -> Iterator[list[Item]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def measure(store: str, place: str, records: int) -> None:
    """Publishes a store of so many records, twice, and prints what it took."""
    print(f"  {Destination.parse(place).engine}")
    for what in ("new", "the same again"):
        began, worked = time.perf_counter(), time.process_time()
        done = _publish(store, place)
        seconds, own = time.perf_counter() - began, time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        took = f"{seconds:.1f} s, {own:.1f} s of it this process at work, at most {memory} MB"
        print(f"    {what}: {records / seconds:,.0f} records/s; {took}; {done.total.added:,} added", flush=True)


def _publish(store: str, place: str) -> Published:
    nowhere = Texts(Path("nowhere"), Path("nowhere"))
    with Database(store) as database:
        return publishing.publish(database, Destination.parse(place), Reviewed(nowhere, Policy()), Manner())


@contextmanager
def _places(folder: Path, given: Sequence[str]) -> Iterator[Sequence[str]]:
    """Empty destinations: those that were given, or one of each engine that needs nothing else."""
    if given:
        yield given
        return
    import pgserver

    with pgserver.get_server(folder.with_suffix(".pg"), cleanup_mode="delete") as server:
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        yield [f"duckdb:///{folder}.duckdb", uri, f"sqlite:///{folder}.db", f"{Engine.PARQUET}:{folder}"]


def _alone(work: object, *given: object) -> int:
    """What work gives that is done by a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)  # type: ignore[arg-type] # a function


if __name__ == "__main__":
    main()
