"""Names that a common noun tells: nothing in them makes them an organization's, but what stands beside them does.

    militias such as Aitarak, Besi Merah and the Laksaur   what follows is named as one of them
    the Aitarak militia, Hutu militias                     a name before the noun, which that of a people is not
    the Labour party, the Liberal and Green parties        a direction of politics before the noun

Names of a list end where it goes on in small letters, with a country, or with an office.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from extractors.lexicon import Entry, Forms, load
from extractors.organizations.places import country
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from extractors.organizations.words import Kind, heads, words
from schemas.organizations import OrganizationType

_PARTICLES = ("e", "i", "y", "al", "de", "ye", "wa")
_PARTY, _PARTIES = "party", "parties"
_AMONG = "organizations.named-among"
_BESIDE = "organizations.named-beside"
_POLITICAL = "organizations.political-party"
_MOST_NAMES = 12
_MOST_WORDS = 6
_MOST_OF_A_NOUN = 3
_ADJECTIVES = (
    *("ist", "ists", "ian", "an", "ish", "ese", "ic", "al", "ern", "ive", "ed", "ing", "ite", "i", "ous", "ette"),
    *("mas", "easter", "halloween"),
)
"""How adjectives end that say what a party or an alliance is like, and feasts."""


class Place(StrEnum):
    """Where the names stand that a noun tells."""

    AMONG = "among"
    BOTH = "both"
    NAMED = "named"
    CALLED = "called"


class KindNoun(Entry):
    """A common noun that says what the names beside it are."""

    forms: Forms
    type: OrganizationType
    place: Place


def names(around: Surroundings) -> Iterator[Name]:
    """Every name that a common noun tells."""
    for index in around.all(Part.KIND_NOUN):
        word = around[index].lower
        if word in (_PARTY, _PARTIES):
            yield from _parties(around, index)
        if noun := nouns().get(word):
            if noun.place in (Place.AMONG, Place.BOTH):
                yield from _among(around, index, noun)
            if noun.place is Place.BOTH or (noun.place is Place.NAMED and _is_name_alone(around, index)):
                yield from _beside(around, index, noun)


def is_kind_noun(form: str) -> bool:
    """Whether a word form tells of names beside it: a noun, or what only organizations do.

    >>> is_kind_noun("militias"), is_kind_noun("party"), is_kind_noun("Party")
    (True, True, False)
    """
    return form in nouns() or form in (_PARTY, _PARTIES) or form in words(Kind.DEED)


def _among(around: Surroundings, index: int, noun: KindNoun) -> Iterator[Name]:
    """The names in a list behind *such as*, *including* or *namely*."""
    position = _behind_such_as(around, index + 1)
    for _ in range(_MOST_NAMES if position else 0):
        start = position + 1 if around[position].lower == "the" else position
        end = run(around, start)
        if end == start or is_somebody(around, start, end):
            return
        yield Name(start, end, noun.type, _AMONG)
        position = end
        while around[position].lower in (",", "and", "or"):
            position += 1
        if position == end:
            return


def _behind_such_as(around: Surroundings, index: int) -> int:
    """The token behind *such as* and its like, which may follow a comma; 0 where there is none."""
    start = index + 1 if around[index].lower == "," else index
    if around[start].lower == "such" and around[start + 1].lower == "as":
        return start + 2
    return start + 1 if around[start].lower in ("including", "namely") else 0


def _beside(around: Surroundings, index: int, noun: KindNoun) -> Iterator[Name]:
    start = index
    while start > index - _MOST_WORDS and _is_part(around, start - 1):
        start -= 1
    nations = words(Kind.NATION)
    is_named = start < index and not any(around[place].lower in nations for place in range(start, index))
    if is_named and around[start - 1].lower in ("the", "of", "by", "and") and not is_somebody(around, start, index):
        yield Name(start, index, noun.type, _BESIDE)


def _is_name_alone(around: Surroundings, index: int) -> bool:
    """Whether one or two words behind *the* name what a noun at a token is, rather than say what it is like.

    The *Libre* alliance, but not the Western alliance, the Democratic party, the Maoist movement.
    """
    start = index
    while start > index - _MOST_OF_A_NOUN and _is_part(around, start - 1):
        start -= 1
    last = around[index - 1].lower
    head = heads().get(around[index].lower)
    says_what = (
        last.endswith(_ADJECTIVES) or last in words(Kind.POLITICS) or (head is not None and last in head.refuses)
    )
    return around[start - 1].lower == "the" and not says_what


def _parties(around: Surroundings, index: int) -> Iterator[Name]:
    """The *Labour party*, the *Liberal* and *Green* parties."""
    position = index - 1
    while _is_direction(around, position):
        end = index + 1 if around[index].lower == _PARTY else position + 1
        start = position
        while _is_part(around, start - 1):
            start -= 1
        yield Name(start, end, OrganizationType.POLITICAL_PARTY, _POLITICAL)
        if around[index].lower == _PARTY or around[start - 1].lower not in ("and", "or", ","):
            return
        position = start - 2


def _is_direction(around: Surroundings, index: int) -> bool:
    return around[index].lower in words(Kind.POLITICS) and _is_part(around, index)


def _is_part(around: Surroundings, index: int) -> bool:
    """Whether a token may be part of a name that its noun tells."""
    return around[index].is_name_word and index not in around.before and not around.has(Part.ACRONYM, index)


def run(around: Surroundings, start: int) -> int:
    """End of a name of capitalised words, which may begin with a number and have particles: `400 Mawozo`."""
    end = start
    while end < start + _MOST_WORDS:
        if around[end].is_name_word and end not in around.places:
            end += 1
        elif _is_joint(around, start, end) and around[end + 1].is_name_word:
            end += 2
        elif around[end].lower in _PARTICLES and around.is_hyphen(end + 1) and around[end + 2].is_name_word:
            end += 3  # Usbat al-Nur
        else:
            break
    return end


def _is_joint(around: Surroundings, start: int, index: int) -> bool:
    if index == start:
        return around[index].lower.isdecimal()
    return around[index].lower in _PARTICLES or around.is_hyphen(index)


def is_somebody(around: Surroundings, start: int, end: int) -> bool:
    """Whether the tokens `[start, end)` name a person with an office, or a people."""
    return any(around[index].is_office or country(around[index].text) for index in range(start, end))


@cache
def nouns() -> dict[str, KindNoun]:
    """All nouns by their forms."""
    return {form: noun for noun in load("kind_nouns.csv", KindNoun) for form in noun.forms}
