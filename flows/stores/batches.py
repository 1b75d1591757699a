"""Rows gathered over a shard and written together: `COPY` on PostgreSQL, `executemany` on SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import astuple
from sqlalchemy import Connection, Table, bindparam, update

from flows.stores.rows import RecordRow, SegmentRow
from flows.stores.tables import ChangeState, changes, documents, records, segments, versions

_MOVE_ON = update(documents).where(documents.c.id == bindparam("of")).values(current=bindparam("until"))
_SEE_AGAIN = (
    update(versions)
    .where(versions.c.document_id == bindparam("of"), versions.c.number == bindparam("at"))
    .values({name: bindparam(f"new_{name}") for name in ("mtime_ns", "output_bytes", "output_mtime_ns")})
)
_CLOSE_SEGMENT = (
    update(segments)
    .where(segments.c.document_id == bindparam("of"), segments.c.start_char == bindparam("start"))
    .where(segments.c.valid_to.is_(None))
    .values(valid_to=bindparam("until"))
)
_CLOSE_RECORD = (
    update(records)
    .where(records.c.document_id == bindparam("of"), records.c.record_id == bindparam("record"))
    .where(records.c.valid_to.is_(None))
    .values(valid_to=bindparam("until"), closed_because=bindparam("because"))
)
_OVERTAKE = update(changes).where(changes.c.id == bindparam("of")).values(state=ChangeState.OVERTAKEN)
_FOLLOW = update(changes).where(changes.c.id == bindparam("of")).values(now=bindparam("record"))
_SEGMENT = ("document_id", "valid_from", *SegmentRow.__struct_fields__)
_RECORD = ("document_id", "valid_from", *RecordRow.__struct_fields__)


class _Since(NamedTuple):
    """Rows of a document that hold from a version on."""

    since: tuple[int, int]
    """Document and version."""
    rows: Sequence[SegmentRow] | Sequence[RecordRow]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows to write, in the order in which the database takes them: rows are closed before their successors come."""

    versions: list[dict[str, Any]] = field(default_factory=list)
    moved_on: list[dict[str, Any]] = field(default_factory=list)
    seen_again: list[dict[str, Any]] = field(default_factory=list)
    closed_segments: list[dict[str, Any]] = field(default_factory=list)
    closed_records: list[dict[str, Any]] = field(default_factory=list)
    segments: list[_Since] = field(default_factory=list)
    records: list[_Since] = field(default_factory=list)
    overtaken: list[dict[str, Any]] = field(default_factory=list)
    followed: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    def hold(
        self, document_id: int, version: int, segments: Sequence[SegmentRow], records: Sequence[RecordRow]
    ) -> None:
        """Adds rows of a document that hold from a version on."""
        self.segments.append(_Since((document_id, version), segments))
        self.records.append(_Since((document_id, version), records))

    def write(self, connection: Connection) -> None:
        """Writes them all, within the caller's transaction."""
        for statement, rows in (
            (versions.insert(), self.versions),
            (_MOVE_ON, self.moved_on),
            (_SEE_AGAIN, self.seen_again),
            (_CLOSE_SEGMENT, self.closed_segments),
            (_CLOSE_RECORD, self.closed_records),
            (_OVERTAKE, self.overtaken),
            (_FOLLOW, self.followed),
            (changes.insert(), self.changes),
        ):
            if rows:
                connection.execute(statement, rows)
        _insert(connection, segments, _SEGMENT, self.segments)
        _insert(connection, records, _RECORD, self.records)


def _insert(connection: Connection, table: Table, columns: tuple[str, ...], held: list[_Since]) -> None:
    """Inserts many rows the fast way: the driver takes values as they are, JSON as text, without a list of them."""
    names = ", ".join(columns)
    rows = (each.since + astuple(row) for each in held for row in each.rows)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        holders = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({holders})", rows)  # noqa: S608 # our names
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
