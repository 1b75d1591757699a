"""What a wiki prints around an article: notes to editors and readers, the table of its headings, coordinates.

"This article needs additional citations for verification."    -> navigation
"Contents", "History", "See also"                              -> navigation, where the headings follow below
"Coordinates: 48°51′N 2°21′E"                                  -> navigation
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.rules import Rule
from extractors.segments.blocks import ORNAMENTS, Block
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

WIKI = Rule(
    "segments.wiki-note",
    "A note that a wiki puts above or below an article: what it lacks, which other articles there are, where it lies.",
    matches=(
        "«This article needs additional citations for verification.»\n\nThe war began in 1732.",
        "The war began in 1732.\n\n«This history article is a stub. You can help Wikipedia by expanding it.»",
        '«"Foo" redirects here. For the town, see Foo, Malta.»\n\nThe war began in 1732.',
        "«Coordinates: 48°51′N 2°21′E»\n\nThe war began in 1732.",
        "«14 languages»\n\nThe war began in 1732.",
        "«From Riverpedia, the wiki that anyone can mend»\n«Jump to: navigation, search»\n\nThe war began in 1732.",
        "The war began in 1732.\n\n«This page was last edited on 3 May 2019, at 10:12.»",
    ),
    rejects=(
        "This article of the treaty needs the consent of both.",
        "The camp lies at 48°51′N 2°21′E, near the river.",
        "For other uses of the fund, see paragraph 12.",
        "From Diderot, the encyclopedia passed to d'Alembert.",
        "This page was last edited by a monk in 1412.",
        "Jump to the year 1412: a search began.",
    ),
)
CONTENTS = Rule(
    "segments.table-of-contents",
    "The headings of a page, listed above them under a word that says so.",
    matches=(
        "«Contents»\n«1 History»\n«2 Loss»\n\nHistory\n\nIt began in 1732.\n\nLoss\n\n12,000 men fell.",
        "«In this section / ▼»\n«How to apply for a permit»\n«Fees»\n«Appeals»\n\n"
        "How to apply for a permit, and where\n\nWrite to us.\n\nFees\n\nThey are $3.",
        "«Contents»\n«Summary ........ 1»\n«Findings . . . . . 6»\n«I. The camps ..... 14»\n\nThe war began in 1732.",
        "«Contents»\n«Page»\n«I. History 1»\n«II. Loss 2-6»\n\nI. History\n\nIt began.\n\nII. Loss\n\nMen fell.",
        "«Contents»\n«I. History 1»\n«II. Loss 2»\n«Annex»\nI. History\nIt began.\nII. Loss\nMen fell.",
        "«On this page / Fees | Appeals | Forms»\n\nFees\n\nThey are $3.\n\nAppeals\n\nWrite to us.",
        "«On this page / Part 1 | Part 2»\n\nPart 1. Fees\n\nThey are $3.\n\nPart 2. Appeals\n\nWrite to us.",
        "«In this article»\n«Part 1. Fees»\n«Part 2. Appeals»\n«Forms»\n\nPart 1. What it costs\n\nIt is $3.\n\n"
        "Forms\n\nWrite to us.",
        "«On this page»\n«How to apply»\n«Fees»\n\nHow to apply\n\nWrite to us.\n\nFees\n\nThey are $3.",
    ),
    rejects=(
        "Prices\nRice ........ 12\nBeans ....... 14\nSalt ........ 15",
        "Contents\nBeans\nSalt\n\nSoak the beans for a day.",
        "Contents\nHistory\nLoss",
        "Contents\nRice 12\nBeans 3\n\nSoak the beans for a day.",
        "Contents\nRice\nBeans\nSalt\n\nBeans\n\nSoak them for a day.",
        "In this article\nGoma\nJuba\n\nThe war began in 1732.",
        "On this page\nThe fund deployed 412 guards\nThe bank lost 12 of them\n\nIt began in 1732.\n\n"
        "The fund deployed 412 guards",
        "On this page\nThe fund grew.\nIt has 12 members.\n\nIt began in 1732.",
    ),
)
TABLE_MARKUP = Rule(
    "segments.wiki-table",
    "The lines that open, part and close a table in the source of a wiki; its rows stay.",
    matches=(
        '«{| class="wikitable sortable"»\n«|-»\n1998 !! 43\n«|}»\n\nThe party shrank.',
        'The party grew.\n\n«{|»\n1998 !! 43\n«|- style="top"»\n2003 !! 26\n«|}»',
    ),
    rejects=("{|x| > 3}", "|- and |} are marks.", "| 1998 | 43 |"),
)
RULES = (WIKI, CONTENTS, TABLE_MARKUP)

_LENGTH = 450
_STARTS = (
    *(
        "this ",
        '"',
        "“",
        "„",
        "for ",
        "main article",
        "further info",
        "see also cat",
        "coordinates",
        "unsourced ",
        "biased ",
    ),
    *("promotional ", "from ", "jump to", "(redirected ", *"0123456789"),
)
_WIKI = re.compile(
    r"""
    this\ (?:\w+\ ){0,4}(?:article|section|biography|list)(?:\ or\ section)?
      \ (?:needs\ (?:additional|more|to\ be)|has\ multiple\ issues|is\ a\ stub|may\ (?:need|require|contain|be\ too)
        |contains\ (?:too|wording|a\ list)|relies\ (?:too|largely)|does\ not\ cite|includes\ a\ list\ of
        |possibly\ contains|is\ about\ .{1,100}\ for\ |lacks|reads\ like|cites\ no|is\ missing|is\ written\ like
        |appears\ to)\b .{0,350}
    | ["“„].{1,80}["”]\ redirects?\ here\..{0,200}
    | for\ (?:other\ (?:uses|people|places)|the\ \w+(?:\ \w+){0,4}),\ see\ .{1,100}
    | (?:main\ articles?|further\ information|see\ also\ categor\w+):\ .{1,120}
    | coordinates:?\ .{4,120}°.{2,80}
    | \d{1,3}(?:°|º).{0,20}[ns]\s+\d{1,3}(?:°|º).{0,20}[ew](?:\s*/\s*.{1,80})?
    | \d{1,3}\ languages
    | from\ [^,.\d]{3,40},\ (?:the|an?|your|our)\ (?:\w+\ ){0,3}
      (?:encyclop(?:a?e|æ)dia|wiki|dictionary|compendium|knowledge\ base)
      (?:\ (?:that|of|for|by|about|on|to|anyone|everyone|you|anybody|everybody)\b[^.,;:\d]{2,50})?
    | \(redirected\ from\ [^()]{2,60}\)
    | jump\ to:?\ (?:navigation|search|content)(?:[\s,]{1,4}(?:jump\ to\ )?(?:navigation|search|content)){0,2}
    | this\ page\ was\ last\ (?:edited|modified|changed)\ (?:on|by)
      \ [^.]{3,60}\b\d{1,2}[:.]\d{2}(?:\ ?\(?utc\)?)?(?:\ by\ [^.\d]{2,40})?\.?
    | (?:unsourced|biased|promotional)\ (?:material|content).{1,200}
    """,
    re.VERBOSE | re.DOTALL,
)


def is_wiki_note(block: Block) -> bool:
    """Whether a block is a note of the wiki and none of the article."""
    if len(block.text) > _LENGTH:
        return False
    return block.lower.startswith(_STARTS) and _WIKI.fullmatch(block.lower) is not None


_TABLE_MARKUP = re.compile(r"\{\|(?: ?[a-z]+ ?=.{0,300})?|\|-(?: ?[a-z]+ ?=.{0,200})?|\|\}")


def is_table_markup(block: Block) -> bool:
    """Whether a line only opens, parts or closes a table of a wiki."""
    return block.text[:2] in ("{|", "|-", "|}") and _TABLE_MARKUP.fullmatch(block.text) is not None


_CONTENTS = frozenset(
    "contents|contents hide|contents [hide]|table of contents|on this page|in this article|jump to section|jump to"
    "|page contents|in this section|introduction & top questions".split("|")
)
_FIRST_WORDS = frozenset(words.split()[0] for words in _CONTENTS)
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+")


def find_contents(page: Page) -> None:
    """Judges tables of headings."""
    starts = [
        i
        for i, words in enumerate(page.keys)
        if page.blocks[i].first in _FIRST_WORDS and words.rstrip("/ ▼▾") in _CONTENTS
    ]
    bars = [i for i, block in enumerate(page.blocks) if "|" in block.text]
    if not (starts or bars):
        return
    names = [_heading(block) for block in page.blocks]
    last = {entry: i for i, name in enumerate(names) for entry in (name, *_starts(name))}
    page.judge((i for i in bars if _lists_headings(page.blocks[i], last, i)), SegmentLabel.NAVIGATION, CONTENTS)
    for start in starts:
        page.judge(_with_leaders(page, start), SegmentLabel.NAVIGATION, CONTENTS)
    end = 0
    for start in starts:
        if start < end:
            continue
        end = start + 1
        while end < len(names) and (names[end] in _ABOVE or _comes_back(names[end], last, end)):
            end += 1
        if end - start > _HEADINGS:
            end = _rest_of_passage(page, names, range(start, end))
            page.judge(range(start, end), SegmentLabel.NAVIGATION, CONTENTS)
        elif passage := _leading_on(page, names, start):
            end = passage.stop
            below = sum(_is_below(names[i], last, end) for i in passage[1:])
            if below >= _HEADINGS and 2 * below >= len(passage) - 1:
                page.judge(passage, SegmentLabel.NAVIGATION, CONTENTS)


_ABOVE = ("(top)", "page", "page no.", "pages")
"""What a table of headings has above them."""
_ON_PAGE = re.compile(r"\s+\d{1,3}(?:\s?[-–]\s?\d{1,3})?$")


def _comes_back(name: str, last: Mapping[str, int], index: int) -> bool:
    """Whether a line of a table, without the number of its page, is a heading below it: "Findings 12"."""
    return bool(name) and max(last[name], last.get(_ON_PAGE.sub("", name), -1)) > index


def _is_below(name: str, last: Mapping[str, int], index: int) -> bool:
    """Whether a heading, or what may stand for it, comes back below a block."""
    return any(last.get(entry, -1) >= index for entry in (name, *_starts(name)))


_LEADS_ON = ("on this page", "in this article", "in this section", "jump to", "page contents")
"""What only a page says: under "Contents" a book or a parcel may list what it holds."""


def _leading_on(page: Page, names: Sequence[str], start: int) -> range:
    """A word of pages for contents and the labels below it, as far as a blank line; nothing, where it has no two.

    A page names its sections in fewer words there than above them: half of them are enough to know it by.
    """
    end = start + 1
    if not page.keys[start].startswith(_LEADS_ON):
        return range(0)
    longest = min(len(names), start + _ENTRIES)
    while end < longest and names[end] and not (page.blocks[end].gap or page.blocks[end].is_ended):
        end += 1
    is_closed = end < len(names) and page.blocks[end].gap
    return range(start, end) if is_closed and end - start > _HEADINGS else range(0)


_ENTRIES = 60
"""Lines of such a passage; a longer one may be a list of the text."""
_LEADERS = re.compile(r"[^.].{2,110}?\s?(?:\.\s?){4,}\s*(?P<page>\d{1,4})")


def _with_leaders(page: Page, start: int) -> range:
    """A word for contents and the lines below it that lead with dots to pages which count up; nothing without them."""
    end, last = start + 1, 0
    while end < len(page.blocks) and (line := _LEADERS.fullmatch(page.blocks[end].text)) and int(line["page"]) >= last:
        end, last = end + 1, int(line["page"])
    return range(start, end) if end - start > _HEADINGS else range(0)


def _lists_headings(block: Block, last: Mapping[str, int], index: int) -> bool:
    """Whether most cells of a line are headings that stand below it: "On this page | Fees | Appeals"."""
    parts = [part.strip(ORNAMENTS).lower() for part in _BARS.split(block.text)]
    if not _HEADINGS < len(parts) <= _CELLS:
        return False
    parts = parts[parts[0] in _CONTENTS :]
    below = sum(last.get(part, -1) > index or last.get(f"{part}.", -1) > index for part in parts)
    return 2 * below >= len(parts)


_BARS = re.compile(r"\s[|/]\s")
_CELLS = 24
"""Cells of a line; one with more is no list of headings."""


def _starts(name: str) -> Iterator[str]:
    """What stands for a heading in a table that leaves out what goes on behind a comma, or behind "Section 3."."""
    yield from (name[: comma.start()] for comma in _COMMA.finditer(name, _LONG))
    if ". " in name:
        yield name.partition(". ")[0]


_COMMA = re.compile(",")


def _rest_of_passage(page: Page, names: Sequence[str], table: range) -> int:
    """The end of the passage of a table of headings, the last of which the text may lack; an entry is a heading."""
    end = table.stop
    entries = {_ON_PAGE.sub("", names[i]) for i in table}
    while end < len(names) and not (page.blocks[end].gap or page.blocks[end].is_ended) and names[end]:
        if names[end] in entries:
            break
        end += 1
    return end


_LONG = 20
"""Characters of an entry for which a longer heading may stand."""
_HEADINGS = 2
"""Headings of the shortest table; one may be a line of the text that stands there twice."""


def _heading(block: Block) -> str:
    words = block.text if len(block.text) <= _HEADING_LENGTH and block.words <= _HEADING_WORDS else ""
    return _NUMBER.sub("", words, count=1).removesuffix("[edit]").strip(ORNAMENTS).lower()


_HEADING_LENGTH = 100
_HEADING_WORDS = 12
