import pytest

from extractors.figures import rates
from extractors.figures.rates import RateEntry
from extractors.lexicon import load
from schemas.figures import Measure

RATES = load("rates.csv", RateEntry)


@pytest.mark.parametrize("entry", [entry for entry in RATES if entry.of == "time"], ids=lambda entry: entry.id)
def test_every_time_makes_a_rate(entry: RateEntry) -> None:
    written = [f" {word} {noun}" for noun in entry.nouns for word in ("per", "a", "each", "every")]
    for form in (*written, *(f"/{noun}" for noun in entry.nouns), *(f" {adverb}" for adverb in entry.adverbs)):
        rate = rates.after(f"$5{form}, he said", 2, Measure.MONEY)
        assert rate is not None, form
        assert (rate.code, rate.unit_end) == (entry.code, None)


@pytest.mark.parametrize("entry", [entry for entry in RATES if entry.of == "matter"], ids=lambda entry: entry.id)
def test_every_measure_of_matter_makes_a_unit(entry: RateEntry) -> None:
    for form in entry.nouns:
        for joint in ("/", " per "):
            rate = rates.after(f"5 mg{joint}{form}, he said", 4, Measure.MASS)
            assert rate == (entry.code, 4 + len(joint + form)), form
            assert rates.after(f"$5{joint}{form}, he said", 2, Measure.MONEY) is None


@pytest.mark.parametrize(("text", "end"), [("5 t per month.", 13), ("5 t/day", 7), ("5 t a month", None)])
def test_per_makes_a_unit_of_what_is_measured(text: str, end: int | None) -> None:
    rate = rates.after(text, 3, Measure.MASS)
    assert rate is not None
    assert rate.unit_end == end


@pytest.mark.parametrize(
    "text",
    [
        "$5 a year later",
        "$5 a day after it",
        "$5 a month ago",
        "$5 per person",
        "$5 a head",
        "$5 every yearling",
        "$5 and a day",
        "$5 dayly",
        "$5 a year and a half",
        "$5",
    ],
)
def test_other_words_make_no_rate(text: str) -> None:
    assert rates.after(text, 2, Measure.MONEY) is None


@pytest.mark.parametrize("measure", [Measure.COUNT, Measure.PERCENT, Measure.DURATION, Measure.LENGTH])
def test_other_measures_have_no_rate(measure: Measure) -> None:
    assert rates.after("5 a day", 1, measure) is None
