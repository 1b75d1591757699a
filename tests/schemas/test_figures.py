from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.errors import InvalidFigure
from schemas.figures import FigureValue, amount_text, amount_value, checked_amount, currencies, decimal_places


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Fraction(2_100_000_000), "2100000000"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(0), "0"),
        (Fraction(2, 3), "2/3"),
        (Decimal("41.630"), "41.63"),
        (Fraction(10**40 + 1), "1" + "0" * 39 + "1"),
        (Fraction(1, 10**30), "0." + "0" * 29 + "1"),
    ],
    ids=str,
)
def test_amount_has_one_exact_form(amount: Fraction | Decimal, text: str) -> None:
    assert amount_text(amount) == text
    assert amount_value(text) == amount


@pytest.mark.parametrize("text", ["1,000", "01", "1.50", "+1", "-0", "-0.0", "1e3", "", ".5", "5.", "1/0", "0/3", "٣"])
def test_other_forms_are_no_amount(text: str) -> None:
    with pytest.raises(InvalidFigure):
        checked_amount(text)


def test_decimal_places_are_counted_where_there_are_finitely_many() -> None:
    assert [decimal_places(Fraction(1, n)) for n in (1, 2, 3, 4, 5, 6, 7, 8)] == [0, 1, None, 2, 1, None, None, 3]


def test_currencies_hold_those_of_the_past() -> None:
    assert {"USD", "EUR", "DEM", "YUM"} <= currencies()


@pytest.mark.parametrize(
    "value",
    [
        {"measure": "count", "amount": "374", "item": "personnel"},
        {"measure": "count", "amount": None, "low": "3000", "high": "5000"},
        {"measure": "count", "amount": None},
        {"measure": "money", "amount": "5", "unit": "USD"},
        {"measure": "money", "amount": "5"},
        {"measure": "money", "amount": "5", "unit": "USD/a"},
        {"measure": "duration", "amount": None, "low": "2", "high": "3", "unit": "P2W/P3W"},
        {"measure": "duration", "amount": "48", "unit": "PT48H"},
        {"measure": "length", "amount": "28", "unit": "[mi_i]"},
        {"measure": "count", "amount": "28", "unit": "MW"},
        {"measure": "count", "amount": "28", "unit": "GBy"},
        {"measure": "ratio", "amount": "1/3"},
        {"measure": "percent", "amount": "-0.5", "unit": "%"},
    ],
    ids=str,
)
def test_value_is_accepted(value: dict[str, Any]) -> None:
    assert FigureValue.model_validate(value).measure == value["measure"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"measure": "count", "amount": "5", "low": "4", "high": "6"}, "one or the other"),
        ({"measure": "count", "amount": None, "low": "4"}, "both or neither"),
        ({"measure": "count", "amount": None, "low": "9", "high": "6"}, "inverted"),
        ({"measure": "count", "amount": None, "low": "1/2", "high": "1/3"}, "inverted"),
        ({"measure": "duration", "amount": "5"}, "needs a unit"),
        ({"measure": "length", "amount": "5"}, "needs a unit"),
        ({"measure": "money", "amount": "5", "unit": "DOLLAR"}, "is none for money"),
        ({"measure": "duration", "amount": "5", "unit": "P"}, "is none for duration"),
        ({"measure": "duration", "amount": "5", "unit": "5Y"}, "is none for duration"),
        ({"measure": "percent", "amount": "5", "unit": "per cent"}, "is none for percent"),
        ({"measure": "length", "amount": "5", "unit": "a b"}, "is none for length"),
        ({"measure": "count", "amount": "5", "unit": "km"}, "is none for count"),
        ({"measure": "ratio", "amount": "5", "unit": "MW"}, "is none for ratio"),
        ({"measure": "money", "amount": "5", "unit": "USD/person"}, "is none for money"),
        ({"measure": "duration", "amount": "5", "unit": "P9Y/P1D/P3W"}, "is none for duration"),
        ({"measure": "count", "amount": "5", "checks": ["breakdown_mismatch"]}, "a mismatch stands in both"),
        (
            {"measure": "count", "amount": "5", "breakdown": {"parts": ["0" * 16], "sum": "4", "agrees": True}},
            "adds up to 4",
        ),
        ({"measure": "count", "amount": "5,000"}, "no amount"),
        ({"measure": "weight", "amount": "5"}, "count"),
    ],
    ids=str,
)
def test_value_is_refused(value: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        FigureValue.model_validate(value)


def test_value_survives_json() -> None:
    value = FigureValue.model_validate(
        {
            "measure": "count",
            "amount": "20",
            "comparison": "at_least",
            "item": "men",
            "part_of": "0" * 16,
            "breakdown": {"parts": ["1" * 16], "sum": "21", "agrees": False},
            "checks": ["breakdown_mismatch"],
        }
    )
    assert FigureValue.model_validate_json(value.model_dump_json()) == value
