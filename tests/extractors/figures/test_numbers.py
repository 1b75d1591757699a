from fractions import Fraction

import pytest

from extractors.figures import numbers
from extractors.figures.numbers import NumberWord
from extractors.lexicon import load
from schemas.errors import InvalidFigure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("374", 374),
        ("41,947,300", 41_947_300),
        ("1,00,000", 100_000),
        ("0.5", Fraction(1, 2)),
        ("41.63", Fraction(4163, 100)),
        ("2½", Fraction(5, 2)),
        ("10 1/2", Fraction(21, 2)),
        ("2.1 billion", 2_100_000_000),
        ("2.1bn", 2_100_000_000),
        ("10.8m", 10_800_000),
        ("50k", 50_000),
        ("5-million", 5_000_000),
        ("12 lakhs", 1_200_000),
        ("Nineteen", 19),
        ("twenty-five", 25),
        ("forty two", 42),
        ("two hundred", 200),
        ("two hundred and fifty thousand", 250_000),
        ("one thousand two hundred and thirty-four", 1234),
        ("five million three hundred thousand and one", 5_300_001),
        ("nineteen hundred", 1900),
        ("a hundred", 100),
        ("a million", 1_000_000),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half", Fraction(5, 2)),
        ("two-and-a-half", Fraction(5, 2)),
        ("18 and a half", Fraction(37, 2)),
        ("zero", 0),
        ("two and a half million", 2_500_000),
        ("one million and a half", 1_500_000),
        ("two thirds", Fraction(2, 3)),
        ("three-quarters", Fraction(3, 4)),
        ("one tenth", Fraction(1, 10)),
    ],
    ids=str,
)
def test_number_is_read_exactly(text: str, value: Fraction) -> None:
    assert numbers.number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "hundred", "thousands", "half", "a", "a few", "a five", "third", "the third", "two third", "one thirds",
        "12,5", "2,5 men", "1.2.3", "192.168.1.2", "five and ten", "twenty-first", "two hundred and three hundred",
        "one two",
        "two million and three million", "three thousand four million", "and five", "five ", " five", "several dozen",
        "seventy-fourth", "Sixty-First", "two hundred and first", "two-hundredth", "one hundred and fiftieth",
        "zero five", "five zero", "half an", "half-", "5 m",
        "1" * 5000, "9" * 31, "1" + ",000" * 40, "٣", "²",
    ],
)  # fmt: skip
def test_text_that_is_no_single_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidFigure):
        numbers.number(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("five and ten men", "five"),
        ("two hundred and three hundred", "two hundred"),
        ("two million and three million", "two million"),
        ("three hundred and the rest", "three hundred"),
        ("300m high", "300"),
        ("1.2m to 1.8m high", "1.2"),
        ("1.2m to 1.8m people", "1.2m"),
        ("12,5 %", "12,5"),
        ("2,5 million", "2,5 million"),
        ("12,50 euros", "12,50"),
        ("300m people", "300m"),
        ("5 km", "5"),
        ("seventy-four sessions", "seventy-four"),
        ("two hundred and fifty men", "two hundred and fifty"),
        ("ten-second pauses", "ten"),
        ("sixty first responders", "sixty"),
        ("5 and a half of them", "5"),
        ("five and a half-day", "five and a half"),
        ("1 500 €", "1 500"),
        ("1 500 EUR", "1 500"),
        ("1 500 $20", "1"),
        ("10 000 troops", "10 000"),
        ("282 282 282", "282"),
        ("one hundred and twenty, four", "one hundred and twenty"),
        ("a third of them", "a third"),
        ("2/3 of them", "2/3"),
    ],
    ids=str,
)
def test_number_ends_where_its_words_do(text: str, number: str) -> None:
    found = numbers.read(text, 0)
    assert found is not None
    assert text[: found.end] == number


def test_spaced_groups_need_a_currency_or_a_word_beside_them() -> None:
    text = "EUR 41 947 300; 12 300"
    assert [text[at : numbers.read(text, at).end] for at in (4, 16)] == ["41 947 300", "12"]  # type: ignore[union-attr]


def test_single_letter_scales_after_a_blank_only_where_a_currency_stands_before() -> None:
    text = "5 m high"
    read = [numbers.read(text, 0, priced=priced) for priced in (True, False)]
    assert [text[: number.end] for number in read if number] == ["5 m", "5"]


@pytest.mark.parametrize(("text", "end"), [("half an hour", 7), ("half-hour", 4), ("half a mile", 6)])
def test_half_needs_a_unit(text: str, end: int) -> None:
    assert numbers.read(text, 0) == numbers.Number(end, Fraction(1, 2), needs_unit=True)


@pytest.mark.parametrize("entry", load("numbers.csv", NumberWord), ids=lambda entry: entry.id)
def test_every_number_word_can_be_read(entry: NumberWord) -> None:
    before = {
        "article": "",
        "zero": "",
        "unit": "",
        "ten": "",
        "hundred": "two ",
        "scale": "two ",
        "suffix": "2",
        "part": "one ",
    }
    after = {"article": " hundred"}
    factor = {"article": 100, "hundred": 2, "scale": 2, "suffix": 2}
    for form in entry.forms:
        many = entry.kind == "part" and form.endswith("s")
        text = f"{'two ' if many else before[entry.kind]}{form}{after.get(entry.kind, '')}"
        assert numbers.number(text) == Fraction(entry.value) * (2 if many else factor.get(entry.kind, 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2/3 of the seats", Fraction(2, 3)),
        ("3/4 majority", Fraction(3, 4)),
        ("2/3-majority", Fraction(2, 3)),
        ("1/4 share", Fraction(1, 4)),
        ("3/5ths of it", Fraction(3, 5)),
        ("2/3rds", Fraction(2, 3)),
    ],
    ids=str,
)
def test_number_with_a_slash_is_a_part_of_a_whole(text: str, value: Fraction) -> None:
    found = numbers.read(text, 0)
    assert found is not None
    assert (found.value, found.part) == (value, True)


@pytest.mark.parametrize("text", ["24/7 of it", "50/50 vote", "9/11 majority", "3/4 inch", "5/10", "24/7 support"])
def test_number_with_another_slash_is_no_part(text: str) -> None:
    found = numbers.read(text, 0)
    assert found is None or not found.part
