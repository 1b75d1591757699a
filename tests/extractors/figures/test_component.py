from collections.abc import Callable
from typing import Any

import pytest

from extractors import tokens
from extractors.figures import component as figures
from extractors.findings import Finding, Findings
from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def find() -> Callable[[str], list[Finding]]:
    """What the component finds by itself."""
    nlp = tokens.blank([figures.FLAGS])
    nlp.add_pipe("recital_figures")
    return lambda text: Findings.of(nlp(text)).of_kind("figure")


def figure(extract: Extract, text: str) -> FigureRecord:
    found = [record for record in extract(text).records if isinstance(record, FigureRecord)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        (
            "nearly 100,000 troops",
            "100,000",
            {"measure": "count", "amount": "100000", "comparison": "about", "item": "troops"},
        ),
        ("a 15-member body", "15", {"amount": "15", "item": "member"}),
        ("a 3,500-strong force deployed in Juba", "3,500", {"amount": "3500", "item": "force"}),
        ("up to 8,700 personnel", "8,700", {"comparison": "at_most", "item": "personnel"}),
        ("30 or more officers", "30", {"comparison": "at_least", "item": "officers"}),
        (
            "the 3,000 to 5,000 herders",
            "3,000 to 5,000",
            {"amount": None, "low": "3000", "high": "5000", "item": "herders"},
        ),
        ("estimated 100-150,000 men", "100-150,000", {"low": "100000", "high": "150000", "comparison": "about"}),
        (
            "2.3 million[14] to 2.65 million people",
            "2.3 million[14] to 2.65 million",
            {"low": "2300000", "high": "2650000"},
        ),
        ("two or three women", "two or three", {"low": "2", "high": "3", "item": "women"}),
        ("a quarter of a million people", "a quarter of a million", {"measure": "count", "amount": "250000"}),
        ("$2.1 billion was spent", "$2.1 billion", {"measure": "money", "amount": "2100000000", "unit": "USD"}),
        ("$6.5 million dollars", "$6.5 million dollars", {"unit": "USD", "amount": "6500000"}),
        ("C$5 million", "C$5 million", {"unit": "CAD"}),
        ("EUR 41 947 300.", "EUR 41 947 300", {"unit": "EUR", "amount": "41947300"}),
        ("over 9 billion euros", "9 billion euros", {"unit": "EUR", "comparison": "more_than"}),
        ("300 francs", "300 francs", {"measure": "money", "unit": None}),
        ("$5 to $10 million", "$5 to $10 million", {"low": "5000000", "high": "10000000", "unit": "USD"}),
        (
            "between 5 and 10 per cent",
            "5 and 10 per cent",
            {"measure": "percent", "low": "5", "high": "10", "unit": "%"},
        ),
        ("5%-10% of them", "5%-10%", {"low": "5", "high": "10"}),
        ("a loss of -5%", "-5%", {"amount": "-5"}),
        ("a nine-year war", "nine-year", {"measure": "duration", "amount": "9", "unit": "P9Y"}),
        ("within 30 days of it", "30 days", {"unit": "P30D", "comparison": "at_most"}),
        ("for two and a half years", "two and a half years", {"amount": "2.5", "unit": "P2.5Y"}),
        ("three- to six-month tours", "three- to six-month", {"low": "3", "high": "6", "unit": "P3M/P6M"}),
        ("for four centuries", "four centuries", {"amount": "4", "unit": "P400Y"}),
        ("a 48-hour notice", "48-hour", {"unit": "PT48H"}),
        ("twelve (12) months", "twelve (12) months", {"amount": "12", "unit": "P12M"}),
        ("those over 65 years old", "65 years", {"unit": "P65Y", "comparison": "more_than"}),
        ("a 19-year-old pupil", "19-year-old", {"amount": "19", "unit": "P19Y"}),
        ("an 8-week-old pup", "8-week-old", {"unit": "P8W"}),
        ("7+ years in Gao", "7+ years", {"amount": "7", "unit": "P7Y", "comparison": "at_least"}),
        ("debt of 1.9x earnings", "1.9x", {"measure": "ratio", "amount": "1.9", "unit": None}),
        ("below 2x since May", "2x", {"measure": "ratio", "amount": "2", "comparison": "less_than"}),
        ("it rose by 180 bps to", "180 bps", {"measure": "percent", "amount": "1.8", "unit": "%"}),
        ("cut by 25 to 50 basis points", "25 to 50 basis points", {"low": "0.25", "high": "0.5"}),
        ("some 11.4 bcm of gas", "11.4 bcm", {"measure": "volume", "amount": "11400000000", "unit": "m3"}),
        ("a loss of (US$12) million", "(US$12) million", {"amount": "-12000000", "unit": "USD"}),
        ("it changed by (2.5)% in May", "(2.5)%", {"measure": "percent", "amount": "-2.5"}),
        ("within ±10% of plan", "±10%", {"amount": "10", "unit": "%"}),
        ("the 6 to 1 ratio of", "6 to 1", {"measure": "ratio", "amount": "6"}),
        ("Euro 18.4 Million a year", "Euro 18.4 Million", {"measure": "money", "unit": "EUR/a"}),
        ("Kshs. 40m for it", "Kshs. 40m", {"amount": "40000000", "unit": "KES"}),
        ("Ps. 16.89 in Mexico", "Ps. 16.89", {"amount": "16.89", "unit": "MXN"}),
        ("Le 150bn in Sierra Leone", "Le 150bn", {"amount": "150000000000", "unit": "SLE"}),
        ("N 4.5bn for it", "N 4.5bn", {"unit": "NGN"}),
        ("awards EUR 500 (five hundred euros) to", "EUR 500 (five hundred euros)", {"amount": "500", "unit": "EUR"}),
        ("1.5 Million fled", "1.5 Million", {"amount": "1500000"}),
        ("whose observers number 85.", "85", {"amount": "85"}),
        ("one year", "one year", {"amount": "1", "unit": "P1Y"}),
        ("1,200 sq. km of land", "1,200 sq. km", {"measure": "area", "amount": "1200", "unit": "km2"}),
        ("at -20 °C", "-20 °C", {"measure": "temperature", "amount": "-20", "unit": "Cel"}),
        ("it cost €310 m in all", "€310 m", {"amount": "310000000", "unit": "EUR"}),
        ("5 m of rope", "5 m", {"measure": "length", "amount": "5"}),
        ("a result of €-42 m", "€-42 m", {"amount": "-42000000", "unit": "EUR"}),
        ("1 500 € a head", "1 500 €", {"amount": "1500", "unit": "EUR"}),
        ("rose from USD 12.3 to 15.7 million", "USD 12.3 to 15.7 million", {"low": "12300000", "high": "15700000"}),
        ("$5 m to $10 m", "$5 m to $10 m", {"low": "5000000", "high": "10000000"}),
        ("two-and-a-half companies", "two-and-a-half", {"amount": "2.5", "item": "companies"}),
        ("a nine-and-a-half-year war", "nine-and-a-half-year", {"unit": "P9.5Y"}),
        ("a two-to-three-year plan", "two-to-three-year", {"low": "2", "high": "3", "unit": "P2Y/P3Y"}),
        ("for 18 and a half months", "18 and a half months", {"unit": "P18.5M"}),
        ("half-hour talks", "half-hour", {"unit": "PT0.5H"}),
        ("half an hour later", "half an hour", {"unit": "PT0.5H"}),
        ("after a year and a half", "a year and a half", {"amount": "1.5", "unit": "P1.5Y"}),
        ("two years and a half", "two years and a half", {"amount": "2.5", "unit": "P2.5Y"}),
        ("minus 40 °C", "minus 40 °C", {"amount": "-40"}),
        ("-5 to 10 °C", "-5 to 10 °C", {"low": "-5", "high": "10"}),
        ("-12°C to 4°C", "-12°C to 4°C", {"low": "-12", "high": "4"}),
        ("between -20 and -30 °C", "-20 and -30 °C", {"low": "-30", "high": "-20"}),
        ("- 5 to 10 kg of rice", "5 to 10 kg", {"low": "5", "high": "10"}),
        ("zero casualties", "zero", {"amount": "0", "item": "casualties"}),
        ("it fell to zero.", "zero", {"amount": "0", "item": None}),
        ("a ratio of 3:1", "3:1", {"measure": "ratio", "amount": "3"}),
        ("a 1:4 ratio", "1:4", {"measure": "ratio", "amount": "0.25"}),
        ("a sample (n=214)", "214", {"amount": "214"}),
        ("135 military", "135", {"item": "military"}),
        ("250 remaining peacekeepers", "250", {"item": "remaining peacekeepers"}),
        ("5 cubic kilometres of water", "5 cubic kilometres", {"measure": "volume", "unit": "km3"}),
        ("one third of them", "one third", {"measure": "ratio", "amount": "1/3", "unit": None}),
        ("IDPs: 15,582 (2024 est.)", "15,582", {"comparison": "about", "item": "IDPs"}),
        ("the number of refugees rose to 40,000", "40,000", {"item": "refugees"}),
        ("fell 600m west of the school", "600m", {"measure": "length", "unit": "m"}),
        ("a 50m freestyle heat", "50m", {"measure": "length", "unit": "m"}),
        ("sales of 600m were lower", "600m", {"amount": "600000000"}),
        ("a loss of NOK (3.4) million", "NOK (3.4) million", {"amount": "-3400000", "unit": "NOK"}),
        ("a result of EUR (12)", "EUR (12)", {"amount": "-12", "unit": "EUR"}),
        ("a male-to-female ratio 1.3:1", "1.3:1", {"measure": "ratio", "amount": "1.3"}),
        ("a ratio of pupils to teachers of 31:1", "31:1", {"measure": "ratio", "amount": "31"}),
        ("Z$ 4.2 billion was printed", "Z$ 4.2 billion", {"unit": "ZWL"}),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_figure_means_what_it_says(extract: Extract, text: str, quote: str, value: dict[str, Any]) -> None:
    record = figure(extract, text)
    assert record.text == quote
    assert {key: getattr(record.value, key) for key in value} == value


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1701 (2006)", "Article 5", "Pillar II", "paragraph 11 (j)", "Chapter VII", "the G-8", "a MiG-21",
        "phone +211 912 345 678", "a fact.[54]", "12. The Council decides", "1 of 3", "the 12th Battalion",
        "Vision 2030",
        "Seventy-fourth session", "the two hundred and first meeting", "at 3:15", "a p=0.05 level", "ground zero",
        "a zero-sum game", "zero hour", "net zero", "half of the year", "a half-brother", "Horizon 2020 refugees",
        "the 1994 refugees", "one in Chad", "20-04417",
        "the first of them", "the 4011th meeting", "one of the mandates", "one must ask", "no one came",
        "thousands of men",
        "several hundred people", "hundreds of thousands", "dozens of trucks", "in 1999", "on 3 May 2004", "the 1980s",
        "half of it", "both parties", "at 10.30 a.m.", "at 1500 hours", "12:45", "24/7 service", "page 7", "Room 12",
        "the twenty-first century", "a third party", "192.168.1.2", "12,5", "COVID-19", "the Group of 77", "(a) 04871",
    ],
)  # fmt: skip
def test_other_numbers_are_no_figures(extract: Extract, text: str) -> None:
    assert [record.text for record in extract(text).records if record.kind == "figure"] == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("48 of the 120 seats", ["48", "120"]),
        ("three out of five", ["three", "five"]),
        ("it fell from 9.41 per cent to 8.25 per cent", ["9.41 per cent", "8.25 per cent"]),
        ("it rose from 400 to 600", ["400", "600"]),
        ("it fell from 7.2 to 5.1 million", ["7.2", "5.1 million"]),
        ("one in five adults", ["one", "five"]),
        ("one of five adults", ["five"]),
        ("€3.9 bn €-42 m", ["€3.9 bn", "€-42 m"]),
        ("$5 and 10 men", ["$5", "10"]),
        ("it lasted from 2 to 3 hours", ["2 to 3 hours"]),
        ("5 men and 6 women", ["5", "6"]),
        ("Chad 1 – 1", ["1", "1"]),
        ("Chad 2 – 3", ["2", "3"]),
        ("10 – 12 vehicles", ["10 – 12"]),
        ("Chad (1), Togo (12) and Mali (3).", ["1", "12", "3"]),
        ("28% or $2.1 billion", ["28%", "$2.1 billion"]),
        ("5 kg to 3 kg", ["5 kg", "3 kg"]),
        ("$20 $30", ["$20", "$30"]),
    ],
    ids=str,
)
def test_numbers_are_one_figure_or_several(extract: Extract, text: str, quotes: list[str]) -> None:
    assert [record.text for record in extract(text).records if record.kind == "figure"] == quotes


