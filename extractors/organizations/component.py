"""Organizations: who is named, by which of its names, and which one is meant.

    The UN Mission in Liberia (UNMIL)    -> United Nations Mission in Liberia, as name and as acronym
    the Iraqi Ministry of Oil            -> Ministry of Oil of Iraq, a ministry that no registry has
    ECOWAS sent a force. … the Community -> Economic Community of West African States, by a short form

A name is one of the registry, or one that the document explains, or a capitalised sequence around a word that makes it
the name of an organization. The longest wins, and no name inside it is marked again. Persons and their offices,
countries and peoples, agreements and documents are no organizations.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from sys import intern

from spacy.language import Language
from spacy.tokens import Doc

from extractors.findings import Finding, Findings
from extractors.organizations import (
    acronyms,
    appositions,
    chambers,
    companies,
    kinds,
    listed,
    openers,
    recurring,
    series,
    unlisted,
)
from extractors.organizations.definitions import Alias, is_borne, learn, unambiguous
from extractors.organizations.identity import identified
from extractors.organizations.listed import Listed
from extractors.organizations.places import countries, country
from extractors.organizations.registry import Naming, Organization, Registry, registry
from extractors.organizations.shortforms import bare_heads, tied
from extractors.organizations.surroundings import TRIGGERS, Part, Surroundings, Word, Words
from extractors.organizations.unlisted import Name
from extractors.organizations.words import is_office
from extractors.overlaps import longest
from extractors.steps import Component, Steps
from extractors.tokens import Flag, Flags, add_flags, hashed, is_whole
from schemas.organizations import Mention, OrganizationType, local_id

FLAGS: Flags = {}
"""None: what a word is in a name depends on the registry."""

_SHAPES = (unlisted, companies, openers, kinds, appositions)
"""The modules that find names by their shape, each with its `names`."""
_IN_SMALL_LETTERS = (
    (Part.LEGAL_FORM, companies.is_legal_form),
    (Part.KIND_NOUN, kinds.is_kind_noun),
    (Part.NAME_WORD, unlisted.is_name_word),
    (Part.OFFICE, is_office),
)
"""What a word form in small letters may be in a name, and what tells."""
_IN_CAPITALS = (
    (Part.HEAD, unlisted.is_head),
    (Part.LEGAL_FORM, companies.is_legal_form),
    (Part.OPENER, openers.is_opener),
    (Part.KIND_NOUN, kinds.is_kind_noun),
    (Part.CAPITALS, acronyms.is_in_capitals),
    (Part.NAME_WORD, unlisted.is_name_word),
    (Part.OFFICE, is_office),
    (Part.COUNTRY, lambda form: country(form) is not None),
)
"""The same of one that begins with a capital."""
_TRIGGERS_IN_SMALL_LETTERS = tuple(test for part, test in _IN_SMALL_LETTERS if part & TRIGGERS)
_BEFORE_A_ROLE = ("the", '"', "“")
_VERSUS = ("v", "v.", "vs", "vs.")
"""What stands between the parties in the name of a case."""
_UNIONS = (
    *(OrganizationType.REGIONAL_ORGANIZATION, OrganizationType.DEFENCE_ALLIANCE, OrganizationType.GROUP_OF_STATES),
    OrganizationType.UN_ORGAN,
)


@Language.factory("recital_organizations", default_config={"nominal": True, "own": "", "own_name": "registry"})
def create(nlp: Language, name: str, nominal: bool, own: str, own_name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001, FBT001 # called by spaCy
    """The component.

    `nominal`: whether capitalised short forms such as *the Mission* are marked. `own`: the text of a registry that is
    merged over the built-in one, `own_name` what messages call it.
    """
    return OrganizationFinder(nlp, registry(own, name=own_name), nominal=nominal)


class OrganizationFinder(Component):
    """Finds the organizations of a doc."""

    def __init__(self, nlp: Language, known: Registry, *, nominal: bool) -> None:
        """Reads registry and countries into a matcher."""
        self._registry = known
        self._nominal = nominal
        self._tokenize = nlp.tokenizer
        self._identified = lru_cache(maxsize=4096)(partial(identified, registry=known))
        self._words = Words(nlp.vocab, self._described)
        add_flags(nlp.vocab, {Flag.NAME_TRIGGER: self._is_trigger})
        places = hashed(form for form, entry in countries().items() if form not in entry.adjectives)
        names = (name for name in hashed(listed.as_written(known.forms())) if len(name) > 1)
        self._phrases = listed.matcher(nlp.vocab, name=names, place=places)
        self._place = nlp.vocab.strings["place"]

    def steps(self, doc: Doc) -> Steps[None]:
        """Adds the findings to the doc."""
        findings = Findings.of(doc)
        known = self._registry
        text = findings.view.text  # as long as doc.text, which is put together anew each time
        phrases = self._phrases(doc)
        yield
        around = Surroundings(doc, self._words)
        found = self._surveyed(around, phrases, text)
        yield
        shaped: list[Name] = []
        for source in _SHAPES:
            shaped += source.names(around)
            yield
        if chambers.CONGRESS in text:
            shaped += chambers.congresses(around)
        # A name inside a symbol is shorter than the symbol, and so loses against it.
        symbols = [item for item in findings.items if item.kind in ("resolution", "document")]
        candidates = [
            *listed.decided(found),
            *_branches(around, text, found),
            *self._unlisted(around, text, found, shaped),
        ]
        namings = _namings(longest([*symbols, *candidates]))
        yield
        learnt = *learn(text, namings, known), *recurring.aliases(around, text, namings)
        aliases = unambiguous(alias for alias in learnt if not is_borne(alias.form, alias.organization, known))
        if aliases:
            used = [*self._explained(around, aliases, text)]
            again = [naming for naming in used if naming.rule == recurring.RULE]
            namings = [*(naming for naming in used if naming.rule != recurring.RULE), *namings]
            namings = _namings(longest([*symbols, *namings, *again]))  # of equals what tells a name comes first
        explained = {alias.form for alias in aliases}
        if lettered := [*acronyms.namings(around, text, namings, explained, known)]:
            namings = _namings(longest([*symbols, *namings, *lettered]))
        yield
        signs = {alias.organization.id: alias.form for alias in aliases if alias.mention is Mention.ACRONYM}
        mentions = tied(text, _with_one_name(namings), bare_heads(around))
        if not self._nominal:
            mentions = (naming for naming in mentions if naming.mention is not Mention.NOMINAL)
        findings.add([_finding(naming, signs) for naming in mentions])

    def _is_trigger(self, form: str) -> bool:
        """Whether a rule begins with a word form.

        A capitalised one is asked for again by the rules, and so looked at in full at once.
        """
        if form[0].isupper():
            return self._words.look_at(form).parts & TRIGGERS > 0
        return any(test(form) for test in _TRIGGERS_IN_SMALL_LETTERS) or bool(self._registry.find(form))

    def _described(self, form: str) -> Word:
        """What the rules ask of a word form."""
        parts = 0
        for part, test in _IN_CAPITALS if form[0].isupper() else _IN_SMALL_LETTERS:
            if test(form):
                parts |= part
        if known := self._registry.find(form):
            parts = (parts & ~Part.CAPITALS if any(one.own for one in known) else parts) | Part.ACRONYM
        return Word(
            form,
            intern(form.lower()),
            parts,
            is_name_word=parts & Part.NAME_WORD > 0,
            is_office=parts & Part.OFFICE > 0,
            is_dash=form in ("-", "–"),
            forms=known,
        )

    def _surveyed(self, around: Surroundings, phrases: Iterable[tuple[int, int, int]], text: str) -> list[Listed]:
        """The registered organizations, of those that begin alike the longest last.

        The surroundings are told where they stand, and where countries do.
        """
        names: list[tuple[int, int]] = []
        places: dict[int, int] = {}
        for key, first, last in phrases:
            if key != self._place:
                names.append((first, last))
            elif (
                around.has(Part.COUNTRY, first)
                if last == first + 1
                else country(text[slice(*around.span(first, last))])
            ):
                places[first] = last
        singles = listed.single_words(around)
        found = [*singles, *listed.phrases(around, text, names, self._registry)]
        around.places = places
        around.before = {last: first for first, last in around.places.items()}
        around.listed = {item.first: item.last for item in found}
        around.listed_ends = set(around.listed.values())
        around.settled = {item.first: item.last for item in found if item.last > item.first + 1 and item.forms[0].own}
        around.unions = {item.first for item in found if item.forms[0].organization.type in _UNIONS}
        return found

    def _unlisted(
        self, around: Surroundings, text: str, found: Iterable[Listed], shaped: Sequence[Name]
    ) -> Iterator[Naming]:
        owners = {item.first: item.forms[0].organization.id for item in found}
        for name in (*shaped, *series.names(around, shaped)):
            start, end = around.span(name.start, name.end)
            written = text[start:end]
            if name.end == name.start + 1:
                written = chambers.with_state(around, name) or written
            organization = self._identified(written, name.type, parent=owners.get(name.start))
            mention = Mention.ACRONYM if name.end == name.start + 1 and text[start:end].isupper() else Mention.NAME
            yield Naming(start, end, organization, mention, name.rule)
        for name in chambers.parliaments(around) if chambers.PARLIAMENT in text else ():
            if written_out := chambers.with_state(around, name):
                organization = self._identified(written_out, name.type)
                yield Naming(*around.span(name.start, name.end), organization, Mention.NOMINAL, name.rule)

    def _explained(self, around: Surroundings, aliases: Iterable[Alias], text: str) -> Iterator[Naming]:
        """Wherever the document uses what it explains."""
        meanings = {alias.form: alias for alias in aliases}
        lengths: dict[str, set[int]] = {}  # in tokens, by the first
        for first_word, length in map(self._split, meanings):
            lengths.setdefault(first_word, set()).add(length)
        for first in around.any_of(lengths):
            for length in lengths[around[first].text]:
                last = min(first + length, around.end)
                start, end = around.span(first, last)
                alias = meanings.get(text[start:end])
                if alias and _may_stand(alias, around, first, last):
                    yield Naming(start, end, alias.organization, alias.mention, alias.rule)

    def _split(self, form: str) -> tuple[str, int]:
        """The first token of a form, and how many it has."""
        words = form.split(" ")
        if all(map(is_whole, words)):
            return words[0], len(words)
        tokens = self._tokenize(form)
        return tokens[0].text, len(tokens)


def _may_stand(alias: Alias, around: Surroundings, first: int, last: int) -> bool:
    """Whether what stands beside the tokens `[first, last)` lets the form on them mean the organization.

    A role wants its article; a name directly behind another word of a name is part of that one: the Nile *Delta*.
    The first word of a sentence has its capital from there.
    """
    if alias.is_role:
        return around[first - 1].lower in _BEFORE_A_ROLE
    if around[first - 1].lower in _VERSUS or around[last].lower in _VERSUS:
        return alias.mention is Mention.ACRONYM
    if alias.rule == recurring.RULE:
        return recurring.may_stand_alone(around, first, last)
    is_within = around[first - 1].is_name_word and around[first - 2].text[:1].isalnum()
    return alias.mention is Mention.ACRONYM or not is_within


def _branches(around: Surroundings, text: str, found: Iterable[Listed]) -> Iterator[Naming]:
    """Organizations with the country behind their name: *CARE Uganda*, *Lafarge Zimbabwe*."""
    for item in found:
        whole = item.forms[0].organization
        if item.last in around.places and _has_branches(whole):
            start, end = around.span(item.first, around.places[item.last])
            name, place = text[start:end], text[around.span(item.last, item.last + 1)[0] : end]
            if whole.type is not OrganizationType.NGO and place in getattr(country(place), "capital", ()):
                continue  # Reuters Nairobi is where it writes from
            branch = Organization(name, local_id(name), None, whole.type, whole.id, known=False)
            yield Naming(start, end, branch, Mention.NAME, "organizations.branch")


def _has_branches(organization: Organization) -> bool:
    """Whether an organization is of those that have a branch for a country; what states found has an office there."""
    if organization.type is OrganizationType.FINANCIAL_INSTITUTION:
        return not (organization.acronym or organization.parent)
    return organization.type in (OrganizationType.NGO, OrganizationType.COMPANY)


def _namings(chosen: Iterable[Finding | Naming]) -> list[Naming]:
    return [item for item in chosen if isinstance(item, Naming)]


def _with_one_name(namings: Iterable[Naming]) -> Iterator[Naming]:
    """Namings of which those of one organization have the name that comes first."""
    first: dict[str, Organization] = {}
    for naming in namings:
        organization = first.setdefault(naming.organization.id, naming.organization)
        same = organization is naming.organization
        yield naming if same else naming._replace(organization=organization)


def _finding(naming: Naming, signs: Mapping[str, str]) -> Finding:
    organization = naming.organization
    value = {
        "name": organization.name,
        "id": organization.id,
        "acronym": organization.acronym or signs.get(organization.id),
        "type": organization.type,
        "parent": organization.parent,
        "mention": naming.mention,
        "known": organization.known,
    }
    return Finding("organization", naming.start, naming.end, naming.rule, value)
