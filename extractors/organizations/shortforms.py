"""Short forms: a capitalised word or two that stand for an organization named before.

    the Joint Commission on Refugees … the Joint Commission  -> its name without what it is for
    the UN Assistance Mission for Rwanda … the Mission       -> the nearest whose name ends so
    a Mission, Mission staff                                 -> nothing: no determiner before it, or more behind it

They are the only mentions that are `nominal`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from extractors.organizations.registry import Naming, Organization
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.words import heads
from schemas.organizations import Mention, OrganizationType
from schemas.spans import Span

_LINKS = frozenset(("of", "for", "in", "on", "to", "against"))
_GENERIC = {OrganizationType.PEACE_OPERATION: ("mission",), OrganizationType.UN_AGENCY: ("agency",)}
"""What stands for any organization of a type, whatever the head of its name: UNHCR is the *Agency*."""
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n")
_DETERMINERS = ("the", "this", "that", "its", "said")
RULE = "organizations.short-form"


class Antecedent(NamedTuple):
    """What a short form may stand for, and where it was named last."""

    organization: Organization
    end: int
    is_alone: bool
    """Whether no other that the short form fits was named in the same sentence."""


def tied(text: str, namings: Iterable[Naming], bare: Iterable[Span]) -> Iterator[Naming]:
    """Namings with short forms tied to what they stand for, and the bare heads that stand for one before them.

    `bare` are words that are a head and nothing else; one with nothing before it to stand for, or with two that fit
    equally, is left out.
    """
    named: dict[str, Antecedent] = {}  # by what may stand for each
    offered: dict[str, Set[str]] = {}  # by organization, of what is asked for anywhere in the text
    edge = 0
    names = list(namings)
    short: list[Naming | Span] = [*bare]
    items: list[Naming | Span] = [*names, *short]
    short += (naming for naming in names if not naming.organization.known)
    asked = {text[item.start : item.end].lower() for item in short}
    for item in sorted(items, key=attrgetter("start")):  # a name before the head that it begins with
        if isinstance(item, Naming):
            found = item if item.organization.known else _tie(text, item, named)
            organization = found.organization
            stems = offered.get(organization.id)
            if stems is None:
                stems = offered[organization.id] = asked & _stems(organization)
            if stems:
                _remember(text, found, stems, named)
            edge = item.end
            yield found
        elif item.start >= edge:
            last = named.get(text[item.start : item.end].lower())
            if last and last.is_alone:
                yield Naming(item.start, item.end, last.organization, Mention.NOMINAL, RULE)


def _remember(text: str, naming: Naming, stems: Set[str], named: dict[str, Antecedent]) -> None:
    """Keeps that stems stand for an organization from here on."""
    organization = naming.organization
    for stem in stems:
        last = named.get(stem)
        is_other = last is not None and last.organization.id != organization.id
        is_near = last is not None and is_other and _SENTENCE_END.search(text, last.end, naming.start) is None
        named[stem] = Antecedent(organization, naming.end, is_alone=not is_near)


def bare_heads(around: Surroundings) -> Iterator[Span]:
    """The capitalised heads that stand alone behind a determiner: the *Mission*."""
    for index in around.all(Part.HEAD):
        if around[index - 1].lower not in _DETERMINERS:
            continue
        if not around[index + 1].is_name_word and not around.is_hyphen(index + 1):
            yield Span(*around.span(index, index + 1))


def _tie(text: str, naming: Naming, named: Mapping[str, Antecedent]) -> Naming:
    """An unlisted name that is a short form, tied to what it stands for; any other as it is."""
    last = named.get(text[naming.start : naming.end].lower())
    if not last or last.organization.id == naming.organization.id:
        return naming
    if last.organization.known:
        return naming._replace(organization=last.organization, mention=Mention.NOMINAL, rule=RULE)
    return naming._replace(organization=last.organization)


@lru_cache(maxsize=4096)
def _stems(organization: Organization) -> frozenset[str]:
    """What may stand for an organization later: the ends of its name before the first preposition, in lower case.

    Of an organization that no registry has, the whole of it or the head alone: two of them often end alike.
    """
    words = organization.name.lower().split(" ")
    ends = (end for end, word in enumerate(words, 1) if word in heads() and (end == len(words) or words[end] in _LINKS))
    length = next(ends, 0)
    starts = range(length) if organization.known else sorted({0, length - 1} if length else ())
    stems = (" ".join(words[start:length]) for start in starts)
    return frozenset((*stems, *_GENERIC.get(organization.type, ())))
