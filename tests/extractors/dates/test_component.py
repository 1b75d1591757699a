"""Dates in sentences, as the whole pipeline reads them."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from spacy.language import Language

from extractors.tokens import Flag, runs
from schemas.dates import DateValue
from schemas.records import DateRecord, Extraction

Extract = Callable[[str], Extraction]


def records(extraction: Extraction) -> list[DateRecord]:
    return [record for record in extraction.records if isinstance(record, DateRecord)]


def found(extraction: Extraction) -> list[tuple[str, str | None]]:
    """Quote and value of each date."""
    return [(record.text, record.value.edtf) for record in records(extraction)]


def only(extraction: Extraction) -> DateValue:
    (record,) = records(extraction)
    return record.value


@pytest.mark.parametrize(
    ("text", "quote", "edtf"),
    [
        ("signed on 3 May 2001 at Goma", "3 May 2001", "2001-05-03"),
        ("on the 3rd of May, 2001", "3rd of May, 2001", "2001-05-03"),
        ("this thirty-first day of May 2001", "thirty-first day of May 2001", "2001-05-31"),
        ("on Thursday, 3 May 2001", "Thursday, 3 May 2001", "2001-05-03"),
        ("seen 03/May/2001 and logged", "03/May/2001", "2001-05-03"),
        ("since 3 May2001 they say", "3 May2001", "2001-05-03"),
        ("May 2001", "May 2001", "2001-05"),
        ("mid-May 2001", "mid-May 2001", "2001-05"),
        ("at end-May 2001", "end-May 2001", "2001-05"),
        ("SEPTEMBER 2001", "SEPTEMBER 2001", "2001-09"),
        ("they meet on 19/3.", "19/3", "XXXX-03-19"),
        ("Tue 21/3, 9 am", "Tue 21/3", "XXXX-03-21"),
        ("On 19/3, they met", "19/3", "XXXX-03-19"),
        ("due by 6/30 at the latest", "6/30", "XXXX-06-30"),
        ("reply no later than 6/30.", "6/30", "XXXX-06-30"),
        ("open until 6/30 at", "6/30", "XXXX-06-30"),
        ("in constant 2015 US dollars", "2015", "2015"),
        ("A\n\n1992 elections\n\nThey", "1992", "1992"),
        ("A\n\n1974 coup and its aftermath\n\nThey", "1974", "1974"),
        ("in Q3 23, sales rose", "Q3 23", "2023-07/2023-09"),
        ("A\n\n1974, April – Coup.", "1974, April", "1974-04"),
        ("A\n\n1991, 12 November – Shots.", "1991, 12 November", "1991-11-12"),
        ("1960, 14 September", "1960, 14 September", "1960-09-14"),
        ("1975: 28 November The flag is hoisted", "1975: 28 November", "1975-11-28"),
        ("A\n\n1960 – July 14", "1960 – July 14", "1960-07-14"),
        ("• 1999 - 30 August. They vote", "1999 - 30 August", "1999-08-30"),
        ("1992: 3 March – 5 April: Siege", "1992: 3 March – 5 April", "1992-03-03/1992-04-05"),
        ("1975: Friday, 28 November", "1975: Friday, 28 November", "1975-11-28"),
        ("A\n\n2000 January–March – Camps.", "2000 January–March", "2000-01/2000-03"),
        ("the pre-1991 borders", "1991", "1991"),
        ("the late 1800s", "late 1800s", "18XX"),
        ("in the 2000s", "2000s", "200X"),
        ("in 1999-00 it rose", "1999-00", "1999/2000"),
        ("in 2010–11 it rose", "2010–11", "2010/2011"),
        ("the third quarter of 2011", "third quarter of 2011", "2011-07/2011-09"),
        ("the final quarter of 2011", "final quarter of 2011", "2011-10/2011-12"),
        ("in 2Q 2011", "2Q 2011", "2011-04/2011-06"),
        ("in Q1-Q3 2011", "Q1-Q3 2011", "2011-01/2011-09"),
        ("the war of 1946 to ’49", "1946 to ’49", "1946/1949"),
        ("winter 2001-02", "winter 2001-02", "2001-24"),
        ("in FY2011 it rose", "FY2011", "2011"),
        ("about 1893 at Gao", "1893", "1893~"),
        ("Exchange of Notes, 1968.", "1968", "1968"),
        ("2004", "2004", "2004"),
        ("on 10-Jun-99 at Gao", "10-Jun-99", "1999-06-10"),
        ("on 10 Jun 04, they", "10 Jun 04", "2004-06-10"),
        ("in May ’98 at Gao", "May ’98", "1998-05"),
        ("the late nineteen-eighties", "late nineteen-eighties", "198X"),
        ("the mid-'90s", "mid-'90s", "199X"),
        ("at 2004-05-03T10:00:00Z it", "2004-05-03", "2004-05-03"),
        ("in the 5th century AD", "5th century AD", "04XX"),
        ("on 1 March 44 BC in Rome", "1 March 44 BC", "-0043-03-01"),
        ("first week of May 2001", "first week of May 2001", "2001-05"),
        ("in the last decade of the 19th century", "last decade of the 19th century", "18XX"),
        ("early in 2010 it", "early in 2010", "2010"),
        ("in winter 2001/2002 it", "winter 2001/2002", "2001-24"),
        ("third-quarter 2011 figures", "third-quarter 2011", "2011-07/2011-09"),
        ("in 2011-Q3 it", "2011-Q3", "2011-07/2011-09"),
        ("(born 1843?)", "1843", "1843?"),
        ("built c.1880?), of", "1880", "1880%"),
        ("since as early as 1992, they", "1992", "1992"),
        ("(2021: NOK 2,988 million)", "2021", "2021"),
        ("on this tenth day of May in the year 2001", "tenth day of May in the year 2001", "2001-05-10"),
        ("FY2011/12 began", "FY2011/12", "2011/2012"),
        ("from FY11–FY18 on", "FY11–FY18", "2011/2018"),
        ("between FY09 and FY16", "FY09 and FY16", "2009/2016"),
        ("sales in 4Q98 fell", "4Q98", "1998-10/1998-12"),
        ("by Q3 FY21 it", "Q3 FY21", "2021-07/2021-09"),
        ("in 1H25 it", "1H25", "2025"),
        (
            "this thirtieth day of August, Two Thousand and One, in",
            "thirtieth day of August, Two Thousand and One",
            "2001-08-30",
        ),
        ("the second of August, nineteen fourteen,", "second of August, nineteen fourteen", "1914-08-02"),
        (
            "the tenth day of May in the year of our Lord one thousand seven hundred and four",
            "tenth day of May in the year of our Lord one thousand seven hundred and four",
            "1704-05-10",
        ),
        ("set up by the Act of 1967, it", "1967", "1967"),
        ("31 accidents in calendar 2017,", "2017", "2017"),
        ("the notes due 2027 were", "2027", "2027"),
        ("before that it was 1999.", "1999", "1999"),
        ("a letter of 1/18/24 says", "1/18/24", "2024-01-18"),
        ("first two weeks of May 2001", "first two weeks of May 2001", "2001-05"),
        ("in the closing months of 1998 it", "closing months of 1998", "1998"),
        ("on St Andrew's Day 1907 it", "St Andrew's Day 1907", "1907-11-30"),
        ("May Day 1971 in Oslo", "May Day 1971", "1971-05-01"),
        ("in '98 it rose", "'98", "1998"),
        ("the summer of ’07 was", "summer of ’07", "2007-22"),
        ("in Q3 FY2022 it", "Q3 FY2022", "2022-07/2022-09"),
        ("a jar of the 4th c. BC", "4th c. BC", "-03XX"),
        ("(est. 1904)", "1904", "1904"),
        ("rates fell in 1990-1, then", "1990-1", "1990/1991"),
        ("LUSAKA, 13TH MARCH 2015", "13TH MARCH 2015", "2015-03-13"),
        ("by THE 22ND OF MAY 2014", "22ND OF MAY 2014", "2014-05-22"),
        ("IN THE 20TH CENTURY", "20TH CENTURY", "19XX"),
        ("loans, FY2018-FY2022", "FY2018-FY2022", "2018/2022"),
        ("FY 2012–FY 2014 grants", "FY 2012–FY 2014", "2012/2014"),
        ("the cuts of FY19/FY21", "FY19/FY21", "2019/2021"),
        ("see Annex C, 3 May 2011", "3 May 2011", "2011-05-03"),
        ("Phase C 13 June 2019", "13 June 2019", "2019-06-13"),
        ("C. 3 May 1911, or later", "3 May 1911", "1911-05-03~"),
    ],
)
def test_date_is_found_whole(extract: Extract, text: str, quote: str, edtf: str) -> None:
    assert found(extract(text)) == [(quote, edtf)]


@pytest.mark.parametrize(
    ("text", "quote", "edtf"),
    [
        ("from 10 to 12 June 1999", "10 to 12 June 1999", "1999-06-10/1999-06-12"),
        ("10–12 June 1999", "10–12 June 1999", "1999-06-10/1999-06-12"),
        ("June 10-12, 1999", "June 10-12, 1999", "1999-06-10/1999-06-12"),
        ("June 30-July 2, 2003", "June 30-July 2, 2003", "2003-06-30/2003-07-02"),
        ("28 February/1 March 2011", "28 February/1 March 2011", "2011-02-28/2011-03-01"),
        ("between 12 May and 3 June 2011", "12 May and 3 June 2011", "2011-05-12/2011-06-03"),
        ("between late 1998 and the early 2000s", "late 1998 and the early 2000s", "1998/2009"),
        ("from March 2004 until the end of 2005", "March 2004 until the end of 2005", "2004-03/2005"),
        ("December–January 2007", "December–January 2007", "2006-12/2007-01"),
        ("from 15 December to 10 January", "15 December to 10 January", "XXXX-12-15/XXXX-01-10"),
        ("from October 2004 to March", "October 2004 to March", "2004-10/2005-03"),
        ("from 2004 up to and including 2006", "2004 up to and including 2006", "2004/2006"),
        ("from 1989 to 1996–97", "1989 to 1996–97", "1989/1997"),
        ("(07/2022 - 06/2023)", "07/2022 - 06/2023", "2022-07/2023-06"),
        ("the 1990s to 2002", "1990s to 2002", "1990/2002"),
        ("the 14th to early 16th centuries", "14th to early 16th centuries", "13XX/15XX"),
        ("from the sixteenth to the nineteenth century", "sixteenth to the nineteenth century", "15XX/18XX"),
        ("between 200 BC and A.D. 150", "200 BC and A.D. 150", "-0199/0150"),
        ("from spring to autumn 2002", "spring to autumn 2002", "2002-21/2002-23"),
        ("the 8th and 9th centuries to the 11th", "8th and 9th centuries to the 11th", "07XX/10XX"),
        ("the 8th and 9th centuries to the 11th century", "8th and 9th centuries to the 11th century", "07XX/10XX"),
        ("from 264 to 146 BC", "264 to 146 BC", "-0263/-0145"),
        ("from the 5th to the 3rd century BC", "5th to the 3rd century BC", "-04XX/-02XX"),
        ("c. 1200 – c. 1300, they", "1200 – c. 1300", "1200~/1300~"),
        ("2004-05-03/2004-05-09", "2004-05-03/2004-05-09", "2004-05-03/2004-05-09"),
        ("between the evenings of 6 and 7 May 2011", "6 and 7 May 2011", "2011-05-06/2011-05-07"),
        ("from June 1998 through to March 1999", "June 1998 through to March 1999", "1998-06/1999-03"),
        ("Oct.–Dec. 2012", "Oct.–Dec. 2012", "2012-10/2012-12"),
        ("3 Oct.-4 Nov. 2010", "3 Oct.-4 Nov. 2010", "2010-10-03/2010-11-04"),
        ("Nov./Dec. 2013", "Nov./Dec. 2013", "2013-11/2013-12"),
        ("Aug. 2008–Sept. 2011", "Aug. 2008–Sept. 2011", "2008-08/2011-09"),
        ("(open June–October)", "June–October", "XXXX-06/XXXX-10"),
        ("July 1, 2015, to June 30, 2016, it", "July 1, 2015, to June 30, 2016", "2015-07-01/2016-06-30"),
        ("May 3, 1999, through June 5, 2000,", "May 3, 1999, through June 5, 2000", "1999-05-03/2000-06-05"),
        ("between May 3, 1999, and June 5, 2000,", "May 3, 1999, and June 5, 2000", "1999-05-03/2000-06-05"),
    ],
)
def test_range_is_one_date(extract: Extract, text: str, quote: str, edtf: str) -> None:
    assert found(extract(text)) == [(quote, edtf)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in 1999 and 2008", {"1999": "1999", "2008": "2008"}),
        ("on 19 and 26 May 1992", {"19": "1992-05-19", "26 May 1992": "1992-05-26"}),
        ("on 1, 3, 5 and 7 May", {"1": "XXXX-05-01", "3": "XXXX-05-03", "5": "XXXX-05-05", "7 May": "XXXX-05-07"}),
        ("March, April and June 1961", {"March": "1961-03", "April": "1961-04", "June 1961": "1961-06"}),
        ("in late March or early April 1981", {"late March": "1981-03", "early April 1981": "1981-04"}),
        ("in December and January 2007", {"December": "2006-12", "January 2007": "2007-01"}),
        ("on June 3, 5 and 9, 2001", {"June 3": "2001-06-03", "5": "2001-06-05", "9, 2001": "2001-06-09"}),
        ("in the 8th and 9th centuries", {"8th": "07XX", "9th centuries": "08XX"}),
        ("on Monday 3 and Tuesday 4 June 2002", {"Monday 3": "2002-06-03", "Tuesday 4 June 2002": "2002-06-04"}),
        ("in spring and summer 1993", {"spring": "1993-21", "summer 1993": "1993-22"}),
        ("on May 3, 2001, and June 5, 2002", {"May 3, 2001": "2001-05-03", "June 5, 2002": "2002-06-05"}),
        ("on May 3, 2001, to May 2002 levels", {"May 3, 2001": "2001-05-03", "May 2002": "2002-05"}),
    ],
)  # fmt: skip
def test_list_is_as_many_dates(extract: Extract, text: str, dates: dict[str, str]) -> None:
    assert found(extract(text)) == list(dates.items())


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Year | Incidents\n2018 | 214\n2019 | 305", ["2018", "2019"]),
        ("By year:\n2018\t$506 million\t109\n2019\t€48 million\t105", ["2018", "2019"]),
        ("| Item | 2018 | 2019 | 2020 |\n| Trucks | 1945 | 1950 |", ["2018", "2019", "2020"]),
        ("• 1963 – Fighting\n• 1964: The force comes\n1974 - War", ["1963", "1964", "1974"]),
        ("Deaths: 2014: 28, 2015: 29, 2016: 41.", ["2014", "2015", "2016"]),
        ("Joined: 2003; founded 1964 in Lomé, died 1999.", ["2003", "1964", "1999"]),
        ("Unlike 1967 or 1973, 2006 was no war; 1978’s was.", ["1967", "1973", "2006", "1978"]),
        ("Polls were held in 1993, 1997, 2002 and again in 2007.", ["1993", "1997", "2002", "2007"]),
        ("It came back: 1835, 1910, 1986 and 2061.", ["1835", "1910", "1986", "2061"]),
        ("It fell below 1990 levels and, compared with 2005 prices, to 41 (2011 census).", ["1990", "2005", "2011"]),
    ],
)  # fmt: skip
def test_bare_year_is_found_where_layout_or_clause_says_so(extract: Extract, text: str, years: list[str]) -> None:
    assert [edtf for _, edtf in found(extract(text))] == years


def test_years_before_numbers_in_a_list_are_dates(extract: Extract) -> None:
    text = "Admitted: 2015 – 3; 2016 – 14; 2018 (up to May) – 2.\n\nOutlook 2024: growth of 3%"
    assert [edtf for _, edtf in found(extract(text)) if len(edtf) == len("2015")] == ["2015", "2016", "2018", "2024"]


def test_item_of_a_list_names_its_lender(extract: Extract) -> None:
    first, second, third = records(extract("They met on 1, 3 and 5 June 2003."))
    assert first.value.resolved_from == second.value.resolved_from == third.record_id


def test_items_of_a_list_that_lend_to_each_other_name_each_other(extract: Extract) -> None:
    first, second = records(extract("They met on June 3 and 5, 2003."))
    assert (first.value.resolved_from, second.value.resolved_from) == (second.record_id, first.record_id)


@pytest.mark.parametrize(
    ("text", "item", "span"), [("on 5 and 10 to 12 June 2001", 0, 1), ("on June 10 to 12 and 14", 1, 0)]
)
def test_range_lends_to_the_items_of_its_list(extract: Extract, text: str, item: int, span: int) -> None:
    dates = records(extract(text))
    assert dates[item].value.resolved_from == dates[span].record_id


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since May 2004 it has", "since"),
        ("Since the 1990s it has", "since"),
        ("from 2008 onwards, it", "since"),
        ("from 2008 on, it", "since"),
        ("until the end of 2005.", "until"),
        ("prior to 1991, it", "before"),
        ("beyond 2014 it", "after"),
        ("No later than 15 May 2002, it", "by"),
        ("by the mid-1970s it", "by"),
        ("not earlier than March 2020", "since"),
        ("no sooner than 5 May 2020", "since"),
        ("not before 2022, they said", "since"),
        ("not after 5 May 2020", "by"),
        ("earlier than March 2020", "before"),
        ("not in 2022", None),
        ("from 5 May 2004 to date", "since"),
        ("he served 1992–present", "since"),
        ("she served (2004–)", "since"),
        ("5 May 2004 – present.", "since"),
        ("Gao, 5 May 2004 – Today the envoy left", None),
        ("(as of May 2004)", "as_of"),
        ("as at 30 June 2020, it", "as_of"),
        ("since about 1850 it", "since"),
        ("since the outbreak of war in 1991, it", None),
        ("before the 2018 elections it", None),
        ("in May 2004, after it", None),
        ("from 2008 to 2012 it", None),
        ("the mandate by which in 2008 it", None),
    ],
)
def test_relation_is_the_word_that_bounds_the_date(extract: Extract, text: str, relation: str | None) -> None:
    assert only(extract(text)).relation == relation


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("early 2010", "2010-01-01", "2010-04-30"),
        ("mid-2010", "2010-05-01", "2010-08-31"),
        ("late 2010", "2010-09-01", "2010-12-31"),
        ("second half of 2010", "2010-07-01", "2010-12-31"),
        ("H1 2010", "2010-01-01", "2010-06-30"),
        ("2H 2010", "2010-07-01", "2010-12-31"),
        ("first six months of 2010", "2010-01-01", "2010-06-30"),
        ("first nine months of 2010", "2010-01-01", "2010-09-30"),
        ("early June 2010", "2010-06-01", "2010-06-10"),
        ("mid-June 2010", "2010-06-11", "2010-06-20"),
        ("late June 2010", "2010-06-21", "2010-06-30"),
        ("beginning of July 2010", "2010-07-01", "2010-07-10"),
        ("end of July 2010", "2010-07-22", "2010-07-31"),
        ("first half of July 2010", "2010-07-01", "2010-07-15"),
        ("second week of July 2010", "2010-07-08", "2010-07-14"),
        ("last week of February 2012", "2012-02-23", "2012-02-29"),
        ("final days of July 2010", "2010-07-22", "2010-07-31"),
        ("second quarter of the 19th century", "1825-01-01", "1849-12-31"),
        ("first decade of the 21st century", "2000-01-01", "2009-12-31"),
        ("turn of the 20th century", "1900-01-01", "1909-12-31"),
        ("late 3rd century BC", "-0233-09-01", "-0200-12-31"),
        ("the late 1980s", "1986-09-01", "1989-12-31"),
        ("the early 19th century", "1800-01-01", "1833-04-30"),
        ("late winter 2010", "2011-02-01", "2011-02-28"),
        ("late 1998 to early 2000", "1998-09-01", "2000-04-30"),
    ],
)
def test_modifier_narrows_the_bounds(extract: Extract, text: str, earliest: str, latest: str) -> None:
    value = only(extract(text))
    assert (value.earliest, value.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left Bor on 25\nApril 2013 at last.", ["2013-04-25"]),
        ("Sector 25\nApril 2013\nMay 2013", ["2013-04", "2013-05"]),
        ("It fell in 2018-2019 to 412.", ["2018/2019"]),
        ("Troops fell in 2018-\n2019 to 412.", ["2018/2019"]),
        ("from 2007/08 to 2010/11 in Bor", ["2007/2011"]),
    ],
    ids=["cut-day", "rows", "range-and-number", "cut-range", "range-of-ranges"],
)
def test_dates_are_cut_by_lines_and_end_before_numbers(extract: Extract, text: str, expected: list[str]) -> None:
    assert [edtf for _, edtf in found(extract(text))] == expected


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("from 16 May 2024 to 15 March 2024", ("inverted_range",)),
        ("on Friday, 3 May 2001", ("weekday_mismatch",)),
        ("on 03/04/2005", ("ambiguous_order",)),
        ("on 03.03.2005", ()),
        ("on 13/04/2005", ()),
        ("on 04/13/2005", ()),
        ("on 2005/04/03", ()),
        ("on Thursday, 3 May 2001", ()),
    ],
)
def test_checks_say_what_is_wrong(extract: Extract, text: str, checks: tuple[str, ...]) -> None:
    assert only(extract(text)).checks == checks


@pytest.mark.parametrize(
    "text",
    [
        "They may 3 times or more decide.",
        "May the parties march to Juba, and may the august body agree?",
        "The March on Bangui began.",
        "Mr. Jan Mensah and Ms. April Diallo spoke.",
        "They left today, now and recently, at 14:30 hours.",
        "Last year, the same month, four days later.",
        "Some 2000 troops, 1500 police officers and 1999 rifles arrived.",
        "The total of 2004 was paid by 1,999 people.",
        "It covers 1500 km and 2004 hectares, or 1999.5 tons.",
        "The vote was 2,010 to 1,987.",
        "Call +381 38 504 1999 or 2000 1999.",
        "See page 1997, para. 2004 and Treaty Series, vol. 1155 (1980), No. 2004.",
        "Agenda 2063 and Vision 2030 and Military Balance 2012",
        "Under resolution 1509 (2003) and resolutions 1160 (1998), 1199 (1998) and 1239 (1999).",
        "Its report (S/2008/692), UNMIK/REG/2001/9 and 2008/124/CFSP.",
        "The Press Act of 1986 and Law 12/2008.",
        "See Okafor (1999), p. 12.",
        "The 14 July Movement and the March 23 (M23) rebels.",
        "The 1500-strong force and its F-2000 jets.",
        "It housed 1945 refugees, formed 1964 squads, built 1950 huts and issued 2000 visas.",
        "Strength: 1964\nBudget: 2000",
        "1400 – Arrival of the minister\n1530: Press point",
        "1264 were hurt; 1945 were safe, 1800 others fled.",
        "More than 2000 came, fewer than 1500 stayed, a group of 1200 left.",
        "Up to 2000 armed men, after 1500 heavily armed fighters.",
        "Route 1990 is closed; row 1964 has none.",
        "The H3 2021 model, 12H 2019.",
        "On 31 June 1999 and 2014-02-30.",
        "Signed on 32 January 2020, dated 00 May 2019, valid until the 45th of March, 2021.",
        "Monday, 34 July 2012",
        "32 January 2020",
        "It fell 12 metres in a spring of hope.",
        "A century ago, over two decades, in a quarter of the camps.",
        "Version 1.2.10 of 13/31/2018.",
        "https://example.org/2013/04/16/may-2013",
        "Between 5 and 10 trucks; 3 and 5, all told.",
        "By a vote of 13-0-2, then of 10/02/15.",
        "The programme “Water for All by 2020”; the helpline, 1522.",
        "A score of 21/19/05, FY-3, 5Q23, 3H22 and 20040312.",
        "It was 2000 metres long; 1200 of the dues.",
        "The staff (previous year: 195).",
        "Fax: 2018 2019, phone 2018-2019, mobile +44 1998 2000.",
        "Some 2000 of them paid a price of 1999; the 2000 who stayed did not.",
        "From 1400 to 1600 hours, between 1800 and 2000 GMT.",
        "Between 1500 and 2000 men in a Type 1936 tank; Boeing 747, Mi-17.",
        "PO Box 1999, Room 2004, Highway 2000, 2000 Main Street, ISBN 1998-2000.",
        "In his early 80s, in the final quarter of the match, a first quarter.",
        "Ms. May 2004 and Mr. June 10 spoke.",
        "The 2030 Agenda, a 1998-page book, in 2,015 cases.",
        "Okoye (2011: 45) and section 10.5.2003.",
    ],
)
def test_text_without_a_date_yields_none(extract: Extract, text: str) -> None:
    assert found(extract(text)) == []


def test_named_day_that_no_year_has_is_found_in_leap_years_only(extract: Extract) -> None:
    assert found(extract("On 29 February 2023 and on 29 February 2024.")) == [("29 February 2024", "2024-02-29")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bulletin 45 January 2020", "January 2020"),
        ("No. 32, May 2011", "May 2011"),
        ("of the 99 March 2015 arrivals", "March 2015"),
        ("page 64 June 1998", "June 1998"),
    ],
)
def test_number_that_is_no_day_leaves_the_month_behind_it(extract: Extract, text: str, expected: str) -> None:
    assert [quote for quote, _ in found(extract(text))] == [expected]


def test_day_that_no_month_has_opens_no_range(extract: Extract) -> None:
    assert found(extract("from 32 January 2020 to 5 March 2020")) == [("5 March 2020", "2020-03-05")]


def test_number_that_counts_ends_the_date_before_it(extract: Extract) -> None:
    assert found(extract("In June 2000 people fled, in May 28 soldiers.")) == [("June", "XXXX-06"), ("May", "XXXX-05")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Since 00:01 on 4 May 2012, when", "since"),
        ("until 6 p.m. on 4 May 2012", "until"),
        ("no later than 1800 hours on Friday, 4 May 2012", "by"),
        ("before noon on 4 May 2012", "before"),
        ("after 5:30 pm GMT on 4 May 2012", "after"),
        ("at 10:30 on 4 May 2012", None),
        ("since 10 on 4 May 2012", None),
        ("from 9 a.m. on 4 May 2012", None),
    ],
)
def test_bound_holds_across_a_time_of_day(extract: Extract, text: str, relation: str | None) -> None:
    value = only(extract(text))
    assert (value.edtf, value.relation) == ("2012-05-04", relation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank closed 2018 with a loss.", ["2018"]),
        ("They began 1994 in debt and ended 1995 without.", ["1994", "1995"]),
        ("A rise of 3 per cent over 2019.", ["2019"]),
        ("It is 40% over 2011, they say.", ["2011"]),
        ("In the first quarter of the year, 12 came.", ["XXXX-01/XXXX-03"]),
        ("They closed 2018 schools and opened 1950 beds.", []),
        ("The price is over 2019.", []),
        ("It rose by 40% over 2000 metres.", []),
        ("in the first quarter of the match", []),
    ],
)
def test_year_is_one_that_is_gone_through_or_grown_from(extract: Extract, text: str, expected: list[str]) -> None:
    assert [edtf for _, edtf in found(extract(text))] == expected


def test_time_of_day_is_no_part_of_a_date(extract: Extract) -> None:
    assert found(extract("on 5 May 12:00 and at 10.30 on 6 May 2001")) == [
        ("5 May", "2001-05-05"),
        ("6 May 2001", "2001-05-06"),
    ]


def test_paragraph_ends_a_range(extract: Extract) -> None:
    assert found(extract("Chronology of 1998 to\n\n1999 in brief, May 2001")) == [
        ("1998", "1998"),
        ("May 2001", "2001-05"),
    ]


def test_runs_show_a_matcher_no_token_twice(nlp: Language) -> None:
    doc = nlp.make_doc("June 1999/" * 300 + " and nothing at all " * 50 + "1, 2, 3 and 4 May " * 300)
    shown = list(runs(doc, Flag.DATE_WORD, Flag.DATE_TRIGGER))
    assert all(end <= start for (_, end), (start, _) in pairwise(shown))


@pytest.mark.parametrize(
    "text",
    [
        "Act 51 of 1977 applies",
        "Law No. 8 of 2003 has",
        "the Press Acts 1954–2006",
        "with c. 200 from Togo",
        "Guides: c. 350",
        "the '98 figures",
        "a yield, 1990-1 kg",
        "St Ann's Day trips",
        "the 4th c. and",
    ],
)
def test_number_of_an_act_or_a_crowd_is_no_date(extract: Extract, text: str) -> None:
    assert found(extract(text)) == []


def test_lives_have_two_dates(extract: Extract) -> None:
    assert found(extract("Ada Boll (b. 1931 – d. 2004) of Lomé")) == [("1931", "1931"), ("2004", "2004")]


def test_range_of_years_alone_stops_no_run(extract: Extract) -> None:
    assert found(extract("1990-1")) == [("1990-1", "1990/1991")]


@pytest.mark.xfail(strict=True, reason="no rule reads it yet")
@pytest.mark.parametrize(
    ("text", "quote", "edtf"),
    [
        ("sales in 9M 2023 rose", "9M 2023", "2023-01/2023-09"),
    ],
    ids=["months so far"],
)
def test_date_is_not_understood_yet(extract: Extract, text: str, quote: str, edtf: str) -> None:
    assert (quote, edtf) in found(extract(text))


def test_date_is_read_where_a_line_cuts_its_month(extract: Extract) -> None:
    assert ("11 Jan-\nuary 2023", "2023-01-11") in found(extract("adopted on 11 Jan-\nuary 2023 by all"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 1975, 28 November was dry.", [("1975", "1975"), ("28 November", "1975-11-28")]),
        ("Seen in 1975: 28 November, noon.", [("1975", "1975"), ("28 November", "1975-11-28")]),
        ("1975 – 28 November 1976: siege", [("1975 – 28 November 1976", "1975/1976-11-28")]),
        ("| 1975 | 28 November | 4 |", [("1975", "1975"), ("28 November", "1975-11-28")]),
        ("1900: 29 February", [("1900", "1900"), ("29 February", "XXXX-02-29")]),
    ],
    ids=["clause", "within-a-line", "range", "cells", "no-such-day"],
)
def test_year_and_day_that_head_no_entry_are_two_dates(
    extract: Extract, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(extract(text)) == expected
