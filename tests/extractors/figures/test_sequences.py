from collections.abc import Callable

import pytest

from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def units(extract: Extract, text: str) -> dict[str, str | None]:
    """Units by quote."""
    return {record.text: record.value.unit for record in extract(text).records if isinstance(record, FigureRecord)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("after six months and ten days", {"six months and ten days": "P6M10D"}),
        ("for 2 years, 3 months and 4 days", {"2 years, 3 months and 4 days": "P2Y3M4D"}),
        ("in 1 hour 30 minutes", {"1 hour 30 minutes": "PT1H30M"}),
        ("in 3 days and 12 hours", {"3 days and 12 hours": "P3DT12H"}),
        ("terms of two years and six months, respectively", {"two years": "P2Y", "six months": "P6M"}),
        ("it takes 2 weeks, 3 days or 5 hours", {"2 weeks": "P2W", "3 days": "P3D", "5 hours": "PT5H"}),
        ("two years and 30 months", {"two years": "P2Y", "30 months": "P30M"}),
        ("six months and two years", {"six months": "P6M", "two years": "P2Y"}),
        ("two decades and three years", {"two decades": "P20Y", "three years": "P3Y"}),
        ("two years in Ghana and six months in Togo", {"two years": "P2Y", "six months": "P6M"}),
    ],
)
def test_durations_in_falling_units_are_one(extract: Extract, text: str, expected: dict[str, str]) -> None:
    assert units(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aged 6 months to 5 years", {"6 months to 5 years": "P6M/P5Y"}),
        ("between two days and three weeks", {"two days and three weeks": "P2D/P3W"}),
        ("30 minutes–2 hours", {"30 minutes–2 hours": "PT30M/PT2H"}),
        ("for 18 months to 2 years", {"18 months to 2 years": "P18M/P2Y"}),
        ("6 months and 2 years", {"6 months": "P6M", "2 years": "P2Y"}),
        ("2 years to 6 months", {"2 years": "P2Y", "6 months": "P6M"}),
        ("cut by 3 days to 2 weeks", {"3 days": "P3D", "2 weeks": "P2W"}),
        ("was extended from 6 months to 2 years", {"6 months": "P6M", "2 years": "P2Y"}),
        ("6 months or 2 years", {"6 months": "P6M", "2 years": "P2Y"}),
    ],
)
def test_times_that_go_up_from_unit_to_unit_are_a_range(extract: Extract, text: str, expected: dict[str, str]) -> None:
    assert units(extract, text) == expected


