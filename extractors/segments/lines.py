"""Lines that show by themselves that they belong to a page and not to its text.

"facebook twitter youtube"                     -> share_bar
"Read more", "Donate now", "3 min read"        -> navigation
"Home | About | Contact"                       -> navigation
"We use cookies to improve your experience."   -> navigation
"""

import re
from functools import cache
from typing import Literal

from extractors.lexicon import Entry, Forms, load
from extractors.rules import Rule
from extractors.segments.blocks import ORNAMENTS, Block
from extractors.segments.controls import is_control_text
from extractors.segments.page import asks


class NavigationEntry(Entry):
    """Lines of a page's navigation."""

    forms: Forms
    menu: Literal["yes", "often", "no"]
    """`yes`: an entry of a menu; `often`: one, unless it is a heading; `no`: a link or button that stands alone."""


class SocialEntry(Entry):
    """Words of a share bar."""

    forms: Forms
    network: Literal["yes", "no", "sign"]
    """`yes`: one is enough for a share bar; `sign`: a letter or a sign, a network only beside others."""


class LanguageEntry(Entry):
    """A language as a switcher names it."""

    forms: Forms
    english: Literal["yes", "no"]
    """Whether the name is an English word, too: then it says nothing alone."""


SHARE_BAR = Rule(
    "segments.share-bar",
    "A line made of the names of networks and the labels of share buttons.",
    matches=(
        "The end.\n\n«facebook twitter email print»",
        "The end.\n\n«Share this on Facebook»",
        "«Share»\nThe force left.",
    ),
    rejects=("Facebook and Twitter deny the claim.", "Share prices fell.", "Phone"),
)
LINK_LINE = Rule(
    "segments.link-line",
    "A line that is the label of a link or a button of the page.",
    matches=(
        "The talks failed.\n\n«Read more»",
        "«Back to top»",
        "The fund grew.\n«Donate now»",
        "The fund grew.\n«→ Continue reading»",
        "The fund grew.\n«[Read more](https://example.org/fund)»",
        "«Back to the overview >»",
        "The talks failed.\n\n«< Back to message list»\n«← A letter from Bor»",
    ),
    rejects=(
        "Read more about the talks in chapter 2, which lists all 14 meetings.",
        "Comments were made by 12 States.",
        "Troops > 1,000",
        "< five men",
        "< back of the truck",
        "← North",
        "<i.doe@example.org>",
        "The talks failed.\n\nRead more\n\nDoe, J. (2004). The Long Peace. Bor: Reed.\nRoe, A. War. Goma: Heron, 2012.",
    ),
)
MENU_LINE = Rule(
    "segments.menu-line",
    "Several entries of a menu in one line.",
    matches=(
        "«Home | About us | Where we work | Contact»\nThe fund grew.",
        "«Home News Sport Weather More Search»\nThe talks failed.",
        "«Countries ▾   Our work ▾   Search 🔍»\nThe talks failed.",
        "The fund grew.\n«Privacy policy · Terms of use · Sitemap»",
        "The fund grew.\n«Feedback | Site map | Last updated: 3 May 2015 | Visitors: 20,412»",
    ),
    rejects=(
        "Home | Away | Draws",
        "Contact details of the search and rescue centre",
        "News | Reuters | Goma",
        "Country ▾   Troops ▾   Police ▾",
        "Search, rescue and donations in 2019",
    ),
)
LANGUAGES = Rule(
    "segments.languages",
    "Languages to choose from, each named in itself.",
    matches=(
        "«English | Français | العربية»\nThe talks failed.",
        "«EN / FR / PT»\nThe force left.",
        "«EN | FR | Lingala»\nThe force left.",
        "«Kreyòl»\nThe force left.",
    ),
    rejects=("English, French, Arabic", "Official languages: English, Kiswahili", "Hausa", "EN"),
)
COUNT = Rule(
    "segments.page-count",
    "How long a page takes to read, when it was posted, how many comments it has.",
    matches=(
        "The talks failed\n«3 min read»\nNo date was set.",
        "The talks failed\n«2 days ago»\nNo date was set.",
        "The fund grew.\n«14 comments»",
    ),
    rejects=(
        "The walk takes 3 minutes.",
        "12 days",
        "Two days ago, talks failed.",
        "14 comments were received by 3 May.",
    ),
)
RULES = (SHARE_BAR, LINK_LINE, MENU_LINE, LANGUAGES, COUNT)

_SHARE_BAR_LENGTH = 150


def is_share_bar(block: Block) -> bool:
    """Whether every word is one of a share bar, and one names a network or says to share."""
    if len(block.text) > _SHARE_BAR_LENGTH:
        return False
    known = _share_words()
    if block.first and block.first.strip(",:/()") not in known:
        return False
    networks = []
    for raw in block.lower.split():
        word = raw.strip(",|•·:/*-()")
        if word and word not in known:
            return False
        networks.append(bool(word) and known[word])
    return any(networks)


