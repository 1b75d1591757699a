"""How fast records are exported, and in how much memory: `python -m tests.bench.exporting [--documents 17000]`.

Documents of 60 records each are written once; then each format is exported twice, in a process of its own each time:
of a tenth of the documents, and of all. Printed are records in a second, and the largest memory of both: where they are
alike, it does not grow with the documents. 17,000 documents are a million records.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from flows.exports.exporting import Format, Order, export
from flows.exports.facts import of_output
from flows.stores import outputs
from flows.stores.loading import Item
from flows.texts import Texts


class Took(NamedTuple):
    """What one export took."""

    records: int
    seconds: float
    megabytes: int


def main() -> None:
    """Exports, and prints what it took."""
    from loading import write  # beside this file, which is how it is started

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=17_000)
    given = parser.parse_args()
    processes = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {
            size: [Item(f"{n:06}.txt", None) for n in range(size)] for size in (given.documents // 10, given.documents)
        }
        for size, items in sizes.items():
            with processes.Pool(1) as pool:
                pool.apply(write, (folder / str(size), items))
        for form in (form for form in Format if form not in (Format.TIMEX3, Format.PROV)):
            took = []
            for size in sizes:
                with processes.Pool(1) as pool:
                    took.append(pool.apply(measure, (folder, str(size), form)))
            few, all_ = took
            print(
                f"{form:<14} {all_.records:>9,} records  {all_.records / all_.seconds:>8,.0f} records/s"
                f"  {few.megabytes} MB for a tenth, {all_.megabytes} MB for all",
                flush=True,
            )


def measure(folder: Path, name: str, form: Format) -> Took:
    """Exports an output folder."""
    order = Order(form, folder / "exported" / f"{form}-{name}")
    began = time.perf_counter()
    output = folder / name
    tally = export(order, of_output(output, outputs.whole(output)), Texts(folder, folder))
    seconds = time.perf_counter() - began
    return Took(tally.records, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
