"""Why a record that was published is not any more, in words for those who copied it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from flows.stores import decisions
from flows.stores.tables import changes, documents, records
from schemas.changes import Cause, ChangeKind
from schemas.decisions import Verdict

_CAUSES = {
    Cause.TEXT: "its text changed",
    Cause.RULES: "the rules changed",
    Cause.BOTH: "its text and the rules changed",
    Cause.RETRY: "it was extracted again",
    Cause.NEW: "its source came back",
    Cause.REMOVED: "its source was removed",
}
_UNKNOWN = "the store knows nothing of it"
_WAITS = "it waits for a person again"
_REJECTED = "a person rejected it"


def reasons(connection: Connection, record_ids: Sequence[str]) -> Mapping[str, str]:
    """Why each of these records does not stand any more, as the store tells."""
    rows = connection.execute(select(records).where(records.c.record_id.in_(record_ids)).order_by(records.c.valid_from))
    last = {row["record_id"]: row for row in rows.mappings()}
    successors = _successors(connection, last.values())
    names = _new_names(connection, {row["document_id"] for row in last.values()})
    return {
        record_id: _reason(connection, last[record_id], successors, names) if record_id in last else _UNKNOWN
        for record_id in record_ids
    }


def _reason(connection: Connection, row: RowMapping, successors: Mapping[str, str], names: Mapping[int, str]) -> str:
    if row["valid_to"] is None:
        said = decisions.of_record(connection, row["record_id"])
        return _REJECTED if said and said[-1].what is Verdict.REJECT else _WAITS
    cause = Cause(row["closed_because"])
    if cause is Cause.RENAMED:
        return f"its source is now {names.get(row['document_id'], 'another')}"
    after = successors.get(row["record_id"])
    return _CAUSES[cause] + (f"; record {after} stands in its place" if after else "")


def _successors(connection: Connection, rows: Iterable[RowMapping]) -> dict[str, str]:
    """The record that took the place of each, where one did."""
    closed = {row["record_id"]: (row["document_id"], row["valid_to"]) for row in rows}
    wanted = (changes.c.record_before.in_(closed), changes.c.what == ChangeKind.CHANGED)
    found = connection.execute(
        select(changes.c.record_before, changes.c.record_after, changes.c.document_id, changes.c.version).where(*wanted)
    )
    return {before: after for before, after, *at in found if closed[before] == tuple(at) and before != after}


def _new_names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    found = connection.execute(
        select(documents.c.renamed_from, documents.c.source).where(documents.c.renamed_from.in_(sorted(ids)))
    )
    return dict(_pairs(found.tuples()))


def _pairs(found: Iterable[tuple[int | None, str]]) -> Iterator[tuple[int, str]]:
    yield from ((number, source) for number, source in found if number is not None)
