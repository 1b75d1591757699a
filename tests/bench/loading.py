"""How fast the store takes records in: `python -m tests.bench.loading [URL] [--documents 1000]`.

Documents of 60 records and 20 segments each are loaded in shards of 100, into an empty SQLite file where no URL is
given. Printed are records in a second, over all and in the best shard, by the clock and by the processor's time of this
process, which other work on the machine misleads less; and the memory of the process at both ends. The bars are 50,000
records in a second by the clock on SQLite and 30,000 on PostgreSQL, on two cores that do nothing else.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from flows.stores import files, runs, upgrades
from flows.stores.database import Database
from flows.stores.loading import Item, load
from flows.stores.runs import About
from schemas.documents import Document, Status
from schemas.records import renamed

_SHARD = 100
_TEXT = "".join(f"In {1950 + n} the African Union sent {n + 100} observers to the mission.\n\n" for n in range(20))


def main() -> None:
    """Loads, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", help="an empty database; a SQLite file where none is given")
    parser.add_argument("--documents", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        items = [Item(f"{number:06}.txt", None) for number in range(given.documents)]
        # In a process of its own: what the rules need is no part of the memory that is measured.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            records = pool.apply(write, (output, items))
        with Database(given.url or f"sqlite:///{folder}/recital.db") as database:
            measure(database, output, items, records)


def write(output: Path, items: list[Item]) -> int:
    """Writes the same extraction under each name; the number of its records."""
    from extractors import pipeline

    document = Document(source="a.txt", sha256="0" * 64, chars=len(_TEXT), status=Status.EXTRACTED)
    extraction = pipeline.extract(pipeline.build(), document, _TEXT)
    for item in items:
        files.write(output, renamed(extraction, item.source))
    return len(extraction.records)


def measure(database: Database, output: Path, items: list[Item], records: int) -> None:
    """Loads these documents, which have so many records each, and prints what it took."""
    upgrades.prepare(database)
    with database.writing() as connection:
        run = runs.begin(connection, About("bench", "bench", {}))
    seconds, processor, memory = [], [], []
    for first in range(0, len(items), _SHARD):
        shard = items[first : first + _SHARD]
        began, worked = time.perf_counter(), time.process_time()
        load(database, output, shard, run)
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    print(f"{database.name}: {records * len(items):,} records of {len(items):,} documents")
    for clock, taken in (("by the clock", seconds), ("by this process's processor time", processor)):
        whole, best = records * len(items) / sum(taken), records * _SHARD / min(taken)
        print(f"  {whole:,.0f} records/s, {best:,.0f} in the best shard, {clock}")
    print(f"  at most {memory[0]} MB by the end of the first shard, {memory[-1]} MB by that of the last")


if __name__ == "__main__":
    main()
