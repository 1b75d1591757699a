from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.decisions import PERSON, Decision, Effect, Standing, Verdict, answers, in_force, settled, stand
from schemas.records import Extraction, Record

Made = Callable[..., Extraction]

TEXT = (
    "In the spring of the year after, some 40 observers came to the town of Baidoa, and they stayed there until 1999."
)
MORE = " That was not the end of what they had been sent to do there."
FORTY = {"kind": "figure", "text": "40"}
YEAR = {"kind": "date", "text": "1999"}
ABOUT = {"measure": "count", "amount": "40", "comparison": "about", "item": "observers"}


def said(what: str, before: Record | None, after: Record | None, **more: Any) -> Decision:
    return Decision(
        decided=datetime(2024, 5, 3, tzinfo=UTC), what=what, before=before, after=after, **{"who": "Ada", **more}
    )


def figure(made: Made, text: str = TEXT, **value: str) -> Record:
    return made(text, {**FORTY, "value": {"amount": "40", **value}}).records[0]


def shown(standing: Standing) -> list[tuple[str, str]]:
    return [(record.text, record.provenance.rule) for record in standing.records]


def effects(standing: Standing) -> list[Effect]:
    return [held.effect for held in standing.held]


def test_rejected_record_stays_out(made: Made) -> None:
    found = made(TEXT, FORTY, YEAR).records
    standing = stand(found, [said("reject", None, found[0])], TEXT)
    assert (shown(standing), effects(standing)) == ([("1999", "dates.by-hand")], ["out"])


def test_rejected_record_stays_out_when_text_came_before_it(made: Made) -> None:
    long = MORE + TEXT
    first, found = made(long, FORTY).records[0], made(MORE + long, FORTY).records
    standing = stand(found, [said("reject", None, first)], MORE + long)
    assert (standing.records, effects(standing)) == ((), ["out"])


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (TEXT.replace("some 40", "about 40"), "the text around it changed"),
        (TEXT.replace("40", "50"), "the quote is gone"),
        ("", "the quote is gone"),
    ],
    ids=["other surroundings", "other quote", "no text"],
)
def test_decision_is_orphaned_where_its_text_changed(made: Made, later: str, why: str) -> None:
    found = made(later, FORTY).records if "40" in later else ()
    standing = stand(found, [said("reject", None, figure(made))], later)
    assert (standing.records, standing.held) == (found, ())
    assert why in standing.orphans[0].why


def test_rejection_does_not_hold_for_another_value(made: Made) -> None:
    found = (figure(made, comparison="about"),)
    standing = stand(found, [said("reject", None, figure(made))], TEXT)
    assert (standing.records, standing.orphans[0].why) == (found, "the rules read another value there")


def test_edited_value_is_kept_and_marked(made: Made) -> None:
    found = figure(made)
    standing = stand([found], [said("edit", None, found, value=ABOUT)], TEXT)
    (record,) = standing.records
    assert (record.provenance.rule, record.value.item, record.record_id) == (PERSON, "observers", found.record_id)


def test_edited_value_is_kept_whatever_the_rules_read_later(made: Made) -> None:
    edit = said("edit", None, figure(made), value=ABOUT)
    standing = stand([figure(made, comparison="at_most")], [edit], TEXT)
    assert (standing.records[0].value.comparison, effects(standing)) == ("about", ["edited"])
    assert effects(stand([], [edit], TEXT)) == ["edited"]


def test_edit_agrees_where_the_rules_come_round_to_it(made: Made) -> None:
    found = figure(made, comparison="about", item="observers")
    standing = stand([found], [said("edit", None, figure(made), value=ABOUT)], TEXT)
    assert (standing.records, effects(standing)) == ((found,), ["agrees"])


def test_record_whose_removal_was_rejected_is_put_back_where_its_text_moved(made: Made) -> None:
    long = MORE + TEXT + MORE
    lost = made(long, FORTY).records[0]
    later = "New.\n" + long
    standing = stand([], [said("reject", lost, None)], later)
    (record,) = standing.records
    assert later[record.provenance.start : record.provenance.end] == "40"
    assert (record.provenance.line, record.provenance.rule) == (2, PERSON)


def test_record_is_not_put_back_where_its_text_stands_twice(made: Made) -> None:
    long = MORE + TEXT + MORE
    lost = made("Old. " + long, FORTY).records[0]
    assert stand([], [said("reject", lost, None)], long + long).orphans != ()


def test_value_of_before_is_kept_where_its_change_was_rejected(made: Made) -> None:
    was, now = figure(made), figure(made, comparison="about")
    standing = stand([now], [said("reject", was, now)], TEXT)
    assert (standing.records[0].value, effects(standing)) == (was.value, ["kept"])


def test_acceptance_changes_no_record(made: Made) -> None:
    found = figure(made)
    assert stand([found], [said("accept", None, found)], TEXT).records == (found,)
    assert effects(stand([], [said("accept", found, None)], TEXT)) == ["agrees"]


def test_acceptance_is_orphaned_where_the_rules_find_nothing_more(made: Made) -> None:
    standing = stand([], [said("accept", None, figure(made))], TEXT)
    assert (standing.records, standing.orphans[0].why) == ((), "the rules find nothing there any more")


