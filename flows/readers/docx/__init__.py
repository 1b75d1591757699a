"""DOCX: paragraphs, headings, items and rows, one line each; notes after the text, running heads as furniture.

    Heading 1                       -> labelled heading
    a numbered or bulleted item     -> labelled list item
    a row of a table                -> "Nepal | 1,200" (table)
    a footnote reference            -> "in May[1]"

The package is opened in memory and only the parts that hold text are unpacked, within limits; nothing it refers to is
fetched, and no entity that it declares is resolved.
"""

from flows.readers.dates import Found, written
from flows.readers.deadline import Deadline
from flows.readers.docx.package import Package
from flows.readers.docx.story import Story, W
from flows.readers.html.tree import Element
from flows.readers.rendering import Rendering, Writer
from schemas.errors import UnreadableSource

_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def decode(content: bytes, deadline: Deadline) -> Rendering:
    """The text of a DOCX. Raises `UnreadableSource` for one that is broken, encrypted, too large, or too slow."""
    package = Package.opened(content, deadline)
    main = package.main_part()
    body = main.root.find(f"{W}body")
    if body is None:
        strict = main.root.find(f"{_STRICT_W}body") is not None
        raise UnreadableSource(
            "it is a Strict Open XML document; save it as .docx" if strict else "it has no body; expected text"
        )
    writer = Writer()
    story = Story(writer, package.styles(main), deadline)
    story.write(body)
    for part in package.related(main, "/footnotes", "/endnotes"):
        story.write_notes(part.root)
    for part in package.related(main, "/header", "/footer"):
        story.write_furniture(part.root)
    text = writer.text()
    core = package.core()
    own = _created(core)
    return Rendering(
        text,
        layout=writer.layout,
        title=_title(core),
        date=own.date if own else None,
        date_from=own.where if own else None,
    )


def _title(core: Element | None) -> str | None:
    title = core.findtext(f"{_DC}title") if core is not None else None
    return " ".join((title or "").split()) or None


def _created(core: Element | None) -> Found | None:
    stamp = core.findtext(f"{_DCTERMS}created") if core is not None else None
    day = written(stamp or "")
    return Found(day, "DOCX created") if day else None
