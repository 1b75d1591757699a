"""Years that the text lends to dates without one."""

from collections.abc import Callable

import pytest

from schemas.records import DateRecord, Extraction

Extract = Callable[[str], Extraction]


def lent(extraction: Extraction) -> dict[str, tuple[str | None, str | None]]:
    """Value, and quote of the lender, of each date that did not state its year."""
    quotes = {record.record_id: record.text for record in extraction.records}
    return {
        record.text: (record.value.edtf, record.value.resolved_from and quotes[record.value.resolved_from])
        for record in extraction.records
        if isinstance(record, DateRecord) and (record.value.resolved_from or str(record.value.edtf).startswith("XXXX"))
    }


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 10 June 1999 they met. On 8 June they had.", {"8 June": ("1999-06-08", "10 June 1999")}),
        ("In May 1968, riots. They spread in November.", {"November": ("1968-11", "May 1968")}),
        ("In 1981 it was said that riots broke out in March.", {"March": ("1981-03", "1981")}),
        ("In 1981 it rained. In March it did not.", {"March": ("1981-03", "1981")}),
        ("On 8 June and again on 10 June 1999 they met.", {"8 June": ("1999-06-08", "10 June 1999")}),
        ("On 8 June they met. They left on 10 June 1999.", {"8 June": ("1999-06-08", "10 June 1999")}),
        ("Gao, 20 December 2004\n\nOn 15 January they go.", {"15 January": ("2005-01-15", "20 December 2004")}),
        ("Gao, 3 March 2004\n\nOn 15 November they went.", {"15 November": ("2003-11-15", "3 March 2004")}),
        ("On 3 May 2001 it rose.\n\nIn 1980 it fell.\n\nOn 9 May it ended.", {"9 May": ("2001-05-09", "3 May 2001")}),
        ("On 3 May 2001 it rose. On 9 June 2003 it fell.\n\nBy 3 May so.", {"3 May": ("2001-05-03", "3 May 2001")}),
        ("On 3 May 2020 they met, on 17 May too, and in January 2021.", {"17 May": ("2020-05-17", "3 May 2020")}),
        ("In May 2020 it rose. On 2 June it fell. On 5 May 2023 it ended.", {"2 June": ("2020-06-02", "May 2020")}),
        ("On 3 March 2020 they met. On 2 October it rose until January 2021.",
         {"2 October": ("2020-10-02", "3 March 2020")}),
        ("On 10 January 2020 it recalled the accord of 12 December. On 4 March 2021 it met.",
         {"12 December": ("2019-12-12", "10 January 2020")}),
        ("From 12 July until 3 August they sat; on 5 May 2001 too.",
         {"12 July until 3 August": ("2001-07-12/2001-08-03", "5 May 2001")}),
        ("On 5 May 2001 they sat, and on 1 and 3 June.",
         {"1": ("2001-06-01", "3 June"), "3 June": ("2001-06-03", "5 May 2001")}),
    ],
)  # fmt: skip
def test_year_is_lent_by_a_date_nearby(
    extract: Extract, text: str, dates: dict[str, tuple[str | None, str | None]]
) -> None:
    assert lent(extract(text)) == dates


@pytest.mark.parametrize(
    ("period", "day", "edtf"),
    [
        ("16 August 2019 to 15 February 2020", "9 January", "2020-01-09"),
        ("16 August 2019 to 15 February 2020", "29 October", "2019-10-29"),
        ("16 September 2024 to 15 March 2024", "28 January", "2025-01-28"),
        ("1 July 2022 to 30 June 2023", "1 July", "2022-07-01"),
    ],
)
def test_reporting_period_lends_the_year_that_falls_inside_it(
    extract: Extract, period: str, day: str, edtf: str
) -> None:
    text = f"This report covers the period from {period}. In May 2008 the camp was built. On {day}, it was closed."
    assert lent(extract(text)) == {day: (edtf, period)}


