"""The grammar of dates: which tokens open a window, and the rules that find dates in it.

    [day] of? [month] of? ,? [year]      "3rd of March, 2005"      patterns over tokens, for words
    year - month - day                   "2013-1-25"               expressions over the text, for figures

Rules that need evidence or a neighbour (*May*, *1999*, the *19* of a list) find candidates; the component judges.
"""

import re
from typing import Any

from extractors.dates.words import ERAS, MONTHS, ORDINALS, SEASONS
from extractors.rules import Rule
from extractors.tokens import Flag, Flags

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[01]\d{3}|2[01]\d\d|2200")
_DECADE = re.compile(r"(?:1\d|20)\d0s")
_CENTURY = re.compile(r"centur(?:y|ies)", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")  # the tokenizer keeps "10.06.1999" in one piece

FLAGS: Flags = {
    Flag.MONTH: MONTHS.__contains__,
    Flag.SEASON: SEASONS.__contains__,
    Flag.ORDINAL: ORDINALS.__contains__,
    Flag.ERA: ERAS.__contains__,
    Flag.DAY_NUMBER: lambda form: _DAY.fullmatch(form) is not None,
    Flag.YEAR: lambda form: _YEAR.fullmatch(form) is not None,
    Flag.DECADE: lambda form: _DECADE.fullmatch(form) is not None,
    Flag.CENTURY: lambda form: _CENTURY.fullmatch(form) is not None,
    Flag.DATE_TRIGGER: lambda form: (
        form in MONTHS
        or form in ERAS
        or any(expression.fullmatch(form) for expression in (_YEAR, _DECADE, _CENTURY, _NUMERIC_DAY))
    ),
}


def _word(form: str, *, optional: bool = False) -> dict[Any, Any]:
    return {"LOWER": form, "OP": "?"} if optional else {"LOWER": form}


def _flag(flag: Flag) -> dict[Any, Any]:
    return {flag: True}


_M, _D, _Y, _SEASON = _flag(Flag.MONTH), _flag(Flag.DAY_NUMBER), _flag(Flag.YEAR), _flag(Flag.SEASON)
_ORDINAL, _ERA, _CENTURIES = _flag(Flag.ORDINAL), _flag(Flag.ERA), _flag(Flag.CENTURY)
_NTH: dict[Any, Any] = {Flag.DAY_NUMBER: True, "IS_DIGIT": False}
_NUMBER: dict[Any, Any] = {"IS_DIGIT": True}
_TWENTY, _THIRTY, _DASH, _SLASH = _word("twenty"), _word("thirty"), _word("-"), _word("/")
_QUARTER, _OF = _word("quarter"), _word("of")
_COMMA_, _OF_, _DAY_, _THE_, _DASH_ = (_word(form, optional=True) for form in (",", "of", "day", "the", "-"))


def _figures(expression: str) -> re.Pattern[str]:
    """An expression for figures that no letter, figure or separator touches; another date may, after a dash."""
    return re.compile(rf"(?<![\w/.,])(?<![A-Za-z]-)(?:{expression})(?![\w/]|[.,]\d|-[A-Za-z])", re.VERBOSE)


RULES: tuple[Rule, ...] = (
    Rule(
        id="dates.day-month-year",
        says="A day, in figures or an ordinal word, the name of its month, and the year.",
        matches=(
            "signed at Lusaka on «10 July 1999» by all",
            "the accord of «3rd of March, 2005» was kept",
            "done this «twenty-fourth day of June 1987» at Luanda",
            "seen on «04-Nov-2011» in Juba",
        ),
        rejects=("they may 1999 times", "chapter 7 march 12 times", "31 June 1999"),
        patterns=(
            [_D, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_TWENTY, _DASH, _ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_THIRTY, _DASH, _ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_D, _DASH, _M, _DASH, _Y],
            [_D, _SLASH, _M, _SLASH, _Y],
        ),
    ),
    Rule(
        id="dates.month-day-year",
        says="The name of a month, a day, and the year.",
        matches=("arrived in Dili on «September 20, 1999», when", "on «May the 3rd, 2006» in Abuja"),
        rejects=("Form B, 20, 1999 copies", "they march 20, 2005 of them", "June 31, 1999"),
        patterns=([_M, _THE_, _D, _COMMA_, _Y],),
    ),
    Rule(
        id="dates.year-month-day",
        says="A year, the name of a month, and a day.",
        matches=("the entry of «1994 April 6», Kigali", "logged «2012-Mar-22» in Bamako"),
        rejects=("1994 may 6", "Room 1994, 6 chairs"),
        patterns=([_Y, _COMMA_, _M, _D], [_Y, _DASH, _M, _DASH, _D]),
    ),
    Rule(
        id="dates.month-year",
        says="The name of a month and its year.",
        matches=("set up in «April 2004» in Haiti", "in «March of 2011», before", "by «Sept. 2016» all"),
        rejects=("you may 2004 times", "the march 2011 of them", "they may, 2011 times"),
        patterns=([_M, _OF_, _COMMA_, _Y], [_M, _DASH, _Y]),
    ),
    Rule(
        id="dates.day-month",
        says="A day and the name of its month; the year is lent by the text, or stays open.",
        matches=("on «4 March» the convoy left", "the night of the «3rd of May» in Goma", "the «first day of August»"),
        rejects=("4 may leave", "the 14 July Movement", "the first march to the sea"),
        patterns=(
            [_D, _DAY_, _OF_, _M],
            [_ORDINAL, _DAY_, _OF, _M],
            [_TWENTY, _DASH, _ORDINAL, _DAY_, _OF, _M],
            [_THIRTY, _DASH, _ORDINAL, _DAY_, _OF, _M],
        ),
    ),
    Rule(
        id="dates.month-day",
        says="The name of a month and a day; the year is lent by the text, or stays open.",
        matches=("on «March 4» the convoy left", "until «December 31st» at least"),
        rejects=("you may 4 times", "the March 23 Movement", "February 30"),
        patterns=([_M, _THE_, _D],),
    ),
    Rule(
        id="dates.month",
        says="The name of a month where a preposition, a modifier or a neighbour says that it is one.",
        matches=("in «May» the rains began", "the «August» attacks on Baidoa", "in «late October» they left"),
        rejects=("May the parties agree", "the March on Bangui", "Mr. August Okoye spoke", "they may march in Dili"),
        patterns=([_M],),
    ),
    Rule(
        id="dates.year",
        says="A number of four figures where a preposition, a bracket or a neighbour says that it is a year.",
        matches=(
            "In «1994», the mission left Somalia",
            "38 vessels («2021» est.)",
            "the «2012» elections in Mali",
            "in «1992» and «1993» in Angola",
            "in «1993», «1997» and again in «2002» in Maseru",
            "• «1963» – Fighting in Bissau",
            "«2018» | 214 | 31",
            "Founded: «1964»",
            "It rose; «2013» saw calm in Lomé",
            "below «1990» levels",
            "the mission («1992»–present)",
        ),
        rejects=(
            "some 2000 troops",
            "by 1,999 votes to 2,000",
            "Agenda 2063 and Military Balance 2012",
            "at 1400 hours",
            "tel. +232 22 1999",
            "Treaty Series, vol. 1155 (1980), No. 18232",
            "the Press Act of 1986",
            "a total of 2000",
            "the 1500-strong force",
            "they housed 1945 refugees",
            "in Gao, 1945, mostly young, fled",
            "1400 – Arrival of the minister",
            "Strength: 1964",
            "fax 1999 2001",
            "| Troops | 1945 | 1950 |",
            "row 1945 saw none",
            "more than 2000 were hurt",
            "up to 1500 heavily armed men",
        ),
        patterns=([_Y],),
    ),
    Rule(
        id="dates.era-year",
        says="A year with its era.",
        matches=("built in «146 BC» at Carthage", "taken in «A.D. 640» at Alexandria"),
        rejects=("in BC and AB", "the AD column, 12 lines"),
        patterns=([_NUMBER, _ERA], [_ERA, _NUMBER]),
    ),
    Rule(
        id="dates.decade",
        says="A decade, or a century written as one: *1800s*.",
        matches=("in the «1980s» in Namibia", "the «late 1800’s» in Benin", "in the «1970's» there"),
        rejects=("Highway 1980 ends", "model 747s in stock", "the 1995s of this world"),
        patterns=([_flag(Flag.DECADE)],),
        expression=_figures(r"(?:1\d|20)\d0[’']s"),
    ),
    Rule(
        id="dates.century",
        says="An ordinal and the word *century*.",
        matches=("in the «19th century» in Benin", "the «twenty-first century» began", "the «18th-century» walls"),
        rejects=("a century ago", "the 19th session"),
        patterns=(
            [_NTH, _DASH_, _CENTURIES],
            [_ORDINAL, _DASH_, _CENTURIES],
            [_TWENTY, _DASH, _ORDINAL, _DASH_, _CENTURIES],
        ),
    ),
    Rule(
        id="dates.season",
        says="A season with its year.",
        matches=(
            "in «spring 1993» in Mogadishu",
            "the «autumn of 2009» was",
            "in «winter 1998/99» there",
            "in «winter 2001–02» there",
        ),
        rejects=("a spring in 1998", "the spring of hope", "after the fall of the town", "a fall of 12 metres"),
        patterns=(
            [_SEASON, _OF_, _COMMA_, _Y],
            *([_SEASON, _OF_, _Y, _word(dash), {"SHAPE": "dd"}] for dash in "/-–"),
        ),
    ),
    Rule(
        id="dates.quarter",
        says="A quarter of a year.",
        matches=(
            "in the «first quarter of 2011»",
            "by «Q3 2019» at",
            "the «4th quarter of 2006»",
            "in the «last quarter of 2010», the",
            "in «Q1–Q3 2019» it",
            "by «2Q 2020» it",
        ),
        rejects=("a quarter of the force", "headquarters 2011", "the third quarter of the fleet", "the last quarter"),
        patterns=(
            [_ORDINAL, _QUARTER, _OF, _Y],
            [_NTH, _QUARTER, _OF, _Y],
            [_word("last"), _QUARTER, _OF, _Y],
            [_word("final"), _QUARTER, _OF, _Y],
        ),
        expression=_figures(r"(?:(?:Q[1-4]\ ?[-–/]\ ?)?Q[1-4]|[1-4]Q)[ /-](?:of\ )?(?:19|20)\d\d"),
    ),
    Rule(
        id="dates.half-year",
        says="Half a year, in short.",
        matches=("in «H1 2021», 40 patrols", "by «2H 2019» it"),
        rejects=("an H3 2021 helicopter", "room 12H 2019"),
        expression=_figures(r"(?:H[12]|[12]H)[ /-](?:of\ )?(?:19|20)\d\d"),
    ),
    Rule(
        id="dates.day",
        says="The number of a day, or of a century, that borrows the rest from its neighbour.",
        matches=("on «15» and 18 February 1992 in Lomé", "on «1», «3» and 5 June 2003 in Lomé"),
        rejects=("in 15 and 18 cases", "15 to 20 trucks"),
        patterns=([_D], [_ORDINAL]),
    ),
    Rule(
        id="dates.day-year",
        says="The day and the year that close a range or a list after a month: *June 10-12, 1999*.",
        matches=("on May 3 and «5, 2001» in Lomé", "on June 8, 9 and «10, 1999» in Lomé"),
        rejects=("articles 10-12, 1999 copies", "wounded: 28, 2015", "3 and 5, 2001 copies"),
        patterns=([_D, _COMMA_, _Y],),
    ),
    Rule(
        id="dates.bare-season",
        says="A season that borrows its year from its neighbour.",
        matches=("in «spring» and summer 1993 in Baidoa", "in «winter» or spring 2002"),
        rejects=("spring and summer", "a fall from power"),
        patterns=([_SEASON],),
    ),
    Rule(
        id="dates.iso-day",
        says="Year, month and day in figures.",
        matches=("posted «2013-1-25» in Bangui", "dated «2006/11/30», from Kabul", "«1999-06-10»"),
        rejects=("2014-02-30", "2014-13-01", "A/2006/11/30"),
        expression=_figures(r"[012]\d{3}(?P<separator>[-/.])\d{1,2}(?P=separator)\d{1,2}"),
    ),
    Rule(
        id="dates.numeric-day",
        says="Day and month in figures, in either order, and the year.",
        matches=("received «10.06.1999» by fax", "on «06/15/2008» in Accra", "«1-12-2001»"),
        rejects=("13/31/2018", "5/2002/1005", "version 1.2.10"),
        expression=_figures(r"\d{1,2}(?P<separator>[-/.])\d{1,2}(?P=separator)[012]\d{3}"),
    ),
    Rule(
        id="dates.years",
        says="Two years with a dash or a slash between them, the second perhaps short.",
        matches=(
            "the «1998-99» war",
            "in «2005/2006» in Chad",
            "(«1939–1945»)",
            "the «2007/08» budget",
            "of «1946 to '49»",
        ),
        rejects=("some 1500-2000 people", "tel. 2000-1999", "1200-1500 of them", "XYZ/2001-02"),
        expression=_figures(
            r"(?:1\d|2[01])\d\d(?:\ ?[-–—/‑−]\ ?(?:1\d|2[01])\d\d|[-–—/‑−]\d\d|(?:\ to\ |[-–—])[’'‘]\d\d)(?!-\d)"
        ),
    ),
    Rule(
        id="dates.numeric-month",
        says="Month and year in figures.",
        matches=("the budget («07/2022»)", "in «2011-10» the", "of «12/2008» in"),
        rejects=("Law 12/2008", "13/2008"),
        expression=_figures(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d | (?:19|20)\d\d-(?:0[1-9]|1[0-2])(?!-\d)"),
    ),
    Rule(
        id="dates.range",
        says="Two dates with *to*, *until*, *through*, a dash or a slash between them, or *between* before them.",
        matches=(
            "from «1 July 2022 to 30 June 2023» in Gao",
            "between «late 1998 and mid-1999» in Bissau",
            "from «1999 until June 15, 2008», when",
            "«March through June 1999»",
        ),
        rejects=("from 10 to 20 trucks", "between Monday and Friday"),
    ),
)
