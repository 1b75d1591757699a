"""Every entry of the vocabularies of dates does its work in the real component."""

from collections.abc import Iterator

import pytest
from spacy.language import Language

from extractors.dates.words import MONTHS, WEEKDAYS, CalendarEntry, NounEntry, PartEntry, WordEntry
from extractors.findings import Finding, Findings
from extractors.lexicon import Entry, load

CALENDAR = load("calendar.csv", CalendarEntry)
PARTS = load("date_parts.csv", PartEntry)
WORDS = load("date_words.csv", WordEntry)
NOUNS = load("counted_nouns.csv", NounEntry)


def forms(entries: tuple[Entry, ...], **wanted: str) -> Iterator[object]:
    for entry in entries:
        if all(getattr(entry, field) == value for field, value in wanted.items()):
            for form in entry.forms:  # type: ignore[attr-defined] # all four kinds of entry have forms
                yield pytest.param(entry, form, id=f"{entry.id}-{form}")


@pytest.mark.parametrize(("kind", "names"), [("month", MONTHS), ("weekday", WEEKDAYS)])
def test_the_names_in_full_are_those_of_the_vocabulary(kind: str, names: tuple[str, ...]) -> None:
    assert names == tuple(entry.forms[0] for entry in CALENDAR if entry.kind == kind)


def dates(nlp: Language, text: str) -> dict[str, Finding]:
    """Findings by quote."""
    doc = nlp.get_pipe("recital_dates")(nlp.make_doc(text))
    return {text[item.start : item.end]: item for item in Findings.of(doc).items}


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="month"))
def test_month_is_read_in_every_form(nlp: Language, entry: CalendarEntry, form: str) -> None:
    assert dates(nlp, f"on 3 {form} 2004 in Gao")[f"3 {form} 2004"].value["edtf"] == f"2004-{entry.number:02}-03"


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="weekday"))
def test_weekday_belongs_to_its_date(nlp: Language, entry: CalendarEntry, form: str) -> None:
    day = 8 + entry.number  # 8 November 2009 was a Sunday
    assert "checks" not in dates(nlp, f"on {form}, {day} November 2009 in Gao")[f"{form}, {day} November 2009"].value


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="season"))
def test_season_is_read_with_its_year(nlp: Language, entry: CalendarEntry, form: str) -> None:
    assert dates(nlp, f"in {form} 2004 in Gao")[f"{form} 2004"].value["edtf"] == f"2004-{entry.number}"


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="ordinal"))
def test_ordinal_counts_days_and_centuries(nlp: Language, entry: CalendarEntry, form: str) -> None:
    assert dates(nlp, f"on the {form} of May 2004")[f"{form} of May 2004"].value["edtf"] == f"2004-05-{entry.number:02}"
    assert dates(nlp, f"in the {form} century")[f"{form} century"].value["edtf"] == f"{entry.number - 1:02}XX"


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="era"))
def test_era_stands_after_or_before_its_year(nlp: Language, entry: CalendarEntry, form: str) -> None:
    edtf = "0333" if entry.number > 0 else "-0332"
    assert dates(nlp, f"in 333 {form} and")[f"333 {form}"].value["edtf"] == edtf
    assert dates(nlp, f"in {form} 333 and")[f"{form} 333"].value["edtf"] == edtf


@pytest.mark.parametrize(("entry", "form"), forms(PARTS))
def test_part_belongs_to_its_date_and_narrows_it(nlp: Language, entry: PartEntry, form: str) -> None:
    value = dates(nlp, f"in the {form} 2003, when")[f"{form} 2003"].value
    first = int(entry.first * 12) + 1
    last = max(first, int(entry.last * 12))  # a week of a year is its month
    assert value["earliest"] == f"2003-{first:02}-01"
    assert value["latest"][:7] == f"2003-{last:02}"


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="join", value="range"))
def test_join_makes_a_range_of_two_dates(nlp: Language, entry: WordEntry, form: str) -> None:
    assert [item.value["edtf"] for item in dates(nlp, f"In 1992 {form} 1994 they").values()] == ["1992/1994"]


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="join", value="list"))
def test_join_makes_a_list_of_two_dates(nlp: Language, entry: WordEntry, form: str) -> None:
    found = dates(nlp, f"On 3{' ' * form[0].isalpha()}{form} 5 May 2004 they").values()
    assert [item.value["edtf"] for item in found] == ["2004-05-03", "2004-05-05"]


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="relation"))
def test_relation_word_bounds_the_date_after_it(nlp: Language, entry: WordEntry, form: str) -> None:
    for phrase in (form, form.capitalize()):
        assert dates(nlp, f"{phrase} March 2004, they")["March 2004"].value["relation"] == entry.value


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="approximate"))
def test_approximator_marks_the_date_after_it(nlp: Language, entry: WordEntry, form: str) -> None:
    value = dates(nlp, f"founded {form} 1893 at Gao")["1893"].value
    assert (value["edtf"], value["approximate"]) == ("1893~", True)


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="decade"))
def test_decade_in_words_is_read_after_the_article(nlp: Language, entry: CalendarEntry, form: str) -> None:
    assert dates(nlp, f"in the {form} they")[form].value["edtf"] == f"19{entry.number // 10}X"
    assert dates(nlp, f"a man in his {form} they") == {}