def test_reporting_period_lends_no_year_to_a_day_outside_it(extract: Extract) -> None:
    text = "It covers 1 July 2022 to 31 December 2022. On 5 May 2010 it began and on 9 May it ended."
    assert lent(extract(text)) == {"9 May": ("2010-05-09", "5 May 2010")}


def test_citation_lends_its_year_beside_it(extract: Extract) -> None:
    assert lent(extract("On 9 May (S/2018/441), he spoke.")) == {"9 May": ("2018-05-09", "S/2018/441")}
    text = "Resolution 1509 (2003), adopted on 19 September, set it up."
    assert lent(extract(text)) == {"19 September": ("2003-09-19", "Resolution 1509 (2003)")}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("They passed resolution 1509 on 19 September.", {"19 September": ("2003-09-19", "resolution 1509")}),
        ("On 19 September they adopted resolution 1509.", {"19 September": ("2003-09-19", "resolution 1509")}),
        ("Resolution 1509 was blocked in April.", {"April": ("2010-04", "3 May 2010")}),
        ("What resolution 1509 asks for was begun on 9 April.", {"9 April": ("2010-04-09", "3 May 2010")}),
        ("The mandate of resolution 1900 (2009) runs out on 30 June.", {"30 June": ("2010-06-30", "3 May 2010")}),
        ("What S/2009/441 asks for is due by 30 June.", {"30 June": ("2010-06-30", "3 May 2010")}),
        ("General Assembly resolution 62/12, adopted on 4 December, and resolution 1900 (2009) stand.",
         {"4 December": ("2007-12-04", "resolution 62/12")}),
        ("On 4 May they recalled General Assembly resolution 62/12, adopted on 4 December.",
         {"4 May": ("2010-05-04", "3 May 2010"), "4 December": ("2007-12-04", "resolution 62/12")}),
        ("Under resolution 1900 (2009) it ended on 30 June.", {"30 June": ("2009-06-30", "resolution 1900 (2009)")}),
    ],
)  # fmt: skip
def test_citation_lends_no_year_to_what_came_of_it(
    extract: Extract, text: str, dates: dict[str, tuple[str, str]]
) -> None:
    assert lent(extract(f"GAO, 3 May 2010 – The Security Council met. {text}")) == dates


@pytest.mark.parametrize(
    "text",
    [
        "They met on 8 June.",
        "They adopted resolution 1509 (2003). On 8 June they met.",
        "They had long been asked, under resolution 1509 (2003) and others of that kind, to meet on 8 June.",
        "Under the 1974 agreement they met on 8 June.",
        "Since the 1990s they have met on 8 June.",
        "From 1990 to 2004 they met on 8 June.",
        "They met on 8 June.\n\nIn 1999 they did not.",
    ],
)
def test_year_stays_open_where_nothing_lends_one(extract: Extract, text: str) -> None:
    assert lent(extract(text)) == {"8 June": ("XXXX-06-08", None)}


@pytest.mark.parametrize("word", ["of", "adopted on", ", adopted on", "dated"])
def test_date_of_a_citation_lends_in_its_own_sentence_only(extract: Extract, word: str) -> None:
    cited = f"By resolution 2100 (2013){'' if word[0] == ',' else ' '}{word} 25 April 2013"
    assert lent(extract(f"{cited} it began with few men, and on 1 July it grew.")) == {
        "1 July": ("2013-07-01", "25 April 2013")
    }
    assert lent(extract(f"{cited} it began. On 3 May it met.")) == {"3 May": ("XXXX-05-03", None)}
    text = f"On 9 May 2020 it met. {cited} it began. On 3 June it met."
    assert lent(extract(text)) == {"3 June": ("2020-06-03", "9 May 2020")}


