r"""What printing adds to every page: running heads, page numbers, addresses with "2/3".

"Annual report 2010 | 5", "Annual report 2010 | 6"          -> page_furniture
"09-41234", "3"                                             -> page_furniture: a number beside a job number
"and closed", "7", "nine of them."                          -> page_furniture: a number amid a sentence
"Police", "35"                                              kept: a figure below its label
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import NUMBERED_CAPITALS, SYMBOL, Block
from extractors.segments.page import Page, is_prose
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

RUNNING_HEAD = Rule(
    "segments.running-head",
    "A line that each page repeats beside its number, and the address and date that a browser prints.",
    matches=(
        "The fund grew in\n«Report 2010 | 5»\nMay.\n\nThe fund shrank.\n\n«Report 2010 | 6»\n\nIt closed.",
        "«3/12/2019   A base closes - Courier»\nhttps://www.example.org/1234   1/3\n\nThe base closed.",
        "«Pay»\n«14»\nIt rose.\n«Pay»\n«15»\nIt fell.\n«Pay»\n«16»\nIt stood still.",
        "«EXAMPLE FUND ANNUAL REPORT 2019          17»\n\nThe fund grew in May.",
        "Harbour notes\nPage 1 of 2\n\nThe berth closed.\n\n«Harbour notes»\nPage 2 of 2\n\nIt will open.",
        "S/2019/99\n\nThe force stays.\n\nPage 3 of 12\n\n«S/2019/99»\n\nIt will report.",
    ),
    rejects=(
        "Annex 1\n\nThe fund grew.\n\nAnnex 2\n\nIt closed.",
        "Bor\n14\nThe town grew.\nBor\n9\nIt shrank.\nBor\n15\nIt grew again.",
        "Sales of the annual report     17\nSales of the yearbook     4\n\nThe fund grew in May.",
        "Ghana | 5\nNepal | 6\nGhana | 7",
        "3/12/2019   A base closes - Courier\nhttps://www.example.org/1234",
    ),
)
PAGE_NUMBER = Rule(
    "segments.page-number",
    "The number of a page on its own line: amid a sentence, beside a job number, or counting up between paragraphs.",
    matches=(
        "The force has been asked\n\n19-01234\n\n«3»\n\nto leave the area.",
        "The tribunal heard 14 cases in that year and closed\n\n«7»\n\nnine of them.",
    ),
    rejects=(
        "Troops\n\n412\n\nPolice\n\n35",
        "The mission has lost this many soldiers:\n\n174\n\nIt has lost most of them to mines.",
    ),
)
LONE_HEAD = Rule(
    "segments.lone-head",
    "The head or foot of one page of a book or report: a title with the number of the page and of all pages, or "
    "capitals a wide gap away from a number, between two halves of a sentence or beside paragraphs.",
    matches=(
        f"{_STORY}\n\n«Example Fund, Annual Review – page 3 of 16»",
        f"{_STORY}\n\n«Harbour Board | p. 4/28»\n\n{_STORY}",
        f"Page 3/28\n\n{_STORY}\n\n«4 / 28»\n\n{_STORY}",
        f"{_STORY}\n«58            THE LONG WATCH, 1963»",
        f"He wrote to the owners of the ship that\n\n«207          THE LONG WATCH»\n\nno oil was left. {_STORY}",
        f"{_STORY}\n\n«72      THE LONG WATCH»\n\n{_STORY}\n\n«THE YEAR OF THE KELP       73»\n\n{_STORY}",
    ),
    rejects=(
        f"3/19\n\n{_STORY}\n\n4/19\n\n{_STORY}",
        f"{_STORY}\n\n12     TOTAL\n31     BARRELS OF OIL\n\n{_STORY}",
        f"{_STORY}\n\n2      THE LONG WATCH\n\n{_STORY}",
        f"{_STORY}\n\n1914      THE LONG WATCH\n\n{_STORY}",
        f"{_STORY}\n\nSOLDIERS KILLED      208\n\n{_STORY}",
        f"The board counted the votes as follows:\n\n312      VOTES CAST\n\n{_STORY}",
        f"{_STORY}\n\nSource: Annual Review, page 3 of 16",
        "The letter is on page 3 of 16.",
    ),
)
RULES = (RUNNING_HEAD, PAGE_NUMBER, LONE_HEAD)

_SYMBOL_LINE = re.compile(SYMBOL, re.VERBOSE)
_FIGURES = "0123456789"
_PRINT_HEAD = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:,? \d{1,2}:\d{2}(?: [AP]M)?)?\s{1,40}[^\d\s].{3,150}")
_NUMBERED_HEAD = re.compile(
    r"(?P<head>[^|\n]{3,100}?)\s*\|\s*(?P<last>\d{1,4})|(?P<first>\d{1,4})\s*\|\s*(?P<tail>[^|\n]{3,100})"
)


def find_running(page: Page) -> None:
    """Judges running heads and page numbers."""
    page.judge(_printed(page), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)
    page.judge(_titles(page), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)
    page.judge(_heads(page), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)
    page.judge(list(_repeated(page)), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)
    page.judge(_beside_pages(page), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)
    page.judge(_lone_heads(page), SegmentLabel.PAGE_FURNITURE, LONE_HEAD)
    page.judge(_counted_pages(page), SegmentLabel.PAGE_FURNITURE, LONE_HEAD)
    page.judge(_numbers(page), SegmentLabel.PAGE_FURNITURE, PAGE_NUMBER)
    page.judge(_symbols(page), SegmentLabel.PAGE_FURNITURE, RUNNING_HEAD)


def _printed(page: Page) -> Iterator[int]:
    """The date and title that a browser prints at the head of a page, above or below the address at its foot."""
    for i, block in enumerate(page.blocks):
        if block.text[0] in _FIGURES and _PRINT_HEAD.fullmatch(block.text):
            beside = (j for j in (i - 1, i + 1) if _is_furniture(page, j))
            if any(page.blocks[j].text.startswith(("http", "www.")) for j in beside):
                yield i


_TITLE = re.compile(
    r"""
    (?P<title>\S(?:[^|\s]|\ (?!\ )){8,80}) \s{3,40} \d{1,4}     # EXAMPLE FUND ANNUAL REPORT 2019      17
    | \d{1,4} \s{3,40} (?P<tail>\S(?:[^|\s]|\ (?!\ )){8,80})
    """,
    re.VERBOSE,
)
_PUBLICATION = re.compile(
    r"\b(?:report|review|bulletin|newsletter|yearbook|accounts|statements|handbook|manual|journal|vol\.)(?:\b|(?<=\.))",
    re.IGNORECASE,
)


def _titles(page: Page) -> Iterator[int]:
    """The title of a publication and a page number at either end of a text that is one page of it."""
    for i in {0, len(page.blocks) - 1} if len(page.blocks) > 1 else ():
        is_apart = page.blocks[i or 1].gap
        found = _TITLE.fullmatch(page.blocks[i].text) if is_apart else None
        if found and _PUBLICATION.search(found["title"] or found["tail"]):
            yield i


def _heads(page: Page) -> Iterator[int]:
    """Lines with a bar and a number that grows from one to the next, with text between."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, block in enumerate(page.blocks):
        if "|" in block.text and (match := _NUMBERED_HEAD.fullmatch(block.text)):
            found[match["head"] or match["tail"]].append((i, int(match["last"] or match["first"])))
    for places in found.values():
        steps = pairwise(places)
        if len(places) > 1 and all(b[1] > a[1] and _is_text(page, a[0] + 1) and b[0] > a[0] + 1 for a, b in steps):
            yield from (i for i, _ in places)


