from fractions import Fraction

import pytest

from extractors.figures import currencies
from extractors.figures.currencies import CurrencyEntry, Money
from extractors.lexicon import load


@pytest.mark.parametrize("entry", load("currencies.csv", CurrencyEntry), ids=lambda entry: entry.id)
def test_every_entry_is_known(entry: CurrencyEntry) -> None:
    assert {currencies.words()[word].code for word in entry.words} <= {entry.code}
    assert {currencies.signs()[sign].code for sign in entry.signs} <= {entry.code}
    assert {currencies.words()[cent].scale for cent in entry.hundredths} <= {Fraction(1, 100)}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("German marks", "DEM"),
        ("French francs", "FRF"),
        ("drachmas", "GRD"),
        ("Turkish lira", "TRY"),
        ("baht", "THB"),
        ("cedis", "GHS"),
        ("Serbian dinars", "RSD"),
    ],
)
def test_name_is_of_one_currency(word: str, code: str) -> None:
    assert currencies.words()[word].code == code


@pytest.mark.parametrize("word", ["pound", "mark", "won"])
def test_shared_word_that_means_something_else_has_candidates_where_it_is_paid(word: str) -> None:
    assert word not in currencies.words()
    assert len(currencies.shared(word).candidates) > 1


@pytest.mark.parametrize(
    "word", ["francs", "dinars", "pesos", "shillings", "rupees", "kwacha", "escudos", "CFA francs"]
)
def test_shared_word_has_candidates(word: str) -> None:
    money = currencies.words()[word]
    assert money.code is None
    assert len(money.candidates) > 1


def test_candidates_of_a_narrower_word_are_fewer() -> None:
    assert currencies.words()["CFA francs"].candidates == {"XOF", "XAF"}
    assert currencies.words()["francs"].candidates > {"XOF", "XAF", "CHF"}


@pytest.mark.parametrize("word", ["won", "marks", "pounds", "real", "units", "gold", "rights", "silver"])
def test_usual_words_are_no_money(word: str) -> None:
    assert word not in currencies.words()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("All figures are in thousands of Canadian dollars.", {"CAD"}),
        ("It is paid in Swiss francs, not in New Zealand dollars", {"CHF", "NZD"}),
        ("They were converted into Canadian dollars.", set()),
        ("In Canadian towns dollars are rare.", set()),
        ("It cost 5 Canadian dollars.", set()),
        ("in dollars", set()),
    ],
)
def test_text_states_its_currency(text: str, codes: set[str]) -> None:
    assert currencies.stated(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [("a market in Senegal", {"XOF"}), ("in Gabon and Togo", {"XAF", "XOF"}), ("in Nigeria", set()), ("", set())],
)
def test_state_tells_its_currency(text: str, codes: set[str]) -> None:
    assert currencies.of_states(text, frozenset({"XOF", "XAF", "CHF"})) == codes


def test_money_is_itself_by_default() -> None:
    assert Money("EUR") == Money("EUR", frozenset(), Fraction(1))
