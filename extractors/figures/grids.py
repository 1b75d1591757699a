r"""Rows of tables whose cells tabs or bars part: whatever stands in the other cells, one that is a number is one.

    "Mali\t1,200\t\t(4)"        -> Mali; 1,200, none, 4
    "| Mali | Bamako | 12 | |"  -> Mali; none, 12, none

Their heads stand in the line above, a rule perhaps between: *Country\tMilitary personnel\tPolice\tDeaths*.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.figures.rows import C, Line, Row
from extractors.view import View

_LABEL = re.compile(r"[ ]*(?P<label>[^\W\d_](?:[^|\n;:]{0,77}?[^|\n;:\s])??)(?:[ ]\([0-9]{1,2}\))?[ ]?:?[ ]*")
_MOST_LABEL_WORDS = 8
_AROUND = re.compile(r"[^\w|]{0,3}")
"""What may stand in a cell beside its number: brackets, a sign, the mark of a note."""
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"(?!(?:19|20)[0-9]{2}\Z)[^\w]{0,3}[0-9][0-9., ]*[^\w]{0,3}")
"""A cell that is a number, and no year."""
_RULE = re.compile(r"[-–—=:+|\s]+")
_LONGEST = 400


def row(view: View, line: Line[C]) -> Row[C] | None:
    """A line as a row of cells, or None where it has none, or where a number shares its cell with something else."""
    if line.end - line.start > _LONGEST or not _has_gap(view.laid_out, line.start, line.end):
        return None
    spans = cells(view, line.start, line.end)
    if spans[0][0] < spans[0][1] and not _LETTER.search(view.text, line.start, line.end):
        return None
    return _row(view.text, line, spans) or _row(view.text, line, _apart(view, line.start, line.end))


def _row(text: str, line: Line[C], spans: Sequence[tuple[int, int]]) -> Row[C] | None:
    label = _LABEL.fullmatch(text, *spans[0])
    is_short = label is not None and len(label["label"].split()) <= _MOST_LABEL_WORDS
    found: list[C | None] = []
    for start, end in spans[1:]:
        held = [number for number in line.numbers if start <= number.start < end]
        if len(held) > 1 or (held and not _fills(text, held[0], start, end)):
            return None
        found.append(held[0] if held else None)
    return Row(line, label["label"] if label and is_short else "", found) if any(found) else None


def has_cells(view: View, start: int) -> bool:
    """Whether tabs or bars part the line that starts at a position."""
    end = view.text.find("\n", start)
    return _has_gap(view.laid_out, start, end if end >= 0 else len(view.text))


def _has_gap(text: str, start: int, end: int) -> bool:
    return text.find("\t", start, end) >= 0 or text.find("|", start, end) >= 0


def cells(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line start and end, those without a character, too."""
    text = view.laid_out
    if text.find("|", start, end) >= 0:
        edges = [at for at in range(start, end) if text[at] == "|"]
        opened, closed = text[start] == "|", text[end - 1] == "|"
        edges = [*([] if opened else [start - 1]), *edges, *([] if closed else [end])]
        return [(left + 1, right) for left, right in pairwise(edges)] or [(start, end)]
    spans = [(start, start)] * view.empty_cells(start)
    while (tab := text.find("\t", start, end)) >= 0:
        spans += [(start, tab), *[(tab, tab)] * view.empty_cells(tab)]
        start = tab + 1
    return [*spans, (start, end), *[(end, end)] * view.empty_cells(end)]


def heads(view: View, first: Row[C]) -> list[str] | None:
    """The heads in the line above the first row, as many as its cells or not; none where that line is no heads.

    None where no cells stand above it.
    """
    text, end = view.text, first.line.start - 1
    for _ in range(2):  # a rule may stand between
        edge = max(0, end - _LONGEST)
        start = text.rfind("\n", edge, max(0, end)) + 1
        if start == 0 and edge:
            return []  # a line so long is no heads
        if not _RULE.fullmatch(text, start, max(start, end)):
            break
        end = start - 1
    spans = cells(view, start, end) if start < end else []
    if len(spans) != len(first.cells) + 1:
        spans = _apart(view, start, max(start, end))
    if len(spans) < 2:
        return None
    written = [text[slice(*span)].strip() for span in spans[1:]]
    are_heads = any(map(_WORD.search, written)) and not any(map(_NUMBER.fullmatch, written))
    return written if are_heads else []


def _fills(text: str, number: C, start: int, end: int) -> bool:
    return bool(_AROUND.fullmatch(text, start, number.start) and _AROUND.fullmatch(text, number.end, end))


def _apart(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """Where what two blanks or more part in a line starts and ends: heads stand closer than the cells below them."""
    spans = []
    while (gap := view.column(start, end)) >= 0:
        spans.append((start, gap))
        start = gap + 1
    return [*spans, (start, end)]
