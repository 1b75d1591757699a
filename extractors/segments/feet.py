"""The foot of a page as a whole: from the first link below the text to the end, where nothing that is said follows.

"Related pages", "Our laboratories", "Campus map", "© 2024 Example"   -> navigation
"Related pages", "Founded: 1987", "© 2024 Example"                      kept down to the value
"""

import re
from itertools import pairwise, takewhile

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.edges import fits_foot, stands_amid_text
from extractors.segments.endings import CATALOGUE, last_text
from extractors.segments.lines import entry_kind
from extractors.segments.page import Page, is_appeal
from extractors.segments.teasers import opens_teasers
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

FOOT = Rule(
    "segments.whole-foot",
    "Everything from the first link below the text to the end of the page, where no sentence, value or table follows.",
    matches=(
        f"{_STORY}\n\nRelated posts\n«The dog that stayed»\n«In spring, 12 years on»\n«We remember the base.»\n"
        "Privacy policy\n© 2019 Example Fund\n«A service of the Example Trust»",
        f"{_STORY}\n\nMost read\n\n«The Courier is an independent news organization. Founded in 1874, it is read in"
        " 12 towns.»\nCareers   Contact us   Privacy policy\n© 2019 Courier",
        f"{_STORY}\n\n«Web accessibility notes»\n«Our library»\n© 2019 Example Fund",
        f"{_STORY}\n\n«Example Office for the Repair of Ports»\n«Mending Saves Ships | www.example.org»\n\n"
        "Related posts\nDams hold\nSchools reopen after rain\nPrivacy policy\n© 2019 Example Fund",
        f"{_STORY} {_STORY}\n\n«More stories»\n«Dams hold in the north»\n"
        "«They had been built to stand 40 years of floods.»\n"
        "«Lebanon: 4 killed in blast»\nPrivacy policy\n© 2019 Courier",
        f"{_STORY}\n\nText version\nPrivacy policy\n© 2019 Fund\n"
        "«The Fund, 12 Main Street, Bor, lends its words to all who ask for them.»",
        f"{_STORY}\n\n«Primary country»\n«Haiti»\n«Format»\n«Situation report»\n«Themes»\n«Ports»\n\n"
        "Related content\n\nFloods in Bor\n\n© 2019 Courier",
        f"{_STORY}\n\nQuick links\n«Our library»\n«Tours start at 10.15 sharp»\n© 2019 Example Fund",
    ),
    rejects=(
        f"{_STORY}\n\nLanguage\nSwahili\nSource\nThe springs of Lamu\n\nPrivacy policy\n© 2019 Courier",
        f"{_STORY}\n\nDownload PDF\nFounded: 1987\nStaff: 42\n",
        f"{_STORY}\n\nPrint this page\nGhana | 870\nNepal | 1,200\n",
        f"{_STORY}\n\nRead more\nReferences\nDoe, J.: The Long Peace\nRoe, J.: War",
        f"{_STORY}\n\nShare\n{_STORY}",
        f"{_STORY}\n\nJane Doe\nExample Office of Ports | www.example.org\n\nPrivacy policy\n© 2019 Example Fund",
        f"{_STORY}\n\nMost read\n\nThe Courier is an independent news organization. In 1974 it closed.\nPrivacy policy",
        f"{_STORY}\n\n© 2019 Jane Doe\nThe Fund, 12 Main Street, Bor, lends its words to all who ask for them.",
        f"{_STORY} {_STORY}\n\nMore on this story\nHer mother sold fish in Bor for 30 years.\n© 2019 Courier",
        f"{_STORY} {_STORY}\n\nRelated topics\nThe third plan\n\n"
        "Nobody has read the third plan to its end.\n© 2019 Courier",
        f"{_STORY} {_STORY}\n\nLatest updates\nStaff: 42\nGhana: 870\n© 2019 Courier",
        f"{_STORY} {_STORY}\n\nTopics\nThe third plan\n"
        "Nobody has read the third plan to its end.\nPrivacy policy\n© 2019 Courier",
        f"{_STORY} {_STORY}\n\nRelated stories\nThe third plan\nNobody has read it to its end, they say.\n\n{_STORY}",
        f"{_STORY}\n\nMore news\nThe poem\n\nThey left their boots beside the door,\nThey left the kettle on the fire.",
        f"Home\nSearch\n\n{_STORY}\n\nPrivacy in schools\nCookies and crumbs\nJane Doe",
        f"{_STORY}\n\nRegister now\n\nSpeakers\nJane Doe, Example Bank\nJohn Roe\n\nPrivacy policy\n© 2019 Example",
        "Skip to content\nHome\n\nWe ask the Council to listen to our members in the north.\n\nSite map\nTerms",
    ),
)
RULES = (FOOT,)

_GAP = 24
"""Blocks between two known lines of a foot, as in `edges`."""
_ANCHORS = 2
_TAIL = 6
"""Blocks below the last known line of a foot: who made the page, whom it belongs to."""


def find_foot(page: Page) -> None:
    """Judges the foot of a page that has a sentence."""
    first_prose = page.first_prose()
    if first_prose is None:
        return
    start = last_text(page) + 1
    head = range(first_prose)
    seen = {page.keys[i] for i in head if page.is_of_web(i) and entry_kind(page.keys[i])}
    anchors = [i for i in range(start, len(page.blocks)) if page.keys[i] in seen or _is_anchor(page, i)]
    while anchors and _stands_in_text(page, anchors[0]):
        del anchors[0]
    if len(anchors) < _ANCHORS or not any(page.keys[i] in seen or _shows_foot(page, i) for i in anchors):
        return
    if all(second - first <= _GAP for first, second in pairwise(anchors)):
        is_last = len(page.blocks) - anchors[-1] <= _TAIL
        end = len(page.blocks) if is_last else anchors[-1] + 1
        page.judge(range(_with_calls(page, start, anchors[0]), end), SegmentLabel.NAVIGATION, FOOT)


