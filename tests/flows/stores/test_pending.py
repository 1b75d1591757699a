"""What waits for a person, over several versions of a document."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.stores import decisions, files, inbox, runs
from flows.stores.database import Database
from flows.stores.deciding import Said, accept_rule, decide
from flows.stores.inbox import Filter, Pending
from flows.stores.loading import Item, close, load
from flows.stores.policy import Policy
from flows.stores.runs import About, Begun
from flows.stores.tables import ChangeState
from schemas.decisions import Verdict
from schemas.errors import DecidedMeanwhile, UsageError
from schemas.records import Extraction, renamed

Made = Callable[..., Extraction]
Put = Callable[..., None]

TEXT = "In 1999 they left.\n\nThey came back in 2008 with 40 observers."
YEAR = {"kind": "date", "text": "1999"}
FIGURE = {"kind": "figure", "text": "40", "value": {"amount": "40", "item": "observers"}}
ABOUT = {**FIGURE, "value": {"amount": "40", "comparison": "about"}}
POLICY = Policy()


@pytest.fixture
def run(database: Database) -> Begun:
    with database.writing() as connection:
        return runs.begin(connection, About("1", "rules 1", {}))


@pytest.fixture
def put(tmp_path: Path, database: Database, run: Begun) -> Put:
    """Writes an extraction and loads it; each time by other rules, unless it has another hash."""
    fingerprints = iter(range(100))

    def put_one(extraction: Extraction, *, sha: str = "0", policy: Policy = POLICY) -> None:
        plain = extraction.model_dump_json().replace("0" * 64, sha * 64)
        files.write(tmp_path, Extraction.model_validate_json(plain))
        rules = "0" if sha != "0" else f"rules {next(fingerprints)}"
        load(database, tmp_path, [Item(extraction.document.source, 5)], Begun(run.id, rules), policy=policy)

    return put_one


def waiting(database: Database, document_id: int = 1) -> list[Pending]:
    with database.reading() as connection:
        return inbox.list_changes(connection, document_id, limit=100)


def shown(database: Database) -> list[tuple[str, str]]:
    return [(str(change.change.kind), change.record.text) for change in waiting(database)]


def say(database: Database, what: str, *, who: str = "Ada", value: Any = None, policy: Policy = POLICY) -> ChangeState:
    (change,) = waiting(database)
    said = Said(who, Verdict(what), value=value)
    return decide(database, change.id, said, seen=change.number, policy=policy).state


def pointing(made: Made, whole: dict[str, Any]) -> Extraction:
    """An extraction in which one figure is a part of another."""
    plain = made("Of 40 observers 30 left.", whole, {"kind": "figure", "text": "30", "value": {"amount": "30"}})
    first, part = plain.records
    value = part.value.model_copy(update={"part_of": first.record_id})
    return plain.model_copy(update={"records": (first, part.model_copy(update={"value": value}))})


def test_what_only_points_to_another_record_waits_with_it(database: Database, put: Put, made: Made) -> None:
    put(pointing(made, FIGURE))
    put(pointing(made, ABOUT))
    assert shown(database) == [("changed", "40")]


def test_first_extraction_passes(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT, YEAR))
    assert shown(database) == []


def test_first_extraction_waits_where_the_policy_says_so(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT, YEAR), policy=Policy(review_new=True))
    assert [(change.change.kind, change.cause) for change in waiting(database)] == [("added", "new")]


@pytest.mark.parametrize(
    ("kind", "sha", "waits"),
    [("resolution", "1", 1), ("figure", "1", 0), ("date", "1", 1), ("figure", "0", 1)],
    ids=["text", "text of a kind that passes", "text of another kind", "rules"],
)
def test_changes_wait_by_cause_and_kind(  # noqa: PLR0913, PLR0917 # three of them are fixtures
    database: Database, put: Put, made: Made, kind: str, sha: str, waits: int
) -> None:
    put(made(TEXT, YEAR), sha="2" if sha != "0" else "0")
    put(made(TEXT, YEAR, FIGURE), sha=sha, policy=Policy(trust_text=frozenset({kind})))
    assert len(shown(database)) == waits


def test_change_lies_between_the_records_before_and_after(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT, FIGURE))
    put(made(TEXT, ABOUT))
    (change,) = waiting(database)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value.comparison, change.after.value.comparison) == ("exact", "about")
    assert (change.change.kind, change.is_last) == ("changed", True)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (([FIGURE], []), []),
        (([FIGURE], [ABOUT]), [("added", "40")]),
        (([FIGURE], [FIGURE]), [("added", "40")]),
    ],
    ids=["added and gone", "added and changed", "added and as it was"],
)
def test_what_waits_leads_from_what_was_reviewed_last(
    database: Database, put: Put, made: Made, versions: Any, expected: list[tuple[str, str]]
) -> None:
    for records in ([], *versions):
        put(made(TEXT, *records))
    assert shown(database) == expected
    assert [change.before for change in waiting(database)] == [None] * len(expected)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (([], [FIGURE]), []),
        (([ABOUT], []), [("removed", "40")]),
        (([ABOUT], [FIGURE]), []),
    ],
    ids=["gone and back", "changed and gone", "changed and back"],
)
def test_what_is_as_it_was_waits_no_more(
    database: Database, put: Put, made: Made, versions: Any, expected: list[tuple[str, str]]
) -> None:
    for records in ([FIGURE], *versions):
        put(made(TEXT, *records))
    assert shown(database) == expected


def test_change_follows_its_record_to_another_id(database: Database, put: Put, made: Made) -> None:
    long = "They had not been there for long when they left again in 1999, and that was the end of it."
    put(made(long))
    put(made(long, YEAR))
    put(made(f"In 1999 it began. {long}", YEAR, {**YEAR, "at": 2}), sha="1")
    first, second = waiting(database)
    assert [first.record.provenance.start, second.record.provenance.start] == [75, 3]


def test_nothing_waits_of_a_source_that_is_gone(database: Database, put: Put, run: Begun, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    close(database, ["a.txt"], run)
    assert shown(database) == []


@pytest.mark.parametrize("what", ["accept", "reject"])
def test_change_that_was_decided_waits_no_more(database: Database, put: Put, made: Made, what: str) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    assert say(database, what) == f"{what}ed"
    assert shown(database) == []


def test_nobody_is_asked_twice(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    say(database, "reject")
    for records in ([], [YEAR]):
        put(made(TEXT, *records))
        assert shown(database) == []


def test_what_was_accepted_is_asked_about_when_the_rules_leave_it(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    say(database, "accept")
    put(made(TEXT))
    assert shown(database) == [("removed", "1999")]


def test_edit_is_validated_and_kept(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, FIGURE))
    with pytest.raises(ValueError, match="is no amount"):
        say(database, "edit", value={"measure": "count", "amount": "1,000"})
    assert say(database, "edit", value={"measure": "count", "amount": "41"}) == "edited"
    put(made(TEXT, ABOUT))
    assert shown(database) == []


def test_undo_is_a_new_row_and_the_change_waits_again(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    (change,) = waiting(database)
    say(database, "reject")
    decide(database, change.id, Said("Ben", Verdict.UNDO), seen=1, policy=POLICY)
    assert shown(database) == [("added", "1999")]
    with database.reading() as connection:
        assert [(said.who, said.what) for said in decisions.of_change(connection, change.id)] == [
            ("Ada", "reject"),
            ("Ben", "undo"),
        ]


def test_second_reviewer_sees_that_it_was_decided(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    (change,) = waiting(database)
    say(database, "reject")
    with pytest.raises(DecidedMeanwhile, match="Ada has said reject of it"):
        decide(database, change.id, Said("Ben", Verdict.ACCEPT), seen=0, policy=POLICY)
    with pytest.raises(DecidedMeanwhile, match="it waits no more: it is rejected"):
        decide(database, change.id, Said("Ben", Verdict.ACCEPT), seen=1, policy=POLICY)


def test_decision_comes_too_late_where_a_run_changed_the_record_again(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, FIGURE))
    (change,) = waiting(database)
    put(made(TEXT, ABOUT))
    with pytest.raises(DecidedMeanwhile, match="a later run changed the record again"):
        decide(database, change.id, Said("Ben", Verdict.ACCEPT), seen=0, policy=POLICY)


@pytest.mark.parametrize(("what", "says"), [("undo", "nothing was said"), ("accept", "there is no change 99")])
def test_what_cannot_be_decided_is_refused(database: Database, put: Put, made: Made, what: str, says: str) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR))
    number = 99 if what == "accept" else waiting(database)[0].id
    with pytest.raises(UsageError, match=says):
        decide(database, number, Said("Ben", Verdict(what)), seen=0, policy=POLICY)


def test_some_kinds_need_two_people(database: Database, put: Put, made: Made) -> None:
    policy = Policy(two_people=frozenset({"date"}))
    put(made(TEXT))
    put(made(TEXT, YEAR))
    assert say(database, "accept", policy=policy) == "waiting"
    assert say(database, "accept", policy=policy) == "waiting"
    assert say(database, "accept", who="Ben", policy=policy) == "accepted"


def test_a_rule_is_accepted_at_once_but_for_what_was_not_seen(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR, FIGURE, {"kind": "date", "text": "2008"}))
    first, *_ = waiting(database)
    assert accept_rule(database, 1, "dates.by-hand", "Ada", upto=first.id, policy=POLICY) == [first.id]
    assert shown(database) == [("added", "2008"), ("added", "40")]
    accept_rule(database, 1, "dates.by-hand", "Ada", upto=10**6, policy=POLICY)
    assert shown(database) == [("added", "40")]


def test_changes_page_by_their_ids(database: Database, put: Put, made: Made) -> None:
    put(made(TEXT))
    put(made(TEXT, YEAR, FIGURE, {"kind": "date", "text": "2008"}))
    with database.reading() as connection:
        first = inbox.list_changes(connection, 1, limit=2)
        rest = inbox.list_changes(connection, 1, after=first[-1].id, limit=2)
        assert [change.record.text for change in (*first, *rest)] == ["1999", "2008", "40"]
        assert inbox.count(connection) == 3


@pytest.fixture
def two_documents(put: Put, made: Made) -> None:
    union = {"kind": "organization", "text": "They"}
    for name, records in (("a.txt", [YEAR, union]), ("2024/b.txt", [FIGURE]), ("c.txt", [])):
        put(renamed(made(TEXT), name))
        put(renamed(made(TEXT, *records), name))


@pytest.mark.parametrize(
    ("wanted", "sources"),
    [
        (Filter(), ["2024/b.txt", "a.txt"]),
        (Filter(search="A.TX"), ["a.txt"]),
        (Filter(search="%"), []),
        (Filter(kind="figure"), ["2024/b.txt"]),
        (Filter(kind="resolution"), []),
        (Filter(rule="dates.by-hand"), ["a.txt"]),
        (Filter(cause="rules"), ["2024/b.txt", "a.txt"]),
        (Filter(cause="text"), []),
        (Filter(organization="African Union"), ["a.txt"]),
        (Filter(organization="AU"), ["a.txt"]),
        (Filter(organization="local:african-union"), ["a.txt"]),
        (Filter(organization="EU"), []),
        (Filter(kind="date", organization="AU", cause="rules", search="a"), ["a.txt"]),
    ],
    ids=str,
)
def test_inbox_shows_what_is_wanted(
    database: Database, two_documents: None, wanted: Filter, sources: list[str]
) -> None:
    with database.reading() as connection:
        assert [entry.source for entry in inbox.list_documents(connection, wanted, limit=9)] == sources


def test_inbox_counts_and_pages(database: Database, two_documents: None) -> None:
    with database.reading() as connection:
        (first,) = inbox.list_documents(connection, Filter(), limit=1)
        (second,) = inbox.list_documents(connection, Filter(), after=first.source, limit=1)
        assert (first.source, second.source) == ("2024/b.txt", "a.txt")
        assert (second.waiting, second.kinds) == (2, (("date", 1), ("organization", 1)))
        assert inbox.choices(connection).rules == ("dates.by-hand", "figures.by-hand", "organizations.by-hand")
