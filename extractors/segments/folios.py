r"""Folios: the number of a printed page, across a gap from what its publisher sets beside it.

"www.example.org    1"                                      -> page_furniture: an address and a number, alone
"Bor Bulletin | May 2019      4", "5      Bor Bulletin | …" -> page_furniture: the same words, the next number
"New cases      4", "New cases      5"                      kept: rows
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.page import Page, is_prose
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

FOLIO = Rule(
    "segments.folio",
    "The number of a page a wide gap away from an address, or from words that come back beside the next numbers, a "
    "blank away where they come three times and do not count from one; and the line that comes back above or below it.",
    matches=(
        f"{_STORY}\n\n«www.example.org    1»\n\n{_STORY}",
        f"{_STORY}\n\n«https://www.example.org»\n«Harbour Board of Bor    2»\n\n{_STORY}",
        f"{_STORY}\n\n«Bor Bulletin | May 2019      4»\n\n{_STORY}\n\n«5      Bor Bulletin | May 2019»",
        f"«EXAMPLE FUND      Situation report 7»\n\n{_STORY}\n\n«Floods in Bor, May 2019      2»\n"
        f"«EXAMPLE FUND      Situation report 7»\n\n{_STORY}\n\n«Floods in Bor, May 2019      3»",
        f"{_STORY}\n\n«www.example.org    1»\n\n{_STORY}\n\n«www.example.org | Version 3 · Bor»",
        f"«4    The Mending of the Lamu Ferry»\n\n{_STORY}\n\n«The Mending of the Lamu Ferry    5»\n\nShips\n\n"
        "«6    The Mending of the Lamu Ferry»",
        f"{_STORY}\n\n«4 The Mending of the Lamu Ferry»\n\n{_STORY}\n\n«The Mending of the Lamu Ferry 5»\n\n{_STORY}"
        "\n\n«6 The Mending of the Lamu Ferry»",
    ),
    rejects=(
        "Site    Visits\nwww.example.org    412\nwww.example.net    33",
        "www.example.org    412\n\nwww.example.net    33",
        f"{_STORY}\n\nUN Police      208\n\n{_STORY}\n\nUN Police      214",
        f"Findings of the Lamu Board 1\n\n{_STORY}\n\nFindings of the Lamu Board 2\n\n{_STORY}\n\n"
        f"Findings of the Lamu Board 3\n\n{_STORY}",
        f"{_STORY}\n\nReport of the Lamu Board 4\n\n{_STORY}\n\nReport of the Lamu Board 5",
        f"{_STORY}\n\nFerries to the Lamu Island      4\n\nBor\n\nFerries to the Lamu Island      5\n\nGoma\n\n"
        "Ferries to the Lamu Island      6",
        f"UN Police      12\n\n{_STORY}\n\nUN Police      13\n\n{_STORY}",
        f"New cases in Bor      12\n\n{_STORY}\n\nNew cases in Bor      13\n\n{_STORY}",
        f"{_STORY}\n\nStrength Of The Guards      870\n\n{_STORY}\n\nStrength Of The Guards      871",
        f"{_STORY}\n\nTotal Harbour Police Deployed      1\n\n{_STORY}\n\nTotal Harbour Police Deployed      2",
        f"{_STORY}\n\nFloods Of The Nile In Bor      12\n\n{_STORY}\n\nFloods Of The Nile In Bor      13",
        f"New cases      4\n\n{_STORY}\n\nNew cases      5\n\n{_STORY}",
        f"{_STORY}\n\nSee the list at www.example.org    1",
        f"{_STORY}\n\nwww.example.org\n\n{_STORY}",
        f"{_STORY}\n\nwww.example.org    412\nHits in May 2019\n\n{_STORY}",
    ),
)
RULES = (FOLIO,)

_FOLIO = re.compile(r"(?P<first>\d{1,3})\s{3,80}(?P<tail>\D.{5,120})|(?P<head>\D.{5,120}?)\s{3,80}(?P<last>\d{1,3})")
_GAP = "   "
_NARROW = re.compile(
    r"(?P<first>\d{1,3})\ (?P<tail>[^\W\d_].*[^\W\d_])|(?P<head>[^\W\d_].*[^\W\d_])\ (?P<last>\d{1,3})"
)
_NARROW_LENGTH = 100
_PAGE_DIGITS = 3
_FIGURES = "0123456789"
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s|]{4,120}")
_PAGES_APART = 2
"""Odd and even pages may have words of their own."""


def find_folios(page: Page) -> None:
    """Judges the heads and feet of printed pages, and the lines that come back beside them."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, block in enumerate(page.blocks):
        if block.is_item or not (block.text[-1] in _FIGURES or block.text[0] in _FIGURES):
            continue
        if found := _folio(block.text):
            head = found["tail"] or found["head"]
            places[" ".join(head.split())].append((i, int(found["first"] or found["last"])))
    if not places:
        return
    folios = sorted({*_counted(page, places), *_addressed(page, places)})
    if folios:
        lines = {*folios, *_returning(page, folios), *_of_address(page, folios)}
        page.judge(sorted(lines), SegmentLabel.PAGE_FURNITURE, FOLIO)


