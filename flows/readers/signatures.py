r"""What the first bytes of a file say that it is, where its name says something else.

b"%PDF-1.7 …" in letter.txt      -> "a PDF"
b"PK\x03\x04…" in letter.pdf      -> "a ZIP archive, such as a DOCX"
b"<!DOCTYPE html>…" in page.txt  -> "HTML"
"""

import re
from typing import NamedTuple


class _Signature(NamedTuple):
    starts: re.Pattern[bytes]
    what: str
    suffixes: frozenset[str]
    """Names that fit."""


def _signature(starts: bytes, what: str, *suffixes: str) -> _Signature:
    return _Signature(re.compile(starts, re.IGNORECASE | re.DOTALL), what, frozenset(suffixes))


_HEAD = 1024
"""Bytes in which a file says what it is: in so many a PDF must (PDF Reference 1.7, implementation note 13)."""
_SIGNATURES = (
    _signature(rb".{0,1019}?%PDF-\d", "a PDF", ".pdf"),
    _signature(rb"PK(?:\x03\x04|\x05\x06)", "a ZIP archive, such as a DOCX", ".docx"),
    _signature(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file (.doc), or one that is encrypted"),
    _signature(rb"\{\\rtf", "rich text (.rtf)"),
    _signature(rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<!doctype html\b|<html[\s>])", "HTML", ".html", ".htm", ".xhtml"),
    _signature(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0|II\*\0|MM\0\*", "a picture"),
    _signature(rb"\x1f\x8b\x08", "a packed file", ".warc.gz"),
    _signature(rb"\x1f\x8b|BZh\d|\xfd7zXZ|7z\xbc\xaf|Rar!", "a packed file"),
)
_NEEDED = {".pdf": "a PDF", ".docx": "a ZIP archive, such as a DOCX"}
"""What files of these names must start as."""


def mismatch(content: bytes, suffix: str) -> str | None:
    """Why a content does not fit the suffix of its name, in words for people; null when it may.

    >>> mismatch(b"%PDF-1.7", ".txt")
    "it is a PDF, not what '.txt' says; rename it"
    >>> mismatch(b"Yours sincerely", ".pdf"), mismatch(b"Yours sincerely", ".txt")
    ("it is no PDF, as '.pdf' says; rename it", None)
    """
    head = content[:_HEAD]
    for signature in _SIGNATURES:
        if signature.starts.match(head):
            fits = suffix in signature.suffixes
            return None if fits else f"it is {signature.what}, not what {suffix!r} says; rename it"
    if content and (needed := _NEEDED.get(suffix)):
        return f"it is no {needed.removeprefix('a ').partition(',')[0]}, as {suffix!r} says; rename it"
    return None
