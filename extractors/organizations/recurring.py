"""Names that something beside them told once, and that stand alone elsewhere in the document.

    the Libre alliance … Libre has 39 seats       a noun told it
    Selmer Works Ltd … Selmer Works owed much     its legal form did

A word that the document also writes in small letters or as a person's is none; a name within another is part of it.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from extractors.organizations.companies import is_legal_form
from extractors.organizations.definitions import Alias
from extractors.organizations.listed import is_surname
from extractors.organizations.places import country
from extractors.organizations.registry import Naming
from extractors.organizations.surroundings import Surroundings
from extractors.organizations.words import Kind, heads, words

RULE = "organizations.named-again"
_TELLING = frozenset(
    ("organizations.apposition", "organizations.company", "organizations.named-among", "organizations.named-beside")
)
"""Rules that something beside a name tells it by."""
_SHORTEST = 4
"""Letters of a name of one word; a shorter one is too often a word of something else."""
_ENDS = frozenset(("", ".", "!", "?", ":", "\n", "”", '"', "•"))
_POSSESSIVES = ("'s", "’s", "'", "’")
_AUXILIARIES = frozenset("has have had is was were are will would can could did does may must".split())


def aliases(around: Surroundings, text: str, namings: Iterable[Naming]) -> Iterator[Alias]:
    """What such names are when they stand alone; `namings` are the organizations found so far."""
    told = {
        (_without_form(text[naming.start : naming.end]), naming.organization)
        for naming in namings
        if naming.rule in _TELLING
    }
    if told:
        singles = {spelt for form, _ in told if " " not in form for spelt in (form, form.lower())}
        others = {around[index].text.lower() for index in around.any_of(singles) if _is_other(around, index)}
        for form, organization in sorted(told, key=itemgetter(0)):
            if _is_telling(form) and form.lower() not in others:
                yield Alias(form, organization, rule=RULE)
                if form.isupper():  # in the head of a judgment
                    yield Alias(form.title(), organization, rule=RULE)


def may_stand_alone(around: Surroundings, first: int, last: int) -> bool:
    """Whether the name on the tokens `[first, last)` is part of no other; the first word of a sentence must act."""
    if around[first - 1].is_name_word or (around[last].is_name_word and not around[last].is_office):
        return False
    if around[first - 1].lower in ("&", "/") or around[last].lower == "&" or around.is_hyphen(first - 1):
        return False
    behind = around[last].lower
    acts = behind in _POSSESSIVES or behind in _AUXILIARIES or behind in words(Kind.ACTS)
    return acts or last > first + 1 or around[first - 1].text not in _ENDS


def _is_other(around: Surroundings, index: int) -> bool:
    """Whether a word is no name of an organization here: in small letters, or a person's behind another name."""
    return around[index].text.islower() or around[index - 1].is_office or is_surname(around, index)


def _without_form(name: str) -> str:
    """A name without its legal form: *Blue Nile Sugar* Co., Ltd."""
    parts = name.split(" ")
    while len(parts) > 1 and (is_legal_form(parts[-1].rstrip(",")) or parts[-1].startswith("(")):
        parts.pop()
    return " ".join(parts).rstrip(",")


def _is_telling(form: str) -> bool:
    """Whether a form is a name by itself: several words, or one that is no head, no country and not short."""
    if " " in form:
        return True
    is_word = len(form) >= _SHORTEST and form.isalpha() and not form.isupper()
    return is_word and form.lower() not in heads() and country(form) is None
