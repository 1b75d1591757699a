"""How published tables come to hold what stands: SQL, the same for each database.

New rows are gathered in a temporary table beside the published one, and compared with it by its key:

    only among the new ones      inserted
    in both, and different       updated
    only among the published     deleted; records are announced in `withdrawn` first

With history nothing is deleted or overwritten. A row holds from `valid_from` up to, not including, `valid_to`; null
means that it still holds. What changed is closed, and inserted anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.dml import Delete, Insert, Update

from schemas.rows import DIGITS, PLACES
from schemas.tables import OF_KIND, RUNS, SOURCES, WITHDRAWN, Column, Table, Type

_TYPES: dict[Type, Any] = {
    Type.TEXT: sa.Text(),
    Type.LIST: sa.Text(),
    Type.INTEGER: sa.BigInteger(),
    Type.BOOLEAN: sa.Boolean(),
    Type.DECIMAL: sa.Numeric(DIGITS, PLACES),
    Type.DATE: sa.Date(),
    Type.INSTANT: sa.DateTime(timezone=True),
}

FROM = Column("valid_from", Type.INSTANT, "When the row began to hold.", (), nullable=False, unit=None)
TO = Column("valid_to", Type.INSTANT, "When it ceased to hold; null while it does.", (), nullable=True, unit=None)

_KEEP_HISTORY = {table.name for table in (*OF_KIND.values(), SOURCES)}


def published_tables(*, history: bool) -> tuple[Table, ...]:
    """Every table that is published, in the order in which they are filled."""
    tables = (*OF_KIND.values(), SOURCES, RUNS, WITHDRAWN)
    return tuple(_with_history(table) if history and table.name in _KEEP_HISTORY else table for table in tables)


def _with_history(table: Table) -> Table:
    return replace(table, key=(*table.key, FROM.name), columns=(*table.columns, FROM, TO))


def _sql_table(name: str, columns: Iterable[Column], key: Sequence[str], **options: Any) -> sa.Table:  # noqa: ANN401
    made = (sa.Column(column.name, _TYPES[column.type], nullable=column.nullable) for column in columns)
    return sa.Table(name, sa.MetaData(), *made, *([sa.PrimaryKeyConstraint(*key)] if key else ()), **options)


@dataclass(frozen=True, slots=True)
class Pair:
    """A published table, and what stands beside it while its new rows are gathered."""

    table: Table
    published: sa.Table
    staged: sa.Table
    """Temporary: a table, or what reads like one."""

    @classmethod
    def of(cls, table: Table, *, keyed: bool) -> "Pair":
        """The pair for a table; not every database is better off with declared keys."""
        own = [column for column in table.columns if column not in (FROM, TO)]
        names = [name for name in table.key if name != FROM.name]
        published = _sql_table(table.name, table.columns, table.key if keyed else ())
        staged = _sql_table(f"staged_{table.name}", own, names if keyed else (), prefixes=["TEMPORARY"])
        return cls(table, published, staged)

    @property
    def history(self) -> bool:
        """Whether rows are closed instead of deleted and overwritten."""
        return FROM in self.table.columns

    @property
    def _key(self) -> list[str]:
        return [name for name in self.table.key if name in self.staged.c]

    @property
    def _others(self) -> list[str]:
        return [name for name in self.staged.c.keys() if name not in self.table.key]  # noqa: SIM118 # no mapping

    @property
    def _same(self) -> sa.ColumnElement[bool]:
        """Whether a published row that holds and a new one are of the same thing."""
        keys = (self.published.c[name] == self.staged.c[name] for name in self._key)
        return sa.and_(*keys, self._holds)

    @property
    def _holds(self) -> sa.ColumnElement[bool]:
        return self.published.c[TO.name].is_(None) if self.history else sa.true()

    @property
    def _differs(self) -> sa.ColumnElement[bool]:
        return sa.or_(*(self.published.c[name].is_distinct_from(self.staged.c[name]) for name in self._others))

    def close_or_update_changed(self, now: datetime) -> Update:
        """Rows that differ from the new ones: overwritten, or closed."""
        changed = sa.update(self.published)
        if self.history:
            new = sa.exists().where(self._same, self._differs)
            return changed.where(self._holds, new).values({TO.name: now})
        return changed.where(self._same, self._differs).values({name: self.staged.c[name] for name in self._others})

    def close_or_delete_gone(self, now: datetime) -> Update | Delete:
        """Rows of which there is no new one: deleted, or closed."""
        gone = ~sa.exists().where(self._same)
        if self.history:
            return sa.update(self.published).where(self._holds, gone).values({TO.name: now})
        return sa.delete(self.published).where(gone)

    def insert_new(self, now: datetime) -> Insert:
        """New rows of which none is published, or none that still holds."""
        columns: list[Any] = list(self.staged.c)
        names = self.staged.c.keys()
        if self.history:
            columns.append(sa.literal(now, self.published.c[FROM.name].type))
            names = [*names, FROM.name]
        new = sa.select(*columns).where(~sa.exists().where(self._same))
        return sa.insert(self.published).from_select(names, new)

    def gone(self, names: Sequence[str], *, after: str, limit: int) -> sa.Select[Any]:
        """Columns of rows, by their record ids from the first after the given one, of which there is no new one."""
        key = self.published.c.record_id
        wanted = sa.select(*(self.published.c[name] for name in names))
        left = wanted.where(self._holds, key > after, ~sa.exists().where(self._same))
        return left.order_by(key).limit(limit)

    def of_source(self, source: str) -> sa.Select[Any]:
        """What is published of a source and holds, with the columns of new rows."""
        there = sa.select(*(self.published.c[name] for name in self.staged.c.keys()))  # noqa: SIM118 # no mapping
        return there.where(self.published.c.source == source, self._holds)

    def keep(self, source: str) -> Insert:
        """What is published of a source, taken for new."""
        return sa.insert(self.staged).from_select(self.staged.c.keys(), self.of_source(source))

    def foreign(self) -> sa.Select[Any]:
        """The first run that is published, and is none of the store's."""
        known = sa.and_(self._same, self.published.c.started == self.staged.c.started)
        runs = sa.select(self.published.c.run).where(~sa.exists().where(known))
        return runs.order_by(self.published.c.run).limit(1)
