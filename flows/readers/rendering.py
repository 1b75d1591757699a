r"""The text rendering of a source, written block by block, with the way back to the source.

    block("Mandate"), block("The force …")   -> "Mandate\n\nThe force …"
    block("Nepal | 35", follows=True)         -> the next line, without a blank one between

White space within a block is one blank; whatever a reader puts into a block stands in one line.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.documents import Hint, Layout, Place
from schemas.errors import UnreadableSource
from schemas.spans import SegmentLabel

CELLS = " | "
"""What parts the cells of a row."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a reader makes of a source. Null means that the source does not say."""

    text: str
    encoding: str | None = None
    """IANA name of the encoding that the text was decoded from; null for formats that are no text."""
    layout: Layout = field(default_factory=Layout)
    title: str | None = None
    date: str | None = None
    """ISO 8601."""
    date_from: str | None = None
    url: str | None = None
    media_type: str | None = None
    """That of what was read, where it is not that of the source: of a page in an archive."""


class Part(NamedTuple):
    """Text of one place in the source; the parts of a block are put together as they are."""

    text: str
    page: int | None = None
    path: str | None = None
    label: SegmentLabel | None = None
    rule: str = ""


class Writer:
    """Puts blocks together into a text and remembers where each came from."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._hints: list[Hint] = []

    @property
    def layout(self) -> Layout:
        """Places and hints of all that was written."""
        return Layout(tuple(self._places), tuple(self._hints))

    def text(self) -> str:
        """All that was written. Raises `UnreadableSource` when that is nothing or no text."""
        text = "".join(self._pieces)
        if not text:
            raise UnreadableSource("it holds no text; expected some")
        return f"{text}\n"

    def ends_as(self, label: SegmentLabel) -> bool:
        """Whether what was written last has this label."""
        return bool(self._hints) and self._hints[-1].end == self._length and self._hints[-1].label is label

    def block(self, *parts: Part, follows: bool = False) -> None:
        """Writes one line; after a blank one unless it `follows` the line before, as rows and items do."""
        parts = tuple(part for part in _trimmed(parts) if part.text)
        if not parts:
            return
        if self._length:
            self._put("\n" if follows else "\n\n")
        for part in parts:
            start = self._length
            if not self._places or self._places[-1][1:] != (part.page, part.path):
                self._places.append(Place(start, part.page, part.path))
            self._put(part.text)
            if part.label is not None:
                self._hint(Hint(start, self._length, part.label, part.rule))

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _hint(self, hint: Hint) -> None:
        last = self._hints[-1] if self._hints else None
        if last and last.end == hint.start and last[2:] == hint[2:]:
            self._hints[-1] = last._replace(end=hint.end)
        else:
            self._hints.append(hint)


_CONTROLS = {code: " " for code in (*range(32), 127, *range(128, 160)) if code not in range(0xD800, 0xE000)}
"""No part of a rendering; NUL among them."""


def clean(text: str) -> str:
    r"""The text without control characters and lone surrogates, and with one blank for each run of white space.

    White space at the ends stays as one blank: it parts the text from its neighbours.

    >>> clean("  The\tforce\x00 left\n")
    ' The force left '
    """
    text = text.translate(_CONTROLS)
    if not text.isascii():
        text = text.encode("utf-8", errors="replace").decode("utf-8")
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _trimmed(parts: tuple[Part, ...]) -> list[Part]:
    """The parts without white space at the ends of the block or twice between two parts."""
    trimmed: list[Part] = []
    parted = True
    for part in parts:
        text = clean(part.text)
        if parted:
            text = text.lstrip()
        if text:
            parted = text[-1].isspace()
            trimmed.append(part._replace(text=text))
    while trimmed and not trimmed[-1].text.strip():
        trimmed.pop()
    if trimmed:
        trimmed[-1] = trimmed[-1]._replace(text=trimmed[-1].text.rstrip())
    return trimmed
