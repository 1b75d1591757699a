"""An extraction as people see it: `recital show`.

In colour, records stand on the colour of their kind and stripped text is dimmed. Without colour, both are bracketed
and named:

    The Council met on ⟦date 10 June 1999⟧. ⟦share_bar facebook twitter⟧
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.terminal import on_one_line, visible
from schemas.errors import UsageError
from schemas.records import KINDS, Extraction
from schemas.spans import Segment

_COLOURS = ("#ffd75f", "#87d75f", "#87d7ff", "#d787ff", "#ff8787", "#8787ff", "#d7d7af")
"""Of the 256 that terminals have; where there are only 16, the first six still differ."""
_STYLES = {kind: f"#000000 on {colour}" for kind, colour in zip(KINDS, _COLOURS, strict=False)}
_STRIPPED = "dim"

_PICTURE_WIDTH = 100
"""Columns of a picture: what the page of a code host has room for."""
_REMOTE_FONT = re.compile(r"@font-face \{[^}]*\}\s*")
"""What rich puts into pictures to fetch a font from another host; without it they show the reader's own."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown of a document."""

    kinds: tuple[str, ...] = KINDS
    """The kinds of fact that are marked."""
    stripped_only: bool = False
    """Whether only what is stripped is shown, each stretch under its label, offsets and rule."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of text that is shown as something, under a name."""

    start: int
    end: int
    name: str
    style: str


def print_document(extraction: Extraction, text: str, look: Look, *, console: Console) -> None:
    """Prints a document: in colour where the console has it, and without breaking lines where nobody watches."""
    colour = console.color_system is not None and not console.no_color
    console.print(rendered(extraction, text, look, colour=colour), soft_wrap=not console.is_terminal)


def save_picture(extraction: Extraction, text: str, look: Look, *, path: Path) -> None:
    """Writes what a terminal in colour would show as an SVG picture that needs nothing from any other host.

    Raises `UsageError` where it cannot be written.
    """
    console = Console(
        record=True, file=io.StringIO(), width=_PICTURE_WIDTH, color_system="truecolor", force_terminal=True
    )
    console.print(rendered(extraction, text, look, colour=True))
    picture = console.export_svg(title=f"recital show {on_one_line(extraction.document.source)}")
    try:
        path.write_text(_REMOTE_FONT.sub("", picture), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"--svg {str(path)!r} cannot be written: {error.strerror}; expected a file in a folder that is there"
        ) from error


def rendered(extraction: Extraction, text: str, look: Look, *, colour: bool) -> Text:
    """A document under its heading."""
    heading = _heading(extraction, text, look, colour=colour)
    if look.stripped_only:
        return Text("\n\n").join([heading, *_stripped(extraction, text)])
    marks = [
        *(_stripped_mark(segment, text) for segment in extraction.segments if not segment.label.kept),
        *(
            _Mark(record.provenance.start, record.provenance.end, record.kind, _STYLES[record.kind])
            for record in extraction.records
            if record.kind in look.kinds
        ),
    ]
    return Text("\n\n").join([heading, _marked(text, marks, colour=colour)])


def _heading(extraction: Extraction, text: str, look: Look, *, colour: bool) -> Text:
    counts: Counter[str] = Counter(record.kind for record in extraction.records)
    legend = [
        Text(f" {kind} {counts[kind]} ", _STYLES[kind]) if colour else Text(f"{kind} {counts[kind]}")
        for kind in KINDS
        if kind in look.kinds
    ]
    document = extraction.document
    stripped = sum(s.end - s.start for s in extraction.segments if not s.label.kept)
    legend.append(Text(f"stripped {stripped:,} of {len(text):,} characters", _STRIPPED))
    return Text.assemble(
        (on_one_line(document.title or document.source), "bold"),
        (f"  {on_one_line(document.source)}\n", "dim"),
        Text(" " if colour else "  ").join(legend),
    )


def _stripped(extraction: Extraction, text: str) -> Iterator[Text]:
    for segment in extraction.segments:
        if not segment.label.kept:
            where = f"{segment.label} [{segment.start}, {segment.end}) {segment.rule}\n"
            yield Text.assemble((where, "bold"), (visible(text[segment.start : segment.end]).strip(), _STRIPPED))


def _stripped_mark(segment: Segment, text: str) -> _Mark:
    part = text[segment.start : segment.end]
    start, end = segment.end - len(part.lstrip()), segment.start + len(part.rstrip())
    return _Mark(start, max(start, end), segment.label, _STRIPPED)


def _marked(text: str, marks: Iterable[_Mark], *, colour: bool) -> Text:
    shown = visible(text)
    if not colour:
        return Text("".join(_bracketed(shown, marks)))
    content = Text(shown)
    for mark in marks:
        content.stylize(mark.style, mark.start, mark.end)
    return content


def _bracketed(text: str, marks: Iterable[_Mark]) -> Iterator[str]:
    opening, closing = 1, 0  # where marks touch, one is closed before the next is opened
    edges = [(mark.start, opening, -mark.end, f"⟦{mark.name} ") for mark in marks]
    edges += [(mark.end, closing, -mark.start, "⟧") for mark in marks]
    position = 0
    for place, _, _, bracket in sorted(edges):
        yield text[position:place]
        yield bracket
        position = place
    yield text[position:]