@pytest.mark.parametrize(("entry", "form"), forms(CALENDAR, kind="feast"))
def test_feast_is_a_day_of_its_year(nlp: Language, entry: CalendarEntry, form: str) -> None:
    month, day = divmod(entry.number, 100)
    assert dates(nlp, f"on {form} 1998 they")[f"{form} 1998"].value["edtf"] == f"1998-{month:02}-{day:02}"
    assert dates(nlp, f"on {form} they") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="uncertain"))
def test_word_of_doubt_marks_the_date_after_it(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"founded {form} in 1893 at Gao")["1893"].value["edtf"] == "1893?"
    assert dates(nlp, f"founded {form} in May 1893 at Gao")["May 1893"].value["edtf"] == "1893-05?"


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="sequence"))
def test_word_of_sequence_steps_from_the_date_before(nlp: Language, entry: WordEntry, form: str) -> None:
    years = {"after": "1999", "before": "1997", "same": "1998"}
    found = dates(nlp, f"In June 1998 they came. In May of the {form} year they left.")
    assert found["May"].value["edtf"] == f"{years[str(entry.value)]}-05"


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="dated"))
def test_word_of_a_date_vouches_for_a_short_year(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"It was {form} 25/12/98 at Gao")["25/12/98"].value["edtf"] == "1998-12-25"
    assert dates(nlp, "It was lost 25/12/98 at Gao") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="comparison"))
def test_year_of_a_comparison_closes_its_clause(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"It rose by half {form} 1998.")) == ["1998"]
    assert dates(nlp, f"It came {form} 1998 boats") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="person"))
def test_month_after_a_title_is_a_person(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"then {form.capitalize()} May 2004 came") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="programme"))
def test_year_of_a_programme_is_no_date(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"under the 2030 {form} they") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="evidence"))
def test_evidence_makes_a_bare_year_a_date(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"It lasted {form} 2004, they say")) == ["2004"]


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="determiner"))
def test_determiner_makes_a_date_of_a_year_before_a_noun(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"It was {form} 2004 election")) == ["2004"]
    assert list(dates(nlp, f"It was {form} 2004, they say")) == []


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="name"))
def test_number_after_a_name_is_no_year(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"as in {form} 2004, they say") == {}
    assert dates(nlp, f"as in {form} 12 (2004), they say") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="amount"))
def test_amount_is_no_year(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"It had a {form} of 2004, they say") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="title"))
def test_year_of_a_title_is_no_date(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"under the Mining {form} of 2004, they say") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="beginning"))
def test_year_after_the_word_of_a_beginning_is_a_date(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"At last {form} 1964 in Gao")) == ["1964"]
    assert list(dates(nlp, f"{form.capitalize()}: 1964")) == ["1964"]
    assert dates(nlp, f"They {form} 1964 clinics in Gao") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="predicate"))
def test_year_that_opens_a_clause_is_a_date_before_a_predicate(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"It fell; 1964 {form} a year of change")) == ["1964"]
    assert dates(nlp, f"The row 1964 {form} full") == dates(nlp, f"It fell; 1264 {form} a row") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="measure"))
def test_year_before_what_is_measured_is_a_date(nlp: Language, entry: WordEntry, form: str) -> None:
    assert list(dates(nlp, f"It matched 1964 {form} again")) == ["1964"]
    assert dates(nlp, f"It matched 1264 {form} again") == {}


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="open-end"))
def test_open_end_bounds_the_date_before_it(nlp: Language, entry: WordEntry, form: str) -> None:
    for text in (f"He served 1964–{form}; she", f"He served 1964 to {form}, she", f"He served 1964-{form}."):
        assert dates(nlp, text)["1964"].value["relation"] == "since"


@pytest.mark.parametrize(("entry", "form"), forms(WORDS, role="function"))
def test_function_word_leaves_a_date_its_bound(nlp: Language, entry: WordEntry, form: str) -> None:
    assert dates(nlp, f"since the 1 May 2004 {form} they")["1 May 2004"].value["relation"] == "since"
    assert "relation" not in dates(nlp, "since the 1 May 2004 attack they")["1 May 2004"].value


@pytest.mark.parametrize(("entry", "form"), forms(NOUNS))
def test_number_that_counts_a_noun_is_no_year(nlp: Language, entry: NounEntry, form: str) -> None:
    assert dates(nlp, f"They sent 2000 {form} to Gao by 1500 {form} of 1800 {form} there") == {}
