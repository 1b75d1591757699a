"""Plots: what is written on them has room there."""

import re
from collections.abc import Sequence

import pytest

from flows.review.charts import Bar, bars


def written(*shown: Bar) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", bars("Troops", shown))


def years(number: int, value: int) -> Sequence[Bar]:
    return [Bar(str(1980 + year), value) for year in range(number)]


@pytest.mark.parametrize(("number", "labels"), [(1, 1), (20, 20), (21, 11), (48, 16)])
def test_labels_stand_as_close_as_they_have_room(number: int, labels: int) -> None:
    assert len([text for text in written(*years(number, 0)) if text != "0"]) == labels


def test_a_long_label_has_the_room_of_several() -> None:
    shown = [Bar("Operation in the north of the country, of 1994", 0), *years(9, 0)]
    assert [text for text in written(*shown) if text != "0"] == [shown[0].label, "1984"]


def test_numbers_stand_on_bars_where_they_have_room_and_on_the_highest() -> None:
    assert written(*years(15, 8_000), Bar("Mali", 9_000)).count("8,000") == 15
    assert written(*years(19, 8_000), Bar("Mali", 9_000)).count("8,000") == 0
    assert "9,000" in written(*years(19, 8_000), Bar("Mali", 9_000))
