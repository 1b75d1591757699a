"""Document symbols of the United Nations, and the act numbers of the African and the European Union.

    S/RES/1244(1999)       -> S/RES/1244 (1999)      resolution 1244 of the Security Council, of 1999
    A/C.3/78/L.60/Rev. 1   -> A/C.3/78/L.60/Rev.1    draft 60 of the Third Committee, 78th session, revised once
    2010/279/CFSP          -> 2010/279/CFSP          act 279 of the European Union, of 2010

    >>> from schemas.symbols import DocumentSymbol
    >>> symbol = DocumentSymbol.parse("A/RES/217(III)A")
    >>> print(symbol, symbol.body, symbol.session, symbol.number, symbol.url, sep=" | ")
    A/RES/217 A (III) | General Assembly | III | 217 | https://undocs.org/A/RES/217%20A%20(III)

A UN symbol goes from the organ down: organ / subsidiary organs / session or year / nature and number / changes, with
a dot between letters and their number, and no blanks but those before a letter or a parenthesis. Sources: the guide
to document symbols of the Dag Hammarskjöld Library; EUR-Lex, *Numbering of acts*; the archive of the African Union.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from schemas.errors import InvalidSymbol
from schemas.organs import BODIES, ORGANS, UNSERVED, Series, issuer
from schemas.templates import PIECE, ROMAN, TEMPLATES, templates_of

_CHANGES = rf"""
    (?: /(?i:Add|Amend|Corr|Rev)(?:\.\ ?[1-9]\d{{0,2}})?(?!\w)          # /Add.1, /Rev.2/Corr.1; old and bare: /Rev
      | /(?:Summary|Excerpt)(?!\w)
      | {PIECE}                                                       # (Resumption 1), closed up: (PartI)
    ){{0,4}}
