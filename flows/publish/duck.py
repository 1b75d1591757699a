"""DuckDB: a file, or a database of its own for what is merged on its way elsewhere."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql import Executable

from flows.publish.contract import Shape, Shapes
from flows.publish.databases import alone_on
from flows.publish.destinations import Destination
from flows.publish.merging import Pair
from flows.publish.targets import require
from schemas.errors import PublishBusy, PublishError
from schemas.rows import Row

if TYPE_CHECKING:
    import duckdb

_DIALECT = PGDialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call] # DuckDB reads PostgreSQL's SQL
_SPELLED = {"VARCHAR": "TEXT", "DECIMAL(38,9)": "NUMERIC(38, 9)"}
"""How PostgreSQL spells what DuckDB names in its own words."""

_LIMITS = {"memory_limit": "512MiB", "preserve_insertion_order": False}
"""What is larger goes to the disk beside the database."""


class DuckTarget:
    """A connection within its transaction."""

    keyed = False
    """Its manual advises against: keys cost memory and time, and it needs none to find rows."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there."""
        asked = "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
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

    def load(self, pair: Pair, rows: Sequence[Row]) -> None:
        """Adds rows, column by column."""
        batch = arrow_table(pair, rows)
        self._connection.register("batch", batch)
        self._connection.execute(f"INSERT INTO {pair.staged.name} SELECT * FROM batch")  # noqa: S608 # our name
        self._connection.unregister("batch")

    def finish(self, changed: Collection[str]) -> None:
        """Nothing: the end of the transaction brings everything."""

    def _execute(self, statement: Executable) -> "duckdb.DuckDBPyConnection":
        compiled: Any = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined] # every statement has it
        order = getattr(compiled, "positiontup", None) or ()
        return self._connection.execute(str(compiled), [compiled.params[name] for name in order])


def arrow_table(pair: Pair, rows: Sequence[Row]) -> Any:  # noqa: ANN401 # pyarrow has no types
    """Rows as an Arrow table."""
    import pyarrow as pa  # noqa: PLC0415 # an extra

    from flows.exports.parquet import schema  # noqa: PLC0415

    there = schema(pair.table)
    fields = pa.schema([there.field(name) for name in pair.staged.c.keys()])  # noqa: SIM118 # no mapping
    cells = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(cells, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=fields)


@contextmanager
def opened(destination: Destination) -> Iterator[DuckTarget]:
    """A DuckDB file, alone on it among publishers. Raises `PublishError`, and `PublishBusy` for what may pass."""
    require("duckdb", "pyarrow", extra="duckdb")
    with alone_on(destination), explained(str(destination)), connected(destination.file) as connection:
        yield DuckTarget(connection)


@contextmanager
def connected(file: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection to a DuckDB file, within a transaction."""
    import duckdb  # noqa: PLC0415 # an extra

    with duckdb.connect(file, config=_LIMITS) as connection:
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
