r"""What every character of a text is: labelled segments, kept or stripped.

    "How to help\n\nRead more"                -> heading, navigation
    "resolution 1590 PDF Document of 24 March"  -> paragraph, residue, paragraph

Nothing is deleted: stripping labels spans. Segments are in order and cover the text, each character once; white space
after a segment belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.rules import Rule
from extractors.segments import acts, boilerplate, residue
from extractors.segments.blocks import Block, blocks, is_ended
from extractors.segments.page import Judgement
from extractors.steps import Steps, finished
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
RULES: tuple[Rule, ...] = (*boilerplate.RULES, *acts.RULES, *residue.RULES, LIST_ITEM, TABLE, HEADING, PARAGRAPH)

_HEADING_WORDS = 12
"""Longer lines without a full stop are sentences that lost it: of 439 short lines tried, 427 are no longer."""

_CELL_SIGNS = ("\t", "|", "   ")
_CELLS = re.compile(r"\t\s*\S|\S\ *\|[^|]*\|\ *\S|\S\ {3,}\S.*\S\ {3,}\S")


@dataclass(slots=True)
class _Part:
    """A segment without the white space around it."""

    start: int
    end: int
    label: SegmentLabel
    rule: Rule


def segment(text: str, *, keep_posts: bool = False) -> tuple[Segment, ...]:
    """Labelled segments of a text; none for an empty one. With `keep_posts` posts are text like any other."""
    return finished(segmenting(text, keep_posts=keep_posts))


def segmenting(text: str, *, keep_posts: bool = False) -> Steps[tuple[Segment, ...]]:
    """The steps of `segment`."""
    page = blocks(text)
    yield
    judgements = yield from boilerplate.judge(page, keep_posts=keep_posts)
    parts = [
        part
        for (block, following), judgement in zip(pairwise([*page, None]), judgements, strict=True)
        if block is not None
        for part in _parts(text, block, judgement, following)
    ]
    if not parts:
        return (Segment(start=0, end=len(text), label=SegmentLabel.PARAGRAPH, rule=PARAGRAPH.id),) if text else ()
    return acts.acts(text, tuple(_cover(text, parts)))


def _parts(text: str, block: Block, judgement: Judgement | None, following: Block | None) -> Iterator[_Part]:
    if judgement is not None:
        yield _Part(block.start, block.end, *judgement)
        return
    label, rule = _kept_label(block, following)
    position = block.start
    for found in residue.find(text, block):
        if position < found.start:
            yield _Part(position, found.start, label, rule)
        yield _Part(found.start, found.end, SegmentLabel.RESIDUE, found.rule)
        position = found.end
    if position < block.end:
        yield _Part(position, block.end, label, rule)


def _kept_label(block: Block, following: Block | None) -> tuple[SegmentLabel, Rule]:
    if any(map(block.text.__contains__, _CELL_SIGNS)) and _CELLS.search(block.text):
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
    if following is None or block.is_ended or block.words > _HEADING_WORDS:
        return False
    first = next((c for c in block.text if c.isalnum()), "a")
    return (
        (following.gap or len(following.text) > len(block.text))
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
