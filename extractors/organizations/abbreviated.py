"""Where a name begins that an acronym in parentheses follows: its letters say which words are its own.

Universal Care and Rescue Organization (UNICRO)    from "Universal", although "and" joins two names elsewhere
the Walter Lind/TAFRI Field Unit (WALTFU)          across a stroke
"""

from extractors.organizations.definitions import abbreviates
from extractors.organizations.surroundings import Surroundings

_JOINTS = frozenset(("of", "for", "and", "&", "'s", "’s", "'", "’", "-", "–", "/", ","))
_LINKS = frozenset(("in", "of", "for", "to", "on", "against"))
_WITHIN = _LINKS | {"the", "and"}
_SHORTEST, _LONGEST = 3, 10
_MOST_WORDS = 10


def begins(around: Surroundings, start: int, end: int) -> int:
    """The token at which the name on `[start, end)` begins by the acronym behind it; `start` where that says nothing.

    A name that its acronym abbreviates begins where it did: what stands before it may belong to it, too.
    """
    if around[end].text != "(":
        return start
    sign = around[end + 1].text
    if not (_SHORTEST <= len(sign) <= _LONGEST and sign.isupper() and sign.isalpha()):
        return start
    name = " ".join(around[index].text for index in range(start, end))
    if abbreviates(sign, name):
        return start
    for index in range(start - 1, max(-1, start - _MOST_WORDS), -1):
        name = f"{around[index].text} {name}"
        if around[index].is_name_word or around.is_all_within(index):
            if not around[index].is_office and abbreviates(sign, name):
                return index
        elif around[index].lower not in _JOINTS:
            break
    return start


def reaches(around: Surroundings, start: int, end: int) -> int:
    """The token behind the name that begins at `start` by the acronym behind it; `end` where that says nothing.

    What its letters count belongs to the name: `Council of Churches in Sierra Leone (CCSL)`.
    """
    if around[end].lower not in _LINKS:
        return end
    position = end + 1
    while position < end + _MOST_WORDS and (around[position].is_name_word or around[position].lower in _WITHIN):
        position += 1
    if around[position].text != "(" or around[position + 2].text != ")":
        return end
    sign = around[position + 1].text
    is_counted = sign == _initials(around, start, position) != _initials(around, start, end)
    return position if is_counted and len(sign) >= _SHORTEST else end


def _initials(around: Surroundings, start: int, end: int) -> str:
    return "".join(around[index].text[0] for index in range(start, end) if around[index].is_name_word)
