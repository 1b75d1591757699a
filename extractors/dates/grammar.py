"""The grammar of dates in words: the rules that find them in a run of tokens.

    [day] of? [month] of? ,? [year]      "3rd of March, 2005"
    [number] [era]                       "146 BC"

Rules that need evidence or a neighbour (*May*, *1999*, the *19* of a list) find candidates; the component judges.
Dates in figures are in `numeric`, years in words in `spelt`, decades and the like in `periods`, the flags of tokens in
`flags`.
"""

from typing import Any

from extractors.dates import numeric, periods, spelt
from extractors.dates.pieces import flag as _flag
from extractors.dates.pieces import word as _word
from extractors.rules import Rule
from extractors.tokens import Flag

_M, _D, _Y, _SEASON = _flag(Flag.MONTH), _flag(Flag.DAY_NUMBER), _flag(Flag.YEAR), _flag(Flag.SEASON)
_ORDINAL, _ERA, _YY = _flag(Flag.ORDINAL), _flag(Flag.ERA), _flag(Flag.SHORT_YEAR)
_NUMBER: dict[Any, Any] = {"IS_DIGIT": True}
_AMOUNT: dict[Any, Any] = {"LIKE_NUM": True}  # "1,200"
_TWENTY, _THIRTY, _DASH, _SLASH = _word("twenty"), _word("thirty"), _word("-"), _word("/")
_DAY_WORD, _EVE = _word("day"), _word("eve")
_OF, _JOIN = _word("of"), _flag(Flag.DATE_JOIN)
_APOSTROPHE: dict[Any, Any] = {"NORM": "'"}
_COMMA_, _OF_, _DAY_, _THE_ = (_word(form, optional=True) for form in (",", "of", "day", "the"))
_OF_THE_MONTH = (_OF, _THE_, _word("month"), _OF)
_IN_THE_YEAR = (_word("in", optional=True), _THE_, _word("year"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="dates.day-month-year",
        says="A day, in figures or an ordinal word, the name of its month, and the year.",
        matches=(
            "signed at Lusaka on «10 July 1999» by all",
            "the accord of «3rd of March, 2005» was kept",
            "done this «twenty-fourth day of June 1987» at Luanda",
            "seen on «04-Nov-2011» in Juba",
            "on this «tenth day of June in the year 1999»",
            "on the «fourth day of the month of May 1987»",
        ),
        rejects=("they may 1999 times", "chapter 7 march 12 times", "31 June 1999"),
        patterns=(
            [_D, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_TWENTY, _DASH, _ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_THIRTY, _DASH, _ORDINAL, _DAY_, _OF_, _M, _OF_, _COMMA_, _Y],
            [_D, _DAY_, _OF_, _M, *_IN_THE_YEAR, _Y],
            [_ORDINAL, _DAY_, _OF_, _M, *_IN_THE_YEAR, _Y],
            [_D, _DAY_, *_OF_THE_MONTH, _M, _OF_, _COMMA_, _Y],
            [_ORDINAL, _DAY_, *_OF_THE_MONTH, _M, _OF_, _COMMA_, _Y],
            [_D, _DASH, _M, _DASH, _Y],
            [_D, _SLASH, _M, _SLASH, _Y],
        ),
    ),
    Rule(
        id="dates.month-day-year",
        says="The name of a month, a day, and the year.",
        matches=(
            "arrived in Dili on «September 20, 1999», when",
            "on «May the 3rd, 2006» in Abuja",
            "«March third 2006»",
            "filed «Sep-23-2020» in Bria",
        ),
        rejects=("Form B, 20, 1999 copies", "they march 20, 2005 of them", "June 31, 1999"),
        patterns=(
            [_M, _THE_, _D, _OF_, _COMMA_, _Y],
            [_M, _THE_, _ORDINAL, _COMMA_, _Y],
            [_M, _DASH, _D, _DASH, _Y],
        ),
    ),
    spelt.RULE,
    Rule(
        id="dates.feast-year",
        says="A day that goes by a name, and its year.",
        matches=(
            "on «Christmas Eve 1992» in Pale",
            "until «New Year's Day, 2003»",
            "the quake of «Boxing Day 2004»",
            "opened on «St George's Day 1904» by",
        ),
        rejects=("at Christmas", "the New Year's Day parade", "Boxing Day sales of 40", "St Bede's Day trips"),
        patterns=(
            [_word("christmas"), _COMMA_, _Y],
            [_word("christmas"), _EVE, _COMMA_, _Y],
            *([_word(name), _DAY_WORD, _COMMA_, _Y] for name in ("armistice", "boxing", "christmas", "may")),
            *([_word(saint), {"IS_TITLE": True}, {"NORM": "'s"}, _DAY_WORD, _COMMA_, _Y] for saint in ("st", "st.")),
            [_word("new"), _word("year"), {"NORM": "'s"}, _DAY_WORD, _COMMA_, _Y],
            [_word("new"), _word("year"), {"NORM": "'s"}, _EVE, _COMMA_, _Y],
        ),
    ),
    Rule(
        id="dates.year-month-day",
        says="A year, the name of a month, and a day.",
        matches=("the entry of «1994 April 6», Kigali", "logged «2012-Mar-22» in Bamako"),
        rejects=("1994 may 6", "Room 1994, 6 chairs"),
        patterns=([_Y, _COMMA_, _M, _D], [_Y, _DASH, _M, _DASH, _D], [_Y, _SLASH, _M, _SLASH, _D]),
    ),
    Rule(
        id="dates.year-first",
        says="A year and a month, or a day of one, that open the line of an entry.",
        matches=("«1974, April» – A coup", "«1960, 14 September»", "«1975: 28 May» A flag", "• «1994 – April 6»: Goma"),
        rejects=("in 1974, April came – at last", "1974, April rains", "1991, 2 May rains", "seen in 1975: 28 May"),
        patterns=([_Y, _COMMA_, _M], [_Y, _COMMA_, _D, _M]),
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
        id="dates.short-year",
        says="A day or a month with the last two figures of its year.",
        matches=(
            "seen on «04-Nov-11» in Juba",
            "on «10 Jun 99», they",
            "in «June '99» in Bria",
            "on «3 May '04» it",
            "in the «summer of '91» it",
            "Rate «Dec-24» «Mar-25» «Jun-25»\n",
            "«Nov-98» 7.5 8.0\n«Dec-98» 7.1 8.2\n",
        ),
        rejects=(
            "on 10 Jun 25 trucks came",
            "from 3 May 10 men",
            "on June 99 of them",
            "seen Dec-24, then Dec-25 and Dec-26",
            "Mar-25 trucks",
            "Open Oct-30 Nov-1 Nov-2",
        ),
        patterns=(
            [_D, _DASH, _M, _DASH, _YY],
            [_D, _SLASH, _M, _SLASH, _YY],
            [_D, _M, _YY],
            [_D, _OF_, _M, _COMMA_, _APOSTROPHE, _YY],
            [_M, _APOSTROPHE, _YY],
            [_M, _DASH, _YY],
            [_SEASON, _OF_, _APOSTROPHE, _YY],
        ),
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
            "Exports «2012» «2017» «2021»\n",
            "“«2006» was quiet”",
            "Founded: «1964»",
            "It rose; «2013» saw calm in Lomé",
            "below «1990» levels",
            "prices («2015» = 100), wages («2021»=100.0)",
            "the mission («1992»–present)",
            "Founded: «1284»",
            "as early as «1992» in Gao",
            "built c.«1880» of stone",
            "Mary Ake (b. «1931» – d. «2004») of Lomé",
            "(est. «1904») and 2nd ed. «1863»",
        ),
        rejects=(
            "some 2000 troops",
            "by 1,999 votes to 2,000",
            "Agenda 2063 and Military Balance 2012",
            "at 1400 hours",
            "tel. +232 22 1999",
            "Treaty Series, vol. 1155 (1980), No. 18232",
            "Limnol. Rev. 27 (2019) 114–126, [1997] 1 Lloyd’s Rep. 57",
            "the Press Act of 1986",
            "the Press Act 1986 and",
            "a total of 2000",
            "the 1500-strong force",
            "they housed 1945 refugees",
            "in Gao, 1945, mostly young, fled",
            "1400 – Arrival of the minister",
            "Strength: 1964",
            "Rows 1200 1400 1100 of it",
            "fax 1999 2001",
            "call or fax: 2018 2019",
            "from 1400 to 1600 hours",
            "between 1500 and 2000 men",
            "about 2000 of them",
            "the 2000 who fled",
            "at a price of 1999",
            "the 2030 Agenda",
            "| Troops | 1945 | 1950 |",
            "row 1945 saw none",
            "the key 1945=1000",
            "more than 2000 were hurt",
            "up to 1500 heavily armed men",
        ),
        patterns=([_Y],),
    ),
    Rule(
        id="dates.early-year",
        says="A number of three figures where a label or *the year* says that it is a year.",
        matches=(
            "in the year «843» at Verdun",
            "Founded: «961»",
            "built circa «790» of brick",
            "the abbess (c. «720») wrote",
            "he died c. «650» in Mecca",
        ),
        rejects=(
            "in 843 cases",
            "room 961",
            "the 790 men",
            "about 500 men",
            "Guides: c. 200 from Gao",
            "a crowd of c. 300 in the square",
        ),
        patterns=([_flag(Flag.EARLY_YEAR)],),
    ),
    Rule(
        id="dates.era-year",
        says="A year with its era.",
        matches=("built in «146 BC» at Carthage", "taken in «A.D. 640» at Alexandria", "from «1,200 BC» on"),
        rejects=("in BC and AB", "the AD column, 12 lines"),
        patterns=([_AMOUNT, _ERA], [_ERA, _NUMBER]),
    ),
    Rule(
        id="dates.era-years",
        says="Two years that share an era.",
        matches=("from «264 to 146 BC» in Sicily", "the war of «66–70 CE»", "between «27 and 14 BC» in Gaul"),
        rejects=("in 27 and 14 cases", "12 to 15 BCD units"),
        patterns=([_NUMBER, _JOIN, _NUMBER, _ERA],),
    ),
    Rule(
        id="dates.era-date",
        says="A day or a month with its year and era.",
        matches=("on «10 August 216 BC» at Cannae", "in «March 44 BC» in Rome", "on «24 August AD 79» at Pompeii"),
        rejects=("on 10 August the BC office", "in March AD columns"),
        patterns=(
            [_D, _DAY_, _OF_, _M, _OF_, _COMMA_, _NUMBER, _ERA],
            [_D, _DAY_, _OF_, _M, _OF_, _COMMA_, _ERA, _NUMBER],
            [_M, _THE_, _D, _COMMA_, _NUMBER, _ERA],
            [_M, _THE_, _D, _COMMA_, _ERA, _NUMBER],
            [_M, _OF_, _NUMBER, _ERA],
            [_M, _OF_, _ERA, _NUMBER],
        ),
    ),
    *periods.RULES,
    Rule(
        id="dates.day",
        says="The number of a day, or of a century, that borrows the rest from its neighbour or the day before it.",
        matches=(
            "on «15» and 18 February 1992 in Lomé",
            "on «1», «3» and 5 June 2003 in Lomé",
            "It came on 9 May 2011. On the «11th» workers unloaded it; by the «14th», it was gone",
        ),
        rejects=(
            "in 15 and 18 cases",
            "15 to 20 trucks",
            "Open since 3 May 2010. It is on the 11th floor",
            "On 9 May 2012 it met. On the 4th they left",
            "On 9 May 2012 it met on the 12th and 13th floors",
            "On 5 June 2004 on the 8th Army tanks",
            "On the 15th they met",
        ),
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
        id="dates.range",
        says="Two dates with *to*, *until*, *through*, a dash or a slash between them, or *between* before them.",
        matches=(
            "from «1 July 2022 to 30 June 2023» in Gao",
            "between «late 1998 and mid-1999» in Bissau",
            "from «1991 until March 4, 2002», when",
            "«March through June 1999»",
            "sold «Dec-99 to Feb-00» in Lomé",
        ),
        rejects=("from 10 to 20 trucks", "between Monday and Friday"),
    ),
    *numeric.RULES,
)
