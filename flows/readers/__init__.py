"""Readers turn the bytes of a source into a document and its text; each kind of file has one, found by its suffix.

a.txt, 6,609 bytes of UTF-8 -> Document(source="a.txt", status="extracted", …) and its text
b.txt, no bytes             -> Document(source="b.txt", status="failed", error="it is empty") and no text
c.exe                       -> Document(source="c.exe", status="failed", error="no reader for '.exe'; …")
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.readers import text
from flows.readers.text import Decoded
from flows.sources import Source
from schemas.documents import Document, Status
from schemas.errors import UnreadableSource

__all__ = ["READERS", "Reader", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file becomes text."""

    media_type: str
    """IANA media type."""
    decode: Callable[[bytes], Decoded]
    """Bytes to text; raises `UnreadableSource` with a reason for people."""


READERS = {
    ".md": Reader("text/markdown", text.decode),
    ".text": Reader("text/plain", text.decode),
    ".txt": Reader("text/plain", text.decode),
}
"""The readers by suffix, in lower case."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its text; the text of a failed document is empty."""

    document: Document
    text: str = ""


def read(source: Source, *, max_bytes: int) -> Reading:
    """The document that a source is, or a failed one that says why it cannot be read.

    Raises `OSError` when the file cannot be opened or read: whether to try again is not decided here.
    """
    try:
        content = _content(source, max_bytes)
    except UnreadableSource as error:
        return Reading(failed(source, str(error)))
    known = {"source": source.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    try:
        reader = _reader(source.name)
        decoded = reader.decode(content)
    except UnreadableSource as error:
        return Reading(Document(**known, status=Status.FAILED, error=str(error)))
    document = Document(
        **known,
        media_type=reader.media_type,
        encoding=decoded.encoding,
        chars=len(decoded.text),
        status=Status.EXTRACTED,
    )
    return Reading(document, decoded.text)


def failed(source: Source, reason: str) -> Document:
    """The document of a source that was not read."""
    return Document(source=source.name, bytes=source.bytes or None, status=Status.FAILED, error=reason)


def _content(source: Source, max_bytes: int) -> bytes:
    if source.refusal is not None:
        raise UnreadableSource(source.refusal)
    if source.bytes > max_bytes:
        raise UnreadableSource(f"its {source.bytes:,} bytes are over the limit of {max_bytes:,} (setting max_bytes)")
    with source.path.open("rb") as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UnreadableSource(f"it has grown over the limit of {max_bytes:,} bytes (setting max_bytes)")
    return content


def _reader(name: str) -> Reader:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in READERS:
        kind = repr(suffix) if suffix else "names without a suffix"
        raise UnreadableSource(f"no reader for {kind}; expected one of {', '.join(READERS)}")
    return READERS[suffix]
