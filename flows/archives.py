"""The pages of a web archive: the records of a WARC file that may be documents, and where each stands in it.

    a response of https://unmil.unmissions.org/about  -> "unmil.unmissions.org-5b6f23c09a5e", its first byte and length
    a picture, a style, a redirect, a request         -> nothing
    bytes that are no record                          -> "byte-73044", with the reason

A name is the host and a hash of the address, so that nothing of a path in the archive reaches the file system, and the
same page has the same name in the next crawl. Of an address that is there twice the second is `…~2`.
"""

import hashlib
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from flows import places
from flows.places import Place

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES = (".warc", ".warc.gz")
"""What names of archives end with."""

READ_AS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".xhtml",
    "text/html": ".html",
    "text/plain": ".txt",
}
"""The suffix that a file of each media type would have; other types are no documents."""

_PIECE = 1 << 20
"""Bytes that are held at once while the next record is looked for."""
_MEMBER, _LINE = b"\x1f\x8b\x08", b"\nWARC/1."
"""What a record starts with in an archive that is packed, and what in one that is not."""
_MOST_TRIES = 10_000
"""Starts that are tried in an archive, after broken records, before the rest is given up: it may hold nothing else."""
_SHARED = "its records are not packed one by one, as an archive wants them; `fastwarc recompress` does that"
_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_LONGEST_HOST = 60
"""Characters of a host in a name. DNS allows 253, file systems 255 for all of a name, in which that of the archive
stands before it; the hash behind it tells pages apart by itself."""


class Found(NamedTuple):
    """A record that may be a document."""

    name: str
    offset: int
    """Its first byte in the file."""
    length: int
    refusal: str | None = None
    """Why it cannot be read, in words for people."""


def is_archive(name: str) -> bool:
    """Whether a file of this name is one."""
    return name.lower().endswith(SUFFIXES)


def records(path: Place) -> Iterator[Found]:
    """The records of an archive that may be documents, in order, and one for each stretch that is no record.

    Only heads are held. Raises `OSError` when the file cannot be opened.
    """
    seen: Counter[str] = Counter()
    with places.opened(path) as file:
        for record in _all(file, file.seek(0, os.SEEK_END)):
            if record.name:
                seen[record.name] += 1
                again = f"~{seen[record.name]}" if seen[record.name] > 1 else ""
                yield record._replace(name=f"{record.name}{again}")


def _all(file: BinaryIO, size: int) -> Iterator[Found]:
    """Every record; those that are no documents without a name."""
    start, tries = 0, iter(range(_MOST_TRIES))
    while start < size:
        last: Found | None = None
        reason = "it holds none"
        for record in _readable(file, start):
            if isinstance(record, str):
                reason = record
                break
            if last is not None:
                yield last._replace(length=record.offset - last.offset)
            last = record
        else:
            if last is not None:
                end = _end_of(file, last.offset, size) if _is_packed(file) else size
                yield last._replace(length=end - last.offset)
                if end < size:
                    yield _broken(end, size, "it is cut off")
                return
        if reason == _SHARED:
            yield _broken(start, size, reason)
            return
        begun = start if last is None else last.offset
        start = _next_readable(file, begun, size, tries)
        yield from _around(file, last or _broken(begun, start, reason), start, reason)


def _around(file: BinaryIO, last: Found, end: int, reason: str) -> Iterator[Found]:
    """What stands before a record that can be read again: the last that could, or not, and what is none."""
    if last.refusal is not None:
        yield last
        return
    if not _is_whole(file, last):
        name = last.name or f"byte-{last.offset}"
        yield last._replace(
            name=name, length=end - last.offset, refusal=f"its record is broken: {reason}; expected a whole one"
        )
        return
    broken = _end_of(file, last.offset, end)
    if broken < end or last.name:
        yield last._replace(length=broken - last.offset)
    else:  # nothing else can be what is wrong
        broken = last.offset
    if broken < end:
        yield _broken(broken, end, reason)


def _broken(start: int, end: int, reason: str) -> Found:
    return Found(
        f"byte-{start}", start, end - start, refusal=f"this is no record of an archive: {reason}; expected one of WARC"
    )


def _readable(file: BinaryIO, start: int) -> Iterator[Found | str]:
    """The records from a byte on, of no length yet; where they cannot be read any more, the reason."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 # few folders hold archives

    file.seek(start)
    before = -1
    try:
        for record in ArchiveIterator(file):
            if record.stream_pos <= before:
                yield _SHARED
                return
            before = record.stream_pos
            yield Found(_name(record), before, 0)
    except OSError as error:
        if error.errno is not None:  # that is the disk's
            raise
        yield str(error)
    except ValueError as error:
        yield str(error)


def _is_whole(file: BinaryIO, found: Found) -> bool:
    """Whether a record can be read to its end."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415

    file.seek(found.offset)
    try:
        next(iter(ArchiveIterator(file, parse_http=False))).consume()
    except (OSError, ValueError, StopIteration):
        return False
    return True


def _next_readable(file: BinaryIO, after: int, size: int, tries: Iterator[int]) -> int:
    """Where the next record starts that can be read; the end of the file where none does, or after so many tries."""
    start = after
    for _ in tries:
        start = _next_start(file, start, size)
        if start >= size or isinstance(next(_readable(file, start), ""), Found):
            return start
    return size


def _is_packed(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(len(_MEMBER)) == _MEMBER


def _end_of(file: BinaryIO, start: int, limit: int) -> int:
    """Where a record ends; at the limit where its own checksum denies it."""
    if not _is_packed(file):
        return _next_start(file, start, limit)
    file.seek(start)
    at, member = start, zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    with suppress(zlib.error):
        while not member.eof and (piece := file.read(_PIECE)):
            at += len(piece)
            while piece and not member.eof:
                member.decompress(piece, _PIECE)
                piece = member.unconsumed_tail  # what would unpack to more than that at once
    return limit if not member.eof else min(limit, at - len(member.unused_data))


def _next_start(file: BinaryIO, after: int, end: int) -> int:
    """Where the next record may start, beyond the start of this one; else the end."""
    mark = _MEMBER if _is_packed(file) else _LINE
    at = after + 1 if mark is _MEMBER else after
    file.seek(at)
    kept = b""
    while at < end and (piece := file.read(_PIECE)):
        found = (kept + piece).find(mark)
        if found >= 0:
            return min(end, at - len(kept) + found + mark.startswith(b"\n"))
        at += len(piece)
        kept = (kept + piece)[1 - len(mark) :]
    return end


def _name(record: "WarcRecord") -> str:
    """The name of a record that may be a document; none for others."""
    answered = record.http_headers.status_code if record.is_http else None
    if not 200 <= (answered or 200) < 300 or media_type(record) not in READ_AS:
        return ""
    address = record.headers.get("WARC-Target-URI") or record.record_id or ""
    digest = hashlib.sha256(address.encode(errors="replace")).hexdigest()[:12]
    host = _UNSAFE.sub("-", _host(address))[:_LONGEST_HOST].strip("-.")
    return f"{host}-{digest}" if host else digest


def media_type(record: "WarcRecord") -> str:
    """The media type that a record says it has: a response's, or a file's; nothing for requests and the like."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415

    if record.record_type == WarcRecordType.response:
        return (record.http_content_type or "").lower()
    if record.record_type in (WarcRecordType.resource, WarcRecordType.conversion):
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets without an address
        return ""
