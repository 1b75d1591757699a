"""Rejecting every change leads back to what stood before; accepting every change leaves what stands."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.changes import Cause, ChangeKind, diff
from schemas.decisions import Decision, Verdict, in_force, stand
from tests.property.test_changes import WORDS, found, records

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
lists = st.lists(found, max_size=8)


def decided(what: Verdict, before: Any, after: Any) -> list[Decision]:
    """That about every change between two lists of records that a person would see."""
    changes = diff(before, after, cause=Cause.RULES)
    shown = (change for change in changes if change.kind is not ChangeKind.MOVED)
    at = datetime(2011, 5, 3, tzinfo=UTC)
    said = [Decision(decided=at, who="Ada", what=what, before=one.before, after=one.after) for one in shown]
    return list(in_force(said).values())


def meaning(found: Any) -> list[Any]:
    return sorted((one.provenance.start, one.kind, one.value.model_dump_json()) for one in found)


@given(words, lists, lists)
def test_rejecting_every_change_leads_back(made: Any, text: Any, one: Any, other: Any) -> None:
    before, after = records(made, (text, one)), records(made, (text, other))
    standing = stand(after, decided(Verdict.REJECT, before, after), " ".join(text).strip() or "of")
    assume(not standing.orphans)  # where records stand alike, none is taken for another
    assert meaning(standing.records) == meaning(before)


@given(words, lists, lists)
def test_accepting_every_change_changes_nothing(made: Any, text: Any, one: Any, other: Any) -> None:
    before, after = records(made, (text, one)), records(made, (text, other))
    standing = stand(after, decided(Verdict.ACCEPT, before, after), " ".join(text).strip() or "of")
    assert standing.records == after


@given(words, lists)
def test_what_stands_without_decisions_is_what_was_found(made: Any, text: Any, one: Any) -> None:
    found_records = records(made, (text, one))
    assert stand(found_records, [], " ".join(text)).records == found_records
