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
        f"{_STORY}\n\n«Disclaimer»\n«The maps in this report show where people fled. Names and boundaries do not imply "
        "endorsement by the Fund.»",
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
        "The views expressed by the Council do not necessarily reflect the position of the Bank, which left the room.",
        "The opinions expressed by the minister in Bor do not necessarily represent the views of the Government.",
        "The opinions expressed by the minister in this report do not necessarily represent the views of the Bank.",
        "The views of the authors of the strike do not necessarily reflect the opinions of the union.",
        "The designations employed on this map do not imply endorsement by the Bank, and the mission left Bor.",
        "The designations employed on this map do not imply endorsement by the Bank. The mission left Bor.",
        "The use of geographic names by the Bank does not imply acceptance by the Fund.",
        "Disclaimer\nThe company gave up 12 leases in 2019.",
        "Legal notice\nThe Bank did not accept this report and gave no guarantee to the Fund.",
        "Legal notice\nThe Bank does not accept this report and gives no guarantee to the Fund.",
        "Disclaimer\nThe Fund does not accept responsibility for the fire, this report by the Council finds.",
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
      [^.]{0,300}\b(?P<verb>(?:do|does|should|may|shall|can|must)\ ?not|nor\ do(?:es)?\ (?:they|it))
    (?: \ (?:necessarily\ |always\ )?(?:be\ |to\ be\ )?
        (?:imply|constitute|express|indicate|suggest|taken|interpreted|construed|regarded)\b
        [^.]{0,80}\b(?:endors\w+|accept\w+|recommend\w+|opinions?|judge?ments?|preference|legal\ status)\b
      | \ (?:be\ )?attributed\ to\b
      | \ (?:necessarily|always)\ (?:reflect|represent)\b[^.]{0,60}\b(?:views?|opinions?|positions?|polic(?:y|ies))\b
      | \ (?:reflect|represent)\b[^.]{0,40}\bofficial\b )
    (?P<tail>.{0,400})
    """,
    re.VERBOSE | re.DOTALL,
)
_OF_ITSELF = re.compile(
    rf"\b(?:on|in|of|throughout) (?:this|these) {_PUBLICATION}s?\b"
    r"|\b(?:views|opinions)(?: and \w+)? expressed here(?:in)?\b(?! by)"
    r"|\bof the authors?\b(?! (?:of|in|who|behind)\b)|\bdesignations (?:employed|used) and the presentation\b"
    r"|\bgeographic(?:al)? names(?: and \w+)? do(?:es)?\b"
)
"""What says that the words are about the publication; "the use of force" is not."""
_FIRST_WORDS = frozenset(
    "the any all designation designations boundaries names borders frontiers views opinions expressed use inclusion"
    " mention depiction presentation findings content statements positions".split()
)
_OF_OTHERS = re.compile(
    r"\bexpressed by (?!(?:the |its |our |individual |various )?(?:authors?|contributors?|writers?)\b)"
)
_GOES_ON = re.compile(
    r"[,;] (?:and|but|which|who|whose|while|whereas|though|although|when|where|so|yet)\b"
    r"(?! (?:cannot|can|do|does|is|are|may|should|shall|must|those|not|nor|neither)\b)|\b(?:was|were|had|did)\b"
)
"""What tells of something else behind a disclaimer: ", which deplored the vote"."""
_MORE_LIMITS = re.compile(
    rf"\bth(?:is|ese) {_PUBLICATION}s?\b|\bof the authors?\b|\b(?:errors?|omissions|liab|dotted|dashed)"
)
"""What a further sentence of a disclaimer is about."""
_LIMITS = re.compile(
    rf"""
    \b(?:not?|nor|neither|without|disclaims?|cannot)\b[^.]{{0,80}}\b(?:liab|responsib|warrant|guarant)\w*
      \ [^.]{{0,80}}\b(?:contents?|views|opinions|information|accura\w+|errors?|omissions|use|loss(?:es)?|damages?
        |completeness|{_PUBLICATION})\b
    | (?:\b{_PUBLICATION}\b|[.]\ it\b)[^.]{{0,200}}\b(?:not|nor|neither|no)\b
      [^.]{{0,120}}\b(?:liab|endors|reflect|imply|relied|reliance|warrant|guarant|accura|advice|represent
        |constitute)
    | \b(?:names|boundaries|borders|designations)\b[^.]{{0,120}}\bdo\ not\ imply\b[^.]{{0,60}}\b(?:endors|accept)
    """,
    re.VERBOSE,
)
"""A responsibility for words that nobody takes, or what a publication is not."""
_OF_PUBLICATION = re.compile(
    rf"(?:^|[.] |\b(?:in|of|on|from|by|for|to|throughout|using) )(?:this|the present) {_PUBLICATION}\b"
    r"|\bof the authors?\b(?! of\b)"
)
_HEADINGS = frozenset(("disclaimer", "disclaimers", "legal disclaimer", "legal notice", "general disclaimer"))
_OPENERS = frozenset(("disclaimer:", *(words.split()[0] for words in _HEADINGS)))
_REPORTED = re.compile(r"[\"“”„«]|\b(?:said|says|told|wrote|held|ruled|argued)\b|\d")
_LENGTH = 1200
"""Characters of a passage of disclaimers."""
_SENTENCE = re.compile(r"\.\s+(?=\S)")
_DID = re.compile(r"\b(?:did|had)\b")


def is_disclaimer(block: Block) -> bool:
    """Whether a block disclaims what its publication may seem to say; one with a figure or a quotation tells."""
    if block.first not in _FIRST_WORDS or len(block.text) > _LENGTH or "not" not in block.text:
        return False
    found = _DISCLAIMS.fullmatch(block.lower)
    if found is None or _is_told(block) or not _OF_ITSELF.search(block.lower) or _OF_OTHERS.search(block.lower):
        return False
    _, *further = _SENTENCE.split(found["tail"])
    return _GOES_ON.search(block.lower, found.end("verb")) is None and all(map(_MORE_LIMITS.search, further))


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
    if len(text) > _LENGTH or _is_told(block) or _DID.search(text):
        return False
    return _LIMITS.search(text) is not None and _OF_PUBLICATION.search(text) is not None


def _is_told(block: Block) -> bool:
    return _REPORTED.search(block.text) is not None
