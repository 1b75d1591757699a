"""What a run costs when nothing, or one document, is new: `python -m tests.bench.second_run [--documents 2000]`.

A folder is filled with numbered copies of the texts in `raw/`, and `recital run` runs on it three times: on all, on
nothing new, and on one more document. Printed are the seconds of each, of the whole process and of its stages. The bar
for the second is 5 % of the time that the first took to extract; what starting and ending the process takes, Prefect
above all, is the same for any number of documents.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.stores import runs
from flows.stores.database import Database

_ROOT = Path(__file__).parents[2]
_CODE = "import sys; from flows.cli import main; sys.exit(main(['run']))"


def fill(raw: Path, numbers: range) -> None:
    """Writes numbered copies of the texts of the project."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((_ROOT / "raw").glob("*.txt"))]
    raw.mkdir(exist_ok=True)
    for number in numbers:
        (raw / f"{number:05}.txt").write_text(f"{texts[number % len(texts)]}\n\nCopy {number}.\n", encoding="utf-8")


def main() -> None:
    """Runs three times, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "raw", range(documents))
        wall = [seconds_of_a_run(folder), seconds_of_a_run(folder)]
        fill(folder / "raw", range(documents, documents + 1))
        wall.append(seconds_of_a_run(folder))
        with Database(f"sqlite:///{folder}/output/recital.db") as database, database.reading() as connection:
            told = runs.read(connection, last=3)[::-1]
    for whole, run in zip(wall, told, strict=True):
        counts, seconds = run.counts or {}, run.seconds or {}
        stages = ", ".join(f"{stage} {took:.2f}" for stage, took in seconds.items())
        print(f"{whole:7.1f} s whole; {stages}; new {counts['new']:,}, unchanged {counts['unchanged']:,}")
    extraction = (told[0].seconds or {})["extraction"]
    second = sum((told[1].seconds or {}).values())
    print(
        f"the second took {second / extraction:.1%} of the first's extraction; {wall[1] / extraction:.1%} with start-up"
    )


def seconds_of_a_run(folder: Path) -> float:
    """How long a run in a folder takes, from the start of its process to its end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _CODE], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
