"""What publishers disclaim: that a map endorses a border, that a text states their views, that anybody may rely on it.

"The boundaries shown on this map do not imply endorsement by the Fund."       -> navigation
"Disclaimer", "The Fund takes no responsibility for the views of authors."     -> navigation
"The views of the minister do not reflect those of his party."                 kept: nothing is said of a publication
"""

import re

from extractors.rules import Rule
from extractors.segments.blocks import Block
from extractors.segments.page import Page
from schemas.spans import SegmentLabel

_STORY = "The mission closed its last base in Bor in May, and its soldiers went home."

DISCLAIMER = Rule(
    "segments.disclaimer",
    "What a publication does not imply, reflect or answer for, said of itself, and what a heading calls a disclaimer.",
    matches=(
        f"{_STORY}\n\n«The boundaries shown on this map do not imply official endorsement by the Example Fund.»",
        f"{_STORY}\n\n«The views expressed in this paper are those of the authors and do not necessarily reflect the "
        "policy of the Ministry of Ports.»",
        f"{_STORY}\n\n«The mention of specific companies in this bulletin does not imply that they are recommended.»",
        f"{_STORY}\n\n«Disclaimer»\n«This paper was made by the Example Institute for its members. It should not be "
        "relied upon by others.»",
        f"{_STORY}\n\n«Disclaimer: The Example Fund assumes no liability for the content of this newsletter.»",
    ),
    rejects=(
        "The views of the minister do not reflect those of his party.",
        "The boundaries of the park do not follow the river.",
        "The use of force in this case does not constitute a breach, and the official policy is to go on.",
        "The content of the vaccine in this report does not represent a danger.",
        "The views of the Council must not be taken as official policy.",
        "The use of mines by either side cannot be interpreted as endorsement by the guarantors.",
        "The findings in this report do not reflect the position of the women in the south.",
        "The names on the list do not represent all of the 412 victims.",
        "The designations of the two ports in this report were made on 3 May 2019.",
        "The opinions in this report do not reflect my own, said Jane Doe.",
        "The boundaries on this map do not imply endorsement by the Fund. In 2019, 412 people crossed them.",
        "Disclaimer\nThe company gave up 12 leases in 2019.",
        "Legal notice\n\nThe port did not warrant these products, and its owners went home.",
        "Disclaimer\n\nThe court held that a notice did not limit the liability of the port.",
    ),
)
RULES = (DISCLAIMER,)

_PUBLICATION = (
    r"(?:maps?|charts?|publication|report|document|paper|page|bulletin|newsletter|article|brief(?:ing)?|study"
    r"|(?:web)?site|material|presentation|information)"
)
_DISCLAIMS = re.compile(
    r"""
    (?:the\ |any\ |all\ )?(?:designations?|boundaries|names|borders|frontiers|views|opinions|expressed\ opinions|use
        |inclusion|mention|depiction|presentation|findings|content|statements|positions)\b
      [^.]{0,300}\b(?:(?:do|does|should|may|shall|can|must)\ ?not|nor\ do(?:es)?\ (?:they|it))
    (?: \ (?:necessarily\ |always\ )?(?:be\ |to\ be\ )?
        (?:imply|constitute|express|indicate|suggest|taken|interpreted|construed|regarded)\b
        [^.]{0,80}\b(?:endors\w+|accept\w+|recommend\w+|opinions?|judge?ments?|preference|legal\ status)\b
      | \ (?:be\ )?attributed\ to\b
      | \ (?:necessarily|always)\ (?:reflect|represent)\b[^.]{0,60}\b(?:views?|opinions?|positions?|polic(?:y|ies))\b
      | \ (?:reflect|represent)\b[^.]{0,40}\bofficial\b )
    .{0,400}
    """,
    re.VERBOSE | re.DOTALL,
)
_OF_ITSELF = re.compile(
    rf"\b(?:on|in|of|throughout) (?:this|these) {_PUBLICATION}s?\b|\b(?:views|opinions)(?: and \w+)? expressed\b"
    r"|\bexpressed (?:views|opinions)\b|\bof the authors?\b|\bdesignations (?:employed|used)\b"
    r"|\bgeographic(?:al)? names\b"
)
"""What says that the words are about the publication; "the use of force" is not."""
_FIRST_WORDS = frozenset(
    "the any all designation designations boundaries names borders frontiers views opinions expressed use inclusion"
    " mention depiction presentation findings content statements positions".split()
)
_LIMITS = re.compile(
    r"\b(?:not|no|nor|neither|without|disclaims?|cannot)\b.{0,120}?\b(?:liab|responsib|endors|reflect|impl(?:y|ies)\b"
    r"|relied|reliance|warrant|guarant|accura|advice|represent|views|opinions)",
    re.DOTALL,
)
_OF_PUBLICATION = re.compile(rf"\b(?:this|the present) {_PUBLICATION}\b|\bof the authors?\b")
_HEADINGS = frozenset(("disclaimer", "disclaimers", "legal disclaimer", "legal notice", "general disclaimer"))
_OPENERS = frozenset(("disclaimer:", *(words.split()[0] for words in _HEADINGS)))
_REPORTED = re.compile(r"[\"“”„«]|\b(?:said|says|told|wrote|held|ruled|argued)\b|\d")
_LENGTH = 1200
"""Characters of a passage of disclaimers."""


def is_disclaimer(block: Block) -> bool:
    """Whether a block disclaims what its publication may seem to say; one with a figure or a quotation tells."""
    if block.first not in _FIRST_WORDS or len(block.text) > _LENGTH or "not" not in block.text:
        return False
    text = block.lower
    return _DISCLAIMS.fullmatch(text) is not None and _OF_ITSELF.search(text) is not None and not _is_told(block)


def find_disclaimers(page: Page) -> None:
    """Judges what stands under a heading that calls it a disclaimer, or behind that word and a colon."""
    for i, block in enumerate(page.blocks):
        if block.first not in _OPENERS:
            continue
        if block.first == "disclaimer:" and _limits(block):
            page.judge([i], SegmentLabel.NAVIGATION, DISCLAIMER)
        elif page.keys[i] in _HEADINGS and i + 1 < len(page.blocks) and _limits(page.blocks[i + 1]):
            end = i + 2
            while end < len(page.blocks) and not page.blocks[end].gap and _limits(page.blocks[end]):
                end += 1
            page.judge(range(i, end), SegmentLabel.NAVIGATION, DISCLAIMER)


def _limits(block: Block) -> bool:
    """Whether a passage says what its publication is not to be taken for."""
    text = block.lower
    if len(text) > _LENGTH or _is_told(block):
        return False
    return _LIMITS.search(text) is not None and _OF_PUBLICATION.search(text) is not None


def _is_told(block: Block) -> bool:
    return _REPORTED.search(block.text) is not None
