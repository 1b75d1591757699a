import re

import pytest

from extractors.figures import times


def tells(text: str) -> bool:
    """Whether the number between guillemets tells the time."""
    plain = text.replace("«", "").replace("»", "")
    start, end = re.search("«(.*?)»", text).span()  # type: ignore[union-attr]
    return times.tells(plain, start, end - 2)


@pytest.mark.parametrize(
    "text",
    [
        "left at «1430 hrs»", "by «0600 hours»", "at «1437 hours» the line", "until «14.30 hrs»",
        "from «2200» to 0600 hours", "«0800-1700 hrs»", "at «10» a.m.", "at «1000» UTC", "«2000hrs»", "at GMT -«5»",
        "(UTC –«3»)", "GMT plus «4»", "EST - «5»", "UTC/GMT +«3 hours»", "at «five» in the morning",
    ],
)  # fmt: skip
def test_time_of_the_day_is_told(text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "for «36 hours»", "«1,430 hours» of flight", "«1430 hours» of work", "after «120 hours»", "«1437 hours» later",
        "cut by «14.30 hours»", "«24 hrs» a day", "between «1500 and 2000 hours» of training", "GDP - «5 per cent»",
        "the EST, «5» men", "the T-«55»", "GMT - «50» men", "«3 hours» ahead of GMT",
    ],
)  # fmt: skip
def test_length_of_time_tells_none(text: str) -> None:
    assert not tells(text)
