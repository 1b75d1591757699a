r"""Places in a layout or a clause that a year takes, for numbers of four figures that no preposition introduces.

    "• " 1963 " – Fighting"          the head of an entry
    "Founded: " 1964 "\n"            the value of a key
    "; " 2013 " saw the mission"     the subject of a clause

Weaker evidence than a preposition, so that the number must also be of a century of which texts usually speak.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractors.dates.words import Role, any_of, numbers, phrases

_SIGHT = 24
"""Characters looked at before a year: the longest word of a key."""

_OWN_CENTURIES = frozenset({"17", "18", "19", "20"})
"""Numbers that begin so are years on weak evidence; *1200* may be anything."""

_YEAR = r"(?:1[789]|20)\d\d"

_OF_PRICES = ("constant ", "current ", "real ")
_PRICES = re.compile(r"[ ](?:(?:[A-Z][\w.]*[ ]){0,2}(?:dollars|euros?|pounds|prices|terms)\b|US\$|(?:USD|EUR|GBP)\b)")
"""What stands around the year whose prices are meant: *in constant 2015 US dollars*."""

_LINE = r"(?:\A|\n)(?:[•▪‣●◦·*–—-][ ])?"


class Frame(NamedTuple):
    """What stands on both sides of a year: how the text before it ends, and how the text after it begins."""

    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def open_end() -> re.Pattern[str]:
    """What follows a date since when something goes on."""
    ends = _any("open-end")
    return re.compile(
        rf"""
        [-–—](?i:{ends})\b                             # "1992–present"
        | [ ][-–—][ ](?i:{ends})(?=[;,.|)\]\n]|\Z)     # "1992 – present", no dateline: "– Today they"
        | [ ](?:to|until|till|up[ ]to)[ ](?:the[ ])?(?:{ends})\b  # "2010 to date"
        | [-–—](?=[;,.)\]\n]|\Z)                      # "(2004–)"
        """,
        re.VERBOSE,
    )


@cache
def _frames() -> tuple[Frame, ...]:
    return (
        _frame(r"(?:\A|\n)", r"[ ]!![ ]"),  # "1998 !! 1,554,405 !! 43", a row of a wiki
        _frame(_LINE, r"[ ]?[–—][ ]?[^\W\d] | [ ]-[ ][^\W\d] | :[ ]\S"),  # "• 1963 – Fighting"
        _frame(r"[,;:][ ]", r":[ ]\S"),  # "2014: 28, 2015: 29"
        _frame(  # "2014 – 28; 2015 (up to May) – 9"
            r"[,;:][ ](?:and[ ])?",
            r"(?:[ ]\([^()\n]{1,24}\))?[ ][–—-][ ]\d[\d.,]*%?(?:[ ;,\n]|\Z)",
        ),
        _frame(rf"(?:\A|\n)(?i:{_any('heading')})[ ]", r"[.:]|\n|\Z|[ ][–—-][ ]"),  # "Outlook 2026: growth"
        _frame(r"\b[Ii]t[ ](?:is|was)[ ]", r"[.,;)]|\n|\Z|[ ](?:and|before|but|when)\b"),  # "It was 1974, and"
        _frame(r"(?:\A|\n)(?:\|[ ]?)?", r"[ ]?\| | [ ][$€£¥]?\d"),  # "2018 | 214 | 31"
        _frame(rf"{_YEAR}[ ]?\|[ ]?|:[ ]|\n", rf"(?:,[ ]{_YEAR}\b){{2}}"),  # "every 76 years: 1835, 1910, 1986"
        _frame(
            r"(?:\A|\n|[.,:;?!][ ])[“\"‘]?", rf"[ ](?:{_any('predicate')})\b | [’']s[ ]"
        ),  # "2013 saw the mission begin"
        _frame(r"(?:\A|[\s(])", rf"[ ](?:{_any('measure')})\b"),  # "compared with 1990 levels"
        _frame(r"(?:\A|[\s(])", open_end().pattern),  # "1992–present"
        _frame(r"(?:\A|[\s(])", r"[ ]?=[ ]?100(?:\.0{1,2})?(?![\w.,]?\d)"),  # "2021=100", the base of an index
        _frame(  # "on Lady Day 1841"
            r"\b[A-Z][\w’']*[ ](?:Day|Eve)[ ]",
            rf"[ ]?(?:[.,;)\]\n]|\Z) | [ ](?:{_any('function')})\b",
        ),
    )


@cache
def _beginning() -> Frame:
    """*Founded 1964 in Nicosia*, *Founded: 1284*: the word says so clearly that a year of any century may follow."""
    return _frame(
        rf"(?<!\w)(?i:{_any('beginning')}):?[ ]",
        rf"[ ]?(?:[.,;|)\]\n]|\Z) | [ ](?:{_any('function')})\b",
    )


@cache
def _title() -> re.Pattern[str]:
    """What goes on with a line that a year opens and that is no sentence: *1992 elections*."""
    return re.compile(rf"[ ](?:[\w’'-]+[ ]){{0,4}}(?:{_any('titled')})\b[^\n.:;?\d]{{0,64}}(?:\n|\Z)")


def _frame(before: str, after: str) -> Frame:
    return Frame(re.compile(rf"(?:{before})\Z", re.VERBOSE), re.compile(after, re.VERBOSE))


def _any(role: Role) -> str:
    return any_of(phrases(role))


_CELL = r"(?:[ ]|[ ]?\|[ ]?)"
_ROW_SO_FAR = re.compile(rf"(?<![\w.,])(?:(?P<second>{_YEAR}){_CELL})?(?P<first>{_YEAR}){_CELL}\Z")
_ROW_GOES_ON = re.compile(rf"{_CELL}(?P<first>{_YEAR})(?:{_CELL}(?P<second>{_YEAR}))?(?![\w/]|[.,]\w)")


_MONTH_AFTER = re.compile(r"(?:[^A-Za-z]{0,60}\b|[ ]to[ ])(?P<month>[A-Z][a-z]{2,8})-(?P<year>[0-9]{2})(?![\w-])")
_MONTH_BEFORE = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})-(?P<year>[0-9]{2})(?:[^\w-][^A-Za-z]{0,60}|[ ]to[ ])\Z")
_BESIDE = 72
"""Characters before a month in which the one beside it stands."""
_MONTHS_APART = 60
"""Months between two heads at most: *Oct-30 Nov-1* has days, for no table goes from October 2030 to November 2001."""


_ENDS_HEAD = re.compile(r"\n|\Z|[ ][A-Z]")
"""What follows the heads of two columns, the newer one first: *EUR million 2019 2018 Change*."""


def is_of_own_century(text: str, start: int) -> bool:
    """Whether the number at `start` begins as the years do of which texts usually speak."""
    return text[start : start + 2] in _OWN_CENTURIES


def is_begun(text: str, start: int, end: int) -> bool:
    """Whether the word of a beginning stands before a number: *Founded: 1284*."""
    return _fits(_beginning(), text, _sight(text, start), end)


def is_framed(text: str, start: int, end: int) -> bool:
    """Whether a number of four figures stands where a year does.

    >>> is_framed("Founded: 1964", 9, 13), is_framed("It housed 1945 refugees", 10, 14)
    (True, False)
    """
    if is_begun(text, start, end):
        return True
    if not is_of_own_century(text, start):
        return False
    if text[start - 1 : start] in ("", "\n") and _title().match(text, end):
        return True
    sight = _sight(text, start)
    if sight.endswith(_OF_PRICES) and _PRICES.match(text, end):
        return True
    return _is_in_row(text, sight, start, end) or any(_fits(frame, text, sight, end) for frame in _frames())


def _sight(text: str, start: int) -> str:
    """The text before `start`; a sign stands for what is left out, so that only the start of the text is one."""
    return text[:start] if start <= _SIGHT else "\x00" + text[start - _SIGHT : start]


def _fits(frame: Frame, text: str, sight: str, end: int) -> bool:
    return frame.after.match(text, end) is not None and frame.before.search(sight) is not None


def is_of_months(text: str, start: int, end: int) -> bool:
    """Whether a month with two figures has another beside it, in a row or a column, that makes them years.

    >>> is_of_months("Dec-24 Mar-25", 0, 6), is_of_months("Dec-24 Dec-25", 0, 6), is_of_months("Dec-24 men", 0, 6)
    (True, False, False)
    """
    own = _month_number(text[start : end - 3], text[end - 2 : end])
    beside = _MONTH_AFTER.match(text, end) or _MONTH_BEFORE.search(text, max(0, start - _BESIDE), start)
    other = _month_number(beside["month"], beside["year"]) if beside else None
    if own is None or other is None:
        return False
    return 0 < abs(own - other) <= _MONTHS_APART and (own - other) % 12 != 0


def _month_number(month: str, year: str) -> int | None:
    number = numbers("month").get(month)
    return None if number is None else (int(year) + 50) % 100 * 12 + number  # 99 comes before 00


def _is_in_row(text: str, sight: str, start: int, end: int) -> bool:
    """Whether it counts on from its neighbours, as the heads of columns do: *| 2018 | 2019 |*, *2012 2017 2021*."""
    if end - start != 4:  # "1990-1"
        return False
    year, left, right = int(text[start:end]), _ROW_SO_FAR.search(sight), _ROW_GOES_ON.match(text, end)
    before = [int(found) for found in left.group("second", "first") if found] if left else []
    after = [int(found) for found in right.group("first", "second") if found] if right else []
    row = "".join(
        "+" if one + 1 == other else "-" if one - 1 == other else "."
        for one, other in pairwise([*before, year, *after])
    )
    beside = row[max(0, len(before) - 1) : len(before) + 1]
    years = [*before, year, *after]
    is_ordered = len(years) > 2 and years in (sorted(set(years)), sorted(set(years), reverse=True))
    is_head = "-" in beside and ("--" in row or _ENDS_HEAD.match(text, right.end() if right else end) is not None)
    return "+" in beside or is_ordered or is_head
