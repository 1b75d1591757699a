"""Why a record that was published is not any more, in words for those who copied it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, select

from flows.stores import decisions
from flows.stores.tables import changes, documents, records
from flows.stores.tables import decisions as said
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
UNKNOWN = "the store knows nothing of it"
_WAITS = "it waits for a person again"
_REJECTED = "a person rejected it"

_Place = tuple[str, int, int]
"""A record, its document, and the version in which it was closed."""


class Announced(NamedTuple):
    """What may have been announced of a record, whenever it was."""

    kind: str
    source: str
    quote: str
    whys: frozenset[str]


def reasons(connection: Connection, record_ids: Sequence[str]) -> Mapping[str, str]:
    """Why each of these records does not stand any more, as the store tells."""
    found = _rows(connection, record_ids)
    last = {row["record_id"]: row for row in found}
    closings = _closings(connection, found)
    return {
        record_id: _reason(connection, last[record_id], closings) if record_id in last else UNKNOWN
        for record_id in record_ids
    }


def announced(connection: Connection, record_ids: Sequence[str]) -> Mapping[str, Announced]:
    """What may have been announced of each of these records; those that the store has never had are not among them."""
    found = _rows(connection, record_ids)
    closings = _closings(connection, found)
    refused = select(said.c.record_id).where(said.c.record_id.in_(record_ids), said.c.what == Verdict.REJECT)
    rejected = set(connection.scalars(refused.distinct()))
    known: dict[str, Announced] = {}
    for row in found:
        record_id = row["record_id"]
        before = known[record_id].whys if record_id in known else {_WAITS}
        whys = {
            *before,
            *([closings[_place(row)]] if row["valid_to"] else ()),
            *([_REJECTED] if record_id in rejected else ()),
        }
        known[record_id] = Announced(row["kind"], row["source"], row["quote"], frozenset(whys))
    return known


def _rows(connection: Connection, record_ids: Sequence[str]) -> Sequence[RowMapping]:
    """Every row of these records, the last behind those before."""
    wanted = select(records, documents.c.source).join_from(records, documents, documents.c.id == records.c.document_id)
    wanted = wanted.where(records.c.record_id.in_(record_ids)).order_by(records.c.valid_from)
    return connection.execute(wanted).mappings().all()


def _reason(connection: Connection, row: RowMapping, closings: Mapping[_Place, str]) -> str:
    if row["valid_to"] is None:
        spoken = decisions.of_record(connection, row["record_id"])
        return _REJECTED if spoken and spoken[-1].what is Verdict.REJECT else _WAITS
    return closings[_place(row)]


def _place(row: RowMapping) -> _Place:
    return row["record_id"], row["document_id"], row["valid_to"]


def _closings(connection: Connection, rows: Iterable[RowMapping]) -> dict[_Place, str]:
    """Why each of these rows was closed, where it was."""
    closed = {_place(row): Cause(row["closed_because"]) for row in rows if row["valid_to"] is not None}
    successors = _successors(connection, closed)
    names = _new_names(connection, {document_id for _, document_id, _ in closed})
    return {
        place: _told(cause, successors.get(place), names.get(place[1], "another")) for place, cause in closed.items()
    }


def _told(cause: Cause, after: str | None, name: str) -> str:
    """A cause in words, with the record that took the place, or the new name of the source."""
    if cause is Cause.RENAMED:
        return f"its source is now {name}"
    return _CAUSES[cause] + (f"; record {after} stands in its place" if after else "")


def _successors(connection: Connection, closed: Collection[_Place]) -> dict[_Place, str]:
    """The record that took the place of each, where one did."""
    wanted = (changes.c.record_before.in_({before for before, *_ in closed}), changes.c.what == ChangeKind.CHANGED)
    found = connection.execute(
        select(changes.c.record_before, changes.c.document_id, changes.c.version, changes.c.record_after).where(*wanted)
    )
    return {place: after for *at, after in found if (place := tuple(at)) in closed and place[0] != after}


def _new_names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    found = connection.execute(
        select(documents.c.renamed_from, documents.c.source).where(documents.c.renamed_from.in_(sorted(ids)))
    )
    return dict(_pairs(found.tuples()))


def _pairs(found: Iterable[tuple[int | None, str]]) -> Iterator[tuple[int, str]]:
    yield from ((number, source) for number, source in found if number is not None)
