"""Years in words, as treaties and speakers have them.

    this tenth day of July, two thousand and four   -> 2004-07-10
    the first of June nineteen forty-four           -> 1944-06-01
    in nineteen sixteen                             -> 1916

A number in words that stands alone is a year only as its halves: *two thousand* counts more often than it dates.
"""

from extractors.dates.pieces import flag, word
from extractors.rules import Rule
from extractors.tokens import Flag

_NUMBER, _DASH, _COMMA_ = flag(Flag.NUMBER_WORD), word("-"), word(",", optional=True)
_YEAR = (_NUMBER, {Flag.IN_NUMBER: True, "OP": "{0,6}"}, _NUMBER)
"""At the longest *one thousand nine hundred and ninety-six*, eight tokens."""
_IN_THE_YEAR = (word("in", optional=True), word("the", optional=True), word("year"))
_OF_OUR_LORD = (word("of"), word("our"), word("lord"))
_ORDINAL, _OF_DAY = flag(Flag.ORDINAL), (word("day", optional=True), word("of", optional=True))
_DAYS = (
    (flag(Flag.DAY_NUMBER), *_OF_DAY),
    (_ORDINAL, *_OF_DAY),
    (word("twenty"), _DASH, _ORDINAL, *_OF_DAY),
    (word("thirty"), _DASH, _ORDINAL, *_OF_DAY),
)
_LEADS = ((_COMMA_,), (_COMMA_, *_IN_THE_YEAR), (_COMMA_, *_IN_THE_YEAR, *_OF_OUR_LORD))
_HALVES = tuple(
    [word(century), *rest] for century in ("eighteen", "nineteen") for rest in ((_NUMBER,), (_NUMBER, _DASH, _NUMBER))
)

RULE = Rule(
    id="dates.spelt-year",
    says="A day or a month with its year in words; a year by itself where it is said as its halves.",
    matches=(
        "done at Lusaka this «tenth day of July, two thousand and four»",
        "on the «first day of May, nineteen hundred and ninety-six», in",
        "«3 March, one thousand nine hundred and sixty-one»",
        "on this «fifth day of June in the year nineteen seventy-two».",
        "the «first of June nineteen forty-four» they sailed",
        "in «nineteen sixteen» we were in Lome",
    ),
    rejects=(
        "on 10 May two thousand men left",
        "in June, two hundred and one fell",
        "nineteen sixty-watt lamps",
        "by June two thousand and five hundred houses",
        "on 4 May two hundred and four men fell",
        "nineteen or twenty of them",
    ),
    patterns=(
        *_HALVES,
        [flag(Flag.MONTH), word(","), *_YEAR],
        *([*day, flag(Flag.MONTH), *lead, *_YEAR] for day in _DAYS for lead in _LEADS),
    ),
)
