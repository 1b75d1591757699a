r"""Places in a layout or a clause that a year takes, for numbers of four figures that no preposition introduces.

    "• " 1963 " – Fighting"          the head of an entry
    "Founded: " 1964 "\n"            the value of a key
    "; " 2013 " saw the mission"     the subject of a clause

Weaker evidence than a preposition, so that the number must also be of a century of which texts usually speak.
"""

import re
from typing import NamedTuple

from extractors.dates.words import BEGINNINGS, FUNCTION_WORDS, MEASURES, OPEN_ENDS, PREDICATES, any_of

_SIGHT = 24
"""Characters looked at before a year: the longest word of a key."""

_OWN_CENTURIES = frozenset({"17", "18", "19", "20"})
"""Numbers that begin so are years on weak evidence; *1200* may be anything."""

_YEAR = r"(?:1[789]|20)\d\d"

OPEN_END = re.compile(
    rf"""
    [-–—](?i:{any_of(OPEN_ENDS)})\b                             # "1992–present"
    | [ ][-–—][ ](?i:{any_of(OPEN_ENDS)})(?=[;,.|)\]\n]|\Z)     # "1992 – present", no dateline: "– Today they"
    | [ ](?:to|until|till|up[ ]to)[ ](?:the[ ])?(?:{any_of(OPEN_ENDS)})\b  # "2010 to date"
    | [-–—](?=[;,.)\]\n]|\Z)                                   # "(2004–)"
    """,
    re.VERBOSE,
)
"""What follows a date since when something goes on."""


class Frame(NamedTuple):
    """What stands on both sides of a year: how the text before it ends, and how the text after it begins."""

    before: re.Pattern[str]
    after: re.Pattern[str]


def _frame(before: str, after: str) -> Frame:
    return Frame(re.compile(rf"(?:{before})\Z", re.VERBOSE), re.compile(after, re.VERBOSE))


_LINE = r"(?:\A|\n)(?:[•▪‣●◦·*–—-][ ])?"

_FRAMES = (
    _frame(_LINE, r"[ ]?[–—][ ]?[^\W\d] | [ ]-[ ][^\W\d] | :[ ]\S"),  # "• 1963 – Fighting"
    _frame(r"[,;:][ ]", r":[ ]\S"),  # "2014: 28, 2015: 29"
    _frame(r"(?:\A|\n)(?:\|[ ]?)?", r"[ ]?\| | [ ][$€£¥]?\d"),  # "2018 | 214 | 31"
    _frame(rf"{_YEAR}[ ]?\|[ ]?|:[ ]|\n", rf"(?:,[ ]{_YEAR}\b){{2}}"),  # "every 76 years: 1835, 1910, 1986"
    _frame(
        rf"(?<!\w)(?i:{any_of(BEGINNINGS)}):?[ ]",  # "Founded 1964 in Nicosia"
        rf"[ ]?(?:[.,;|)\]\n]|\Z) | [ ](?:{any_of(FUNCTION_WORDS)})\b",
    ),
    _frame(r"(?:\A|\n|[.,:;?!][ ])", rf"[ ](?:{any_of(PREDICATES)})\b | [’']s[ ]"),  # "2013 saw the mission begin"
    _frame(r"(?:\A|[\s(])", rf"[ ](?:{any_of(MEASURES)})\b"),  # "compared with 1990 levels"
    _frame(r"(?:\A|[\s(])", OPEN_END.pattern),  # "1992–present"
)

_ROW_SO_FAR = re.compile(rf"(?<![\w.,])(?P<year>{_YEAR})(?:[ ]|[ ]?\|[ ]?)\Z")
_ROW_GOES_ON = re.compile(rf"(?:[ ]|[ ]?\|[ ]?)(?P<year>{_YEAR})(?![\w/]|[.,]\w)")


def is_of_own_century(text: str, start: int) -> bool:
    """Whether the number at `start` begins as the years do of which texts usually speak."""
    return text[start : start + 2] in _OWN_CENTURIES


def is_framed(text: str, start: int, end: int) -> bool:
    """Whether a number of four figures stands where a year does.

    >>> is_framed("Founded: 1964", 9, 13), is_framed("It housed 1945 refugees", 10, 14)
    (True, False)
    """
    if not is_of_own_century(text, start):
        return False
    sight = text[max(0, start - _SIGHT) : start]
    if start > _SIGHT:
        sight = "\x00" + sight  # so that only the start of the text is one
    return _is_in_row(text, sight, start, end) or any(
        frame.after.match(text, end) and frame.before.search(sight) for frame in _FRAMES
    )


def _is_in_row(text: str, sight: str, start: int, end: int) -> bool:
    """Whether it counts on from its neighbour, as the heads of columns do: *| 2018 | 2019 | 2020 |*."""
    year, left, right = int(text[start:end]), _ROW_SO_FAR.search(sight), _ROW_GOES_ON.match(text, end)
    follows = left is not None and int(left["year"]) == year - 1
    return follows or (right is not None and int(right["year"]) == year + 1)