def test_day_of_leap_years_is_lent_only_such_a_year(extract: Extract) -> None:
    text = "In 2023 they met on 29 February."
    assert lent(extract(text)) == {"29 February": ("XXXX-02-29", None)}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("In May 1968 he came. In the following March he left.", {"following March": ("1969-03", "May 1968")}),
        ("In May 1968 he came. The previous June he left.", {"previous June": ("1967-06", "May 1968")}),
        ("On 3 June 1968 he came, and later that June he left.", {"June": ("1968-06", "3 June 1968")}),
        ("In May 1968 he came. In December of the same year he left.", {"December": ("1968-12", "May 1968")}),
        ("In May 1968 he came. On 3 January of the next year he left.", {"3 January": ("1969-01-03", "May 1968")}),
        ("In May 1968 he came. He left in July of the preceding year.", {"July": ("1967-07", "May 1968")}),
        ("On 9 October 2010 he came; since December he is away.", {"December": ("2009-12", "9 October 2010")}),
    ],
)  # fmt: skip
def test_year_is_counted_from_the_date_before(
    extract: Extract, text: str, dates: dict[str, tuple[str | None, str | None]]
) -> None:
    assert lent(extract(text)) == dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They have come since August last year.", "2009-08"),
        ("They left in March this year.", "2010-03"),
        ("They left on 30 June of last year.", "2009-06-30"),
    ],
)
def test_this_and_last_year_are_counted_from_the_documents_own_date(extract: Extract, text: str, edtf: str) -> None:
    told = lent(extract(f"GAO, 3 May 2010 – It began in 1994. {text}"))
    assert (edtf, "3 May 2010") in told.values()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was approved in October 2009. It will cost much. By mid-June it had little.", {"mid-June": "2010-06"}),
        ("It was approved in October 2009. On 2 April it left.", {"2 April": "2010-04-02"}),
        ("It was approved in October 2009. On 2 December it left.", {"2 December": "2009-12-02"}),
        ("It was approved in October 1994. On 2 April it left.", {"2 April": "1995-04-02"}),
        ("It was approved on 3 March 2009 and left on 2 April.", {"2 April": "2009-04-02"}),
    ],
)
def test_weeks_around_the_documents_own_date_need_no_year(extract: Extract, text: str, dates: dict[str, str]) -> None:
    told = lent(extract(f"GAO, 3 May 2010 – The force came.\n\n{text}"))
    assert {quote: edtf for quote, (edtf, _) in told.items()} == dates


def test_last_year_of_a_document_without_a_date_stays_open(extract: Extract) -> None:
    assert lent(extract("On 9 May 1999 it met. They came in August last year."))["August"] == ("XXXX-08", None)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It has been there since June 2008. On 28 April two were hurt.", {"28 April": "2010-04-28"}),
        ("The bridge will reopen on 1 February.", {"1 February": "2011-02-01"}),
        ("Talks are scheduled for 20 January.", {"20 January": "2011-01-20"}),
        ("The next meeting: 6 March.", {"6 March": "2011-03-06"}),
        ("Either side may appeal by 14 March.", {"14 March": "2011-03-14"}),
        ("It will hear of the attack of 12 December.", {"12 December": "2009-12-12"}),
        ("Those who fell on 12 December will be named.", {"12 December": "2009-12-12"}),
        ("He may have left on 14 March.", {"14 March": "2010-03-14"}),
        ("In the third quarter, it fell.", {"third quarter": "2009-07/2009-09"}),
        ("As of 24 October, 40 were held.", {"24 October": "2009-10-24"}),
        ("It treated 40 between January and April.", {"January and April": "2010-01/2010-04"}),
        ("The bonds fall due on 16 October 2027. It met on 20 April.", {"20 April": "2010-04-20"}),
        ("It met on Thursday, 4 March.", {"Thursday, 4 March": "2010-03-04"}),
    ],
)
def test_own_date_lends_by_sense(extract: Extract, text: str, dates: dict[str, str]) -> None:
    told = lent(extract(f"GAO, 3 May 2010 – {text}"))
    assert {quote: edtf for quote, (edtf, _) in told.items()} == dates


