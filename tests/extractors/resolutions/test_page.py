"""docs/symbols.md keeps its word: code runs, symbols in tables are read, and what it calls none is refused."""

import doctest
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.errors import InvalidSymbol
from schemas.records import Extraction
from schemas.symbols import DocumentSymbol

PAGE = Path(__file__).parents[3] / "docs/symbols.md"
SECTIONS = {part.split("\n")[0]: part for part in PAGE.read_text(encoding="utf-8").split("\n## ")}
_CODE = re.compile(r"`([^`]+)`")


def rows(section: str) -> list[list[str]]:
    """The rows of a section's first table, without its head."""
    table = SECTIONS[section].partition("\n|")[2].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.strip().split("\n")[2:]]


def codes(cell: str) -> list[str]:
    return _CODE.findall(cell)


def test_code_on_the_page_runs() -> None:
    assert doctest.testfile(str(PAGE), module_relative=False).failed == 0


@pytest.mark.parametrize(
    "symbol",
    [
        code
        for s in ("How a symbol is built", "Acts of other organizations")
        for row in rows(s)
        for code in codes(row[0])
    ],
)
def test_symbol_on_the_page_is_in_normal_form(symbol: str) -> None:
    assert str(DocumentSymbol.parse(symbol)) == symbol


@pytest.mark.parametrize("text", [code for row in rows("What is no symbol") for code in codes(row[0])])
def test_what_the_page_calls_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidSymbol):
        DocumentSymbol.parse(text)


@pytest.mark.parametrize(
    ("text", "symbol"), [(text, codes(row[3])[0]) for row in rows("Resolutions") for text in codes(row[2])]
)
def test_citation_on_the_page_means_its_symbol(extract: Callable[[str], Extraction], text: str, symbol: str) -> None:
    (record,) = [record for record in extract(text).records if record.kind == "resolution"]
    assert (record.text, record.value.symbol) == (text.removeprefix(before(text)), symbol)


def before(text: str) -> str:
    """The name of the body that stands before a citation."""
    return text.partition("resolution")[0] if "resolution" in text else ""


@pytest.mark.parametrize("row", rows("Meetings, changes and ranges"), ids=lambda row: row[0])
def test_documents_on_the_page_are_found(extract: Callable[[str], Extraction], row: list[str]) -> None:
    records = [record for record in extract(codes(row[0])[0]).records if record.kind == "document"]
    assert [part for record in records for part in (record.text, record.value.symbol)] == codes(row[1])
