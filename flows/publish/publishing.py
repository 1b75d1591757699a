"""One publish: what stands in a store is merged into a destination, all of it or nothing.

The destination is taken first and the store is read after that, in one transaction: of two publishes at once, the one
that comes later has what is newer.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql import Executable

from flows.publish import contract, withdrawals
from flows.publish.destinations import Destination
from flows.publish.merging import Pair, published_tables
from flows.publish.opening import opened
from flows.publish.reviewed import Left, Reviewed
from flows.publish.targets import Target
from flows.publish.wanted import snapshot, wanted
from flows.stores.database import Database
from flows.stores.upgrades import require_current
from flows.texts import Texts
from schemas import rows
from schemas.errors import PublishError, UsageError
from schemas.published import Withdrawn
from schemas.records import is_record_id
from schemas.rows import Row
from schemas.tables import NAMES, RUNS, WITHDRAWN

if TYPE_CHECKING:
    from flows.settings import Settings

_ROWS = 5000
"""Rows of one table that are gathered before the destination gets them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How records are published."""

    history: bool = False
    """Whether rows that change are closed and kept."""
    take_over: bool = False
    """Whether what was published from another store is overwritten."""


class Counts(NamedTuple):
    """What became of the rows of a table."""

    added: int
    changed: int
    withdrawn: int


class Published(NamedTuple):
    """What a publish did."""

    destination: str
    """As it may be shown."""
    tables: Mapping[str, Counts]
    left: Mapping[str, str]
    """The sources of which everything stays as it was, each with the reason."""

    @property
    def total(self) -> Counts:
        """What became of records of every kind."""
        return Counts(*map(sum, zip(*(self.tables[name] for name in NAMES.values()), strict=True)))

    def __str__(self) -> str:
        """In words for people: `into duckdb:///facts.duckdb: 3 added, 1 changed, 0 withdrawn`."""
        total = self.total
        left = f"; left as they were: {len(self.left):,} sources" if self.left else ""
        return f"into {self.destination}: " + ", ".join(f"{n:,} {what}" for what, n in total._asdict().items()) + left


def publish(database: Database, destination: Destination, reviewed: Reviewed, manner: Manner) -> Published:
    """Merges what stands in a store into a destination.

    Raises `PublishError` for tables that are not as expected, before any row is written, and for what the destination
    refuses; `PublishBusy` for what may pass; `InvalidRecord` for an amount that no table holds; `UsageError` where
    there is no store, it is the destination, or what writes there is not installed. Then the destination is as it was.
    """
    require_current(database)
    if destination.where == database.url:
        raise UsageError(f"{destination} is the store itself; expected a place of its own")
    with opened(destination) as target, snapshot(database) as connection:
        pairs = {table.name: Pair.of(table, keyed=target.keyed) for table in published_tables(history=manner.history)}
        _prepare(target, pairs, name=str(destination))
        merge = _Merge(connection, target, pairs, datetime.now(UTC))
        left = merge.gather(reviewed)
        merge.require_own_runs(manner, name=str(destination))
        tables = merge.bring_up_to_date()
        target.finish(pairs, {name for name, counts in tables.items() if any(counts)})
    return Published(str(destination), tables, left)


def of_settings(settings: "Settings", database: Database, *, take_over: bool = False) -> Published:
    """Publishes a store as the settings say. Raises what `publish` does; `UsageError` where no destination is set."""
    if settings.destination is None:
        raise UsageError(
            "there is no destination; expected one as argument, or in the setting `publish` of [tool.recital]"
        )
    reviewed = Reviewed(Texts(settings.raw, settings.output), settings.policy)
    manner = Manner(history=settings.publish_history, take_over=take_over)
    return publish(database, settings.destination, reviewed, manner)


def _prepare(target: Target, pairs: Mapping[str, Pair], *, name: str) -> None:
    """Makes what tables and columns are missing, and the temporary tables."""
    found = target.shapes(pairs.keys())
    wanted = {
        table: {column.name: target.shape(column) for column in pair.published.c} for table, pair in pairs.items()
    }
    for table, column in contract.additions(wanted, found, name=name):
        target.run(_add_column(pairs[table].published.c[column]))
    for table, pair in pairs.items():
        if table not in found:
            target.run(CreateTable(pair.published))
        target.stage(pair)


def _add_column(column: sa.Column[Any]) -> Executable:
    from alembic.ddl.base import AddColumn  # noqa: PLC0415 # a third of a second, and seldom needed

    return AddColumn(column.table.name, sa.Column(column.name, column.type, nullable=column.nullable))


class _Merge:
    """The way from the store into the tables, row by row."""

    def __init__(self, connection: Connection, target: Target, pairs: Mapping[str, Pair], now: datetime) -> None:
        self._connection, self._target, self._pairs, self._now = connection, target, pairs, now
        self._announced = pairs[WITHDRAWN.name]
        self._waiting: dict[str, list[Row]] = defaultdict(list)

    def gather(self, reviewed: Reviewed) -> dict[str, str]:
        """Gathers every row beside the published ones; what is left as it was, with the reasons."""
        left: dict[str, str] = {}
        for found in wanted(self._connection, reviewed):
            if isinstance(found, Left):
                left[found.document.source] = found.problem
            else:
                self._add(found.table, found.row)
        self._flush()
        for name in NAMES.values():
            for source in left:
                self._target.keep(self._pairs[name], source)
        for pair in self._pairs.values():
            if pair is not self._announced:
                self._target.seal(pair)
        return left

    def require_own_runs(self, manner: Manner, *, name: str) -> None:
        """Raises `PublishError` where another store was published: all of its records would be withdrawn."""
        foreign = () if manner.take_over else self._target.read(self._pairs[RUNS.name].foreign())
        for (run,) in foreign:
            raise PublishError(
                f"{name}: it was published from another store, of which its run {run} is; "
                "give this one another destination, or --take-over what is there"
            )

    def bring_up_to_date(self) -> dict[str, Counts]:
        """Brings every table up to date; what became of their rows."""
        for kind, name in NAMES.items():
            self._announce(kind, self._pairs[name])
        self._flush()
        self._target.seal(self._announced)
        counts = {name: self._merge(pair) for name, pair in self._pairs.items() if pair is not self._announced}
        return {**counts, WITHDRAWN.name: Counts(self._target.run(self._announced.insert_new(self._now)), 0, 0)}

    def _merge(self, pair: Pair) -> Counts:
        changed = self._target.run(pair.close_or_update_changed(self._now))
        gone = self._target.run(pair.close_or_delete_gone(self._now))
        added = self._target.run(pair.insert_new(self._now))
        return Counts(added - changed if pair.history else added, changed, gone)

    def _announce(self, kind: str, pair: Pair) -> None:
        """Tells of every record of a kind that is published and does not stand any more."""
        last = ""
        while gone := self._target.read(pair.gone(["record_id", "source", "quote"], after=last, limit=_ROWS)):
            last = gone[-1][0]
            why = withdrawals.reasons(self._connection, [record_id for record_id, *_ in gone])
            for record_id, source, quote in gone:
                if not is_record_id(record_id):  # somebody altered it there; no record was ever told of by that name
                    continue
                told = Withdrawn(
                    record_id=record_id,
                    kind=kind,
                    source=source,
                    quote=quote,
                    withdrawn=self._now,
                    why=why[record_id],
                )
                self._add(WITHDRAWN.name, rows.row(WITHDRAWN, told))

    def _add(self, table: str, row: Row) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _ROWS:
            self._target.load(self._pairs[table], waiting)
            waiting.clear()

    def _flush(self) -> None:
        for table, waiting in self._waiting.items():
            if waiting:
                self._target.load(self._pairs[table], waiting)
        self._waiting.clear()
