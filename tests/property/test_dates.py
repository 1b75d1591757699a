"""Every date that the forms can name is found whole, and nothing that looks like dates makes the rules raise."""

import calendar
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors.dates.reading import read
from extractors.dates.values import Stated, borrowed, edtf, value
from schemas.dates import DateValue, Precision, bounds
from schemas.records import DateRecord, Extraction

Extract = Callable[[str], Extraction]
Steps = Callable[[Callable[[], object]], int]

MONTHS = "January February March April May June July August September October November December".split()
WORDS = st.lists(
    st.sampled_from("the envoy with a convoy left and came where they were said to be".split()), max_size=4
)
SENTENCES = st.builds(
    "{}{} {}{} {}".format,
    st.sampled_from(("", "At last ", "It was “done”; ")),
    WORDS.map(" ".join),
    st.sampled_from(("{}", "({})", "“{}”")),
    st.sampled_from((",", ".", ";", ":", " –", "\n\nThen")),
    WORDS.map(" ".join),
)


class Written(NamedTuple):
    """A date as a form writes it, and what it means."""

    text: str
    edtf: str
    earliest: str
    latest: str


def dates(extraction: Extraction) -> list[DateRecord]:
    return [record for record in extraction.records if isinstance(record, DateRecord)]


def ordinal(number: int) -> str:
    return f"{number}{'th' if number % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


