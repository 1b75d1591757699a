"""Plain text: from bytes to characters, none of them changed.

    48 c3 b4            -> "Hô"    utf-8
    ff fe 48 00 f4 00   -> "Hô"    utf-16         (little or big end first, as its byte order mark says)
    "Côte" in Latin-1   -> "Côte"  windows-1252   (where its words leave no doubt)

Line ends stay as they are, so that offsets hold. A byte order mark is no part of the text.
"""

import codecs
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from schemas.errors import UnreadableSource


class Decoded(NamedTuple):
    """A text, and the IANA name of the encoding it was decoded from."""

    text: str
    encoding: str


_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
"""Byte order marks, the codec of what follows, and the IANA name of both together."""

_USUAL = "cp1252"
_IANA = {
    _USUAL: "windows-1252",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
    "iso8859_2": "iso-8859-2",
    "koi8_r": "koi8-r",
    "big5": "big5",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
    "gb18030": "gb18030",
    "shift_jis": "shift_jis",
}
"""What undeclared text is tried as: the encodings that the web is written in besides UTF-8. Latin-1 reads as its
superset windows-1252. With rarer ones among them, such as those of DOS, wrong guesses came out ahead of right ones."""

_MULTIBYTE = frozenset({"big5", "euc_jp", "euc_kr", "gb18030", "shift_jis"})


def decode(content: bytes) -> Decoded:
    r"""The text of a file and its encoding.

    Raises `UnreadableSource` for what is empty or binary, and for bytes that leave a doubt about their encoding.

    >>> decode(b"\xef\xbb\xbfC\xc3\xb4te\r\n")
    Decoded(text='Côte\r\n', encoding='utf-8')
    >>> decode(b"PK\x03\x04\x00\x00")
    Traceback (most recent call last):
        ...
    schemas.errors.UnreadableSource: it is no text: byte 4 is NUL; expected text, or the suffix of its kind
    """
    decoded = _marked(content) or _unmarked(content)
    if (nul := decoded.text.find("\0")) >= 0:
        raise UnreadableSource(f"it is no text: character {nul} is NUL; expected text, or the suffix of its kind")
    if not decoded.text.strip():
        raise UnreadableSource(
            "it is empty; expected text" if not content else "it holds nothing but white space; expected text"
        )
    return decoded


def _marked(content: bytes) -> Decoded | None:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            try:
                return Decoded(content[len(mark) :].decode(codec), name)
            except UnicodeDecodeError as error:
                where = len(mark) + error.start
                raise UnreadableSource(
                    f"it starts as {name}, but byte {where} breaks it: {error.reason}; save it as UTF-8"
                ) from error
    return None


def _unmarked(content: bytes) -> Decoded:
    if (nul := content.find(b"\0")) >= 0:
        raise UnreadableSource(f"it is no text: byte {nul} is NUL; expected text, or the suffix of its kind")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(content):
            raise UnreadableSource(
                f"it is utf-8, but byte {error.start} breaks it: {error.reason}; save it as UTF-8"
            ) from error
    return _detected(content)


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether more characters beyond ASCII are well-formed UTF-8 than are not; elsewhere few are, by chance."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) - broken > broken


def _detected(content: bytes) -> Decoded:
    """The text in the encoding that it reads best in.

    Best is least noise, then most like a language. Where windows-1252 is among the best it wins, as in browsers; other
    ties that give different texts leave a doubt, as does a text like no language at all in an encoding of single bytes.
    """
    matches = list(from_bytes(content, cp_isolation=list(_IANA)))
    best = [match for match in matches if _merit(match) == _merit(matches[0])]
    candidates = [codec for match in best for codec in match.could_be_from_charset]
    codec = _USUAL if _USUAL in candidates else next(iter(candidates), None)
    if codec is None or (codec != _USUAL and len(best) > 1) or not (best[0].coherence or codec in _MULTIBYTE):
        raise UnreadableSource("its encoding is in doubt; save it as UTF-8")
    try:
        return Decoded(content.decode(codec), _IANA[codec])
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"it reads like {_IANA[codec]}, but byte {error.start} breaks it; save it as UTF-8"
        ) from error


def _merit(match: CharsetMatch) -> tuple[float, float]:
    return match.chaos, -match.coherence
