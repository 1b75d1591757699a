"""What exports hold, whatever documents say: no formula, no rounding, no character of a text lost."""

import re
from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from flows.exports import timeml
from flows.exports.cells import harmless
from flows.exports.timex_values import timex
from schemas.dates import DateValue, bounds
from schemas.documents import Document, Status
from schemas.errors import InvalidFigure
from schemas.figures import amount_text, amount_value
from schemas.records import DateRecord, Extraction
from schemas.rows import exact_decimal, joined

FORMULA = re.compile(r"[=+\-@\t\r\n]")
NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)
POINT = re.compile(
    r"(?:(?:BC)?\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?|\d{2,3}|(?:BC)?\d{4}-(?:SP|SU|FA|WI|Q[1-4]|H[12])", re.ASCII
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
years = st.integers(-200, 2100).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}")
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
decades = st.integers(1, 209).map(lambda decade: f"{decade:03}X")
points = st.one_of(years, months, seasons, decades)


@given(texts)
def test_no_cell_of_text_is_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not FORMULA.match(cell) or NUMBER.fullmatch(cell)
    assert text in (cell, cell.removeprefix("'"))


@given(st.fractions() | st.integers(-(10**40), 10**40) | st.decimals(allow_nan=False, allow_infinity=False, places=12))
def test_a_decimal_is_exact_or_there_is_none(number: Fraction) -> None:
    amount = amount_text(Fraction(number))
    try:
        found = exact_decimal(amount)
    except InvalidFigure:
        assert abs(amount_value(amount)) >= 10**29
        return
    if found is None:
        assert amount_value(amount) * 10**9 % 1 != 0
    else:
        assert Fraction(found) == amount_value(amount)


@given(st.lists(st.text().filter(lambda member: member and ";" not in member)))
def test_members_of_a_list_can_be_taken_apart(members: list[str]) -> None:
    whole = joined(members)
    assert (whole.split("; ") if whole is not None else []) == members


@given(points)
def test_a_point_has_a_value_of_timex3(edtf: str) -> None:
    whole = bounds(edtf)
    found = timex(DateValue(edtf=edtf, earliest=whole.earliest, latest=whole.latest, precision="year"))
    assert POINT.fullmatch(found.value)
    assert (found.mod, found.ends) == (None, None)


@given(points, points)
def test_a_range_has_a_length_and_two_points(first: str, last: str) -> None:
    earliest, latest = bounds(first).earliest, bounds(last).latest
    assert earliest is not None
    assert latest is not None
    try:
        value = DateValue(edtf=f"{first}/{last}", earliest=earliest, latest=latest, precision="interval")
    except ValueError:  # inverted
        return
    found = timex(value)
    assert re.fullmatch(r"P(?:[1-9]\d*|X)[YMD]", found.value)
    assert found.ends is not None
    assert all(POINT.fullmatch(end) for end in found.ends)


@given(texts.filter(bool), texts)
def test_timeml_holds_every_character_of_a_text(made: Callable[..., Extraction], before: str, behind: str) -> None:
    text = f"{before}1999{behind}"
    at = sum(1 for found in re.finditer("(?=1999)", text) if found.start() <= len(before))
    date = {"kind": "date", "text": "1999", "at": at}
    (record,) = made(text, date).records
    assert isinstance(record, DateRecord)
    document = Document(source="a.txt", chars=len(text), status=Status.EXTRACTED)
    root = etree.fromstring(timeml.serialized(document, [record], text))
    read = "".join(root.find("TEXT").itertext())
    assert len(read) == len(text)
    assert all(ours in (theirs, "\ufffd") for ours, theirs in zip(read, text, strict=True))
    assert read[record.provenance.start : record.provenance.end] == "1999"
