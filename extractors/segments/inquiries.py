"""Whom to call, where a page says so right above its calls to subscribe or to follow.

"For more information, contact: Bor Office, tel. 555 0100", "Follow us"   -> navigation
"Media contact: Jane Doe", or a blank line above "Follow us"                kept: a report may say whom to call
"""

import re

from extractors.rules import Rule
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

INQUIRY = Rule(
    "segments.inquiry",
    "Whom to call to learn more, in the line above a call to subscribe or to follow, below the text.",
    matches=(
        f"{_STORY}\n\n«For more information, please contact: Bor Office, tel. +1 202 555 0100»\n"
        "Sign up for our newsletter",
        f"{_STORY}\n\n«To learn more, write to press@example.org»\ntwitter.com/example   facebook.com/example",
        f"{_STORY}\n\n«Questions? Call us on 0800 555 0100»\n«Find out more: info@example.org»\n"
        "Sign up for our newsletter",
    ),
    rejects=(
        f"{_STORY}\n\nFor more information, please contact: Bor Office, tel. +1 202 555 0100",
        f"{_STORY}\n\nMedia contact: Jane Doe, tel. +1 202 555 0100\nFollow us",
        f"{_STORY}\n\nFor more information, contact: Jane Doe, jane@example.org\n\nFollow us",
        f"For more information, contact: Jane Doe, jane@example.org\nFollow us\n\n{_STORY}",
        f"{_STORY}\n\nFor more information, see the report of 3 May 2019\nFollow us",
    ),
)
RULES = (INQUIRY,)

_INQUIRY = re.compile(
    r"""
    (?: (?:for|to)\ (?:more|further|additional|any|learn|find|know|get)\b.{0,60}
      | questions?\? | find\ out\ more | enquiries | inquiries )
    .{0,60} (?:\b(?:contact|call|write|e-?mail|phone|tel)\b | @\w | :) .{0,120}
    """,
    re.VERBOSE,
)
_FIRST_WORDS = frozenset(
    "for to questions questions? questions: question? find enquiries enquiries: inquiries inquiries:".split()
)
_ADDRESS = re.compile(r"\S@\w|\+?\(?\d[\d\s()./-]{6,20}")
_WORDS = 24
"""Words of a line; a longer one is a sentence."""
_LINES = 3


def find_inquiries(page: Page) -> None:
    """Judges whom to call above the calls at the end of a page."""
    found = [i for i, block in enumerate(page.blocks) if block.first in _FIRST_WORDS and _is_inquiry(page, i)]
    last = page.last_prose() if found else None
    if last is not None:
        page.judge((i for i in found if i > last), SegmentLabel.NAVIGATION, INQUIRY)


def _is_inquiry(page: Page, index: int) -> bool:
    """Whether a line says whom to call, and the passage goes on with a call of the page."""
    block = page.blocks[index]
    if not page.is_kept(index) or block.words > _WORDS or not _ADDRESS.search(block.text):
        return False
    if _INQUIRY.fullmatch(block.lower) is None:
        return False
    for below in range(index + 1, min(index + 1 + _LINES, len(page.blocks))):
        if page.blocks[below].gap:
            return False
        if page.is_of_web(below):
            return True
        if _INQUIRY.fullmatch(page.blocks[below].lower) is None:
            return False
    return False
