"""The flat tables as Parquet, with the types of their columns: one file for each table.

figures.amount      decimal128(38, 9), its meaning and unit among the metadata of the column
dates.earliest      date32
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from flows.exports.facts import Facts
from flows.exports.flat import pour
from schemas.rows import DIGITS, PLACES, Row
from schemas.tables import Column, Table, Type

_ROWS = 20_000
"""In one row group: what is held at once, of each table."""

_TYPES: dict[Type, Any] = {
    Type.TEXT: pa.string(),
    Type.LIST: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DECIMAL: pa.decimal128(DIGITS, PLACES),
    Type.DATE: pa.date32(),
    Type.INSTANT: pa.timestamp("us", tz="UTC"),
}


def write_folder(facts: Iterable[Facts], tables: Iterable[Table], folder: Path) -> None:
    """Writes tables as Parquet files in a folder; a table without rows has its columns all the same."""
    with ExitStack() as stack:
        writers = {
            table.name: stack.enter_context(_ParquetWriter(folder / f"{table.name}.parquet", table)) for table in tables
        }
        pour(facts, writers)


def schema(table: Table) -> pa.Schema:
    """The columns of a table as Arrow has them."""
    return pa.schema([_field(column) for column in table.columns], metadata={"says": table.says})


def _field(column: Column) -> pa.Field:
    told = {"says": column.says} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.type], nullable=column.nullable, metadata=told)


class _ParquetWriter:
    def __init__(self, path: Path, table: Table) -> None:
        self._schema = schema(table)
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def __enter__(self) -> "_ParquetWriter":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._write_group()
        self._writer.close()

    def write(self, found: Sequence[Row]) -> None:
        """Writes rows, once there are enough for a group."""
        self._waiting += found
        if len(self._waiting) >= _ROWS:
            self._write_group()

    def _write_group(self) -> None:
        if not self._waiting:
            return
        cells = zip(*self._waiting, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(cells, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._waiting = []
