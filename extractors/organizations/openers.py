"""Names that begin with their head: those in other languages, and the few of English; *International* ends one.

    Comité national de suivi                   Romance: adjectives and links in small letters go on
    Union des forces libérales, Union leaders  a word that English has, too, needs a Romance word behind it
    Partia Demokratike, Bundesamt für Karten   Albanian, German and others: their links are joined, too
    Hezb-e Wahdat, Harakat al-Nujaba           names transliterated from Arabic and Persian, with their particles
    Radio Sawa, Lawyers for Lesotho            English, with a name behind it or behind a link
    Malteser International, FK Lesna           English, with the name before it; on either side
    Transport Malta                            a service with its country behind it

A name ends where a word is neither joined by a link nor capitalised nor of the shape of an adjective.
"""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from extractors.lexicon import Entry, Forms, load
from extractors.organizations.companies import with_form
from extractors.organizations.places import country
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from extractors.organizations.words import heads
from schemas.organizations import OrganizationType

_MOST_WORDS = 14
_FIRST_LINKS = frozenset(("de", "des", "du", "del", "pour", "da", "dos", "das"))
_ROMANCE_LINKS = _FIRST_LINKS | frozenset("do di para por par et y e en sur contre contra au aux à al".split())
_OTHER_LINKS = frozenset(
    (
        *("della", "dello", "dei", "degli", "delle", "per", "di", "e"),  # Italian
        *("e", "i", "të", "së", "për", "dhe", "në"),  # Albanian
        *("der", "des", "für", "zur", "zum", "und"),  # German
        *("za", "i", "u", "na"),  # Serbian, Croatian and Bosnian
        *("cha", "la", "ya", "wa"),  # Swahili
        *("van", "voor", "en"),  # Dutch
    )
)
_ARTICLES = frozenset(("la", "le", "les", "el", "los", "las", "l'", "l’"))
_ELIDED = ("d'", "d’", "l'", "l’", "dell'", "dell’", "sant'")
_PARTICLES = frozenset(("al", "el", "ul", "ut", "ash", "as", "an", "ar", "at", "az", "ad", "e", "i", "ye"))
_FOREIGN: tuple[str, ...] = (
    *("aire", "aires", "ais", "aise", "aises", "elle", "elles", "ée", "ées", "ienne", "iennes"),
    *("ien", "iens", "ois", "oise", "oises"),  # Front populaire ivoirien
    *("éen", "éenne", "éennes", "ienne", "ais", "aine", "nnel", "nnels", "nnelle", "nnelles"),
    *("ique", "iques", "iste", "istes", "onale", "onales", "onaux", "prême", "prêmes"),
    *(
        "cional",
        "cionales",
        "ivo",
        "iva",
        "ivos",
        "ivas",
        "premo",
        "prema",
        "rativo",
        "rativa",
        "ático",
        "ática",
    ),  # Tribunal Supremo
)
_ADJECTIVES = (
    *_FOREIGN,
    *("ada", "adas", "ado", "ados", "al", "ale", "ales", "ana", "ano", "aria", "ario", "aux"),
    *("humains", "humaines", "humanos", "humanas"),
    *("ême", "ante", "antes", "ente", "entes", "ica", "icas", "ico", "icos", "ieur", "ieure", "ista"),
)
"""Endings of adjectives; behind a head that English has, too, only the first, which no English word has, count."""
_ENGLISH = frozenset(("unique", "technique", "millionaire", "questionnaire", "personnel", "channel", "tunnel", "alien"))
_NATIONS = frozenset(("scotland", "wales", "england", "ulster", "quebec", "ontario", "queensland", "tasmania"))
"""Places with services of their own that are no countries."""
_UNITED = frozenset(("unis", "unies", "unidos", "unidas"))
_COMPASS = _UNITED | frozenset("nord sud ouest norte sur uni unie unido unida libre rouge".split())
_EXALTING = frozenset(
    ("haut", "haute", "grand", "grande", "alto", "alta", "gran", "nouveau", "nouvelle", "premier", "première")
)
"""Adjectives that Romance names have before their head: *Haut* Conseil."""


