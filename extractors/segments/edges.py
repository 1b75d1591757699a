"""The head and the foot of a page: what only its place, above the first sentence or below the last, gives away.

"Example Relief", "About | Stories | Donate"       -> navigation: a name above the menu, the title stands below it
"Residents   Business   Council   My account"      -> navigation: cells of a menu
"Country | Troops | Police" above its rows          kept: the head of a table
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments.blocks import ORNAMENTS, Block
from extractors.segments.controls import CONTROL
from extractors.segments.lines import COUNT, LINK_LINE, MENU_LINE, SHARE_BAR, cells, entry_kind
from extractors.segments.menus import MENU, shows_frame
from extractors.segments.notices import NOTICE
from extractors.segments.page import Page, is_appeal, is_contact, is_label, opens_section
from extractors.segments.titles import last_title
from extractors.segments.widgets import WIDGET
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

SITE_NAME = Rule(
    "segments.site-name",
    "The name of a site and its motto above the menu, where the title of the text stands below the menu.",
    matches=(
        f"«Example Relief»\nAbout us | Stories | Donate\n\nA base closes\n\n{_STORY}",
        f"«The Courier — the voice of Bor since 1874»\nHome | News | Sport\n\nA base closes\n\n{_STORY}",
        f"«Courier»\n«News you trust»\nSkip to content\nA base closes\n{_STORY}",
        f"«Example Desk»\n«Ending war. Shaping peace.»\nAbout us | Stories | Donate\n\nA base closes\n\n{_STORY}",
    ),
    rejects=(
        f"A base closes\nAbout us | Stories | Donate\n\n{_STORY}",
        f"A base closes\nFacebook Twitter\nThe last day\n{_STORY}",
        f"Goma — without water since 2012\nFacebook Twitter\n\nA town waits\n\n{_STORY}",
        f"Note by the President\n\nA base closes\n\n{_STORY}",
        f"Example Desk\nThe base was closed.\nAbout us | Stories | Donate\n\nA base closes\n\n{_STORY}",
        f"Example Desk\n\nA base closes in May.\nAbout us | Stories | Donate\n\nA base closes\n\n{_STORY}",
    ),
)
EDGE_MENU = Rule(
    "segments.edge-menu",
    "Short cells in one line of the head or foot of a page, one of them known as an entry of menus, and topics in "
    "capitals with bars between them on a line alone.",
    matches=(
        f"«Residents   Business   Council   Support us»\n\nA base closes\n\n{_STORY}",
        f"A base closes\n\n{_STORY}\n\n«Example House | Office of the Auditor | Archives | Privacy policy»",
        f"«Bureau > What we do > Missions»\n\nA base closes\n\n{_STORY}",
        f"«Harbour Office › Dredging › Berth seven»\n\nA base closes\n\n{_STORY}",
        f"{_STORY}\n\nShare\n\n«GUINEA-BISSAU|PORTS|THE COUNCIL»\n\n{_STORY}",
        f"Skip to content\n\n«Bor  Region  World  Opinion  Culture»\n\nA base closes\n\n{_STORY}",
    ),
    rejects=(
        f"Country | Troops | Staff\nGhana | 870 | 12\n\n{_STORY}",
        f"Jane Doe | Example Agency | Goma\n\n{_STORY}",
        f"{_STORY}\n\nGoma   Bukavu   Uvira",
        f"{_STORY}\n\nGeneva > Nairobi > New York",
        f"{_STORY}\n\nShare\n\nGHANA|MALI|TOGO\nBOR|GOMA|UVIRA\n\n{_STORY}",
        f"{_STORY}\n\nShare\n\nGHANA | MALI | TOGO\n\n{_STORY}",
        f"Skip to content\n\nA base closes\n\nGeneva > Nairobi > New York\n\n{_STORY}",
        f"Skip to content\n\nJoint statement\n\nAustria | Ghana | Nepal | Uruguay | Fiji\n\n{_STORY}",
    ),
)
FOOT = Rule(
    "segments.page-foot",
    "What stands between the links that end a page: addresses, telephone numbers, labels, appeals.",
    matches=(
        f"{_STORY}\n\nFacebook\n«Bor Office»\n«12 Main Street»\nPrivacy policy",
        f"{_STORY}\n\nRead more\n«Tel: +1 202 555 0100»\n© 2019 Example Fund",
    ),
    rejects=(
        "facebook twitter\nHeadquarters: Naqoura\nMilitary personnel: 10,412\nPrivacy policy",
        "The mission has three offices, in three towns of the country:\n\nGoma\nBukavu\n\nPrivacy policy",
        "Annex\n\nAustria\nGhana\n19-01234 3/4\nNepal\nUruguay\n19-01234 4/4\nAfrican Union",
        "Yours sincerely,\n\nJane Doe\n12 Main Street, Springfield",
        f"{_STORY}\n\nDonate now\n\nMedia contacts\nJane Doe\nSpokesperson\n\nPrivacy policy\nSite map",
    ),
)
RULES = (SITE_NAME, EDGE_MENU, FOOT)


def find_cell_menus(page: Page) -> None:
    """Judges menus of cells in the head and the foot."""
    first, last = page.first_prose(), page.last_prose()
    if first is None or last is None:
        first, last = min(_EDGE, len(page.blocks)), len(page.blocks) - _EDGE - 1
    title = last_title(page, range(first))
    steps = [i for i in range(first) if is_steps(page.blocks[i], may_start_anywhere=i < title)]
    page.judge(steps, SegmentLabel.NAVIGATION, EDGE_MENU)
    edges = (i for i in range(len(page.blocks)) if (i < first or i > last) and page.is_kept(i))
    bars_until = title if _is_of_site(page) else 0
    menus = [i for i in edges if _is_cell_menu(page, i, may_be_bar=i < bars_until)]
    page.judge(menus, SegmentLabel.NAVIGATION, EDGE_MENU)


def _is_of_site(page: Page) -> bool:
    """Whether a page shows a menu, a button or a notice at all."""
    return any(map(page.is_of_web, range(len(page.blocks))))


def find_edges(page: Page) -> None:
    """Judges the name of the site and the foot of a page, where it shows a menu, a button or a notice at all."""
    if not _is_of_site(page):
        return
    first = page.first_prose()
    if first is not None:
        _site_name(page, first)
        _imprint(page)
        _foot(page)
        page.judge(_topics(page, first), SegmentLabel.NAVIGATION, EDGE_MENU)


_EDGE = 4
"""Blocks at either end of a page without a sentence, such as one of figures, that may be its head or foot."""


_MENU_LENGTH = 300
_CELL_WORDS = 5
_CELL_LENGTH = 45
_MENU_CELLS = 3
"""Cells of a menu of which only one or two are known; with 2, a line such as "News | Goma" is one."""
_BAR_CELLS = 5
"""Cells of a menu none of which is known, above the title of a page that shows another menu, a button or a notice.
4 to 7 read the 160 texts tried alike; four may be the names of authors."""


def _is_cell_menu(page: Page, index: int, *, may_be_bar: bool) -> bool:
    block = page.blocks[index]
    words = cells(block.text) if len(block.text) <= _MENU_LENGTH and not block.is_ended else ()
    if len(words) < 2 or not all(map(_is_cell, words)) or _in_table(page, index, len(words)):
        return False
    kinds = [entry_kind(word.strip(ORNAMENTS).lower()) for word in words]
    known = len(words) - kinds.count(None)
    if "yes" in kinds or known > 1:
        return len(words) >= _MENU_CELLS or known == len(words)
    if may_be_bar and (len(words) >= _BAR_CELLS or (known and len(words) >= _MENU_CELLS)):
        return True
    return len(words) >= _MENU_CELLS and any(_is_beside(page, index, j) for j in (index - 1, index + 1))


def is_steps(block: Block, *, may_start_anywhere: bool) -> bool:
    """Whether a line says where in its site a page stands: from its start, or in three steps or more."""
    if block.is_ended or len(block.text) > _MENU_LENGTH or not _ARROW.search(block.text):
        return False
    steps = _ARROW.split(block.lower)
    if len(steps) > _STEPS_AT_MOST or any(_NO_STEP.search(step) and step not in _LEFT_OUT for step in steps):
        return False
    if steps[0].removeprefix("you are here").strip(": ") in _HOMES:
        return True
    return may_start_anywhere and len(steps) >= _MENU_CELLS and _SLASH not in block.text


_ARROW = re.compile(r"\s+[>›»▸►⟩/]\s+")
_SLASH = " / "
_NO_STEP = re.compile(r"[.:;]|^[\d\s]*$|.{81}")
"""What no step has: the end of a sentence or a clause, nothing but figures, more characters than a title."""
_LEFT_OUT = ("…", "...")
_STEPS_AT_MOST = 8
"""Steps of a trail; 5 to 8 read the texts tried alike."""
_HOMES = frozenset("home homepage start accueil inicio startseite início".split())


def _is_beside(page: Page, index: int, other: int) -> bool:
    """Whether a line in the same passage is of a menu or a trail."""
    if not 0 <= other < len(page.blocks) or page.blocks[max(index, other)].gap:
        return False
    return page.is_of_web(other) and not stands_amid_text(page, other)


def _is_cell(text: str) -> bool:
    return (
        len(text) <= _CELL_LENGTH
        and len(text.split()) <= _CELL_WORDS
        and text[-1] not in ".;,"
        and not any(map(str.isdigit, text))
        and ": " not in text
    )


def _in_table(page: Page, index: int, count: int) -> bool:
    """Whether the line above or below has as many cells or a figure in one: then they are rows."""
    for i in (index - 1, index + 1):
        if 0 <= i < len(page.blocks) and page.is_kept(i):
            beside = cells(page.blocks[i].text)
            if len(beside) == count or (len(beside) > 2 and any(cell[0].isdigit() for cell in beside[1:])):
                return True
    return False


def is_head_menu(page: Page, index: int) -> bool:
    """Whether a block is navigation that stands in the head of pages, unlike "Download the report"."""
    if not 0 <= index < len(page.blocks):
        return False
    found = page.judgements[index]
    if found is None or found.label is not SegmentLabel.NAVIGATION or page.blocks[index].first in _TOOLS:
        return False
    if found.rule in (MENU, MENU_LINE, EDGE_MENU):
        return True
    words = page.keys[index]
    return (found.rule is LINK_LINE and words.startswith(_HEAD_LINKS)) or (
        found.rule is NOTICE and page.blocks[index].lower.startswith(("home", "you are here"))
    )


_TOOLS = frozenset("share print listen email e-mail save cite download copy".split())
"""First words of what is done with a text: such lines stand below its title, too."""
_HEAD_LINKS = (
    "skip ",
    "jump to ",
    "toggle ",
    "log in",
    "sign in",
    "menu",
    "donate",
    "subscribe",
    "show sub",
    "open menu",
)
_NAMES = 2
"""Lines above a menu: the name of the site, and its motto or the unit it belongs to."""


_TOPICS = re.compile(r"[A-Z][A-Z’' -]{1,40}[A-Z](?:\|[A-Z][A-Z’' -]{1,40}[A-Z]){2,8}")


def _topics(page: Page, first: int) -> Iterator[int]:
    """Passages of one line below the first sentence, of three topics or more in capitals with bars between them."""
    for i in range(first + 1, len(page.blocks)):
        block = page.blocks[i]
        is_alone = block.gap and "|" in block.text and (i + 1 == len(page.blocks) or page.blocks[i + 1].gap)
        if is_alone and _TOPICS.fullmatch(block.text):
            yield i


def _site_name(page: Page, first_prose: int) -> None:
    """Judges names above the first menu, and those above the breadcrumbs; a title must remain below."""
    head = range(first_prose)
    ends = [i for i in head if is_head_menu(page, i)]
    kept = [i for i in head if page.is_kept(i)]
    title = max((i for i in kept if not page.blocks[i].is_ended), default=-1)
    for end in (*ends[:1], *(i for i in ends if is_trail(page, i))):
        names = kept[: bisect_left(kept, end)]
        mottos = {i for i in names[1:] if _is_motto(page.blocks[i])}
        if not 0 < len(names) <= _NAMES + len(mottos) or not all(
            i in mottos or _is_name(page.blocks[i]) for i in names
        ):
            continue
        if title > end:
            page.judge(names, SegmentLabel.NAVIGATION, SITE_NAME)
            kept = kept[len(names) :]


def is_trail(page: Page, index: int) -> bool:
    """Whether a block says where in the site the page stands."""
    found = page.judgements[index]
    return found is not None and found.rule is NOTICE


def _is_name(block: Block) -> bool:
    """Whether a line may name a site; "Floods in Malawi - Courier" names its page, too."""
    if _NAME_AND_MOTTO.fullmatch(block.text):
        return True
    return is_label(block) and " - " not in block.text and " – " not in block.text


_MOTTO_WORDS = 12
"""8 to 16 read the 216 texts tried alike; longer sentences tell something."""
_NO_MOTTO = re.compile(r"[\d\"“”„«:]|\b(?:was|were|had|did|said|has|have)\b")


def _is_motto(block: Block) -> bool:
    """Whether a line below the name of a site may be what it stands for: "Ending war. Shaping peace."."""
    return block.is_ended and block.words <= _MOTTO_WORDS and not block.gap and _NO_MOTTO.search(block.text) is None


_NAME_AND_MOTTO = re.compile(
    r"[^.:\d]{3,50}\s[—–|·*-]\s(?:[^.:\d]{3,60}\s)?(?:since|est\.?|established|founded(?:\ in)?)\ (?:1[6-9]|20)\d{2}",
    re.IGNORECASE,
)
"""Of a newspaper, above its menu: "Courier — the voice of the coast since 1874"."""


_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")


def _imprint(page: Page) -> None:
    """Judges "About Example Relief" and what it says of itself, between two links; one that names a year stays."""
    for i, words in enumerate(page.keys[:-2]):
        if not words.startswith("about ") or not page.is_kept(i) or i == 0 or not page.is_of_web(i + 2):
            continue
        says = page.blocks[i + 1].text
        above = any(page.is_of_web(j) for j in range(max(0, i - _SECTION_LINES), i))
        if above and says.lower().startswith(words.removeprefix("about ").split()[0]) and not _YEAR.search(says):
            page.judge((i, i + 1), SegmentLabel.NAVIGATION, FOOT)


_SECTION_LINES = 5
"""Lines of a section of contacts between a button and the imprint."""
_FOOT_GAP = 24
"""Blocks between two known lines of a foot, where lists of countries and forms stand: 6 and 12 find .959 of the
boilerplate of 28 texts tried, 24 and 48 find .992."""


def _foot(page: Page) -> None:
    """Judges what stands among the links after the last sentence of a text."""
    last = page.last_prose() or 0
    anchors = [i for i in range(last + 1, len(page.blocks)) if _is_anchor(page, i)]
    for first, second in pairwise(anchors):
        gap = range(first + 1, second)
        if stands_amid_text(page, first) and not shows_frame(page, gap):
            continue
        if len(gap) <= _FOOT_GAP and all(not page.is_kept(i) or fits_foot(page.blocks[i]) for i in gap):
            page.judge(_without_section(page, gap), SegmentLabel.NAVIGATION, FOOT)
    if len(anchors) > 1:
        page.judge(anchors, SegmentLabel.NAVIGATION, MENU)
        page.judge(_last_lines(page, anchors[-1]), SegmentLabel.NAVIGATION, FOOT)


def stands_amid_text(page: Page, index: int) -> bool:
    """Whether a known line may stand above text as well as below it: a share bar, a button, a link."""
    found = page.judgements[index]
    return found is not None and found.rule in (SHARE_BAR, LINK_LINE, COUNT, CONTROL, WIDGET)


def _is_anchor(page: Page, index: int) -> bool:
    if page.is_kept(index):
        below = index + 1
        is_heading = below < len(page.blocks) and page.is_kept(below) and not fits_foot(page.blocks[below])
        return entry_kind(page.keys[index]) == "yes" and not is_heading
    return page.is_of_web(index)


def _without_section(page: Page, gap: range) -> Iterator[int]:
    """The lines of a gap but those of a section of the text, such as whom the press may call."""
    is_section = False
    for i in gap:
        is_section = opens_section(page.keys[i]) or (is_section and not page.blocks[i].gap)
        if not is_section:
            yield i


def _last_lines(page: Page, last: int) -> Iterator[int]:
    for i in range(last + 1, len(page.blocks)):
        if not (is_contact(page.blocks[i]) or is_appeal(page.blocks[i])):
            return
        yield i


def fits_foot(block: Block) -> bool:
    """Whether a line may stand among the links of a foot: a label, an appeal or an address."""
    return is_label(block) or is_appeal(block) or is_contact(block)
