from typing import Any

import pytest
from pydantic import ValidationError

from schemas.resolutions import DocumentValue, ResolutionValue, document_fields, resolution_fields
from schemas.symbols import DocumentSymbol

RESOLUTION = resolution_fields(DocumentSymbol.parse("S/RES/1701 (2006)"))
DOCUMENT = document_fields(DocumentSymbol.parse("S/25354/Add.1"))


def test_values_take_what_their_symbol_says() -> None:
    assert ResolutionValue(**RESOLUTION).number == 1701
    assert DocumentValue(**DOCUMENT).addendum == 1


def test_resolution_needs_neither_symbol_nor_body() -> None:
    value = ResolutionValue(body=None, symbol=None, number=18, session="16", url=None)
    assert value.checks == ()


@pytest.mark.parametrize(
    "change",
    [
        {"symbol": "S/RES/1701(2006)"},
        {"symbol": "S/2006/560"},
        {"symbol": None, "number": 0},
        {"number": 1702},
        {"year": 2007},
        {"body": "General Assembly"},
        {"session": "60"},
        {"url": "https://undocs.org/S/RES/1702%20(2006)"},
        {"adopted": "2006-02-30"},
        {"vote": "15-0-0"},
    ],
    ids=str,
)
def test_resolution_value_refuses_what_its_symbol_does_not_say(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ResolutionValue(**RESOLUTION | change)


@pytest.mark.parametrize(
    "change",
    [
        {"symbol": "S/25354"},
        {"symbol": "24/7"},
        {"addendum": None},
        {"corrigendum": 1},
        {"number": 25355},
        {"series": "bulletin"},
        {"body": None},
        {"year": 1993},
    ],
    ids=str,
)
def test_document_value_refuses_what_its_symbol_does_not_say(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DocumentValue(**DOCUMENT | change)
