"""Output files, loaded into the store: a shard in one transaction, and nothing twice.

What is in the store already stays untouched. Where a document differs from its newest version, it gets another one:
rows that the new version has not are closed, those that both have stay, those that are new are added.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, bindparam, select, update

from flows.places import Place
from flows.stores import entries, pending
from flows.stores.batches import Batch
from flows.stores.comparing import OpenRecord, compare
from flows.stores.database import Database
from flows.stores.entries import Entry
from flows.stores.policy import Policy
from flows.stores.rows import Output, RecordRow, SegmentRow
from flows.stores.runs import Begun
from flows.stores.tables import VersionStatus, documents, records, segments, versions
from schemas.changes import Cause, cause_of

_OPEN_RECORDS = select(*(records.c[name] for name in OpenRecord._fields)).where(
    records.c.document_id == bindparam("of"), records.c.valid_to.is_(None)
)
_OPEN_SEGMENTS = select(*(segments.c[name] for name in SegmentRow.__struct_fields__)).where(
    segments.c.document_id == bindparam("of"), segments.c.valid_to.is_(None)
)
_ADD_DOCUMENTS = documents.insert().returning(documents.c.source, documents.c.id)

_USUAL_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Item:
    """A document to load: its output file is written."""

    source: str
    mtime_ns: int | None
    """When the source was changed last; null where a later change could not be told from it."""
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class _Version:
    """The version that a document gets."""

    document_id: int
    number: int
    cause: Cause

    @classmethod
    def after(cls, entry: Entry, found: Output) -> Self:
        """The one after the newest."""
        return cls(entry.document_id, entry.number + 1, _cause(entry, found))


def load(
    database: Database, output: Place, items: Sequence[Item], run: Begun, *, policy: Policy = _USUAL_POLICY
) -> None:
    """Loads the output files of these documents in one transaction; what is loaded already changes nothing.

    The policy says which changes wait for a person. Raises `StoreError` for what the database refuses and for an output
    file that is damaged, and `OSError` for one that cannot be read.
    """
    names = {name for item in items for name in (item.source, item.renamed_from) if name is not None}
    outputs = Output.read_all(output, [item.source for item in items])  # before others have to wait for this one
    with database.writing() as connection:
        known = entries.read_some(connection, sorted(names))
        numbers = _add_documents(connection, items, known)
        batch = Batch()
        for item, found in zip(items, outputs, strict=True):
            entry, origin = known.get(item.source), known.get(item.renamed_from or "")
            found.version.update(mtime_ns=item.mtime_ns, fingerprint=run.fingerprint, run_id=run.id)
            if entry is not None and _is_in(found, entry):
                _see_again(batch, entry, found)
                continue
            version = _Version.after(entry, found) if entry else _Version(numbers[item.source], 1, Cause.NEW)
            before = _add(connection, batch, version, found)
            if version.cause is not Cause.NEW or policy.review_new:
                review = pending.read(connection, version.document_id, item.source, policy)
                at = pending.At(run.id, version.document_id, version.number, version.cause)
                differences = compare(before, found.records, same_text=version.cause.keeps_text)
                pending.note(batch, at, differences, review)
            if origin is not None and not origin.status.ended:
                _end(connection, origin, VersionStatus.RENAMED, run)
        batch.write(connection)


def close(database: Database, gone: Sequence[str], run: Begun) -> None:
    """Closes documents whose source was removed, with all that was extracted from them, in one transaction."""
    with database.writing() as connection:
        for entry in entries.read_some(connection, gone).values():
            if not entry.status.ended:
                _end(connection, entry, VersionStatus.REMOVED, run)


def _is_in(found: Output, entry: Entry) -> bool:
    """Whether the newest version of a source is the one that was found."""
    return all(found.version[name] == getattr(entry, name) for name in ("status", "fingerprint", "output_sha256"))


def _see_again(batch: Batch, entry: Entry, found: Output) -> None:
    """Notes when the files of a version were changed last, where that is not known."""
    seen = {name: found.version[name] for name in ("mtime_ns", "output_bytes", "output_mtime_ns")}
    if any(getattr(entry, name) != value for name, value in seen.items()):
        new = {f"new_{name}": value for name, value in seen.items()}
        batch.seen_again.append({"of": entry.document_id, "at": entry.number, **new})


def _add_documents(connection: Connection, items: Sequence[Item], known: Mapping[str, Entry]) -> dict[str, int]:
    """The numbers that sources get which were never seen, by name."""
    origins = {item.source: known.get(item.renamed_from or "") for item in items if item.source not in known}
    rows = [
        {"source": source, "current": 1, "renamed_from": origin and origin.document_id}
        for source, origin in origins.items()
    ]
    return dict(connection.execute(_ADD_DOCUMENTS, rows).tuples().all()) if rows else {}


def _cause(entry: Entry, found: Output) -> Cause:
    if entry.status.ended:
        return Cause.NEW
    return cause_of(
        other_text=entry.sha256 != found.version["sha256"],
        other_rules=entry.fingerprint != found.version["fingerprint"],
    )


def _add(connection: Connection, batch: Batch, version: _Version, found: Output) -> Sequence[OpenRecord]:
    """Adds a version with what it has, beside what still holds of the one before; the records of that one."""
    key, number = version.document_id, version.number
    batch.versions.append(found.version | {"document_id": key, "number": number, "cause": version.cause})
    if number == 1:
        batch.hold(key, number, found.segments, found.records)
        return ()
    batch.moved_on.append({"of": key, "until": number})
    old_segments = {SegmentRow(*row) for row in connection.execute(_OPEN_SEGMENTS, {"of": key})}
    old_records = [OpenRecord(*row) for row in connection.execute(_OPEN_RECORDS, {"of": key})]
    new_segments = _replace_segments(batch, version, old_segments, found.segments)
    batch.hold(key, number, new_segments, _replace_records(batch, version, old_records, found.records))
    return old_records


def _replace_segments(
    batch: Batch, version: _Version, old: Set[SegmentRow], new: Sequence[SegmentRow]
) -> Sequence[SegmentRow]:
    """Closes the segments that are gone; those that are new."""
    of, number = version.document_id, version.number
    gone = old - set(new)
    batch.closed_segments.extend({"of": of, "start": row.start_char, "until": number} for row in gone)
    return [row for row in new if row not in old]


def _replace_records(
    batch: Batch, version: _Version, old: Sequence[OpenRecord], new: Sequence[RecordRow]
) -> Sequence[RecordRow]:
    """Closes the records that are gone; those that are new."""
    there = {(row.record_id, row.row_hash) for row in old}
    gone = there - {(row.record_id, row.row_hash) for row in new}
    why = {"of": version.document_id, "until": version.number, "because": version.cause}
    batch.closed_records.extend({"record": record_id, **why} for record_id, _ in gone)
    return [row for row in new if (row.record_id, row.row_hash) not in there]


def _end(connection: Connection, entry: Entry, status: VersionStatus, run: Begun) -> None:
    """Gives a document a last version, which has nothing, and closes what holds."""
    key, number, cause = entry.document_id, entry.number + 1, Cause(status.value)
    about = {"cause": cause, "status": status, "fingerprint": run.fingerprint, "counts": {}}
    connection.execute(versions.insert().values(document_id=key, number=number, run_id=run.id, **about))
    connection.execute(update(documents).where(documents.c.id == key).values(current=number))
    pending.overtake_all(connection, key)
    for table, closed in ((segments, {}), (records, {"closed_because": cause})):
        holds = (table.c.document_id == key, table.c.valid_to.is_(None))
        connection.execute(update(table).where(*holds).values(valid_to=number, **closed))
