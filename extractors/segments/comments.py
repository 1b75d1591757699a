"""What readers wrote under a page: names, times, words, the button to reply, and the form for more of them.

"2 comments", "Jane says:", "Great piece!", "Reply"                  -> navigation
"Comments", "The ministry sent 14 comments in May."                  kept: no button follows
"""

import re

from extractors.rules import Rule
from extractors.segments.lines import COUNT
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

_BODY = "The talks began in May in the capital and ended in June, when both sides left the town and went home again. "

COMMENTS = Rule(
    "segments.comments",
    "What readers wrote under a page: names, times, words and the button to reply.",
    matches=(
        _BODY + "\n\n2 comments\n«Jane says:»\n«May 3, 2019 at 4:12 pm»\n«They will be back in 2020.»\nReply",
        _BODY + "\n\nComments (1)\n«Joe»\n2 days ago\n«Nobody believes this.»\nReply",
    ),
    rejects=(
        _BODY + "\n\nComments\nThe ministry sent 14 comments in May 2019.",
        _BODY + "\n\n2 comments\nThe mission closed in 2005.",
    ),
)
RULES = (COMMENTS,)

_COMMENT_BLOCKS = 8
"""Blocks of a comment: name, time, a few lines, likes, button. 3 to 12 read the texts tried alike."""
_COMMENT_WORDS = 120
"""Words of one block of a comment; a longer one is the text going on."""
_COMMENTS = ("comments", "leave a comment", "leave a reply", "join the discussion", "reader comments", "discussion")
_REPLY = re.compile(
    r"(?:\W{1,3}\d{0,5}\s)?(?:log in to )?reply(?: to this(?: comment)?)? ?[↓↩]?|permalink|report abuse|flag comment"
    r"|(?:like|reply|share|recommend)(?:[\s·•|]{1,3}(?:like|reply|share|report|permalink|flag|\d{1,3}\w?)){1,5}"
)
_COUNTS_COMMENTS = re.compile(r"thought|response|comment|repl(?:y|ies)")


def find_comments(page: Page) -> None:
    """Judges comments: they start after the line that counts them and end with the last button to reply."""
    last = -1
    for i, found in enumerate(page.judgements):
        if i > last and found and _opens(page, i):
            last = _last_comment(page, i)
            page.judge(range(i, last + 1), SegmentLabel.NAVIGATION, COMMENTS)


def _opens(page: Page, index: int) -> bool:
    """Whether a judged line counts the comments, or is their heading."""
    found, words = page.judgements[index], page.keys[index]
    if found and found.rule is COUNT:
        return _COUNTS_COMMENTS.search(page.blocks[index].lower) is not None
    return words in _COMMENTS


def _last_comment(page: Page, start: int) -> int:
    """The last button to reply, each within one comment from the one before; the start, if there is none."""
    last = start
    for i in range(start + 1, len(page.blocks)):
        if i - last > _COMMENT_BLOCKS or page.blocks[i].words > _COMMENT_WORDS:
            break
        if _REPLY.fullmatch(page.keys[i]):
            last = i
    return last
