"""Numbers and breakdowns written out and read back; and no text that makes the component raise or take long."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from babel.numbers import get_currency_name
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import tokens
from extractors.figures import component as figures
from extractors.figures import numbers
from extractors.figures.units import UnitEntry
from extractors.findings import Finding, Findings
from extractors.lexicon import load
from extractors.view import View
from schemas.figures import FigureValue, Measure, amount_text, amount_value, currencies
from schemas.spans import Segment, SegmentLabel

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
JOINTS = st.sampled_from([" and ", " "])
STYLES = st.sampled_from(["", ",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"])
"""What stands between the groups of digits of a number."""
NOT_AS_WORDS = frozenset("ALL BOB CDF COP CUP GEL MAD MOP PEN SDG SOS TOP TRY".split())
"""Codes of currencies that are words or names in reports."""
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
        view = View(text, paragraphs(text))
        doc = nlp.make_doc(view.text)
        doc.user_data["findings"] = Findings(view)
        return Findings.of(component(doc)).of_kind("figure")

    return find_figures


def paragraphs(text: str) -> Iterator[Segment]:
    """Each line of a text as a paragraph."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield Segment(start=start, end=start + len(line), label=SegmentLabel.PARAGRAPH, rule="tests.line")
        start += len(line)


def below_thousand(number: int, joint: str) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{UNITS[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(UNITS[rest] if rest < 20 else f"{TENS[rest // 10]}{f'-{UNITS[rest % 10]}' if rest % 10 else ''}")
    return joint.join(words)


def words(number: int, joint: str = " and ") -> str:
    """A number in English words."""
    if number == 0:
        return UNITS[0]
    parts = []
    for scale, name in SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{below_thousand(count, joint)} {name}")
    if number:
        parts.append(below_thousand(number, joint))
    return " ".join(parts)


@settings(max_examples=100)
@given(st.one_of(st.integers(0, 10**15), st.sampled_from([0, *(10**power for power in range(16))])), JOINTS)
def test_number_in_words_is_read_back(number: int, joint: str) -> None:
    assert numbers.number(words(number, joint)) == number


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 10**12), st.sampled_from(ITEMS))
def test_figure_in_words_is_read_back(find: Find, number: int, item: str) -> None:
    found = find(f"They sent {words(number)} {item} to Bangui.")
    assert [(figure.value["amount"], figure.value["item"]) for figure in found] == [(str(number), item)]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.integers(2, 10**6), st.integers(2, 10**15)), STYLES)
def test_digits_are_read_back_in_every_style(find: Find, number: int, style: str) -> None:
    written = f"{number:,}".replace(",", style)
    found = find(f"They sent about {written} soldiers.")
    assert [figure.value["amount"] for figure in found] == [str(number)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(SCALES))
def test_scales_after_digits_are_read_back(find: Find, number: int, tenth: int, scale: tuple[int, str]) -> None:
    value, name = scale
    found = find(f"They spent {number}.{tenth} {name} dollars on it.")
    assert [amount_value(figure.value["amount"]) for figure in found] == [Fraction(10 * number + tenth, 10) * value]


@pytest.mark.parametrize("written", ["{code} 1,234.5", "1,234.5 {code}", "{code}1,234.5"])
def test_every_code_of_a_currency_is_read(find: Find, written: str) -> None:
    for code in sorted(currencies() - NOT_AS_WORDS):
        (figure,) = find(f"It cost {written.format(code=code)}.")
        assert (figure.value["amount"], figure.value.get("unit")) == ("1234.5", code)


def test_every_name_of_a_currency_is_read(find: Find) -> None:
    for code in sorted(currencies()):
        name = get_currency_name(code, count=2, locale="en")
        if "(" not in name and " " in name:
            (figure,) = find(f"It cost 1,234.5 {name} in all.")
            assert (figure.value["amount"], figure.value.get("unit")) == ("1234.5", code), name


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 10**6),
    st.sampled_from([(unit, form) for unit in load("units.csv", UnitEntry) for form in unit.forms]),
)
def test_every_unit_is_read(find: Find, number: int, written: tuple[UnitEntry, str]) -> None:
    unit, form = written
    (figure,) = find(f"It was {number:,} {form} in all.")
    amount = Fraction(number) if unit.measure is Measure.DURATION else number * unit.factor
    assert (figure.value["measure"], figure.value["amount"]) == (unit.measure, amount_text(amount))
    assert figure.value["unit"] == (unit.code if unit.measure is not Measure.DURATION else duration(number, unit))


def duration(number: int, unit: UnitEntry) -> str:
    time = "T" if len(unit.code) > 1 else ""
    return f"P{time}{number * unit.factor}{unit.code[-1]}"


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

    _, text = group(draw(st.integers(1, 3)))
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


LABELS = ("Ghana", "Military observers", "Staff in Juba", "Togo", "Police (women)")


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[int], int]:
    """Rows of one column with a total, by a blank, a bar or a colon; the cells and the total."""
    cells = draw(st.lists(st.integers(0, 90_000), min_size=2, max_size=5))
    total = sum(cells) + draw(st.sampled_from([0, 0, 7]))
    rows = [*zip(LABELS, cells, strict=False), ("Total", total)]
    return "\n".join(f"{label}{draw(GAPS)}{number:,}" for label, number in rows), cells, total


GAPS = st.sampled_from([" ", " | ", ": ", "  "])


@settings(max_examples=50, deadline=None)
@given(tables())
def test_total_of_a_table_has_its_column_as_parts(find: Find, example: tuple[str, list[int], int]) -> None:
    text, cells, total = example
    *parts, whole = find(text)
    assert [int(part.value["amount"]) for part in whole.value["breakdown"]["parts"]] == cells
    assert int(whole.value["breakdown"]["sum"]) == sum(cells)
    assert whole.value["breakdown"]["agrees"] == (sum(cells) == total)
    assert all(part.value["part_of"] is whole for part in parts)


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
    yield from (
        "Chad (5), ",
        "Chad 5\n",
        "Total 5\n",
        "5 men:\n- 3 men\n",
        "for a total of 5, ",
        "5 000 ",
        "5 of whom ",
    )
    yield from (
        "(men 5, ",
        "5 local and ",
        "5 years, ",
        "$5 a ",
        "a decade ",
        "Chad 5 500 5\n",
        "5 francs in ",
        "5 (A) b ",
    )


@pytest.mark.parametrize("piece", hostile())
def test_cost_grows_with_the_text_only(find: Find, steps: Callable[[Callable[[], object]], int], piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (1_000, 8_000))
    find(short)
    assert steps(lambda: find(long)) < 10 * steps(lambda: find(short)) + 1_000
