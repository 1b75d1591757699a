"""Names that nothing marks but their company: one of a list whose other members are organizations.

    Sumud, Fatah and Hamas         before two of them
    Fatah, Sumud and Hamas         between two
    Fatah, Hamas and Sumud         behind two

A country, an office or a document among them stays what it is; so does a name that goes on in small letters.
"""

from collections.abc import Iterable, Iterator

from extractors.organizations.kinds import is_somebody, run
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from extractors.organizations.words import Kind, words
from schemas.organizations import OrganizationType

_RULE = "organizations.listed-beside"
_JOINTS = (",", "and", "or")
_ENDS = frozenset((*_JOINTS, *".;():", "", "were", "was", "have", "had", "are", "in", "at", "on", "to"))
"""What ends a list; a verb in small letters does not, for who acts may be a person."""
_OPENERS = frozenset(("of", "with", "by", "alongside", "between", "include", "includes", "including", "like"))
"""What a list may begin behind; *in* and *at* have places behind them."""
_GATHERINGS = ("coalition", "alliance", "group", "consortium", "meeting", "talks", "committee")
"""What is of organizations, as their members are, rather than of a place, as a mayor or the people is."""
_MOST_WORDS = 6


def names(around: Surroundings, shaped: Iterable[Name]) -> Iterator[Name]:
    """Every name in a list with two organizations beside it: registered ones, or those that `shaped` tells."""
    known = {name.start: name.end for name in shaped} | dict(around.listed)
    for first, last in known.items():
        if around[last].lower not in _JOINTS:
            continue
        start = _behind_joint(around, last)
        if start in known:  # A, B and this; this, A and B
            third = _behind_joint(around, known[start])
            if third > known[start] and third not in known:
                yield from _named(around, third, run(around, third))
            yield from _before(around, first)
        elif _behind_joint(around, end := run(around, start)) in known:  # A, this and B
            yield from _named(around, start, end)


def _before(around: Surroundings, first: int) -> Iterator[Name]:
    """The name before the first of two organizations: *this*, A and B."""
    end = first - 2 if around[first - 1].lower == "the" else first - 1
    if around[end].lower != ",":
        return
    start = end
    while start > max(0, end - _MOST_WORDS) and around[start - 1].is_name_word:
        start -= 1
    governor = start - 2 if around[start - 1].lower == "the" else start - 1
    if around[governor].lower not in _OPENERS or around[governor - 1].is_name_word:
        return
    whose = around[governor - 1].lower
    if around[governor].lower != "of" or whose in words(Kind.MEMBER) or whose in _GATHERINGS:
        yield from _named(around, start, end)


def _behind_joint(around: Surroundings, index: int) -> int:
    """The token behind a comma, *and*, or both, and the article; the token itself where neither stands there."""
    start = index
    while start < index + 2 and around[start].lower in _JOINTS:
        start += 1
    return start + 1 if start > index and around[start].lower == "the" else start


def _named(around: Surroundings, start: int, end: int) -> Iterator[Name]:
    """The name on the tokens `[start, end)`, if it is one."""
    if start >= end or around[end].lower not in _ENDS or any(index in around.listed for index in range(start, end)):
        return
    is_word = end == start + 1 and (around.has(Part.HEAD, start) or around[start].text.isupper())
    if not is_word and not is_somebody(around, start, end) and around[end - 1].lower not in words(Kind.DOCUMENT):
        yield Name(start, end, OrganizationType.OTHER, _RULE)
