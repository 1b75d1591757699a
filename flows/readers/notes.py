"""Raised signs, as plain text shows them: the mark of a note in brackets, a power as it is written.

"in May" and a raised "12"     -> "in May[12]"     brackets keep the number apart from the word
"40 km" and a raised "2"       -> "40 km²"
"the 21" and a raised "st"     -> "the 21st"
"""

import re

_NOTE = re.compile(r"\[?\d{1,3}\]?(?:,\s?\d{1,3}){0,5}")
_UNIT = re.compile(r"(?:\A|[\d\W])[kcmdh]?m\Z|(?:\A|\D)10\Z")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def is_mark(raised: str) -> bool:
    """Whether a raised sign is a number that can mark notes."""
    return _NOTE.fullmatch(raised) is not None


def with_mark(text: str, raised: str) -> str:
    """A text with what is raised behind it.

    >>> with_mark("May.", "12"), with_mark("40 km", "2"), with_mark("21", "st"), with_mark("S/2020/1", "*")
    ('May.[12]', '40 km²', '21st', 'S/2020/1*')
    """
    if not is_mark(raised) or not text.strip():
        return text + raised
    if _UNIT.search(text[-5:]):
        return text + raised.translate(_SUPERSCRIPTS)
    return text + "".join(f"[{mark.strip('[] ')}]" for mark in raised.split(","))
