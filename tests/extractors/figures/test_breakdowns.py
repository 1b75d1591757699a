from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from extractors.figures import breakdowns
from extractors.figures.breakdowns import Figure
from extractors.figures.enumerations import IntroductionEntry
from extractors.findings import Finding
from extractors.lexicon import load
from schemas.figures import Measure
from schemas.records import Extraction, FigureRecord

Extract = Callable[[str], Extraction]


def figures(extraction: Extraction) -> dict[str, FigureRecord]:
    return {record.record_id: record for record in extraction.records if isinstance(record, FigureRecord)}


def tree(extraction: Extraction) -> dict[str, list[str]]:
    """Quotes of the parts by the quote of their whole."""
    found = figures(extraction)
    return {
        record.text: [found[part].text for part in record.value.breakdown.parts]
        for record in found.values()
        if record.value.breakdown
    }


def verdict(extraction: Extraction) -> list[Any]:
    return [record.value.breakdown.agrees for record in figures(extraction).values() if record.value.breakdown]


@pytest.mark.parametrize(
    ("text", "parts", "agrees"),
    [
        (
            "The mission in Abyei has 640 personnel, including 520 military personnel (480 troops; 40 officers) and "
            "120 civilian personnel (70 international staff; 50 national staff).",
            {"640": ["520", "120"], "520": ["480", "40"], "120": ["70", "50"]},
            [True, True, True],
        ),
        (
            "It deployed 310 observers (200 military observers and 110 police officers (60 men and 50 women)).",
            {"310": ["200", "110"], "110": ["60", "50"]},
            [True, True],
        ),
        (
            "UNMIL counted 900 troops from 31 countries, including 60 women and 15 doctors, in Monrovia.",
            {"900": ["60", "15"]},
            [None],
        ),
        ("Of 45 cases, of which 12 were closed, none was new.", {"45": ["12"]}, [None]),
        ("A team of 8 monitors, comprising five women and three men, left.", {"8": ["five", "three"]}, [True]),
        ("A team of 8 monitors, comprising five women and two men, left.", {"8": ["five", "two"]}, [False]),
        ("The 12 observers (5 Ghanaians and 6 Nepalese) left.", {"12": ["5", "6"]}, [False]),
        ("The 12 observers (7 Ghanaians and 6 Nepalese) left.", {"12": ["7", "6"]}, [False]),
        ("About 12 observers (5 Ghanaians and 6 Nepalese) left.", {"12": ["5", "6"]}, [None]),
        ("There were three officers (one colonel and two majors).", {"three": ["one", "two"]}, [True]),
        ("It cost $50 million, including $20 million for food.", {"$50 million": ["$20 million"]}, [None]),
        ("They lost 20 trucks: 12 in Gao and 8 in Kidal.", {"20": ["12", "8"]}, [True]),
        ("It has 30 staff (12 women).", {"30": ["12"]}, [None]),
        (
            "It has 374 staff, comprising 356 civilians, of whom 112 are local and 244 foreign, and 18 police.",
            {"374": ["356", "18"], "356": ["112", "244"]},
            [True, True],
        ),
        ("There were 45 cases, five of which were closed, and 12 arrests.", {"45": ["five"]}, [None]),
        ("Of the 120 seats, 48 went to women and 30 to minorities.", {"120": ["48", "30"]}, [None]),
        ("Fatalities: 60 (soldiers 55, observer 1, police 4).", {"60": ["55", "1", "4"]}, [True]),
        ("Staff: 131 (international: 47; local: 84)", {"131": ["47", "84"]}, [True]),
        ("It has 48 soldiers from Chad (20), Togo (20) and Mali (8).", {"48": ["20", "20", "8"]}, [True]),
        (
            "The force has 125 troops, including 90 men. Troops come from Chad (90), Togo (30) and the Gambia (6).",
            {"125": ["90", "30", "6"]},
            [False],
        ),
        ("5 men fell in Gao, 3 in Ber and 7 in Kidal, for a total of 15.", {"15": ["5", "3", "7"]}, [True]),
        (
            "It sent 5 men to Gao and 7 men to Ber, bringing its total strength to 12 men.",
            {"12": ["5", "7"]},
            [True],
        ),
        ("It sent 5 men to Gao and 7 men to Ber, for a total of 13 men.", {"13": ["5", "7"]}, [False]),
    ],
)
def test_breakdown_is_a_tree(extract: Extract, text: str, parts: dict[str, list[str]], agrees: list[Any]) -> None:
    extraction = extract(text)
    assert tree(extraction) == parts
    assert verdict(extraction) == agrees


