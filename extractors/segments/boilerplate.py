"""Blocks that are not the document's own words: posts, share bars, menus, teasers, running heads.

    "RT @someone: The vote is today #peace"        -> social_post
    "facebook twitter youtube"                     -> share_bar
    "Home", "About us", "Contact us"               -> navigation
    "2/23 25-04871"                                -> page_furniture

Lines are judged alone first, then by their neighbours. Doubtful blocks are kept: a lost fact is worse than a stray
tweet.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.rules import Rule
from extractors.segments import (
    asides,
    bars,
    comments,
    controls,
    disclaimers,
    edges,
    embeds,
    feet,
    folios,
    heads,
    inquiries,
    letters,
    lines,
    menus,
    notices,
    pagers,
    passages,
    posts,
    running,
    speech,
    teasers,
    widgets,
    wiki,
)
from extractors.segments.blocks import Block, is_furniture
from extractors.segments.page import Judgement, Page
from extractors.steps import Steps
from schemas.spans import SegmentLabel

GREETING = Rule(
    "segments.greeting",
    "A site's greeting above the text.",
    matches=(
        "«Welcome to the Example Mission. We build peace.»\n\nBackground\n\nThe mission began in 2004.",
        "«Welcome to our website!»\n\nThe force has 300 soldiers.",
        "«Welcome to the Example Mission»\nFacebook\nThe force has 300 soldiers.",
    ),
    rejects=(
        "The mission began.\n\nWelcome to the city, said its mayor.",
        "Welcome to the five new members.\n\nThe Council has 15 members.",
    ),
)
FURNITURE = Rule(
    "segments.page-furniture",
    "Job numbers, bar codes, page numbers with their word or mark, and marks that the text goes on.",
    matches=(
        "The force has been asked\n\n«4/10 19-01234»\n\nto leave the area.",
        "The end.\n\n«19-01234 (E) 150319»\n«*1901234*»",
        "«https://www.example.org/1234   1/3»\n\nThe base closed.",
        "The end.\n\n«09-41234 3»\n\n«4 09-41234»\n\n«/…»\n\n«Please recycle»",
        "The force stayed there until 10 February\n«4/17 20-04417»\n2020, and then it left.",
    ),
    rejects=(
        "The ratio was 4/10 in 19-01234 cases.",
        "Page 3 of 12 tells why.",
        "It closed 19-01234 cases, 3 of them late.",
        "4 | 12 | 16",
        "Ghana\t870\n…\nTogo\t12",
    ),
)

RULES = (
    *posts.RULES,
    *embeds.RULES,
    *lines.RULES,
    *bars.RULES,
    *pagers.RULES,
    *letters.RULES,
    *inquiries.RULES,
    *controls.RULES,
    *widgets.RULES,
    *notices.RULES,
    *disclaimers.RULES,
    *speech.RULES,
    *wiki.RULES,
    *menus.RULES,
    *edges.RULES,
    *heads.RULES,
    *feet.RULES,
    *passages.RULES,
    *teasers.RULES,
    *comments.RULES,
    *asides.RULES,
    *running.RULES,
    *folios.RULES,
    GREETING,
    FURNITURE,
)


class _Test(NamedTuple):
    """How a block alone is judged."""

    label: SegmentLabel
    rule: Rule
    holds: Callable[[Block], bool]


_OF_BLOCKS: tuple[_Test, ...] = (
    _Test(SegmentLabel.SOCIAL_POST, posts.POST, posts.is_post),
    _Test(SegmentLabel.NAVIGATION, notices.NOTICE, notices.is_notice),
    _Test(SegmentLabel.NAVIGATION, disclaimers.DISCLAIMER, disclaimers.is_disclaimer),
    _Test(SegmentLabel.NAVIGATION, speech.PAGE_SPEECH, speech.is_page_speech),
    _Test(SegmentLabel.NAVIGATION, wiki.WIKI, wiki.is_wiki_note),
    _Test(SegmentLabel.RESIDUE, wiki.TABLE_MARKUP, wiki.is_table_markup),
)
_OF_LINES: tuple[_Test, ...] = (
    _Test(SegmentLabel.PAGE_FURNITURE, FURNITURE, lambda block: is_furniture(block.text)),
    _Test(SegmentLabel.NAVIGATION, lines.LINK_LINE, lines.is_link_line),
    _Test(SegmentLabel.SHARE_BAR, lines.SHARE_BAR, lines.is_share_bar),
    _Test(SegmentLabel.NAVIGATION, lines.COUNT, lines.is_page_count),
    _Test(SegmentLabel.SOCIAL_POST, embeds.POST_FRAME, embeds.is_post_frame),
    _Test(SegmentLabel.NAVIGATION, lines.LANGUAGES, lines.is_languages),
    _Test(SegmentLabel.NAVIGATION, controls.FIELD, controls.is_field),
    _Test(SegmentLabel.NAVIGATION, controls.CONTROL, controls.is_control),
    _Test(SegmentLabel.NAVIGATION, controls.FEEDBACK, controls.is_feedback),
    _Test(SegmentLabel.NAVIGATION, widgets.WIDGET, widgets.is_widget),
    _Test(SegmentLabel.NAVIGATION, pagers.PAGER, pagers.is_pager),
    _Test(SegmentLabel.NAVIGATION, lines.MENU_LINE, lines.is_menu_line),
)

_OF_CELLS: tuple[_Test, ...] = (
    _Test(SegmentLabel.NAVIGATION, pagers.TITLED_PAGER, pagers.is_titled_pager),
    _Test(SegmentLabel.NAVIGATION, bars.SITE_BAR, bars.is_site_bar),
    _Test(SegmentLabel.SHARE_BAR, bars.SHARE_SIGNS, bars.is_share_signs),
)
_CELL_SIGN = re.compile(r"[|·•→›»►◄←▸]|\ {2}")
_OF_ANY_LINE = (*_OF_LINES, *_OF_BLOCKS)
_OF_CELL_LINES = (*_OF_LINES, *_OF_CELLS, *_OF_BLOCKS)

_REMEMBERED = 16_384
"""Lines whose judgement is remembered: some 4 MB."""
_LINE_LENGTH = 160
"""Characters of the longest line that is judged as one, unless bars divide it; 80 to 300 read the texts tried alike,
and a longer one costs more."""
_SENTENCE_LENGTH = 60
"""A longer line that ends like a sentence or a clause is one, and no rule for lines takes it; 30 to 160 read the texts
tried alike."""


def judge(blocks: Sequence[Block], *, keep_posts: bool = False) -> Steps[list[Judgement | None]]:
    """For each block of a text what boilerplate it is, or None when it is kept.

    With `keep_posts` the words of posts are kept; what networks print around them is not.
    """
    page = Page(blocks, [_alone(block) for block in blocks])
    yield
    _tables(page)
    _reading_lists(page)
    letters.find_letters(page)
    _greeting(page)
    running.find_running(page)
    folios.find_folios(page)
    yield
    embeds.join_posts(page)
    wiki.find_contents(page)
    disclaimers.find_disclaimers(page)
    comments.find_comments(page)
    yield
    teasers.find_teasers(page)
    controls.find_answers(page)
    asides.find_asides(page)
    yield
    inquiries.find_inquiries(page)
    edges.find_cell_menus(page)
    menus.find_menus(page)
    edges.find_edges(page)
    yield
    is_web = any(page.judgements) and any(map(page.is_of_web, range(len(blocks))))
    if is_web or heads.opens_with_menu(page):
        heads.find_head(page)
        feet.find_foot(page)
        passages.find_passages(page)
    if keep_posts:
        return [None if found and found.rule in (posts.POST, embeds.POST_PART) else found for found in page.judgements]
    return page.judgements


def _alone(block: Block) -> Judgement | None:
    if not _is_line(block.text):
        return _first(_OF_BLOCKS, block)
    return _remembered(block.text) if len(block.text) <= _LINE_LENGTH else _line(block)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(text: str) -> Judgement | None:
    """How a line alone is judged: the pages of a site repeat their menus, and tables their heads."""
    return _line(Block(text, 0, len(text), gap=True))


def _line(block: Block) -> Judgement | None:
    return _first(_OF_CELL_LINES if _CELL_SIGN.search(block.text) else _OF_ANY_LINE, block)


def _first(tests: Iterable[_Test], block: Block) -> Judgement | None:
    for label, rule, holds in tests:
        if holds(block):
            return Judgement(label, rule)
    return None


def _is_line(text: str) -> bool:
    if len(text) > _LINE_LENGTH:
        return " | " in text
    return len(text) <= _SENTENCE_LENGTH or text[-1] not in ".,;:" or " | " in text


def _tables(page: Page) -> None:
    """Keeps the first cell of a row: "Facebook", "412", "33"."""
    for i, found in enumerate(page.judgements[:-2]):
        if found and found.rule is lines.SHARE_BAR and _is_figure(page, i + 1) and _is_figure(page, i + 2):
            page.judgements[i] = None


def _is_figure(page: Page, index: int) -> bool:
    return page.is_kept(index) and page.keys[index].replace(",", "").isdecimal()


_LISTED = ("read more", "learn more", "find out more", "more information")
_WORK = re.compile(r"[^\W\d_][.,]? \((?:1[89]|20)\d\d\)|[^\W\d_], (?:1[89]|20)\d\d[.,)]|\bpp?\. ?\d|\bISBN\b|\bdoi\b")
"""What a list of works has: "(2004)" or ", 2004." behind a name, pages."""
_WORKS = 2


def _reading_lists(page: Page) -> None:
    """Keeps the words above a list of works, which are its heading: "Read more", "Doe, J. (2004). The Long Peace."."""
    for i, found in enumerate(page.judgements[:-_WORKS]):
        if found and found.rule is lines.LINK_LINE and page.keys[i] in _LISTED:
            below = page.blocks[i + 1 : i + 1 + _WORKS]
            if all(block.is_ended and _WORK.search(block.text) for block in below):
                page.judgements[i] = None


_GREETING = re.compile(
    r"welcome to [^.!?]*(?:!|\b(?:web ?site|site|page|portal|blog)\b|[.!] [^.!?]+[.!]?$)", re.IGNORECASE
)
_WELCOME = re.compile("welcome to ", re.IGNORECASE)
_GREETING_WORDS = 20


def _greeting(page: Page) -> None:
    if len(page.blocks) > 1 and page.blocks[0].words <= _GREETING_WORDS:
        above_menu = page.judgements[1] is not None and not page.blocks[0].is_ended
        if (_WELCOME if above_menu else _GREETING).match(page.blocks[0].text):
            page.judge([0], SegmentLabel.NAVIGATION, GREETING)
