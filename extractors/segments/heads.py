"""The head of a page as a whole: whatever stands above its last line, where the title of the text stands below.

"Supreme Court of Ardenia", "Daily cause list", "Home > Judgments"    -> navigation
"A base closes", "Home > News", "By Jane Doe"                           kept: no title stands below
"""

from collections.abc import Iterable
from itertools import pairwise, takewhile

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.edges import is_head_menu, is_steps, is_trail
from extractors.segments.lines import cells, entry_kind, menu_entry
from extractors.segments.notices import NOTICE
from extractors.segments.page import Page, is_appeal, is_contact
from extractors.segments.statements import is_day, is_motto, states_figure
from extractors.segments.titles import last_title
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

HEAD = Rule(
    "segments.whole-head",
    "Lines above the last menu, button or trail of the head of a page, where the title stands below it.",
    matches=(
        f"«Example Court»\n«Justice without delay»\n«Daily cause list»\n«Visiting the court»\n"
        f"Home > Judgments > 2019\n\nA base closes\n\n{_STORY}",
        f"«EHC»\n«Example Harbour Council»\n«One coast, one future»\nHome   About   Ports   Contact\n\n"
        "STATEMENT OF THE EXTRAORDINARY MEETING OF THE MINISTERS OF TRANSPORT AND OF THE HARBOUR MASTERS OF ALL THE "
        f"MEMBERS OF THE COUNCIL\nBOR\n\n{_STORY}",
        "«Example News»\n«Near and far»\n«For all who ask»\n«Subscribe»\n«Audio hub  |  Search»\n\nA base closes\n\n"
        f"{_STORY}\n\nFacebook Twitter",
        f"Skip to content\n«Fixtures»\n«Example Club»\n«On the water since 1874»\n\nA base closes\n\n{_STORY}",
        f"Skip to content\n«Example Desk»\n«Working to prevent war. Shaping policies for a world at peace.»\n"
        f"Home | About | Search\n\nA base closes\n\n{_STORY}",
        f"Example Parliament\nHome   About   Members   Contact\n«Previous debate | Next debate»\n\nA base in Bor closes"
        f"\n\nShare this debate   Twitter   Facebook   Copy link\n\nThe Minister for Roads\n\n{_STORY}",
    ),
    rejects=(
        f"Skip to content\n\nThe base closed in May and the soldiers went home.\n\nHome | About\n\nBor\n\n{_STORY}",
        f"A base closes\n3 May 2019\nThe last day\nHome > News\n\nBy Jane Doe\n\n{_STORY}",
        f"A base closes\nFacebook Twitter\nThe last day\n{_STORY}",
        f"Example Museum\nVisit   Shop   Learn\n\nHome > Exhibitions\nPaper and Lapis\n\nBook now\n\n{_STORY}",
        f"{_STORY}\n\nHome > News\n\nA base closes",
        f"Angola, Benin, Burkina Faso, Chad, Congo, Djibouti, Egypt, Gabon, Ghana, Kenya, Lesotho, Mali, Malawi, Niger,"
        f" Rwanda, Sudan, Togo, Uganda\nAbout   News   Contact\n\nThe last day\n\n{_STORY}",
        f"Example Agency | Goma | Report\nCountry | Troops | Police\nGhana | 870 | 12\n\nA base closes\n\n{_STORY}",
        f"Example Office | Roads Unit | Bor\nJane Doe, engineer\n\nA base closes\n\n{_STORY}",
        f"Report of the Mission\nTo the Council\nNews from Bor\nGoma  |  May\n\nA base closes\n\n{_STORY}",
        f"Annual report 2019\n\nAbout us\nOur impact\nOur partners\n\nFrom the chair\n\n{_STORY}\n\n© 2019 Fund",
    ),
)
RULES = (HEAD,)

_GAP = 24
"""Blocks between two known lines of a head, as in `edges`."""
_ENTRIES = 3
"""Entries of menus that show a head where no line does that stands in heads alone."""
_OPENERS = tuple("skip |jump to |search|home|log in|sign in|menu|main menu|toggle |open menu|☰".split("|"))


def find_head(page: Page) -> None:
    """Judges the head of a page that has a sentence."""
    first_prose = page.first_prose()
    if first_prose is not None and _is_motto_amid_menu(page, first_prose):
        first_prose = page.first_prose(first_prose + 1)
    if first_prose is None:
        return
    end = next((i for i in range(first_prose) if _is_data(page, i)), first_prose)
    _first_entries(page, end)
    _first_passage(page, end)
    ends = [i for i in range(end) if _ends_head(page, i)]
    is_open = any(_opens_page(page, i) for i in ends)
    title = last_title(page, range(first_prose))
    last = next((i for i in reversed(ends) if i < title), None)
    if last is None or (len(ends) < _ENTRIES and not is_open):
        return
    start = _after_day(page, last) if is_open else ends[0]
    if _is_dense(page, start, last):
        below = _rest_of_passage(page, last)
        _judge(page, (i for i in range(start, last + 1) if page.is_kept(i) and _fits(page.blocks[i])))
        if last_title(page, range(end)) >= below and not is_trail(page, last):  # which a title follows
            _judge(page, range(last, below))


_MOTTO_WORDS = 14
"""Of the boilerplate of 216 texts tried, 10 find .952, 14 and 20 find .956."""


def _is_motto_amid_menu(page: Page, index: int) -> bool:
    """Whether a sentence stands right above a menu of its passage, and below another line of it: what a site is for."""
    block = page.blocks[index]
    if index == 0 or block.gap or block.words > _MOTTO_WORDS or states_figure(block):
        return False
    below = range(index + 1, min(index + 3, len(page.blocks)))
    return any(_ends_head(page, i) for i in takewhile(lambda i: not page.blocks[i].gap, below))


