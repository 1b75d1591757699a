"""What changed between two extractions of the same sources: a pure function over two lists of records.

a record of the later list alone                                   -> added
a record of the earlier list alone                                 -> removed
one quote in the same surroundings, with another value             -> changed, field by field
one record with the same value at another place, or other bytes    -> moved

The store pairs its rows with the same function, and names kinds and causes with the same words.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Self, TypeVar

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
    """Why an extraction of a source, and with it a record, differs from the one before."""

    NEW = "new"
    """There was none before."""
    TEXT = "text"
    """The bytes of the source changed."""
    RULES = "rules"
    """The bytes are the same; the fingerprint changed."""
    BOTH = "both"
    RETRY = "retry"
    """Neither changed; another try came out differently."""
    REMOVED = "removed"
    """The source is gone."""
    RENAMED = "renamed"
    """The source has another name."""

    @property
    def keeps_text(self) -> bool:
        """Whether the source says what it said before."""
        return self in (Cause.RULES, Cause.RETRY)


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
    """Why: the source's text changed, the rules did, or both."""
    before: Record | None = Field(default=None, discriminator="kind")
    """The record of the earlier extraction; null when added."""
    after: Record | None = Field(default=None, discriminator="kind")
    """The record of the later extraction; null when removed."""

    @model_validator(mode="after")
    def _has_its_sides(self) -> Self:
        expected = (self.kind is not ChangeKind.ADDED, self.kind is not ChangeKind.REMOVED)
        if (self.before is not None, self.after is not None) != expected:
            raise InvalidRecord(
                f"a change of kind {self.kind} with before={self.before!r}, after={self.after!r}"
                "; expected the sides of its kind"
            )
        return self

    @property
    def record(self) -> Record:
        """The record as it stands now; as it stood, when it was removed."""
        record = self.after or self.before
        if record is None:  # the validator keeps this from happening
            raise InvalidRecord("a change without a record; expected one before or after")
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
    other_text = before.sha256 != after.sha256
    unknown = before.fingerprint is None and not other_text
    return cause_of(other_text=other_text, other_rules=unknown or before.fingerprint != after.fingerprint)


def cause_of(*, other_text: bool, other_rules: bool) -> Cause:
    """The cause of what differs between two extractions of a source."""
    if other_text:
        return Cause.BOTH if other_rules else Cause.TEXT
    return Cause.RULES if other_rules else Cause.RETRY


def narrowed(cause: Cause, *, same_place: bool) -> Cause:
    """The cause of one change: where text and rules both changed, but not the text there, the rules are it."""
    return Cause.RULES if cause is Cause.BOTH and same_place else cause


def diff(before: Sequence[Record], after: Sequence[Record], *, cause: Cause) -> tuple[Change, ...]:
    """The changes that lead from one list of records to the other, in the order of the text.

    `apply(diff(a, b, …), a) == b` for sorted lists.
    """
    pairs = paired(
        before, after, identity=lambda record: record.record_id, place=surroundings, same_text=cause.keeps_text
    )
    changes = (_between(was, now, cause) for was, now in pairs if was != now)
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
                "; expected it there"
            )
    for now in (change.after for change in changes if change.after is not None):
        if now.record_id in standing:
            raise InvalidRecord(
                f"record {now.record_id}, {now.text!r}, is there before the change adds it; expected it nowhere"
            )
        standing[now.record_id] = now
    return tuple(sorted(standing.values(), key=_place))


_Before = TypeVar("_Before")
_After = TypeVar("_After")


def paired(
    before: Iterable[_Before],
    after: Iterable[_After],
    *,
    identity: Callable[[_Before | _After], Hashable],
    place: Callable[[_Before | _After], Hashable],
    same_text: bool,
) -> Iterator[tuple[_Before | None, _After | None]]:
    """Each record beside its partner in the other list, or beside None where it has none.

    Partners have the same identity in the same place; else they are the only ones in their place on either side; else
    they have the same identity. Identity alone comes last because it counts equal records from the start of the text:
    one that is added above them takes the identity of the next; and it says nothing in the same text, where what stands
    in another place is another record. Nothing is paired by likeness.
    """
    left, right = list(before), list(after)
    for key in (lambda record: (identity(record), place(record)), place, *(() if same_text else (identity,))):
        known, found = _grouped(left, key), _grouped(right, key)
        shared = [k for k, group in known.items() if len(group) == 1 and len(found.get(k, ())) == 1]
        for k in shared:
            yield known.pop(k)[0], found.pop(k)[0]
        left = [record for group in known.values() for record in group]
        right = [record for group in found.values() for record in group]
    yield from ((record, None) for record in left)
    yield from ((None, record) for record in right)


_Item = TypeVar("_Item")


def _grouped(records: Iterable[_Item], key: Callable[[_Item], Hashable]) -> dict[Hashable, list[_Item]]:
    groups: dict[Hashable, list[_Item]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _between(was: Record | None, now: Record | None, cause: Cause) -> Change:
    if was is None or now is None:
        return Change(kind=ChangeKind.ADDED if was is None else ChangeKind.REMOVED, cause=cause, before=was, after=now)
    if was.value == now.value:
        return Change(kind=ChangeKind.MOVED, cause=cause, before=was, after=now)
    cause = narrowed(cause, same_place=surroundings(was) == surroundings(now))
    return Change(kind=ChangeKind.CHANGED, cause=cause, before=was, after=now)


def surroundings(record: Record) -> Hashable:
    """Where a record stands, told by what stands there: the same after text was inserted above."""
    where = record.provenance
    return where.source, record.kind, record.text, where.prefix, where.suffix


def _place(record: Record) -> tuple[Any, ...]:
    where = record.provenance
    return where.source, where.start, where.end, record.kind, record.record_id