class Tongue(StrEnum):
    """How a name goes on behind its head."""

    ROMANCE = "romance"
    """With adjectives and links in small letters."""
    BOTH = "both"
    """As Romance; the word is English, too, and needs a Romance word behind it."""
    OTHER = "other"
    """With the links of Italian, Albanian, German or Serbian."""
    ARABIC = "arabic"
    """With particles of Arabic or Persian."""
    ENGLISH = "english"
    """With a name behind one of its links; without links, directly."""
    CLOSING = "closing"
    """With the name before it, and none behind."""
    EITHER = "either"
    """With the name behind it, or else before it."""
    PLACED = "placed"
    """With a country behind it."""


class Opener(Entry):
    """A word that begins the name of an organization."""

    forms: Forms
    type: OrganizationType
    tongue: Tongue
    links: Forms


def names(around: Surroundings) -> Iterator[Name]:
    """Every name that begins with an opener."""
    for index in around.all(Part.OPENER):
        opener = _opener(around[index].text)
        end = index + 1 if opener.tongue is Tongue.CLOSING else _end(around, index + 1, opener)
        if end > index + 1:
            whole = with_form(around, end)
            is_firm = whole > end and opener.type is OrganizationType.OTHER
            kind = OrganizationType.COMPANY if is_firm else opener.type
            yield Name(_start(around, index, opener), whole, kind, _RULES[opener.tongue])
        elif opener.tongue in (Tongue.CLOSING, Tongue.EITHER):
            yield from _closed(around, index, opener)


def is_opener(form: str) -> bool:
    """Whether a word form begins a name; accents may be missing.

    >>> is_opener("Comité"), is_opener("Comite"), is_opener("comité"), is_opener("Committee")
    (True, True, False, False)
    """
    return form[0].isupper() and _plain(form) in _openers()


_RULES = {
    Tongue.ROMANCE: "organizations.romance-name",
    Tongue.BOTH: "organizations.romance-name",
    Tongue.OTHER: "organizations.foreign-name",
    Tongue.ARABIC: "organizations.foreign-name",
    Tongue.ENGLISH: "organizations.opened-name",
    Tongue.CLOSING: "organizations.opened-name",
    Tongue.EITHER: "organizations.opened-name",
    Tongue.PLACED: "organizations.opened-name",
}


def _closed(around: Surroundings, index: int, opener: Opener) -> Iterator[Name]:
    """The name before a word that closes it, unless it goes on: *Juba International Airport*."""
    if around[index + 1].is_name_word or around.is_hyphen(index + 1):
        return
    start = index
    while start > index - _MOST_WORDS and _is_name(around, start - 1) and not around[start - 1].is_office:
        start -= 1
    if start < index and around.places.get(start) != index:
        yield Name(start, index + 1, opener.type, _RULES[opener.tongue])


def _start(around: Surroundings, index: int, opener: Opener) -> int:
    """Where a name begins: with its opener, or with the adjective before it: *Haut* Conseil, *Concerned* Women for."""
    exalted = opener.tongue is Tongue.ROMANCE and around[index - 1].lower in _EXALTING
    is_told = bool(opener.links) and around.is_topic(index - 1) and around[index - 2].text.islower()
    return index - 1 if is_told or (exalted and around[index - 1].text.istitle()) else index


def _end(around: Surroundings, start: int, opener: Opener) -> int:
    """End of the name whose head is the token before `start`; `start` itself where there is none."""
    tongue = opener.tongue
    if tongue in (Tongue.ENGLISH, Tongue.EITHER):
        return _english(around, start, opener.links)
    if tongue is Tongue.PLACED:
        return _placed(around, start)
    if tongue is Tongue.BOTH and not (_is_romance(around, start) or _is_linked(around, start)):
        return start
    step = _transliterated if tongue is Tongue.ARABIC else _word
    end = start
    while end < start + _MOST_WORDS and (length := step(around, end, tongue)):
        end += length
    return end


def _english(around: Surroundings, start: int, links: tuple[str, ...]) -> int:
    """End of the capitalised words behind a link, or directly behind the opener where it has no links."""
    if links and around[start].lower not in links:
        return start
    first = end = start + bool(links) + (bool(links) and around[start + 1].lower in ("a", "an", "the"))
    while _is_name(around, end) and not around[end].is_office:
        end += 1
    return end if end > first else start


def _placed(around: Surroundings, start: int) -> int:
    """End of the country at a token, which ends the name, too: Transport *Malta*, but not Police *Malta 2019*."""
    is_nation = around[start].lower in _NATIONS
    if not is_nation and start not in around.places:
        return start
    end = start + 1 if is_nation else around.places[start]
    name = " ".join(around[index].text for index in range(start, end))
    place = country(name)
    is_noun = is_nation or (place is not None and name in (place.name, *place.variants))
    is_alone = not around[start - 2].is_name_word and not around[end].is_name_word and not around.is_hyphen(end)
    return end if is_noun and is_alone and not around.is_number(end) and around[end].lower != ":" else start


