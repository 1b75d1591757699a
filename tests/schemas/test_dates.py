import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.dates import Bounds, DateValue, bounds, checked_day, checked_edtf, day_key
from schemas.errors import InvalidDate


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1999-06-10", "1999-06-10", "1999-06-10"),
        ("1999-06", "1999-06-01", "1999-06-30"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999", "1999-01-01", "1999-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1999~", "1999-01-01", "1999-12-31"),
        ("1999-05?", "1999-05-01", "1999-05-31"),
        ("18XX%", "1800-01-01", "1899-12-31"),
        ("-02XX", "-0299-01-01", "-0200-12-31"),
        ("2007-21", "2007-03-01", "2007-05-31"),
        ("2007-22", "2007-06-01", "2007-08-31"),
        ("2007-23", "2007-09-01", "2007-11-30"),
        ("2007-24", "2007-12-01", "2008-02-29"),
        ("1998/1999", "1998-01-01", "1999-12-31"),
        ("2011-10/2015-08", "2011-10-01", "2015-08-31"),
        ("1999/2008-06-15", "1999-01-01", "2008-06-15"),
        ("195X/197X", "1950-01-01", "1979-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("XXXX-06-08", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-06", None, None),
        ("XXXX-21", None, None),
        ("XXXX-12-15/XXXX-12-20", None, None),
    ],
)
def test_bounds_are_the_first_and_the_last_day(edtf: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(edtf) == Bounds(earliest=earliest, latest=latest)


YEARS = st.builds("{}{:04}".format, st.sampled_from(("", "-")), st.integers(1, 9999))
DAYS = st.dates().map(str)
UNSPECIFIED = st.one_of(
    st.builds("{}{:03}X".format, st.sampled_from(("", "-")), st.integers(10, 999)),
    st.builds("{}{:02}XX".format, st.sampled_from(("", "-")), st.integers(1, 99)),
)


@given(value=st.one_of(YEARS, DAYS, DAYS.map(lambda day: day[:7]), UNSPECIFIED), qualifier=st.sampled_from("~?% "))
def test_bounds_are_those_of_the_edtf_library(value: str, qualifier: str) -> None:
    text = f"{value}{qualifier.strip()}"
    parsed = parse_edtf(text)
    expected = [
        f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
        for year, month, day in (parsed.lower_strict()[:3], parsed.upper_strict()[:3])
    ]
    assert list(bounds(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "June 1999",
        "10.06.1999",
        "1999-6-10",
        "1999-13",
        "1999-25",
        "1999-02-29",
        "1999-06-31",
        "1999-21-03",
        "XXXX-02-30",
        "1999/June",
        "1999-06-10T12",
        "99",
        "[1667..]",
        "{1667,1668}",
        "１９９９",
        "1999\n",
        "1998/1999~/2000",
        "1999/..",
        "1999-02-29~",
        "-0043-02-29",
        "-0000",
        "2007-21~",
        "XXXX-06?",
    ],
)
def test_edtf_refuses_what_is_no_value(text: str) -> None:
    with pytest.raises(InvalidDate, match="is no EDTF"):
        checked_edtf(text)


def test_day_accepts_years_before_the_first() -> None:
    assert checked_day("-0043-02-28") == "-0043-02-28"


@pytest.mark.parametrize("text", ["1999-06", "1999-6-1", "19990601", "1999-02-29", "1999-13-01", "XXXX-06-08"])
def test_day_refuses_what_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(InvalidDate, match=f"{text!r} is no ISO date"):
        checked_day(text)


def test_day_key_sorts_years_before_the_first() -> None:
    days = ["0001-01-01", "-0043-03-15", "1999-06-10", "-0100-12-31", "0000-05-05"]
    assert sorted(days, key=day_key) == ["-0100-12-31", "-0043-03-15", "0000-05-05", "0001-01-01", "1999-06-10"]


def value(**fields: object) -> DateValue:
    whole = {"edtf": "1999", "earliest": "1999-01-01", "latest": "1999-12-31", "precision": "year"}
    return DateValue.model_validate({**whole, **fields})


def test_value_may_narrow_its_unit() -> None:
    assert value(earliest="1999-05-01", latest="1999-08-31").edtf == "1999"


def test_value_keeps_an_inverted_range_that_says_so() -> None:
    inverted = {"edtf": "2024-09/2024-03", "earliest": "2024-09-01", "latest": "2024-03-31", "precision": "interval"}
    assert value(**inverted, checks=["inverted_range"]).checks == ("inverted_range",)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"earliest": None}, "expected both or neither"),
        ({"latest": None}, "expected both or neither"),
        ({"earliest": "1998-12-31"}, "leave '1999'"),
        ({"latest": "2000-01-01"}, "leave '1999'"),
        ({"earliest": "1999-12-31", "latest": "1999-01-01"}, "disagree with checks"),
        ({"checks": ["inverted_range"]}, "disagree with checks"),
        ({"edtf": "1999-02-30"}, "is no EDTF value"),
        ({"latest": "1999-02-30"}, "is no ISO date"),
        ({"precision": "week"}, "Input should be"),
        ({"relation": "during"}, "Input should be"),
        ({"start": "1999-01-01"}, "Extra inputs"),
    ],
)
def test_value_refuses_fields_that_contradict_each_other(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        value(**fields)
