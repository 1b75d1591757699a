"""Whatever dlt writes to, such as BigQuery, Snowflake, MSSQL or ClickHouse.

dlt:bigquery/facts    the dataset `facts`, with the credentials in dlt's secrets.toml or its environment variables

What stands there is read back and merged here, and the tables that changed are sent. dlt replaces each of them as a
whole, from a staging dataset where the destination allows it; a load is complete when its row stands in `_dlt_loads`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flows.publish import duck
from flows.publish.contract import Shape, Shapes
from flows.publish.destinations import Destination
from flows.publish.duck import DuckTarget
from flows.publish.merging import Pair
from flows.publish.targets import require
from flows.stores import urls
from schemas.errors import PublishBusy, PublishError
from schemas.tables import WITHDRAWN

if TYPE_CHECKING:
    import duckdb
    from dlt import Pipeline

_PIPELINE = "recital"
_DATASET = "recital"
_ROWS = 20_000
"""Rows read back at once."""

_SPELLED = {
    ("text", None, None): "TEXT",
    ("bigint", None, None): "BIGINT",
    ("bool", None, None): "BOOLEAN",
    ("decimal", 38, 9): "NUMERIC(38, 9)",
    ("date", None, None): "DATE",
    ("timestamp", None, None): "TIMESTAMP WITH TIME ZONE",
}
"""Types of dlt, with precision and scale, in the words of the contract."""


class WarehouseTarget(DuckTarget):
    """A database of its own, in which the tables of a warehouse are merged before those that changed are sent."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", pipeline: "Pipeline", here: Path) -> None:
        super().__init__(connection, here)
        self._pipeline = pipeline
        self._there: Shapes = {}

    def shapes(self, names: Collection[str]) -> Shapes:
        """The columns of those of these tables that are there, as dlt noted them; their rows are read with them."""
        if self._pipeline.default_schema_name is not None:
            tables = self._pipeline.default_schema.tables
            self._there = {name: _shapes(tables[name]["columns"]) for name in names if name in tables}
        for name, columns in self._there.items():
            if all(shape.type in _SPELLED.values() for shape in columns.values()):  # others are refused in a moment
                self.fill(name, columns, self._rows(name, columns))
        return self._there

    def finish(self, pairs: Mapping[str, Pair], changed: Collection[str]) -> None:
        """Sends the tables that changed, as one load."""
        import dlt  # noqa: PLC0415 # an extra

        sent = []
        for name, pair in pairs.items():
            if name in changed or name not in self._there:
                file = self._here / f"{name}.parquet"
                self.write_file(pair, file)
                sent.append(dlt.resource(_read(file), name=name, write_disposition="replace"))
        if sent:
            self._pipeline.run(sent).raise_on_failed_jobs()

    def _rows(self, name: str, columns: Collection[str]) -> Iterator[Sequence[Sequence[Any]]]:
        with self._pipeline.sql_client() as client:
            names = ", ".join(map(client.escape_column_name, columns))
            table = client.make_qualified_table_name(name)
            with client.execute_query(f"SELECT {names} FROM {table}") as cursor:  # noqa: S608 # names of dlt
                while rows := cursor.fetchmany(_ROWS):
                    yield rows


def _read(file: Path) -> Iterator[Any]:
    """The rows of a Parquet file as Arrow tables; one without rows where there are none, which tells the columns."""
    import pyarrow as pa  # noqa: PLC0415 # an extra
    from pyarrow import parquet  # noqa: PLC0415

    with parquet.ParquetFile(file) as opened:
        yield opened.schema_arrow.empty_table()
        for batch in opened.iter_batches(_ROWS):
            yield pa.Table.from_batches([batch])


def _shapes(columns: Mapping[str, Mapping[str, Any]]) -> dict[str, Shape]:
    return {
        name: Shape(_spelled(told), nullable=told.get("nullable", True))
        for name, told in columns.items()
        if "data_type" in told  # others were never filled
    }


def _spelled(told: Mapping[str, Any]) -> str:
    exact = told["data_type"] == "decimal"
    key = (told["data_type"], told.get("precision") if exact else None, told.get("scale") if exact else None)
    return _SPELLED.get(key, str(told["data_type"]))


@contextmanager
def opened(destination: Destination) -> Iterator[WarehouseTarget]:
    """A dataset of dlt. Raises `PublishError`, and `PublishBusy` for what may pass.

    dlt keeps no state here: what stands in the destination is what counts.
    """
    require("dlt", "duckdb", "pyarrow", extra="warehouse")
    with (
        _explained(str(destination)),
        duck.explained(str(destination)),
        TemporaryDirectory(prefix="recital-publish-") as here,
        duck.connected(Path(here) / "merged.duckdb") as connection,
    ):
        yield WarehouseTarget(connection, _pipeline(destination, Path(here)), Path(here))


def _pipeline(destination: Destination, here: Path) -> "Pipeline":
    import dlt  # noqa: PLC0415 # an extra
    from dlt.common.destination.utils import resolve_replace_strategy  # noqa: PLC0415

    dlt.config["runtime.dlthub_telemetry"] = False  # nothing is reported to anybody
    dlt.config["runtime.log_level"] = "CRITICAL"  # its errors are raised, too
    name, _, dataset = destination.where.partition("/")
    pipeline = dlt.pipeline(
        _PIPELINE, destination=name, dataset_name=dataset or _DATASET, pipelines_dir=str(here / "dlt")
    )
    able = pipeline.destination_client().capabilities
    staged = resolve_replace_strategy({"name": WITHDRAWN.name}, "insert-from-staging", able)
    dlt.config["destination.replace_strategy"] = staged or "truncate-and-insert"
    pipeline.sync_destination()
    return pipeline


@contextmanager
def _explained(name: str) -> Iterator[None]:
    from dlt.common.destination.exceptions import DestinationTransientException  # noqa: PLC0415 # an extra
    from dlt.common.exceptions import DltException  # noqa: PLC0415

    try:
        yield
    except DltException as error:
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        passes = isinstance(cause, DestinationTransientException)
        reason = urls.masked(str(cause).strip().partition("\n")[0])
        raise (PublishBusy if passes else PublishError)(f"{name}: {reason}") from error