def test_weekday_chooses_between_lenders(extract: Extract) -> None:
    text = "It was asked in May 2027 by those who began in 2021. They meet on Monday, 12 February 2024."
    assert lent(extract(f"{text} They met on Tuesday, 20 February.")) == {
        "Tuesday, 20 February": ("2024-02-20", "Monday, 12 February 2024")
    }
    text = "GAO, 5 February 2024 – The debt of 16 October 2027 is dear. They meet on Tuesday, 20 February."
    assert lent(extract(text)) == {"Tuesday, 20 February": ("2024-02-20", "5 February 2024")}


def test_what_began_on_a_date_lends_forward_where_the_document_has_no_own(extract: Extract) -> None:
    text = "As early as 18 August they met the men who had come since January 1962."
    assert lent(extract(text)) == {"18 August": ("1962-08-18", "January 1962")}


def test_day_after_lends_where_none_before_does(extract: Extract) -> None:
    text = "We landed on the night of 13 November.\n\nIt was cold.\n\nKossi fell on 9 February 1974."
    assert lent(extract(text)) == {"13 November": ("1973-11-13", "9 February 1974")}


def test_months_in_a_title_are_a_reporting_period(extract: Extract) -> None:
    text = "Update\n\nJanuary to June 2019\n\nThe siege ended on 23 October 2017. In March it was full."
    assert lent(extract(text)) == {"March": ("2019-03", "January to June 2019")}
    text = "They met from January to June 2019. The siege ended on 23 October 2017. In December it was full."
    assert lent(extract(text)) == {"December": ("2017-12", "23 October 2017")}


def test_citation_lends_no_year_to_what_it_asks_for(extract: Extract) -> None:
    text = "GAO, 3 May 2010 – It will report by 30 June, as requested in resolution 1900 (2009)."
    assert lent(extract(text)) == {"30 June": ("2010-06-30", "3 May 2010")}


DATELINES = [
    "GAO, 3 May 2010 – ",
    "Gao, 3 May 2010\n\n",
    "May 3, 2010 - ",
    "Press release | 3 May 2010\n\n",
    "(Gao, 3 May 2010)\n\n",
    "Published On 3 May 2010 by A. Traoré\n\n",
    "Last updated: 03.05.2010. Author: press office\n\n",
    "Minutes of the ordinary meeting held in the village hall on 3 May 2010 at 7 p.m.\n\n",
    "Gao, 3 May 2010. ",
    "Albany, N.Y., May 3, 2010 – ",
    "Council of Gao\n\nMonday, 3 May 2010, 7:00 p.m.\n\n",
    "KEY FIGURES | as of 3 May 2010\n\n",
    "Air date: 3 May 2010\n\n",
    "To be answered on 03.05.2010\n\n",
    "Original: French Date: 3 May 2010\n\n",
    "GAO 3 May 2010\n\n",
    "Port Louis 3 May 2010\n\n",
    "ADDIS ABABA 3 May 2010 – ",
    "Updated 4:12 PM UTC, May 3, 2010\n\n",
    "Published at 09.30 on Monday 3 May 2010\n\n",
    "Posted: 9:30 a.m. GMT+1, Mon May 3, 2010\n\n",
    "May 3, 2010\nby Ana Traoré and Sam Boll\n\n",
    "Council of the Lakes   Press release   3 May 2010   11:45\n\n",
    "Communiqué 3 May 2010\n\n",
]


@pytest.mark.parametrize("head", DATELINES)
def test_own_date_of_a_document_lends_before_a_date_of_old(extract: Extract, head: str) -> None:
    text = f"{head}The envoy came.\n\nOn 30 April the board renewed what began on 2 December 1994."
    extraction = extract(text)
    assert lent(extraction)["30 April"][0] == "2010-04-30"
    assert extraction.document.date == "2010-05-03"


