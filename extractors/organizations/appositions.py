"""Names that a common noun beside them explains: nothing in them makes them an organization's.

    the rebel group Sagaret, a party called Tiga    the noun before the name
    Tamarind Reach, a Nairobi-based charity,        the noun behind it, between commas
    its parent company, Dahlia Foods, denied it     the noun before it, and commas
    pumps operated by Voda Lestva                   what hardly a person does

The name may not be a place's, an office's or a document's: `the party Secretary`, `In Goma, a charity`.
"""

from collections.abc import Iterator

from extractors.organizations.kinds import KindNoun, Place, is_somebody, nouns, run
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from extractors.organizations.words import Kind, words
from schemas.organizations import OrganizationType

_RULE = "organizations.apposition"
_DOER = "organizations.doer"
_CALLED = ("called", "named", "dubbed")
_CALLED_SO = (("calling", "itself"), ("known", "as"))
_QUOTES = ('"', "“", "‘", "«")
_DETERMINERS = ("a", "an", "the", "another")
_OWNERS = (
    "its",
    "their",
    "whose",
    "main",
    "largest",
    "biggest",
    "parent",
    "oldest",
    "leading",
    "only",
    "first",
    "second",
    "'s",
    "’s",
)
_CLOSERS = frozenset(
    (
        *(",", ".", ";", ")", "that", "which", "whose", "of", "for", "in", "based", "from", "with", "working", "close"),
        *("founded", "run", "led", "set", "formed", "created", "backed", "funded", "linked", "allied", "owned", "and"),
    )
)
_ADVERBIAL = frozenset(
    ("in", "at", "near", "from", "outside", "around", "across", "on", "since", "until", "through", "mr", "mr.", "/")
)
_FOR = ("for", "without", "against")
_AROUND = (",", "(", ")", ".", ";")
_IMPERSONAL = frozenset(
    "company firm airline charity ngo bank foundation brewery museum laboratory startup union".split()
)
"""Nouns that are said of no person, as *contractor* and *supplier* may be."""
_ENDS = ("", ".", "!", "?", ":", "”", '"')
_MOST_WORDS = 6


def names(around: Surroundings) -> Iterator[Name]:
    """Every name that a noun beside it explains."""
    for index in around.all(Part.KIND_NOUN):
        if around[index].lower in words(Kind.DEED):
            yield from _doer(around, index)
        noun = nouns().get(around[index].lower)
        if noun and noun.place is not Place.AMONG:
            yield from _behind(around, index, noun)
            yield from _before(around, index, noun)
            yield from _letters(around, index, noun)


def _doer(around: Surroundings, index: int) -> Iterator[Name]:
    """The name behind *by* of what hardly a person does, unless it goes on: *funded by* European taxpayers."""
    if around[index + 1].lower != "by":
        return
    start = index + 3 if around[index + 2].lower == "the" else index + 2
    end = run(around, start)
    is_part = end == start + 1 and (around.has(Part.HEAD, start) or around.has(Part.CAPITALS, start))
    if end == start or is_part or start in around.listed or is_somebody(around, start, end):
        return
    if around[end].lower in _CLOSERS or around[end].lower in ("", "(", "since", "on", "at", "under", "until"):
        yield Name(start, end, OrganizationType.OTHER, _DOER)


def _behind(around: Surroundings, index: int, noun: KindNoun) -> Iterator[Name]:
    """The name behind a noun."""
    start = _start(around, index)
    if not start:
        return
    end = run(around, start)
    if end > start and around[end].lower == "of" and around[end + 1].is_name_word:  # a militia called Hawks of Hama
        end = max(run(around, end + 1), around.places.get(end + 1, 0))
    elif end > start and around[end].lower in _FOR and around[end + 1].is_name_word:  # the group Green without Borders
        end = run(around, end + 1)
    if around[index + 1].lower == "," and not _is_owned(around, index) and around[end].lower not in _AROUND:
        return  # a company, Ali said
    is_head = end == start + 1 and around.has(Part.HEAD, start)
    if end == start or is_head or start in around.listed or is_somebody(around, start, end):
        return
    if around[end - 1].lower not in words(Kind.DOCUMENT):
        yield Name(start, end, noun.type, _RULE)


def _letters(around: Surroundings, index: int, noun: KindNoun) -> Iterator[Name]:
    """The letters between commas behind a noun: *the state oil company, YPFB, says*; no person is called so."""
    start = index + 2
    is_between = around[index + 1].lower == "," and around[start + 1].lower in (",", ".", ";")
    if is_between and around.has(Part.CAPITALS, start) and around[start].text.isupper() and _is_definite(around, index):
        yield Name(start, start + 1, noun.type, _RULE)


def _is_definite(around: Surroundings, index: int) -> bool:
    """Whether *the* stands before the words of a noun: *the* state oil company, of which there is one."""
    start = index - 1
    while start > index - _MOST_WORDS and around[start].text.isalpha() and around[start].lower != "the":
        start -= 1
    return around[start].lower == "the"


def _start(around: Surroundings, index: int) -> int:
    """Where the name behind a noun would begin; 0 where the noun explains none."""
    start = index + 1
    if around[start].lower in _CALLED:
        start += 1
    elif (around[start].lower, around[start + 1].lower) in _CALLED_SO:
        start += 2
    elif around[start].lower == ",":
        return start + 1 if _is_owned(around, index) or _is_one(around, index) else 0
    elif not around[index - 1].text.islower() and around[index - 1].lower not in _DETERMINERS:
        return 0
    start += around[start].lower == "the" and start > index + 1
    return start + (around[start].text in _QUOTES)


def _is_owned(around: Surroundings, index: int) -> bool:
    """Whether a noun is one of a kind, so that the name behind its comma is what it is called."""
    return any(around[index - distance].lower in _OWNERS for distance in (1, 2, 3) if distance <= index)


def _is_one(around: Surroundings, index: int) -> bool:
    """Whether a noun that no person is has an indefinite article: *a Dutch firm*, Van Dam Bouw, built it."""
    is_told = any(around[index - distance].lower in ("a", "an") for distance in (1, 2, 3) if distance <= index)
    return is_told and around[index].lower in _IMPERSONAL


def _before(around: Surroundings, index: int, noun: KindNoun) -> Iterator[Name]:
    """The name before a noun: *Tamarind Reach, a Nairobi-based charity*."""
    end = _comma(around, index)
    if not end or around[index + 1].lower not in _CLOSERS:
        return
    start = end
    while start > max(0, end - _MOST_WORDS) and (around[start - 1].is_name_word or around.is_hyphen(start - 1)):
        start -= 1
    is_goal = around[start - 1].lower == "to" and end == start + 1
    if start == end or is_goal or around[start - 1].lower in _ADVERBIAL or around.places.get(start) == end:
        return
    is_adverb = end == start + 1 and around[start - 1].text in _ENDS and around[index + 1].lower != ","
    is_person = any(around[place].is_office for place in range(start, end))
    if not is_adverb and not is_person and around[start].text[0].isupper():
        yield Name(start, end, noun.type, _RULE)


def _comma(around: Surroundings, index: int) -> int:
    """The comma before the article of a noun, 0 where there is none."""
    position = index - 1
    while position > max(1, index - _MOST_WORDS) and around[position].lower not in _DETERMINERS:
        if around[position].lower == ",":
            return 0
        position -= 1
    has_comma = around[position].lower in _DETERMINERS and position > 1 and around[position - 1].lower == ","
    return position - 1 if has_comma else 0
