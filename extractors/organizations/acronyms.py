"""Acronyms that nobody listed and the document does not explain, yet which are an organization's.

    the New Zealand Defence Force … NZDF   the initials of an organization that the document names
    The NVK said that …, NVK fighters      letters in the position of somebody who acts, or has members

Such letters then mean it in the whole document. What the document explains as something else, as in *a Host Nation
Agreement (HNA)*, is none, whatever it does.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from extractors.organizations.listed import is_surname
from extractors.organizations.places import country
from extractors.organizations.positions import is_body
from extractors.organizations.registry import Naming, Organization, Registry, is_dotted
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.words import Kind, words
from schemas.organizations import Mention, OrganizationType, local_id

_SHORTEST, _LONGEST = 3, 8
_IN_PARENTHESES = re.compile(rf"\((\w{{{_SHORTEST},{_LONGEST}}})\)")
_MIXED = re.compile(r"(?!Mc)[A-Z]{1,3}[a-z]?[A-Z]+(?:[a-rt-z][A-Z]*)?")
"""Capitals with one small letter or two among them or behind: MoPIC, FAMa; a plural such as IDPs is none."""
_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to"))


def namings(
    around: Surroundings, text: str, named: Iterable[Naming], explained: Iterable[str], registry: Registry
) -> Iterator[Naming]:
    """Where such acronyms stand; `named` are the organizations found, `explained` what the document explains.

    Letters that one registered organization shares with something else mean it where they act.
    """
    settled = {*explained, *_IN_PARENTHESES.findall(text)}
    places = [index for index in around.all(Part.CAPITALS) if around[index].text not in settled]
    if not places:
        return
    meanings = _spelled(text, named, {around[index].text for index in places})
    acting = {around[index].text for index in places if is_body(around, index)}
    acting -= {around[index].text for index in places if is_surname(around, index)}
    for index in places:
        sign = around[index].text
        organization = meanings.get(sign.replace(".", ""))
        if not (organization or sign in acting):
            continue
        if _is_among_capitals(around, index) or _is_of_a_report(around, index):
            continue
        first = _first(around, index)
        place = around.span(first, index + 1)
        if organization and first == index:
            yield Naming(*place, organization, Mention.ACRONYM, "organizations.initials")
        elif sign in acting:
            meant = _meant(text[slice(*place)], registry)
            yield Naming(*place, meant, Mention.ACRONYM, "organizations.acting-acronym")


def is_in_capitals(form: str) -> bool:
    """Whether a word form may be an acronym of an organization.

    >>> is_in_capitals("NZDF"), is_in_capitals("MoPIC"), is_in_capitals("N.V.K."), is_in_capitals("SRSG")
    (True, True, True, False)
    """
    if is_dotted(form):
        form = form.replace(".", "")
    has_letters = (form.isupper() and form.isalpha()) or _MIXED.fullmatch(form)
    may_be = _SHORTEST <= len(form) <= _LONGEST and has_letters
    return bool(may_be) and form.lower() not in words(Kind.NOBODY) and not (country(form) or country(form.title()))


def _first(around: Surroundings, index: int) -> int:
    """Where the letters at a token begin, with those that a hyphen joins before them: *FIN-FSA*."""
    before = around[index - 2].text
    is_joined = around.is_hyphen(index - 1) and before.isalpha() and before.isupper()
    return index - 2 if is_joined and index - 2 not in around.listed else index


def _spelled(text: str, named: Iterable[Naming], signs: Collection[str]) -> Mapping[str, Organization]:
    """What each of some letters means whose organization is named in full: the first whose initials they are."""
    found: dict[str, Organization] = {}
    first = {sign[0] for sign in signs}
    for naming in named:
        if naming.mention is Mention.NAME and text[naming.start].upper() in first:
            parts = text[naming.start : naming.end].replace("-", " ").split()
            letters = "".join(part[0] for part in parts if part not in _SMALL).upper()
            if letters in signs:
                found.setdefault(letters, naming.organization)
    return found


def _is_among_capitals(around: Surroundings, index: int) -> bool:
    """Whether a word beside a token is in capitals, too, as in a heading."""
    beside = (around[index - 1].text, around[index + 1].text)
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in beside)


def _is_of_a_report(around: Surroundings, index: int) -> bool:
    """Whether a token names a series of law reports: 2008 *SCC* 9, [2020] *ZACC* 31."""
    before = around[index - 1].lower
    return around[index + 1].lower.isdecimal() and (before == "]" or (before.isdecimal() and len(before) == 4))


def _meant(sign: str, registry: Registry) -> Organization:
    """The only organization that has letters for its own or shares them, else one of which nothing else is known."""
    bearers = {form.organization.id: form.organization for form in registry.find(sign)}
    if len(bearers) == 1:
        return next(iter(bearers.values()))
    sign = sign.replace(".", "")
    return Organization(sign, local_id(sign), sign, OrganizationType.OTHER, None, known=False)
