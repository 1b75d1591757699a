from typing import Any

import pytest

from flows.review import forms
from flows.review.forms import Refused
from schemas.records import KINDS, VALUES
from tests.conftest import USUAL_VALUES


def value(kind: str, **more: Any) -> dict[str, Any]:
    return VALUES[kind].model_validate({**USUAL_VALUES[kind], **more}).model_dump(mode="json")


def given(kind: str, was: dict[str, Any], **changed: str) -> dict[str, str]:
    return {field.name: field.value for field in forms.fields(kind, was)} | changed


@pytest.mark.parametrize("kind", KINDS)
def test_form_that_nobody_touched_gives_the_value_back(kind: str) -> None:
    was = value(kind)
    assert forms.parsed(kind, given(kind, was), was) == was


def test_form_offers_what_the_model_allows() -> None:
    by_name = {field.name: field for field in forms.fields("date", value("date"))}
    assert by_name["precision"].choices[:3] == ("day", "month", "season")
    assert by_name["relation"].choices[0] == ""
    assert by_name["approximate"].control == "flag"
    assert "resolved_from" not in by_name
    assert {field.control for field in forms.fields("resolution", value("resolution"))} == {"text", "lines"}


@pytest.mark.parametrize(
    ("kind", "changed", "expected"),
    [
        ("date", {"edtf": "2008-02", "precision": "month"}, {"earliest": "2008-02-01", "latest": "2008-02-29"}),
        ("date", {"edtf": "", "precision": "day"}, {"edtf": None, "earliest": None, "latest": None}),
        ("date", {"approximate": "true", "relation": "since"}, {"approximate": True, "relation": "since"}),
        ("date", {"earliest": "1999-06-01"}, {"earliest": "1999-06-01", "latest": "1999-12-31"}),
        ("figure", {"amount": "41", "item": ""}, {"amount": "41", "item": None}),
        ("figure", {"amount": "", "low": "3", "high": "4"}, {"amount": None, "low": "3", "high": "4"}),
        ("organization", {"acronym": "", "known": ""}, {"acronym": None, "known": False}),
        ("resolution", {"symbol": "S/RES/1325 (2000)"}, {"number": 1325, "year": 2000, "body": "Security Council"}),
        ("resolution", {"paragraphs": "3\n 11 (j) \n"}, {"paragraphs": ["3", "11 (j)"]}),
        ("document", {"symbol": "A/76/674"}, {"session": "76", "number": 674, "body": "General Assembly"}),
    ],
)
def test_form_is_read_and_what_follows_follows(kind: str, changed: dict[str, str], expected: dict[str, Any]) -> None:
    was = value(kind)
    assert forms.parsed(kind, given(kind, was, **changed), was).items() >= expected.items()


@pytest.mark.parametrize(
    ("kind", "changed", "field", "says"),
    [
        ("date", {"edtf": "June 1999"}, "edtf", "is no EDTF"),
        ("date", {"earliest": "1999-02-30"}, "earliest", "day is out of range"),
        ("date", {"latest": ""}, forms.WHOLE, "expected both or neither"),
        ("figure", {"amount": "1,000"}, "amount", "is no amount"),
        ("figure", {"measure": "money", "unit": "XXX1"}, forms.WHOLE, "is none for money"),
        ("figure", {"measure": "weight"}, "measure", "expected 'count'"),
        ("organization", {"name": ""}, "name", "expected no fewer characters than 1"),
        ("organization", {"id": "Q1"}, "id", "expected something of the form"),
        ("resolution", {"number": "many"}, "number", "expected a whole number"),
        ("resolution", {"symbol": "1325"}, "symbol", "'1325'"),
        ("document", {"symbol": "nothing"}, "symbol", "'nothing'"),
    ],
)
def test_form_is_refused_at_the_field(kind: str, changed: dict[str, str], field: str, says: str) -> None:
    was = value(kind)
    with pytest.raises(Refused) as refused:
        forms.parsed(kind, given(kind, was, **changed), was)
    assert says in refused.value.errors[field]


def test_a_count_below_zero_is_refused_at_the_field() -> None:
    was = value("figure")
    with pytest.raises(Refused) as refused:
        forms.parsed("figure", given("figure", was, amount="-5"), was)
    assert refused.value.errors == {"amount": "'-5' is below zero; expected a count of 0 or more"}


@pytest.mark.parametrize(("measure", "unit"), [("temperature", "Cel"), ("percent", "%"), ("money", "EUR")])
def test_what_is_no_count_may_be_below_zero(measure: str, unit: str) -> None:
    was = value("figure", measure=measure, unit=unit, item=None)
    assert forms.parsed("figure", given("figure", was, amount="-5"), was)["amount"] == "-5"


def test_a_count_that_the_text_has_below_zero_may_be_named_otherwise() -> None:
    was = value("figure", amount="-3", item="post")
    assert forms.parsed("figure", given("figure", was, item="posts"), was)["item"] == "posts"


def test_breakdown_does_not_outlive_another_amount() -> None:
    parts = {"parts": ["0" * 16], "sum": "3", "agrees": True}
    was = value("figure", breakdown=parts)
    assert forms.parsed("figure", given("figure", was, item="people"), was)["breakdown"] == parts
    assert forms.parsed("figure", given("figure", was, amount="4"), was)["breakdown"] is None


def test_form_takes_no_field_that_it_does_not_show() -> None:
    was = value("figure")
    assert forms.parsed("figure", {**given("figure", was), "part_of": "0" * 16, "other": "x"}, was) == was
