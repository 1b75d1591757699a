"""Output files, loaded into the store: a shard in one transaction, and nothing twice.

What is in the store already stays untouched. Where a document differs from its newest version, it gets another one:
rows that the new version has not are closed, those that both have stay, those that are new are added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, update

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

_OPEN_RECORDS = select(*(records.c[name] for name in OpenRecord._fields)).where(records.c.valid_to.is_(None))
_OPEN_SEGMENTS = select(*(segments.c[name] for name in SegmentRow._fields)).where(segments.c.valid_to.is_(None))

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


def load(
    database: Database, output: Path, items: Sequence[Item], run: Begun, *, policy: Policy = _USUAL_POLICY
) -> None:
    """Loads the output files of these documents in one transaction; what is loaded already changes nothing.

    The policy says which changes wait for a person. Raises `StoreError` for what the database refuses and for an output
    file that is damaged, and `OSError` for one that cannot be read.
    """
    names = {name for item in items for name in (item.source, item.renamed_from) if name is not None}
    outputs = [Output.read(output, item.source) for item in items]  # before others have to wait for this one
    with database.writing() as connection:
        known = entries.read_some(connection, sorted(names))
        batch = Batch()
        for item, found in zip(items, outputs, strict=True):
            entry, origin = known.get(item.source), known.get(item.renamed_from or "")
            found.version.update(mtime_ns=item.mtime_ns, fingerprint=run.fingerprint, run_id=run.id)
            if entry is not None and _is_in(found, entry):
                _see_again(batch, entry, found)
                continue
            version = _version(connection, item.source, entry, found, origin)
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


def _version(connection: Connection, source: str, entry: Entry | None, found: Output, origin: Entry | None) -> _Version:
    if entry is None:
        row = {"source": source, "current": 1, "renamed_from": origin and origin.document_id}
        number = connection.execute(documents.insert().values(row).returning(documents.c.id)).scalar_one()
        return _Version(number, 1, Cause.NEW)
    return _Version(entry.document_id, entry.number + 1, _cause(entry, found))


def _cause(entry: Entry, found: Output) -> Cause:
    if entry.status.ended:
        return Cause.NEW
    return cause_of(
        other_text=entry.sha256 != found.version["sha256"],
        other_rules=entry.fingerprint != found.version["fingerprint"],
    )


def _add(connection: Connection, batch: Batch, version: _Version, found: Output) -> Sequence[OpenRecord]:
    """Adds a version with what it has, beside what still holds of the one before; the records of that one."""
    about = {"document_id": version.document_id, "number": version.number, "cause": version.cause}
    batch.versions.append(found.version | about)
    old_segments: list[SegmentRow] = []
    old_records: list[OpenRecord] = []
    if version.number > 1:
        batch.moved_on.append({"of": version.document_id, "until": version.number})
        of = {"document_id": version.document_id}
        old_segments = [SegmentRow(*row) for row in connection.execute(_OPEN_SEGMENTS.filter_by(**of))]
        old_records = [OpenRecord(*row) for row in connection.execute(_OPEN_RECORDS.filter_by(**of))]
    _replace_segments(batch, version, old_segments, found.segments)
    _replace_records(batch, version, old_records, found.records)
    return old_records


def _replace_segments(batch: Batch, version: _Version, old: Sequence[SegmentRow], new: Sequence[SegmentRow]) -> None:
    key, number = version.document_id, version.number
    gone, there = set(old) - set(new), set(old)
    batch.closed_segments.extend({"of": key, "start": row.start_char, "until": number} for row in gone)
    batch.segments.extend((key, number, *row) for row in new if row not in there)


def _replace_records(batch: Batch, version: _Version, old: Sequence[OpenRecord], new: Sequence[RecordRow]) -> None:
    key, number = version.document_id, version.number
    there = {(row.record_id, row.row_hash) for row in old}
    hashed = [(row, row.row_hash) for row in new]
    gone = there - {(row.record_id, row_hash) for row, row_hash in hashed}
    why = {"until": number, "because": version.cause}
    batch.closed_records.extend({"of": key, "record": record_id, **why} for record_id, _ in gone)
    batch.records.extend(
        (key, number, *row, row_hash) for row, row_hash in hashed if (row.record_id, row_hash) not in there
    )


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