@pytest.mark.parametrize(
    "head",
    [
        "On 3 May 2010 the envoy came.\n\n",
        "The accord of 3 May 2010\n\n",
        "He left on 3 May 2010\n\n",
        "He left Gao, 3 May 2010. It rained.\n\n",
        "The closing date: 3 May 2010 for all\n\n",
        "On 3 May 2010\n\n",
        "After 3 May 2010 – what comes\n\n",
        "Battle of Gao 3 May 2010\n\n",
        "They updated it 9:30 AM, May 3, 2010 in Gao\n\n",
        "May 3, 2010 by land and sea\n\n",
        "The press release of 3 May 2010\n\n",
    ],
)
def test_day_in_a_sentence_or_a_heading_is_no_dateline(extract: Extract, head: str) -> None:
    text = f"{head}On 30 April the board renewed what began on 2 December 1994."
    extraction = extract(text)
    assert lent(extraction)["30 April"][1] == "2 December 1994"
    assert extraction.document.date is None


def test_step_to_a_day_that_its_year_does_not_have_lends_nothing(extract: Extract) -> None:
    text = "In May 1999 he came, and left on 29 February of that year."
    assert lent(extract(text)) == {"29 February": ("XXXX-02-29", None)}
    text = "In May 1999 he came, and left the following 29 February."
    assert lent(extract(text)) == {"following 29 February": ("2000-02-29", "May 1999")}


def test_year_that_no_text_dates_lends_nothing(extract: Extract) -> None:
    assert lent(extract("It ends in 9999 AD. In December it rests.")) == {"December": ("XXXX-12", None)}


@pytest.mark.parametrize(
    ("text", "month", "edtf"),
    [
        ("The mandate ends next August.", "August", "2024-08"),
        ("They met last March.", "March", "2023-03"),
        ("They met last December.", "December", "2022-12"),
        ("It resumes this June.", "June", "2023-06"),
        ("In 2004 he came. Last May, he left.", "May", "2023-05"),
    ],
)
def test_month_may_be_told_from_now(extract: Extract, text: str, month: str, edtf: str) -> None:
    assert lent(extract(f"Gao, 18 November 2023\n\n{text}")) == {month: (edtf, "18 November 2023")}


@pytest.mark.parametrize("text", ["this May help", "this March on Rome", "the last May Day", "next April Jones came"])
def test_name_of_a_month_after_this_or_next_may_be_another_word(extract: Extract, text: str) -> None:
    assert lent(extract(text)) == {}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The side, who last won on 3 May 2015, lost. Flares flew in February.",
         {"February": ("2024-02", "12 March 2024")}),
        ("It rose in August 2006.\n\nSince 8 January they fled.", {"8 January": ("2024-01-08", "12 March 2024")}),
        ("The mandate of 3 May 2015 expires on 9 June.", {"9 June": ("2015-06-09", "3 May 2015")}),
        ("In May 2021 they met. The mandate expires on 9 June.", {"9 June": ("2024-06-09", "12 March 2024")}),
        ("Of resolution 2366 (2017), and in August it decides.", {"August": ("2023-08", "12 March 2024")}),
    ],
)  # fmt: skip
def test_own_date_lends_where_the_text_only_looks_back(
    extract: Extract, text: str, dates: dict[str, tuple[str, str]]
) -> None:
    assert lent(extract(f"Gao, 12 March 2024\n\n{text}")) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It is open until Dec. 31.", {"Dec. 31": ("2015-12-31", "11 June 2015")}),
        ("The bridge remains closed until 3 March.", {"3 March": ("2016-03-03", "11 June 2015")}),
        (
            "It is allowed by the Lakes Council to keep forty lorries, nine of them with a crane, on both shores of the"
            " lake until Dec. 31.",
            {"Dec. 31": ("2015-12-31", "11 June 2015")},
        ),
        ("It was open until Dec. 31.", {"Dec. 31": ("2014-12-31", "2 January 2015")}),
        ("It is said that they sat until Dec. 31.", {"Dec. 31": ("2014-12-31", "2 January 2015")}),
    ],
)
def test_what_goes_on_until_a_day_ends_after_the_documents_own_date(
    extract: Extract, text: str, dates: dict[str, tuple[str, str]]
) -> None:
    assert lent(extract(f"Gao, 11 June 2015\n\nOn 2 January 2015 they came. {text}")) == dates


