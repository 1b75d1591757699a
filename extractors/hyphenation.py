r"""Words that the end of a line cuts in two, as in texts taken from printed pages.

    "General Assem-\nbly", "3 Octo-\nber"     the hyphen is the printer's: Assembly, October
    "long-\nterm", "NATO-\nled"               the hyphen is the word's own: long-term, NATO-led

The text itself says which, where it writes the word elsewhere on one line; else a compound is known by a part that
makes compounds, by two parts that are words of the text, and by a capital or a figure beside the hyphen.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.spans import Span

_SOFT = "\u00ad"
_LINE_END = re.compile(rf"[-‐{_SOFT}][ \t\r]*\n")
_LONGEST_PART = 40
_CUT = re.compile(rf"(?<!\w)(?P<first>\w{{1,{_LONGEST_PART}}})(?P<cut>{_LINE_END.pattern}[ \t]*)(?=(?P<second>\w+))")
_PART = re.compile(rf"\w{{1,{_LONGEST_PART + 1}}}\Z")
_WORD = re.compile(r"\w+(?:-\w+)*")
_BEFORE = frozenset(
    (
        "anti full half high large long low multi non post quasi self semi short single small socio vice well twenty"
        " thirty forty fifty sixty seventy eighty ninety"
    ).split()
)
_BEHIND = frozenset(
    (
        "based day free hour led like long month old owned range related run scale sponsored strong term week wide year"
        " years"
    ).split()
)
"""What stands before and behind the hyphen of compounds; not *inter* or *out*, which begin and end other words."""
_FUNCTION_WORDS = frozenset(
    (
        "a an and are as at but by for from has have if in is it its nor of on or such that the their these they this"
        " those to was were when where which while who whose will with"
    ).split()
)
_BEFORE_FUNCTION_WORDS = frozenset(
    "any else every here hither in on some there thous through un up ve where with".split()
)
"""A function word behind the hyphen makes it a dash, *the Ministry-\\nand its staff*, or leaves another word to come,
*short-\\nand long-term*; but *with-in*, *else-where* and *thous-and* are words cut."""
_UNITS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen"
    ).split()
)
_OF_UNITS = frozenset(
    (
        "een eenth fold self some teen teens teenth th tieth ties ty ance ancy ant ants dency der ders et ets nis rous"
        " sion sions tative ure"
    ).split()
)
"""Numbers before a hyphen make compounds, *two-thirds*; but *six-teen*, *ten-fold* and *ten-sion* are words cut."""
_SHORTEST_PART = 4
"""Letters of a part that may be a word by itself: *with-out* and *in-to* are cut, *country-specific* is not."""


def cuts(text: str) -> Iterator[Span]:
    r"""What the words of a text are to be read without: the line break, and the hyphen where the printer put it.

    >>> [(cut.start, cut.end) for cut in cuts("the Coun-\ncil and long-\nterm aid")]
    [(8, 10), (23, 24)]
    >>> list(cuts("the Council - \na body -\n of nine"))
    []
    """
    words = list(_cut_words(text))
    written = _written(text, words)
    for found in words:
        if _is_dash(found["first"].lower(), found["second"], written):
            continue
        start, end = found.span("cut")
        is_own = text[start] != _SOFT and _is_compound(found["first"], found["second"], written)
        yield Span(start + is_own, end)


def _cut_words(text: str) -> Iterator[re.Match[str]]:
    """The words that a line cuts, looked for where lines end: most texts have few such ends, and many words."""
    for line_end in _LINE_END.finditer(text):
        part = _PART.search(text, max(0, line_end.start() - _LONGEST_PART - 1), line_end.start())
        if part and (found := _CUT.match(text, part.start())):
            yield found


def _written(text: str, cut: Sequence[re.Match[str]]) -> set[str]:
    """The words that no line cuts, in lower case; none where no line cuts any."""
    if not cut:
        return set()
    edges = [0, *(edge for found in cut for edge in (found.start(), found.end("second"))), len(text)]
    whole = " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return set(map(str.lower, _WORD.findall(whole)))


def _is_dash(first: str, second: str, written: set[str]) -> bool:
    """Whether the hyphen stands between words: a function word follows it, and is no ending of a word."""
    if second not in _FUNCTION_WORDS or first in _BEFORE_FUNCTION_WORDS:
        return False
    return first + second not in written and f"{first}-{second}" not in written


def _is_compound(first: str, second: str, written: set[str]) -> bool:
    """Whether the hyphen between the parts of a word is its own; `written` are the words that no line cuts."""
    if not (first[-1].islower() and second[0].islower()):
        return True
    first, second = first.lower(), second.lower()
    if f"{first}-{second}" in written:
        return True
    if f"{first}{second}" in written:
        return False
    if first in _BEFORE or second in _BEHIND:
        return True
    if first in _UNITS:
        return second not in _OF_UNITS
    parts = {part for part in (first, second) if len(part) >= _SHORTEST_PART}
    return len(parts) == 2 and parts <= written
