"""Passages of which a page owns a part: what is left of them, whatever its words are, is the page's as well.

"Example Relief", "Peace. Every day.", "About | Stories | Donate"    -> navigation: above the title, most is known
"Advertisement", "Fly to Bor from $99!"                              -> navigation: an aside amid the text
"Home > Exhibitions", "Paper and Lapis"                                kept: the last line may be the title
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.controls import CONTROL, FIELD
from extractors.segments.edges import stands_amid_text
from extractors.segments.endings import last_text
from extractors.segments.heads import LINE_WORDS
from extractors.segments.lines import LINK_LINE
from extractors.segments.notices import NOTICE
from extractors.segments.page import Page, is_appeal, opens_section
from extractors.segments.speech import PAGE_SPEECH
from extractors.segments.statements import is_day
from extractors.segments.titles import last_title
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

PASSAGE = Rule(
    "segments.passage",
    "Lines of a passage, closed by blank lines, that the rest of it shows to be of the head, an aside or the foot.",
    matches=(
        f"«Example Relief»\n«Peace: every day.»\nAbout us | Stories | Donate\nFrançais\n\nA base closes\n\n{_STORY}",
        f"{_STORY}\n\nAdvertisement\n«Fly to Bor from $99. Book before 30 May!»\n\n{_STORY}",
        f"{_STORY}\n\n«All our stories are for members.»\nAlready have an account? Sign in\n\n{_STORY}",
    ),
    rejects=(
        f"Home > Exhibitions\nPaper and Lapis\n\nThe last day\n\n{_STORY}",
        f"{_STORY}\n\nAdvertisement\n{_STORY}\n\n{_STORY}",
        f"{_STORY}\n\nSponsored\nThe bill was moved by Ghana.\n\n{_STORY}",
        f"{_STORY}\n\nAdvertisement\nRoad works: 14 days\n\n{_STORY}",
        f"Skip to content\nExample Fund\n3 May 2019\n\nA base closes\n\n{_STORY}",
        f"{_STORY}\n\nRead more\nFloods in 2019\n\n{_STORY}",
    ),
)
RULES = (PASSAGE,)


def find_passages(page: Page) -> None:
    """Judges the rest of the passages in which a head, a foot or an aside is known."""
    first, last = page.first_prose(), last_text(page)
    if first is None:
        return
    title = last_title(page, range(first))
    for passage in _passages(page):
        if passage.stop <= title:
            page.judge(_of_head(page, passage), SegmentLabel.NAVIGATION, PASSAGE)
        elif passage.start > last:
            page.judge(_of_foot(page, passage), SegmentLabel.NAVIGATION, PASSAGE)
        elif passage.start > first and _is_aside(page, passage):
            page.judge(passage, SegmentLabel.NAVIGATION, PASSAGE)


def _passages(page: Page) -> Iterator[range]:
    """Passages of two lines or more, some of which are judged and some not."""
    starts = [i for i, block in enumerate(page.blocks) if block.gap]
    for start, stop in pairwise([*starts, len(page.blocks)]):
        if stop - start > 1 and len({page.is_kept(i) for i in range(start, stop)}) > 1:
            yield range(start, stop)


_TITLED_SHARE = 3
"""Judged lines to one that is not, in a passage whose last line is no title: one may stand below "Home > News". Of the
boilerplate of 160 texts tried, 2 and 3 find .971, 5 finds .970; with 1 a title is lost."""


def _of_head(page: Page, passage: range) -> range:
    judged = [i for i in passage if page.is_of_web(i) and (_is_advert(page, i) or not stands_amid_text(page, i))]
    if judged and len(judged) < _TITLED_SHARE * (len(passage) - len(judged)):
        passage = range(passage.start, judged[-1] + 1)
    if 2 * len(judged) < len(passage) or any(page.is_kept(i) and _is_told(page.blocks[i]) for i in passage):
        return range(0)
    return passage


def _is_told(block: Block) -> bool:
    """Whether a line of a head is told by the document: a day, or more words than a line of a head has."""
    return is_day(block.lower) or block.words > LINE_WORDS


def _is_advert(page: Page, index: int) -> bool:
    return page.keys[index].startswith(("advert", "sponsored")) or page.keys[index] == "ad"


def _of_foot(page: Page, passage: range) -> range:
    """The passage, where a line of it is of a foot and none opens a section of the text."""
    is_foot = any(page.is_of_web(i) and not stands_amid_text(page, i) for i in passage)
    return passage if is_foot and not any(opens_section(page.keys[i]) for i in passage) else range(0)


_ASIDE_LINES = 8
"""Lines of an aside; 4 to 16 read the texts tried alike."""
_ASIDE_WORDS = 14
"""Words of a line of one: of the same, 8 finds .967, 14 and 25 find .971; longer lines are sentences."""
_TOLD = re.compile(r":\s|\b(?:1[89]|20)\d{2}\b|[\"“”„«]|\t")


def _is_aside(page: Page, passage: range) -> bool:
    """Whether a passage amid the text calls its reader to sign up, pay or buy, and tells nothing."""
    if len(passage) > _ASIDE_LINES or not any(_calls(page, i) for i in passage):
        return False
    return all(not page.is_kept(i) or _fits_aside(page.blocks[i]) for i in passage)


_CALLS = ("sign", "subscribe", "get", "enter", "receive", "join", "log in")


def _calls(page: Page, index: int) -> bool:
    found = page.judgements[index]
    if found is None or not page.is_of_web(index):
        return False
    if found.rule in (PAGE_SPEECH, FIELD) or _is_advert(page, index):
        return True
    if found.rule is NOTICE:
        return is_appeal(page.blocks[index])
    return found.rule in (CONTROL, LINK_LINE) and page.keys[index].startswith(_CALLS)


_ABOUT_PAGE = re.compile(r"\b(?:articles?|stor(?:y|ies)|page|subscri\w+|accounts?|newsletters?|e-?mails?|inbox)\b")


def _fits_aside(block: Block) -> bool:
    if block.words > _ASIDE_WORDS or block.is_item or _TOLD.search(block.text):
        return False
    return block.text[-1] not in ".:;" or _ABOUT_PAGE.search(block.lower) is not None
