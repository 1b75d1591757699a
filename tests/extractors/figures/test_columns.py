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
        "Island\tCost (US$ million or so)\nUpolu\t45",
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


def amounts(extract: Extract, text: str) -> list[tuple[str, str | None, str | None]]:
    """Quotes, amounts and units of the figures of a text."""
    found = [record for record in extract(text).records if isinstance(record, FigureRecord)]
    return [(record.text, record.value.amount, record.value.unit) for record in found]


@pytest.mark.parametrize(
    ("head", "amount", "unit"),
    [
        ("Cost (US$ million)", "4500000", "USD"),
        ("Paid (thousands of euros)", "4500", "EUR"),
        ("Value (£m)", "4500000", "GBP"),
        ("Sales (RM'000)", "4500", "MYR"),
        ("Catch ('000 tons)", "4500", "t"),
        ("Visitors (in thousands)", "4500", None),
        ("EUR million", "4500000", "EUR"),
    ],
)
def test_head_of_a_column_scales_its_cells(extract: Extract, head: str, amount: str, unit: str | None) -> None:
    text = f"Island\tBoats\t{head}\nUpolu\t12\t4.5\nSavai\t8\t4.5"
    assert amounts(extract, text) == [
        ("12", "12", None),
        ("4.5", amount, unit),
        ("8", "8", None),
        ("4.5", amount, unit),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "(Thousands of Swiss francs)\nItem\t2019\nFuel\t4.5",
        "In thousands of Swiss francs\n\nItem\tApproved budget\nFuel\t4.5",
        "Costs of the fleet (CHF thousand)\nItem\tSpent in 2019\nFuel\t4.5",
        "CHF thousand\tFY2019\nFuel\t4.5",
        "(Thousands of Swiss francs)\nFuel\t4.5",
        "Costs (CHF thousand)\nFuel\t4.5",
        "| (CHF '000) | 2019 |\n|---|---|\n| Fuel | 4.5 |",
    ],
    ids=["caption", "spaced", "title", "first head", "no heads", "no heads but a title", "bars"],
)
def test_line_above_a_table_scales_its_columns(extract: Extract, text: str) -> None:
    assert ("4.5", "4500", "CHF") in amounts(extract, text)


@pytest.mark.parametrize(
    "text",
    [
        "(Thousands of euros)\nItem\t2019\tShare\nFuel\t120\t4.5",
        "(Thousands of euros)\nItem\t2019\tBoats\nFuel\t120\t4.5",
        "(Thousands of euros)\nItem\t2019\nVacancy rate\t4.5",
        "(Thousands of euros, except shares)\nItem\t2019\nFuel\t4.5",
        "(Thousands of years)\nItem\t2019\nFuel\t4.5",
        "Island\tStaff (M)\nUpolu\t4.5",
        "We paid millions of euros\nUpolu\t4.5",
        "(Thousands of euros)\n\nIt grew by 4.5 in all.",
    ],
    ids=["share", "count", "rate", "exceptions", "years", "letter", "prose", "no table"],
)
def test_number_that_may_be_no_amount_is_not_scaled(extract: Extract, text: str) -> None:
    assert ("4.5", "4.5", None) in amounts(extract, text)


def test_people_in_a_table_of_amounts_are_not_scaled(extract: Extract) -> None:
    text = "(US$ million)\nIndicator\t2019\nTurnover\t702\nEmployees\t4,300"
    assert amounts(extract, text) == [("702", "702000000", "USD"), ("4,300", "4300", None)]


def test_cell_with_a_scale_of_its_own_is_not_scaled_again(extract: Extract) -> None:
    text = "Fund\tPaid (US$ million)\nRelief\t$4.5\nDebt\t$4.5 million"
    assert [amount for _, amount, _ in amounts(extract, text)] == ["4500000", "4500000"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("(3.1)", ("3.1", "3.1", "%")),
        ("-3.1", ("-3.1", "-3.1", "%")),
        ("−3.1", ("−3.1", "-3.1", "%")),
        ("+3.1", ("+3.1", "3.1", "%")),
    ],
    ids=["brackets", "hyphen", "minus", "plus"],
)
def test_unit_of_a_head_reaches_cells_with_signs(
    extract: Extract, cell: str, expected: tuple[str, str | None, str | None]
) -> None:
    text = f"Ward\tNurses\tChange (%)\nNorth\t45\t{cell}\nSouth\t50\t{cell}"
    assert amounts(extract, text)[1] == expected


def test_unit_of_a_head_reaches_cells_between_bars(extract: Extract) -> None:
    text = "| Ward | Cost (EUR) |\n|---|---|\n| North | 45 |"
    assert measured(extract, text) == [("45", "EUR")]


@pytest.mark.parametrize(
    ("label", "amount", "unit"),
    [
        ("Heroin seized (kg)", "4.5", "kg"),
        ("Literacy (%)", "4.5", "%"),
        ("Passengers (thousands)", "4500", None),
        ("Exports (US$ million)", "4500000", "USD"),
        ("Trips (net)", "4.5", None),
        ("Wait (days)", "4.5", None),
    ],
)
def test_label_of_a_row_states_the_unit_of_its_cells(
    extract: Extract, label: str, amount: str, unit: str | None
) -> None:
    text = f"Result\t2019\t2020\n{label}\t4.5\t–\nBoats\t7\t9"
    assert amounts(extract, text) == [("4.5", amount, unit), ("7", "7", None), ("9", "9", None)]


def test_first_head_states_the_unit_of_columns_of_years(extract: Extract) -> None:
    assert measured(extract, "Share (%)\t2019\t2020\nNorth\t4\t5") == [("4", "%"), ("5", "%")]


def test_head_of_a_column_stands_before_the_label_of_a_row(extract: Extract) -> None:
    text = "Drug\tSeizures\tChange (%)\nHeroin (kg)\t40\t5"
    assert measured(extract, text) == [("40", "kg"), ("5", "%")]


def test_bar_alone_in_its_line_is_no_row(extract: Extract) -> None:
    assert measured(extract, "| Ward | Cost (EUR) |\n|\n| North | 45 |\n(Thousands of euros)\n|") == [("45", "EUR")]
