"""What changed between two extractions of the same sources: a pure function over two lists of records.

a record of the later list alone                                   -> added
a record of the earlier list alone                                 -> removed
one quote in the same surroundings, with another value             -> changed, field by field
one record with the same value at another place, or other bytes    -> moved
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Self

from pydantic import Field, model_validator

from schemas.documents import Document
from schemas.errors import InvalidRecord
from schemas.records import Extraction, Record
from schemas.spans import Frozen


class ChangeKind(StrEnum):
    """How a record differs between two extractions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Cause(StrEnum):
    """Why a record differs."""

    TEXT = "text"
    RULES = "rules"
    BOTH = "both"


class FieldChange(Frozen):
    """One field of a value, before and after."""

    field: str
    before: Any
    after: Any


class Change(Frozen):
    """A record added, removed, changed or moved between two extractions of its source."""

    kind: ChangeKind
    """How it differs."""
    cause: Cause
    """Why: the source's text changed there, the rules did, or both."""
    before: Record | None = Field(default=None, discriminator="kind")
    """The record of the earlier extraction; null when added."""
    after: Record | None = Field(default=None, discriminator="kind")
    """The record of the later extraction; null when removed."""

    @model_validator(mode="after")
    def _has_its_sides(self) -> Self:
        expected = (self.kind is not ChangeKind.ADDED, self.kind is not ChangeKind.REMOVED)
        if (self.before is not None, self.after is not None) != expected:
            raise InvalidRecord(f"a change of kind {self.kind} with before={self.before!r}, after={self.after!r}")
        return self

    @property
    def record(self) -> Record:
        """The record as it stands now; as it stood, when it was removed."""
        record = self.after or self.before
        if record is None:  # the validator keeps this from happening
            raise InvalidRecord("a change without a record")
        return record

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found the record before and after, each once."""
        return tuple(dict.fromkeys(side.provenance.rule for side in (self.before, self.after) if side is not None))

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields of the value that differ, in the order of the model; empty unless the change is `changed`."""
        if self.before is None or self.after is None:
            return ()
        was, now = (side.value.model_dump(mode="json") for side in (self.before, self.after))
        return tuple(
            FieldChange(field=field, before=was.get(field), after=now.get(field))
            for field in dict.fromkeys([*was, *now])
            if was.get(field) != now.get(field)
        )


def compare(before: Extraction, after: Extraction) -> tuple[Change, ...]:
    """The changes between two extractions of one source, in the order of the text.

    Raises `InvalidRecord` when the two are of different sources.
    """
    if before.document.source != after.document.source:
        raise InvalidRecord(
            f"{before.document.source!r} and {after.document.source!r} cannot be compared; expected one source"
        )
    return diff(before.records, after.records, cause=cause_between(before.document, after.document))


def cause_between(before: Document, after: Document) -> Cause:
    """What can have made two extractions of a source differ; other rules have another fingerprint."""
    if before.sha256 == after.sha256:
        return Cause.RULES
    return Cause.TEXT if before.fingerprint == after.fingerprint else Cause.BOTH


def diff(before: Sequence[Record], after: Sequence[Record], *, cause: Cause) -> tuple[Change, ...]:
    """The changes that lead from one list of records to the other, in the order of the text.

    Records are paired by their id, then by quote and surroundings where these are unique on both sides. Nothing is
    paired by likeness: what has no exact partner is removed and added. Where text and rules both changed, a pair in
    the same surroundings differs because of the rules. `apply(diff(a, b, …), a) == b` for sorted lists.
    """
    by_id = _pair(before, after, key=lambda record: record.record_id)
    by_place = _pair(by_id.before, by_id.after, key=_surroundings)
    changes = [
        *(change for was, now in (*by_id.pairs, *by_place.pairs) if (change := _between(was, now, cause)) is not None),
        *(Change(kind=ChangeKind.REMOVED, cause=cause, before=record) for record in by_place.before),
        *(Change(kind=ChangeKind.ADDED, cause=cause, after=record) for record in by_place.after),
    ]
    return tuple(sorted(changes, key=lambda change: (*_place(change.record), change.kind)))


def apply(changes: Iterable[Change], records: Iterable[Record]) -> tuple[Record, ...]:
    """The records after the changes, sorted by source, start, end and kind.

    Raises `InvalidRecord` when a change starts from a record that is not there, or adds one that is.
    """
    standing = {record.record_id: record for record in records}
    changes = tuple(changes)
    for was in (change.before for change in changes if change.before is not None):
        if standing.pop(was.record_id, None) != was:
            raise InvalidRecord(
                f"record {was.record_id}, {was.text!r}, is not among the records as the change found it"
            )
    for now in (change.after for change in changes if change.after is not None):
        if now.record_id in standing:
            raise InvalidRecord(f"record {now.record_id}, {now.text!r}, is there before the change adds it")
        standing[now.record_id] = now
    return tuple(sorted(standing.values(), key=_place))


class _Pairing(NamedTuple):
    pairs: list[tuple[Record, Record]]
    before: list[Record]
    after: list[Record]


def _pair(before: Iterable[Record], after: Iterable[Record], *, key: Callable[[Record], Hashable]) -> _Pairing:
    """The pairs whose key is unique on both sides, and what is left of both sides."""
    left, right = _grouped(before, key), _grouped(after, key)
    shared = [k for k, group in left.items() if len(group) == 1 and len(right.get(k, ())) == 1]
    pairs = [(left.pop(k)[0], right.pop(k)[0]) for k in shared]
    return _Pairing(
        pairs, [r for group in left.values() for r in group], [r for group in right.values() for r in group]
    )


def _grouped(records: Iterable[Record], key: Callable[[Record], Hashable]) -> dict[Hashable, list[Record]]:
    groups: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _between(was: Record, now: Record, cause: Cause) -> Change | None:
    if was == now:
        return None
    kind = ChangeKind.MOVED if was.value == now.value else ChangeKind.CHANGED
    if kind is ChangeKind.CHANGED and cause is Cause.BOTH and _surroundings(was) == _surroundings(now):
        cause = Cause.RULES
    return Change(kind=kind, cause=cause, before=was, after=now)


def _surroundings(record: Record) -> Hashable:
    where = record.provenance
    return where.source, record.kind, record.text, where.prefix, where.suffix


def _place(record: Record) -> tuple[Any, ...]:
    where = record.provenance
    return where.source, where.start, where.end, record.kind, record.record_id
