"""Where the title of a text may stand among the lines above its first sentence.

"Home > News", "A base closes", "By Jane Doe", "3 May 2019"     the second
"""

import re

from extractors.segments.lines import entry_kind
from extractors.segments.page import Page
from extractors.segments.statements import is_day

_TITLE_WORDS = 30
_NO_TITLE = re.compile(r"(?:by|photos?|image|source|published|posted|updated|written|author|last|tags?|share)\b")


def last_title(page: Page, indices: range) -> int:
    """The last of some blocks that may be the title of the text; -1, where none may."""
    return next((i for i in reversed(indices) if _is_title(page, i)), -1)


def _is_title(page: Page, index: int) -> bool:
    block = page.blocks[index]
    return (
        page.is_kept(index)
        and (not block.is_ended or block.text[-1] in "?!")
        and block.words <= _TITLE_WORDS
        and (block.words > 1 or entry_kind(page.keys[index]) is None)
        and _NO_TITLE.match(block.lower) is None
        and not is_day(block.lower)
    )
