from typing import Any

import pytest

from flows.evaluation.agreement import agrees


@pytest.mark.parametrize(
    ("name", "given", "found"),
    [
        ("edtf", "1999", "1999"),
        ("edtf", "2025-02-11|XXXX-02-11", "XXXX-02-11"),
        ("relation", "until|null", None),
        ("unit", None, None),
        ("number", "1701", 1701),
        ("number", 1701, 1701),
        ("approximate", True, True),
        ("paragraphs", ("11 (j)", "12"), ["11 (j)", "12"]),
        ("name", "Food and Agriculture Organization", "FOOD AND AGRICULTURE ORGANIZATION"),
        ("name", "World Food Programme", "World Food Program"),
        ("name", "Organisation for Co-operation", "The Organization for Cooperation"),
        ("name", "“Help” e.V.", "Help e.V"),
        ("name", "CARE|CARE International", "care international"),
        ("amount", "1200", "1200.0"),
        ("low", "0.5", "1/2"),
        ("item", "police officers", "the Police  officers"),
        ("item", "their vehicles|vehicles", "vehicles"),
    ],
    ids=str,
)
def test_field_agrees_with_gold(name: str, given: Any, found: Any) -> None:
    assert agrees(name, given, found)


@pytest.mark.parametrize(
    ("name", "given", "found"),
    [
        ("edtf", "1999", "1998"),
        ("edtf", "1999", None),
        ("relation", "until|since", None),
        ("unit", None, "USD"),
        ("unit", "null", "null"),
        ("unit", "usd", "USD"),
        ("number", "1701", 170),
        ("approximate", True, False),
        ("paragraphs", ("11 (j)",), ["11 (j)", "12"]),
        ("paragraphs", "12", ["12"]),
        ("name", "Theatre Fund", "atre Fund"),
        ("name", "World Food Programme", "World Food Council"),
        ("amount", "1200", "12000"),
        ("amount", "1200", "many"),
        ("amount", "1200", None),
        ("item", "police officers", "officers"),
        ("item", "theatres", "atres"),
    ],
    ids=str,
)
def test_field_differs_from_gold(name: str, given: Any, found: Any) -> None:
    assert not agrees(name, given, found)
