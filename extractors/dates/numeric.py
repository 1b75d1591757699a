"""The grammar of dates in figures: expressions over the text, for what the tokenizer cuts in many ways.

2013-1-25        year, month, day        10.06.1999, 06/15/2008   day and month in either order
1998-99, 2007/08 years                   Q3 2019, 2H 2019         quarters and halves
"""

import re

from extractors.rules import Rule

_QUARTER = r"(?:[Qq][1-4]|[1-4][Qq])"
_HALF = r"(?:[Hh][12]|[12][Hh])"
_FY = r"(?:(?:FY|fy)\ ?)"

_COMPACT_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"

TOKEN = re.compile(
    rf"/|[Qq]uarter|Q[1-4]|\d{{1,4}}(?P<mark>[./-])\d{{1,2}}(?P=mark)\d{{1,4}}|(?:{_QUARTER}|{_HALF})(?:FY)?(?:(?:19|20)\d\d|['’]?\d\d)|(?:19|20)\d\d[QqHh][1-4]|FY['’]?\d\d|{_COMPACT_DAY}"
)
"""Tokens that show such a date; where the tokenizer cuts one, its year or its slash shows it."""


def _figures(expression: str) -> re.Pattern[str]:
    """An expression for figures that no letter, figure or separator touches; another date may, after a dash."""
    return re.compile(rf"(?<![\w/.,])(?<![A-Za-z]-)(?:{expression})(?![\w/]|[.,]\d|-[A-Za-z])", re.VERBOSE)


_ISO_DAY = re.compile(
    r"""
    (?:(?<![\w/.,])(?<![A-Za-z]-)|(?<=\d\d\d\d-\d\d-\d\d/))      # may close an interval: "…/1999-06-12"
    [012]\d{3}(?P<separator>[-/.])\d{1,2}(?P=separator)\d{1,2}
    (?: (?=T\d\d:?\d\d)                                           # a time of day is no part of the date
      | (?=/\d{4}-\d\d-\d\d(?!\d))
      | (?![\w/]|[.,]\d|-[A-Za-z]|-\d{1,3}(?!\d))
    )
    """,
    re.VERBOSE,
)

_OF_YEAR = rf"(?:(?:[ /-](?:of\ )?)?{_FY}?(?:19|20)\d\d|[ ]?FY['’]?\d\d|[/ ]?['’]\d\d|/\d\d)"
"""The year of a part: *Q3 2019*, *Q3 FY24*, *Q3'19*, *Q3/19*."""
_IN_ROW = r"(?=[ ](?:Q[1-4]|H[12]|FY|[369]M)(?![A-Za-z])|[ ]?(?:[|,;.)\n]|\Z))"
"""What follows a quarter with a short year: *Q3 23 Q3 22 FY 2022*, *in Q3 23,*, but not *Q3 23 patrols*."""
QUARTER = _figures(
    rf"(?:(?:[Qq][1-4]\ ?[-–/]\ ?)?{_QUARTER}){_OF_YEAR} | [1-4]Q\d\d | Q[1-4][ ]\d\d{_IN_ROW}"
    r" | (?:19|20)\d\d[ /-]?[Qq][1-4]"
)
FISCAL_YEAR = _figures(r"FY[ ]?(?:(?:19|20)\d\d|['’]?\d\d)(?:[-–/](?:FY[ ]?)?(?:(?:19|20)\d\d|['’]?\d\d|\d))?")
COMPACT_DAY = _figures(_COMPACT_DAY)
DECADE = _figures(r"(?:1\d|20)\d0[’']s")

FIGURED = re.compile(
    r"""
    \d(?: (?<=['’‘QqHhY].) | (?<=FY[ ].)            # '98, Q3, H1, FY11, FY 2012
        | [./]\d | [ ]?[-–—‑−/][ ]?\d               # 10.06., 07/2022, 1998-99, 1998 – 2000
        | [QqHh] | ['’]s | \d{7}                    # 2Q, 1980's, 20170816
    )
    """,
    re.VERBOSE,
)
"""What a text has wherever an expression with `SIGNS` matches; few runs of tokens have it."""

