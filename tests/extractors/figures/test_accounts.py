from collections.abc import Callable

import pytest

from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def amounts(extract: Extract, text: str) -> dict[str, str | None]:
    """Amounts by the quote that states them."""
    return {record.text: record.value.amount for record in _figures(extract, text)}


def _figures(extract: Extract, text: str) -> list[FigureRecord]:
    return [record for record in extract(text).records if isinstance(record, FigureRecord)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net result\t(1,102)\t950", {"(1,102)": "-1102", "950": "950"}),
        ("| Variance | ($300) | (12.4%) |", {"($300)": "-300", "(12.4%)": "-12.4"}),
        ("Appropriation      $900.0      ($1.2 million)", {"$900.0": "900", "($1.2 million)": "-1200000"}),
        ("Cash flow\t$300\t($300)", {"$300": "300", "($300)": "-300"}),
        ("Expenditure 1,350 1,200 (150)", {"1,350": "1350", "1,200": "1200", "(150)": "-150"}),
        ("Net loss (1,102) (950) 300", {"(1,102)": "-1102", "(950)": "-950", "300": "300"}),
        ("Sales 500 400\nNet income 120 (30)", {"500": "500", "400": "400", "120": "120", "(30)": "-30"}),
        ("Income\t300\nTax\t(40)\nOther\t(2)", {"300": "300", "(40)": "-40", "(2)": "-2"}),
        ("Growth\t(48%)\nMargin\t12%", {"(48%)": "-48", "12%": "12"}),
        ("Cash\tNOK (3.4) million\t(2.5)%", {"NOK (3.4) million": "-3400000", "(2.5)%": "-2.5"}),
    ],
    ids=["tabs", "bars", "blanks", "repeated", "row", "opens-row", "rows", "cells", "shares", "outside-units"],
)
def test_brackets_of_accounts_are_a_minus(extract: Extract, text: str, expected: dict[str, str]) -> None:
    assert amounts(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A team of 374 personnel (112 staff) left.", {"374": "374", "112": "112"}),
        ("It fell by 300 (45), and by $5 ($4) each.", {"300": "300", "45": "45", "$5": "5", "$4": "4"}),
        ("Men\t45\t(12.4%)\nWomen\t50\t(13%)", {"45": "45", "12.4%": "12.4", "50": "50", "13%": "13"}),
        ("Received      $425.5M      (48%)", {"$425.5M": "425500000", "48%": "48"}),
        ("Age 45.2 (12.1) 44.8 (11.9)", {"45.2": "45.2", "12.1": "12.1", "44.8": "44.8", "11.9": "11.9"}),
        ("Military\t(8)\tPolice\t(10)", {"8": "8", "10": "10"}),
        ("Doctors\t(8)\nNurses\t(24)", {"8": "8", "24": "24"}),
        ("Troops\t1,200\t(2008)", {"1,200": "1200"}),
        ("(1)\tTroops\t(2)\tPolice", {}),
    ],
    ids=["prose", "two-in-prose", "shares", "share-of-money", "deviation", "labels", "column", "year", "numbering"],
)
def test_other_brackets_are_no_minus(extract: Extract, text: str, expected: dict[str, str]) -> None:
    assert amounts(extract, text) == expected


def test_losses_break_down_nothing(extract: Extract) -> None:
    assert all(figure.value.part_of is None for figure in _figures(extract, "Ghana\t749\t(122)\t871"))


def test_losses_add_up_to_their_total(extract: Extract) -> None:
    *_, total = _figures(extract, "Income\t300\nTax\t(40)\nTotal\t260")
    assert total.value.breakdown is not None
    assert total.value.breakdown.agrees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police (1) 14\nTroops (2) 120", {"14": "14", "120": "120"}),
        ("Amount (1)  14\nOther (2)  20", {"14": "14", "20": "20"}),
        ("Police (1)\t14\nTroops (2)\t120", {"14": "14", "120": "120"}),
        ("Annex (3) 14", {"14": "14"}),
        ("| (1) | Troops | 120 |\n| (2) | Police | 40 |", {"120": "120", "40": "40"}),
    ],
    ids=["row", "blanks", "tabs", "one-line", "numbered-rows"],
)
def test_notes_and_numbers_of_rows_are_no_figures(extract: Extract, text: str, expected: dict[str, str]) -> None:
    assert amounts(extract, text) == expected


def test_note_is_no_part_of_what_a_label_counts(extract: Extract) -> None:
    items = [figure.value.item for figure in _figures(extract, "Police (1) 14\nTroops (2) 120")]
    assert items == ["Police", "Troops"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Region\tMean\t(SD)\nNorth\t45.2\t(12.1)", {"45.2": "45.2", "12.1": "12.1"}),
        ("North   45.2   (1.4)", {"45.2": "45.2", "1.4": "1.4"}),
        ("Chad\t12\t(3)\nNepal\t40\t(7)", {"12": "12", "3": "3", "40": "40", "7": "7"}),
        ("Land\tTroops\t(2018)\nChad\t870\t(912)\nPeru\t12\t13", {"870": "870", "912": "912", "12": "12", "13": "13"}),
        ("| Land | Lost | (men) |\n|---|---|---|\n| Chad | 12 | (3) |", {"12": "12", "3": "3"}),
    ],
    ids=["head", "pair", "pairs", "head-of-a-mixed-column", "bars"],
)
def test_brackets_of_a_column_beside_another_are_no_minus(
    extract: Extract, text: str, expected: dict[str, str]
) -> None:
    assert amounts(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [("Net result\t950\t(102)", "(102)"), ("Item\t2018 (US$)\t2019 (US$)\nShips\t95\t(12)", "(12)")],
    ids=["label", "head"],
)
def test_pairs_of_money_may_be_below_nothing(extract: Extract, text: str, quote: str) -> None:
    assert (amounts(extract, text)[quote] or "").startswith("-")


def test_number_of_the_things_that_a_label_sums_up_is_no_note(extract: Extract) -> None:
    assert amounts(extract, "Lima\t40\t9\nOther provinces (12)\t308\t17")["12"] == "12"


def test_brackets_in_a_cell_of_their_own_break_nothing_down(extract: Extract) -> None:
    found = _figures(extract, "Country\tKilled\t(of whom women)\nGhana\t12\t(3)\nNepal\t40\t(7)")
    assert [(record.text, record.value.part_of) for record in found] == [
        ("12", None),
        ("3", None),
        ("40", None),
        ("7", None),
    ]
