"""What waits for a person: documents with their changes, and each change with the records it lies between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, exists, func, or_, select

from flows.stores import reading
from flows.stores.among import among
from flows.stores.tables import ChangeState, changes, decisions, documents, records, versions
from schemas.changes import Cause, Change, ChangeKind
from schemas.records import Record

_WAITING = changes.c.state == ChangeState.WAITING


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the inbox is wanted; null and empty mean everything."""

    search: str = ""
    """Part of the name or the title of the document."""
    kind: str = ""
    rule: str = ""
    """That found the record, before or after."""
    cause: str = ""
    organization: str = ""
    """That the document mentions: its name, its acronym, or its id."""

    def of_changes(self) -> list[ColumnElement[bool]]:
        """What holds of the changes that are wanted."""
        wanted = [_WAITING]
        if self.kind:
            wanted.append(changes.c.kind == self.kind)
        if self.cause:
            wanted.append(changes.c.cause == self.cause)
        if self.rule:
            wanted.append(or_(changes.c.rule_before == self.rule, changes.c.rule_after == self.rule))
        return wanted

    def of_documents(self) -> list[ColumnElement[bool]]:
        """What holds of the documents that are wanted, besides their changes."""
        wanted: list[ColumnElement[bool]] = []
        if self.search:
            titled = versions.c.title.icontains(self.search, autoescape=True)
            wanted.append(or_(documents.c.source.icontains(self.search, autoescape=True), titled))
        if self.organization:
            said = [records.c.value[name].as_string() == self.organization for name in ("name", "acronym", "id")]
            mention = (records.c.kind == "organization", records.c.valid_to.is_(None), or_(*said))
            wanted.append(exists().where(records.c.document_id == documents.c.id, *mention))
        return wanted


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the inbox."""

    document_id: int
    source: str
    title: str | None
    waiting: int
    """How many of its changes wait, of those that are wanted."""
    kinds: tuple[tuple[str, int], ...]
    """How many of each kind of fact."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the changes that wait can be filtered by."""

    kinds: tuple[str, ...]
    rules: tuple[str, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A change with the records between which a person decides."""

    id: int
    document_id: int
    cause: Cause
    kind: str
    """Kind of fact."""
    state: ChangeState
    before: Record | None
    """What stood when the place was last reviewed; null when nothing did."""
    after: Record | None
    """What stands there now; null when nothing does."""
    number: int
    """How many decisions there are on it."""
    is_last: bool
    """Whether no later change took its place."""

    @property
    def change(self) -> Change:
        """What a person decides on."""
        kind = ChangeKind.ADDED if self.before is None else ChangeKind.REMOVED if self.after is None else None
        return Change(kind=kind or ChangeKind.CHANGED, cause=self.cause, before=self.before, after=self.after)

    @property
    def record(self) -> Record:
        """The record as it stands now; as it stood, when it was removed."""
        return self.after or self.before  # type: ignore[return-value] # one of the two is there


def list_documents(connection: Connection, wanted: Filter, *, after: str = "", limit: int) -> list[Entry]:
    """The documents with changes that wait, in the order of their names, from the first after the given one."""
    has = exists().where(changes.c.document_id == documents.c.id, *wanted.of_changes())
    page = (
        select(documents.c.id, documents.c.source, versions.c.title)
        .join(versions, (versions.c.document_id == documents.c.id) & (versions.c.number == documents.c.current))
        .where(documents.c.source > after, has, *wanted.of_documents())
        .order_by(documents.c.source)
        .limit(limit)
    )
    found = connection.execute(page).all()
    counts = _counts(connection, [row.id for row in found], wanted)
    return [
        Entry(row.id, row.source, row.title, sum(number for _, number in counts[row.id]), counts[row.id])
        for row in found
    ]


def count(connection: Connection, *, document_id: int | None = None) -> int:
    """How many changes wait, in all or of one document."""
    counted = select(func.count()).select_from(changes).where(_WAITING)
    if document_id is not None:
        counted = counted.where(changes.c.document_id == document_id)
    return connection.scalar(counted) or 0


def choices(connection: Connection) -> Choices:
    """What the changes that wait can be filtered by."""
    rules = {rule for column in (changes.c.rule_before, changes.c.rule_after) for rule in _distinct(connection, column)}
    return Choices(
        tuple(_distinct(connection, changes.c.kind)),
        tuple(sorted(rules)),
        tuple(_distinct(connection, changes.c.cause)),
    )


def list_changes(connection: Connection, document_id: int, *, after: int = 0, limit: int | None) -> list[Pending]:
    """The changes of a document that wait, in their order, from the first after the given one."""
    rows = connection.execute(
        select(changes)
        .where(changes.c.document_id == document_id, _WAITING, changes.c.id > after)
        .order_by(changes.c.id)
        .limit(limit)
    )
    return list(_pending(connection, rows.mappings().all()))


def list_decided(connection: Connection, document_id: int, *, limit: int) -> list[Pending]:
    """The changes of a document on which people decided, the last first, as long as none took their places."""
    states = (ChangeState.ACCEPTED, ChangeState.REJECTED, ChangeState.EDITED)
    rows = connection.execute(
        select(changes)
        .where(changes.c.document_id == document_id, changes.c.state.in_(states))
        .order_by(
            select(func.max(decisions.c.id)).where(decisions.c.change_id == changes.c.id).scalar_subquery().desc()
        )
        .limit(limit)
    )
    return [change for change in _pending(connection, rows.mappings().all()) if change.is_last]


def of_rule(connection: Connection, document_id: int, rule: str, *, upto: int) -> list[Pending]:
    """The changes of a document that wait, that a rule made, up to a certain one, and of which nothing was said yet."""
    made = func.coalesce(changes.c.rule_after, changes.c.rule_before) == rule
    unsaid = ~exists().where(decisions.c.change_id == changes.c.id)
    wanted = (changes.c.document_id == document_id, _WAITING, changes.c.id <= upto, made, unsaid)
    rows = connection.execute(select(changes).where(*wanted).order_by(changes.c.id).with_for_update())
    return list(_pending(connection, rows.mappings().all()))


def change(connection: Connection, number: int, *, lock: bool = False) -> Pending | None:
    """A change, or None where there is none with that number; locked, others wait until this transaction ends."""
    wanted = select(changes).where(changes.c.id == number)
    rows = connection.execute(wanted.with_for_update() if lock else wanted).mappings().all()
    return next(_pending(connection, rows), None)


def of_record(connection: Connection, document_id: int, record_id: str) -> list[Pending]:
    """Every change that a record was part of, the oldest first."""
    sides = (changes.c.record_before, changes.c.record_after, changes.c.base, changes.c.now)
    wanted = select(changes).where(changes.c.document_id == document_id, or_(*(side == record_id for side in sides)))
    rows = connection.execute(wanted.order_by(changes.c.id)).mappings().all()
    return list(_pending(connection, rows))


def _counts(
    connection: Connection, document_ids: Sequence[int], wanted: Filter
) -> dict[int, tuple[tuple[str, int], ...]]:
    counted = (
        select(changes.c.document_id, changes.c.kind, func.count())
        .where(changes.c.document_id.in_(document_ids), *wanted.of_changes())
        .group_by(changes.c.document_id, changes.c.kind)
        .order_by(changes.c.document_id, changes.c.kind)
    )
    counts: dict[int, tuple[tuple[str, int], ...]] = dict.fromkeys(document_ids, ())
    for document_id, kind, number in connection.execute(counted):
        counts[document_id] += ((kind, number),)
    return counts


def _distinct(connection: Connection, column: ColumnElement[Any]) -> tuple[str, ...]:
    values = select(column).where(_WAITING, column.is_not(None)).distinct().order_by(column)
    return tuple(connection.scalars(values))


def _pending(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[Pending]:
    """The changes in some rows, all of one document, with their records."""
    if not rows:
        return
    key = rows[0]["document_id"]
    ids = {row[side] for row in rows for side in ("base", "now") if row[side] is not None}
    known = _Sides(_in_parts(connection, reading.record_rows().where(records.c.document_id == key), records.c, ids))
    said = _number_of_decisions(connection, [row["id"] for row in rows])
    for row in rows:
        before, after = known.closed(row["base"]), known.standing(row["now"])
        yield Pending(
            row["id"],
            key,
            Cause(row["cause"]),
            row["kind"],
            ChangeState(row["state"]),
            before,
            after,
            said.get(row["id"], 0),
            known.is_open(row["now"]) if row["now"] else not known.is_open(row["base"]),
        )


class _Sides:
    """The rows of some records, to be found by their ids."""

    def __init__(self, rows: Iterable[RowMapping]) -> None:
        self._open: dict[str, RowMapping] = {}
        self._closed: dict[str, RowMapping] = {}
        for row in sorted(rows, key=lambda row: row["valid_from"]):
            (self._open if row["valid_to"] is None else self._closed)[row["record_id"]] = row

    def is_open(self, record_id: str | None) -> bool:
        return record_id in self._open

    def closed(self, record_id: str | None) -> Record | None:
        """The record as it last was before the one that stands."""
        row = self._closed.get(record_id or "") or self._open.get(record_id or "")
        return None if row is None else reading.record(row)

    def standing(self, record_id: str | None) -> Record | None:
        """The record as it stands, or last stood."""
        row = self._open.get(record_id or "") or self._closed.get(record_id or "")
        return None if row is None else reading.record(row)


def _in_parts(connection: Connection, wanted: Select[Any], columns: Any, ids: Iterable[str]) -> Iterator[RowMapping]:  # noqa: ANN401 # columns of a table
    for some in among(columns.record_id, sorted(ids)):
        yield from connection.execute(wanted.where(some)).mappings()


def _number_of_decisions(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    numbers: dict[int, int] = {}
    for some in among(decisions.c.change_id, ids):
        counted = select(decisions.c.change_id, func.count()).where(some).group_by(decisions.c.change_id)
        numbers.update((row[0], row[1]) for row in connection.execute(counted))
    return numbers
