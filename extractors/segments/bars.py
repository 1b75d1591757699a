"""Lines of cells that only a page has, told by one cell: its own address, its rights, letters for networks.

"example.org | Premier | Cup | Log in"            -> navigation
"☀ Lamu 31° | Tides | Subscribe for $2 a week"    -> navigation
"f   t   in   ▶", "Share on: fb | tw"             -> share_bar
"Max 31° | Min 20°", "F   M"                       kept: rows and heads of tables
"""

import re
from functools import cache

from extractors.lexicon import load
from extractors.rules import Rule
from extractors.segments.blocks import ORNAMENTS, Block
from extractors.segments.lines import SocialEntry, entry_kind

SITE_BAR = Rule(
    "segments.site-bar",
    "Cells with the address or the rights of a site and an entry of menus, with the weather and a subscription, or "
    "with a trail and buttons in brackets.",
    matches=(
        "«example.org  |  Premier  |  Second Div.  |  Log in»\nThe talks failed.",
        "The fund grew.\n«Example.org | Privacy policy | Copyright 2019 – Example Fund. Made in Lyon.»",
        "The fund grew.\n«Terms of use | Young readers | © 2019 Example Fund, Lyon.»",
        "The fund grew.\n«Privacy policy   Young readers   Old harbours   © 2019 Example Fund»",
        "«☁ Oslo 4°C | Ferries | Subscribe from 99 kr a month»\nThe talks failed.",
        "«Faculty of Law ▸ Staff     [Apply] [Library]»\nThe talks failed.",
    ),
    rejects=(
        "Jane Doe | Example Agency | example.org",
        "☀ Max 31° | Min 20°",
        "example.org | 412 | 33",
        "Goma, 12° east | Bor",
        "Map | © Jane Doe | Goma",
        "Map of Goma   © Jane Doe 2019",
        "Speaker     [Applause] [Laughter]",
        "The address is example.org | the log in fails.",
    ),
)
SHARE_SIGNS = Rule(
    "segments.share-signs",
    "A share bar of letters and signs for the networks, or of the addresses of accounts.",
    matches=(
        "The fund grew.\n«f   t   in   ✉»",
        "The fund grew.\n«Share on: fb | tw | in»",
        "The fund grew.\n«Follow us: f · ig · yt»",
        "The fund grew.\n«twitter.com/example   facebook.com/example.fund   instagram»",
        "The fund grew.\n«https://www.youtube.com/@example | https://x.com/example»",
    ),
    rejects=(
        "F   M   T",
        "f   t   w",
        "in | on | with",
        "https://twitter.com/example/status/1234   https://x.com/example/status/5678",
        "The account twitter.com/example was closed on 3 May 2019.",
        "Share of votes: 12 | 14",
        "Report in: t | kg",
    ),
)
RULES = (SITE_BAR, SHARE_SIGNS)

_LENGTH = 200
_BARS = re.compile(r"\s*[|·•]\s*")
_SITE = re.compile(r"(?:https?://)?(?:[a-z\d-]{1,40}\.){1,3}[a-z]{2,10}")
_RIGHTS = ("©", "copyright", "(c) ")
_WEATHER = re.compile(r"(?:[☀-⛈🌀-🌬]\W{0,2})?[^\d|]{0,30}-?\d{1,2}\s?°\s?(?:[cf]\b)?[^\d|]{0,30}")
_ORDER = re.compile(r"(?:subscribe|subscriptions?|e-?paper|today['’]s (?:e-?)?paper|log ?in|sign in)\b.{0,40}")
_TRAIL = re.compile(r"[^\d.:;\[\]]{3,100}\s{2,}(?:\[[^\[\]\d]{2,18}\]\s?){2,6}")
_CELL_WORDS = 6


def is_site_bar(block: Block) -> bool:
    """Whether a line is of the head or the foot of a site."""
    text = block.lower
    if len(text) > _LENGTH:
        return False
    if "[" in text:
        return any(map(text.__contains__, "▸›»>")) and _TRAIL.fullmatch(text) is not None
    is_of_gaps = "  " in text and "©" in text
    if not (is_of_gaps or "|" in text or "·" in text or "•" in text):
        return False
    cells = [cell for cell in (_APART if is_of_gaps else _BARS).split(text) if cell]
    return len(cells) > 1 and (_is_of_site(cells) or _is_of_newspaper(cells))


def _is_of_site(cells: list[str]) -> bool:
    """Whether the first or last cell says whose the line is, one is an entry, and the others are short."""
    is_own = cells[-1].startswith(_RIGHTS) or (
        len(cells) > 2 and (_SITE.fullmatch(cells[0]) or _SITE.fullmatch(cells[-1])) is not None
    )
    if not is_own or not any(entry_kind(cell.strip(ORNAMENTS)) == "yes" for cell in cells):
        return False
    short = cells[:-1] if cells[-1].startswith(_RIGHTS) else cells
    return all(len(cell.split()) <= _CELL_WORDS and not cell[0].isdigit() for cell in short)


def _is_of_newspaper(cells: list[str]) -> bool:
    return any(map(_WEATHER.fullmatch, cells)) and any(map(_ORDER.fullmatch, cells))


_CALL = re.compile(r"(?:share|follow|find|tweet|like|join)\b[^:|\d]{0,30}:\s*(?P<bar>\S.*)")
_APART = re.compile(r"\s{2,}|\s+[|·•/]\s+")
_SHARED = re.compile(r"\s{2,}|\s*[|·•/]\s*")
_PROFILE = re.compile(
    r"""
    (?:https?://)?(?:www\.|m\.)?
    (?:facebook|fb|twitter|x|instagram|youtube|linkedin|tiktok|flickr|telegram|threads|vimeo|pinterest|t)
    \.(?:com|net|me|org)/(?:in/|company/|c/|user/|channel/|pages/)?[\w.@-]{2,50}/?
    """,
    re.VERBOSE,
)
_SIGNS = 3
"""Letters or signs that make a share bar without a call to share: two may be the heads of two columns."""


def is_share_signs(block: Block) -> bool:
    """Whether a line has nothing but signs for networks, or accounts on them."""
    text = block.lower
    if len(text) > _LENGTH or text[-1] in ".;:" or not ("  " in text or "|" in text or "·" in text or ":" in text):
        return False
    if call := _CALL.fullmatch(text):
        return _are_signs(call["bar"].replace("  ", " | "), fewest=2)
    cells = _APART.split(text)
    if any(map(_PROFILE.fullmatch, cells)):
        return len(cells) > 1 and all(_PROFILE.fullmatch(cell) or _networks().get(cell) == "yes" for cell in cells)
    is_shown = any(len(cell) > 1 or not cell.isascii() for cell in cells)  # "f t w" may be the heads of columns
    return is_shown and block.text == text and _are_signs(text, fewest=_SIGNS)


def _are_signs(text: str, *, fewest: int) -> bool:
    """Whether cells are letters, signs or names of networks, letters or signs among them."""
    kinds = [_networks().get(cell) for cell in _SHARED.split(text) if cell]
    return len(kinds) >= fewest and "sign" in kinds and all(kind in ("yes", "sign") for kind in kinds)


@cache
def _networks() -> dict[str, str]:
    return {form: entry.network for entry in load("social.csv", SocialEntry) for form in entry.forms}
