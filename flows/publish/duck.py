"""DuckDB: a file, or a database of its own for what is merged on its way elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql import Executable

from flows.publish.contract import Shape, Shapes
from flows.publish.destinations import Destination
from flows.publish.merging import Pair
from flows.publish.targets import alone_on, require
from schemas.errors import PublishBusy, PublishError
from schemas.rows import Cell, Row

if TYPE_CHECKING:
    import duckdb

_DIALECT = PGDialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call] # DuckDB reads PostgreSQL's SQL
_SPELLED = {"VARCHAR": "TEXT", "DECIMAL(38,9)": "NUMERIC(38, 9)"}
"""How PostgreSQL spells what DuckDB names in its own words."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MiB",  # what needs more goes to the disk beside the database
    "preserve_insertion_order": False,
    "autoinstall_known_extensions": False,  # nothing is fetched
}

_BATCH = 20_000
"""Rows handed on at once."""


class DuckTarget:
    """A connection within its transaction, and a folder.

    New rows are gathered in Parquet files there: DuckDB would hold a temporary table in memory.
    """

    keyed = False
    """Its manual advises against: keys cost memory and time, and it needs none to find rows."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", here: Path) -> None:
        self._connection, self._here = connection, here
        self._writers: dict[str, Any] = {}

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there."""
        asked = """SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
            WHERE table_catalog = current_database() AND table_schema = current_schema()"""
        found: dict[str, dict[str, Shape]] = {}
        for table, column, kind, nullable in self._connection.execute(asked).fetchall():
            if table in names:
                found.setdefault(table, {})[column] = Shape(_SPELLED.get(kind, kind), nullable=nullable == "YES")
        return found

    def shape(self, column: sa.Column[Any]) -> Shape:
        """What a column will be there."""
        return Shape(column.type.compile(_DIALECT), nullable=bool(column.nullable))

    def run(self, statement: Executable) -> int:
        """Runs a statement; how many rows it touched."""
        found = self._execute(statement).fetchone()
        return int(found[0]) if found else 0

    def read(self, statement: sa.Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows of a query."""
        return self._execute(statement).fetchall()

    def plain(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one after another, their cells as the driver gives them, whatever the columns promise."""
        found = self._connection.execute(query)
        while rows := found.fetchmany(_BATCH):
            yield from rows

    def held(self, cell: Cell) -> Cell:
        """What becomes of a cell there, as `plain` gives it back."""
        return cell

    def stage(self, pair: Pair) -> None:
        """Opens the file of a pair."""
        from pyarrow import parquet  # noqa: PLC0415 # an extra

        self._writers[pair.staged.name] = parquet.ParquetWriter(self._staged(pair), _staged_schema(pair))

    def load(self, pair: Pair, rows: Sequence[Row]) -> None:
        """Adds rows, column by column."""
        import pyarrow as pa  # noqa: PLC0415 # an extra

        wanted, cells = _staged_schema(pair), zip(*rows, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(cells, wanted, strict=True)]
        self._writers[pair.staged.name].write_table(pa.Table.from_arrays(arrays, schema=wanted))

    def keep(self, pair: Pair, source: str) -> None:
        """Takes what is published of a source for new, so that it stays."""
        if rows := self.read(pair.of_source(source)):
            self.load(pair, rows)

    def seal(self, pair: Pair) -> None:
        """Makes the file of a pair read like a table."""
        self._writers.pop(pair.staged.name).close()
        files = str(self._staged(pair)).replace("'", "''")
        self._connection.execute(f"CREATE TEMP VIEW {pair.staged.name} AS FROM read_parquet('{files}')")

    def finish(self, pairs: Mapping[str, Pair], changed: Collection[str]) -> None:
        """Nothing: the end of the transaction brings everything."""

    def copy_file(self, table: str, file: Path) -> None:
        """Makes a table of a Parquet file."""
        self._connection.execute(f'CREATE TABLE "{table}" AS FROM read_parquet(?)', [str(file)])

    def fill(self, table: str, columns: Mapping[str, Shape], parts: Iterable[Sequence[Sequence[Any]]]) -> None:
        """Makes a table of rows that stand elsewhere, of whatever types they come in."""
        import pyarrow as pa  # noqa: PLC0415 # an extra

        made = ", ".join(f'"{name}" {shape.type}' for name, shape in columns.items())
        self._connection.execute(f'CREATE TABLE "{table}" ({made})')
        for rows in parts:
            batch = pa.table([pa.array(cells) for cells in zip(*rows, strict=True)], names=list(columns))
            self._connection.register("batch", batch)
            self._connection.execute(f'INSERT INTO "{table}" SELECT * FROM batch')  # noqa: S608 # our names
            self._connection.unregister("batch")

    def write_file(self, pair: Pair, file: Path) -> None:
        """Writes a table as a Parquet file, in the order of its key."""
        import pyarrow as pa  # noqa: PLC0415 # an extra
        from pyarrow import parquet  # noqa: PLC0415

        from flows.exports.parquet import schema  # noqa: PLC0415

        table = pair.published
        query = sa.select(*table.c).order_by(*(table.c[name] for name in pair.table.key)).compile(dialect=_DIALECT)
        wanted = schema(pair.table)
        with parquet.ParquetWriter(file, wanted, compression="zstd") as writer:
            for batch in self._connection.sql(str(query)).to_arrow_reader(_BATCH):
                writer.write_table(pa.Table.from_batches([batch]).cast(wanted))

    def _staged(self, pair: Pair) -> Path:
        return self._here / f"{pair.staged.name}.parquet"

    def _execute(self, statement: Executable) -> "duckdb.DuckDBPyConnection":
        compiled: Any = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined] # every statement has it
        order = getattr(compiled, "positiontup", None) or ()
        return self._connection.execute(str(compiled), [compiled.params[name] for name in order])


