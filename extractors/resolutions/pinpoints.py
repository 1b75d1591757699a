"""Which paragraphs and sections of a resolution a text means.

    paras. 3 and 7 (b) of Security Council |resolution 1701   -> 3; 7 (b)
    resolution 59/276|, section XI, paragraph 4               -> section XI; 4
    the preambular paragraph 2 of |resolution 60/1            -> preambular 2

A paragraph is an operative one unless the text says otherwise. What follows *of* after a list belongs to another
resolution: *resolution 1559 (2004), paragraphs 2 and 3 of which*.
"""

import re

_PARAGRAPH = r"\d{1,3}(?:[ ]?\([a-z]{1,4}\))*(?:(?:[ ]?[–-][ ]?|[ ]to[ ])\d{1,3})?"
_SECTION = r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})(?:[ ]?[–-][ ]?[IVX]{1,5})?(?![\w(])"
_AND = r"(?:,[ ]and|,|[ ]and|[ ]or|[ ]&)[ ]"
_KINDS = (
    rf"""
    (?P<preambular>(?i:preambular)[ ])?
    (?: (?i: (?:operative[ ])? (?: (?:sub)?paragraphs? | paras?\.? ) )[ ] | OPs?[ ]? )
    (?P<paragraphs>(?>{_PARAGRAPH}(?:{_AND}{_PARAGRAPH})*))
    """,
    rf"(?i:sections?|sect\.)[ ](?P<sections>(?>{_SECTION}(?:{_AND}{_SECTION})*))",
)
_WORDS_BETWEEN = r"[ ]of[ ](?:(?:the|its|their|that|this|said|and|[A-Z][\w'’.-]*)[ ]){0,6}$"
_BEFORE = tuple(re.compile(rf"(?<!\w){kind}{_WORDS_BETWEEN}", re.VERBOSE) for kind in _KINDS)
_SECTION_OF = re.compile(rf"(?<!\w){_KINDS[1]}[ ]?,?[ ]$", re.VERBOSE)
_AFTER = tuple(re.compile(rf",?[ ]\(?{kind}(?![ ]of\b|\w)", re.VERBOSE) for kind in _KINDS)
_IN_LIST = re.compile(r",[ ]and[ ]|,[ ]|[ ](?:and|or|&)[ ]")
_LOOK_BACK = 120  # code points: a list of paragraphs and the name of the body


def before(text: str, start: int) -> tuple[str, ...]:
    """The pinpoints before a citation that starts at `start`, as written.

    >>> before("sections I and IV of General Assembly resolution 59/276", 38)
    ('section I', 'section IV')
    >>> before("paragraph 5 of the report on resolution 59/276", 29)
    ()
    """
    sight = text[max(0, start - _LOOK_BACK) : start]
    if not (sight.endswith(" ") and " of " in sight):
        return ()
    for expression in _BEFORE:
        if match := expression.search(sight):
            section = _SECTION_OF.search(sight, 0, match.start())
            return (*(_items(section) if section else ()), *_items(match))
    return ()


def after(text: str, end: int) -> tuple[str, ...]:
    """The pinpoints behind a citation that ends at `end`, as written.

    >>> after("resolution 59/276, section XI, paragraph 4", 17)
    ('section XI', '4')
    """
    found: list[str] = []
    while match := next((m for expression in _AFTER if (m := expression.match(text, end))), None):
        found += _items(match)
        end = match.end()
    return tuple(found)


def _items(match: re.Match[str]) -> tuple[str, ...]:
    said = match.groupdict()
    if sections := said.get("sections"):
        return tuple(f"section {item}" for item in _IN_LIST.split(sections))
    prefix = "preambular " if said["preambular"] else ""
    return tuple(f"{prefix}{item}" for item in _IN_LIST.split(said["paragraphs"]))
