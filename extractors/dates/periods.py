"""The grammar of decades, centuries, seasons and quarters.

the late 1800's, the nineteen-nineties   decades        twenty-first century, 5th c. BC   centuries
spring 1993, winter 2001–02              seasons        Q3 2019, first quarter of 2011    quarters
"""

from typing import Any

from extractors.dates import numeric
from extractors.dates.pieces import flag, word
from extractors.rules import Rule
from extractors.tokens import Flag

_Y, _YY, _ORDINAL, _SEASON = flag(Flag.YEAR), flag(Flag.SHORT_YEAR), flag(Flag.ORDINAL), flag(Flag.SEASON)
_CENTURIES, _DECADES, _ERA_ = flag(Flag.CENTURY), flag(Flag.SHORT_DECADE), flag(Flag.ERA, optional=True)
_NTH: dict[Any, Any] = {Flag.DAY_NUMBER: True, "IS_DIGIT": False}
_APOSTROPHE: dict[Any, Any] = {"NORM": "'"}
_TWENTY, _DASH, _OF, _QUARTER = word("twenty"), word("-"), word("of"), word("quarter")
_COMMA_, _OF_, _DASH_ = (word(form, optional=True) for form in (",", "of", "-"))

RULES: tuple[Rule, ...] = (
    Rule(
        id="dates.decade",
        says="A decade, or a century written as one: *1800s*.",
        matches=("in the «1980s» in Namibia", "the «late 1800’s» in Benin", "in the «1970's» there"),
        rejects=("Highway 1980 ends", "model 747s in stock", "the 1995s of this world"),
        patterns=([flag(Flag.DECADE)],),
        expression=numeric.DECADE,
    ),
    Rule(
        id="dates.short-decade",
        says="A decade of the twentieth century, without its hundreds or in words.",
        matches=(
            "in the «'90s» in Freetown",
            "in the «80s» and «90s» in Beira",
            "the «late eighties» in Maputo",
            "the «nineteen-nineties» in Kigali",
        ),
        rejects=("a man in his eighties", "some 90s models", "in his late 80s", "sixties of them"),
        patterns=(
            [_DECADES],
            [_APOSTROPHE, _DECADES],
            [word("nineteen"), _DASH_, _DECADES],
            [word("eighteen"), _DASH_, _DECADES],
        ),
    ),
    Rule(
        id="dates.century",
        says="An ordinal and the word *century*, and its era.",
        matches=(
            "in the «19th century» in Benin",
            "the «twenty-first century» began",
            "the «18th-century» walls",
            "in the «3rd century BC» at Meroe",
            "a bowl of the «5th c. BC» from Nok",
        ),
        rejects=("a century ago", "the 19th session", "the 19th C. Company"),
        patterns=(
            [_NTH, _DASH_, _CENTURIES, _ERA_],
            [_ORDINAL, _DASH_, _CENTURIES, _ERA_],
            [_TWENTY, _DASH, _ORDINAL, _DASH_, _CENTURIES, _ERA_],
            [_NTH, word("c."), flag(Flag.ERA)],
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
            *([_SEASON, _OF_, _Y, word(dash), _YY] for dash in "/-–"),
            *([word("winter"), _OF_, _Y, word(dash), _Y] for dash in "/-–"),
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
            "in «2021-Q4» and",
            "in «4Q98» and «Q3 FY21»",
            "from «Q2/14» or «Q3’15» on",
            "the «third quarter 2010» saw",
            "in the first and «second quarters of 2010»",
        ),
        rejects=(
            "a quarter of the force",
            "headquarters 2011",
            "a Q5 2019 form",
            "a 5Q23 engine, Q4 23 of them",
            "the third quarter of the fleet",
            "the last quarter",
        ),
        patterns=(
            [_ORDINAL, _DASH_, _QUARTER, _OF_, _Y],
            [_ORDINAL, word("quarters"), _OF, _Y],
            [_NTH, _QUARTER, _OF_, _Y],
            [word("last"), _QUARTER, _OF_, _Y],
            [word("final"), _QUARTER, _OF_, _Y],
        ),
        expression=numeric.QUARTER,
    ),
    Rule(
        id="dates.bare-quarter",
        says="A quarter that takes its year from the text, after a preposition.",
        matches=("in 2022 and in the «third quarter»", "by «Q4» at the latest", "during the «4th quarter»,"),
        rejects=("the third quarter of the fleet", "a first quarter", "form Q4", "the fourth quarter mile"),
        patterns=(
            [_ORDINAL, _QUARTER],
            [_NTH, _QUARTER],
            [{"TEXT": "Q1"}],
            [{"TEXT": "Q2"}],
            [{"TEXT": "Q3"}],
            [{"TEXT": "Q4"}],
        ),
    ),
)