def _judge(page: Page, indices: Iterable[int]) -> None:
    page.judge(indices, SegmentLabel.NAVIGATION, HEAD)


def _is_data(page: Page, index: int) -> bool:
    return page.is_kept(index) and states_figure(page.blocks[index])


def _ends_head(page: Page, index: int) -> bool:
    if page.is_kept(index):
        return menu_entry(page.keys[index]) == "yes"
    return is_head_menu(page, index) or page.keys[index].startswith(("log in", "sign in"))


def _opens_page(page: Page, index: int) -> bool:
    """Whether a line stands in the heads of pages alone: "Skip to content", "Search", a trail."""
    found = page.judgements[index]
    if page.keys[index].startswith(_OPENERS) or (found is not None and found.rule is NOTICE):
        return True
    return is_steps(page.blocks[index], may_start_anywhere=True)


def _after_day(page: Page, end: int) -> int:
    """The block after the last day above a place of the head: what stands above a day may be a title."""
    days = (i + 1 for i in reversed(range(end)) if page.is_kept(i) and is_day(page.blocks[i].lower))
    return next(days, 0)


def _is_dense(page: Page, start: int, end: int) -> bool:
    """Whether known lines follow each other closely from the first block to the end of a head."""
    known = [start - 1, *(i for i in range(start, end + 1) if not page.is_kept(i) or _ends_head(page, i))]
    return all(b - a <= _GAP for a, b in pairwise(known))


LINE_WORDS = 16
"""Words of a line of a head: the long name of a mission has 12, a headline more."""
_TITLE_SIGNS = (" - ", " – ", " | ")
"""What parts the title of a page from the name of its site."""


def _fits(block: Block) -> bool:
    if is_appeal(block) or is_contact(block):
        return True
    return block.words <= LINE_WORDS and not any(map(block.text.__contains__, _TITLE_SIGNS))


_PASSAGE = 4
"""Lines of a menu that nothing but its place and two of its entries shows."""
_KNOWN = 2
_CELLS = 3
_CELL_WORDS = 4
"""Words of a cell of a menu, or of a step of a trail."""


def _first_entries(page: Page, end: int) -> None:
    """Judges the first lines of a page, where all are entries, headings or links, and a title follows."""
    entries = list(takewhile(lambda i: not page.is_kept(i) or entry_kind(page.keys[i]), range(end)))
    if entries and last_title(page, range(end)) <= entries[-1]:
        entries.pop()
    if len(entries) >= _PASSAGE and any(_ends_head(page, i) for i in entries):
        _judge(page, entries)


def _first_passage(page: Page, end: int) -> None:
    """Judges the lines above the first blank line, where they are labels, some of them known, and a title follows."""
    below = next((i for i in range(1, end) if page.blocks[i].gap), end)
    passage = range(below)
    cell_lines = [i for i in passage if page.is_kept(i) and _has_cells(page.blocks[i])]
    known = sum(i in cell_lines or not page.is_kept(i) or _is_known(page, i) for i in passage)
    if below < _PASSAGE - bool(cell_lines) or known < _KNOWN or last_title(page, range(end)) < below:
        return
    if all(i in cell_lines or not page.is_kept(i) or _fits_menu(page.blocks[i]) for i in passage):
        _judge(page, passage)


def _is_known(page: Page, index: int) -> bool:
    """Whether a line, or one of two cells of it, is an entry: "Audio hub | Search"."""
    parts = cells(page.blocks[index].text)
    return any(entry_kind(part.lower()) is not None for part in (page.keys[index], *parts[: 2 * (len(parts) == 2)]))


def _has_cells(block: Block) -> bool:
    """Whether a line is parted into short cells, as menus and trails are: "Hotels | Flights | Our books"."""
    words = cells(block.text)
    is_short = all(len(word.split()) <= _CELL_WORDS and not any(map(str.isdigit, word)) for word in words)
    return len(words) >= _CELLS and is_short and not block.is_ended and ": " not in block.text


def opens_with_menu(page: Page) -> bool:
    """Whether the lines above the first blank line hold an entry of menus and a line of cells."""
    below = next((i for i in range(1, len(page.blocks)) if page.blocks[i].gap), len(page.blocks))
    if not _PASSAGE - 1 <= below <= _LINES:
        return False
    passage = range(below)
    return any(menu_entry(page.keys[i]) == "yes" for i in passage) and any(_has_cells(page.blocks[i]) for i in passage)


_LINES = 8
"""Lines of a passage that is a head."""


def _fits_menu(block: Block) -> bool:
    """Whether a line may stand among the entries of a menu: it ends no sentence, states no figure and is no day."""
    if is_appeal(block) or is_contact(block) or is_motto(block.lower):
        return True
    is_said = block.words > LINE_WORDS or block.text[-1] in ".,;:" or is_day(block.lower)
    return not is_said and not states_figure(block)


_REST = 12
"""Lines of a head below the last that is known."""


def _rest_of_passage(page: Page, last: int) -> int:
    """The end of the passage in which a head ends, if only labels follow in it and a blank line closes it."""
    end = last + 1
    while end < len(page.blocks) and not page.blocks[end].gap:
        if page.is_kept(end) and not _fits_menu(page.blocks[end]):
            return last + 1
        end += 1
    return end if end - last <= _REST and end < len(page.blocks) else last + 1