def _folio(text: str) -> re.Match[str] | None:
    """The words and the number of a line that may be the head of a page: a gap or, less surely, a blank parts them."""
    if _GAP in text:
        return _FOLIO.fullmatch(text)
    number = text.partition(" ")[0] if text[0] in _FIGURES else text.rpartition(" ")[2]
    is_short = len(text) <= _NARROW_LENGTH and len(number) <= _PAGE_DIGITS
    return _NARROW.fullmatch(text) if is_short and number.isdecimal() else None


def _counted(page: Page, places: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[int]:
    """Lines with the same words beside numbers that count up, with text between each and the next.

    Where they come often, a page between two of them may have tables or short lines alone, but not most pages. A blank
    before the number is enough for lines that come often and do not count from one, as the titles of chapters do.
    """
    heads = [found for head, found in places.items() if _comes_back(page, found) and _is_title(head, found)]
    told = [i for i, block in enumerate(page.blocks) if is_prose(block)] if heads else []
    for found in heads:
        steps = list(pairwise(found))
        pages = sum(_has_prose(told, *step) for step in steps)
        if pages == len(steps) or (len(found) >= _OFTEN and 2 * pages >= len(steps)):
            yield from (i for i, _ in found)


def _comes_back(page: Page, found: Sequence[tuple[int, int]]) -> bool:
    """Whether the same words stand beside numbers that count up, with a gap, or often and not from one."""
    if len(found) == 1 or not all(0 < b[1] - a[1] <= _PAGES_APART for a, b in pairwise(found)):
        return False
    return (len(found) >= _OFTEN and found[0][1] > 1) or all(_GAP in page.blocks[i].text for i, _ in found)


_TITLE_WORDS = 4
"""Words of the shortest title: "UN Police" may be the label of a row."""


_FIRST_PAGES = 2
_OFTEN = 3
"""Two pages alone with a title on them may be rows, unless they are the first of a text."""
_COUNT = re.compile(
    r"\b(?:total|number|strength|troops?|soldiers?|officers?|police|personnel|staff|deployed|contributors?|observers?"
    r"|experts|cases|deaths|victims|killed|wounded|injured|missing|arrest(?:s|ed)|detained|displaced|refugees|returnees"
    r"|households|people|persons|members|women|men|children|casualties|fatalities|incidents|attacks|violations"
    r"|vehicles|aircraft|helicopters|bases|camps|visits|votes|seats|cost|price|per ?cent)\b",
    re.IGNORECASE,
)
"""What the label of a row counts."""


def _is_title(head: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether words are an address or a title: the label of a row, "New cases in Bor", goes on with small letters."""
    if _ADDRESS.fullmatch(head):
        return True
    words = head.split()
    is_named = len(words) >= _TITLE_WORDS and sum(not word[0].islower() for word in words[1:]) > 1
    is_sure = "|" in head or len(found) >= _OFTEN or found[0][1] <= _FIRST_PAGES
    return is_named and is_sure and _COUNT.search(head) is None


def _has_prose(told: Sequence[int], first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether one of the sorted blocks of prose stands between two lines."""
    return bisect_right(told, first[0]) < bisect_left(told, second[0])


def _addressed(page: Page, places: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[int]:
    """The one line of its passage with an address and a number, and words and a number below an address.

    With two addresses beside numbers on a page they are rows.
    """
    if sum(_ADDRESS.fullmatch(head) is not None for head in places) > 1:
        return
    for head, found in places.items():
        i, _ = found[0]
        if len(found) > 1 or _GAP not in page.blocks[i].text or not _closes(page.blocks, i):
            continue
        if _ADDRESS.fullmatch(head):
            if page.blocks[i].gap and i > 0:
                yield i
        elif i > 1 and _ADDRESS.fullmatch(page.blocks[i - 1].text) and page.blocks[i - 1].gap:
            yield from (i - 1, i)


def _closes(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block is the last of its passage."""
    return index + 1 == len(blocks) or blocks[index + 1].gap


_NEAR = 2


def _returning(page: Page, folios: Sequence[int]) -> Iterator[int]:
    """Lines that stand beside folios and elsewhere; the first may be the title, unless it has two cells."""
    beside = {i + step for i in folios for step in range(-_NEAR, _NEAR + 1) if 0 <= i + step < len(page.blocks)}
    near = {page.blocks[i].text for i in beside.difference(folios) if _may_return(page.blocks[i])}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(page.blocks):
        if block.text in near:
            places[block.text].append(i)
    for words, found in places.items():
        if len(found) > 1:
            yield from found if _GAP in words else (i for i in found[1:] if i in beside)


def _may_return(block: Block) -> bool:
    return not block.is_ended and not block.is_item and block.words <= _RETURNING_WORDS


_RETURNING_WORDS = 16
"""Words of a line of a head."""


def _of_address(page: Page, folios: Sequence[int]) -> Iterator[int]:
    """Lines of cells the first of which is the address of a folio."""
    found = (_ADDRESS.search(page.blocks[i].text) for i in folios)
    addresses = tuple(f"{match[0]} | " for match in found if match)
    if addresses:
        yield from (i for i, block in enumerate(page.blocks) if block.text.startswith(addresses) and not block.is_ended)
