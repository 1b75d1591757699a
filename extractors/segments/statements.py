"""What a line states that is no sentence: a figure, a day, whose the page is.

"Founded: 1987", "Ghana | 870", "Staff 42"      a figure: the line belongs to a text
"3 May 2019", "Friday, 3 May 2019, 16:40"       a day
"On the water since 1874"                       a motto of whoever the page belongs to
"We are part of the Example Trust."             whose the page is, where it stands amid the links of a foot
"""

import re

from extractors.segments.blocks import Block
from extractors.segments.lines import cells
from extractors.segments.page import is_contact

_DAY = re.compile(
    r"""
    (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\ )?
    (?: (?:\d{1,2}(?:st|nd|rd|th)?\ )?[a-z]{3,9}\.?(?:\ \d{1,2})?,?\ (?:19|20)\d{2}   # 3 May 2019, May 3, 2019
      | \d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\.? )
    (?:[\ ,|·-]{1,3}\d{1,2}[:.]\d{2}.{0,12})?
    """,
    re.VERBOSE,
)
_MOTTO = re.compile(r"[^.:]{3,60} (?:since|est\.?|established in|founded in) \d{4}|emergency.{1,30}")


def is_day(text: str) -> bool:
    """Whether a line in lower case is a day, with or without a time, and nothing else."""
    return _DAY.fullmatch(text) is not None


def is_motto(text: str) -> bool:
    """Whether a line in lower case says since when there is whoever the page belongs to, or whom to call at once."""
    return _MOTTO.fullmatch(text) is not None


_LENGTH = 200
"""Characters; a longer line is a sentence or several."""
_DIGIT = re.compile(r"\d")
_VALUE = re.compile(r"[^:]{2,60}:\s*(?:(?:about|around|some|over|nearly|up to|[~<>≥≤±])\s?)?(?:[$€£]|[a-z]{2,3}\s)?\d")
_TOTAL = re.compile(r"(?:.*\s)?[$€£]?\d[\d,. ]*(?:%|m|bn|k| million| billion| per ?cent)?")
_PHONE = re.compile(r"[^:\d]{2,40}:?\s[+(]{0,2}(?:0\d|\d{1,3}[) -])[\d\s()./-]{5,18}")
_NO_TOTAL = re.compile(r".*(?:(?:1[5-9]|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\.?|[$€£]\s?\d{1,4}[.,]\d\d)")
"""What ends in a figure and states none: a year, a day, a price in a shop."""
_UPDATED = ("last updated", "last modified", "last reviewed")


def states_figure(block: Block) -> bool:
    """Whether a line states a figure: a value after a name, a cell of a row, a number at the end of a label."""
    text = block.lower
    if len(text) > _LENGTH or not _DIGIT.search(text) or is_contact(block) or text.startswith(_UPDATED):
        return False
    if _PHONE.fullmatch(text) or _MOTTO.fullmatch(text):
        return False
    if found := cells(text)[1:]:
        return _VALUE.match(text) is not None or any(cell[0].isdigit() and not is_day(cell) for cell in found)
    if block.is_item:
        return True
    is_value = _VALUE.match(text) or (_TOTAL.fullmatch(text) and not _NO_TOTAL.fullmatch(text))
    return bool(is_value) and _OWNER.search(text) is None


_OWNER = re.compile(
    r"""
    \b(?:we|our|us|this\ (?:web)?site)\b
    | \b(?:is|are)\ (?:an?\ |the\ |part\ |proud\ )[^.]{0,60}\b(?:member|charity|organi[sz]ation|company|non-?profit
        |not-for-profit|trust|project|network|subsidiary|part|agency|institute|foundation|association|federation
        |think\ tank|newspaper|publisher|broadcaster|(?:news|media)\ provider)\b
    | \b(?:registered|company\ number|501\(c\)|funded\ by|supported\ by|available\ under|licen[cs]ed\ under)
    """,
    re.VERBOSE,
)
_OWNER_WORDS = 45
_REPORTED = re.compile(
    r"[\"“”«»]|\b(?:said|says|told|wrote|according to)\b"
    r"|(?<!since )(?<!founded in )(?<!established in )\b(?:1[89]|20)\d{2}\b",
    re.IGNORECASE,
)
"""What tells something, such as a year: since when there is an owner, its page says as well."""


def names_owner(block: Block) -> bool:
    """Whether a sentence may tell whose a page is: it says *we*, or what the owner is; it quotes nobody.

    The only year it may name is the owner's first. Reports say *we* too: only the lines around it can tell.
    """
    if block.words > _OWNER_WORDS:
        return False
    return _OWNER.search(block.lower) is not None and _REPORTED.search(block.text) is None
