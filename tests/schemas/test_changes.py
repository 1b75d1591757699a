from collections.abc import Callable

import pytest

from schemas.changes import Cause, Change, ChangeKind, apply, cause_between, compare, diff
from schemas.errors import InvalidRecord
from schemas.records import Extraction

Made = Callable[..., Extraction]

YEAR = {"kind": "date", "text": "1999"}
BODY = {"kind": "organization", "text": "African Union"}


def of(extraction: Extraction, **document: str) -> Extraction:
    return extraction.model_copy(update={"document": extraction.document.model_copy(update=document)})


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.record.text) for change in changes]


def test_diff_of_equal_lists_is_empty(made: Made) -> None:
    records = made("Since 1999 the African Union", YEAR, BODY).records
    assert diff(records, records, cause=Cause.RULES) == ()


def test_diff_names_what_came_and_what_went(made: Made) -> None:
    text = "Since 1999 the African Union"
    changes = compare(made(text, YEAR), made(text, BODY))
    assert kinds(changes) == [("removed", "1999"), ("added", "African Union")]
    assert [change.cause for change in changes] == [Cause.RULES, Cause.RULES]


def test_diff_shows_another_value_field_by_field(made: Made) -> None:
    text = "Some 3 observers"
    before = made(text, {"kind": "figure", "text": "3", "rule": "figures.old"})
    after = made(text, {"kind": "figure", "text": "3", "rule": "figures.new", "value": {"comparison": "about"}})
    (change,) = compare(before, after)
    assert change.kind is ChangeKind.CHANGED
    assert [(field.field, field.before, field.after) for field in change.fields] == [("comparison", "exact", "about")]
    assert change.rules == ("figures.old", "figures.new")


def test_diff_tells_a_moved_record_from_a_changed_one(made: Made) -> None:
    (change,) = compare(made("Since 1999", YEAR), of(made("Ever since 1999", YEAR), sha256="1" * 64))
    assert (change.kind, change.fields) == (ChangeKind.MOVED, ())


def test_diff_pairs_no_likeness(made: Made) -> None:
    before = made("It met in 1999, and left.", {"kind": "date", "text": "1999"})
    after = made("It met in 1999, and stayed.", {"kind": "date", "text": "1999", "value": {"approximate": True}})
    assert kinds(compare(before, after)) == [("added", "1999"), ("removed", "1999")]


def test_diff_pairs_no_two_of_a_kind(made: Made) -> None:
    text = "1999 " * 30
    at = {"kind": "date", "text": "1999"}
    before = made(text, {**at, "at": 12}, {**at, "at": 15})
    about = {**at, "value": {"approximate": True}}
    after = made(text, {**about, "at": 12}, {**about, "at": 15})
    assert sorted(kinds(compare(before, after))) == [("added", "1999")] * 2 + [("removed", "1999")] * 2


@pytest.mark.parametrize(
    ("later", "cause"),
    [
        ({"fingerprint": "b"}, Cause.RULES),
        ({"sha256": "1" * 64}, Cause.TEXT),
        ({"sha256": "1" * 64, "fingerprint": "b"}, Cause.BOTH),
    ],
    ids=["rules", "text", "both"],
)
def test_cause_is_what_differs_between_the_versions(made: Made, later: dict[str, str], cause: Cause) -> None:
    before = of(made("Since 1999", YEAR), fingerprint="a")
    assert cause_between(before.document, of(before, **later).document) is cause


def test_change_in_the_same_surroundings_comes_from_the_rules(made: Made) -> None:
    before, after = (
        made("Some 3 observers", {"kind": "figure", "text": "3", "value": {"comparison": comparison}}).records
        for comparison in ("exact", "about")
    )
    (change,) = diff(before, after, cause=Cause.BOTH)
    assert change.cause is Cause.RULES


def test_compare_refuses_two_sources(made: Made) -> None:
    one = made("Since 1999", YEAR)
    with pytest.raises(InvalidRecord, match="expected one source"):
        compare(one, of(one, source="b.txt"))


def test_change_needs_the_sides_of_its_kind(made: Made) -> None:
    record = made("Since 1999", YEAR).records[0]
    with pytest.raises(ValueError, match="a change of kind added"):
        Change(kind=ChangeKind.ADDED, cause=Cause.TEXT, before=record)


def test_apply_refuses_a_change_that_does_not_start_here(made: Made) -> None:
    before, after = made("Since 1999", YEAR).records, made("Since 1999").records
    changes = diff(before, after, cause=Cause.RULES)
    with pytest.raises(InvalidRecord, match="is not among the records"):
        apply(changes, after)
    with pytest.raises(InvalidRecord, match="is there before"):
        apply(diff(after, before, cause=Cause.RULES), before)


def test_change_survives_json(made: Made) -> None:
    changes = compare(made("Since 1999", YEAR), made("Since 1999"))
    assert [Change.model_validate_json(change.model_dump_json()) for change in changes] == list(changes)
