"""A saved web page: its headings, paragraphs, items and rows, one line each, and what the page says that they are.

    <h1>Mandate</h1><p>The force …</p>     -> "Mandate" (heading), "The force …"
    <tr><td>Nepal</td><td>35</td></tr>     -> "Nepal | 35" (table)
    <nav>, <footer>, class="share-buttons" -> stripped, with the rule that says so
    <blockquote class="twitter-tweet">     -> stripped as a social post

Nothing is run or fetched; scripts, styles and frames are not read at all.
"""

import codecs
import re

from flows.readers import text
from flows.readers.deadline import Deadline
from flows.readers.html.metadata import Metadata
from flows.readers.html.page import write
from flows.readers.html.tree import parse
from flows.readers.rendering import Rendering, Writer
from flows.readers.text import Decoded

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
"""Bytes in which a page declares its encoding. HTML asks for the first 1024, and pages break the rule; on those tried
the declaration ends within 285."""
_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read instead: the WHATWG encoding standard."""
_IANA = {"cp1252": "windows-1252", "cp1254": "windows-1254", "iso8859-2": "iso-8859-2"}


def decode(content: bytes, deadline: Deadline) -> Rendering:
    """The text of a page. Raises `UnreadableSource` for one without text, too deep, too large, or too slow."""
    decoded = _decoded(content)
    page = parse(decoded.text, deadline)
    writer = Writer()
    write(page, writer, deadline)
    rendered = writer.text()
    metadata = Metadata.of(page)
    own = metadata.date
    return Rendering(
        rendered,
        encoding=decoded.encoding,
        layout=writer.layout,
        title=metadata.title,
        date=own.date if own else None,
        date_from=own.where if own else None,
        url=metadata.url,
    )


def _decoded(content: bytes) -> Decoded:
    """The characters of a page: as UTF-8 where they are, else as the page says, else as they read best.

    Pages that are UTF-8 often say otherwise by mistake; bytes that are not hardly ever look like it by chance.
    """
    try:
        content.decode()
    except UnicodeDecodeError:
        return _declared(content) or text.decode(content)
    return text.decode(content)


def _declared(content: bytes) -> Decoded | None:
    """The page in the encoding that it declares; null where there is none, or another."""
    declared = _DECLARED.search(content, 0, _HEAD)
    if declared is None or b"\0" in content:
        return None
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        codec = _WEB.get(name, name)
        return Decoded(content.decode(codec), _IANA.get(codec) or codec.replace("cp125", "windows-125"))
    except (LookupError, ValueError):
        return None
