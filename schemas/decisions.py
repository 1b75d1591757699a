"""A person's word on a change, and the records that stand when all such words are heard.

accept an added record        it stays
reject an added record        it stays out, in later extractions too
reject a removed record       it is put back
reject a changed record       it has the value it had before
edit                          it has the value that the person gave

A decision holds where its quote stands in the same surroundings, and a rejection as long as the value is the same.
Where they are not, it is orphaned: shown, and never attached to what looks alike.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.documents import DocumentText
from schemas.errors import InvalidRecord
from schemas.records import VALUES, Identities, Record, detached, own_fields
from schemas.spans import CONTEXT_CHARACTERS, Frozen

PERSON = "people.decided"
"""The rule of a record whose value a person gave, or which a person put back."""


class Verdict(StrEnum):
    """What a person says of a change."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    UNDO = "undo"
    """What was said of it before does not count any more."""


class Decision(Frozen):
    """A person's word on a change."""

    decided: AwareDatetime
    """When."""
    who: str = Field(min_length=1, max_length=200)
    """The person."""
    what: Verdict
    """What the person says."""
    why: str | None = None
    """The reason, in the person's words; null when none was given."""
    before: Record | None = Field(default=None, discriminator="kind")
    """The record as it was before the change; null when added."""
    after: Record | None = Field(default=None, discriminator="kind")
    """The record as the change has it; null when removed."""
    value: dict[str, Any] | None = None
    """What the record means, in an edit; else null."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.before is None and self.after is None:
            raise InvalidRecord("a decision on nothing; expected a record before or after")
        if (self.what is Verdict.EDIT) != (self.value is not None):
            raise InvalidRecord(f"a decision to {self.what} with value {self.value!r}; expected one in an edit alone")
        if self.value is not None:
            VALUES[self.record.kind].model_validate(self.value)
        return self

    @property
    def record(self) -> Record:
        """The record as the change has it; as it was, when it was removed."""
        record = self.after or self.before
        if record is None:  # the validator keeps this from happening
            raise InvalidRecord("a decision without a record; expected one before or after")
        return record

    @property
    def subject(self) -> Hashable:
        """What was decided on: decisions with the same one are about the same change."""
        return place_of(self.record), *(side and side.value.model_dump_json() for side in (self.before, self.after))


class Place(NamedTuple):
    """Where a record stands, told by what stands there."""

    source: str
    kind: str
    quote: str
    prefix: str
    suffix: str


class Effect(StrEnum):
    """What a decision did to the records of an extraction."""

    AGREES = "agrees"
    """Nothing: they are as the person wants them."""
    OUT = "out"
    EDITED = "edited"
    KEPT = "kept"
    """The record was put back, or has its value of before."""


class Held(NamedTuple):
    """A decision that holds."""

    decision: Decision
    effect: Effect
    record_id: str | None
    """The record on which it works; null where there is none."""


class Orphan(NamedTuple):
    """A decision that does not hold any more."""

    decision: Decision
    why: str
    """For people."""


class Standing(NamedTuple):
    """What stands when people were heard."""

    records: tuple[Record, ...]
    """Sorted by start, end and kind."""
    held: tuple[Held, ...]
    orphans: tuple[Orphan, ...]


def settled(thread: Sequence[Decision], *, people: int = 1) -> Decision | None:
    """The decision that counts of all on one change, in their order; None where it waits, as after an undo.

    Where two people are needed, the last two of different people have to say the same.
    """
    said = _since_undo(thread)
    if not said or (people > 1 and not _seconded(said)):
        return None
    return said[-1]


def in_force(decisions: Iterable[Decision], *, two_people: frozenset[str] = frozenset()) -> dict[Place, Decision]:
    """The decision that counts in each place: the last one that was not undone."""
    threads: dict[Hashable, list[tuple[int, Decision]]] = defaultdict(list)
    for number, decision in enumerate(decisions):
        threads[decision.subject].append((number, decision))
    counting = []
    for thread in threads.values():
        last = settled([decision for _, decision in thread], people=2 if thread[0][1].record.kind in two_people else 1)
        if last is not None:
            counting.append((thread[-1][0], last))
    return {place_of(decision.record): decision for _, decision in sorted(counting, key=lambda item: item[0])}


def answers(decision: Decision, after: Mapping[str, Any] | None) -> bool:
    """Whether a person has said already what is to become of a change that leaves this value in the place.

    An edit answers every later reading; other decisions answer the same change, and a rejection that by which the
    rules come round to it. What a person accepted is asked about again when the rules leave it.
    """
    if decision.what is Verdict.EDIT:
        return True
    kind = decision.record.kind
    new = None if after is None else own_fields(kind, after)
    sides = (decision.after, decision.before) if decision.what is Verdict.REJECT else (decision.after,)
    return any(new == (None if side is None else _own(side)) for side in sides)


def stand(records: Sequence[Record], decisions: Iterable[Decision], text: str) -> Standing:
    """The records of one source that stand, given the decisions in force and the text in which they stand.

    A value that a person gave is marked by its rule, `people.decided`, as is a record that was put back. What pointed
    to a record that is out points to nothing.
    """
    places: dict[Place, list[Record]] = defaultdict(list)
    for record in records:
        places[place_of(record)].append(record)
    standing = {record.record_id: record for record in records}
    held: list[Held] = []
    orphans: list[Orphan] = []
    lines = DocumentText(text)
    for decision in decisions:
        alike = places.get(place_of(decision.record), [])
        there = _one_of(alike, decision)
        if alike and there is None:
            outcome: _Outcome | str = "several stand alike there"
        else:
            outcome = _missing(decision, lines) if there is None else _found(decision, there)
        if isinstance(outcome, str):
            orphans.append(Orphan(decision, outcome))
            continue
        if there is not None and outcome.effect is not Effect.AGREES:
            del standing[there.record_id]
        shown = there
        if outcome.record is not None:
            shown = _distinct(outcome.record, standing)
            standing[shown.record_id] = shown
        held.append(Held(decision, outcome.effect, shown.record_id if shown else None))
    sound = (detached(record, standing) for record in standing.values())
    ordered = sorted(sound, key=lambda r: (r.provenance.start, r.provenance.end, r.kind, r.record_id))
    return Standing(tuple(ordered), tuple(held), tuple(orphans))


def place_of(record: Record) -> Place:
    """Where a record stands."""
    where = record.provenance
    return Place(where.source, record.kind, record.text, where.prefix, where.suffix)


class _Outcome(NamedTuple):
    effect: Effect
    record: Record | None = None
    """What stands in the place now, where that is not what the rules found."""


def _found(decision: Decision, record: Record) -> _Outcome | str:
    """What becomes of the record that the rules found in the place; why the decision is orphaned."""
    match decision.what:
        case Verdict.EDIT:
            edited = _of_person(record, value=decision.value)
            return _Outcome(Effect.AGREES) if _own(edited) == _own(record) else _Outcome(Effect.EDITED, edited)
        case Verdict.REJECT if decision.before is not None and _own(record) == _own(decision.before):
            return _Outcome(Effect.AGREES)
        case Verdict.REJECT if decision.after is not None and _own(record) == _own(decision.after):
            if decision.before is None:
                return _Outcome(Effect.OUT)
            kept = _of_person(record, value=decision.before.value.model_dump(mode="json"))
            return _Outcome(Effect.KEPT, kept)
        case Verdict.ACCEPT if decision.after is None or _own(record) == _own(decision.after):
            return _Outcome(Effect.AGREES)
        case _:
            return "the rules read another value there"


def _missing(decision: Decision, lines: DocumentText) -> _Outcome | str:
    """What becomes of a place in which the rules found nothing; why the decision is orphaned."""
    record = decision.before if decision.what is Verdict.REJECT else decision.record
    shift = _shift(decision.record, lines.text)
    if shift is None:
        return "the text around it changed, or the quote is gone"
    if decision.what is Verdict.ACCEPT and decision.after is not None:
        return "the rules find nothing there any more"
    if record is None or decision.what is Verdict.ACCEPT:
        return _Outcome(Effect.AGREES)
    effect = Effect.EDITED if decision.what is Verdict.EDIT else Effect.KEPT
    return _Outcome(effect, _of_person(_moved(record, shift, lines), value=decision.value))


def _shift(record: Record, text: str) -> int | None:
    """How far the surroundings of a record moved in the text; None where they are gone, or stand there twice."""
    where = record.provenance
    around = f"{where.prefix}{record.text}{where.suffix}"
    start = where.start - len(where.prefix)
    if not text.startswith(around, start):
        start = text.find(around)
        if start < 0 or text.find(around, start + 1) >= 0:
            return None
    opens, ends = len(where.prefix) < CONTEXT_CHARACTERS, len(where.suffix) < CONTEXT_CHARACTERS
    if (opens and start > 0) or (ends and start + len(around) < len(text)):
        return None
    return start + len(where.prefix) - where.start


def _moved(record: Record, shift: int, lines: DocumentText) -> Record:
    where = record.provenance
    start, end = where.start + shift, where.end + shift
    first, last = (edge + shift for edge in where.sentence)
    there = {
        "start": start,
        "end": end,
        "line": lines.context(start, end).line,
        "sentence": (max(0, first), min(len(lines.text), last)),
    }
    return record.model_copy(update={"provenance": where.model_copy(update=there)})


def _of_person(record: Record, *, value: Mapping[str, Any] | None) -> Record:
    """The record as a person wants it."""
    provenance = record.provenance.model_copy(update={"rule": PERSON})
    given = record.value if value is None else VALUES[record.kind].model_validate(value)
    return record.model_copy(update={"provenance": provenance, "value": given})


def _one_of(records: Sequence[Record], decision: Decision) -> Record | None:
    """The record that a decision is about, of those in its place; of several the one with its id, if any."""
    if len(records) < 2:
        return next(iter(records), None)
    ids = {side.record_id for side in (decision.before, decision.after) if side is not None}
    return next((record for record in records if record.record_id in ids), None)


def _distinct(record: Record, standing: Mapping[str, Record]) -> Record:
    """The record under an id that no other one has: one that the rules found since may count as it did."""
    identities, record_id = Identities(record.provenance.source), record.record_id
    while record_id in standing:
        record_id = identities.next(record.kind, record.text, record.value.model_dump(mode="json"))
    return record if record_id == record.record_id else record.model_copy(update={"record_id": record_id})


def _own(record: Record) -> dict[str, Any]:
    return own_fields(record.kind, record.value.model_dump(mode="json"))


def _since_undo(thread: Sequence[Decision]) -> Sequence[Decision]:
    undone = max((number for number, decision in enumerate(thread) if decision.what is Verdict.UNDO), default=-1)
    return thread[undone + 1 :]


def _seconded(said: Sequence[Decision]) -> bool:
    first, last = said[-2:] if len(said) > 1 else (said[-1], said[-1])
    return first.who != last.who and (first.what, first.value) == (last.what, last.value)
