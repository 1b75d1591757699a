"""The head and the foot of a page as wholes: what stands above the last line of the one, below the first of the other.

"Supreme Court of Ardenia", "Daily cause list", "Home > Judgments"    -> navigation: the title stands below them
"Related pages", "Our laboratories", "Campus map", "© 2024 Example"   -> navigation: no sentence follows
"Related pages", "Founded: 1987"                                      kept: a value is text, and ends the foot

Both need a line that is unmistakable, such as a trail or a notice of rights, and stop at what a document says.
"""

import re
from itertools import pairwise, takewhile

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.edges import fits_foot, is_head_menu, stands_amid_text
from extractors.segments.lines import cells, entry_kind, menu_entry
from extractors.segments.notices import NOTICE
from extractors.segments.page import Page, is_appeal, is_contact, is_label, is_prose, opens_section
from extractors.segments.teasers import opens_teasers
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

HEAD = Rule(
    "segments.head",
    "Lines above the last menu, button or trail of the head of a page, where the title stands below it.",
    matches=(
        f"«Example Court»\n«Justice without delay»\n«Daily cause list»\n«Visiting the court»\n"
        f"Home > Judgments > 2019\n\nA base closes\n\n{_STORY}",
        f"Skip to content\n«Fixtures»\n«Example Rowing Club»\n«On the water since 1874»\n\nA base closes\n\n{_STORY}",
    ),
    rejects=(
        f"A base closes\n3 May 2019\nThe last day\nHome > News\n\nBy Jane Doe\n\n{_STORY}",
        f"A base closes\nFacebook Twitter\nThe last day\n{_STORY}",
        f"{_STORY}\n\nHome > News\n\nA base closes",
    ),
)
FOOT = Rule(
    "segments.foot",
    "Everything from the first link below the text to the end of the page, where no sentence, value or table follows.",
    matches=(
        f"{_STORY}\n\nRelated posts\n«The dog that stayed»\n«In spring, 12 years on»\n«We remember the base.»\n"
        "Privacy policy\n© 2019 Example Fund\n«A service of the Example Trust»",
        f"{_STORY}\n\n«Quick links»\n«Our library»\n«Tours start at 10.15 sharp»\n© 2019 Example Fund",
    ),
    rejects=(
        f"{_STORY}\n\nDownload PDF\nFounded: 1987\nStaff: 42\n",
        f"{_STORY}\n\nPrint this page\nGhana | 870\nNepal | 1,200\n",
        f"{_STORY}\n\nRead more\nReferences\nDoe, J.: The Long Peace\nRoe, J.: War",
        f"{_STORY}\n\nShare\n{_STORY}",
    ),
)
RULES = (HEAD, FOOT)

_GAP = 24
"""Blocks between two known lines of a head or a foot, as in `edges`."""
_TITLE_WORDS = 30
_LINE_WORDS = 16
"""Words of a line of a head: the long name of a mission has 12, a headline more."""
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)? )?[a-z]{3,9}\.?(?: \d{1,2})?,? (?:19|20)\d{2}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\.?)(?:[ ,|·-]{1,3}\d{1,2}[:.]\d{2}.{0,12})?"
)
_NO_TITLE = re.compile(r"(?:by|photos?|image|source|published|posted|updated|written|author|last|tags?|share)\b")


def find_frame(page: Page) -> None:
    """Judges the head and the foot of a page that shows a menu, a button or a notice at all, and has a sentence."""
    if not any(page.judgements) or not any(map(page.is_of_web, range(len(page.blocks)))):
        return
    first = page.first_prose()
    if first is not None:
        _head(page, first)
        _foot(page)