_BUTTONS = ("skip ", "jump ", "donate ", "give ", "log in", "log out", "sign ", "toggle ", "prev ", "show ", "hide ")
"""Entries that say by themselves what they are: nobody titles a chapter "Skip to content"."""
_POINTING = re.compile(r"[^.:;\d\n]{2,50}[^\s\d]\s?[>›»→]")  # "Back to the shop >"
_POINTED_BACK = re.compile(
    r"""
    [‹←]\s[^\s.:;\d]{1,20}\s[^.:;\d\n]{2,40}                      # ← A letter from Bor
    | [<‹←]{1,2}\s                                                 # < Back to message list
      (?: (?:[Bb]ack|[Rr]eturn)(?:\sto\s[^.:;\d\n]{2,40})? | [Pp]rev(?:ious)?(?:\s\w{2,12})? | [Hh]ome )
    """,
    re.VERBOSE,
)
_POINTING_WORDS = 7
_POINTED_LENGTH = 60


def menu_entry(words: str) -> str | None:
    """Whether the key of a line is an entry of menus: `yes`, `often`, `no` (a link that stands alone), or None."""
    return _navigation_lines().get(words)


def is_link_line(block: Block) -> bool:
    """Whether a line is a link by itself. Entries of a menu stand alone in prose, too: those need their neighbours."""
    text = block.text
    if text[0] in "▼►▶▸▾" and len(text) <= _POINTED_LENGTH and not block.is_ended:
        return True
    if text[0] in "‹←<" and block.words <= _POINTING_WORDS and _POINTED_BACK.fullmatch(text):
        return True
    if text[-1] in ">›»→" and block.words <= _POINTING_WORDS and _POINTING.fullmatch(text):
        return True
    words = block.key
    entry = menu_entry(words)
    if text[-1] == "." and " " not in text and not text.endswith("..."):
        return False  # "Listen."
    return entry == "no" or (entry == "yes" and words.startswith(_BUTTONS))


_CELL = re.compile(r"\s*[|•·]\s*|\s+[/›»‹>▸]\s+|\s{2,}|(?<=[a-z])/(?=[A-Z])")  # "Home | About", "Home   About"
_MENU_LINE_LENGTH = 300
_MENU_LINE_ENTRIES = 3
"""With 2, headings such as "About the search" are menus."""
_MENU_LINE_SHARE = 0.6
"""Of a line's cells (or words, where nothing separates them) that must be entries: menus name countries and topics,
too. .3 to .6 read the 48 texts and 12 pages tried alike; .7 and .8 lose menus of three of them."""
_LONGEST_ENTRY = 4
"""Words of an entry of a menu that stands in one line with others."""


def is_menu_line(block: Block) -> bool:
    """Whether a line is made of two entries of menus and nothing else, or of three and little else."""
    text = block.text
    if len(text) > _MENU_LINE_LENGTH or (text[-1] in ".;!?" and not text.endswith("...")):
        return False
    parts = cells(text)
    if len(parts) > 1:
        return _is_menu([_cell_entry(part) for part in parts])
    if block.first not in _first_words():
        return False
    words = block.lower.split()
    entries, covered = _entries_in(words)
    return len(entries) >= _MENU_LINE_ENTRIES and "yes" in entries and covered >= _MENU_LINE_SHARE * len(words)


def cells(text: str) -> list[str]:
    """What bars, dots, arrows or wide gaps part in a line; nothing, where none does."""
    is_parted = (
        "|" in text
        or "  " in text
        or "·" in text
        or "•" in text
        or " > " in text
        or "/" in text
        or "»" in text
        or "▸" in text
    )
    return [part for part in _CELL.split(text) if part] if is_parted or "›" in text or "‹" in text else []


_LISTED = re.compile(r"(?:more|related|latest|all|our|other|about|view|see|upcoming)\s[a-z]+(?:\s[a-z]+)?")


def entry_kind(words: str) -> str | None:
    """What the words of a cell are: `yes` for an entry of a menu, a button or a network, `often`, or None."""
    entry = _navigation_lines().get(words)
    if entry:
        return "yes" if entry == "no" else entry
    if _share_words().get(words) or is_control_text(words):
        return "yes"
    return "often" if _LISTED.fullmatch(words) or asks(words) else None


_OPENING_SIGNS = "▾≡☰🔍⌄"
"""What a page shows behind or instead of a word that opens a menu or a search. Behind the name of a column the small
triangle sorts: it says nothing alone."""


_ABOUT_PAGE = ("last updated", "page last updated", "last modified", "last reviewed", "visitors:", "version ")
"""Of a cell that says of the page how old or how much read it is; alone such a line may date a document."""


def _cell_entry(cell: str) -> str | None:
    words = cell.rstrip(_OPENING_SIGNS + "\ufe0e\ufe0f ")
    if words != cell:
        return (entry_kind(words.lower()) if words else None) or "often"
    if cell.lower().startswith(_ABOUT_PAGE):
        return "often"
    text = cell.rpartition(": ")[2].strip(ORNAMENTS).lower()
    return "yes" if text.startswith(("copyright", "©")) else entry_kind(text)