def _is_romance(around: Surroundings, index: int) -> bool:
    """Whether a token cannot be English: a link, an elided article, an adjective."""
    word = around[index].lower
    has_accent = not word.isascii() and word.isalpha()
    return (
        has_accent
        or word in _COMPASS
        or word in _FIRST_LINKS
        or word.startswith(_ELIDED)
        or _is_adjective(around, index, _FOREIGN)
    )


def _is_linked(around: Surroundings, index: int) -> bool:
    """Whether a token has a Romance link behind it: Centre *national* de suivi, Tribunal *Superior* de Sucre."""
    is_adjective = around[index].text.islower() and _is_adjective(around, index, _ADJECTIVES)
    return (is_adjective or _is_name(around, index)) and around[index + 1].lower in _FIRST_LINKS


def _word(around: Surroundings, index: int, tongue: Tongue) -> int:
    """How many tokens the word at a token has, with the link before it; 0 where the name goes on no more."""
    word = around[index].lower
    if word in (_OTHER_LINKS if tongue is Tongue.OTHER else _ROMANCE_LINKS):
        length = 2 if around[index + 1].lower in _ARTICLES or around[index + 1].lower in _FIRST_LINKS else 1
        return length + 1 if _is_noun(around, index + length) else 0
    if word.startswith(_ELIDED) and len(word) > 4:
        return 1
    if around.is_hyphen(index) and around[index + 1].text.istitle():  # Timor-Leste
        return 2
    is_adjective = word in _UNITED or _is_adjective(around, index, _ADJECTIVES)
    return int(is_adjective or _is_name(around, index) or _is_in_capitals(around, index))


def _transliterated(around: Surroundings, index: int, _tongue: Tongue) -> int:
    """How many tokens go on with a name at a token: `-e Wahdat`, `al-Nujaba`, `Nasr`."""
    if around.is_hyphen(index) and around[index + 1].lower in _PARTICLES:  # Hezb-e Wahdat, Jaish-e-Mohammed
        after = index + 3 if around.is_hyphen(index + 2) else index + 2
        return after + 1 - index if _is_name(around, after) else 0
    if around[index].lower in _PARTICLES and around.is_hyphen(index + 1):
        return 3 if around[index + 2].is_name_word else 0
    return int(_is_name(around, index) or (around[index].is_name_word and around[index].text.istitle()))


def _is_name(around: Surroundings, index: int) -> bool:
    if not around[index].is_name_word or any(form.own for form in around[index].forms):
        return False
    return bool(around[index].text[0].isupper() and not around[index].text.isupper())


def _is_in_capitals(around: Surroundings, index: int) -> bool:
    """Whether a word is in capitals as the one before it is: a letterhead's *INSTITUTO ALBORÁN*."""
    if around.has(Part.OPENER, index):
        return False  # the same name in another language
    return around[index].text.isupper() and around[index].is_name_word and around[index - 1].text.isupper()


def _is_noun(around: Surroundings, index: int) -> bool:
    word = around[index].lower
    return (word.isalpha() and len(word) > 2 and word not in STOP_WORDS) or word.startswith(_ELIDED) or _is_day(word)


def _is_adjective(around: Surroundings, index: int, endings: tuple[str, ...]) -> bool:
    word = around[index].lower
    return len(word) > 5 and word.isalpha() and word.endswith(endings) and word not in _ENGLISH


def _is_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2  # Mouvement du 5 juin


@lru_cache(maxsize=4096)
def _opener(form: str) -> Opener:
    """The opener of a form; one that is a word of English without its accents needs more: *Confederation* Cup."""
    opener = _openers()[_plain(form)]
    is_english = opener.tongue is Tongue.ROMANCE and form.lower() in heads()
    return opener.model_copy(update={"tongue": Tongue.BOTH}) if is_english else opener


@cache
def _openers() -> dict[str, Opener]:
    return {_plain(form): entry for entry in load("name_openers.csv", Opener) for form in entry.forms}


def _plain(form: str) -> str:
    plain = form.lower().replace("’", "'")
    return plain if plain.isascii() else unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