def _head(page: Page, first_prose: int) -> None:
    end = next((i for i in range(first_prose) if _is_data(page, i)), first_prose)
    _first_passage(page, end)
    ends = [i for i in range(end) if _ends_head(page, i)]
    is_open = any(_opens_page(page, i) for i in ends)
    if len(ends) < _ENTRIES and not is_open:
        return
    for last in reversed(ends):
        start = _after_date(page, last) if is_open else ends[0]
        below = _rest_of_passage(page, last)
        if any(_is_title(page, i) for i in range(last + 1, first_prose)) and _is_dense(page, start, last):
            page.judge(
                (i for i in range(start, last + 1) if page.is_kept(i) and _fits_head(page.blocks[i])),
                SegmentLabel.NAVIGATION,
                HEAD,
            )
            if any(_is_title(page, i) for i in range(below, end)):
                page.judge(range(last, below), SegmentLabel.NAVIGATION, HEAD)
            return


def _ends_head(page: Page, index: int) -> bool:
    if page.is_kept(index):
        return menu_entry(page.keys[index]) == "yes"
    return is_head_menu(page, index) or page.keys[index].startswith(("log in", "sign in"))


_OPENERS = (
    "skip ",
    "jump to ",
    "search",
    "home",
    "log in",
    "sign in",
    "menu",
    "main menu",
    "toggle ",
    "open menu",
    "☰",
)


_ENTRIES = 3
"""Entries of menus that show a head without such a line."""


def _opens_page(page: Page, index: int) -> bool:
    """Whether a line stands in the heads of pages alone: "Skip to content", "Search", a trail."""
    found = page.judgements[index]
    return page.keys[index].startswith(_OPENERS) or (found is not None and found.rule is NOTICE)


def _is_title(page: Page, index: int) -> bool:
    """Whether a kept line may be the title of the text."""
    block = page.blocks[index]
    return (
        page.is_kept(index)
        and not block.is_ended
        and block.words <= _TITLE_WORDS
        and (block.words > 1 or entry_kind(page.keys[index]) is None)
        and _NO_TITLE.match(block.lower) is None
        and _DATE.fullmatch(block.lower) is None
    )


def _after_date(page: Page, end: int) -> int:
    """The block after the last date above a place of the head: what stands above a date may be a title."""
    dates = (i + 1 for i in reversed(range(end)) if page.is_kept(i) and _DATE.fullmatch(page.blocks[i].lower))
    return next(dates, 0)


def _is_dense(page: Page, start: int, end: int) -> bool:
    """Whether known lines follow each other closely from the first block to the end of a head."""
    known = [start - 1, *(i for i in range(start, end + 1) if not page.is_kept(i) or _ends_head(page, i))]
    return all(b - a <= _GAP for a, b in pairwise(known))


def _fits_head(block: Block) -> bool:
    if is_appeal(block) or is_contact(block):
        return True
    return block.words <= _LINE_WORDS and not any(map(block.text.__contains__, _TITLE_SIGNS))


_TITLE_SIGNS = (" - ", " – ", " | ")
"""What parts the title of a page from the name of its site."""


def _first_passage(page: Page, end: int) -> None:
    """Judges the lines above the first blank line, where they are labels, some of them known, and a title follows."""
    entries = list(takewhile(lambda i: not page.is_kept(i) or entry_kind(page.keys[i]), range(end)))
    while entries and not any(_is_title(page, i) for i in range(entries[-1] + 1, end)):
        entries.pop()
    if len(entries) >= _PASSAGE and any(_ends_head(page, i) for i in entries):
        page.judge(entries, SegmentLabel.NAVIGATION, HEAD)
    below = next((i for i in range(1, end) if page.blocks[i].gap), end)
    passage = range(below)
    known = sum(not page.is_kept(i) or entry_kind(page.keys[i]) is not None for i in passage)
    if len(passage) < _PASSAGE or known < _KNOWN or not any(_is_title(page, i) for i in range(below, end)):
        return
    if all(not page.is_kept(i) or _fits_passage(page.blocks[i]) for i in passage):
        page.judge(passage, SegmentLabel.NAVIGATION, HEAD)


def _fits_passage(block: Block) -> bool:
    return is_label(block) or is_appeal(block) or is_contact(block) or _MOTTO.fullmatch(block.lower) is not None