RULES: tuple[Rule, ...] = (
    Rule(
        id="dates.half-year",
        says="Half a year, in short.",
        matches=("in «H1 2021», 40 patrols", "by «2H 2019» it", "in «2019-H2» it", "in «1H25» and «H2 FY24»"),
        rejects=("an H3 2021 helicopter", "room 12H 2019", "a 3H25 form", "H1 25 beds"),
        expression=_figures(rf"{_HALF}{_OF_YEAR} | [12]H\d\d | (?:19|20)\d\d[ /-]?[Hh][12]"),
    ),
    Rule(
        id="dates.fiscal-year",
        says="A fiscal year, with what says that it is one; two where it spans them or both are given.",
        matches=(
            "in «FY2011» it",
            "«FY 2012-13» and «FY13/14»",
            "by «FY09», when",
            "a loan of «FY’24»",
            "«FY2018–2022» plans",
            "loans, «FY2018–FY2022»",
        ),
        rejects=("the FY 12,000 grant", "NFY11 rows", "FY-3 satellites", "FY19A jets", "FY2018-FYROM 2019"),
        expression=FISCAL_YEAR,
    ),
    Rule(
        id="dates.compact-day",
        says="Year, month and day in eight figures, where a label or a preposition says that they are a day.",
        matches=("Date: «20170816»", "as of «20040229», the", "dated «19991231» in Lomé"),
        rejects=("Date: 20170231", "grant 20170816", "No. 20040229", "some 20110312 rows"),
        expression=COMPACT_DAY,
    ),
    Rule(
        id="dates.iso-day",
        says="Year, month and day in figures.",
        matches=(
            "posted «2013-1-25» in Bangui",
            "dated «2006/11/30», from Kabul",
            "«1999-06-10»",
            "logged «2004-03-29»T12:00:00Z in Abidjan",
        ),
        rejects=("2014-02-30", "2014-13-01", "A/2006/11/30", "tel. 2010-10-15-86"),
        expression=_ISO_DAY,
    ),
    Rule(
        id="dates.numeric-day",
        says="Day and month in figures, in either order, and the year.",
        matches=("received «10.06.1999» by fax", "on «06/15/2008» in Accra", "«1-12-2001»"),
        rejects=("13/31/2018", "5/2002/1005", "version 1.2.10", "section 10.5.2003", "item 133-03-03-2020"),
        expression=_figures(r"(?<!\b\d{3}-)\d{1,2}(?P<separator>[-/.])\d{1,2}(?P=separator)[012]\d{3}"),
    ),
    Rule(
        id="dates.short-numeric-day",
        says="Day, month and the last two figures of the year, where a preposition or a label says that it is a date.",
        matches=("signed on «10/06/99» in Lomé", "Date: «31.12.86»", "since «1/2/04» they"),
        rejects=("by a vote of 10/02/15", "version 10.5.03", "on 40/40/99", "ratio 10/06/99"),
        expression=_figures(r"\d{1,2}(?P<separator>[/.])\d{1,2}(?P=separator)\d\d"),
    ),
    Rule(
        id="dates.short-day",
        says="Day and month in figures, one beyond twelve, where a preposition or a weekday says that it is a day.",
        matches=("they meet on «19/3» in Accra", "«Tue 21/3», 9 am", "by «6/30» at the latest", "until «30/6»."),
        rejects=(
            "on 3/4 of the land",
            "on a 24/7 basis",
            "on 24/7",
            "by 13/2 votes",
            "odds of 15/8",
            "rose by 1/20.",
            "depends on 13/8.",
            "cut on 1/16, not deeper",
            "on 17/6 shares",
            "No. KL-01/19-02/21",
        ),
        expression=_figures(
            r"""
            (?:(?<![-–—]) | (?<=[ ]\d/\d\d[-–—]) | (?<=[ ]\d\d/\d[-–—]) | (?<=[ ]\d\d/\d\d[-–—]))   # may close a range
            (?!24/7)
            (?: (?:1[3-9]|2\d|3[01]) / (?:0?[1-9]|1[0-2]) | (?:0?[1-9]|1[0-2]) / (?:1[3-9]|2\d|3[01]) )
            """
        ),
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
            "in «1992-3», when",
        ),
        rejects=(
            "some 1500-2000 people",
            "tel. 2000-1999",
            "1200-1500 of them",
            "XYZ/2001-02",
            "phone: 2018-2019",
            "ISSN 1998-1999",
            "row 1992-3",
            "the Press Acts 1986–2004",
            "held at 1990-1",
        ),
        expression=re.compile(
            r"""
            (?<![\w/.,])(?<![A-Za-z]-)
            (?:1\d|2[01])\d\d
            (?:\ ?[-–—/‑−]\ ?(?:1\d|2[01])\d\d | [-–—/‑−]\d\d? | (?:\ to\ |[-–—])[’'‘]\d\d)
            (?![\w/]|[.,]\d|-[\dA-Za-z])
            """,
            re.VERBOSE,
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
        id="dates.bare-short-year",
        says="The last two figures of a year after an apostrophe, where a preposition says that it is one.",
        matches=("in «'98» they left Bangui", "the class of «’85» met", "since «'07», when"),
        rejects=("the '98 figures", "in '12 Angry Men'", "a size of '44'", "in 98 cases"),
        expression=re.compile(r"(?<![^\s(])['’‘]\d\d(?![\w'’]|[.,]\d|-[A-Za-z])"),
    ),
)

SIGNS = {
    "dates.fiscal-year": "F",
    "dates.compact-day": "12",
    "dates.iso-day": "-/.",
    "dates.numeric-day": "-/.",
    "dates.short-numeric-day": "/.",
    "dates.short-day": "/",
    "dates.years": "-–—/‑−'’‘",
    "dates.numeric-month": "-/",
    "dates.bare-short-year": "'’‘",
    "dates.decade": "'’",
    "dates.quarter": "Qq",
    "dates.half-year": "Hh",
}
"""Characters of which every match of an expression has one; where there is none, it is not tried. One that is not here
is tried wherever a date may be."""
