"""Lines that lead from page to page: numbers to choose from, and the titles of the page before and of the next.

"« Previous 1 2 3 … 12 Next »"                        -> navigation
"← Previous: How to graft | Next: How to prune →"     -> navigation
"Previous: 4.1% | Next: 4.3%"                         kept: values
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.statements import is_day

PAGER = Rule(
    "segments.pager",
    "The numbers of the pages of a list, with the way to the next one.",
    matches=(
        "The fund grew.\n«Previous 1 2 3 … 12 Next ›»",
        "The fund grew.\n«1 2 3 4 Next ›»",
        "The fund grew.\n«Page 2 of 14 Next»",
    ),
    rejects=("1 2 3", "Next 14 days", "The next 3 pages list 12 cases.", "12 … 14"),
)
TITLED_PAGER = Rule(
    "segments.titled-pager",
    "The titles of the page before and of the next, with a word or an arrow for the way to each.",
    matches=(
        "The fund grew.\n«← Previous: How to graft | Next: How to prune →»",
        "The fund grew.\n«Older: Dams hold  •  Newer: Schools reopen»",
        "The fund grew.\n«Next chapter: The Harbour ►»",
        "The fund grew.\n«◄ The Harbour | The Strike ►»",
        "The fund grew.\n«‹ Précédent : Le port   Suivant : La grève ›»",
        "The fund grew.\n«Prev: Lamu wins | Next: Who keeps goal?»",
    ),
    rejects=(
        "Previous: 4.1% | Next: 4.3%",
        "Previous: May 2019 | Next: June 2020",
        "Previous work: bricklayer | Next of kin: a sister",
        "Previous year: 9,204 | Next year: 10,100",
        "← west | east",
        "The previous: a port. The next: a strike.",
    ),
)
RULES = (PAGER, TITLED_PAGER)

_PAGER = re.compile(
    r"""
    (?:[«‹<]|first|previous|prev|page|pages:?|\s){0,8}(?:\d{1,4}|…|\.\.\.|of|[|·\s]){3,60}(?:[»›>]|next|last|page|\s){1,8}
    | (?:newer|older)\ posts?\ (?:newer|older)\ posts?(?:\ home)?
    | (?:[«‹<←]\s*)?(?:previous|prev|older)(?:\ (?:post|page)s?)?\s*[|·/\s]\s*
      (?:next|newer)(?:\ (?:post|page)s?)?(?:\s*[»›>→])?
    """,
    re.VERBOSE,
)
_BACK = r"(?:previous|prev\.?|older|précédente?|anterior|precedente|zurück|vorige|предыдущая)"
_ON = r"(?:next|newer|suivante?|siguiente|próximo|successivo|weiter|nächste|volgende|следующая)"
_PART = r"(?:\ (?:post|page|article|story|chapter|entry|item|episode|lesson|topic|section|video))?"
_TITLE = r"[^\W\d][^|•·\n]{1,100}?"
_BETWEEN = r"(?:\s*[|•·]\s*|\s{2,})"
_LEFT, _RIGHT = r"[«‹<←◄◀]{1,2}\s?", r"\s?[»›>→►▶]{1,2}"
_TITLED = re.compile(
    rf"""
    (?:{_LEFT})?{_BACK}{_PART}\ ?:\ ?(?P<before>{_TITLE}){_BETWEEN}{_ON}{_PART}\ ?:\ ?(?P<after>{_TITLE})(?:{_RIGHT})?
    | {_LEFT}{_BACK}{_PART}\ ?:\ ?{_TITLE}
    | {_ON}{_PART}\ ?:\ ?{_TITLE}{_RIGHT}
    | [‹←◄◀]\ ?{_TITLE}{_BETWEEN}{_TITLE}\ ?[›→►▶]
    """,
    re.VERBOSE,
)
_SIGNS = re.compile(rf"[»›→►▶◄◀←]|last|{_ON}")
_LENGTH = 120
_TITLED_LENGTH = 240
"""Characters of two titles of pages."""


def is_pager(block: Block) -> bool:
    """Whether a line leads from page to page of a list."""
    if len(block.text) > _LENGTH:
        return False
    return _SIGNS.search(block.lower) is not None and _PAGER.fullmatch(block.lower) is not None


def is_titled_pager(block: Block) -> bool:
    """Whether a line names the page before and the next; days beside the words are values."""
    text = block.lower
    if len(text) > _TITLED_LENGTH or (":" not in text and text[0] not in "‹←◄◀") or not _SIGNS.search(text):
        return False
    found = _TITLED.fullmatch(text)
    return found is not None and not (found["before"] and is_day(found["before"]) and is_day(found["after"]))