def _is_menu(cells: list[str | None]) -> bool:
    """Whether cells are those of a menu: headings of a table may be entries as well, but not all of them."""
    known = [cell for cell in cells if cell]
    if len(known) == len(cells):
        return known != ["often"] * len(cells)
    return len(cells) >= _MENU_LINE_ENTRIES and "yes" in known and len(known) >= _MENU_LINE_SHARE * len(cells)


def _entries_in(words: list[str]) -> tuple[list[str], int]:
    """The kinds of the entries in a line without separators, and how many words belong to them."""
    lines = _navigation_lines()
    entries: list[str] = []
    covered = position = 0
    while position < len(words):
        for length in range(_LONGEST_ENTRY, 0, -1):
            entry = lines.get(" ".join(words[position : position + length]))
            if entry:
                entries.append(entry)
                covered += length
                position += length
                break
        else:
            position += 1
    return entries, covered


_LANGUAGE_LENGTH = 200
_LANGUAGE_SEPARATORS = re.compile(r"[\s|•·/,()-]+")


def is_languages(block: Block) -> bool:
    """Whether a line is a list of languages, one of them named in itself, or of language codes, English among them."""
    if len(block.text) > _LANGUAGE_LENGTH:
        return False
    names, codes = _languages(), _codes()
    if block.first.strip("/,()") not in names and block.text[:2] not in codes:
        return False
    first = block.text.split(None, 1)[0].strip("|•·/,()-")
    words = [word for word in _LANGUAGE_SEPARATORS.split(block.text) if word]
    if first in codes and "EN" in words:
        named = [word for word in words if word not in codes]
        return len(words) > 1 and len(named) < len(words) - 1 and all(word.lower() in names for word in named)
    known = [names.get(word.lower()) for word in words]
    return None not in known and not all(known)


_PAGE_COUNT = re.compile(
    r"""
    (?:[·•|]\s?)?\d{1,3}[\s-]min(?:ute)?s?[\s-](?:read|listen|watch)(?:\ time)?
    | (?:listen|watch|read)\ (?:to\ )?this\ \w+\ \(?\d{1,3}(?::\d\d|\ min(?:ute)?s?)\)?
    | (?:reading|read)\ time:?\s\d{1,3}\ min(?:ute)?s?
    | (?:posted\ |updated\ |published\ )?(?:\d{1,2}|an?)\s(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\sago
    | [\d.,]{1,7}k?\ (?:accesses|citations|altmetric|downloads|page\ ?views|claps)
    | (?:asked|active|viewed|modified)\ (?:\d{1,5}k?|an?|today)\b.{0,30}
    | [★☆⭐✩]{3,5}.{0,20} | \d(?:\.\d)?\ (?:from|out\ of|/)\ \d{1,6}\ (?:votes|stars|reviews|ratings).{0,20}
    | 0:\d\d(?::\d\d)? | 00:00 | \d{1,2}:\d\d:\d\d                          # 0:03:12: of a player
    | (?:no|one|\d{1,5})\ (?:thoughts?|responses?|comments?|repl(?:y|ies))\ (?:on|to)\ .{1,150}
    | (?:\d{1,5}\scomments?|comments?\s?\(\d{1,5}\)|(?:leave\ a\ comment|comments)\ \(\d+\))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNT_STARTS = frozenset(
    "reading read listen watch posted asked viewed active updated published comment comments leave no one a an".split()
)
_PAGE_COUNT_LENGTH = 180


def is_page_count(block: Block) -> bool:
    """Whether a line says how long, how old, how much read or how much commented a page is."""
    text = block.text
    if len(text) > _PAGE_COUNT_LENGTH or text[-1] in ".;":
        return False
    likely = block.first in _COUNT_STARTS or text[0] in "0123456789·•|★☆⭐✩"
    return likely and _PAGE_COUNT.fullmatch(text.removesuffix(":")) is not None


@cache
def _navigation_lines() -> dict[str, str]:
    return {form: entry.menu for entry in load("navigation.csv", NavigationEntry) for form in entry.forms}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form, menu in _navigation_lines().items() if menu != "no")


@cache
def _share_words() -> dict[str, bool]:
    """Words of share bars, with whether one alone is enough; only single words, since a bar is split at blanks."""
    entries = load("social.csv", SocialEntry)
    return {
        word: entry.network == "yes"
        for entry in entries
        if entry.network != "sign"
        for form in entry.forms
        for word in form.split()
    }


@cache
def _languages() -> dict[str, bool]:
    """Words of names of languages, with whether they are English words, too."""
    entries = load("languages.csv", LanguageEntry)
    return {word: entry.english == "yes" for entry in entries for form in entry.forms for word in form.lower().split()}


@cache
def _codes() -> frozenset[str]:
    """The codes of languages as switchers show them."""
    return frozenset(entry.id.upper() for entry in load("languages.csv", LanguageEntry))
