"""What changed between the records of two versions of a document: rows, paired as `schemas.changes` pairs records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic_core import from_json

from flows.stores.rows import RecordRow
from schemas.changes import ChangeKind, paired


class OpenRecord(NamedTuple):
    """A record that holds in the store."""

    record_id: str
    row_hash: str
    kind: str
    quote: str
    prefix: str
    suffix: str
    rule: str
    start_char: int
    value: dict[str, Any]


class Around(NamedTuple):
    """Where a record stands in its source, told by what stands there."""

    kind: str
    quote: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, row: OpenRecord | RecordRow) -> "Around":
        """Where a row stands."""
        return cls(row.kind, row.quote, row.prefix, row.suffix)


@dataclass(frozen=True, slots=True)
class Difference:
    """A record before and after; one of the two is null where it was added or removed."""

    before: OpenRecord | None
    after: RecordRow | None
    kind: ChangeKind

    @property
    def row(self) -> OpenRecord | RecordRow:
        """The record as it stands now; as it stood, when it was removed."""
        return self.after or self.before  # type: ignore[return-value] # one of the two is there

    @property
    def in_place(self) -> bool:
        """Whether both stand in the same place."""
        return self.before is not None and self.after is not None and Around.of(self.before) == Around.of(self.after)


def compare(before: Iterable[OpenRecord], after: Iterable[RecordRow], *, same_text: bool) -> Iterator[Difference]:
    """The differences, in the order of the text; what only moved is among them, what stayed is not."""
    old = {(row.record_id, row.row_hash): row for row in before}
    new = {(row.record_id, row.row_hash): row for row in after}
    pairs = paired(
        [row for key, row in old.items() if key not in new],
        [row for key, row in new.items() if key not in old],
        identity=lambda row: row.record_id,
        place=Around.of,
        same_text=same_text,
    )
    found = [Difference(was, now, _kind(was, now)) for was, now in pairs]
    yield from sorted(found, key=lambda difference: (difference.row.start_char, difference.kind))


def _kind(was: OpenRecord | None, now: RecordRow | None) -> ChangeKind:
    if was is None or now is None:
        return ChangeKind.ADDED if was is None else ChangeKind.REMOVED
    return ChangeKind.MOVED if was.value == from_json(now.value) else ChangeKind.CHANGED
