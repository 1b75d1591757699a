"""The order in which the fragments of a page are read: columns one after the other, from the left.

    title                title
    aaa  ccc      ->     aaa, bbb
    bbb  ddd             ccc, ddd

A gutter parts columns where both of its sides hold lines of prose; the columns of a table are no such columns.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from flows.readers.pdf.words import Box, Fragment, beside, union

_STEP = 2.0
"""Points between the places where a gutter is looked for."""
_LINES = 3
"""Fewer lines beside a gutter make no column: they are a document's head, or a signature."""
_LINE_CHARACTERS = 18
_FULL = 0.6
"""Prose fills its column: the median line of a column has `_LINE_CHARACTERS` or more, and half of the lines reach over
this share of its width. Cells do neither: set by the pages of two columns and the tables in the tests."""
_DEPTH = 4
"""Halvings of a page: enough for sixteen columns."""


def lines(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """The fragments of one column by line, from the top, each line from the left."""
    found: list[list[Fragment]] = []
    box: Box | None = None
    for fragment in sorted(fragments, key=lambda f: (f.box.top + f.box.bottom, f.box.left)):
        if box is not None and beside(box, fragment.box):
            found[-1].append(fragment)
            box = box if box.height >= fragment.box.height else fragment.box
        else:
            found.append([fragment])
            box = fragment.box
    for line in found:
        line.sort(key=lambda f: f.box.left)
    return found


def columns(fragments: Sequence[Fragment], depth: int = _DEPTH) -> list[list[Fragment]]:
    """The fragments by column, in reading order; what stands over several columns is a column of its own."""
    gutter = _gutter(fragments) if depth and len(fragments) >= 2 * _LINES else None
    if gutter is None:
        return [list(fragments)] if fragments else []
    ordered: list[list[Fragment]] = []
    by_top = sorted(fragments, key=lambda f: f.box.top)
    for crosses, band in groupby(by_top, key=lambda f: f.box.left < gutter < f.box.right):
        part = list(band)
        sides = _sides(part, gutter)
        if not crosses and all(map(_is_prose, sides)):
            ordered += [column for side in sides for column in columns(side, depth - 1)]
        else:
            ordered.append(part)
    return _joined(ordered, gutter)


def _joined(parts: list[list[Fragment]], gutter: float) -> list[list[Fragment]]:
    """Neighbouring parts that are no column of this gutter are read together: paragraphs are not cut in two."""
    joined: list[list[Fragment]] = []
    for part in parts:
        if joined and not _is_column(part, gutter) and not _is_column(joined[-1], gutter):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _is_column(part: Sequence[Fragment], gutter: float) -> bool:
    box = union(f.box for f in part)
    return box.right <= gutter or box.left >= gutter


def _sides(fragments: Iterable[Fragment], gutter: float) -> tuple[list[Fragment], list[Fragment]]:
    left: list[Fragment] = []
    right: list[Fragment] = []
    for fragment in fragments:
        (left if fragment.box.right <= gutter else right).append(fragment)
    return left, right


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """The place that most fragments keep clear of, with as many as possible on its poorer side; null for none."""
    page = union(f.box for f in fragments)
    count = int((page.right - page.left) / _STEP) + 2
    opened, closed, covering = [0] * (count + 1), [0] * (count + 1), [0] * (count + 1)
    for fragment in fragments:
        first = int((fragment.box.left - page.left) / _STEP)
        last = min(count - 1, int((fragment.box.right - page.left) / _STEP))
        opened[first] += 1
        closed[last] += 1
        covering[first] += 1
        covering[last + 1] -= 1
    best: tuple[int, int] | None = None
    left = over = 0
    right = len(fragments)
    for place in range(count):
        over += covering[place]
        right -= opened[place]
        poorer = min(left, right)
        if poorer >= _LINES and over < poorer and (best is None or poorer - over > best[0]):
            best = poorer - over, place
        left += closed[place]
    return page.left + (best[1] + 0.5) * _STEP if best else None


def _is_prose(side: Sequence[Fragment]) -> bool:
    if len(side) < _LINES:
        return False
    rows = lines(side)
    if len(rows) < _LINES:
        return False
    box = union(f.box for f in side)
    lengths = [sum(len(f.text) for f in row) for row in rows]
    full = sum(sum(f.box.right - f.box.left for f in row) >= (box.right - box.left) * _FULL for row in rows)
    return median(lengths) >= _LINE_CHARACTERS and full * 2 >= len(rows)