DAY_FORMS: dict[str, Callable[[date], str]] = {
    "day month year": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year:04}",
    "DAY MONTH YEAR": lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year:04}",
    "day of month, year": lambda d: f"{ordinal(d.day)} of {MONTHS[d.month - 1]}, {d.year:04}",
    "month day, year": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year:04}",
    "month day-th year": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)} {d.year:04}",
    "mon. day, year": lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year:04}",
    "day-mon-year": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year:04}",
    "day in the year": lambda d: f"{ordinal(d.day)} day of {MONTHS[d.month - 1]} in the year {d.year:04}",
    "weekday, day month year": lambda d: f"{d:%A}, {d.day} {MONTHS[d.month - 1]} {d.year:04}",
    "weekday, month day, year": lambda d: f"{d:%A}, {MONTHS[d.month - 1]} {d.day}, {d.year:04}",
    "year month day": lambda d: f"{d.year:04} {MONTHS[d.month - 1]} {d.day}",
    "year-month-day": lambda d: f"{d.year:04}-{d.month:02}-{d.day:02}",
    "year/month/day": lambda d: f"{d.year:04}/{d.month:02}/{d.day:02}",
    "day.month.year": lambda d: f"{d.day}.{d.month}.{d.year:04}",
    "day/month/year": lambda d: f"{d.day:02}/{d.month:02}/{d.year:04}",
}
DAYS = st.dates(date(1, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize("form", DAY_FORMS)
@settings(max_examples=30)
@given(DAYS, SENTENCES)
def test_every_day_is_found_whole_in_every_form(extract: Extract, form: str, day: date, sentence: str) -> None:
    written = DAY_FORMS[form](day)
    (record,) = dates(extract(sentence.format(written)))
    assert (record.text, record.value.edtf) == (written, day.isoformat())
    assert (record.value.earliest, record.value.latest) == (record.value.edtf, record.value.edtf)


def test_every_month_of_every_year_has_the_days_of_the_calendar() -> None:
    for year in range(1, 2201):
        for month, name in enumerate(MONTHS, 1):
            last = length(year, month)
            assert read("dates.day-month-year", f"{last + 1} {name} {year:04}") is None
            reading = read("dates.day-month-year", f"{last} {name} {year:04}")
            assert reading is not None
            assert edtf(reading.first) == f"{year:04}-{month:02}-{last}"


YEARS = st.integers(1000, 2200)
MONTH_YEARS = st.builds(
    lambda year, month: Written(
        f"{MONTHS[month - 1]} {year}",
        f"{year}-{month:02}",
        f"{year}-{month:02}-01",
        f"{year}-{month:02}-{length(year, month)}",
    ),
    YEARS,
    st.integers(1, 12),
)
PLAIN_YEARS = YEARS.map(lambda year: Written(str(year), str(year), f"{year}-01-01", f"{year}-12-31"))
DECADES = (
    st.integers(100, 209)
    .filter(lambda tens: tens % 10 or tens == 200)
    .map(lambda tens: Written(f"{tens}0s", f"{tens}X", f"{tens}0-01-01", f"{tens}9-12-31"))
)
CENTURIES = st.integers(1, 22).map(
    lambda n: Written(f"{ordinal(n)} century", f"{n - 1:02}XX", f"{n - 1:02}00-01-01", f"{n - 1:02}99-12-31")
)
CENTURIES_BC = st.integers(2, 30).map(
    lambda n: Written(f"{ordinal(n)} century BC", f"-{n - 1:02}XX", f"-{n * 100 - 1:04}-01-01", f"-{n - 1:02}00-12-31")
)
YEARS_BC = st.integers(2, 3000).map(
    lambda n: Written(f"{n} BC", f"-{n - 1:04}", f"-{n - 1:04}-01-01", f"-{n - 1:04}-12-31")
)
YEARS_AD = st.integers(1, 2200).map(lambda n: Written(f"AD {n}", f"{n:04}", f"{n:04}-01-01", f"{n:04}-12-31"))
QUARTERS = st.builds(
    lambda year, n, form: Written(
        form.format(year=year, n=n, nth=("first", "second", "third", "fourth")[n - 1]),
        f"{year}-{n * 3 - 2:02}/{year}-{n * 3:02}",
        f"{year}-{n * 3 - 2:02}-01",
        f"{year}-{n * 3:02}-{length(year, n * 3)}",
    ),
    st.integers(1900, 2099),
    st.integers(1, 4),
    st.sampled_from(("Q{n} {year}", "{n}Q {year}", "{year}-Q{n}", "{nth} quarter of {year}", "{nth} quarter {year}")),
)
SEASONS = st.builds(
    lambda year, n: Written(
        f"{('spring', 'summer', 'autumn')[n]} of {year}",
        f"{year}-{21 + n}",
        f"{year}-{3 + n * 3:02}-01",
        f"{year}-{5 + n * 3:02}-{length(year, 5 + n * 3)}",
    ),
    YEARS,
    st.integers(0, 2),
)
THIRDS = st.builds(
    lambda year, n: Written(
        f"{('early', 'mid', 'late')[n]}-{year}",
        str(year),
        f"{year}-{1 + n * 4:02}-01",
        f"{year}-{4 + n * 4:02}-{length(year, 4 + n * 4)}",
    ),
    YEARS,
    st.integers(0, 2),
)
PLAIN_DAYS = DAYS.map(lambda d: Written(DAY_FORMS["day month year"](d), d.isoformat(), d.isoformat(), d.isoformat()))
UNITS = {
    "month": MONTH_YEARS,
    "year": PLAIN_YEARS,
    "decade": DECADES,
    "century": CENTURIES,
    "century BC": CENTURIES_BC,
    "year BC": YEARS_BC,
    "year AD": YEARS_AD,
    "quarter": QUARTERS,
    "season": SEASONS,
    "third": THIRDS,
}


@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=30)
@given(st.data(), WORDS.map(" ".join), st.sampled_from((",", ".", ";", ":", " and", " they")))
def test_every_unit_is_found_whole_with_its_bounds(
    extract: Extract, unit: str, data: st.DataObject, before: str, after: str
) -> None:
    written = data.draw(UNITS[unit])
    (record,) = dates(extract(f"{before} in {written.text}{after}"))
    found = record.value
    assert Written(record.text, str(found.edtf), str(found.earliest), str(found.latest)) == written


RANGES = {
    "days": (PLAIN_DAYS, PLAIN_DAYS),
    "months": (MONTH_YEARS, MONTH_YEARS),
    "years": (PLAIN_YEARS, PLAIN_YEARS),
    "decades": (DECADES, DECADES),
    "year and day": (PLAIN_YEARS, PLAIN_DAYS),
    "day and month": (PLAIN_DAYS, MONTH_YEARS),
    "month and third": (MONTH_YEARS, THIRDS),
    "season and year": (SEASONS, PLAIN_YEARS),
    "BC and AD": (YEARS_BC, YEARS_AD),
}
"""The forms at the two ends of a range."""
JOINS = ("from {} to {} in", "from {} until {} in", "from {} through {},", "between {} and {},", "in {} – {},")


@pytest.mark.parametrize("ends", RANGES)
@settings(max_examples=30)
@given(st.data(), st.sampled_from(JOINS))
def test_every_range_is_one_date_with_its_bounds(extract: Extract, ends: str, data: st.DataObject, join: str) -> None:
    first, last = (data.draw(end) for end in RANGES[ends])
    (record,) = dates(extract(f"it went on {join.format(first.text, last.text)} Gao"))
    assert record.text in join.format(first.text, last.text)
    assert (record.value.earliest, record.value.latest) == (first.earliest, last.latest)
    assert record.value.edtf == f"{first.edtf}/{last.edtf}"


@settings(max_examples=50)
@given(st.integers(1700, 2098), st.integers(1, 60), st.sampled_from("-–/"))
def test_every_pair_of_years_is_one_date(extract: Extract, first: int, years: int, join: str) -> None:
    last = first + years
    for written in (f"{first}{join}{last}", f"{first}{join}{last % 100:02}"):
        if first // 100 == last // 100 and (join != "-" or last % 100 > 12):
            (record,) = dates(extract(f"the {written} war"))
            assert (record.text, record.value.edtf) == (written, f"{first}/{last}")


def _stated(*fields: Any) -> Stated:
    """A statement of these fields alone; for a named tuple, Hypothesis would make up the others."""
    return Stated(*fields)


STATED = st.one_of(
    st.builds(lambda day: Stated(Precision.DAY, day.year, day.month, day.day), DAYS),
    st.builds(_stated, st.just(Precision.MONTH), st.integers(-3000, 3000) | st.none(), st.integers(1, 12)),
    st.builds(_stated, st.just(Precision.SEASON), st.integers(0, 3000) | st.none(), st.integers(21, 24)),
    st.builds(_stated, st.just(Precision.QUARTER), st.integers(0, 3000), st.sampled_from((1, 4, 7, 10))),
    st.builds(_stated, st.just(Precision.YEAR), st.integers(-3000, 3000)),
    st.builds(_stated, st.just(Precision.DECADE), st.integers(100, 299).map(lambda decade: decade * 10)),
    st.builds(_stated, st.just(Precision.CENTURY), st.integers(0, 29).map(lambda century: century * 100)),
)


@settings(max_examples=50)
@given(STATED)
def test_every_statement_has_a_valid_value(stated: Stated) -> None:
    whole = bounds(edtf(stated))
    valid = DateValue.model_validate(value(stated))
    assert (valid.earliest, valid.latest) == (whole.earliest, whole.latest)


@given(st.builds(_stated, st.just(Precision.DAY), st.none(), st.integers(1, 12) | st.none(), st.integers(1, 31)), DAYS)
def test_borrowing_twice_is_borrowing_once(stated: Stated, day: date) -> None:
    lender = Stated(Precision.DAY, day.year, day.month, day.day)
    for after in (True, False):
        lent = borrowed(stated, lender, after=after)
        assert lent.year is not None
        assert borrowed(lent, lender, after=after) == lent


PIECES = st.sampled_from(
    "10 June 1999|June|May 5|5 May|29 February|31|5|16th|1999|2023|44 BC|1998-99|07/2022|10.06.1999|2013-1-25|1980s"
    "|19th century|centuries|spring|Q3 2019|first quarter of|early|mid-|end of the|Thursday,|since|by|about|between"
    "|AD 2999|3000 AD|9999 BC|following|of that year|the following year|'90s|eighties|10/06/99|possibly|c.|Q4|?|843"
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


RUNS = [
    "7",
    "/",
    "1/2/",
    "1999/",
    "1999-06-",
    "June ",
    "June May ",
    "5 and ",
    "mid-",
    "10 June 1999 - ",
    "May 5, ",
    "'90s ",
    "tel. ",
]


@pytest.mark.parametrize("unit", RUNS)
def test_cost_of_what_looks_like_dates_grows_with_the_text_only(nlp: Language, steps: Steps, unit: str) -> None:
    component, short, long = nlp.get_pipe("recital_dates"), nlp.make_doc(unit * 200), nlp.make_doc(unit * 1600)
    assert steps(lambda: component(long)) < 12 * steps(lambda: component(short)) + 1_000