_PAGED = re.compile(
    r"""
    (?!(?:see|source|sources|cf|in|ibid|from|quoted|note)\b)
    [^\W\d_][^\n:]{2,100}? (?:\s[–—|·-]\s|,\s|\s{2,20}) \(?
    (?:page|p\.|pg\.?|pag\.|página|pagina|seite|стр\.)\s(?P<page>\d{1,4})\s?(?:of|/|de|von|sur|di|из)\s?(?P<of>\d{1,4})\)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


_OF_ALL = re.compile(
    r"(?P<word>(?:[^\n]{2,100}\s)?(?:page|p\.)\s)?(?P<page>\d{1,4})\s?(?:/|of)\s?(?P<of>\d{1,4})", re.IGNORECASE
)


def _counted_pages(page: Page) -> Iterator[int]:
    """Lines such as `5 / 28` that count up to a number with others, one of which says *page*: alone it is a ratio."""
    places: defaultdict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for i, block in enumerate(page.blocks):
        if block.text[-1] in _FIGURES and (match := _OF_ALL.fullmatch(block.text)):
            places[match["of"]].append((i, match))
    for found in places.values():
        counted = [int(match["page"]) for _, match in found]
        if any(match["word"] for _, match in found) and all(a < b for a, b in pairwise(counted)):
            yield from (i for i, match in found if not match["word"])


def _lone_heads(page: Page) -> Iterator[int]:
    """Titles with the number of the page and of all, and capitals with a page number amid the text."""
    numbers: dict[int, int] = {}
    for i, block in enumerate(page.blocks):
        text = block.text
        if text[-1] not in _FIGURES + ")" and "    " not in text:
            continue
        if (paged := _PAGED.fullmatch(text)) and not block.is_item and int(paged["page"]) <= int(paged["of"]):
            yield i
        elif "    " in text and (found := NUMBERED_CAPITALS.fullmatch(text)) and _may_head(page, i, found):
            numbers[i] = int(found["first"] or found["last"])
    beside = {number + step for number in numbers.values() for step in range(-_PAGES_APART, _PAGES_APART + 1) if step}
    for i, number in numbers.items():
        goes_on = number in beside
        is_first = page.blocks[i].text[0].isdigit() and _FIRST_PAGE <= number <= _LAST_PAGE
        if goes_on or is_first or _interrupts(page.blocks, i):
            yield i


_FIRST_PAGE, _LAST_PAGE = 32, 999
"""Before a title a smaller number may be that of a chapter or a day, a larger one a year."""


def _may_head(page: Page, index: int, head: re.Match[str]) -> bool:
    """Whether capitals break a sentence, or are several words beside paragraphs: one may be the label of a figure."""
    words = (head["tail"] or head["head"]).split()
    return _interrupts(page.blocks, index) or (len(words) > 1 and _stands_beside_text(page, index))


def _stands_beside_text(page: Page, index: int) -> bool:
    """Whether what is above and below a line, if anything is, are paragraphs, none of which announces it."""
    beside = [page.blocks[i] for i in (index - 1, index + 1) if 0 <= i < len(page.blocks)]
    if index > 0 and page.blocks[index - 1].text[-1] == ":":
        return False
    return any(map(is_prose, beside)) and all(
        "   " not in block.text and (is_prose(block) or (block.is_ended and block.words >= _SHORT_SENTENCE))
        for block in beside
    )


_SHORT_SENTENCE = 4
"""Words of the shortest paragraph beside a head: "She left in 1916."."""


_REPEATED = 3
"""Times that a line must stand beside the numbers of pages: two may be the heads of two tables."""


def _repeated(page: Page) -> Iterator[int]:
    """Lines that stand three times or more beside numbers which count up, those numbers, and such lines beside them."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(page.keys):
        if words and not words.isdecimal():
            places[words].append(i)
    often = [found for found in places.values() if len(found) >= _REPEATED]
    numbers: list[int] = []
    for found in often:
        beside = [next((j for j in (i + 1, i - 1) if _is_number(page, j)), None) for i in found]
        counted = [int(page.blocks[j].text) for j in beside if j is not None]
        if len(counted) == len(found) and all(1 <= b - a <= _PAGES_APART for a, b in pairwise(counted)):
            numbers += [j for j in beside if j is not None]
            yield from found
    if numbers:
        yield from numbers
        yield from (i for found in often for i in found if {i - 1, i + 1, i - 2, i + 2} & set(numbers))


_BESIDE = 2
"""Lines between a running head and the number of its page."""


def _beside_pages(page: Page) -> Iterator[int]:
    """Lines that stand again beside "Page 2 of 3"; where they stand first they may be the title."""
    counted = [i for i, block in enumerate(page.blocks) if block.first == "page" and _is_furniture(page, i)]
    near = {i + step for i in counted for step in range(-_BESIDE, _BESIDE + 1)} if len(counted) > 1 else set()
    seen: set[str] = set()
    for i in sorted(near):
        if 0 <= i < len(page.blocks) and page.is_kept(i) and page.keys[i] and not page.blocks[i].is_ended:
            if page.keys[i] in seen:
                yield i
            seen.add(page.keys[i])


_PAGES_APART = 2
"""Odd and even pages may have heads of their own."""


def _is_number(page: Page, index: int) -> bool:
    if not 0 <= index < len(page.blocks):
        return False
    text = page.blocks[index].text
    return len(text) <= _DIGITS and text.isdecimal()


def _is_text(page: Page, index: int) -> bool:
    return "|" not in page.blocks[index].text


def _numbers(page: Page) -> Iterator[int]:
    lone = [i for i, block in enumerate(page.blocks) if len(block.text) <= _DIGITS and block.text.isdecimal()]
    for i in lone:
        if _is_furniture(page, i - 1) or _is_furniture(page, i + 1) or _interrupts(page.blocks, i):
            yield i
    yield from _counting(page, lone)


_DIGITS = 4
_COUNTED = 3
"""Numbers that count up by one, each between two paragraphs; two may be figures."""


def _counting(page: Page, lone: Sequence[int]) -> Iterator[int]:
    run: list[int] = []
    for i in lone:
        if not 0 < i < len(page.blocks) - 1 or not any(map(is_prose, (page.blocks[i - 1], page.blocks[i + 1]))):
            continue
        if run and int(page.blocks[i].text) != int(page.blocks[run[-1]].text) + 1:
            run = []
        run.append(i)
        if len(run) >= _COUNTED:
            yield from run


def _is_furniture(page: Page, index: int) -> bool:
    if not 0 <= index < len(page.blocks):
        return False
    found = page.judgements[index]
    return found is not None and found.label is SegmentLabel.PAGE_FURNITURE


_BEFORE_WORDS = 6
"""Words of a line that breaks off at the end of a page; a shorter one may be a label."""


def _interrupts(blocks: Sequence[Block], index: int) -> bool:
    """Whether a number stands between the two halves of a sentence."""
    if not 0 < index < len(blocks) - 1:
        return False
    before, after = blocks[index - 1], blocks[index + 1]
    return not before.is_ended and before.words >= _BEFORE_WORDS and after.text[0].islower()


def _symbols(page: Page) -> Iterator[int]:
    """Symbols beside other furniture, and those that stood on a line of their own before."""
    seen: set[str] = set()
    for i, block in enumerate(page.blocks):
        if "/" not in block.text or not _SYMBOL_LINE.fullmatch(block.text):
            continue
        if _is_furniture(page, i - 1) or _is_furniture(page, i + 1) or block.text in seen:
            yield i
        seen.add(block.text)