def values(extract: Extract, text: str, key: str) -> list[Any]:
    return [getattr(record.value, key) for record in extract(text).records if record.kind == "figure"]


def test_item_is_shared_when_language_says_so(extract: Extract) -> None:
    assert values(extract, "48 of the 120 seats", "item") == ["seats", "seats"]
    assert values(extract, "five and six towns", "item") == ["towns", "towns"]
    assert values(extract, "five, and in March six towns", "item") == [None, "towns"]


def test_scale_is_shared_when_language_says_so(extract: Extract) -> None:
    assert values(extract, "it fell from 7.2 to 5.1 million", "amount") == ["7200000", "5100000"]
    assert values(extract, "it rose from $12 to $15 million", "amount") == ["12000000", "15000000"]
    assert values(extract, "it rose from 500 to 2 million", "amount") == ["500", "2000000"]


def test_unit_is_shared_when_language_says_so(extract: Extract) -> None:
    assert values(extract, "12, 15 and 18 per cent of it", "unit") == ["%", "%", "%"]
    assert values(extract, "12 men and 18 per cent of it", "unit") == [None, "%"]


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ("Rovers 25 17 5 3 +31 56", ["25", "17", "5", "3", "31", "56"]),
        ("Bohs 25 9 6 10 -2 33", ["25", "9", "6", "10", "-2", "33"]),
        ("It lost 3 -2 men of them", ["3", "2"]),
    ],
)
def test_sign_in_a_row_of_numbers_is_of_its_cell(extract: Extract, row: str, amounts: list[str]) -> None:
    found = [record.value.amount for record in extract(row).records if isinstance(record, FigureRecord)]
    assert found == amounts


