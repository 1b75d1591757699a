"""What waits for a person when a document gets another version.

A change that nobody has decided on yet is overtaken by the next one of the same record. What waits then leads from what
stood when it was last reviewed to what stands now: added and changed since is added; added and gone again is nothing.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic_core import from_json
from sqlalchemy import Connection, select, update

from flows.stores import decisions, inbox
from flows.stores.batches import Batch
from flows.stores.comparing import Around, Difference
from flows.stores.policy import Policy
from flows.stores.tables import ChangeState, changes
from schemas.changes import Cause, ChangeKind, narrowed
from schemas.decisions import Decision, answers, in_force, place_of

_WAITING = select(changes.c.id, changes.c.base, changes.c.now).where(changes.c.state == ChangeState.WAITING)


class At(NamedTuple):
    """The version that changed a document."""

    run_id: int
    document_id: int
    version: int
    cause: Cause


class Waiting(NamedTuple):
    """A change that waits."""

    id: int
    base: str | None
    """The record that stood when the place was last reviewed."""
    now: str | None
    """The record that stands there now."""


class Known(NamedTuple):
    """What is known of a document before its changes are noted."""

    waiting: Mapping[str, Waiting]
    """By the record that stands now."""
    gone: Mapping[str, Waiting]
    """Removals, by the record that stood."""
    said: Mapping[Around, Decision]
    """The decision in force in each place."""
    policy: Policy


def read(connection: Connection, document_id: int, source: str, policy: Policy) -> Known:
    """What is known of a document."""
    waiting = [Waiting(*row) for row in connection.execute(_WAITING.where(changes.c.document_id == document_id))]
    said = in_force(decisions.of_source(connection, source), two_people=policy.two_people)
    return Known(
        {change.now: change for change in waiting if change.now is not None},
        {change.base: change for change in waiting if change.now is None and change.base is not None},
        {Around(*place[1:]): decision for place, decision in said.items()},
        policy,
    )


def note(batch: Batch, at: At, differences: Iterable[Difference], known: Known) -> None:
    """Notes what a version changed, with what becomes of it; what only moved is followed."""
    for found in differences:
        before, after = (side and side.record_id for side in (found.before, found.after))
        prior = known.waiting.get(before) if before else known.gone.get(after or "")
        if found.kind is ChangeKind.MOVED:
            if prior is not None and before != after:
                batch.followed.append({"of": prior.id, "record": after})
            continue
        if prior is not None:
            batch.overtaken.append({"of": prior.id})
        cause = narrowed(at.cause, same_place=found.in_place)
        row = {
            **at._asdict(),
            "what": found.kind,
            "cause": cause,
            "kind": found.row.kind,
            "record_before": before,
            "record_after": after,
            "rule_before": found.before and found.before.rule,
            "rule_after": found.after and found.after.rule,
            "base": before if prior is None else prior.base,
            "now": after,
            "state": _state(found, cause, prior, known),
        }
        batch.changes.append(row)


def hold_answered(connection: Connection, document_id: int, policy: Policy) -> None:
    """What waits in a document, and is answered by a decision that came from elsewhere, waits no more."""
    waiting = inbox.list_changes(connection, document_id, limit=None)
    if not waiting:
        return
    said = in_force(decisions.of_source(connection, waiting[0].record.provenance.source), two_people=policy.two_people)
    for change in waiting:
        decision = said.get(place_of(change.record))
        value = change.after.value.model_dump(mode="json") if change.after else None
        if decision is not None and answers(decision, value):
            connection.execute(update(changes).where(changes.c.id == change.id).values(state=ChangeState.HELD))


def overtake_all(connection: Connection, document_id: int) -> None:
    """Nothing of a document waits any more: its source is gone."""
    waiting = (changes.c.document_id == document_id, changes.c.state == ChangeState.WAITING)
    connection.execute(update(changes).where(*waiting).values(state=ChangeState.OVERTAKEN))


def _state(found: Difference, cause: Cause, prior: Waiting | None, known: Known) -> ChangeState:
    after = found.after
    if prior is not None and prior.base == (after and after.record_id):
        return ChangeState.OVERTAKEN  # it is again as it was when last reviewed
    said = known.said.get(Around.of(found.row))
    if said is not None and answers(said, from_json(after.value) if after else None):
        return ChangeState.HELD
    waits = prior is not None or (not _only_points(found) and known.policy.waits(found.row.kind, cause))
    return ChangeState.WAITING if waits else ChangeState.PASSED


def _only_points(found: Difference) -> bool:
    """Whether all that changed is to which records it points: what changed there waits there."""
    return found.before is not None and found.after is not None and found.before.record_id == found.after.record_id
