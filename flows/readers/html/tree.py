"""The elements of a page, parsed within limits.

libxml2 reads what browsers do, resolves nothing and fetches nothing. It nests at most 255 elements and drops what
is deeper without a word, so that a deeper page is refused rather than read wrongly.
"""

from typing import TypeAlias

from lxml import etree

from flows.readers.deadline import Deadline
from schemas.errors import UnreadableSource

Element: TypeAlias = etree._Element  # noqa: SLF001 # the only name of the class that lxml gives

DEPTH = 200
"""Deepest nesting that is read: below what libxml2 drops. The deepest of the pages tried has 21."""
_ELEMENTS = 500_000
"""Most elements that are read, so that memory is bounded: as many paragraphs take 0.33 GB. The densest page tried has
31 in a kilobyte; one like it reaches this with 16 MB."""
_CHUNK = 1 << 20
"""Characters between two looks at the clock: libxml2 takes 15 ms for them."""


def parse(text: str, deadline: Deadline) -> Element:
    """The root of a page. Raises `UnreadableSource` for one without elements, with too many, or nested too deep."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
            deadline.check()
        root = parser.close()
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource(f"it is no HTML that can be read: {error}; save the page anew") from error
    if root is None or not len(root):
        raise UnreadableSource("it holds no HTML elements; expected some, or the suffix .txt")
    _check_size(root, deadline)
    return root


def _check_size(root: Element, deadline: Deadline) -> None:
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise UnreadableSource(f"its elements are nested too deep; expected at most {DEPTH} levels")
        if count > 2 * _ELEMENTS:
            raise UnreadableSource(f"it has too many elements; expected at most {_ELEMENTS:,}")
        if not count % 10_000:  # milliseconds
            deadline.check()
