"""What a reader knows of the parts of a text, laid over what the text itself shows.

    text rules:   [Home: paragraph] [The force left.: paragraph]
    hints:        [Home: navigation, readers.navigation]
    together:     [Home: navigation] [The force left.: paragraph]

A hint that strips decides; one that names a kind of kept text leaves what the text rules strip as it is.
"""

from collections.abc import Iterator, Sequence

from schemas.documents import Hint
from schemas.spans import Segment


def with_hints(text: str, segments: Sequence[Segment], hints: Sequence[Hint]) -> tuple[Segment, ...]:
    """The segments, cut where hints start and end, and labelled as those say. Both are in the order of the text."""
    if not hints:
        return tuple(segments)
    laid: list[Segment] = []
    for piece in _pieces(segments, hints):
        if laid and not text[piece.start : piece.end].strip():
            laid[-1] = laid[-1].model_copy(update={"end": piece.end})
        else:
            laid.append(piece)
    return tuple(laid)


def _pieces(segments: Sequence[Segment], hints: Sequence[Hint]) -> Iterator[Segment]:
    waiting = iter(hints)
    hint = next(waiting, None)
    for segment in segments:
        start = segment.start
        while start < segment.end:
            while hint is not None and hint.end <= start:
                hint = next(waiting, None)
            if hint is None or hint.start >= segment.end:
                end, applies = segment.end, None
            elif hint.start > start:
                end, applies = hint.start, None
            else:
                end, applies = min(hint.end, segment.end), hint
            yield _labelled(segment, start, end, applies)
            start = end


def _labelled(segment: Segment, start: int, end: int, hint: Hint | None) -> Segment:
    decides = hint is not None and (segment.label.kept or not hint.label.kept)
    source = hint if decides and hint is not None else segment
    return Segment(start=start, end=end, label=source.label, rule=source.rule)