def test_label_that_says_when_is_no_item(extract: Extract) -> None:
    _, before = extract("It saw 9,871 (previous year: 9,204).").records
    assert isinstance(before, FigureRecord)
    assert before.value.item is None


def test_dollar_is_a_setting() -> None:
    nlp = tokens.blank([figures.FLAGS])
    nlp.add_pipe("recital_figures", config={"dollar": "AUD"})
    assert [item.value["unit"] for item in Findings.of(nlp("$5, US$5")).of_kind("figure")] == ["AUD", "USD"]


def test_claimed_characters_are_left_alone() -> None:
    nlp = tokens.blank([figures.FLAGS])
    doc = nlp("in 12 towns and 13 camps")
    findings = Findings.of(doc)
    findings.claim(3, 5)
    figures.create_figures(nlp, "figures", dollar="USD")(doc)
    assert [doc.text[item.start : item.end] for item in findings.of_kind("figure")] == ["13"]


def test_figures_claim_their_characters(find: Callable[[str], list[Finding]]) -> None:
    nlp = tokens.blank([figures.FLAGS])
    doc = figures.create_figures(nlp, "figures", dollar="USD")(nlp("in 12 towns"))
    assert not Findings.of(doc).is_free(3, 5)
    assert Findings.of(doc).is_free(0, 3)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("10 000 UN troops left.", ["10 000"]),
        ("12 250 Ethiopian soldiers came.", ["12 250"]),
        ("The force has 10 000.", ["10 000"]),
        ("They paid 41 947 300 EUR.", ["41 947 300 EUR"]),
        ("Nepal 12 345 Uruguay 20", ["12", "345", "20"]),
        ("Fuel\t275 342.3\nRent\t1 271 907.8", ["275 342.3", "1 271 907.8"]),
        ("Fuel for the boats in 2019/20\t275 342", ["275 342"]),
        ("Fuel\t12 345 67", ["12", "345", "67"]),
        ("Fuel\t12\t345\nRent\t7\t8", ["12", "345", "7", "8"]),
        ("Fuel\t12 345\t1 345.5", ["12 345", "1 345.5"]),
        ("Fuel\tby boat 12 345", ["12", "345"]),
        ("Nepal 12 345.5 Uruguay 20", ["12", "345.5", "20"]),
    ],
)
def test_thousands_in_groups_are_one_number_where_no_cells_stand(
    extract: Extract, text: str, quotes: list[str]
) -> None:
    assert [record.text for record in extract(text).records if record.kind == "figure"] == quotes


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Rate\t-1.7\t-2\t0.6", ["-1.7", "-2", "0.6"]),
        ("| Change | −3 | +5 |", ["-3", "5"]),
        ("Rate\t-\t12", ["12"]),
        ("Staff\t- 12\t3", ["12", "3"]),
        ("Rate\t-12 men\t3", ["12", "3"]),
    ],
)
def test_sign_belongs_to_the_number_with_which_it_fills_a_cell(extract: Extract, text: str, amounts: list[str]) -> None:
    figures = [record.value.amount for record in extract(text).records if isinstance(record, FigureRecord)]
    assert figures == amounts


