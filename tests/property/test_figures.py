"""Numbers and breakdowns written out and read back; and no text that makes the component raise or take long."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import tokens
from extractors.figures import component as figures
from extractors.figures import numbers
from extractors.findings import Finding, Findings
from extractors.view import View
from schemas.figures import FigureValue, amount_text, amount_value

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
ITEMS = ("soldiers", "police officers", "civilian staff", "women", "national volunteers")
PIECES = st.sampled_from(
    (
        "5|12,000|2.1|nine|hundred|a|a half|third|million|bn|m|k|$|US$|€|EUR|%|per cent|years|-|–| to |and|or|from"
        "|between|(|)|[7]|including|of whom|comprising|of the|more than|up to|or more|Article|paragraphs|No.|men|,|;|:"
        "|police|.|\n|½|0|007|1 000|+|/|°|one|est.)|:|İ|٣|\u2011"
    ).split("|")
)

Find = Callable[[str], list[Finding]]


@pytest.fixture(scope="module")
def find() -> Find:
    nlp = tokens.blank([figures.FLAGS])
    component = figures.create_figures(nlp, "figures", dollar="USD")

    def find_figures(text: str) -> list[Finding]:
        view = View.verbatim(text)
        doc = nlp.make_doc(view.text)
        doc.user_data["findings"] = Findings(view)
        return Findings.of(component(doc)).of_kind("figure")

    return find_figures


def below_thousand(number: int, joint: str) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{UNITS[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(UNITS[rest] if rest < 20 else f"{TENS[rest // 10]}{f'-{UNITS[rest % 10]}' if rest % 10 else ''}")
    return joint.join(words)


def words(number: int, joint: str = " and ") -> str:
    """A positive number in English words."""
    parts = []
    for scale, name in SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{below_thousand(count, joint)} {name}")
    if number:
        parts.append(below_thousand(number, joint))
    return " ".join(parts)


@settings(max_examples=100)
@given(st.integers(1, 10**15 - 1), st.sampled_from([" and ", " "]))
def test_number_in_words_is_read_back(number: int, joint: str) -> None:
    assert numbers.number(words(number, joint)) == number


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 10**12), st.sampled_from(ITEMS))
def test_figure_in_words_is_read_back(find: Find, number: int, item: str) -> None:
    found = find(f"They sent {words(number)} {item} to Bangui.")
    assert [(figure.value["amount"], figure.value["item"]) for figure in found] == [(str(number), item)]


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 10**12), st.sampled_from(["{}", "{:,}", "{:,} ", "{: }"]))
def test_digits_are_read_back_in_every_style(find: Find, number: int, style: str) -> None:
    written = f"{number:,}".replace(",", " ") if style == "{: }" else style.format(number).strip()
    found = find(f"They sent about {written} soldiers.")
    assert [figure.value["amount"] for figure in found] == [str(number)] or 1900 <= number < 2100


@settings(max_examples=50)
@given(st.fractions(min_value=-(10**20), max_value=10**20))
def test_amount_is_printed_exactly(amount: Fraction) -> None:
    assert amount_value(amount_text(amount)) == amount


@st.composite
def breakdowns(draw: st.DrawFn) -> tuple[str, dict[int, tuple[list[int], bool]]]:
    """A sentence with a breakdown of one or two levels; for each whole its parts, and whether they add up.

    All numbers differ, so that each can be told from its quote.
    """
    tree: dict[int, tuple[list[int], bool]] = {}
    used: set[int] = set()

    def fresh(number: int) -> int:
        while number in used or 1900 <= number < 2100:
            number += 1
        used.add(number)
        return number

    def group(levels: int) -> tuple[int, str]:
        item = draw(st.sampled_from(ITEMS))
        if levels == 0:
            number = fresh(draw(st.integers(2, 400)))
            return number, f"{number:,} {item}"
        parts = [group(levels - 1 if draw(st.booleans()) else 0) for _ in range(draw(st.integers(2, 4)))]
        total = sum(number for number, _ in parts)
        whole = fresh(total + draw(st.sampled_from([0, 0, 7])))
        tree[whole] = ([number for number, _ in parts], whole == total)
        return whole, f"{whole:,} {item} ({'; '.join(text for _, text in parts)})"

    _, text = group(draw(st.integers(1, 2)))
    if draw(st.booleans()):
        head, _, rest = text.partition(" (")
        text = f"{head}, {draw(st.sampled_from(['comprising', 'consisting of', 'namely']))} {rest[:-1]}"
    return f"The mission in Bamako had {text}.", tree


@settings(max_examples=50, deadline=None)
@given(breakdowns())
def test_breakdown_comes_back_as_the_same_tree(
    find: Find, example: tuple[str, dict[int, tuple[list[int], bool]]]
) -> None:
    sentence, tree = example
    read: dict[int, tuple[list[int], Any]] = {}
    for figure in find(sentence):
        breakdown = figure.value.get("breakdown")
        if breakdown:
            parts = [int(part.value["amount"]) for part in breakdown["parts"]]
            assert all(part.value["part_of"] is figure for part in breakdown["parts"])
            assert int(breakdown["sum"]) == sum(parts)
            read[int(figure.value["amount"])] = (parts, breakdown["agrees"])
    assert read == tree


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join), st.text()))
def test_any_text_gives_valid_figures_that_do_not_overlap(find: Find, text: str) -> None:
    edge = 0
    for figure in find(text):
        assert edge <= figure.start < figure.end
        edge = figure.end
        own = {key: value for key, value in figure.value.items() if key not in ("part_of", "breakdown")}
        FigureValue.model_validate(own)


def hostile() -> Iterator[str]:
    yield from (
        "one ",
        "a ",
        "1 ",
        "111 ",
        "1,111",
        "5-",
        "5 - ",
        "(5 ",
        "5) ",
        "5 of ",
        "$ ",
        "5 and ",
        "two hundred ",
    )
    yield from (
        ", including 5 men",
        "5 per cent to ",
        "between 5 and ",
        "5: ",
        "[5] ",
        "five thousand and ",
        "5 (",
        "a 5 ",
    )
    yield from (
        "5 more or ",
        "number of ",
        "rose from ",
        "paragraphs 5 and ",
        "very old and ",
        "5 x, ",
        "half a ",
        ".5",
    )


@pytest.mark.parametrize("piece", hostile())
def test_cost_grows_with_the_text_only(find: Find, steps: Callable[[Callable[[], object]], int], piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (2_000, 16_000))
    find(short)
    assert steps(lambda: find(long)) < 10 * steps(lambda: find(short)) + 1_000
