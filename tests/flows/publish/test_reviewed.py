"""What stands in a store: what waits is not published, what people said is."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from flows.exports.facts import Facts
from flows.publish import withdrawals
from flows.publish.reviewed import Left, Reviewed
from flows.stores import inbox
from flows.stores.database import Database
from flows.stores.deciding import Said, decide
from flows.stores.policy import Policy
from schemas.decisions import Verdict
from schemas.records import Record
from tests.conftest import url_of_empty

Put = Callable[..., None]

TEXT = "In 1999 they left.\n\nThey came back in 2008 with 40 observers."
YEAR = {"kind": "date", "text": "1999"}
FIGURE = {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}}
ABOUT = {**FIGURE, "value": {"amount": "40", "comparison": "about"}}
AT_LEAST = {**FIGURE, "value": {"amount": "40", "comparison": "at_least"}}


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return url_of_empty(request, tmp_path)


def facts(database: Database, reviewed: Reviewed) -> list[Facts | Left]:
    with database.reading() as connection:
        return list(reviewed.facts(connection))


def standing(database: Database, reviewed: Reviewed) -> list[Record]:
    return list(chain.from_iterable(found.records for found in facts(database, reviewed) if isinstance(found, Facts)))


def quotes(database: Database, reviewed: Reviewed) -> list[str]:
    return [record.text for record in standing(database, reviewed)]


def comparisons(database: Database, reviewed: Reviewed) -> list[str]:
    return [record.value.comparison for record in standing(database, reviewed) if record.kind == "figure"]


def say(database: Database, what: str, *, value: Any = None) -> None:
    with database.reading() as connection:
        (change,) = inbox.list_changes(connection, 1, limit=None)
    decide(database, change.id, Said("Ada", Verdict(what), value=value), seen=change.number, policy=Policy())


def undo(database: Database) -> None:
    with database.reading() as connection:
        (change,) = inbox.list_decided(connection, 1, limit=10)
    decide(database, change.id, Said("Ada", Verdict.UNDO), seen=change.number, policy=Policy())


def why(database: Database, record: Record) -> str:
    with database.reading() as connection:
        return withdrawals.reasons(connection, [record.record_id])[record.record_id]


def test_first_extractions_stand(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, YEAR, FIGURE)
    put("It was 2008.", {"kind": "date", "text": "2008"}, source="sub/b.txt")
    first, second = facts(database, reviewed)
    assert (first.document.source, second.document.source) == ("a.txt", "sub/b.txt")
    assert quotes(database, reviewed) == ["1999", "40", "2008"]


def test_first_extractions_wait_where_the_policy_says_so(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, YEAR, policy=Policy(review_new=True))
    assert quotes(database, reviewed) == []
    say(database, "accept")
    assert quotes(database, reviewed) == ["1999"]


def test_an_added_record_that_waits_is_not_there(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, YEAR)
    put(TEXT, YEAR, FIGURE)
    assert quotes(database, reviewed) == ["1999"]
    say(database, "accept")
    assert quotes(database, reviewed) == ["1999", "40"]


def test_a_removed_record_that_waits_is_still_there(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, YEAR, FIGURE)
    put(TEXT, YEAR)
    assert quotes(database, reviewed) == ["1999", "40"]
    gone = standing(database, reviewed)[1]
    say(database, "accept")
    assert quotes(database, reviewed) == ["1999"]
    assert why(database, gone) == "the rules changed"


def test_a_changed_record_that_waits_has_its_last_reviewed_value(
    put: Put, database: Database, reviewed: Reviewed
) -> None:
    put(TEXT, FIGURE)
    (before,) = standing(database, reviewed)
    put(TEXT, ABOUT)
    put(TEXT, AT_LEAST)
    assert standing(database, reviewed) == [before]
    say(database, "accept")
    (after,) = standing(database, reviewed)
    assert after.value.comparison == "at_least"
    assert why(database, before).startswith("the rules changed")


def test_a_withdrawn_record_names_the_one_in_its_place(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, FIGURE)
    (before,) = standing(database, reviewed)
    put(TEXT, ABOUT)
    say(database, "accept")
    (after,) = standing(database, reviewed)
    assert why(database, before) == f"the rules changed; record {after.record_id} stands in its place"


def test_a_rejected_record_is_out(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, YEAR)
    put(TEXT, YEAR, FIGURE)
    say(database, "accept")
    rejected = standing(database, reviewed)[1]
    undo(database)
    assert why(database, rejected) == "it waits for a person again"
    say(database, "reject")
    assert quotes(database, reviewed) == ["1999"]
    assert why(database, rejected) == "a person rejected it"


def test_a_persons_value_stands_whatever_the_rules_read(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, FIGURE)
    put(TEXT, ABOUT)
    say(database, "edit", value={"measure": "count", "amount": "41"})
    put(TEXT, AT_LEAST)
    (record,) = standing(database, reviewed)
    assert (record.value.amount, record.provenance.rule) == ("41", "people.decided")


def test_a_value_that_was_kept_stands_while_the_next_one_waits(
    put: Put, database: Database, reviewed: Reviewed
) -> None:
    put(TEXT, FIGURE)
    put(TEXT, ABOUT)
    say(database, "reject")
    assert comparisons(database, reviewed) == ["exact"]
    put(TEXT, AT_LEAST)
    assert comparisons(database, reviewed) == ["exact"]


def test_a_record_that_was_put_back_stands_where_its_place_is_now(
    put: Put, database: Database, reviewed: Reviewed
) -> None:
    put(TEXT, YEAR, FIGURE)
    put(TEXT, YEAR)
    say(database, "reject")
    put(f"Once more.\n\n{TEXT}", YEAR)
    assert [(record.text, record.provenance.line) for record in standing(database, reviewed)] == [
        ("1999", 3),
        ("40", 5),
    ]


def test_where_the_text_is_gone_everything_is_left_as_it_was(
    put: Put, database: Database, reviewed: Reviewed, tmp_path: Path
) -> None:
    put(TEXT, YEAR, FIGURE)
    put(TEXT, YEAR)
    say(database, "reject")
    (tmp_path / "raw/a.txt").unlink()
    (left,) = facts(database, reviewed)
    assert isinstance(left, Left)
    assert left.problem == "the source cannot be read: No such file or directory"


def test_a_decision_on_a_record_that_is_there_needs_no_text(
    put: Put, database: Database, reviewed: Reviewed, tmp_path: Path
) -> None:
    put(TEXT, YEAR)
    put(TEXT, YEAR, FIGURE)
    say(database, "reject")
    (tmp_path / "raw/a.txt").unlink()
    assert quotes(database, reviewed) == ["1999"]


def test_what_points_to_a_record_that_waits_points_to_nothing(
    put: Put, database: Database, reviewed: Reviewed, made: Callable[..., Any]
) -> None:
    lender = {"kind": "date", "text": "2008"}
    put(TEXT, YEAR)
    identity = made(TEXT, YEAR, lender).records[1].record_id
    put(TEXT, {**YEAR, "value": {"resolved_from": identity}}, lender)
    (year,) = standing(database, reviewed)
    assert year.value.resolved_from is None


def test_documents_are_read_in_parts(
    put: Put, database: Database, reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.publish.reviewed._DOCUMENTS", 2)
    for number in range(5):
        put(TEXT, *([YEAR, FIGURE][: number % 3]), source=f"{number}.txt")
    found = facts(database, reviewed)
    assert [(one.document.source, len(one.records)) for one in found if isinstance(one, Facts)] == [
        ("0.txt", 0),
        ("1.txt", 1),
        ("2.txt", 2),
        ("3.txt", 0),
        ("4.txt", 1),
    ]


def test_elements_of_pages_come_back_from_the_store(put: Put, database: Database, reviewed: Reviewed) -> None:
    put(TEXT, {**YEAR, "path": "p:nth-of-type(1)"})
    assert standing(database, reviewed)[0].provenance.path == "p:nth-of-type(1)"