OLD = "Gao, 12 August 2021\n\nOn 3 August 2021 it rained.\n\nOn 14 October 2014 a bomb fell."


def test_paragraph_about_an_old_day_lends_nothing_to_those_after_it(extract: Extract) -> None:
    text = f"{OLD}\n\nIn January it snowed.\n\nThe pact of 5 May 2012 stands.\n\nThey have rested since March."
    assert lent(extract(text)) == {
        "January": ("2021-01", "12 August 2021"),
        "March": ("2021-03", "12 August 2021"),
    }


def test_paragraph_about_an_old_day_lends_within_itself(extract: Extract) -> None:
    assert lent(extract(f"{OLD} In December they fled.")) == {"December": ("2014-12", "14 October 2014")}


def test_text_about_old_days_goes_on_with_them(extract: Extract) -> None:
    text = "Gao, 12 August 2021\n\nOn 3 May 1990 it began.\n\nOn 9 June 1990 it grew.\n\nIn December it ended."
    assert lent(extract(text)) == {"December": ("1990-12", "9 June 1990")}


def test_year_above_entries_lends_to_them(extract: Extract) -> None:
    text = "Updated: 27 May 2023\n\n1975\nAug 11 – They try.\nNov 28 – They declare.\n\n5 May 1999 – They agree."
    assert lent(extract(text)) == {"Aug 11": ("1975-08-11", "1975"), "Nov 28": ("1975-11-28", "1975")}


def test_day_that_heads_an_entry_of_a_chronology_is_not_the_documents(extract: Extract) -> None:
    days = ["17 December 1920", "27 October 1966", "21 June 1971", "30 January 1976", "21 March 1990"]
    extraction = extract("\n\n".join(f"{day}\nThe islands sign. They meet again on 23 April." for day in days))
    assert extraction.document.date is None
    found = [r.value.edtf for r in extraction.records if isinstance(r, DateRecord) and r.text == "23 April"]
    assert found == ["1921-04-23", "1967-04-23", "1971-04-23", "1976-04-23", "1990-04-23"]


def test_day_that_a_head_and_a_foot_repeat_is_the_documents(extract: Extract) -> None:
    text = "Council of Gao\n3 May 2010\n\nThe force left.\n\n3 May 2010\n\nIt came back.\n\n3 May 2010"
    assert extract(text).document.date == "2010-05-03"


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("The troops were moved south when rebels seized Bria in January.", "2021-01"),
        ("Heavy weapons went in January, I think.", "2021-01"),
        ("In Bria, on 5 January, 40 houses were burned.", "2021-01-05"),
        ("Rain destroyed the road in January.", "2021-01"),
        ("The parties agreed to meet in January.", "2022-01"),
        ("The vote, postponed twice, was called for January.", "2022-01"),
        ("The school opens in January.", "2022-01"),
        ("Delegates registered for the meeting in January.", "2022-01"),
        ("On 5 January, those who were hurt will be heard.", "2022-01-05"),
    ],
)
def test_what_is_told_as_past_is_not_ahead_of_the_document(extract: Extract, sentence: str, edtf: str) -> None:
    extraction = extract(f"GAO, 12 September 2021 – The envoy came.\n\n{sentence}")
    assert {lent[0] for lent in lent(extraction).values()} == {edtf}


