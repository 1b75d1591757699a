"""The order in which the fragments of a page are read: columns one after the other, from the left.

    title                title
    aaa  ccc      ->     aaa, bbb
    bbb  ddd             ccc, ddd

A gutter parts columns where both of its sides hold lines of prose; the columns of a table are no such columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median

from flows.readers.pdf.words import Box, Fragment, beside, union

_STEP = 2.0
"""Points between the places where a gutter is looked for. Of 54 pages made to try this module, of two to four columns
in 8 to 12 points with gutters of 14, steps of 1 to 4 read 53 right, steps of 8 only 36."""
_LINES = 3
"""Fewer lines beside a gutter make no column: two names with their offices are signatures."""
_LINE_CHARACTERS = 18
_FULL = 0.7
"""Prose fills its column: the median line of a column has `_LINE_CHARACTERS` or more, and half of the lines reach over
this share of its width. Cells do neither: the longest date of a table has 17 characters, and of 64 tables of numbers
and names none was read as columns at shares from 0.6 on, 5 were at 0.5. Of the pages of columns 53 were read right from
0.3 to 0.8, 36 at 0.9; and with 21 characters 48."""
_DEPTH = 4
"""Halvings of a page: enough for sixteen columns, more than have room for `_LINE_CHARACTERS` on paper."""


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
    gutter = _gutter(fragments) if depth and fragments else None
    if gutter is None:
        return [list(fragments)] if fragments else []
    ordered: list[list[Fragment]] = []
    for part in _bands(fragments, gutter):
        sides = _sides(part, gutter)
        if _read_apart(sides, depth):
            ordered += [column for side in sides for column in columns(side, depth - 1)]
        else:
            ordered.append(part)
    return _joined(ordered, gutter)


def _bands(fragments: Iterable[Fragment], gutter: float) -> Iterator[list[Fragment]]:
    """The fragments from the top, those that stand over a gutter apart from those beside it."""
    by_top = sorted(fragments, key=lambda f: f.box.top)
    for _, band in groupby(by_top, key=lambda f: f.box.left < gutter < f.box.right):
        yield list(band)


def _read_apart(sides: Iterable[Sequence[Fragment]], depth: int) -> bool:
    """Whether each side of a gutter is a column of prose, or several: their lines need not stand level."""
    return all(_is_prose(side) or _has_columns(side, depth - 1) for side in sides)


def _has_columns(side: Sequence[Fragment], depth: int) -> bool:
    gutter = _gutter(side) if depth and side else None
    return gutter is not None and any(_read_apart(_sides(band, gutter), depth) for band in _bands(side, gutter))


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
    rows = lines(side)
    if len(rows) < _LINES:
        return False
    box = union(f.box for f in side)
    lengths = [sum(len(f.text) for f in row) for row in rows]
    full = sum(sum(f.box.right - f.box.left for f in row) >= (box.right - box.left) * _FULL for row in rows)
    return median(lengths) >= _LINE_CHARACTERS and full * 2 >= len(rows)