def _shows_foot(page: Page, index: int) -> bool:
    return page.is_of_web(index) or opens_teasers(page.blocks[index])


def _is_anchor(page: Page, index: int) -> bool:
    if not page.is_kept(index):
        return page.is_of_web(index)
    block = page.blocks[index]
    if entry_kind(block.key) == "yes" or opens_teasers(block) or _FILE.fullmatch(block.lower) or _is_legal(block):
        return True
    return block.key.startswith(_OTHERS) and _lists_others(page, index)


_LEGAL = re.compile(
    r"""
    \b(?: cookies?|privacy|accessibility|copyright|site\ ?map|terms\ (?:of|and|&)|web\ ?(?:site|master)|newsletters?
      | e-?mail\ alerts|log\ ?(?:in|out)|sign\ ?(?:in|up|out)|subscribe|unsubscribe|rss|imprint|app\ store
      | google\ play|whistle-?blow\w+ )\b
    """,
    re.VERBOSE,
)
_LEGAL_WORDS = 5
"""Words of such a label; 3 to 8 read the texts tried alike."""


def _is_legal(block: Block) -> bool:
    """Whether a label holds a word that stands in the feet of pages, whatever is beside it: "Web accessibility"."""
    if block.words > _LEGAL_WORDS or block.is_ended or _ABOUT.search(block.key):
        return False
    return _LEGAL.search(block.key) is not None


_ABOUT = re.compile(r"(?<!terms )\bof\b|\b(?:in|on|at|for|by|from|to)\b")
"""What the titles of chapters have: "Privacy in schools"."""

_FILE = re.compile(r"[^.]{3,120}\((?:pdf|docx?|xlsx?|pptx?|zip)\b.{0,20}[kmg]b\)")
_OTHERS = tuple(
    f"related {word}" for word in "documents publications reports legislation resources projects programmes".split()
)
_LISTED = 8
_DIGIT = re.compile(r"\d")


def _lists_others(page: Page, index: int) -> bool:
    """Whether a few titles without a figure stand between a heading and the next line of the foot."""
    below = range(index + 1, min(index + _LISTED, len(page.blocks)))
    titles = list(takewhile(page.is_kept, below))
    return len(titles) < len(below) and not any(_DIGIT.search(page.blocks[i].text) for i in titles)


def _stands_in_text(page: Page, index: int) -> bool:
    """Whether a line that is known may belong to the text, as its heading or as a link to a file."""
    if opens_teasers(page.blocks[index]):
        return False
    if not page.is_kept(index):
        return stands_amid_text(page, index)
    below = index + 1
    return below < len(page.blocks) and page.is_kept(below) and not fits_foot(page.blocks[below])


def _with_calls(page: Page, start: int, first: int) -> int:
    """The start of a foot with what stands right above it and asks the reader, or files the page under a topic."""
    while first > start and _leads_to_foot(page, first - 1):
        first -= 1
    return _with_imprint(page, start, _with_catalogue(page, start, first))


_FILINGS = 3
"""Names of fields: 2 to 4 read the 216 texts tried alike, and two may be the headings of a profile."""
_FILING_WORDS = 8
"""Words of a value; 5 to 12 read the same texts alike."""


def _with_catalogue(page: Page, start: int, first: int) -> int:
    """The start of a foot with what a page is filed under right above it: three names of fields or more, and values."""
    top, fields = first, 0
    for i in range(first - 1, start - 1, -1):
        block = page.blocks[i]
        if not page.is_kept(i) or block.words > _FILING_WORDS or block.is_ended:
            break
        if block.key in CATALOGUE:
            top, fields = i, fields + 1
    return top if fields >= _FILINGS else first


_IMPRINT = re.compile(r"[^|·\d@:]{8,60}\s[|·]\s(?:https?://)?www\.[a-z\d.-]{4,60}/?", re.IGNORECASE)
"""A motto or a name and the address of its site."""
_IMPRINT_LINES = 3
_IMPRINT_WORDS = 16
_NAME_WORDS = 3
"""Words that may be the name of a person, with whom a letter or a report is signed."""


def _with_imprint(page: Page, start: int, first: int) -> int:
    """The start of a foot with the passage right above it, if that is a publisher's name and motto with its site."""
    top = first - 1
    if top < start or not _IMPRINT.fullmatch(page.blocks[top].text):
        return first
    while top > start and not page.blocks[top].gap:
        top -= 1
    lines = page.blocks[top:first]
    is_apart = lines[0].gap and len(lines) <= _IMPRINT_LINES
    is_named = all(_NAME_WORDS < block.words <= _IMPRINT_WORDS and not block.is_ended for block in lines)
    return top if is_apart and is_named else first


_FILED = re.compile(
    r"(?:themes?|topics?|tags?|keywords|languages?|(?:primary |other )?countr(?:y|ies)|regions?|disaster types?"
    r"|content (?:type|format)|sectors?|categor(?:y|ies)|key ?words):? [^.\d]{2,150}"
)


def _leads_to_foot(page: Page, index: int) -> bool:
    block = page.blocks[index]
    is_call = is_appeal(block) and not block.is_ended
    is_filed = block.key in ("downloads", "files") or _FILED.fullmatch(block.lower) is not None
    return not page.is_kept(index) or is_call or is_filed
