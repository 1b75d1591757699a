"""The rows that are to be published of a store: `publishing` merges them, `recital check --published` expects them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flows.publish.reviewed import Left, Reviewed
from flows.stores import runs
from flows.stores.database import Database
from schemas import rows
from schemas.published import RunSummary
from schemas.rows import Row
from schemas.tables import NAMES, RUNS, SOURCES


class Wanted(NamedTuple):
    """A row that is to stand in a published table."""

    table: str
    row: Row


def wanted(connection: Connection, reviewed: Reviewed) -> Iterator[Wanted | Left]:
    """Every row but those of `withdrawn`; what is left as it was stands in the place of the rows of its records.

    Raises `InvalidRecord` for an amount that no table holds.
    """
    for found in reviewed.facts(connection):
        yield Wanted(SOURCES.name, rows.row(SOURCES, found.document))
        if isinstance(found, Left):
            yield found
            continue
        for record in found.records:
            yield Wanted(NAMES[record.kind], rows.of_record(found.document, record))
    for run in runs.read(connection, last=None):
        yield Wanted(RUNS.name, rows.row(RUNS, _summary(run)))


def _summary(run: runs.Run) -> RunSummary:
    counts: Mapping[str, Any] = run.counts or {}
    records: Mapping[str, int] | None = counts.get("records")
    return RunSummary(
        run=run.id,
        started=run.started,
        ended=run.ended,
        state=run.state,
        version=run.version,
        fingerprint=run.fingerprint,
        **{name: counts.get(name) for name in ("documents", "new", "again", "failed")},
        records=None if records is None else sum(records.values()),
    )


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A transaction that sees one state of the store from its first query to its last."""
    with database.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection
