from collections.abc import Callable

import pytest

from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def measured(extract: Extract, text: str) -> list[tuple[str, str | None]]:
    """Quotes and units of the figures of a text."""
    found = [record for record in extract(text).records if isinstance(record, FigureRecord)]
    return [(record.text, record.value.unit) for record in found]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Cost (US$)", "USD"),
        ("Wages (EUR)", "EUR"),
        ("Paid (in euros)", "EUR"),
        ("Area (km²)", "km2"),
        ("Harvest (tons)", "t"),
        ("Share (%)", "%"),
    ],
)
def test_head_of_a_column_states_the_unit_of_its_cells(extract: Extract, head: str, unit: str) -> None:
    text = f"Island\tBoats\t{head}\nUpolu\t12\t45\nSavai\t8\t55\n\nThe rest is the sea."
    assert measured(extract, text) == [("12", None), ("45", unit), ("8", None), ("55", unit)]


def test_column_is_told_from_the_right_where_a_total_leaves_cells_empty(extract: Extract) -> None:
    text = "Lot\tPlace\tPaid (US$)\tCrew\nA\tApia\t1,200\t7\nTotal\t\t1,200\t7"
    assert measured(extract, text) == [("1,200", "USD"), ("7", None), ("1,200", "USD"), ("7", None)]


def test_row_that_lacks_its_last_cell_has_no_unit(extract: Extract) -> None:
    text = "Lot\tCrew\tShare (%)\tSeen\nA\t7\t45\tin May\nTotal\t7\t45"
    assert measured(extract, text) == [("7", None), ("45", "%"), ("7", None), ("45", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Island\tCost (US$ million)\nUpolu\t45",
        "Island\tStaff (M)\nUpolu\t45",
        "Island\tStaff (local)\nUpolu\t45",
        "Island\tCost (US$)\n\nIn all 45 boats sailed.",
        "It was paid (US$)\nUpolu\t45",
        "Island\tCost (US$)\nUpolu\t45 boats",
        "Island\tCost (US$)\nUpolu\t4\t45\t3",
    ],
    ids=["scaled", "letter", "no unit", "no row", "no column", "counted", "wider"],
)
def test_other_heads_and_cells_leave_numbers_as_they_are(extract: Extract, text: str) -> None:
    assert {unit for _, unit in measured(extract, text)} == {None}


def test_unit_in_the_cell_stands_before_that_of_the_head(extract: Extract) -> None:
    assert measured(extract, "Island\tCost (US$)\nUpolu\tEUR 45\nSavai\t12%") == [("EUR 45", "EUR"), ("12%", "%")]


@pytest.mark.parametrize(
    "text",
    [
        "Island\tCost (US$)\nUpolu\t45\n\nPort\tCrew\nApia\t87\nAsau\t41",
        "Island\tCost (US$)\nUpolu\t45\n\nApia\t87\nAsau\t41",
        "Island\tCost (US$)\nUpolu\t45\nPort\tCrew\nApia\t87\nAsau\t41",
        "Island\tCost (US$)\n\nUpolu\t45\n\nPort\tCrew\n\nApia\t87\n\nAsau\t41",
    ],
    ids=["both", "blank line", "heads", "heads among blank lines"],
)
def test_unit_reaches_no_further_than_its_table(extract: Extract, text: str) -> None:
    assert measured(extract, text) == [("45", "USD"), ("87", None), ("41", None)]


def test_heads_without_a_row_of_their_own_state_nothing_about_the_next(extract: Extract) -> None:
    assert measured(extract, "Island\tCost (US$)\n\nPort\tCrew\nApia\t87") == [("87", None)]


@pytest.mark.parametrize("between", ["\n\n", "\nTutuila\tn/a\n", "\nTutuila\t—\n"], ids=["spaced", "word", "dash"])
def test_unit_reaches_over_what_ends_no_table(extract: Extract, between: str) -> None:
    below_heads = between if between == "\n\n" else "\n"
    text = f"Island\tCost (US$){below_heads}Upolu\t45{between}Savai\t55"
    assert measured(extract, text) == [("45", "USD"), ("55", "USD")]
