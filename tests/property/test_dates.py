"""Every day that dates can name is found whole, and nothing that looks like dates makes the rules raise."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.dates.values import Stated, borrowed, edtf, value
from schemas.dates import DateValue, Precision, bounds
from schemas.records import DateRecord, Extraction

Extract = Callable[[str], Extraction]

MONTHS = "January February March April May June July August September October November December".split()

FORMS: dict[str, Callable[[date], str]] = {
    "day month year": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year:04}",
    "day of month, year": lambda day: f"{day.day}th of {MONTHS[day.month - 1]}, {day.year:04}",
    "month day, year": lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year:04}",
    "day-mon-year": lambda day: f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day.year:04}",
    "weekday, day month year": lambda day: f"{day:%A}, {day.day} {MONTHS[day.month - 1]} {day.year:04}",
    "year-month-day": lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}",
    "day.month.year": lambda day: f"{day.day}.{day.month}.{day.year:04}",
    "day/month/year": lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}",
}
DAYS = st.dates(date(1, 1, 1), date(2200, 12, 31))
SENTENCES = st.sampled_from(
    ["{}", "On {}, the envoy came.", "the accord of {} (as signed)", "It lasted until {}.\n\nThen"]
)


def dates(extraction: Extraction) -> list[DateRecord]:
    return [record for record in extraction.records if isinstance(record, DateRecord)]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=50)
@given(DAYS, SENTENCES)
def test_every_day_is_found_whole_in_every_form(extract: Extract, form: str, day: date, sentence: str) -> None:
    written = FORMS[form](day)
    (record,) = dates(extract(sentence.format(written)))
    assert (record.text, record.value.edtf) == (written, f"{day.year:04}-{day.month:02}-{day.day:02}")
    assert (record.value.earliest, record.value.latest) == (record.value.edtf, record.value.edtf)


@settings(max_examples=50)
@given(DAYS, DAYS)
def test_every_range_of_days_is_one_date(extract: Extract, first: date, last: date) -> None:
    written = f"{FORMS['day month year'](first)} to {FORMS['day month year'](last)}"
    (record,) = dates(extract(f"from {written} in Gao"))
    assert (record.text, record.value.edtf) == (written, f"{first.isoformat()}/{last.isoformat()}")
    assert ("inverted_range" in record.value.checks) == (first > last)


STATED = st.one_of(
    st.builds(lambda day: Stated(Precision.DAY, day.year, day.month, day.day), DAYS),
    st.builds(Stated, st.just(Precision.MONTH), st.integers(-3000, 3000) | st.none(), st.integers(1, 12)),
    st.builds(Stated, st.just(Precision.SEASON), st.integers(0, 3000) | st.none(), st.integers(21, 24)),
    st.builds(Stated, st.just(Precision.QUARTER), st.integers(0, 3000), st.sampled_from((1, 4, 7, 10))),
    st.builds(Stated, st.just(Precision.YEAR), st.integers(-3000, 3000)),
    st.builds(Stated, st.just(Precision.DECADE), st.integers(100, 299).map(lambda decade: decade * 10)),
    st.builds(Stated, st.just(Precision.CENTURY), st.integers(0, 29).map(lambda century: century * 100)),
)


@settings(max_examples=50)
@given(STATED)
def test_every_statement_has_a_valid_value(stated: Stated) -> None:
    whole = bounds(edtf(stated))
    valid = DateValue.model_validate(value(stated))
    assert (valid.earliest, valid.latest) == (whole.earliest, whole.latest)


@given(st.builds(Stated, st.just(Precision.DAY), st.none(), st.integers(1, 12) | st.none(), st.integers(1, 31)), DAYS)
def test_borrowing_twice_is_borrowing_once(stated: Stated, day: date) -> None:
    lender = Stated(Precision.DAY, day.year, day.month, day.day)
    for after in (True, False):
        lent = borrowed(stated, lender, after=after)
        assert lent.year is not None
        assert borrowed(lent, lender, after=after) == lent


PIECES = st.sampled_from(
    "10 June 1999|June|May 5|5 May|29 February|31|5|16th|1999|2023|44 BC|1998-99|07/2022|10.06.1999|2013-1-25|1980s"
    "|19th century|centuries|spring|Q3 2019|first quarter of|early|mid-|end of the|Thursday,|since|by|about|between"
    "|from|to|until|through|and|or|,|–|-|/|.|(|)|the|in|of|S/2008/692|resolution 1509 (2003)|troops|\n|\n\n".split("|")
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30), st.sampled_from((" ", "")))
def test_dates_in_any_order_make_valid_records(extract: Extract, pieces: list[str], blank: str) -> None:
    text = blank.join(pieces)
    found = dates(extract(text))
    for before, after in pairwise(found):
        assert before.provenance.end <= after.provenance.start
    for record in found:
        assert text[record.provenance.start : record.provenance.end] == record.text


@pytest.mark.parametrize(
    "unit", ["7", "/", "1999/", "1999-06-", "June ", "5 and ", "mid-", "10 June 1999 - ", "May 5, "]
)
def test_long_runs_of_what_looks_like_dates_are_read(extract: Extract, unit: str) -> None:
    extract(unit * 2000)
