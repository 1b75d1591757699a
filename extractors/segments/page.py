"""A page: the blocks of a text with what was found out about them, and the shapes of lines that pages are made of.

"Our work"                                  a label: a few words, no end of a sentence, no figure
"Join us and make a difference today."      an appeal: it asks the reader to do something
"1310 Main St, Springfield, IL 62704"       a contact: where to write or call
"The force patrols the border every day."   prose: it tells something
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.rules import Rule
from extractors.segments.blocks import Block, is_cells
from schemas.spans import SegmentLabel


class Judgement(NamedTuple):
    """What a block is, and the rule that says so."""

    label: SegmentLabel
    rule: Rule


@dataclass(slots=True)
class Page:
    """The blocks of a text, in order, and for each of them what boilerplate it is: None where it is kept."""

    blocks: Sequence[Block]
    judgements: list[Judgement | None]
    keys: list[str] = field(init=False)
    """The words of each block that is short enough for an entry of a menu, as lexicons have them."""

    def __post_init__(self) -> None:
        self.keys = [block.key for block in self.blocks]

    def judge(self, indices: Iterable[int], label: SegmentLabel, rule: Rule) -> None:
        """Judges those of the blocks that nobody has judged before."""
        for i in indices:
            self.judgements[i] = self.judgements[i] or Judgement(label, rule)

    def is_kept(self, index: int) -> bool:
        """Whether nothing is found against a block."""
        return self.judgements[index] is None

    def is_of_web(self, index: int) -> bool:
        """Whether a block is boilerplate of web pages: running heads and page numbers stand amid lists, too."""
        found = self.judgements[index]
        return found is not None and found.label in (SegmentLabel.NAVIGATION, SegmentLabel.SHARE_BAR)

    def first_prose(self, start: int = 0) -> int | None:
        """Index of the first kept block from `start` on that tells something; None where no block does."""
        rest = range(start, len(self.blocks))
        told = (i for i in rest if self.is_kept(i) and is_prose(self.blocks[i]) and not _is_title(self.blocks[i]))
        return next(told, None)

    def last_prose(self) -> int | None:
        """Index of the last kept block that tells something; None where no block does."""
        return next(
            (i for i in reversed(range(len(self.blocks))) if self.is_kept(i) and is_prose(self.blocks[i])), None
        )


_DIGIT = re.compile(r"\d")

_LABEL_LENGTH = 120
"""Characters; eight words of a menu are shorter."""
_LABEL_WORDS = 8
"""Words of a label. Of the boilerplate of 28 texts tried, 5 find .967, 6 find .985, 8 to 12 find .992."""


def is_label(block: Block) -> bool:
    """Whether a block is a few words that end no sentence, hold no figure and name no value after a colon."""
    text = block.text
    return (
        len(text) <= _LABEL_LENGTH
        and block.words <= _LABEL_WORDS
        and not block.is_ended
        and ": " not in text
        and _DIGIT.search(text) is None
    )


_PROSE_WORDS = 9
"""Words of a sentence that tells something. 7 to 10 read the 48 texts and 12 pages tried alike; 6 takes the last line
of an agenda for the end of a text, 12 the short news of a page for its foot."""


def is_prose(block: Block) -> bool:
    """Whether a block tells something: sentences that neither ask the reader to act nor say whom to call."""
    if block.words < _PROSE_WORDS:
        return False
    is_said = block.is_ended or (block.words > 2 * _PROSE_WORDS and not ("  " in block.text and is_cells(block.text)))
    return is_said and not is_appeal(block)


_SMALL = re.compile(r"\b[^\W\d_A-Z][^\W\d_]{4,}")
"""A longer word that starts with a small letter; titles have some of four letters: "from", "with"."""


def _is_title(block: Block) -> bool:
    """Whether a line, however long, is a title: it ends no sentence, and each of its longer words has a capital."""
    return not block.is_ended and not any(word[0].islower() for word in _SMALL.findall(block.text))


_IMPERATIVES = (
    "explore|learn|read|join|discover|see|find|get|sign|subscribe|follow|donate|give|support|help|watch|listen|download"
    "|view|visit|browse|click|tap|share|contact|meet|stay|check|apply|register|volunteer|become|make|search|enter|choose"
    "|select|show|hide|toggle|open|close|start|try|submit|send|tell|call|email|write|print|save|play|connect|take|shop|pay|plan|book|request|rent|hire|discuss"
    "|go|skip|jump|return|continue|keep|ask|buy|order|report|rate|review|add|leave|post|reply|log|use|don['’]t\\ miss"
)
_APPEAL = re.compile(rf"(?:(?:please|to|and|or|you\ can|now)\s)?(?:{_IMPERATIVES})\s", re.VERBOSE | re.IGNORECASE)
_READER = re.compile(r"\b(?:you|your|yours|you['’](?:re|ve|ll|d))\b", re.IGNORECASE)
_APPEAL_WORDS = 40
"""Longer texts that speak to a reader are letters and manuals. Of the boilerplate of 28 texts tried, 15 and 25 find
.976, 40 and 60 find .992."""
_QUOTED = re.compile(r"[\"“”„«]|\b(?:said|says|told|wrote|added)\b")


def is_appeal(block: Block) -> bool:
    """Whether a block speaks to the reader of a page: it asks or tells *you* something, or opens with an imperative.

    Only its neighbours can say whether that is a page's call or an honest recommendation.
    """
    if block.words > _APPEAL_WORDS or _QUOTED.search(block.text):
        return False
    return _APPEAL.match(block.text) is not None or _READER.search(block.text) is not None


def asks(words: str) -> bool:
    """Whether the words of a label open with an imperative: "find a doctor"."""
    return _APPEAL.match(words) is not None


_CONTACT = re.compile(
    r"""
    (?:tel|phone|telephone|fax|e-?mail|mobile|hotline|p\.?\ ?o\.?\ box)\b.{0,80}  # Tel: …, P.O. Box 12
    | (?:\+\s?\d|\(\d|1-\(?\d|0\d)[\d\s()./-]{5,24}                        # +1 (855) 808-6427; but not 10 412 300
    | \S{1,60}@\S{1,60}
    | (?:https?://|www\.)\S{3,100}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|drive|square|plaza|suite|ste|floor|box|rue|way|building)\b"
    r"|[a-z]stra(?:ss|ß)e\b|, [a-z]{2} \d{5}",
    re.IGNORECASE,
)
_CONTACT_LENGTH = 120
"""Characters of a line."""


def is_contact(block: Block) -> bool:
    """Whether a line says where to call or write: a number, an address of either kind, and nothing else."""
    text = block.text
    if len(text) > _CONTACT_LENGTH or block.is_ended:
        return False
    return _CONTACT.fullmatch(text) is not None or bool(_DIGIT.search(text) and _STREET.search(text))


_SECTION = re.compile(
    r"(?:(?:media|press) (?:contacts?|enquiries|inquiries)|for (?:more|further) information.{0,30}"
    r"|notes? (?:to|for) editors|references|bibliography|sources?|(?:foot|end)?notes|works cited|acknowledge?ments"
    r"|(?:annex|appendix)(?:\s\w{1,4})?|signed(?: by)?)(?::|$)"
)


def opens_section(words: str) -> bool:
    """Whether the words of a line open a section of the text that has no sentences: "Sources", "Media contacts"."""
    return _SECTION.match(words) is not None
