"""The flat tables as files: a table for each kind of fact, and one of the sources.

dates.csv, figures.csv, …, sources.csv    or one of them alone
dates.parquet, figures.parquet, …         with types, and what each column means
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from flows.exports.cells import harmless
from flows.exports.facts import Facts
from schemas import rows
from schemas.rows import Row
from schemas.tables import NAMES, SOURCES, Table


class Writer(Protocol):
    """Takes rows of one table, some at a time."""

    def write(self, found: Sequence[Row]) -> None:
        """Writes rows."""


def pour(facts: Iterable[Facts], writers: Mapping[str, Writer]) -> None:
    """Gives the rows of all documents to the writers of their tables; rows without a writer are left out.

    Raises `InvalidRecord` that names record and source for an amount that a table does not hold.
    """
    for document, records in facts:
        found: dict[str, list[Row]] = defaultdict(list)
        if SOURCES.name in writers:
            found[SOURCES.name].append(rows.row(SOURCES, document))
        for record in records:
            if (name := NAMES[record.kind]) in writers:
                found[name].append(rows.of_record(document, record))
        for name, some in found.items():
            writers[name].write(some)


def write_csv(facts: Iterable[Facts], table: Table, file: BinaryIO, *, bom: bool = False) -> None:
    """Writes one table as CSV of RFC 4180, in UTF-8, no cell of which a spreadsheet takes for a formula."""
    with _CsvWriter.on(file, table, bom=bom) as writer:
        pour(facts, {table.name: writer})


def write_csv_folder(facts: Iterable[Facts], tables: Iterable[Table], folder: Path, *, bom: bool = False) -> None:
    """Writes tables as files of CSV in a folder."""
    with ExitStack() as stack:
        writers = {}
        for table in tables:
            file = stack.enter_context((folder / f"{table.name}.csv").open("xb"))
            writers[table.name] = stack.enter_context(_CsvWriter.on(file, table, bom=bom))
        pour(facts, writers)


class _CsvWriter:
    def __init__(self, file: io.TextIOBase, table: Table) -> None:
        self._writer = csv.writer(file, lineterminator="\r\n")  # a cell that holds one of its characters is quoted
        self._writer.writerow(table.names)

    @classmethod
    @contextmanager
    def on(cls, file: BinaryIO, table: Table, *, bom: bool) -> "Iterator[_CsvWriter]":
        """A writer on a file, which stays open behind it."""
        text = io.TextIOWrapper(file, encoding="utf-8-sig" if bom else "utf-8", newline="")
        try:
            yield cls(text, table)
        finally:
            text.detach()

    def write(self, found: Sequence[Row]) -> None:
        """Writes rows."""
        self._writer.writerows([harmless(cell) for cell in row] for row in found)