def test_weekday_speaks_for_the_documents_own_year(extract: Extract) -> None:
    old = "It began on 8 December 2008.\n\nIt grew on 3 May 2011."
    text = f"Press release 16 December 2019\n\n{old}\n\nOn Thursday 12 December, they came."
    assert lent(extract(text)) == {"Thursday 12 December": ("2019-12-12", "16 December 2019")}


@pytest.mark.parametrize(
    ("told", "year"),
    [("Since 2013", "2021"), ("Since May 2013", "2021"), ("In May 2013", "2013")],
    ids=["since a year", "since a month", "in a month"],
)
def test_what_has_gone_on_since_a_year_lends_it_to_nothing_new(extract: Extract, told: str, year: str) -> None:
    text = f"GAO, 12 September 2021 – The envoy came.\n\n{told} many have left. A report of June tells it."
    assert lent(extract(text))["June"][0] == f"{year}-06"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Since 2013, when it broke in May, many have left.", "2013-05"),
        ("Since 2013 many have left; in May of that year it broke.", "2013-05"),
        ("Since 2013 many have left. In the following May it broke.", "2014-05"),
    ],
)
def test_what_points_to_a_year_since_takes_that_year(extract: Extract, text: str, edtf: str) -> None:
    extraction = extract(f"GAO, 12 September 2021 – The envoy came.\n\n{text}")
    assert {lent[0] for lent in lent(extraction).values()} == {edtf}


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("Is it 12 houses that burned in 2020, as the mayor said on 5 September?", "2021-09-05"),
        ("Of the ships lost in 2020, the port reported on 5 September, two were new.", "2021-09-05"),
        ("In 2020 a storm came on 5 September.", "2020-09-05"),
        ("They met on 2 May 2020. The mayor said on 5 September that it was over.", "2020-09-05"),
        ("In 2020 the mayor said on 5 May that it was over.", "2020-05-05"),
    ],
    ids=["said", "reported", "came", "behind a day", "not near"],
)
def test_day_on_which_something_was_said_is_news(extract: Extract, sentence: str, edtf: str) -> None:
    extraction = extract(f"GAO, 12 September 2021 – The envoy came.\n\n{sentence}")
    assert {lent[0] for lent in lent(extraction).values()} == {edtf}


def test_title_of_a_report_lends_its_year(extract: Extract) -> None:
    text = "Annual report for 2018\n\nIn June they sat. He left Oslo on 5 May 2016."
    assert lent(extract(text)) == {"June": ("2018-06", "2018")}


@pytest.mark.parametrize("title", ["2018 Annual Report on Fisheries", "2018 Country Reports: Gabon", "2018 Review"])
def test_title_that_opens_with_its_year_lends_it_with_a_check(extract: Extract, title: str) -> None:
    (june, _) = (r for r in extract(f"{title}\n\nIn June they sat. He left Oslo on 5 May 2016.").records
                 if isinstance(r, DateRecord))  # fmt: skip
    assert (june.value.edtf, june.value.resolved_from, june.value.checks) == ("2018-06", None, ("assumed_year",))


@pytest.mark.parametrize("title", ["2018 reports came in", "2018 Report. It is long", "The 2018 Report", "2018 Games"])
def test_line_that_opens_with_a_year_is_no_title_of_a_report(extract: Extract, title: str) -> None:
    assert lent(extract(f"{title}\n\nIn June they sat."))["June"][0] != "2018-06"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Sat 18 Nov 2023 06.00 EET\n\nThe siren goes.", "2023-11-18"),
        ("Compiled from the press. Last updated: 27 May 2023\n\nThe siren goes.", "2023-05-27"),
        ("Volume 708: debated on Wednesday 9 February 2022\n\nThe House met.", "2022-02-09"),
        ("5 May 1999 – They agree.\n\n6 June 2001 – They part.", None),
    ],
)
def test_head_of_a_document_tells_its_date(extract: Extract, head: str, date: str | None) -> None:
    assert extract(head).document.date == date