@pytest.mark.xfail(strict=True, reason="no rule reads it yet")
@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("it has $21 million, against the 600 million a year that it needs", "600 million", {"measure": "money"}),
        ("12 x 105 mm howitzers", "12", {"measure": "count"}),
    ],
    ids=["currency told before", "calibre"],
)
def test_figure_is_not_understood_yet(extract: Extract, text: str, quote: str, value: dict[str, Any]) -> None:
    figures = {record.text: record.value for record in extract(text).records if isinstance(record, FigureRecord)}
    assert {field: getattr(figures[quote], field) for field in value} == value


@pytest.mark.parametrize("amount", ["406K", "$3.2M", "12,000", "12K+"])
def test_figure_above_its_label_is_read_with_it(extract: Extract, amount: str) -> None:
    (found,) = [r for r in extract(f"{amount}\npeople fled the floods in Beira").records if isinstance(r, FigureRecord)]
    assert found.provenance.sentence[1] > len(amount)
    assert found.value.item == (None if "$" in amount else "people")


def test_figure_counts_a_word_that_a_line_cuts(extract: Extract) -> None:
    (figure,) = extract("some 51,480 house-\nholds fled").records
    assert isinstance(figure, FigureRecord)
    assert figure.value.item == "households"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("It cost $3.2  million in nine  years.", ["3200000", "9"]),
        ("a 40m-long bridge, 3m in length", ["40", "3"]),
        ("Seats  12  300\nStaff  15  400", ["12", "300", "15", "400"]),
    ],
    ids=["scale and unit behind wide gaps", "metres with what they measure", "cells stay apart"],
)
def test_figure_takes_the_words_that_belong_to_it(extract: Extract, text: str, amounts: list[str]) -> None:
    figures = [record.value for record in extract(text).records if isinstance(record, FigureRecord)]
    assert [figure.amount for figure in figures] == amounts


def test_a_long_line_above_a_table_heads_no_column(extract: Extract) -> None:
    prose = "The panel went to the north and saw what the drivers had left there. " * 8
    text = f"Country\tTrucks\n{prose}\nNiger\t44\nChad\t13\n"
    figures = [record.value for record in extract(text).records if isinstance(record, FigureRecord)]
    assert all("\n" not in (value.item or "") and "panel" not in (value.item or "") for value in figures)


@pytest.mark.parametrize(
    "text", ["V. Senate Kenya", "I. Senate Chad met.", "(US$ millionſ)\nCountry\tSpent\nMali\t12\n"]
)
def test_odd_text_breaks_no_rule(extract: Extract, text: str) -> None:
    assert extract(text).document.chars == len(text)
