"""Names in French, Spanish and Portuguese: a head, and what these languages put behind it in small letters.

    Comité national de suivi                   head adjective link word
    Frente para la Defensa del Litoral         head link article word link word
    Forces armées, Union des forces libérales  words that English has, too, need a Romance word behind them
    Union leaders, the Commission agreed       nothing

A name ends where a word is neither joined by a link nor capitalised nor of the shape of an adjective.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from extractors.lexicon import Entry, Forms, load
from extractors.organizations.unlisted import Name, Surroundings
from extractors.tokens import Flag, Flags
from schemas.organizations import OrganizationType

_MOST_WORDS = 14
_FIRST_LINKS = frozenset(("de", "des", "du", "del", "pour", "da", "dos", "das"))
_LINKS = _FIRST_LINKS | {"do", "di", "para", "por", "par", "et", "y", "e", "en", "sur", "contre", "contra", "au", "aux"}
_ARTICLES = frozenset(("la", "le", "les", "el", "los", "las"))
_ELIDED = ("d'", "d’", "l'", "l’")
_FRENCH: tuple[str, ...] = (
    *("aire", "aires", "ais", "aise", "aises", "elle", "elles", "ée", "ées", "ienne", "iennes"),
    *("ique", "iques", "iste", "istes", "onale", "onales", "onaux"),
)
_ADJECTIVES = (
    *_FRENCH,
    *("ada", "adas", "ado", "ados", "al", "ale", "ales", "ana", "ano", "aria", "ario", "aux"),
    *("ente", "entes", "ica", "icas", "ico", "icos", "ieur", "ieure", "ista"),
)
"""Endings of adjectives; behind a head that English has, too, only the French ones that no English word has count."""
_ENGLISH = frozenset(("unique", "technique", "millionaire", "questionnaire"))


class RomanceHead(Entry):
    """A word that makes a name in French, Spanish or Portuguese."""

    forms: Forms
    type: OrganizationType
    english: bool
    """Whether English has the word, too."""


def names(around: Surroundings, heads: list[int]) -> Iterator[Name]:
    """Every name that begins with one of the heads, which stand on the tokens `heads`."""
    for index in heads:
        head = _heads()[_plain(around.doc[index].text)]
        if not head.english or _is_romance(around, index + 1):
            end = _end(around, index + 1)
            if end > index + 1:
                yield Name(index, end, head.type, "organizations.romance-name")


def is_romance_head(form: str) -> bool:
    """Whether a word form makes a name in a Romance language; accents may be missing.

    >>> is_romance_head("Comité"), is_romance_head("Comite"), is_romance_head("comité"), is_romance_head("Committee")
    (True, True, False, False)
    """
    return form[0].isupper() and _plain(form) in _heads()


def _is_romance(around: Surroundings, index: int) -> bool:
    """Whether a token cannot be English: a link, an elided article, a French adjective."""
    word = around.lower(index)
    return word in _FIRST_LINKS or word.startswith(_ELIDED) or _is_adjective(around, index, _FRENCH)


def _end(around: Surroundings, start: int) -> int:
    end = start
    while end < start + _MOST_WORDS and (length := _word(around, end)):
        end += length
    return end


def _word(around: Surroundings, index: int) -> int:
    """How many tokens the word at a token has, with the link before it; 0 where the name goes on no more."""
    word = around.lower(index)
    if word in _LINKS:
        length = 2 if around.lower(index + 1) in _ARTICLES else 1
        return length + 1 if _is_noun(around, index + length) else 0
    if word.startswith(_ELIDED) and len(word) > 4:
        return 1
    is_name = around.has(Flag.NAME_WORD, index) and around.doc[index].is_title and not around.has(Flag.ACRONYM, index)
    return int(is_name or _is_adjective(around, index, _ADJECTIVES))


def _is_noun(around: Surroundings, index: int) -> bool:
    word = around.lower(index)
    return (word.isalpha() and len(word) > 2 and word not in STOP_WORDS) or word.startswith(_ELIDED)


def _is_adjective(around: Surroundings, index: int, endings: tuple[str, ...]) -> bool:
    word = around.lower(index)
    return len(word) > 5 and word.isalpha() and word.endswith(endings) and word not in _ENGLISH


@cache
def _heads() -> dict[str, RomanceHead]:
    return {_plain(form): entry for entry in load("romance_heads.csv", RomanceHead) for form in entry.forms}


def _plain(form: str) -> str:
    return unicodedata.normalize("NFKD", form.lower()).encode("ascii", "ignore").decode()


FLAGS: Flags = {Flag.ROMANCE_HEAD: is_romance_head}
"""What the heads look like."""
