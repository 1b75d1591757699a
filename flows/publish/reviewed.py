"""What passed the policy: every document of the store, with the records that people and policy let stand.

what people decided          holds, as long as its place is there
an added record that waits   is not there yet
a changed one that waits     has the value that was last reviewed, and stands where it stood then
a removed one that waits     is still there
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, select

from flows.exports.facts import Facts
from flows.stores import decisions, inbox, reading
from flows.stores.policy import Policy
from flows.stores.tables import ChangeState, changes, records
from flows.stores.tables import decisions as said
from flows.texts import Texts
from schemas.decisions import Decision, in_force, place_of, stand
from schemas.documents import Document
from schemas.records import Record

_DOCUMENTS = 200
"""Documents asked for at once; databases limit the names in a query."""

_ROWS = 1000
"""Records read at once."""

_OPEN = (
    reading.record_rows()
    .where(records.c.valid_to.is_(None))
    .order_by(records.c.document_id, records.c.start_char, records.c.end_char, records.c.kind)
    .execution_options(yield_per=_ROWS)
)


class Left(NamedTuple):
    """A document of which cannot be told what stands: what was published of it stays."""

    document: Document
    problem: str
    """Why, in words for people."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What stands in a store."""

    texts: Texts
    """For records that a person put back: where they stand in the text."""
    policy: Policy

    def facts(self, connection: Connection) -> Iterator[Facts | Left]:
        """Every document whose source is there, with the records of it that stand; one at a time is held."""
        last = 0
        while page := reading.list_documents(connection, after=last, limit=_DOCUMENTS):
            last = page[-1].id
            touched = _touched(connection, page)
            for at, found in _with_records(connection, page):
                if at.id in touched:
                    yield self._stands(connection, at, found)
                else:
                    yield Facts(at.document, tuple(found))

    def _stands(self, connection: Connection, at: reading.Numbered, found: Iterable[Record]) -> Facts | Left:
        before = _last_reviewed(connection, at.id, found)
        spoken = decisions.of_source(connection, at.document.source)
        holds = in_force(spoken, two_people=self.policy.two_people).values()
        text = ""
        if _goes_beyond(before, holds):
            read = self.texts.read(at.document.source, sha256=at.document.sha256, chars=at.document.chars)
            if read.problem is not None:
                return Left(at.document, read.problem)
            text = read.text
        return Facts(at.document, stand(before, holds, text).records)


def _touched(connection: Connection, page: Sequence[reading.Numbered]) -> set[int]:
    """The documents in which something waits, or of which something was said."""
    ids = {at.document.source: at.id for at in page}
    waiting = (changes.c.document_id.in_(ids.values()), changes.c.state == ChangeState.WAITING)
    touched = set(connection.scalars(select(changes.c.document_id).where(*waiting).distinct()))
    sources = connection.scalars(select(said.c.source).where(said.c.source.in_(ids)).distinct())
    return touched | {ids[source] for source in sources}


def _with_records(
    connection: Connection, page: Sequence[reading.Numbered]
) -> Iterator[tuple[reading.Numbered, Iterator[Record]]]:
    """The documents, each with the records that hold in the store."""
    rows = connection.execute(_OPEN.where(records.c.document_id.in_([at.id for at in page]))).mappings()
    groups = groupby(rows, key=itemgetter("document_id"))
    number, group = next(groups, (None, iter(())))
    for at in page:
        if at.id != number:
            yield at, iter(())
            continue
        yield at, map(reading.record, group)
        number, group = next(groups, (None, iter(())))


def _last_reviewed(connection: Connection, document_id: int, found: Iterable[Record]) -> list[Record]:
    """The records of a document without the changes that wait."""
    waiting = inbox.list_changes(connection, document_id, limit=None)
    standing = {record.record_id: record for record in found}
    for change in waiting:
        if change.after is not None:
            standing.pop(change.after.record_id, None)
    standing.update((change.before.record_id, change.before) for change in waiting if change.before is not None)
    return list(standing.values())


def _goes_beyond(before: Iterable[Record], holds: Iterable[Decision]) -> bool:
    """Whether a decision is about a place in which no record stands: only the text tells what becomes of that."""
    places = {place_of(record) for record in before}
    return any(place_of(decision.record) not in places for decision in holds)