@pytest.mark.parametrize(
    "text",
    [
        "It has 30 staff. It includes 12 women.",
        "It has 30 staff and 12 cars.",
        "From 30 countries came 12 women.",
        "It has 30 staff (40 per cent of them women).",
        "It drove 45 km (28 miles).",
        "It deployed 6 police units (including 210 women).",
        "It has 8,700 personnel, comprised of two task-forces.",
        "It has 10 to 20 staff, including 5 women.",
        "It has 30 staff, including several women, and it left 12 behind.",
        "The fund has $30 million, including 12 grants.",
        "20 new cases were reported, bringing the total to 374 cases.",
        "20 cases in Gao and 30 in Ber were reported, bringing the total to 374 cases.",
        "It has 30 staff. Trucks came from Chad (20), Togo (20) and Mali (8).",
        "It took men from Chad (20), Togo (20) and Mali (8).",
    ],
)
def test_what_is_no_part_is_not_linked(extract: Extract, text: str) -> None:
    assert tree(extract(text)) == {}


def test_what_follows_a_broken_list_is_not_linked(extract: Extract) -> None:
    text = "In 3 regions, including 2 in the north, and in the south, 1 person died."
    assert set(tree(extract(text))) == {"3"}


def test_parts_point_to_their_whole(extract: Extract) -> None:
    found = figures(extract("It has 30 staff (18 men; 12 women) in 4 towns."))
    ids = {record.text: record_id for record_id, record in found.items()}
    assert {record.text: record.value.part_of for record in found.values()} == {
        "30": None, "18": ids["30"], "12": ids["30"], "4": None,
    }  # fmt: skip


def test_mismatch_is_a_finding(extract: Extract) -> None:
    whole = next(iter(figures(extract("It has 30 staff (18 men; 11 women).")).values()))
    assert whole.value.checks == ("breakdown_mismatch",)
    assert whole.value.breakdown is not None
    assert whole.value.breakdown.sum == "29"


def test_list_ends_where_another_clause_begins(extract: Extract) -> None:
    text = "It has 90 staff, including 20 women, and the Government sent 30 officers and 5 clerks."
    assert tree(extract(text)) == {"90": ["20"]}


def test_lone_one_is_a_figure_only_as_a_part(extract: Extract) -> None:
    assert [record.text for record in figures(extract("One of them left with two others and one car.")).values()] == [
        "two"
    ]


@pytest.mark.parametrize("entry", load("introductions.csv", IntroductionEntry), ids=lambda entry: entry.id)
def test_every_introduction_opens_a_list(extract: Extract, entry: IntroductionEntry) -> None:
    for form in entry.forms:
        text = f"It had 60 officers{'' if form == ':' else ','} {form} 20 women and 40 men."
        assert tree(extract(text)) == {"60": ["20", "40"]}, form


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("It lost 20 trucks: 12 trucks burned in Gao.", None),
        ("It lost 20 trucks: 12 trucks in Gao and 8 trucks in Kidal.", True),
        ("It lost 20 trucks: 12 trucks in Gao and 9 trucks in Kidal.", False),
        ("It lost 20 trucks: 12 trucks in Gao and 5 trucks in Kidal.", False),
        ("It lost 20 trucks, including 12 trucks in Gao and 5 trucks in Kidal.", None),
    ],
    ids=["one part", "agrees", "excess", "shortfall of a list", "shortfall of an inclusion"],
)
def test_one_part_promises_no_complete_list(extract: Extract, text: str, agrees: bool | None) -> None:
    whole = next(record for record in figures(extract(text)).values() if record.text == "20")
    assert whole.value.breakdown is not None
    assert whole.value.breakdown.agrees is agrees


def test_nothing_is_a_part_of_itself() -> None:
    whole, part, other = (
        Figure(Finding("figure", 0, 1, "figures.count", {"measure": Measure.COUNT}), 0, 1, Fraction(5))
        for _ in range(3)
    )
    assert breakdowns.attach(whole, [part], complete=True, believed=True)
    assert breakdowns.attach(part, [other], complete=True, believed=True)
    assert not breakdowns.attach(other, [whole], complete=True, believed=True)
    assert not breakdowns.attach(other, [other], complete=True, believed=True)
