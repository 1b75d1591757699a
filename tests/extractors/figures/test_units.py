from fractions import Fraction

import pytest

from extractors.figures.currencies import CurrencyEntry
from extractors.figures.units import Unit, UnitEntry, Units
from extractors.lexicon import load
from schemas.figures import Measure

UNITS = Units(dollar="USD")


@pytest.mark.parametrize("entry", load("units.csv", UnitEntry), ids=lambda entry: entry.id)
def test_every_unit_is_found_after_a_number(entry: UnitEntry) -> None:
    for form in entry.forms:
        found = UNITS.after(f"7 {form}, he said", 1)
        assert found is not None, form
        assert (found.unit, found.edge) == (Unit(entry.measure, entry.code, entry.factor), 2 + len(form))


@pytest.mark.parametrize("entry", load("currencies.csv", CurrencyEntry), ids=lambda entry: entry.id)
def test_every_currency_is_found(entry: CurrencyEntry) -> None:
    code = "USD" if entry.code == "$" else entry.code
    for word in entry.words:
        found = UNITS.after(f"7 {word}", 1)
        assert found is not None, word
        assert (found.unit.code, found.edge) == (code, 2 + len(word))
    for sign in entry.signs:
        found = UNITS.before(f"it cost {sign}7,000", 8 + len(sign))
        assert found is not None, sign
        assert (found.unit.code, found.edge) == (code, 8)


@pytest.mark.parametrize(
    ("text", "code"),
    [("7 Swiss francs", "CHF"), ("7 US dollars", "USD"), ("7 CHF", "CHF"), ("7 yen", "JPY"), ("7 francs", None)],
)
def test_currency_after_a_number(text: str, code: str | None) -> None:
    found = UNITS.after(text, 1)
    assert found is not None
    assert (found.unit.measure, found.unit.code) == (Measure.MONEY, code)
    assert found.edge == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "7 people",
        "7 kms2",
        "7 Mandates",
        "7 second-hand cars",
        "7 minute-by-minute",
        "7 $20",
        "7.",
        "7",
        "7 ALL",
        "7 yearly",
    ],
)
def test_no_unit_after_a_number(text: str) -> None:
    assert UNITS.after(text, 1) is None


@pytest.mark.parametrize("text", ["ALL 7", "COP 7", "AEUR 7", "of 7", "7", "MUS$D 7", "KFOR 7"])
def test_no_currency_before_a_number(text: str) -> None:
    assert UNITS.before(text, text.index("7")) is None


def test_bare_dollar_is_a_setting() -> None:
    canadian = Units(dollar="CAD")
    found = [canadian.before("$7", 1), canadian.after("7 dollars", 1), canadian.before("US$7", 3)]
    assert [beside and beside.unit.code for beside in found] == ["CAD", "CAD", "USD"]


def test_duration_needs_a_decimal() -> None:
    year = Unit(Measure.DURATION, "Y")
    assert year.fits(Fraction(5, 2))
    assert not year.fits(Fraction(1, 3))
    assert year.written(Fraction(5, 2)) == "P2.5Y"


@pytest.mark.parametrize("text", ["R318 million", "R1.1bn", "R25,000", "R2.5 billion"])
def test_letter_before_a_price_is_a_currency(text: str) -> None:
    found = UNITS.before(text, 1)
    assert found is not None
    assert found.unit.code == "ZAR"


@pytest.mark.parametrize("text", ["R21", "R 25,000", "R101 road", "R2.5"])
def test_letter_before_another_number_is_none(text: str) -> None:
    assert UNITS.before(text, text.index("2") if "2" in text else 1) is None
