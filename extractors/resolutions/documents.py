"""Documents cited by their symbols.

    (S/2006/560, annex)          -> S/2006/560
    A/55/432-S/2000/921          -> A/55/432; S/2000/921: one document with two symbols
    (EU) No. 267/2012            -> (EU) No 267/2012

An expression proposes, `DocumentSymbol.parse` decides: what it refuses was no symbol.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.resolutions.citations import positions
from extractors.rules import Rule
from schemas.errors import InvalidSymbol
from schemas.organs import ORGANS
from schemas.symbols import DocumentSymbol
from schemas.templates import DOMAIN, PIECE, PRESS

_ELEMENT = r"(?:E?S-\d{1,2}|[A-Za-z]{1,10}(?:\.[ ]?\d{1,5}|\.[A-Z]{1,6}(?![a-z]))?|\d{1,6}(?:-\d{1,3})?)"
_UN = rf"(?:{'|'.join(ORGANS)})(?:/(?:[ ](?=\d{{4}}|\d+/))?{_ELEMENT})+(?:{PIECE})?"
_BEGINS = r"(?<![\w/.=&-])"  # no part of an address or a path …
_ENDS = r"(?![\w/]|\.\d|-(?!\d{1,3}(?![\w/.-]))\d|\.[a-z])"  # … nor of a file name, though of a range; a foot-note
# number after a comma is not its business

_AND = r"(?:,|,?[ ]and|[ ]&)[ ]"
_CHANGE = re.compile(rf"{_AND}(?P<change>(?P<word>Add|Amend|Corr|Rev)\.[ ]?(?P<index>[1-9]\d{{0,2}}))(?!\w)", re.ASCII)
_ANOTHER = re.compile(
    rf"(?:{_AND}|[-–]|[ ]to[ ])(?P<change>(?P<index>[1-9]\d?))(?=[.,;:)\]\n]|$|[ ](?:and|&)[ ])(?!\.\d)", re.ASCII
)

SYMBOL = Rule(
    id="resolutions.document-symbol",
    says="A symbol of the United Nations is a document; two joined by a hyphen are two.",
    matches=(
        "as set out in the report («S/2006/560», annex II)",
        "letters dated 3 and 9 May 2011 («A/65/840»-«S/2011/289»)",
        "the draft («A/C.3/78/L.60/Rev.1») and the bulletin «ST/SGB/2003/13»",
        "documents «S/18164/Add.2», «E/CN.4/2005/103» and «S/PV.6201 (Resumption 1)»",
        "«UNEP/EA.4/Res.6», «ISBA/4/A/18», «HRI/GEN/1/Rev.9» and «CTOC/COP/2012/7»",
        "the budget «A/62/6 (Sect. 5)», the statute «PCNICC/1999/INF/3» and the country study «PBC/6/SLE/2»",
    ),
    rejects=(
        "staff work 24/7 and/or at 60 km/h with the SPLM/A and the A/C unit",
        "see https://www.un.org/docs/S/2006/560 or reports/A/65/840.pdf",
        "a note of the Technical Secretariat, S/1212/2014",
        "on A/4 paper, printed for E/mail",
        "aircraft S/N 12345, part A/123456, plate E/1234/AB and lot S/123456/7",
        "A/B testing, I/O, C/O, E/W, S/he and T/F",
        "scores of A/5/3 and S/12/4, a tariff of S/ 87 million",
    ),
    expression=re.compile(f"{_BEGINS}{_UN}{_ENDS}", re.ASCII),
)
PRESS_RELEASE = Rule(
    id="resolutions.press-release",
    says="The number of a press release on the Council, the Assembly or the Secretary-General is a document.",
    matches=(
        "in a statement to the press («SC/12345»)",
        "see press releases «SG/SM/20118», «GA/11890» and «GA/DIS/3487»",
        "a release on peacekeeping («PKO/231») and one on relief («IHA/1199»)",
    ),
    rejects=("the SC/GA retreat", "under line SC/123 of the budget", "the GA/DIS desk, room SG/T/12, and HR/12"),
    expression=re.compile(rf"{_BEGINS}(?:(?:{'|'.join(PRESS)})/\d{{4,5}}|(?:AFR|IHA|PKO)/\d{{3}}){_ENDS}", re.ASCII),
)
EUROPEAN_ACT = Rule(
    id="resolutions.european-act",
    says="The number of an act of the European Union is a document: year, number and domain, or domain first.",
    matches=(
        "Council Joint Action «2008/736/CFSP» on a monitoring mission in Georgia",
        "Council Decision «(CFSP) 2017/915», Regulation «(EU) No 267/2012» and Decision No «541/2014/EU»",
        "Council Regulation «(EU) 833/2014» and Directive «95/46/EC»",
    ),
    rejects=("the 2023/24 season", "a ratio of 12/100/5 and a (EU) share of 3/4"),
    expression=re.compile(
        rf"{_BEGINS}(?:\({DOMAIN}\)[ ](?:No\.?[ ])?\d{{1,4}}/\d{{2,4}}|\d{{1,4}}/\d{{1,4}}/{DOMAIN}){_ENDS}", re.ASCII
    ),
)
AFRICAN_ACT = Rule(
    id="resolutions.african-act",
    says="The number of a communiqué or a decision of an organ of the African Union is a document.",
    matches=(
        "in its communiqué «PSC/PR/COMM.(DCCCLXI)»",
        "decisions «Assembly/AU/Dec.356(XXIII)» and «PSC/PR/COMM.1017 (2021)»",
        "«Assembly/AU/Decl.1(XI)», «EX.CL/Dec.567(XVII)» and the report «PSC/PR/2.(DLXV)»",
    ),
    rejects=("the PSC/PR secretariat", "the Assembly/AU summit", "EX.CL/Dec. and PSC/PR/2", "PSC/PR/COMM.(861)"),
    expression=re.compile(
        rf"""
        {_BEGINS}(?: PSC/(?:PR|MIN|AHG)/(?:(?i:comm|br)(?:/\d{{1,2}})?\.?[ ]?\d{{0,4}}|\d{{1,2}}\.?)[ ]?\(\w{{1,12}}\)
                   | (?:Assembly/AU/(?:Decl?|Res)|EX\.CL/Dec)\.[ ]?\d{{1,4}}[ ]?\([A-Z]{{1,8}}\) )
        """,
        re.VERBOSE | re.ASCII,
    ),
)
CHANGE = Rule(
    id="resolutions.changed-document",
    says="An addendum, corrigendum or revision named behind a symbol is a document of its own.",
    matches=(
        "the reports in S/25354 and «Add.1»",
        "A/65/840, «Corr.1» and «Add. 2»",
        "S/26488, «Add.1», «2» and «3».",
        "E/2010/84 and «Add.1»–«4»",
    ),
    rejects=("S/25354 and addenda", "the minutes and Add.1", "S/25354 and 2"),
    expression=_CHANGE,
)
_TO_LAST = re.compile(r"[-–](?P<letters>[A-Z][a-z]{0,3}\.)?(?P<last>[1-9]\d{0,3})(?![\w/-]|\.\w)", re.ASCII)
_LAST_NUMBER = re.compile(r"(?<![\w.])(?P<letters>[A-Za-z]+\.)?(?P<number>\d+)$", re.ASCII)
RANGE = Rule(
    id="resolutions.document-range",
    says="The number behind a symbol and a dash is the last document of a range.",
    matches=("issued as A/65/712-«718»", "(S/2009/301–«303»)", "A/C.5/61/L.4-«L.9» and E/2010/84/Add.1-«3»"),
    rejects=("A/65/712-7", "A/65/712 - 718 pages", "S/2009/301-1", "A/65/712-2011", "CRPD/C/AUT/CO/2-3"),
    expression=_TO_LAST,
)
RULES = (SYMBOL, PRESS_RELEASE, EUROPEAN_ACT, AFRICAN_ACT, CHANGE, RANGE)

_LETTERS = (
    (SYMBOL, ORGANS),
    (PRESS_RELEASE, {letters.split("/")[0] for letters in PRESS}),
    (AFRICAN_ACT, ("PSC", "Assembly", "EX.CL")),
    (EUROPEAN_ACT, ("",)),  # figures
)
_RULES_BEHIND = {
    letters: tuple((rule, rule.expression) for rule, some in _LETTERS if letters in some and rule.expression)
    for _, beginnings in _LETTERS
    for letters in beginnings
}
"""The rules to try at a slash, by the letters and dots directly before it."""

_JOINED = re.compile(rf"[ ]?[-–—][ ]?(?P<symbol>{_UN}){_ENDS}", re.ASCII)
_SHORT = re.compile(r"[A-Z]+/\d\d?|[AEST]/\d{3}|T/\d+", re.ASCII)
"""`A/4`, `T/20` are paper and tables, `A/320` is an aircraft, unless a word or a parenthesis says otherwise."""
_INTRODUCED = re.compile(r"(?:\bdoc(?:ument)?s?\.?[ ]|[(\[])$", re.IGNORECASE)
_LONGEST_RANGE = 100
_BEFORE, _AFTER = 24, 80  # code points around a slash: room for `(EU, Euratom) No 1234/` and for the longest symbols


class Cited(NamedTuple):
    """A document cited at `[start, end)` of the view."""

    start: int
    end: int
    rule: str
    symbol: DocumentSymbol


def documents(text: str) -> Iterator[Cited]:
    """Every document cited by its symbol, in the order of the view; they do not overlap."""
    free = 0
    for slash in positions(text, ("/",)):
        if slash >= free and text[slash - 1 : slash].isalnum() and (cited := _at_slash(text, free, slash)):
            yield cited
            free = cited.end
            for follower in _followers(text, cited):
                yield follower
                free = follower.end


def _at_slash(text: str, free: int, slash: int) -> Cited | None:
    """The document whose symbol has its first slash at `slash`."""
    first = slash
    while first > free and (text[first - 1].isalpha() or text[first - 1] == "."):
        first -= 1
    start = first if first < slash else max(free, slash - _BEFORE)
    for rule, expression in _RULES_BEHIND.get(text[first:slash], ()):
        for match in expression.finditer(text, start, slash + _AFTER):
            if match.start() < slash < match.end() and (read := _read(match[0])) and _is_meant(match, read.length):
                return Cited(match.start(), match.start() + read.length, rule.id, read.symbol)
    return None


def _is_meant(match: re.Match[str], length: int) -> bool:
    """Whether the text means a document by a symbol so short that other things are called like it."""
    if not _SHORT.fullmatch(match[0][:length]):
        return True
    start = match.start()
    return length >= len("A/810") and bool(_INTRODUCED.search(match.string, max(0, start - 12), start))


def _followers(text: str, cited: Cited) -> Iterator[Cited]:
    """What is said behind a symbol: the same document's other symbol, then changes to its text."""
    if (joined := _JOINED.match(text, cited.end)) and (symbol := _symbol(joined["symbol"])):
        cited = Cited(joined.start("symbol"), joined.end(), cited.rule, symbol)
        yield cited
    elif last := _last_of_range(text, cited):
        yield last
        return
    end, word = cited.end, ""
    while match := _CHANGE.match(text, end) or (word and _ANOTHER.match(text, end)):
        word = match.groupdict().get("word", word)
        if (changed := _symbol(f"{cited.symbol}/{word}.{match['index']}")) is None:
            return
        end = match.end()
        yield Cited(match.start("change"), end, CHANGE.id, changed)


def _last_of_range(text: str, cited: Cited) -> Cited | None:
    """The last document of a range whose first is cited: `718` in `A/65/712-718`."""
    match = _TO_LAST.match(text, cited.end)
    first = _LAST_NUMBER.search(str(cited.symbol))
    if not match or not first or not 0 < int(match["last"]) - int(first["number"]) < _LONGEST_RANGE:
        return None
    if match["letters"] not in (None, first["letters"]):
        return None
    symbol = _symbol(f"{str(cited.symbol)[: first.start('number')]}{match['last']}")
    return Cited(match.start() + 1, match.end(), RANGE.id, symbol) if symbol else None


class _Read(NamedTuple):
    """A symbol, and how much of a text it is."""

    symbol: DocumentSymbol
    length: int


def _read(written: str) -> _Read | None:
    """The symbol that a text is, or begins with when a range follows; null when it only looks like one."""
    for length in (len(written), written.rfind("-")):
        if length > 0 and (symbol := _symbol(written[:length])):
            return _Read(symbol, length)
    return None


def _symbol(written: str) -> DocumentSymbol | None:
    """The symbol that a text is; null when it only looks like one."""
    try:
        return DocumentSymbol.parse(written.replace("/ ", "/"))
    except InvalidSymbol:
        return None
