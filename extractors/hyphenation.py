r"""Words that the end of a line cuts in two, as in texts taken from printed pages.

    "General Assem-\nbly", "3 Octo-\nber"     the hyphen is the printer's: Assembly, October
    "long-\nterm", "NATO-\nled"               the hyphen is the word's own: long-term, NATO-led
    "S/2008/\n692", "60/-\n1", "12-\n/44"     symbols and numbers of resolutions break at a slash: S/2008/692

The text itself says which, where it writes the word elsewhere on one line; else a compound is known by a part that
makes compounds, by two parts that are words of the text, and by a capital or a figure beside the hyphen. The parts of
a known acronym, and of the number of one resolution, are no compound.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from schemas.spans import Span

_SOFT = "\u00ad"
_HYPHEN = f"[-{_SOFT}]"
_LINE_END = re.compile(rf"{_HYPHEN}[ \t\r]*\n")
_LONGEST_PART = 40
_AT_SOFT = re.compile(
    rf"(?P<first>\w{{1,{_LONGEST_PART}}}){_SOFT}(?=(?:[ \t\r]*\n[ \t]*)?(?P<second>\w{{1,{_LONGEST_PART}}}))"
)
_CUT = re.compile(rf"(?<!\w)(?P<first>\w{{1,{_LONGEST_PART}}})(?P<cut>{_LINE_END.pattern}[ \t]*)(?=(?P<second>\w+))")
_PART = re.compile(rf"\w{{1,{_LONGEST_PART + 1}}}\Z")
_WORD = re.compile(r"\w+(?:-\w+)*")
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_BEFORE = _TENS | frozenset(
    "anti full half high large long low multi non post quasi self semi short single small socio vice well".split()
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

_LINE_BEHIND = re.compile(rf"/(?P<cut>{_HYPHEN}?[ \t\r]*\n[ \t]*)(?=[A-Z0-9])")
_LINE_BEFORE = re.compile(r"/(?<=[ \t\n]/)(?=[0-9])")
"""A slash that ends a line or begins one: "S/2008/\n692", "60/-\n1", "12-\n/44"; most texts have few of either."""
_BEGUN = re.compile(
    rf"""
    (?: ^ | [\s(\[“"'«;,] )
    (?P<begun> (?: [A-Z][A-Za-z]{{0,9}} | [0-9]{{1,4}} ) (?: /[\w.-]{{0,11}}\w ){{0,5}} )
    (?P<cut>{_HYPHEN}?[ \t\r]*)\Z
    """,
    re.VERBOSE | re.ASCII,
)
"""What the slash of a symbol or of a resolution's number stands behind: `S`, `A/C.3/78`, `60`; no address, no word."""
_GOES_ON = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z0-9][\w.]{0,15}/", re.ASCII)
_NUMBERED = re.compile(r"[0-9]{3,}(?![ \n][a-z])")
_ROOTS = frozenset(("A", "S", "E", "T", "TD", "CD"))
"""Organs whose documents have a number behind one slash: S/26422; *CAR/* and *M/* before a number end their line."""
_LONGEST_BEGINNING = 60
_CITED = re.compile(r"(?:esolution[ \n](?:No\.?[ ])?|/RES/|/PV\.)$")
"""What one number follows, and no range of them."""
_LISTED = re.compile(r"\([0-9]{4}\)(?:,|,?[ \n](?:and|or))[ \n]$")
_ITS_YEAR = re.compile(r"[ ]?\([0-9]{4}\)")
_LONGEST_NUMBER = 4
_LONGEST_LEAD = 20
_RATING = re.compile(r"(?<!\w)[A-D]{1,3}-$")
"""A minus behind letters that grade: AA-, B-."""
_CITATION_AND_YEAR = re.compile(
    r"(?:lutions?|\([0-9]{4}\)(?:,|,? (?:and|or))) [0-9]{1,4}\n\((?:19|20)[0-9]{2}\)"  # reso-lution 2100
)


def no_acronym(_: str) -> bool:
    """False: where no acronyms are known."""
    return False


def cuts(text: str, *, is_acronym: Callable[[str], bool] = no_acronym) -> Iterator[Span]:
    r"""What the words of a text are to be read without: the line break, and the hyphen where the printer put it.

    `is_acronym` tells which letters are an acronym, for one that a line cuts and the text does not write elsewhere.

    >>> [(cut.start, cut.end) for cut in cuts("the Coun-\ncil and long-\nterm aid")]
    [(8, 10), (23, 24)]
    >>> [(cut.start, cut.end) for cut in cuts("in S/2008/\n692 and UN-\nHCR", is_acronym={"UNHCR"}.__contains__)]
    [(10, 11), (21, 23)]
    >>> list(cuts("the Council - \na body -\n of nine"))
    []
    """
    if "\n" not in text:
        return
    yield from _at_slashes(text)
    words = list(_cut_words(text))
    written = _written(text, words)
    for found in words:
        if _is_dash(found["first"].lower(), found["second"], written):
            continue
        start, end = found.span("cut")
        yield Span(start + _is_own(found, written, is_acronym), end)


def hyphenated(text: str) -> str:
    r"""A text, character for character, with `-` for whatever else writes a hyphen.

    A soft hyphen is one where no word is divided: between years, beside a figure or a capital, behind a number.

    >>> hyphenated("nine‑year, 1998\u00ad99, UN\u00adled") == "nine-year, 1998-99, UN-led"
    True
    >>> hyphenated("Coun\u00adcil, six\u00adteen, UN\u00adHCR") == "Coun\u00adcil, six\u00adteen, UN\u00adHCR"
    True
    """
    text = text.replace("‐", "-").replace("‑", "-")  # that of Unicode, and the one at which no line breaks
    if _SOFT in text:
        text = _AT_SOFT.sub(_with_hyphen, text)
    return text


def _with_hyphen(found: re.Match[str]) -> str:
    return f"{found['first']}-" if _divides_no_word(**found.groupdict()) else found[0]


def _divides_no_word(first: str, second: str) -> bool:
    """Whether a soft hyphen stands for a hyphen: no word is divided before a capital, and no number at all."""
    if first.isdecimal() and second.isdecimal():
        return len(first) == _LONGEST_NUMBER and len(second) in (2, _LONGEST_NUMBER)
    if first[-1].isdecimal() or second[0].isdecimal():
        return len(second) > 2 or second.isdecimal()  # 12-month, G-8; 21st
    if first.isupper() or second[0].isupper():
        return len(first) > 1 and not second.isupper()  # NATO-led, Secretary-General
    return (first.lower() in _UNITS or first.lower() in _TENS) and second not in _OF_UNITS


def _at_slashes(text: str) -> Iterator[Span]:
    """Line breaks beside a slash of a symbol or of a resolution's number, each with the printer's hyphen before it."""
    for found in _LINE_BEHIND.finditer(text):
        if (begun := _begun(text, found.start())) and _goes_on(begun, text, found.end()):
            yield Span(*found.span("cut"))
    for found in _LINE_BEFORE.finditer(text):
        slash = found.start()
        line_end = text.rfind("\n", max(0, slash - _LONGEST_BEGINNING), slash)
        if line_end >= 0 and text[line_end:slash].isspace() and (begun := _begun(text, line_end)):
            yield Span(begun.start("cut"), slash)


def _goes_on(begun: re.Match[str], text: str, start: int) -> bool:
    """Whether what begins a line may stand behind what is begun and a slash."""
    if begun["cut"]:
        return False  # IN THIS SECTION / leads to a menu
    if "/" in begun["begun"] or begun["begun"].isdecimal() or _GOES_ON.match(text, start):
        return True
    return begun["begun"] in _ROOTS and _NUMBERED.match(text, start) is not None


def _begun(text: str, end: int) -> re.Match[str] | None:
    return _BEGUN.search(text, max(0, end - _LONGEST_BEGINNING), end)


def is_cut(before: str, line: str) -> bool:
    r"""Whether what ends a line goes on in the next, whatever their lengths: a name, a symbol or a citation is cut.

    >>> is_cut("the head of UN-", "MIK said"), is_cut("in S/2008/", "692"), is_cut("resolution 1244", "(1999)")
    (True, True, True)
    >>> is_cut("the war of 1998-", "99 ended"), is_cut("the G-", "8 met")
    (True, True)
    >>> is_cut("Rating: AA-", "Outlook: stable"), is_cut("1999-", "Director"), is_cut("www.un.org/", "Contact")
    (False, False, False)
    """
    tail = before[-_LONGEST_BEGINNING:]
    both = hyphenated(f"{tail}\n{line[:_LONGEST_LEAD]}")
    if any(cut.start >= len(tail) - 1 for cut in _at_slashes(both)) or _CITATION_AND_YEAR.search(both):
        return True
    found = None if _RATING.search(tail) else _CUT.search(both)
    if found is None:
        return False
    first, second = found["first"], found["second"]
    if second[0].isalpha():
        return len(first) > 1 and first[-1].isalpha()
    return (len(first) == 1 and first.isupper()) or _is_number(found) or (first.isdecimal() and tail.count(" ") > 1)


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


def _is_own(found: re.Match[str], written: set[str], is_acronym: Callable[[str], bool]) -> bool:
    """Whether the hyphen between the parts of a cut word is its own; `written` are the words that no line cuts."""
    first, second = found["first"], found["second"]
    if first[-1].isdecimal() or second[0].isdecimal():
        return not _is_number(found)
    if found.string[found.start("cut")] == _SOFT:
        return False
    if first.isupper() and second.isupper():
        return (first + second).lower() not in written and not is_acronym(first + second)
    return _is_compound(first, second, written)


def _is_number(found: re.Match[str]) -> bool:
    r"""Whether the parts are figures of one number, and no range: *resolution 12-\n44 (1999)*."""
    first, second = found["first"], found["second"]
    if not (first.isdecimal() and second.isdecimal()) or len(first + second) > _LONGEST_NUMBER:
        return False
    text, start, end = found.string, found.start(), found.end("second")
    lead = max(0, start - _LONGEST_LEAD)
    if _CITED.search(text, lead, start):
        return True
    if text[start - 1 : start] == "/" and text[end : end + 1] == "/":  # S/20-\n08/692
        return True
    return _LISTED.search(text, lead, start) is not None and _ITS_YEAR.match(text, end) is not None


def _is_compound(first: str, second: str, written: set[str]) -> bool:
    """Whether the hyphen between two parts of letters is their own."""
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