@pytest.mark.parametrize("text", ["after six months and ten days", "from six months to ten years"])
def test_duration_in_several_units_has_no_single_amount(extract: Extract, text: str) -> None:
    (record,) = extract(text).records
    assert isinstance(record, FigureRecord)
    assert record.value.amount is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a stipend of $50 per day", {"$50": "USD/d"}),
        ("it cost €3 million a year", {"€3 million": "EUR/a"}),
        ("£300 to £400 weekly", {"£300 to £400": "GBP/wk"}),
        ("900 tonnes per month", {"900 tonnes per month": "t/mo"}),
        ("900 tonnes a month", {"900 tonnes": "t/mo"}),
        ("40,000 barrels per day", {"40,000 barrels per day": "[bbl_us]/d"}),
        ("a $500-a-month room", {"$500": "USD/mo"}),
        ("$3 million a year later", {"$3 million": "USD"}),
        ("500 francs a day", {"500 francs": None}),
        ("a field of 50 hectares", {"50 hectares": "har"}),
        ("at 10 mg/kg for", {"10 mg/kg": "mg/kg"}),
        ("5 mg/kg/day, then", {"5 mg/kg/day": "mg/kg/d"}),
        ("3 tonnes per hectare", {"3 tonnes per hectare": "t/har"}),
        ("it moved at 54 km/s", {"54 km/s": "km/s"}),
        ("3.7 mm per year", {"3.7 mm per year": "mm/a"}),
        ("they walk 20 km a day", {"20 km": "km"}),
        ("a change of −12 years", {"12 years": "P12Y"}),
        ("a balance of −0.9 m", {"−0.9 m": "m"}),
        ("$3 per litre", {"$3": "USD"}),
        ("12 litres per person", {"12 litres": "L"}),
    ],
)
def test_rate_stands_in_the_unit(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert units(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost 500 Congolese francs, then 200 francs.", {"500 Congolese francs": "CDF", "200 francs": "CDF"}),
        ("5 Swiss francs, FRF 6, 7 francs", {"5 Swiss francs": "CHF", "FRF 6": "FRF", "7 francs": None}),
        ("In thousands of Canadian dollars: $40, US$50.", {"$40": "CAD", "US$50": "USD"}),
        ("They gave A$40 million and $50 million.", {"A$40 million": "AUD", "$50 million": "USD"}),
        ("In Dakar, Senegal, they pay 500 CFA francs.", {"500 CFA francs": "XOF"}),
        ("In Sanaa, Yemen, they pay 700 riyals.", {"700 riyals": "YER"}),
        ("Yemen and Saudi Arabia met; they pay 700 riyals.", {"700 riyals": None}),
        ("A fee of K1,500 in Zambia; K2 is a mountain.", {"K1,500": "ZMW"}),
        ("They pay CHF 5 or 500 CFA francs.", {"CHF 5": "CHF", "500 CFA francs": None}),
        ("They pay XAF 5 or 500 CFA francs.", {"XAF 5": "XAF", "500 CFA francs": "XAF"}),
    ],
)  # fmt: skip
def test_document_says_what_a_shared_word_means(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert units(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a room of 5 x 3 m", {"5": "m", "3 m": "m"}),
        ("a box, 30 × 20 × 10 cm", {"30": "cm", "20": "cm", "10 cm": "cm"}),
        ("a 5-by-3-metre plot", {"5": "m", "3-metre": "m"}),
        ("a mean of 12.4 ± 0.3 mm", {"12.4 ± 0.3 mm": "mm"}),
        ("by 5, 10, and 15 per cent", {"5": "%", "10": "%", "15 per cent": "%"}),
        ("half are over 65, and 4 per cent fell ill", {"65": None, "4 per cent": "%"}),
        ("they lent 1.5 million, 2 m wide", {"1.5 million": None, "2 m": "m"}),
        ("12 men, 14 km apart", {"12": None, "14 km": "km"}),
        ("a pitch, 105 by 68 m", {"105": "m", "68 m": "m"}),
        ("they cut the 12 by 5 per cent", {"12": None, "5 per cent": "%"}),
    ],
)
def test_unit_is_shared_by_dimensions_and_lists(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert units(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we paid 300 pounds for one seat", {"300 pounds": "money"}),
        ("a jar costs 5 to 10 pounds in Juba", {"5 to 10 pounds": "money"}),
        ("it was sold for 800 marks in 1910", {"800 marks": "money"}),
        ("he was fined 300 reals", {"300 reals": "money"}),
        ("she earned 30,000 won", {"30,000 won": "money"}),
        ("the sack weighed 50 pounds", {"50 pounds": "mass"}),
        ("they paid $5 for 12 pounds", {"$5": "money", "12 pounds": "mass"}),
        ("he was fined 20 pounds", {"20 pounds": "money"}),
        ("a fine of about 300 pounds", {"300 pounds": "money"}),
        ("they paid the porter 300 pounds", {"300 pounds": "money"}),
        ("he paid a porter who carried 300 pounds", {"300 pounds": "mass"}),
        ("he was fined after he lost 20 pounds in weight", {"20 pounds": "mass"}),
        ("the salary of a man of 200 pounds grew", {"200 pounds": "mass"}),
        ("they bought 30 pounds of maize", {"30 pounds": "mass"}),
        ("she sold 5-pound bags", {"5-pound": "mass"}),
        ("it cost much. He scored 800 marks", {"800": "count"}),
        ("it paid for 500 won games", {"500": "count"}),
    ],
)
def test_pounds_and_marks_are_money_where_something_is_paid(
    extract: Extract, text: str, expected: dict[str, str]
) -> None:
    figures = (record for record in extract(text).records if isinstance(record, FigureRecord))
    assert {figure.text: figure.value.measure for figure in figures} == expected


def test_how_many_of_a_quantity_is_a_count(extract: Extract) -> None:
    assert units(extract, "a station of 2 x 340 litres") == {"2": None, "340 litres": "L"}
    assert units(extract, "plots of 3 x 5 m") == {"3": "m", "5 m": "m"}