def test_decision_finds_its_record_among_those_that_stand_alike(made: Made) -> None:
    text = "40 " * 40
    found = made(text, {**FORTY, "at": 15}, {**FORTY, "at": 20}, {**FORTY, "at": 25}).records
    standing = stand(found, [said("reject", None, found[1])], text)
    assert standing.records == (found[0], found[2])
    about = made(text, *({**FORTY, "at": at, "value": ABOUT} for at in (15, 20))).records
    assert stand(about, [said("reject", None, found[1])], text).orphans[0].why == "several stand alike there"


def test_what_pointed_to_a_record_that_is_out_points_to_nothing(made: Made) -> None:
    text = "In 1999 and in June."
    lender = made(text, YEAR).records[0]
    june = {"kind": "date", "text": "June", "value": {"edtf": "1999-06", "resolved_from": lender.record_id}}
    june["value"] |= {"earliest": "1999-06-01", "latest": "1999-06-30", "precision": "month"}
    found = made(text, YEAR, june).records
    (record,) = stand(found, [said("reject", None, lender)], text).records
    assert record.value.resolved_from is None


def test_breakdown_is_dropped_where_a_person_changed_a_part(made: Made) -> None:
    text = "40 in all, 40 of them observers."
    part = made(text, {**FORTY, "at": 2, "value": {"amount": "40", "item": "them"}}).records[0]
    whole = {"amount": "40", "breakdown": {"parts": [part.record_id], "sum": "40", "agrees": True}}
    found = made(text, {**FORTY, "value": whole}, {**FORTY, "at": 2, "value": {"amount": "40", "item": "them"}}).records
    edit = said("edit", None, found[1], value={"measure": "count", "amount": "30"})
    assert [record.value.breakdown for record in stand(found, [edit], text).records] == [None, None]


def test_undo_takes_back_what_was_said_of_a_change(made: Made) -> None:
    found = figure(made)
    reject, undo = said("reject", None, found), said("undo", None, found)
    assert settled([reject, undo]) is None
    assert settled([reject, undo, reject]) == reject
    assert in_force([reject, undo]) == {}


def test_undo_leaves_what_was_said_of_an_earlier_change_in_the_place(made: Made) -> None:
    was, now = figure(made), figure(made, comparison="about")
    first, second = said("accept", None, was), said("accept", was, now)
    assert list(in_force([first, second]).values()) == [second]
    assert list(in_force([first, second, said("undo", was, now)]).values()) == [first]


@pytest.mark.parametrize(
    ("second", "counts"),
    [({"who": "Ben"}, True), ({"who": "Ada"}, False), ({"who": "Ben", "what": "accept"}, False)],
    ids=["another person", "the same person", "another word"],
)
def test_two_people_have_to_say_the_same(made: Made, second: dict[str, str], counts: bool) -> None:
    found = figure(made)
    first = said("reject", None, found)
    thread = [first, said(second.pop("what", "reject"), None, found, **second)]
    assert (settled(thread, people=2) is not None) is counts
    assert settled([first], people=2) is None
    assert bool(in_force(thread, two_people=frozenset({"figure"}))) is counts


@pytest.mark.parametrize(
    ("what", "sides", "later", "is_answered"),
    [
        ("reject", "-+", "+", True),
        ("reject", "-+", "-", True),
        ("reject", "+-", "-", True),
        ("accept", "-+", "+", True),
        ("accept", "-+", "-", False),
        ("accept", "+-", "+", False),
        ("accept", "-+", "~", False),
        ("reject", "-+", "~", False),
        ("reject", "~+", "~", True),
        ("edit", "-+", "~", True),
        ("edit", "-+", "-", True),
    ],
)
def test_change_is_asked_about_once(made: Made, what: str, sides: str, later: str, is_answered: bool) -> None:
    state = {"-": None, "+": figure(made), "~": figure(made, comparison="about")}
    value = {"value": {"measure": "count", "amount": "4"}} if what == "edit" else {}
    decision = said(what, state[sides[0]], state[sides[1]], **value)
    new = state[later]
    assert answers(decision, new and new.value.model_dump(mode="json")) is is_answered


@pytest.mark.parametrize(
    ("what", "value", "says"),
    [
        ("edit", None, "expected one in an edit alone"),
        ("accept", {"measure": "count", "amount": "4"}, "expected one in an edit alone"),
        ("edit", {"measure": "count", "amount": "1,000"}, "is no amount"),
        ("edit", {"measure": "money", "amount": "1", "unit": "XYZ"}, "unit 'XYZ' is none for money"),
    ],
)
def test_decision_refuses_a_value_that_is_none(made: Made, what: str, value: Any, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        said(what, None, figure(made), value=value)


def test_decision_needs_a_record() -> None:
    with pytest.raises(ValidationError, match="a decision on nothing"):
        said(Verdict.ACCEPT, None, None)


def test_decision_survives_json(made: Made) -> None:
    decision = said("edit", None, figure(made), value=ABOUT, why="it says some")
    assert Decision.model_validate_json(decision.model_dump_json()) == decision
