r"""Numbers that the end of a line cuts behind the comma of their thousands: "had 11,\n200 troops" is read as 11,200.

Three figures begin the next line, and what they count, or a currency stands before. No sentence or clause may end at
the comma, "When he was 11,\n200 families fled", and no list go on behind it, "11,\n200 and 300".
"""

import re
from collections.abc import Iterator

from schemas.spans import Span

_COMMA = re.compile(
    r",(?P<cut>[ \t\r]*\n[ \t]*)(?=[0-9]{3}(?:,[0-9]{3})*(?P<decimals>\.[0-9]+)?"
    r"(?![0-9/-])(?!,?[ \n](?:and|or|to)[ \n][$€£¥]?[0-9])(?!,[ \n]?[$€£¥]?[0-9])(?:[ \n](?P<word>[a-z]+))?)"
)
_NUMBER = re.compile(r"(?<![\w.,/-])[1-9][0-9]{0,2}(?:,[0-9]{3})*\Z")
_MONEY = re.compile(r"(?:[$€£¥]|\b[A-Z]{3})[ ]?\Z")
_ABOUT = re.compile(
    r"\b(?:about|additional|almost|another|approximately|around|estimated|further|least|most|nearly|over|roughly|some"
    r"|than)[ \n]\Z",
    re.IGNORECASE,
)
"""What goes on with a number, and no clause ends with it."""
_CLAUSE = re.compile(r"(?:\A|[.,;:!?(]\s|\n[ \t]*\n)\s*(?P<words>[^\W\d_][^.,;:!?()0-9]*)\s\Z")
_OPENING = frozenset(
    (
        "after although among as at because before between by during for from if in of on once since though under until"
        " when where whereas while with"
    ).split()
)
"""What opens a clause or a phrase that a comma closes before the main one begins."""
_NAMING = frozenset(
    (
        "aged and annex appendix april article articles at august box by chapter december february figure footnote item"
        " january july june level line may march no nos note november number numbers october of on or page pages"
        " paragraph paragraphs part phase point room rule section september since step table until was were"
    ).split()
)
"""Words behind which a number is a date, a name, or the end of a clause: *he was 11*."""
_NO_NOUNS = frozenset(
    (
        "a an and are as at but by came died did fell fled for from had has have he if in is it its left may of on or"
        " she so that the then there they to was we went were when where which while who will with would"
    ).split()
)
_LONGEST_NUMBER = 16
_LONGEST_LEAD = 60
_LONGEST_CLAUSE = 200


def cuts(text: str) -> Iterator[Span]:
    r"""The line breaks that the numbers of a text are to be read without.

    >>> [(cut.start, cut.end) for cut in cuts("It had 11,\n200 troops, about 1,\n500 of them new.")]
    [(10, 11)]
    >>> list(cuts("In May 11,\n200 troops came, and in rooms 11,\n200 and 300 they slept."))
    []
    """
    for found in _COMMA.finditer(text):
        comma = found.start()
        number = _NUMBER.search(text, max(0, comma - _LONGEST_NUMBER), comma)
        if number and (
            _MONEY.search(text, max(0, number.start() - 4), number.start()) or _counts(found, number.start())
        ):
            yield Span(*found.span("cut"))


def is_cut(before: str, line: str) -> bool:
    r"""Whether a number that ends a line goes on in the next, whatever their lengths.

    >>> is_cut("The force had 11,", "200 troops."), is_cut("Room 11,", "200 King Street")
    (True, False)
    """
    if not (before.endswith(",") and line[:3].isdigit()):
        return False
    tail = before[-_LONGEST_CLAUSE:]
    return any(cut.start == len(tail) for cut in cuts(f"{tail}\n{line[:_LONGEST_LEAD]}"))


def _counts(found: re.Match[str], start: int) -> bool:
    """Whether the number that starts at an offset counts what follows its thousands, and its clause goes on."""
    if not found["word"] or found["word"] in _NO_NOUNS:
        return False
    text = found.string
    if _ABOUT.search(text, max(0, start - _LONGEST_NUMBER), start):
        return True
    clause = _CLAUSE.search(text, max(0, start - _LONGEST_CLAUSE), start)
    words = clause["words"].lower().split() if clause else []
    return words == ["and"] or (len(words) > 1 and words[0] not in _OPENING and words[-1] not in _NAMING)
