r"""Blocks: the paragraphs, headings, items and rows of a text, before anybody says what they are.

A line is a block of its own unless it continues the line before it, as in text that was wrapped at a margin:

    "The Council met on\n10 June.\n\nMembers spoke." -> "The Council met on\n10 June." and "Members spoke."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n?")
_ENDED = re.compile(r"[.!?:;]['\"’”)\]]{0,3}$")
_STARTS_ITEM = re.compile(
    r"(?:[•·▪◦‣●○■–—*-]|\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})[.)])\s+\S"  # "• x", "- x", "(a) x", "iv) x", "12. x"
)

_WRAPPED_AT_MOST = 125
"""No wrapped line is longer: in the 9 wrapped texts tried, nine lines of ten have 64 to 86 characters or less."""
_WRAPPED_AT_LEAST = 50
"""A shorter line before one that starts with a capital is a heading or a cell, not the middle of a sentence. With 55,
sentences of a text wrapped at 64 characters fall apart; 45 and 50 read the texts tried alike."""
_INTRODUCES_AT_LEAST = 30
"""A shorter line before one that starts with a figure or a bracket is a label: "Personnel" above "3,412"."""

SYMBOL = r"(?:A|S|E|T|ST)/[\w./-]{1,40}(?:\ \(\d{4}\))?"
"""A document symbol as running heads show it, as a piece of a verbose regular expression."""

_JOB = r"\d{2}-\d{5}(?:\ \([A-Z]\))?(?:\ \d{6})?"
_PAGE = r"\d{1,3}/\d{1,3}"
_FURNITURE = re.compile(
    rf"""
    {_PAGE}\ {_JOB} | {_JOB}\ {_PAGE} | {_JOB}          # 4/10 19-01234
    | \*\d{{5,10}}\*                                    # *1901234*: the text of a bar code
    | page\ \d{{1,4}}(?:\ (?:of|/)\ \d{{1,4}})?         # Page 3 of 12
    | [-–—]\ ?\d{{1,4}}\ ?[-–—]                         # - 3 -
    | \d{{1,4}}\ \|\ {SYMBOL} | {SYMBOL}\ \|\ \d{{1,4}}  # 4 | S/2019/615
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Block:
    """One or more lines that belong together. Offsets are code points of the document text."""

    text: str
    """The lines without the white space around them."""
    start: int
    end: int
    gap: bool
    """Whether a blank line, a form feed or the start of the text stands before it."""

    @property
    def words(self) -> int:
        """Number of words, by white space."""
        return len(self.text.split())

    @property
    def is_item(self) -> bool:
        """Whether it starts with a bullet, a number or a letter that counts."""
        return _STARTS_ITEM.match(self.text) is not None

    @property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence, or what introduces a list, does."""
        return is_ended(self.text)


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence, or what introduces a list, does."""
    return _ENDED.search(text[-6:]) is not None


def is_furniture(line: str) -> bool:
    """Whether a line is a job number, a bar code, a page number, or a running head beside its page number."""
    return len(line) <= _FURNITURE_LENGTH and _FURNITURE.fullmatch(" ".join(line.split())) is not None


def blocks(text: str) -> tuple[Block, ...]:
    """All blocks of a text, in order. White space between blocks belongs to none."""
    return tuple(_merged(text, _lines(text)))


def _lines(text: str) -> Iterator[Block]:
    gap = True
    for match in _LINE.finditer(text):
        body = match[0].strip()
        if body:
            start = match.start() + match[0].index(body[0])
            gap = gap or "\f" in match[0][: start - match.start()]  # a form feed: a new page
            yield Block(body, start, start + len(body), gap)
            gap = False
        elif match[0]:
            gap = True


def _merged(text: str, lines: Iterator[Block]) -> Iterator[Block]:
    first: Block | None = None  # first and last line of the block in the making
    last: Block | None = None
    for line in lines:
        if first and last and _continues(last, line):
            last = line
            continue
        if first and last:
            yield Block(text[first.start : last.end], first.start, last.end, first.gap)
        first = last = line
    if first and last:
        yield Block(text[first.start : last.end], first.start, last.end, first.gap)


def _continues(before: Block, line: Block) -> bool:
    if line.gap or line.is_item or before.is_ended or is_furniture(line.text) or is_furniture(before.text):
        return False
    start = line.text[0]
    if start.islower():
        return True
    if max(len(before.text), len(line.text)) > _WRAPPED_AT_MOST:
        return False
    if len(before.text) >= _WRAPPED_AT_LEAST:
        return True
    opens = start.isdigit() or start in '(“"'
    return opens and len(before.text) >= _INTRODUCES_AT_LEAST and not before.text[-1].isdigit()