_PASSAGE = 4
_KNOWN = 2


def _rest_of_passage(page: Page, last: int) -> int:
    """The end of the passage in which a head ends, if only labels follow in it and a blank line closes it."""
    end = last + 1
    while end < len(page.blocks) and not page.blocks[end].gap:
        if page.is_kept(end) and not _fits_passage(page.blocks[end]):
            return last + 1
        end += 1
    return end if end - last <= _REST and end < len(page.blocks) else last + 1


_REST = 12
"""Lines of a head below the last that is known."""
_MOTTO = re.compile(r"[^.:]{3,60} (?:since|est\.?|established in|founded in) \d{4}|emergency.{1,30}")


def _foot(page: Page) -> None:
    start = _last_text(page) + 1
    seen = {page.keys[i] for i in range(page.first_prose() or 0) if page.is_of_web(i) and entry_kind(page.keys[i])}
    anchors = [i for i in range(start, len(page.blocks)) if _is_anchor(page, i) or page.keys[i] in seen]
    while anchors and _stands_in_text(page, anchors[0]):
        del anchors[0]
    if len(anchors) < _ANCHORS or not any(page.is_of_web(i) for i in anchors):
        return
    for first, second in pairwise(anchors):
        if second - first > _GAP:
            return
    end = len(page.blocks) if len(page.blocks) - anchors[-1] <= _TAIL else anchors[-1] + 1
    page.judge(range(_with_calls(page, start, anchors[0]), end), SegmentLabel.NAVIGATION, FOOT)


_ANCHORS = 2
_TAIL = 6
"""Blocks below the last known line of a foot: who made the page, whom it belongs to."""


def _stands_in_text(page: Page, index: int) -> bool:
    """Whether a line that is known may belong to the text, as its heading or as a link to a file."""
    if opens_teasers(page.blocks[index]):
        return False
    if not page.is_kept(index):
        return stands_amid_text(page, index)
    below = index + 1
    return below < len(page.blocks) and page.is_kept(below) and not fits_foot(page.blocks[below])


def _is_anchor(page: Page, index: int) -> bool:
    if not page.is_kept(index):
        return page.is_of_web(index)
    return entry_kind(page.keys[index]) == "yes" or opens_teasers(page.blocks[index]) or _is_link(page, index)


def _is_link(page: Page, index: int) -> bool:
    """Whether a line of a foot leads to a file, or heads a short list of other pages."""
    if page.keys[index].startswith(_OTHERS):
        below = range(index + 1, min(index + _OTHERS_REACH, len(page.blocks)))
        listed = list(takewhile(page.is_kept, below))
        return listed != list(below) and not any(any(map(str.isdigit, page.blocks[i].text)) for i in listed)
    return _FILE.fullmatch(page.blocks[index].lower) is not None


_OTHERS = ("related documents", "related publications", "related reports", "related legislation", "related resources")
_OTHERS_REACH = 8
_FILE = re.compile(r"[^.]{3,120}\((?:pdf|docx?|xlsx?|pptx?|zip)\b.{0,20}[kmg]b\)")


def _with_calls(page: Page, start: int, first: int) -> int:
    """The start of a foot with what stands right above it and asks the reader, or files the page under a topic."""
    while first > start and _leads_to_foot(page, first - 1):
        first -= 1
    return first


def _leads_to_foot(page: Page, index: int) -> bool:
    block = page.blocks[index]
    is_call = is_appeal(block) and not block.is_ended
    is_filed = _FILED.match(block.lower) is not None or page.keys[index] in ("downloads", "files")
    return not page.is_kept(index) or is_call or is_filed


_FILED = re.compile(
    r"(?:themes?|topics?|tags?|keywords|languages?|(?:primary |other )?countr(?:y|ies)|regions?|disaster types?"
    r"|content (?:type|format)|sectors?|categor(?:y|ies)):? [^.\d]{2,150}$"
)


