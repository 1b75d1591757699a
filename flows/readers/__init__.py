"""Readers turn the bytes of a source into a document and its text; each kind of file has one, found by its suffix.

a.txt, 6,609 bytes of UTF-8 -> Document(source="a.txt", status="extracted", …) and its text
b.pdf                       -> the same, with the page of every character
c.txt, no bytes             -> Document(source="c.txt", status="failed", error="it is empty") and no text
d.exe                       -> Document(source="d.exe", status="failed", error="no reader for '.exe'; …")
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath

from flows import places
from flows.readers import archive, isolation, json_text, text
from flows.readers.deadline import Deadline
from flows.readers.options import Options
from flows.readers.rendering import Rendering
from flows.readers.signatures import mismatch
from flows.sources import Source
from schemas.documents import Document, Layout, Status
from schemas.errors import UnreadableSource

__all__ = ["READERS", "Options", "Reader", "Reading", "fingerprint", "is_verbatim", "read"]

Decode = Callable[[bytes, Options], Rendering]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file becomes text."""

    media_type: str
    """IANA media type."""
    decode: Decode
    """Bytes to text; raises `UnreadableSource` with a reason for people."""
    verbatim: bool = False
    """Whether the text is the decoded file as it stands, so that nobody needs a copy of it."""


def _plain(content: bytes, _options: Options) -> Rendering:
    decoded = text.decode(content)
    return Rendering(decoded.text, encoding=decoded.encoding)


def _isolated(suffix: str) -> Decode:
    return lambda content, options: isolation.decode(suffix, content, options.max_seconds)


def _archived(content: bytes, options: Options) -> Rendering:
    page = archive.page(content, options.max_bytes)
    if reason := mismatch(page.content, page.suffix):
        raise UnreadableSource(reason)
    reader = READERS[page.suffix]
    rendering = reader.decode(page.content, options)
    fetched = "WARC-Date" if page.fetched else None
    return replace(
        rendering,
        media_type=reader.media_type,
        url=rendering.url or page.url,
        date=rendering.date or page.fetched,
        date_from=rendering.date_from or fetched,
    )


def _json(content: bytes, options: Options) -> Rendering:
    return json_text.decode(content, options.fields)


_HTML = Reader("text/html", _isolated(".html"))
_PLAIN = Reader("text/plain", _plain, verbatim=True)
_ARCHIVE = Reader("application/warc", _archived)
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

READERS = {
    ".docx": Reader(_DOCX_TYPE, _isolated(".docx")),
    ".htm": _HTML,
    ".html": _HTML,
    ".json": Reader("application/json", _json),
    ".jsonl": Reader("application/jsonl", _json),
    ".md": Reader("text/markdown", _plain, verbatim=True),
    ".pdf": Reader("application/pdf", _isolated(".pdf")),
    ".text": _PLAIN,
    ".txt": _PLAIN,
    ".warc": _ARCHIVE,
    ".warc.gz": _ARCHIVE,
    ".xhtml": Reader("application/xhtml+xml", _isolated(".html")),
}
"""The readers by suffix, in lower case."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its text, and where the text stands in the source; the text of a failed document is empty."""

    document: Document
    text: str = ""
    layout: Layout = field(default_factory=Layout)
    verbatim: bool = True
    """Whether the text is the source as it stands; else it is a rendering that is kept beside the records."""


def read(source: Source, options: Options) -> Reading:
    """The document that a source is, or a failed one that says why it cannot be read.

    Raises `OSError` when the file cannot be opened or read: whether to try again is not decided here.
    """
    try:
        content = raw_bytes(source, options.max_bytes)
    except UnreadableSource as error:
        return Reading(failed(source, str(error)))
    document = version(source, content)
    try:
        reader = _reader(source.file, content)
        rendering = reader.decode(content, options)
    except UnreadableSource as error:
        return Reading(document.failed(str(error)))
    known = {
        "media_type": rendering.media_type or reader.media_type,
        "encoding": rendering.encoding,
        "chars": len(rendering.text),
        "title": rendering.title,
        "date": rendering.date,
        "date_from": rendering.date_from,
        "url": rendering.url,
    }
    return Reading(document.model_copy(update=known), rendering.text, rendering.layout, reader.verbatim)


def is_verbatim(file: str) -> bool:
    """Whether the text of a file with this name is the file as it stands; that of others is kept as a rendering."""
    return (reader := READERS.get(_suffix(file))) is not None and reader.verbatim


@cache
def fingerprint(options: Options) -> str:
    """Hash of the readers, what they are told, and the versions of their libraries: same hash and bytes, same text.

    Not among the options are what names a line, which changes no text, and the limits: another limit would have every
    document extracted again, for the few that were over it.
    """
    digest = hashlib.sha256()
    digest.update(f"{options.any_language} {replace(options.fields, id=None)!r}\n".encode())
    for library in ("charset-normalizer", "fastwarc", "lxml", "py3langid", "pypdfium2"):
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(
            f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()[:16]


def decode_here(suffix: str, content: bytes, deadline: Deadline) -> Rendering:
    """What the reader for a suffix makes of some bytes, in this process. Raises `UnreadableSource`."""
    if suffix == ".pdf":
        from flows.readers import pdf  # noqa: PLC0415 # only the process that reads needs these libraries

        return pdf.decode(content, deadline)
    if suffix == ".docx":
        from flows.readers import docx  # noqa: PLC0415

        return docx.decode(content, deadline)
    from flows.readers import html  # noqa: PLC0415

    return html.decode(content, deadline)


def failed(source: Source, reason: str) -> Document:
    """The document of a source that was not read."""
    return Document(source=source.name, bytes=source.bytes or None, status=Status.FAILED, error=reason)


def version(source: Source, content: bytes) -> Document:
    """The document of a source with this content, before it is read."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Document(source=source.name, sha256=sha256, bytes=len(content), status=Status.EXTRACTED)


def raw_bytes(source: Source, max_bytes: int) -> bytes:
    """The bytes of a source.

    Raises `UnreadableSource` for one that is refused or over the limit, and `OSError` as `read` does.
    """
    if source.refusal is not None:
        raise UnreadableSource(source.refusal)
    if source.bytes > max_bytes:
        raise UnreadableSource(f"its {source.bytes:,} bytes are over the limit of {max_bytes:,} (setting max_bytes)")
    if source.is_part:
        return places.read_part(source.path, source.offset, source.bytes)
    content = places.read(source.path, most=max_bytes + 1)
    if len(content) > max_bytes:
        raise UnreadableSource(f"it has grown over the limit of {max_bytes:,} bytes (setting max_bytes)")
    return content


def _reader(file: str, content: bytes) -> Reader:
    suffix = _suffix(file)
    if suffix not in READERS:
        kind = repr(suffix) if suffix else "names without a suffix"
        raise UnreadableSource(f"no reader for {kind}; expected one of {', '.join(READERS)}")
    if reason := mismatch(content, suffix):
        raise UnreadableSource(reason)
    return READERS[suffix]


def _suffix(file: str) -> str:
    """What the name of a file ends with, in lower case; of a packed archive, both endings."""
    endings = PurePosixPath(file.lower()).suffixes
    both = "".join(endings[-2:])
    return both if both in READERS else "".join(endings[-1:])
