"""Numbers that cite: the volume of a journal with its pages, a judgment among the reports of a court.

    Cancer Lett. 45, 112–119             -> a volume and its pages
    27 (2019) 114–126; 53(2): 118–131    -> the same, the year or the issue between them
    [2003] 2 F.L.R. 139; 410 U.S. 113    -> judgments

A list of references writes much as rows of numbers are written, *Lagos 45, 112–119*. So a bare volume needs more: the
abbreviated title before it, or the year of its entry.
"""

import re

_REACH = 30
_ENTRY = 300
"""Characters in which the year stands that opens an entry: *Ake, T., 2011. On tides. Journal of Tides 58: 123–130*."""
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_ISSUE = r"[ ]?\([0-9]{1,5}(?:[-–/][0-9]{1,5})?\)[:,][ ]?"
_OF_YEAR = rf",?[ ]\({_YEAR}\)[:,]?[ ]"
_PAGES = r"[0-9]{1,5}[-–][0-9]{1,5}(?![0-9])"
_SHORT = r"(?:[A-Z][A-Za-z]{0,4}\.[ ]?)"
_REPORTS = rf"[ ]{_SHORT}{{1,3}}(?:[23]d[ ]|{_SHORT})"
_VOLUME = re.compile(
    rf"""
    [0-9]{{1,4}}
    (?: {_ISSUE}(?:e?[0-9]|pp?\b)                                    # 53(2): 118–131
      | {_OF_YEAR}(?:pp?\.?[ ]?)?{_PAGES}                            # 27 (2019) 114–126
      | {_REPORTS}[0-9]{{1,4}}(?=[\s,.;()]|\Z)                       # 410 U.S. 113
      | (?P<bare>[,:][ ]?{_PAGES}(?:(?P<dated>[ ]\({_YEAR}\))|(?=[.;)\n]|\Z)))  # 45, 112–119.
    )
    """,
    re.VERBOSE,
)
_BEHIND_VOLUME = re.compile(
    rf"\b[0-9]{{1,4}}(?:{_ISSUE}(?:pp?\.?[ ]?)?e?|{_OF_YEAR}(?:pp?\.?[ ]?)?|{_REPORTS}|[,:][ ])\Z"
)
_BEHIND = frozenset(").,:d")
"""With what ends that which stands between a volume and its pages; a blank may follow."""
_TITLE = re.compile(r"[A-Z][\w&-]*(?P<abbreviated>\.)?[ ]\Z")
_ENTRY_YEAR = re.compile(rf",[ ]{_YEAR}[a-z]?\.[ ]|\({_YEAR}[a-z]?\)")
_REPORTED = re.compile(rf"\[{_YEAR}\][ ](?:[0-9]{{1,3}}[ ])?(?:[A-Z][A-Za-z.’']{{1,8}}[ ]){{0,3}}\Z")
"""What stands before the numbers of a judgment: *[2019] UKSC 41*, *[1998] 1 AC 1*."""
_NEUTRAL = re.compile(
    rf"""
    \b{_YEAR}[ ]
    (?:SCC|FC|FCA|TCC|CMAC|(?:ON|BC|AB|QC|SK|MB|NS|NB|NL)(?:CA|SC|CS|KB|QB)|ZACC|ZASCA|NZSC|NZCA)[ ]\Z
    """,
    re.VERBOSE,
)
"""The same where no brackets enclose the year: *2008 SCC 9*. Before other letters a year may be a row's."""


def cites(text: str, start: int) -> bool:
    """Whether the number at an offset cites: a volume or its pages, the number or the page of a judgment."""
    if not text[start].isdigit():
        return False
    volume = _VOLUME.match(text, start)
    if volume is not None:
        return _is_cited(text, volume)
    sight = max(0, start - _REACH)
    if text[max(0, start - 2) : start - 1].isupper() and _NEUTRAL.search(text, sight, start):
        return True
    if text.rfind("] ", sight, start) >= 0 and _REPORTED.search(text, sight, start):
        return True
    return not _BEHIND.isdisjoint(text[max(0, start - 2) : start]) and _is_behind_volume(text, sight, start)


def _is_behind_volume(text: str, sight: int, start: int) -> bool:
    found = _BEHIND_VOLUME.search(text, sight, start)
    volume = _VOLUME.match(text, found.start()) if found else None
    return volume is not None and _is_cited(text, volume)


def _is_cited(text: str, volume: re.Match[str]) -> bool:
    """Whether a volume is one; of a bare one its title says so, abbreviated or in an entry with its year."""
    if volume["bare"] is None:
        return True
    title = _TITLE.search(text, max(0, volume.start() - _REACH), volume.start())
    if title is None:
        return False
    entry = max(text.rfind("\n", 0, volume.start()), volume.start() - _ENTRY, 0)
    return bool(volume["dated"] or title["abbreviated"] or _ENTRY_YEAR.search(text, entry, volume.start()))