def _last_text(page: Page) -> int:
    """Index of the last kept block that a document says: a sentence, a value, a row, an item, a section of notes.

    Sentences about the owner of the page are none, where a line of the foot stands between the text and the first.
    """
    last = -1
    owners: list[int] = []
    for i in reversed(range(len(page.blocks))):
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


def _is_text(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return (
        (is_prose(block) and _DATED_TITLE.fullmatch(block.text) is None)
        or _is_data(page, index)
        or opens_section(page.keys[index])
    )


_VALUE = re.compile(r"[^:]{2,60}:\s*(?:(?:about|around|some|over|nearly|up to|[~<>≥≤±])\s?)?(?:[$€£]|[a-z]{2,3}\s)?\d")
_TOTAL = re.compile(r"(?:.*\s)?[$€£]?\d[\d,. ]*(?:%|m|bn|k| million| billion| per ?cent)?")
_PHONE = re.compile(r"[^:\d]{2,40}:?\s[+(]{0,2}(?:0\d|\d{1,3}[) -])[\d\s()./-]{5,18}")
_NO_VALUE = re.compile(r".*(?:(?:1[5-9]|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\.?|[$€£]\s?\d{1,4}[.,]\d\d)")
"""What ends in a figure and states none: a year, a day, a price in a shop."""


def _is_data(page: Page, index: int) -> bool:
    """Whether a line states a figure: a value after a name, a row of cells, a figure at the end of a label."""
    block = page.blocks[index]
    text = block.lower
    if not page.is_kept(index) or not any(map(str.isdigit, text)) or is_contact(block):
        return False
    if _MOTTO.fullmatch(text) or text.startswith(("last updated", "last modified", "last reviewed")):
        return False
    is_phone = _PHONE.fullmatch(text) is not None
    if _VALUE.match(text):
        return not is_phone and not _OWNER.search(text)
    found = cells(text)
    if len(found) > 1:
        return any(cell[0].isdigit() and not _DATE.fullmatch(cell) for cell in found[1:]) and not is_phone
    if block.is_item:
        return True
    return _TOTAL.fullmatch(text) is not None and not (is_phone or _NO_VALUE.fullmatch(text) or _OWNER.search(text))


_OWNER = re.compile(
    r"\b(?:we|our|us|this (?:web)?site)\b|\b(?:is|are) (?:an? |the |part |proud )[^.]{0,60}"
    r"\b(?:member|charity|organi[sz]ation|company|non-?profit|not-for-profit|trust|project|network|subsidiary|part|agency)\b"
    r"|\b(?:registered|company number|501\(c\)|funded by|supported by|available under|licen[cs]ed under)"
)
_OWNER_WORDS = 45
_OWNER_REACH = 8


_DATED_TITLE = re.compile(r"[^.]{5,120}[\s(–-]{1,3}\d{1,2}[./]\d{1,2}[./]\d{2,4}\)?\.?")


def _is_of_owner(page: Page, index: int) -> bool:
    """Whether a sentence tells whose the page is, above a line of its foot or at its very end."""
    block = page.blocks[index]
    if block.words > _OWNER_WORDS or _OWNER.search(block.lower) is None or _REPORTED.search(block.text):
        return False
    below = range(index + 1, min(len(page.blocks), index + _OWNER_REACH))
    return not below or any(_is_of_foot(page, i) for i in below)


_REPORTED = re.compile(r"[\"“”«»]|\b(?:said|says|told|wrote|according to)\b|\b(?:1[89]|20)\d{2}\b")


def _is_of_foot(page: Page, index: int) -> bool:
    """Whether a line is one of the head or foot of a page, and does not stand amid texts."""
    if page.is_kept(index):
        return menu_entry(page.keys[index]) == "yes" or opens_teasers(page.blocks[index])
    return page.is_of_web(index) and (not stands_amid_text(page, index) or opens_teasers(page.blocks[index]))
