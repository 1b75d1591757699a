from collections.abc import Callable

import pytest

from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def items(extract: Extract, text: str) -> dict[str, str | None]:
    """What is counted, by quote."""
    return {record.text: record.value.item for record in extract(text).records if isinstance(record, FigureRecord)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with 112 international and 220 national staff", {"112": "international staff", "220": "national staff"}),
        ("with 12 male and 15 female police officers", {"12": "male police officers", "15": "female police officers"}),
        ("with 5 Ghanaian, 6 Nepalese and 7 Fijian soldiers", {"5": None, "6": "Nepalese", "7": "Fijian soldiers"}),
        ("3 out of 5 voters", {"3": "voters", "5": "voters"}),
        ("48 of the 120 seats", {"48": "seats", "120": "seats"}),
        ("3 of the city's 5 clinics", {"3": "clinics", "5": "clinics"}),
        ("3 of Haiti’s 5 prisons", {"3": "prisons", "5": "prisons"}),
        ("3 of the men met 5 nurses", {"3": "men", "5": "nurses"}),
        ("5 in Gao and 7 trucks", {"5": None, "7": "trucks"}),
        ("5 men and 7 trucks", {"5": "men", "7": "trucks"}),
        ("5 old and 7 trucks", {"5": None, "7": "trucks"}),
    ],
)
def test_next_figure_tells_what_is_counted(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert items(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has 356 civilians (112 local; 244 international).",
         {"356": "civilians", "112": "local civilians", "244": "international civilians"}),
        ("It has 356 civilians (112 killed; 244 unharmed).", {"356": "civilians", "112": None, "244": None}),
        ("It has 356 civilians (112 in Gao; 244 there).", {"356": "civilians", "112": None, "244": None}),
        ("It has 356 civilians (112 women; 244 men).", {"356": "civilians", "112": "women", "244": "men"}),
    ],
)  # fmt: skip
def test_whole_lends_its_noun_to_adjectives(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert items(extract, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 900-strong African Union Mission in Sudan", {"900": "African Union Mission in Sudan"}),
        ("a 900-strong brigade deployed in Juba", {"900": "brigade"}),
        ("a 900-strong combined force, which left", {"900": "combined force"}),
        ("15 formed police unit (FPU) members left", {"15": "formed police unit (FPU) members"}),
        ("15 displaced persons (IDPs) left", {"15": "displaced persons"}),
    ],
)
def test_item_of_other_shapes(extract: Extract, text: str, expected: dict[str, str | None]) -> None:
    assert items(extract, text) == expected
