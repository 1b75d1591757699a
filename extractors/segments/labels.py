r"""What every character of a text is: labelled segments, kept or stripped.

    "How to help\n\nRead more"                -> heading, navigation
    "resolution 1244 PDF Document of 10 June"  -> paragraph, residue, paragraph

Nothing is deleted: stripping labels spans. Segments are in order and cover the text, each character once; white space
after a segment belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments import acts, boilerplate
from extractors.segments.blocks import Block, blocks, is_ended
from schemas.spans import Segment, SegmentLabel

HEADING = Rule(
    "segments.heading",
    "A short line that ends without a full stop, above other text.",
    matches=("«Mission mandate»\n\nThe force was set up in 1978.", "«I. Introduction»\n\nThe mission reports yearly."),
    rejects=("The force was set up in 1978.", "and then left"),
)
LIST_ITEM = Rule(
    "segments.list-item",
    "A line that starts with a bullet, a number or a letter that counts.",
    matches=(
        "Tasks:\n\n«• Monitor the border»\n«• Report»",
        "«(a) To monitor the ceasefire;»",
        "«12. The Council met twice.»",
    ),
    rejects=("1,200 people fled.", "A. Smith spoke to the Council about the vote.", "The Council met twice."),
)
TABLE = Rule(
    "segments.table",
    "A line of cells, separated by tabs, bars or wide gaps.",
    matches=("«Nepal\t1,200\t35»", "«Troops | 300 | 12»"),
    rejects=("Nepal sent 1,200 troops.", "Either | or"),
)
PARAGRAPH = Rule(
    "segments.paragraph",
    "Running text: whatever no other rule labels.",
    matches=("«The force was set up in 1978.»", "Background\n\n«Talks began in May and ended in June.»"),
    rejects=("• Monitor the border", "Nepal\t1,200\t35"),
)
LINK_LABEL = Rule(
    "segments.link-label",
    "The label of a link left inside running text.",
    matches=(
        "Resolution 2100« PDF Document» set up the mission.",
        "The mandate« [edit]» was extended.",
        "Read the report« (opens in new tab)» first.",
    ),
    rejects=(
        "It was sent as a PDF Document by mail.",
        "He chose [to] edit the text.",
        "The window (opens in May) was shut.",
    ),
)
NOTE_MARK = Rule(
    "segments.note-mark",
    "The mark of a footnote glued to a word.",
    matches=("The war ended in 1999.«[12]» Talks began.", "The force left«[3]»«[4]» at once."),
    rejects=("See S/2008/692 [2] for details.", "The table lists [3] and [4]."),
)
MARKUP = Rule(
    "segments.markup",
    "Tags and wiki markup left inside running text.",
    matches=("The «<b>»force«</b>» left.", "The «[[»mission«]]» stayed.", "The «''»Charter«''» says so."),
    rejects=("If a < b and c > d, the index falls.", "The [mission] stayed.", "It's the troops' camp."),
)
GLUED_CAPTION = Rule(
    "segments.glued-caption",
    "The caption of a picture glued to the first word of a paragraph.",
    matches=("«Haiti cover»Until 2004 the country had no army.", "«Flag of Malta image»The islands joined in 1964."),
    rejects=("The cover Until 2004 was blue.", "McDonald led the mission.", "YouTube was blocked."),
)

_INLINE = (LINK_LABEL, NOTE_MARK, MARKUP, GLUED_CAPTION)

RULES: tuple[Rule, ...] = (*boilerplate.RULES, *acts.RULES, *_INLINE, LIST_ITEM, TABLE, HEADING, PARAGRAPH)

_HEADING_WORDS = 12
"""Longer lines without a full stop are sentences that lost it: of 439 short lines tried, 427 are no longer."""

_CELL_SIGNS = ("\t", "|", "   ")
_CELLS = re.compile(r"\t\s*\S|\S\ *\|[^|]*\|\ *\S|\S\ {3,}\S.*\S\ {3,}\S")

_RESIDUE_SIGNS = ("Document", "File", "[", "]]", "''", "<", "(opens", "(link", "(external")
_RESIDUE = re.compile(
    r"""
    (?P<link_label>
        (?<=[\w)\]])\s(?:PDF|Word|Excel|DOC)\s(?:Document|File)\b
      | \s?\[(?:edit|citation\ needed|better\ source\ needed|clarification\ needed|dead\ link)\]
      | \s?\((?:opens\ in\ (?:a\ )?new\ (?:tab|window)|link\ is\ external|external\ link)\)
    )
    | (?P<note_mark> (?<=[\w.,;:!?"”’)\]])\[(?:\d{1,3}|note\ \d{1,2}|[a-z])\] )
    | (?P<markup>
        </?(?:p|br|a|b|i|u|em|strong|span|div|sup|sub|ul|ol|li|img|h[1-6]|table|tr|td|th|ref)\b[^<>\n]{0,300}>
      | \[\[ | \]\]
      | (?<!')'{2,3}(?!')
    )
    """,
    re.VERBOSE,
)
_RESIDUE_RULES = {"link_label": LINK_LABEL, "note_mark": NOTE_MARK, "markup": MARKUP}
_DETERMINERS = re.compile(r"\b(?:a|an|the|this|that|each|every|one|any|no|of|as|in|by)$", re.IGNORECASE)
_CAPTION = re.compile(
    r"[A-Z][\w’'-]*(?: [\w’'-]+){0,4}?"
    r" (?:cover|photo|image|picture|map|logo|banner|flag|caption|video|icon)(?=[A-Z][a-z]*\b)"
)


@dataclass(slots=True)
class _Part:
    """A segment without the white space around it."""

    start: int
    end: int
    label: SegmentLabel
    rule: Rule


def segment(text: str) -> tuple[Segment, ...]:
    """Labelled segments of a text; none for an empty one."""
    page = blocks(text)
    parts = [
        part
        for (block, following), judgement in zip(pairwise([*page, None]), boilerplate.judge(page), strict=True)
        if block is not None
        for part in _parts(text, block, judgement, following)
    ]
    if not parts:
        return (Segment(start=0, end=len(text), label=SegmentLabel.PARAGRAPH, rule=PARAGRAPH.id),) if text else ()
    return acts.acts(text, tuple(_cover(text, parts)))


def _parts(
    text: str, block: Block, judgement: boilerplate.Judgement | None, following: Block | None
) -> Iterator[_Part]:
    if judgement is not None:
        yield _Part(block.start, block.end, *judgement)
        return
    label, rule = _kept_label(block, following)
    position = block.start
    for residue in _residue(text, block):
        if position < residue.start:
            yield _Part(position, residue.start, label, rule)
        yield residue
        position = residue.end
    if position < block.end:
        yield _Part(position, block.end, label, rule)


def _kept_label(block: Block, following: Block | None) -> tuple[SegmentLabel, Rule]:
    if any(sign in block.text for sign in _CELL_SIGNS) and _CELLS.search(block.text):
        return SegmentLabel.TABLE, TABLE
    if block.is_item and not _is_initial(block):
        return (
            (SegmentLabel.HEADING, HEADING)
            if _is_numbered_heading(block, following)
            else (SegmentLabel.LIST_ITEM, LIST_ITEM)
        )
    if _is_heading(block, following):
        return SegmentLabel.HEADING, HEADING
    return SegmentLabel.PARAGRAPH, PARAGRAPH


def _is_heading(block: Block, following: Block | None) -> bool:
    first = next((c for c in block.text if c.isalnum()), "a")
    return (
        following is not None
        and (following.gap or len(following.text) > len(block.text))
        and block.words <= _HEADING_WORDS
        and not block.is_ended
        and block.text[-1] != ","
        and not first.islower()
        and any(c.isalpha() for c in block.text)
    )


def _is_numbered_heading(block: Block, following: Block | None) -> bool:
    """`I. Introduction`, `B. Troop strength`: a capital or a Roman number, and a blank line after it."""
    number = block.text.split(".")[0]
    return number.isupper() and following is not None and following.gap and _is_heading(block, following)


def _is_initial(block: Block) -> bool:
    """`A. Smith spoke …` starts with a name, not with the first letter of a list."""
    return re.match(r"[A-Z]\.\s[A-Z]\w+\s[a-z]", block.text) is not None and block.words > _HEADING_WORDS // 2


def _residue(text: str, block: Block) -> Iterator[_Part]:
    caption = _CAPTION.match(block.text)
    if caption:
        yield _Part(block.start, block.start + caption.end(), SegmentLabel.RESIDUE, GLUED_CAPTION)
    if not any(sign in block.text for sign in _RESIDUE_SIGNS):
        return
    for match in _RESIDUE.finditer(text, block.start, block.end):
        rule = _RESIDUE_RULES[match.lastgroup or ""]
        if rule is LINK_LABEL and _DETERMINERS.search(text, max(block.start, match.start() - 6), match.start()):
            continue
        yield _Part(match.start(), match.end(), SegmentLabel.RESIDUE, rule)


def _cover(text: str, parts: Sequence[_Part]) -> Iterator[Segment]:
    """Segments without holes: white space belongs to the part before it."""
    edges = [*(part.start for part in parts[1:]), len(text)]
    for before, after in _interruptions(text, parts):
        edges[before] = parts[before].end
        edges[after - 1] = parts[after].start - 1
    start = 0
    for part, end in zip(parts, edges, strict=True):
        yield Segment(start=start, end=end, label=part.label, rule=part.rule.id)
        start = end


def _interruptions(text: str, parts: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """Indices of the parts before and after page furniture that stands in the middle of a sentence.

    The furniture then takes the line breaks around it but one, so that the view shows one sentence.
    """
    before: int | None = None
    for after, part in enumerate(parts):
        if part.label is SegmentLabel.PAGE_FURNITURE:
            continue
        if before is not None and after - before > 1 and _runs_on(text, parts[before], part):
            yield before, after
        before = after if part.label.kept else None


def _runs_on(text: str, before: _Part, after: _Part) -> bool:
    if not after.label.kept or is_ended(text[before.start : before.end]):
        return False
    return text[after.start].islower() or before.label is after.label is SegmentLabel.PARAGRAPH
