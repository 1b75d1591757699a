"""What the head of a document says of the document itself: its own symbol, and its own day.

    United Nations S/2006/560 / Distr.: General / 21 July 2006      -> S/2006/560, 2006-07-21
    Resolution adopted by the General Assembly / 60/1. 2005 …       -> A/RES/60/1
    Report on the mission (S/2006/560)                              -> nothing: the symbol is cited, not borne

A head is what stands above the first running text. A symbol there is the document's own when its line holds nothing
else, but for the names of bodies, dates, and what is printed around symbols.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from extractors.findings import Finding
from extractors.resolutions.citations import DAY, iso_day

_PROSE_WORDS = 25
"""A line of so many words is running text, unless it is a heading: then it ends without a full stop."""
_LINES, _CHARACTERS = 40, 4000
_DAY = re.compile(DAY, re.VERBOSE | re.ASCII)
_DATELINE = re.compile(rf"[^\n.]{{0,40}}?{DAY}[ ]?(?:[-–—:]|\([A-Z])", re.VERBOSE | re.ASCII)
_AROUND = re.compile(
    r"""
    (?: \W | \b(?: United[ ]Nations | UN | Security[ ]Council | General[ ]Assembly | Economic[ ]and[ ]Social[ ]Council
        | Human[ ]Rights[ ]Council | Secretariat | Trusteeship[ ]Council | (?i:doc(?:ument)?s?|symbols?|press[ ]release)
        | (?i:distr|general|limited|restricted|original|english|provisional|verbatim[ ]record|advance|unedited|version)
        | (?i:of|no) | [ASET] )\b
    )*
    """,
    re.VERBOSE,
)
_SYMBOL_RULES = frozenset(
    f"resolutions.{name}"
    for name in ("number-first", "symbol", "document-symbol", "press-release", "european-act", "african-act")
)
_NUMBER_FIRST, _WORD = "resolutions.number-first", "resolutions.word"


class _Line(NamedTuple):
    """A line of the view with its offsets."""

    start: int
    end: int
    text: str


class Head:
    """The lines of a view above its first running text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def lines(self) -> tuple[_Line, ...]:
        """In the order of the view."""
        return tuple(takewhile(lambda line: not _is_prose(line.text), _lines(self._text)))

    @cached_property
    def day(self) -> str | None:
        """The first day that the head names, or the dateline of the first running text; an ISO date.

        >>> Head("Distr.: General / 21 July 2006").day, Head("BRAZZAVILLE, 3 May 2012 - Talks resumed.").day
        ('2006-07-21', '2012-05-03')
        >>> Head("The talks of 21 July 2006 in Brazzaville failed after two days.").day
        """
        for line in _lines(self._text):
            match = _DATELINE.match(line.text) if _is_prose(line.text) else _DAY.search(line.text)
            if match or _is_prose(line.text):
                return iso_day(match) if match else None
        return None


def own_symbol(text: str, findings: Iterable[Finding], *, is_resolution: bool) -> str | None:
    """The symbol that a document bears in its head, given what was found in the view; null for other documents.

    A heading that names a resolution, `Resolution 1701 (2006)`, is its symbol only in a document that has the form of
    one. Of two symbols on neighbouring lines the first counts; a head that lists several bears none.
    """
    head = Head(text).lines
    if not head:
        return None
    cited = [finding for finding in findings if finding.start < head[-1].end and finding.value.get("symbol")]
    lines: dict[str, int] = {}
    for number, line in enumerate(head):
        for symbol in _borne(line, cited, is_resolution=is_resolution):
            lines.setdefault(symbol, number)
    symbols = list(lines)
    if not symbols or len(symbols) > 2 or lines[symbols[-1]] - lines[symbols[0]] > 1:
        return None
    return symbols[0]


def _borne(line: _Line, cited: list[Finding], *, is_resolution: bool) -> Iterator[str]:
    """The symbols that a line says are the document's own."""
    inside = [finding for finding in cited if line.start <= finding.start and finding.end <= line.end]
    symbols = [finding for finding in inside if finding.rule in _SYMBOL_RULES]
    if symbols and (symbols[0].rule == _NUMBER_FIRST or _holds_nothing_else(line, symbols)):
        yield from (finding.value["symbol"] for finding in symbols)
    elif is_resolution:
        headings = [finding for finding in inside if finding.rule == _WORD]
        yield from (finding.value["symbol"] for finding in headings if _holds_nothing_else(line, [finding]))


def _holds_nothing_else(line: _Line, findings: list[Finding]) -> bool:
    rest, position = "", line.start
    for finding in findings:
        rest += line.text[position - line.start : finding.start - line.start] + " "
        position = finding.end
    rest = _DAY.sub(" ", rest + line.text[position - line.start :])
    return _AROUND.fullmatch(rest) is not None


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for _ in range(_LINES):
        end = text.find("\n", start, _CHARACTERS)
        last = end < 0
        end = min(len(text), _CHARACTERS) if last else end
        yield _Line(start, end, text[start:end])
        if last:
            return
        start = end + 1


def _is_prose(line: str) -> bool:
    words = line.count(" ") + 1
    return words >= _PROSE_WORDS or (words >= 8 and line.rstrip().endswith((".", ";", ":")))