"""
"""What follows a symbol whose text was changed or comes in pieces, as a piece of a verbose expression."""

_READ_AS = (
    (re.compile(r"HRC(?=/)"), "A/HRC"),
    (re.compile(r"(?:UN)?GA(?=/RES/)"), "A"),
    (re.compile(r"(?:UN)?SC(?=/RES/)"), "S"),
    (re.compile(rf"([AE]/RES/\d{{1,4}}) ?(\((?:E?S-)?{ROMAN}\)) ?([A-Z])(?!\w)", re.ASCII), r"\1 \3 \2"),  # 217 (III) A
)
"""What some write for the beginning of a symbol, and where they put the letter of a part."""

_WHOLE = re.compile(rf"(?P<base>.+?)(?P<changes>{_CHANGES})", re.VERBOSE | re.ASCII)
_CHANGE = re.compile(
    r"/(?P<word>[A-Za-z]+)(?:\. ?(?P<index>\d+))?|\((?P<piece>[A-Z][a-z]+\.?)\ ?(?P<which>\w*)\)",
    re.ASCII,
)

# A symbol without a template is built of elements: sessions, numbers, words with an index and without.
_ELEMENT = re.compile(
    rf"""
      (?P<session>E?S-[1-9]\d?)                                       # ES-10
    | (?P<reports>[1-9]\d{{0,2}}-[1-9]\d{{0,2}})                      # CO/2-3: combined reports
    | (?P<number>[1-9]\d{{0,5}})
    | (?P<word>[A-Za-z]{{1,10}})(?:\.\ ?(?P<index>[1-9]\d{{0,4}}|{ROMAN}|[A-Z]))?
    """,
    re.VERBOSE | re.ASCII,
)
_EXPECTED = "a number, a session, or letters with their number"
_LONGEST = 80
"""Code points: of 206 symbols in the guides and the tests, the longest has 38."""
_MIXED_CASE = {
    word.upper(): word for word in ("Add", "Amend", "Corr", "Rev", "Sub", "Agenda", "Concl", "Summary", "Excerpt")
}
_SUBSIDIARY = frozenset(
    {"AC", "C", "CN", "CONF", "COP", "COSP", "EA", "GC", "PC", "SC", "Sub", "WG"}
)  # index names an organ
_CONSECUTIVE = {"A": 12_000, "S": 27_000, "E": 7_000, "T": 3_000, "TD": 999, "CD": 9_999, "CLCS": 999, "SPLOS": 999}
"""Who numbers documents in one series, or did so once, and a number that the series does not reach."""
_BY_SESSION = {"A": 31, "ISBA": 1, "PBC": 1}
"""Who puts the session directly behind the organ, and since which session."""
_COMBINE_REPORTS = frozenset({"CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "E"})  # CO/2-3
_RESTARTED = {"S": 1994, "E": 1978}  # since when their numbers restart every year
_ECOWAS = frozenset({"DEC", "REC", "RES", "SA", "SP"})
_YEARS = range(1945, 2100)
"""Since the Charter, to the last that `YEAR` reads in templates."""
_LAST_SESSION = 199
"""The last that templates read: sessions of the General Assembly are yearly, and the eightieth began in 2025."""
_CHANGE_FIELDS = {"Add": "addendum", "Corr": "corrigendum", "Rev": "revision"}
_SERIES = {
    "PRST": Series.PRESIDENTIAL_STATEMENT,
    "PV": Series.VERBATIM_RECORD,
    "SR": Series.SUMMARY_RECORD,
    "L": Series.LIMITED,
    "SGB": Series.BULLETIN,
    "REG": Series.LEGAL_ACT,
    "RES": Series.RESOLUTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSymbol:
    """One symbol in its normal form, which `str` prints, and what it says. Null means: not in the symbol."""

    normal: str
    organ: str
    """First element, `EU` or `AU`."""
    body: str
    """Name of the body that issues documents with such symbols."""
    series: Series
    year: int | None = None
    session: str | None = None
    """As written: `60`, `V`, `ES-10`."""
    number: int | None = None
    addendum: int | None = None
    corrigendum: int | None = None
    revision: int | None = None

    @classmethod
    def parse(cls, text: str) -> "DocumentSymbol":
        """The symbol that the whole text is.

        Raises `InvalidSymbol`, which names the piece that does not fit, the character it starts at, and what was
        expected. Not recognised: a resolution of the Security Council without its year, a body's own symbol
        (`A/C.3`), two symbols or a range of them in one, and organs that are in no table here.

        >>> symbol = DocumentSymbol.parse("A/C.3/78/L.60/Rev. 1")
        >>> str(symbol), symbol.body, symbol.session, symbol.number, symbol.revision
        ('A/C.3/78/L.60/Rev.1', 'Third Committee', '78', 60, 1)
        >>> DocumentSymbol.parse("S/2376/2025")
        Traceback (most recent call last):
            ...
        schemas.errors.InvalidSymbol: 'S/2376/2025' is no document symbol: '2376' at character 3; expected a year
        """
        return _parsed(text)

    def __str__(self) -> str:
        return self.normal

    @property
    def url(self) -> str | None:
        """Where the UN serves the document; null for press releases and for acts of other organizations."""
        if self.organ in UNSERVED or self.series is Series.PRESS_RELEASE:
            return None
        return "https://undocs.org/" + quote(self.normal, safe="/()")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> DocumentSymbol:
    """The symbol that the whole text is; asked for when a record is made, and again when it is validated."""
    if len(text) > _LONGEST:
        raise InvalidSymbol(f"{text[:_LONGEST]!r}… is no document symbol: expected at most {_LONGEST} characters")
    whole = _WHOLE.fullmatch(_read_as(text))
    if whole is None or text != text.strip():
        raise InvalidSymbol(f"{text!r} is no document symbol: expected one line without blanks around it")
    try:
        return _changed(_by_template(whole["base"]) or _by_elements(whole["base"]), whole["changes"])
    except InvalidSymbol as error:
        raise InvalidSymbol(f"{text!r} is no document symbol: {error}") from None


def _read_as(text: str) -> str:
    """The text as the grammar spells it: `HRC/RES/16/18` is `A/HRC/RES/16/18`."""
    for expression, spelled in _READ_AS:
        if match := expression.match(text):
            return match.expand(spelled) + text[match.end() :]
    return text


def _by_template(base: str) -> DocumentSymbol | None:
    """The symbol when it has a template, else null."""
    for template in templates_of(base):
        if said := template.fields(base):
            number, year = said["number"], int(said.get("year", 0))
            return DocumentSymbol(
                normal=template.filled(said),
                organ=template.organ,
                body=template.body,
                series=template.series,
                year=year + 1900 if 0 < year < 100 else year or None,
                session=said.get("session"),
                number=int(number) if number.isdigit() else roman(number),
            )
    return None


def roman(numeral: str) -> int:
    """Value of a Roman numeral.

    >>> roman("DCCCLXI")
    861
    """
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


class _Element(NamedTuple):
    """What stands between two slashes: a word with or without an index, a number, a session, or combined reports."""

    printed: str
    at: int
    """Offset in the symbol."""
    word: str | None = None
    number: int | None = None
    session: str | None = None
    reports: str | None = None


def _element(written: str, at: int) -> _Element:
    match = _ELEMENT.fullmatch(written)
    if match is None:
        joined = re.search(r"[-–][A-Z]+$", written)
        expected = "one symbol; two that are joined are parsed one by one" if joined else _EXPECTED
        raise _misfit(written, at, expected)
    if match["word"] is None:
        number = int(match["number"]) if match["number"] else None
        return _Element(written, at, number=number, session=match["session"], reports=match["reports"])
    word = _MIXED_CASE.get(match["word"].upper(), match["word"].upper())
    if match["word"] not in (word, word.title()):
        raise _misfit(match["word"], at, "capital letters")
    index = match["index"] or ""
    return _Element(f"{word}.{index}" if index else word, at, word=word, number=int(index) if index.isdigit() else None)


def _misfit(found: str, at: int, expected: str) -> InvalidSymbol:
    """The error for a piece of a symbol; `at` is its offset, which people count from 1."""
    return InvalidSymbol(f"{found!r} at character {at + 1}; expected {expected}")


def _elements(organ: str, rest: list[str]) -> Iterator[_Element]:
    at = len(organ) + 1
    for written in rest:
        yield _element(written, at)
        at += len(written) + 1


def _by_elements(base: str) -> DocumentSymbol:
    """The symbol read element by element; raises `InvalidSymbol` when one of them does not fit."""
    organ, *rest = base.split("/")
    if organ not in ORGANS:
        raise _misfit(organ, 0, "an organ, such as A, S, E or ST, or an act number, such as 2010/279/CFSP")
    if not rest:
        raise InvalidSymbol(f"it ends at character {len(organ)}; expected a slash behind the organ")
    elements = list(_elements(organ, rest))
    _check_main_series(organ, elements[0], is_alone=len(elements) == 1)
    _check_nature(organ, elements)
    normal = "/".join([organ, *(element.printed for element in elements)])
    own = issuer(normal)
    natures = [e for e in elements[own.count("/") :] if e.word is not None and e.word not in _SUBSIDIARY]
    counted = _counted(elements, natures)
    otherwise = Series.OTHER if natures else Series.REPORT_OR_LETTER
    return DocumentSymbol(
        normal=normal,
        organ=organ,
        body=BODIES[own],
        series=next((_SERIES[nature.word] for nature in natures if nature.word in _SERIES), otherwise),
        year=counted.year,
        session=next((element.session for element in elements if element.session), counted.session),
        number=counted.number,
    )


def _check_main_series(organ: str, first: _Element, *, is_alone: bool) -> None:
    """Raises `InvalidSymbol` when a number directly behind the organ is neither running number, session nor year."""
    if first.word is not None or first.number is None:
        return
    if is_alone and organ in _CONSECUTIVE:
        if first.number >= _CONSECUTIVE[organ]:
            raise _misfit(first.printed, first.at, f"a number below {_CONSECUTIVE[organ]}, where the series ended")
    elif not is_alone and organ in _BY_SESSION:
        if not _BY_SESSION[organ] <= first.number <= _LAST_SESSION:
            raise _misfit(first.printed, first.at, f"a session from {_BY_SESSION[organ]} to {_LAST_SESSION}")
    elif first.number not in _YEARS or first.number < _RESTARTED.get(organ, 0):
        since = f" from {_RESTARTED[organ]} on" if first.number in _YEARS else ""
        raise _misfit(first.printed, first.at, f"a year{since}")


def _check_nature(organ: str, elements: list[_Element]) -> None:
    """Raises `InvalidSymbol` for a resolution that no template reads, an act of ECOWAS, and a range of numbers."""
    first = elements[0]
    if organ == "A" and first.word in _ECOWAS and first.number:
        raise _misfit(first.printed, first.at, "a body of the General Assembly; ECOWAS numbers its acts so")
    for element in elements:
        if element.printed == "RES":
            expected = "the year or the session of the resolution in its official form, as in S/RES/1701 (2006)"
            raise _misfit("/".join(e.printed for e in elements if e.at >= element.at), element.at, expected)
        if element.reports and organ not in _COMBINE_REPORTS:
            raise _misfit(element.reports, element.at, "one number; a range is several documents")


class _Counted(NamedTuple):
    """What the numbers of a symbol mean."""

    year: int | None
    session: str | None
    number: int | None


def _counted(elements: list[_Element], natures: list[_Element]) -> _Counted:
    """Year, session and number; raises `InvalidSymbol` when there is no number."""
    numbers = [element.number for element in elements if element.word is None and element.number is not None]
    indexed = [nature.number for nature in natures if nature.number is not None]
    if indexed:  # 78/L.60, 2025/SR.12
        numbers = [*numbers[:1], indexed[-1]]
    if not numbers:
        if any(element.reports for element in elements):
            return _Counted(None, None, None)
        raise InvalidSymbol("it ends without a number; expected the number of a document")
    *before, number = numbers
    if len(before) > 1 and number in _YEARS:  # 80/D/1111/2021: session, communication, year
        return _Counted(number, str(before[0]), before[-1])
    if before and before[0] in _YEARS:
        return _Counted(before[0], None, number)
    return _Counted(None, str(before[0]) if before else None, number)


def _changed(symbol: DocumentSymbol, changes: str) -> DocumentSymbol:
    """The symbol with changes and pieces behind it: `/Add.1`, `/Rev.2/Corr.1`, `(Resumption 1)`."""
    fields: dict[str, Any] = {}
    printed = symbol.normal
    for match in _CHANGE.finditer(changes):
        if match["piece"]:
            printed += f" ({match['piece']} {match['which']})" if match["which"] else f" ({match['piece']})"
            continue
        word = _MIXED_CASE[match["word"].upper()]
        printed += f"/{word}.{match['index']}" if match["index"] else f"/{word}"
        if match["index"] and word in _CHANGE_FIELDS:
            fields[_CHANGE_FIELDS[word]] = int(match["index"])
    return replace(symbol, normal=printed, **fields)


def resolution_symbol(
    body: str, number: int, *, year: int | None, session: str | None, parts: str | None
) -> DocumentSymbol | None:
    """Symbol of a resolution; null when the body has no series here, or what is known of the resolution is too little.

    >>> str(resolution_symbol("General Assembly", 2625, year=None, session="XXV", parts=None))
    'A/RES/2625 (XXV)'
    >>> resolution_symbol("Security Council", 1701, year=None, session=None, parts=None)
    """
    said = {"number": str(number), "year": str(year), "session": str(session), "part": parts or ""}
    for template in TEMPLATES:
        if template.body == body and template.series is Series.RESOLUTION:
            symbol = template.filled(said)
            if template.fields(symbol):
                return DocumentSymbol.parse(symbol)
    return None


def checked_symbol(text: str) -> str:
    """The text itself when it is a symbol in its normal form.

    >>> checked_symbol("S/RES/1701(2006)")
    Traceback (most recent call last):
        ...
    schemas.errors.InvalidSymbol: 'S/RES/1701(2006)' is not in normal form; expected 'S/RES/1701 (2006)'
    """
    normal = str(DocumentSymbol.parse(text))
    if normal != text:
        raise InvalidSymbol(f"{text!r} is not in normal form; expected {normal!r}")
    return text
