"""A page of a web archive: what a server answered, with its address and the day on which it was fetched.

WARC/1.0, a response of text/html, packed or not  -> the page, as if it had been saved
the same, cut off                                 -> refused
"""

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from flows.archives import READ_AS, media_type
from flows.readers.dates import written
from schemas.errors import UnreadableSource

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PACKED = ("Content-Encoding", "Transfer-Encoding")
"""Headers of an answer whose length is not that of the page."""


class Page(NamedTuple):
    """What a record holds."""

    suffix: str
    """That of a file with such a content."""
    content: bytes
    url: str | None
    fetched: str | None
    """The day, ISO 8601."""


def page(content: bytes, max_bytes: int) -> Page:
    """The page in a record. Raises `UnreadableSource` for one that is broken, cut off, or unpacks to more."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 # few folders hold archives

    try:
        record = next(iter(ArchiveIterator(BytesIO(content), auto_decode="all")))
        answer = _answer(record, max_bytes)
    except StopIteration as error:
        raise UnreadableSource("there is no record; expected one of WARC") from error
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"its record is broken: {error}; expected a whole one") from error
    url = record.headers.get("WARC-Target-URI")
    usable = url if url and url.isprintable() and url.startswith(("http://", "https://")) else None
    suffix = READ_AS.get(media_type(record))
    if suffix is None:
        raise UnreadableSource(
            f"its media type is {media_type(record)!r}, which has no reader; expected HTML, PDF, DOCX, JSON or text"
        )
    return Page(suffix, _in_utf8(answer, record), usable, written(record.headers.get("WARC-Date") or ""))


def _answer(record: "WarcRecord", max_bytes: int) -> bytes:
    """What the server sent, unpacked."""
    pieces: list[bytes] = []
    length = 0
    while piece := record.reader.read(max_bytes + 1 - length):
        pieces.append(piece)
        length += len(piece)
        if length > max_bytes:
            raise UnreadableSource(f"its page is over the limit of {max_bytes:,} bytes (setting max_bytes)")
    is_packed = record.is_http and any(record.http_headers.get(name) for name in _PACKED)
    if not is_packed and length < record.content_length:
        raise UnreadableSource(
            f"it is cut off: {length:,} of {record.content_length:,} bytes are there; expected all of them"
        )
    return b"".join(pieces)


def _in_utf8(content: bytes, record: "WarcRecord") -> bytes:
    """The page as UTF-8 where its server alone says what else it is: a saved page would have been told so."""
    charset = record.http_charset
    if charset is None or not media_type(record).startswith("text/"):
        return content
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            return content.decode(charset).encode()
        except (LookupError, ValueError):  # no such encoding, or another
            return content
    return content
