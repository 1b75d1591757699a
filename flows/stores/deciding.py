"""Deciding on a change: the decision is added, and the change waits no more. Nothing that was said is overwritten.

A person decides on what was seen: how many decisions there were. Where another came in between, it is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from flows.stores import decisions, inbox
from flows.stores.database import Database
from flows.stores.decisions import Numbered
from flows.stores.inbox import Pending
from flows.stores.policy import Policy
from flows.stores.tables import ChangeState, changes
from schemas.decisions import Decision, Verdict, settled
from schemas.errors import DecidedMeanwhile, UsageError

_STATES = {
    Verdict.ACCEPT: ChangeState.ACCEPTED,
    Verdict.REJECT: ChangeState.REJECTED,
    Verdict.EDIT: ChangeState.EDITED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says."""

    who: str
    what: Verdict
    why: str | None = None
    value: dict[str, Any] | None = None
    """Of an edit: what the record means."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a change."""

    change_id: int
    state: ChangeState
    number: int
    """How many decisions there are on it now."""


def decide(database: Database, change_id: int, said: Said, *, seen: int, policy: Policy) -> Decided:
    """Adds a decision on a change of which `seen` decisions were seen.

    Raises `DecidedMeanwhile` when there are others, or another change took its place; `UsageError` when there is no
    such change or nothing to undo; `pydantic.ValidationError` for a value that is none.
    """
    with database.writing() as connection:
        change = inbox.change(connection, change_id, lock=True)
        if change is None:
            raise UsageError(f"there is no change {change_id}; the inbox lists those that wait")
        _require_seen(connection, change, seen)
        _require_open(change, said.what)
        return _add(connection, change, said, policy)


def accept_rule(database: Database, document_id: int, rule: str, who: str, *, upto: int, policy: Policy) -> list[int]:  # noqa: PLR0913 # whose, which, by whom
    """Accepts what is left of a rule in a document, up to the last change that was seen; the changes."""
    said = Said(who, Verdict.ACCEPT)
    with database.writing() as connection:
        found = inbox.of_rule(connection, document_id, rule, upto=upto)
        decisions.add(connection, (Numbered(_decision(change, said), change.id, 1) for change in found))
        settles = (change for change in found if policy.people(change.kind) == 1)
        _set_states(connection, {change.id: ChangeState.ACCEPTED for change in settles})
    return [change.id for change in found]


def _require_seen(connection: Connection, change: Pending, seen: int) -> None:
    if change.number != seen:
        last = decisions.of_change(connection, change.id)[-1]
        raise DecidedMeanwhile(
            f"{last.who} has said {last.what} of it at {last.decided:%H:%M}; look again before you decide"
        )


def _require_open(change: Pending, what: Verdict) -> None:
    if not change.is_last:
        raise DecidedMeanwhile("a later run changed the record again; decide on that change")
    undoes, waits = what is Verdict.UNDO, change.state is ChangeState.WAITING
    if undoes and not change.number:
        raise UsageError(f"nothing was said of change {change.id} yet; expected a decision to undo")
    if not undoes and not waits:
        raise DecidedMeanwhile(f"it waits no more: it is {change.state}; undo that first")


def _add(connection: Connection, change: Pending, said: Said, policy: Policy) -> Decided:
    number = change.number + 1
    decisions.add(connection, [Numbered(_decision(change, said), change.id, number)])
    counts = settled(decisions.of_change(connection, change.id), people=policy.people(change.kind))
    state = ChangeState.WAITING if counts is None else _STATES[counts.what]
    _set_states(connection, {change.id: state})
    return Decided(change.id, state, number)


def _decision(change: Pending, said: Said) -> Decision:
    return Decision(
        decided=datetime.now(UTC),
        who=said.who,
        what=said.what,
        why=said.why,
        before=change.before,
        after=change.after,
        value=said.value,
    )


def _set_states(connection: Connection, states: Mapping[int, ChangeState]) -> None:
    if states:
        statement = update(changes).where(changes.c.id == bindparam("of")).values(state=bindparam("to"))
        connection.execute(statement, [{"of": number, "to": state} for number, state in states.items()])
