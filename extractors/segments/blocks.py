r"""Blocks: the paragraphs, headings, items and rows of a text, before anybody says what they are.

A line is a block of its own unless it continues the line before it, as in text that was wrapped at a margin:

    "The Council met on\n10 June.\n\nMembers spoke." -> "The Council met on\n10 June." and "Members spoke."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractors import thousands
from extractors.hyphenation import is_cut

_ENDED = re.compile(r"[.!?:;]['\"’”)\]]{0,3}$")
_CLOSING = frozenset(".!?:;'\"’”)]")
_STARTS_ITEM = re.compile(
    r"(?:[•·▪◦‣●○■–—*-]|\(?(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})[.)])\s+\S"  # "• x", "- x", "(a) x", "iv) x", "12. x"
)

_WRAPPED_AT_MOST = 125
"""No wrapped line is longer: in the 9 wrapped texts tried, nine lines of ten have 64 to 86 characters or less. A
passage with a longer one has a paragraph on each line, and what starts with a capital there is a paragraph, too,
unless its lines flow on: where half of them or more do, those that end none are broken at a margin all the same."""
_WRAPPED_AT_LEAST = 50
"""A shorter line before one that starts with a capital is a heading or a cell, not the middle of a sentence. With 55,
sentences of a text wrapped at 64 characters fall apart; 45 and 50 read the texts tried alike."""
_POINTERS = "»›→"
"""A line that starts or ends with one is a link of its own."""
_BAR = " | "
_BARS = re.compile(r"\ [|·•▸]\ ")
_CALLS = re.compile(
    r"""
    Home\ [>›»/]\ | (?: (?:Stay|Keep)\ (?:up\ to\ date|informed|connected|in\ touch|in\ the\ loop)
      | Sign\ up\ (?:for|to)|Subscribe|Unsubscribe|Follow\ us|Powered\ by|Share\ (?:on|this)
      | E-?mail\ me|Get\ new|View\ (?:this|in|online)|You(?:\ are|['’]re)?\ receiv(?:e|ing)\ this )\b
    | (?:https?://)?(?:www\.)?(?:facebook|twitter|instagram|youtube|linkedin)\.com/\S+\s*(?:$|\ [|·•]|\ \ )
    """,
    re.VERBOSE,
)
"""What a page asks of its reader, and the address of an account: no line above it goes on with one."""
_SPOKEN_LIST = re.compile(r"list (?:\d{1,2} )?of \d|end of list$")
"""What a page says to those who hear it: "list 1 of 3"."""
_CELLS = re.compile(r"(?=[^a-z])\S+(?:\ \S+)*(?:\ {2,}(?=[^a-z])\S+(?:\ \S+)*){2,}|\S{1,8}(?:\ {3,}\S{1,8}){3,}")
"""Cells of a menu in one line, "News  Sport  Weather" or "f   t   in   Save": each starts with no small letter, or all
are short. Lines that were set to a margin have wide gaps, too, but between small letters."""
_UNFINISHED = re.compile(r"(?<!Sign)(?<!Log)\s(?:the|an?|of|in|and|or|to|for|with|by|from|than|over|about)$")
"""No long line ends so but one that the next goes on with."""
_DAY = re.compile(r"\s(?:on|of|from|by|since|until|to|and|before|after|between|the)\s\d{1,2}(?:st|nd|rd|th)?$")
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d{1,2}\b)"
)
_MONTHS_BEGIN = "JFMASOND"
"""A day whose month stands in the next line: *on 25* / *April 2013*; not *Sector 25* / *May 12*."""
_SHARE_WRAPPED = 0.6
"""Of the lines of a wrapped passage before its last, those that are long enough; titles and links of a page are
short. Of 48 texts and 12 pages tried, 0.3 to 0.5 join two figures with the wrong line, 0.6 and 0.7 read all alike."""
_DATED = re.compile(r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}\b")
"""Two lines that start so are two entries of a list: "3 May 2019 Talks resume"."""
_LEADERS = re.compile(r"(?:\.\s?){4,}\d{1,4}$")
"""Dots that lead to the number of a page: "Findings ........ 12"."""
_LEADERS_END = 16
_FIGURES = "0123456789"
_HEADING_LENGTH = 60
"""Characters; lines broken at a margin are longer."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+")
_AMOUNT = re.compile(r"[$€£]?[0-9][0-9.,]*[KMB]\+?")
"""Has only capitals and is no heading: *406K* above *people fled*."""
_RANKED = re.compile(r"(\d{1,2}) {1,4}[A-Z\"“‘']")
"""So are two that count: "1 School board resigns", "2 Bridge reopens"."""
_DATE_LINE = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}|\d{1,2} [a-z]{3,7} ago")
"""A line that is a date and nothing else stands below a title, and goes on from no line."""
_INTRODUCES_AT_LEAST = 30
"""A shorter line before one that starts with a figure or a bracket is a label: "Personnel" above "3,412"."""

SYMBOL = r"(?:A|S|E|T|ST)/[\w./-]{1,40}(?:\ \(\d{4}\))?"
"""A document symbol as running heads show it, as a piece of a verbose regular expression."""

_JOB = r"\d{2}-\d{5}(?:\ \([A-Z]\))?(?:\ \d{6}){0,2}"
_PAGE = r"\d{1,3}/\d{1,3}"
_FURNITURE = re.compile(
    rf"""
    (?:{_PAGE}|\d{{1,4}})\ {_JOB} | {_JOB}(?:\ (?:{_PAGE}|\d{{1,4}}))?   # 4/10 19-01234, 19-01234 3
    | \*\d{{5,10}}\*                                    # *1901234*: the text of a bar code
    | page\ \d{{1,4}}(?:\ (?:of|/)\ \d{{1,4}}|/\d{{1,4}})?      # Page 3 of 12, Page 1/2
    | /(?:\.\.\.|…)/?|(?:\.\.\.|…)/                                     # /…: the text goes on
    | (?:https?://|www\.)\S{{4,200}}\ {_PAGE}               # https://www.example.org/1234   1/3: a browser's print
    | column\ \d{{1,5}}(?:WH|GC)?
    | please\ recycle.{{0,3}}
    | (?:[-–—]\ [^.:;\d]{{3,60}}\ )?[-–—]\ ?\d{{1,4}}\ ?[-–—]  # - 3 -, – please take this home – 3 –
    | \d{{1,4}}\ \|\ {SYMBOL} | {SYMBOL}\ \|\ \d{{1,4}}  # 4 | S/2019/615
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_LENGTH = 240
NUMBERED_CAPITALS = re.compile(
    r"""
      (?P<first>\d{1,4}) \s{4,80} (?P<tail>[^\W\d_][^a-z\n]{3,90})     # 58      THE LONG WATCH, 1963
    | (?P<head>[^\W\d_][^a-z\n]{3,90}?) \s{4,80} (?P<last>\d{1,4})     # THE YEAR OF THE KELP      73
    """,
    re.VERBOSE,
)
"""Capitals and a number with a wide gap between them: the head of a page, or a row."""
_GAP = "    "
_NUMBERED = re.compile(r"\d{1,3} {4,80}[^\W\d_](?:\S| (?! ))*|[^\W\d_](?:\S| (?! ))* {4,80}\d{1,3}")
"""One gap alone: lines set to a margin have several."""
_FURNITURE_STARTS = frozenset("0123456789*-–—PpASETCasetc/.…hw")


ORNAMENTS = " \t\n•·▪‣♦*-–—|:.!+#«»‹›<>→←↗▸▾▼▲"
"""What pages put before and after the words of a link."""
_KEY_LENGTH = 80
"""Characters; no entry of the vocabulary is longer."""
_WORD_LENGTH = 30
_LINK = re.compile(r"(?:[*+-]\ )?!?\[(?P<label>[^\]\n]{1,60})\]\([^)\s]{1,300}\)", re.VERBOSE)


_CUTTING = frozenset("-/\u00ad‐‑")
_CUT_OFF = frozenset("/(")
"""How a line may end or begin that cuts a word, a symbol or a citation."""


class _Line(NamedTuple):
    """A line without the white space around it."""

    text: str
    start: int
    end: int
    gap: bool


@dataclass(slots=True, eq=False)
class Block:
    """One or more lines that belong together. Offsets are code points of the document text."""

    text: str
    """The lines without the white space around them."""
    start: int
    end: int
    gap: bool
    """Whether a blank line, a form feed or the start of the text stands before it."""
    lower: str = field(init=False)
    """The text in lower case."""
    key: str = field(init=False)
    """The words of a short line as lexicons have them: in lower case, without bullets, arrows and final marks."""
    first: str = field(init=False)
    """The first word, in lower case."""
    words: int = field(init=False)
    """Number of words, by white space."""
    is_item: bool = field(init=False)
    """Whether it starts with a bullet, a number or a letter that counts."""
    is_ended: bool = field(init=False)
    """Whether it ends as a sentence, or what introduces a list, does."""

    def __post_init__(self) -> None:
        self.lower = self.text.lower()
        self.key = _key(self.text)
        self.first = (self.key or self.lower[:_WORD_LENGTH]).partition(" ")[0]
        self.words = len(self.text.split())
        self.is_item = _STARTS_ITEM.match(self.text) is not None
        self.is_ended = is_ended(self.text)


def _key(text: str) -> str:
    if text[-1] == ")" and (link := _LINK.fullmatch(text)):
        text = link["label"]
    return " ".join(text.strip(ORNAMENTS).lower().split()) if len(text) <= _KEY_LENGTH else ""


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence, or what introduces a list, does."""
    return text[-1] in _CLOSING and _ENDED.search(text[-6:]) is not None


def is_furniture(line: str) -> bool:
    """Whether a line is a job number, a bar code, a page number, or a running head beside its page number."""
    if line[0] not in _FURNITURE_STARTS or len(line) > _FURNITURE_LENGTH:
        return False
    return _FURNITURE.fullmatch(" ".join(line.split())) is not None


def blocks(text: str) -> tuple[Block, ...]:
    """All blocks of a text, in order. White space between blocks belongs to none."""
    return tuple(_merged(text, _lines(text)))


def _lines(text: str) -> Iterator[_Line]:
    gap = True
    position = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            indent = line.index(body[0])
            start = position + indent
            gap = gap or "\f" in line[:indent]  # a form feed: a new page
            yield _Line(body, start, start + len(body), gap)
            gap = False
        else:
            gap = True
        position += len(line) + 1


def _merged(text: str, lines: Iterator[_Line]) -> Iterator[Block]:
    for passage in _passages(lines):
        if len(passage) == 1:
            yield _joined(text, passage[0], passage[0])
            continue
        wrapped = _is_wrapped(passage)
        first = last = passage[0]
        for line in passage[1:]:
            may_be_cut = last.text[-1] in _CUTTING or line.text[0] in _CUT_OFF
            is_one = (may_be_cut and is_cut(last.text, line.text)) or thousands.is_cut(last.text, line.text)
            if not (is_one or _continues(last, line, wrapped=wrapped)):
                yield _joined(text, first, last)
                first = line
            last = line
        yield _joined(text, first, last)


def _joined(text: str, first: _Line, last: _Line) -> Block:
    whole = first.text if first is last else text[first.start : last.end]
    return Block(whole, first.start, last.end, first.gap)


def _passages(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Lines without a blank line between them."""
    passage: list[_Line] = []
    for line in lines:
        if line.gap and passage:
            yield passage
            passage = []
        passage.append(line)
    if passage:
        yield passage


def _is_wrapped(passage: list[_Line]) -> bool:
    """Whether lines were broken at a margin: none is too long for one, or they flow on, and most are long."""
    lengths = [len(line.text) for line in passage[:-1]]
    is_too_long = max(lengths, default=0) > _WRAPPED_AT_MOST or len(passage[-1].text) > _WRAPPED_AT_MOST
    if is_too_long and not _flows_on(passage):
        return False
    return sum(length >= _WRAPPED_AT_LEAST for length in lengths) >= _SHARE_WRAPPED * len(lengths)


def _flows_on(passage: list[_Line]) -> bool:
    """Whether at least half of the lines behind one that ends no sentence begin with a small letter."""
    if not any(line.text[0].islower() for line in passage):
        return False
    begun = [line.text[0].islower() for before, line in pairwise(passage) if not is_ended(before.text)]
    return sum(begun) * 2 >= len(begun) > 0


def _starts_anew(line: str) -> bool:
    """Whether a line goes on from none: a date, a call of the page, the head of a page of a book."""
    if _DATE_LINE.fullmatch(line) or _CALLS.match(line):
        return True
    return _GAP in line and NUMBERED_CAPITALS.fullmatch(line) is not None


def is_cells(line: str) -> bool:
    """Whether a line has nothing but three short cells or more, with wide gaps between them."""
    return _CELLS.fullmatch(line) is not None


def _stands_apart(line: str) -> bool:
    """Whether a line has nothing but cells, or words and a number a wide gap away: the head of a page, or a row."""
    return is_cells(line) or (_GAP in line and _NUMBERED.fullmatch(line) is not None)


def _is_entry(before: _Line, line: _Line) -> bool:
    """Whether one of two lines is a link, a menu or a date, or both are rows of a table or of a list of dates."""
    if line.text[-1] in _POINTERS or (line.text[0] in _POINTERS and line.text[1] == " ") or _starts_anew(line.text):
        return True
    if _BARS.search(before.text) or _BARS.search(line.text) or ("\t" in before.text and "\t" in line.text):
        return True
    if not (before.text[0].isdigit() and line.text[0].isdigit()):
        return False
    if _DATED.match(before.text) and _DATED.match(line.text):
        return True
    ranks = _RANKED.match(before.text), _RANKED.match(line.text)
    return ranks[0] is not None and ranks[1] is not None and int(ranks[1][1]) == int(ranks[0][1]) + 1


def _stands_alone(before: str, line: str) -> bool:
    """Whether a line that starts with a small letter goes on from none: below capitals, or an address."""
    if _SPOKEN_LIST.match(line):
        return True
    is_heading = len(before) <= _HEADING_LENGTH and before.isupper() and not _AMOUNT.fullmatch(before)
    return is_heading or (len(before) < _INTRODUCES_AT_LEAST and _ADDRESS.fullmatch(line) is not None)


def _continues(before: _Line, line: _Line, *, wrapped: bool) -> bool:
    start = line.text[0]
    if ("  " in line.text and _stands_apart(line.text)) or ("  " in before.text and _stands_apart(before.text)):
        return False
    if (
        is_ended(before.text)
        or _STARTS_ITEM.match(line.text)
        or is_furniture(line.text)
        or is_furniture(before.text)
        or (before.text[-1] in _FIGURES and _LEADERS.search(before.text[-_LEADERS_END:]))
    ):
        return False
    if start.islower():
        is_near = len(before.text) <= _HEADING_LENGTH or start in "le"
        is_account = ".com/" in line.text and _CALLS.match(line.text) is not None
        return _BAR not in before.text and not is_account and not (is_near and _stands_alone(before.text, line.text))
    is_dated = start in _MONTHS_BEGIN and _MONTH.match(line.text) and _DAY.search(before.text[-16:])
    if not is_dated and (len(before.text) < _INTRODUCES_AT_LEAST or _is_entry(before, line)):
        return False
    if is_dated or _UNFINISHED.search(before.text[-8:]) or (wrapped and len(before.text) >= _WRAPPED_AT_LEAST):
        return True
    opens = (start.isdigit() or start in '(“"') and not before.text[-1].isdigit()
    return opens and max(len(before.text), len(line.text)) <= _WRAPPED_AT_MOST
