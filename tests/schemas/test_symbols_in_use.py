"""Symbols that exist are read, printed and linked; what is like them is refused, in time that follows its length."""

import string
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from schemas.errors import InvalidSymbol
from schemas.organs import UNSERVED, Series
from schemas.symbols import DocumentSymbol

IN_USE = [
    line
    for line in Path(__file__).with_name("symbols_in_use.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PIECES = (
    "A/",
    "S/1",
    "/Add.1",
    "(I",
    "A.1",
    "IVX",
    "S/RES/1 (",
    " ",
    "E/CN.4/",
    "()",
    "-1",
    "2/3/CFSP",
    "٣",
    "Ⅳ",
    "🏛",
    ".",
    "A/79/1-S",
)
HOSTILE = [
    *((piece * 80)[:length] + end for piece in PIECES for length in (20, 79) for end in ("", "!")),
    *(f"S/2008/692{letter}" for letter in "\n\r\t\v\f\0\x1f\x85\xa0\u2028\u202e\u200b\ufeff"),
    *(f"{letter}S/2008/692" for letter in "\n\t \0\xa0\u200b\ufeff«(/"),
    *("S/RES/" + "(" * n + "2006" + ")" * n for n in (2, 8, 30)),
    *("A/" + "/".join("9" * n for _ in range(80 // (n + 1))) for n in (7, 9, 20)),
    *(f"{'M' * n}/2008/1" for n in (1, 20, 60)),
    *(f"PSC/PR/COMM.({'I' * n})" for n in (4, 20, 60)),
]


@pytest.mark.parametrize("text", IN_USE)
def test_symbol_in_use_is_read_back_as_it_was_printed(text: str) -> None:
    symbol = DocumentSymbol.parse(text)
    assert DocumentSymbol.parse(str(symbol)) == symbol
    assert "".join(text.split()).casefold() == "".join(str(symbol).split()).casefold() or text in UNUSUAL


UNUSUAL = {
    "PSC/PR/Comm(LXXXV)": "the dot before the parenthesis was missing",
    "Assembly/AU/Dec.686 (XXX)": "the blank before the parenthesis is none of the symbol's",
}


@pytest.mark.parametrize("text", IN_USE)
def test_link_is_encoded_and_leads_to_the_symbol(text: str) -> None:
    symbol = DocumentSymbol.parse(text)
    if symbol.organ in UNSERVED or symbol.series is Series.PRESS_RELEASE:
        assert symbol.url is None
    else:
        assert symbol.url is not None
        assert set(symbol.url) <= set(string.ascii_letters + string.digits + ":/.%()-")
        assert unquote(symbol.url) == f"https://undocs.org/{symbol}"


def test_at_least_a_hundred_hostile_texts_differ() -> None:
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("text", sorted(set(HOSTILE)), ids=ascii)
def test_hostile_text_is_refused_with_the_error_of_its_own(text: str) -> None:
    with pytest.raises(InvalidSymbol, match="is no document symbol: "):
        DocumentSymbol.parse(text)


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_refusal_costs_in_proportion_to_the_text(piece: str, steps: Callable[[Callable[[], object]], int]) -> None:
    def refuse(length: int) -> Callable[[], object]:
        text = (piece * length)[: length - 1] + "!"

        def work() -> None:
            with pytest.raises(InvalidSymbol):
                DocumentSymbol.parse(text)

        return work

    refuse(80)()
    assert steps(refuse(80)) <= 2.5 * steps(refuse(40))
    assert steps(refuse(10_000_000)) <= steps(refuse(80))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("XX/2008/1", "'XX' at character 1; expected an organ"),
        ("S", "it ends at character 1; expected a slash"),
        ("A/C.3", "it ends without a number"),
        ("S/2008/six", "'six' at character 8; expected capital letters"),
        ("S/2008//692", "'' at character 8; expected a number"),
        ("S/1950/12", "'1950' at character 3; expected a year from 1994 on"),
        ("A/5/3", "'5' at character 3; expected a session from 31 to 199"),
        ("A/123456", "'123456' at character 3; expected a number below 12000"),
        ("DP/12", "'12' at character 4; expected a year"),
        ("S/RES/1701", "'RES/1701' at character 3; expected the year or the session"),
        ("A/76/674-678", "'674-678' at character 6; expected one number; a range is several documents"),
        ("A/79/684-S/2024/892", "'684-S' at character 6; expected one symbol; two that are joined"),
        ("A/DEC.1/5/97", "'DEC.1' at character 3; expected a body of the General Assembly; ECOWAS"),
        (" S/2008/692", "expected one line without blanks around it"),
    ],
)
def test_refusal_says_what_stands_where_and_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(InvalidSymbol) as refusal:
        DocumentSymbol.parse(text)
    assert message in str(refusal.value)