def _staged_schema(pair: Pair) -> Any:  # noqa: ANN401 # pyarrow has no types
    import pyarrow as pa  # noqa: PLC0415 # an extra

    from flows.exports.parquet import schema  # noqa: PLC0415

    there = schema(pair.table)
    return pa.schema([there.field(name) for name in pair.staged.c.keys()])  # noqa: SIM118 # no mapping


def spelled(kind: Any) -> str:  # noqa: ANN401 # pyarrow has no types
    """An Arrow type in the words of the contract."""
    words = {"string": "TEXT", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}
    words |= {"decimal128(38, 9)": "NUMERIC(38, 9)", "timestamp[us, tz=UTC]": "TIMESTAMP WITH TIME ZONE"}
    return words.get(str(kind), str(kind))


@contextmanager
def opened(destination: Destination, *, only_read: bool = False) -> Iterator[DuckTarget]:
    """A DuckDB file, alone on it among publishers or only to be read.

    Raises `PublishError`, and `PublishBusy` for what may pass.
    """
    require("duckdb", "pyarrow", extra="duckdb")
    with (
        nullcontext() if only_read else alone_on(destination.file, str(destination)),
        explained(str(destination)),
        TemporaryDirectory(prefix="recital-publish-") as here,
        connected(destination.file, only_read=only_read) as connection,
    ):
        yield DuckTarget(connection, Path(here))


@contextmanager
def connected(file: Path, *, only_read: bool = False) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection to a DuckDB file, within a transaction."""
    import duckdb  # noqa: PLC0415 # an extra

    with duckdb.connect(file, read_only=only_read, config=_SETTINGS) as connection:
        connection.begin()
        try:
            yield connection
            connection.commit()
        except BaseException:
            with suppress(duckdb.Error):
                connection.rollback()
            raise


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Within it what DuckDB refuses is raised as `PublishError`; as `PublishBusy` where another has the file open."""
    import duckdb  # noqa: PLC0415 # an extra

    try:
        yield
    except duckdb.Error as error:
        reason = str(error).strip().partition("\n")[0]
        is_open = isinstance(error, duckdb.IOException) and "lock" in reason
        raise (PublishBusy if is_open else PublishError)(f"{name}: {reason}") from error
