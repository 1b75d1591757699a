import pytest

from extractors import thousands
from extractors.thousands import cuts


def read(text: str) -> str:
    """The text without the line breaks that cut its numbers."""
    for cut in sorted(cuts(text), reverse=True):
        text = text[: cut.start] + text[cut.end :]
    return text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The force had 11,\n200 troops.", "The force had 11,200 troops."),
        ("By June some 11, \r\n  200 troops had come.", "By June some 11,200 troops had come."),
        ("It paid US$ 3,\n450,000 in fees.", "It paid US$ 3,450,000 in fees."),
        ("Rent was £1,\n200.", "Rent was £1,200."),
        ("In 2019, the clinic saw 1,\n204,511 patients.", "In 2019, the clinic saw 1,204,511 patients."),
        ("It has 250 nurses, and 1,204,\n511 patients.", "It has 250 nurses, and 1,204,511 patients."),
        ("More than 14,\n300 returnees came.", "More than 14,300 returnees came."),
    ],
    ids=["counted", "white-space", "money", "price-at-the-end", "behind-a-phrase", "listed", "bounded"],
)
def test_number_goes_on_behind_the_comma_of_its_thousands(text: str, whole: str) -> None:
    assert read(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "See the rooms 11,\n200 and 300.",
        "The buses 10, 11,\n200 buses in all.",
        "When he was 11,\n200 families fled.",
        "On 12 March 11,\n200 troops came.",
        "Of the 11,\n200 troops were new.",
        "The talks began on May 3,\n200 delegates in all.",
        "There are rooms, 11,\n200 beds and a store.",
        "The force had 11,\n\n200 troops.",
        "The force had 11,\n2000 troops.",
        "The force had 11,\n200-strong units.",
        "The force had 11,\n200 came later.",
        "The fines were $11,\n200 and $300.",
        "The band is 11.11,\n200 people came.",
    ],
    ids=[
        *(
            "list",
            "list-before",
            "clause",
            "date",
            "phrase",
            "month",
            "no-words",
            "blank-line",
            "four-figures",
            "compound",
        ),
        *("verb", "list-of-money", "decimals"),
    ],
)
def test_number_that_may_end_at_the_comma_is_left(text: str) -> None:
    assert list(cuts(text)) == []


def test_lines_of_one_number_are_one_whatever_their_lengths() -> None:
    assert thousands.is_cut("The force had 11,", "200 troops.")
    assert not thousands.is_cut("Room 11,", "200 King Street")
