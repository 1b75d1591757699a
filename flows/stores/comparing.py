"""What changed between the records of two versions of a document.

a record with this id is new                      added
the record with this id is there no more          removed
one of the two, with the same quote between the
same surroundings: it is read in another way      changed
the same id, but it points to other records       changed
the same id and value, elsewhere in the text      no change
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic_core import from_json

from flows.stores.rows import RecordRow


class What(StrEnum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class OpenRecord(NamedTuple):
    """A record that holds in the store."""

    record_id: str
    row_hash: str
    kind: str
    quote: str
    prefix: str
    suffix: str
    rule: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after; one of the two is null where it was added or removed."""

    before: OpenRecord | None
    after: RecordRow | None

    @property
    def what(self) -> What:
        """What became of the record."""
        if self.before is None:
            return What.ADDED
        return What.REMOVED if self.after is None else What.CHANGED

    @property
    def kind(self) -> str:
        """The kind of fact; it is the same before and after."""
        return (self.before or self.after).kind  # type: ignore[union-attr] # one of the two is there


def compare(before: Iterable[OpenRecord], after: Iterable[RecordRow]) -> Iterator[Change]:
    """The changes, in the order of the records: of those that are gone first, then of those that are there."""
    old = {record.record_id: record for record in before}
    new = {record.record_id: record for record in after}
    gone = [record for record in old.values() if record.record_id not in new]
    come = [record for record in new.values() if record.record_id not in old]
    partners = _partners(gone, come)
    taken = {id(partner) for partner in partners.values()}
    for record in gone:
        yield Change(record, partners.get(record.record_id))
    for row in new.values():
        known = old.get(row.record_id)
        if known is None:
            if id(row) not in taken:
                yield Change(None, row)
        elif known.value != from_json(row.value):
            yield Change(known, row)


def _partners(gone: list[OpenRecord], come: list[RecordRow]) -> dict[str, RecordRow]:
    """For ids that are gone the record that stands in the same place, where there is exactly one on either side."""
    places = Counter(map(_place, gone)) + Counter(map(_place, come))
    there = {_place(row): row for row in come}
    return {
        record.record_id: there[place]
        for record in gone
        if (place := _place(record)) in there and places[place] == 2  # one gone, one come
    }


def _place(record: OpenRecord | RecordRow) -> tuple[str, str, str, str]:
    return record.kind, record.prefix, record.quote, record.suffix
