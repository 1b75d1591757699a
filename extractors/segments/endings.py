"""Where the text of a page ends: what its document says last, and the stories of other pages that come after it.

"The base closed.", "Staff: 42", "© 2019 Fund"                      the value
"The base closed.", "Read next", "Dams hold", "They held.", "© 2019"  the first sentence: the second tells a story
"""

import re

from extractors.segments.blocks import Block
from extractors.segments.edges import stands_amid_text
from extractors.segments.lines import menu_entry
from extractors.segments.page import Page, is_prose, opens_section
from extractors.segments.statements import is_day, names_owner, states_figure
from extractors.segments.teasers import OPENING_WORDS, opens_teasers


def last_text(page: Page) -> int:
    """Index of the last kept block that a document says: a sentence, a value, a row, an item, a section of notes.

    Sentences about the owner of the page are none, where a line of the foot stands between the text and the first, nor
    are the first words of stories under a heading that announces them, where nothing else follows.
    """
    last = -1
    owners: list[int] = []
    for i in reversed(range(_stories_begin(page))):
        if page.is_kept(i) and _is_text(page, i):
            if not _is_of_owner(page, i):
                last = i
                break
            owners.append(i)
    for i in reversed(owners):
        if last >= 0 and any(_is_of_foot(page, j) for j in range(last + 1, i)):
            break
        last = i
    return last


CATALOGUE = frozenset(
    "format|content format|source|sources|posted|originally published|origin|primary country|other country"
    "|other countries|theme|themes|disaster|disasters|disaster type|disaster types|language|languages|topic|topics|tags"
    "|keywords|region|regions|document type|content type|publisher|publication date|author|authors|isbn".split("|")
)
"""What a catalogue of pages calls its fields."""
_STORY_WORDS = 35
"""Words that a page shows of another. Of the boilerplate of 216 texts tried, 15 find .947, 25 to 60 find .956."""
_TITLE_WORDS = range(3, 17)


def _stories_begin(page: Page) -> int:
    """Where the stories that close a page begin: at the first heading that announces them; its end, where none do.

    Nothing but titles, their days and first words may follow them, and lines of the foot; what the page tells itself
    must outweigh them.
    """
    begin = end = _rights_begin(page)
    likely = (i for i, block in enumerate(page.blocks) if block.first in OPENING_WORDS and " " in block.key)
    openers = {i for i in likely if opens_teasers(page.blocks[i])}
    told = 0
    for i in reversed(range(min(openers, default=end), end)):
        if i in openers:
            begin = i
        elif page.is_kept(i) and _is_text(page, i) and not _is_of_owner(page, i):
            if not (_goes_with_title(page, i) or _is_headline(page.blocks[i]) or _is_rank(page.keys[i])):
                break
            told += page.blocks[i].words
    if begin == end or not told or not any(_is_of_foot(page, i) for i in range(begin + 1, end)):
        return end
    above = sum(block.words for i, block in enumerate(page.blocks[:begin]) if page.is_kept(i) and is_prose(block))
    return begin if above > told else end


_RIGHTS = ("©", "copyright", "(c) ")
_LINES_BELOW = 3
"""Lines below the owner of the rights; 1 to 6 read the same texts alike."""


def _rights_begin(page: Page) -> int:
    """Where a page names the owner of its rights, right below a line of its foot and at its very end; else its end."""
    end = len(page.blocks)
    for i in range(end - 1, max(0, end - 2 - _LINES_BELOW), -1):
        if page.is_of_web(i) and page.blocks[i].lower.startswith(_RIGHTS):
            return i if page.is_of_web(i - 1) and not stands_amid_text(page, i - 1) else end
        if page.blocks[i].gap:
            break
    return end


def _goes_with_title(page: Page, index: int) -> bool:
    """Whether a sentence tells a story whose title, and perhaps its day, stands right above it in its passage."""
    if page.blocks[index].words > _STORY_WORDS or page.blocks[index].gap:
        return False
    title = index - 1
    if is_day(page.blocks[title].lower) and not page.blocks[title].gap:
        title -= 1
    return page.is_kept(title) and _is_title(page.blocks[title])


_HEADLINE_WORDS = 4
"""Words of a headline with a figure; with 3 "Police officers: 35" is one, with 5 and 6 .947 of the same are found."""
_RANKS = 10
"""Stories of a list of the most read; 5 to 20 read the same texts alike."""


def _is_headline(block: Block) -> bool:
    """Whether a line that holds a figure may be a headline: "Lebanon: 4 killed in blast", not "Ghana: 870"."""
    is_row = "\t" in block.text or "  " in block.text or " | " in block.text
    return _HEADLINE_WORDS <= block.words < _TITLE_WORDS.stop and not (is_row or block.is_ended or block.is_item)


def _is_rank(words: str) -> bool:
    """Whether a line is the number of a story among those that are read most."""
    return words.isdecimal() and int(words) <= _RANKS


def _is_title(block: Block) -> bool:
    return block.words in _TITLE_WORDS and not (block.is_ended or opens_teasers(block) or states_figure(block))


_DATED_TITLE = re.compile(r"[^.]{5,120}[\s(–-]{1,3}\d{1,2}[./]\d{1,2}[./]\d{2,4}\)?\.?")
"""A title and its day, "Talks resume - 12.06.2019.", that the mark after the day shows as a sentence."""


def _is_text(page: Page, index: int) -> bool:
    block = page.blocks[index]
    if is_prose(block):
        return _DATED_TITLE.fullmatch(block.text) is None
    if block.key.isdecimal() and index and not any(map(str.isalnum, page.blocks[index - 1].text)):
        return False  # "--", "1": a page counts who liked it
    return states_figure(block) or (opens_section(block.key) and not _is_field(page, index))


def _is_field(page: Page, index: int) -> bool:
    """Whether a line is a name of a field, a value below it, and another name two lines above or below."""
    beside = page.keys[max(0, index - 2) : index : 2] + page.keys[index + 2 : index + 3]
    return page.keys[index] in CATALOGUE and any(words in CATALOGUE for words in beside)


_OWNER_REACH = 8


def _is_of_owner(page: Page, index: int) -> bool:
    """Whether a sentence tells whose the page is, above a line of its foot or at its very end."""
    if not names_owner(page.blocks[index]):
        return False
    below = range(index + 1, min(len(page.blocks), index + _OWNER_REACH))
    return not below or any(_is_of_foot(page, i) for i in below)


def _is_of_foot(page: Page, index: int) -> bool:
    """Whether a line is one of the head or foot of a page, and does not stand amid texts."""
    if opens_teasers(page.blocks[index]):
        return True
    if page.is_kept(index):
        return menu_entry(page.keys[index]) == "yes"
    return page.is_of_web(index) and not stands_amid_text(page, index)
