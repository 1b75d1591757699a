"""Menus: short lines that their neighbours give away, and amounts beside a button that asks for money.

"Home", "Our regions", "Contact us"                -> navigation: between two entries of a menu
"Our regions"                                      kept, where no entry of a menu is near
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.controls import CONTROL, FEEDBACK
from extractors.segments.lines import COUNT, LINK_LINE, entry_kind, menu_entry
from extractors.segments.page import Page, is_appeal, is_contact, is_label, is_prose, opens_section
from schemas.spans import SegmentLabel

MENU = Rule(
    "segments.menu",
    "Short lines and appeals between two entries of a menu, and entries or repeated lines beside it.",
    matches=(
        "«Home»\n«Our regions»\n«Contact us»\nThe mission opened in 2003.",
        "«About us»\n«Donors»\n«Careers»",
        "«Home»\n«Explore how we help families.»\n«Our work»\nThe fund began in 2003.",
        "«Contact us»\n«Search»\n«News»\n«Publications»\nThe fund\nIt began in 2003 and has grown since.",
        "«Home»\n«Floods»\nFloods in Malawi\nThe rains began in May and went on for days.\n«Home»\n«Floods»\n«Search»",
    ),
    rejects=(
        "Home\nThe number of displaced families rose to 1,200 in May.",
        "The mission\nIts tasks\nIts staff",
        "Home\nMilitary personnel: 1,200\nContact us",
        "Contact us\nNews\nThe talks failed on 3 May and nobody knows what follows.",
        "Home\nA base closes\nBy Jane Doe\nFacebook Twitter\nThe mission closed its last base in the town of Bor.",
        "Home\nMissions in Africa\nUNMIL\nMINUSCA\nUNOCI\nContact us",
    ),
)
GIFT = Rule(
    "segments.gift-amounts",
    "Amounts to choose from beside a button that asks for money.",
    matches=(
        "The fund grew.\n«$20»\n«$50»\n«Other amount»\nDonate now",
        "It grew.\n\n«Help us reach every child»\n«$15  Buys a net»\n«$45  Can buy a tent»\nDonate now",
        "The fund grew.\nDonate now\n«$25 can feed a family»\n«$60 can buy a tent»",
    ),
    rejects=("Budget\n$20\n$50\nThe fund grew.", "$20\nDonate now", "Nepal\n$20\n$50\nSearch"),
)

RULES = (MENU, GIFT)

_MENU_GAP = 12
"""Blocks between two known entries of one menu. Of the boilerplate of 28 texts tried, 4 find .981, 6 to 24 find .992,
at the same precision."""
_BESIDE_GAP = 3
"""Blocks between a menu and an entry that is a heading elsewhere, or a line that the page repeats: 1 finds .988,
2 to 5 find .992."""
_BODY = 3
"""Blocks between two menus that may be all that a page says, where it has no sentence. Of 20 honest texts
tried, 1 to 3 keep all, 6 loses three."""


def find_menus(page: Page) -> None:
    """Judges menus and the foot of a page by the entries and notices that are known."""
    entries = [menu_entry(words) for words in page.keys]
    known = {words for words, entry in zip(page.keys, entries, strict=True) if entry == "yes"}
    if len(known) > 1 or any(page.is_of_web(i) for i in range(len(entries))):  # one may open each verse: "Home"
        _menus(page, entries)
        _repeated(page, entries)
        _beside(page, entries)
        _gifts(page, entries)


def _menus(page: Page, entries: Sequence[str | None]) -> None:
    anchors = [i for i, entry in enumerate(entries) if entry == "yes" or _is_strong(page, i)]
    first = page.first_prose() or 0
    gaps = [gap for gap in _gaps(anchors) if len(gap) <= _MENU_GAP and _all(page, gap, _fits_menu)]
    gaps = [gap for gap in gaps if gap.stop >= first or not _shares(page, gap.stop)]
    gaps = [gap for gap in gaps if not _shares(page, gap.start - 1) or shows_frame(page, gap)]
    body = max(gaps, key=len, default=range(0))
    if len(body) >= _BODY and page.last_prose() is None:
        gaps.remove(body)
    for gap in gaps:
        if "yes" in (entries[gap.start - 1], entries[gap.stop]):
            end = gap.stop + (not _titles_text(page, gap.stop))
            page.judge(range(gap.start - 1, end), SegmentLabel.NAVIGATION, MENU)


_FEW = 2
"""Labels below a share bar that may belong to it; more are a list of the text."""


def shows_frame(page: Page, gap: range) -> bool:
    """Whether lines below a share bar or a button are of the page: soon one is an entry, an appeal or an address."""
    kept = [i for i in gap if page.is_kept(i)]
    return len(kept) <= _FEW or any(_is_of_page(page, i) for i in kept[: _FEW + 1])


def _is_of_page(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return is_contact(block) or is_appeal(block) or entry_kind(page.keys[index]) is not None


def _shares(page: Page, index: int) -> bool:
    """Whether a block is a share bar: above the text it stands below the title, not in a menu."""
    found = page.judgements[index]
    return found is not None and found.label is SegmentLabel.SHARE_BAR


def _titles_text(page: Page, index: int) -> bool:
    """Whether a line stands above a sentence and a blank line above it: "Our story", below the menu."""
    return page.blocks[index].gap and _is_heading(page, index) and is_prose(page.blocks[index + 1])


def _is_strong(page: Page, index: int) -> bool:
    """Whether a block is boilerplate that stands in the head or foot of a page, not amid its text as "Read more"."""
    found = page.judgements[index]
    return found is not None and found.rule not in (LINK_LINE, CONTROL, FEEDBACK, COUNT) and page.is_of_web(index)


def _gaps(anchors: Sequence[int]) -> Iterator[range]:
    for first, second in pairwise(anchors):
        yield range(first + 1, second)


def _all(page: Page, gap: range, fits: Callable[[Block], bool]) -> bool:
    return all(page.judgements[i] is not None or fits(page.blocks[i]) for i in gap)


def _fits_menu(block: Block) -> bool:
    return (is_label(block) or is_appeal(block)) and (not opens_section(block.key) or menu_entry(block.key) is not None)


def _beside(page: Page, entries: Sequence[str | None]) -> None:
    """Judges what the ends of a menu lack: the last line above a sentence is its heading and stays."""
    seen = Counter(words for words, block in zip(page.keys[1:], page.blocks[1:], strict=True) if is_label(block))
    first = page.first_prose() or 0
    menus = [i for i in range(len(entries)) if _is_strong(page, i) and (i >= first or not _shares(page, i))]
    for i in menus:
        for step in (1, -1):
            if _ends_passage(page, i, step):
                continue
            reach = _reach(page, i, step, lambda j: bool(entries[j]) or seen[page.keys[j]] > 1)
            page.judge(range(min(i, reach), max(i, reach) + 1), SegmentLabel.NAVIGATION, MENU)


def _ends_passage(page: Page, index: int, step: int) -> bool:
    """Whether a blank line parts a menu from what is beside it, but not its own lines."""
    above, below = (index, index + 1) if step > 0 else (index + 1, index)
    return below < len(page.blocks) > above and page.blocks[below].gap and not page.blocks[above].gap


def _repeated(page: Page, entries: Sequence[str | None]) -> None:
    """Judges an entry that stands alone by its like in a menu of the same page."""
    known = {page.keys[i] for i, entry in enumerate(entries) if entry == "yes" and not page.is_kept(i)}
    alone = [i for i, entry in enumerate(entries) if entry == "yes" and page.keys[i] in known]
    page.judge((i for i in alone if not _is_heading(page, i)), SegmentLabel.NAVIGATION, MENU)


def _reach(page: Page, index: int, step: int, is_entry: Callable[[int], bool]) -> int:
    """The last entry on one side of a block, over at most a few other labels."""
    reach = position = index
    while abs(position + step - reach) <= _BESIDE_GAP:
        position += step
        if not 0 <= position < len(page.blocks) or not page.is_kept(position) or not is_label(page.blocks[position]):
            break
        if is_entry(position) and not _is_heading(page, position):
            reach = position
    return reach


def _is_heading(page: Page, index: int) -> bool:
    """Whether a kept line stands above a kept block that is no label."""
    below = index + 1
    return below < len(page.blocks) and page.is_kept(below) and not is_label(page.blocks[below])


_AMOUNT = re.compile(
    r"[$€£]\s?\d[\d,.]{0,9}(?:[\s:=–-]+(?:can|could|will|would|may|[a-z]{3,12}s)\b.{1,100})?"
    r"|other(?: amount)?|monthly|one[- ]time|once|give (?:once|monthly).{0,20}",
    re.IGNORECASE,
)


def _gifts(page: Page, entries: Sequence[str | None]) -> None:
    for i, entry in enumerate(entries):
        if entry == "yes" and page.keys[i].startswith(("donate", "give", "make a")):
            for run in (_amounts(page, i, -1), _amounts(page, i, 1)):
                if sum("0" <= page.blocks[j].text[1] <= "9" for j in run if len(page.blocks[j].text) > 1) > 1:
                    page.judge((i, *run), SegmentLabel.NAVIGATION, GIFT)
                    page.judge(_call(page, min(run) - 1), SegmentLabel.NAVIGATION, GIFT)


def _call(page: Page, above: int) -> Iterator[int]:
    """What stands above the amounts, if it asks the reader."""
    if above >= 0 and is_appeal(page.blocks[above]):
        yield above


def _amounts(page: Page, index: int, step: int) -> range:
    """Indices of the amounts above or below a button."""
    end = index + step
    while 0 <= end < len(page.blocks) and _AMOUNT.fullmatch(page.blocks[end].text):
        end += step
    return range(index + step, end, step)
