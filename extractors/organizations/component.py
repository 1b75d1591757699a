"""Organizations: who is named, by which of its names, and which one is meant.

    The UN Mission in Liberia (UNMIL)    -> United Nations Mission in Liberia, as name and as acronym
    the Iraqi Ministry of Oil            -> Ministry of Oil of Iraq, a ministry that no registry has
    ECOWAS sent a force. … the Community -> Economic Community of West African States, by a short form

A name is one of the registry, or one that the document explains, or a capitalised sequence around a word that makes it
the name of an organization. The longest wins, and no name inside it is marked again. Persons and their offices,
countries and peoples, agreements and documents are no organizations.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.findings import Finding, Findings
from extractors.organizations import acronyms, companies, kinds, openers, unlisted
from extractors.organizations.definitions import Alias, learn
from extractors.organizations.places import countries, country
from extractors.organizations.registry import Form, Naming, Organization, registry
from extractors.organizations.shortforms import bare_heads, tied
from extractors.organizations.surroundings import Surroundings
from extractors.organizations.unlisted import Name
from extractors.organizations.words import Kind, words
from extractors.overlaps import longest
from extractors.rules import Rule
from extractors.tokens import Flag, Flags
from schemas.organizations import Mention, OrganizationType, local_id
from schemas.spans import Span

RULES = (
    Rule(
        id="organizations.registered-name",
        says="A name of the registry, in any spelling that the rules of spelling make of it, its capitals kept.",
        matches=(
            "the «UN Security Council» and the «Organisation for Security and Cooperation in Europe»",
            "the «U.N. Mission in South Sudan», «Médecins Sans Frontières» and «Doctors Without Borders»",
            "NATO's «Stabilisation Force» and the «UN Peace-keeping Force in Cyprus»",
            "the «United Nations» High Commissioner, the «European Union» Special Representative",
            "the «People’s Movement for the Liberation of Angola» and the «Lords Resistance Army»",
            "the «Interim Force in Lebanon», the «Knesset» and the «Verkhovna Rada»",
        ),
        rejects=(
            "a security council of the village, a free trade union, people in need",
            "24 UN Volunteers arrived.",
            "the Governing Council, the National Security Council of Ghana",
            "a troika of horses, the contact group of parents",
        ),
    ),
    Rule(
        id="organizations.registered-acronym",
        says="An acronym of the registry, also as UNMiL or Nato; one that spells a word only among small letters.",
        matches=(
            "«UNMIL», the «UN» and «ECOWAS» met «OMiK».",
            "«Nato» troops, «AU»-led forces and «UN» member states",
            "The «WHO» cares for people who fled «IS».",
            "The «PLA», as the People's Liberation Army is called, left.",
        ),
        rejects=(
            "WHO WE ARE AND WHAT WE DO",
            "He is taking care of the model; who is home?",
            "The PSC met in Addis Ababa.",
            "A/HRC/RES/31/18 and S/RES/1701 (2006)",
        ),
    ),
    Rule(
        id="organizations.explained",
        says="A name or acronym that the document explains in parentheses or behind *or*; it holds everywhere in it.",
        matches=(
            "«JVT» men came. The Joint Verification Team («JVT») left.",
            'the Civil Monitoring Office\'s («CMO») mandate, and the "Border Guard Force" («BGF»)',
            "The Liberia Peace Council, or «LPC», attacked; «ABC» (Anti-Bandit Corps) fled.",
            "the Border Guard («Garde frontalière», «GF»; aka «Frontier Scouts»)",
            "the «United Nations High Commissioner for Refugees» (UNHCR)",
            "«FATog» men joined the Togolese Armed Forces («FATog») and the National Electoral Commission («CENI»)",
        ),
        rejects=(
            "the European Union (EULEX) and the Contact Group (France or Germany)",
            "a Status of Forces Agreement (SOFA) and quick impact projects (QIPs)",
            "The Joint Verification Team (in Juba) left.",
            "the Commander of the Togolese Army (CTA), the Centre for Rural Water and Sanitation (RWS)",
            "the Border Force (Mali), the Bank of Ghana (USD), the Supreme Court (UK) and the Border Guard (Annex)",
        ),
    ),
    Rule(
        id="organizations.branch",
        says="A non-governmental organization with the name of a country behind it is its branch there.",
        matches=("«Oxfam Uganda» said so.", "Staff of «CARE Poland» and «Transparency International Kenya» met."),
        rejects=("UNHCR Uganda and Oxfam in Uganda", "Oxfam Ugandan staff", "Oxfam, Uganda and Kenya"),
    ),
    Rule(
        id="organizations.modified-head",
        says="Capitalised words before a word that makes them an organization's name, and what may stand behind it.",
        matches=(
            "the «Iraqi Ministry of Oil» and the «Liberian National Coast Guard»",
            "the «Truth and Reconciliation Commission of Liberia» met the «Supreme Court».",
            "Mali's «National Women's Council» and the «Joint Working Group on Missing Persons»",
            "the «Anti-corruption Agency», the «South Sudanese Government» and the «British Embassy Tirana»",
            "the «Regional Centre for Women, Peace and Security» in Kampala",
            "the «UN/AU Mediation Team»; «Thistledown University Press» and «Mombasa Law School»",
        ),
        rejects=(
            "the Russian Federation, the Soviet Union and the West Bank",
            "Serbian forces, the French army and the Malian authorities",
            "the UNMISS Force Commander, the Chief of Police and the Host Government",
            "the Arusha Peace Agreement, the Vienna Convention and Operation Restore Hope",
            "However, Party members and many Police officers left.",
            "Local Government, Member States and Troop-Contributing Countries",
            "the Senior Mission Leader, the Multinational Force Commander",
            "the White House, the press house, a Primary School and the Free Press",
        ),
    ),
    Rule(
        id="organizations.head-with-complement",
        says="A word that makes the words behind it the name of an organization, joined by *of*, *for* or *on*.",
        matches=(
            "the «Ministry of Labour and Social Affairs» and the «Ministry of Justice»",
            "the «Government of the Republic of Rwanda» and the «Bank of Uganda»",
            "the «Office of the Prime Minister of Nepal», the «University of Juba» and the «Church of England»",
            "the «House of Representatives of Malta» and the «House of Elders»",
        ),
        rejects=(
            "an office of the village, the government of the day",
            "the Governments of Chad and Niger",
            "the Head of Mission and the Treaty on Open Skies",
            "the Minister of Justice and the Charter of Human Rights",
            "the House of Cards and the House of Saud",
        ),
    ),
    Rule(
        id="organizations.head-alone",
        says="A word that is the name of an organization without another, such as the name of a chamber.",
        matches=("The «Senate» voted.", "a «Senate» seat, two «Senate» bills"),
        rejects=("the senate of the university, the Senator", "The Council met.", "the Senate of Kenya"),
    ),
    Rule(
        id="organizations.company",
        says="Capitalised words before a legal form of companies.",
        matches=(
            "«Harbour Cement plc» and «Blue Nile Sugar Co., Ltd.» paid.",
            "«Alpha Oil Inc» and «Beta Gas GmbH» merged; employees of «Delta & Sons Corp.» left.",
            "«Pharos, Inc.», «Kadir Ünal S.A.» and «Lindqvist AB» bid.",
        ),
        rejects=(
            "the Kenya AG and the Deputy AG",
            "the SE of Juba, 200 KG and an Inc",
            "the co. agreed with the ltd. firm",
            "Mali, SA",
        ),
    ),
    Rule(
        id="organizations.romance-name",
        says="A head in French, Spanish or Portuguese, and what is joined to it by links and adjectives.",
        matches=(
            "the «Comité national de suivi» met the «Frente para la Defensa del Litoral» again",
            "the «Forces armées nigériennes», the «Mouvement pour le salut de l'Ouest» and others",
            "the «Ministério das Pescas» and the «Partido Agrario de Salta» signed",
            "the «Union des forces démocratiques» left",
        ),
        rejects=(
            "The Commission agreed, Union leaders said; Police officers left.",
            "The Forces do not agree with the Front line; Police unique to it",
            "the Comité agreed and the comité national de suivi left",
            "un mouvement pour la paix",
        ),
    ),
    Rule(
        id="organizations.foreign-name",
        says="A head in Albanian, German, Italian, Serbian, or transliterated from Arabic or Persian, and what follows.",
        matches=(
            "the «Partia Popullore», the «Shoqata për Drejtësi» and the «Ministero degli Affari Esteri»",
            "the «Bundesamt für Naturschutz» and the «Gesellschaft für Technik» replied",
            "«Harakat al-Sabr», «Hezb-e Adalat» and «Lashkar-e-Noor» fought; «Liwa Thuwar Tripoli» fled.",
        ),
        rejects=("the Harakat left", "Dar agreed with al-Noor", "the partia popullore", "Hizb is a word"),
    ),
    Rule(
        id="organizations.opened-name",
        says="A word that opens a name in English: Radio with a name behind, people *for* or *without* something.",
        matches=(
            "«Radio Sawt» reported that «Lawyers for Lesotho» and «Engineers without Frontiers» had met.",
            "«Women for Peace» and «Mothers against Guns» marched.",
        ),
        rejects=(
            "Radio was silent, and lawyers for Lesotho left.",
            "Women in Lesotho voted; Doctors without visas left.",
        ),
    ),
    Rule(
        id="organizations.named-among",
        says="A capitalised name in a list behind a common noun such as *militias* and *such as* or *including*.",
        matches=(
            "militias such as «Sagaret», «Tiga Bintang» and the «Korbafo» fled; parties, including «Nidal»,",
            "armed groups including «Zamboni» and others; companies such as «Brisk Water» and Kenya",
        ),
        rejects=("militias such as those of Kenya", "parties including Minister Ali", "groups such as women", "militias"),
    ),
    Rule(
        id="organizations.named-beside",
        says="A capitalised name before *militia*, *guerrillas* and their like that is no people's.",
        matches=("the «Sagaret» militia and the «Tiga Bintang» guerrillas",),
        rejects=("the Hutu militia and Serb militias", "Kenyan guerrillas", "the militia", "Many militias fled."),
    ),
    Rule(
        id="organizations.political-party",
        says="A direction of politics with a capital before *party* or *parties*.",
        matches=("the «Labour party» and the «Liberal» and «Green» parties", "the «Social Democratic party» won."),
        rejects=("the liberal party, a Third party", "the State party and the Contracting parties"),
    ),
    Rule(
        id="organizations.initials",
        says="The initials of an organization that the document names, though it does not explain them.",
        matches=("The «Tongan Border Patrol Force» left. Later «TBPF» men came back.",),
        rejects=("The border patrol force left the DMZ.", "The Tongan Border Patrol Force came to TBF."),
    ),
    Rule(
        id="organizations.acting-acronym",
        says="Letters behind *the* that do what only organizations do, and which the document explains as nothing else.",
        matches=("The «NVK» said so, and «NVK» men left.",),
        rejects=(
            "The SRSG said so; the NVK was built.",
            "The Host Nation Agreement (HNA) said so. The HNA said so.",
            "BY THE NVK SAID",
        ),
    ),
    Rule(
        id="organizations.short-form",
        says="A capitalised head, or the end of a registered name, that stands for an organization named before.",
        matches=(
            "UNMIL left. The Security Council met; the «Council» agreed that the «Mission» had ended.",
            "The UN Assistance Mission for Rwanda grew. The «Assistance Mission» stayed.",
        ),
        rejects=(
            "The Mission and the Council met.",
            "The Security Council met; a council agreed, and Council members left.",
            "UNMIL left. The Mission Support Division stayed.",
        ),
    ),
)

FLAGS: Flags = {
    **unlisted.FLAGS,
    **companies.FLAGS,
    **openers.FLAGS,
    **kinds.FLAGS,
    **acronyms.FLAGS,
    Flag.ACRONYM: lambda form: bool(registry().find(form)),
}

_REGISTERED = {
    Mention.NAME: "organizations.registered-name",
    Mention.ACRONYM: "organizations.registered-acronym",
}
_SHAPES = (unlisted, companies, openers, kinds)
"""The modules that find names by their shape, each with its `names`."""
_UNIONS = (
    *(OrganizationType.REGIONAL_ORGANIZATION, OrganizationType.DEFENCE_ALLIANCE, OrganizationType.GROUP_OF_STATES),
    OrganizationType.UN_ORGAN,
)
_OF_STATE = (OrganizationType.GOVERNMENT, OrganizationType.MINISTRY, OrganizationType.LEGISLATURE)


class Listed(NamedTuple):
    """A form of the registry on the tokens `[first, last)` and the characters `[start, end)`."""

    first: int
    last: int
    start: int
    end: int
    forms: list[Form]


@Language.factory("recital_organizations", default_config={"nominal": True})
def create(nlp: Language, name: str, nominal: bool) -> Callable[[Doc], Doc]:  # noqa: ARG001, FBT001 # called by spaCy
    """The component. `nominal`: whether capitalised short forms such as *the Mission* are marked."""
    return OrganizationFinder(nlp, nominal=nominal)


class OrganizationFinder:
    """Finds the organizations of a doc."""

    def __init__(self, nlp: Language, *, nominal: bool) -> None:
        """Reads registry and countries into matchers that share the vocabulary of `nlp`."""
        self._nominal = nominal
        self._make_doc = nlp.make_doc
        self._names = self._matcher(nlp.vocab, registry().forms(), attribute="LOWER", shortest=2)
        places = (form for form, entry in countries().items() if form not in entry.adjectives)
        self._places = self._matcher(nlp.vocab, places)

    def __call__(self, doc: Doc) -> Doc:
        """Adds the findings to the doc."""
        findings = Findings.of(doc)
        text = findings.view.text  # the same as doc.text, which is put together anew each time
        around = Surroundings(doc)
        listed = [*_words(around), *self._phrases(doc, text)]  # of those that begin alike, the longest last
        around.places = {first: last for _, first, last in self._places(doc)}
        around.before = {last: first for first, last in around.places.items()}
        around.listed = {item.first: item.last for item in listed}
        around.unions = {item.first for item in listed if item.forms[0].organization.type in _UNIONS}
        # A name inside a symbol is shorter than the symbol, and so loses against it.
        symbols = [item for item in findings.items if item.kind in ("resolution", "document")]
        shaped = [name for source in _SHAPES for name in source.names(around)]
        candidates = [*_decided(listed), *_branches(around, text, listed), *_unlisted(around, text, listed, shaped)]
        namings = _namings(longest([*symbols, *candidates]))
        aliases = [alias for alias in learn(text, namings) if not _is_registered(alias)]
        namings = _namings(longest([*symbols, *self._explained(doc, text, aliases), *namings]))
        lettered = acronyms.namings(around, text, namings, {alias.form for alias in aliases})
        namings = _namings(longest([*symbols, *namings, *lettered]))
        signs = {alias.organization.id: alias.form for alias in aliases if alias.mention is Mention.ACRONYM}
        mentions = tied(text, namings, bare_heads(around))
        wanted = (naming for naming in mentions if self._nominal or naming.mention is not Mention.NOMINAL)
        findings.add(doc, (_finding(naming, signs) for naming in wanted))
        return doc

    def _matcher(
        self, vocab: Vocab, forms: Iterable[str], *, attribute: str = "ORTH", shortest: int = 1
    ) -> PhraseMatcher:
        """A matcher of the forms that have at least `shortest` tokens."""
        matcher = PhraseMatcher(vocab, attr=attribute)
        matcher.add("form", [doc for doc in map(self._make_doc, forms) if len(doc) >= shortest])
        return matcher

    def _phrases(self, doc: Doc, text: str) -> Iterator[Listed]:
        people = words(Kind.PEOPLE)
        for _, first, last in self._names(doc):
            start, end = _offsets(doc, first, last)
            forms = registry().find(text[start:end])
            if forms and not (doc[last - 1].lower_ in people and first and doc[first - 1].like_num):
                yield Listed(first, last, start, end, forms)

    def _explained(self, doc: Doc, text: str, aliases: list[Alias]) -> Iterator[Naming]:
        meanings = {alias.form: alias for alias in aliases}
        if meanings:
            for _, first, last in self._matcher(doc.vocab, meanings)(doc):
                start, end = _offsets(doc, first, last)
                if alias := meanings.get(text[start:end]):
                    yield Naming(start, end, alias.organization, alias.mention, "organizations.explained")


def _offsets(doc: Doc, first: int, last: int) -> Span:
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _words(around: Surroundings) -> Iterator[Listed]:
    ordinary = words(Kind.ORDINARY)
    for index in around.all(Flag.ACRONYM):
        token = around.doc[index]
        if not (token.lower_ in ordinary and _is_among_capitals(around.doc, index)):
            yield Listed(index, index + 1, token.idx, token.idx + len(token), registry().find(token.text))


def _is_among_capitals(doc: Doc, index: int) -> bool:
    """Whether a word beside a token is in capitals, too: WHO WE ARE."""
    beside = [doc[place] for place in (index - 1, index + 1) if 0 <= place < len(doc)]
    return any(token.is_upper and token.is_alpha and not registry().find(token.text) for token in beside)


def _decided(listed: list[Listed]) -> Iterator[Naming]:
    """Each form with the organization it means.

    A shared form means the one that the document names otherwise, too; failing that, the one whose own it is.
    """
    own = {form.organization.id for item in listed for form in item.forms if form.own}
    for item in listed:
        meant = [form for form in item.forms if not form.own and form.organization.id in own]
        for form in (meant or [form for form in item.forms if form.own])[:1]:
            yield Naming(item.start, item.end, form.organization, form.mention, _REGISTERED[form.mention])


def _branches(around: Surroundings, text: str, listed: list[Listed]) -> Iterator[Naming]:
    """Non-governmental organizations with the country behind their name: *CARE Uganda*."""
    for item in listed:
        whole = item.forms[0].organization
        if whole.type is OrganizationType.NGO and item.last in around.places:
            start, end = _offsets(around.doc, item.first, around.places[item.last])
            name = text[start:end]
            branch = Organization(name, local_id(name), None, whole.type, whole.id, known=False)
            yield Naming(start, end, branch, Mention.NAME, "organizations.branch")


def _unlisted(around: Surroundings, text: str, listed: list[Listed], names: list[Name]) -> Iterator[Naming]:
    owners = {item.first: item.forms[0].organization.id for item in listed}
    for name in names:
        start, end = _offsets(around.doc, name.start, name.end)
        organization = identified(text[start:end], name.type, parent=owners.get(name.start))
        yield Naming(start, end, organization, Mention.NAME, name.rule)


def _namings(chosen: Iterable[Finding | Naming]) -> list[Naming]:
    return [item for item in chosen if isinstance(item, Naming)]


def _is_registered(alias: Alias) -> bool:
    return any(form.own and form.organization == alias.organization for form in registry().find(alias.form))


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


@lru_cache(maxsize=4096)
def identified(name: str, kind: OrganizationType, *, parent: str | None = None) -> Organization:
    """The organization that a name means which need not be registered; `kind` is what the head of the name says.

    What belongs to a state has the state's short name behind it, however it is written; a registered party, force or
    court keeps its identity with its kind behind the name.

    >>> identified("Iraqi Ministry of Oil", OrganizationType.MINISTRY).name
    'Ministry of Oil of Iraq'
    >>> identified("Government of the Republic of Rwanda", OrganizationType.GOVERNMENT).id
    'local:government-of-rwanda'
    >>> identified("Vetëvendosje Party", OrganizationType.POLITICAL_PARTY).name
    'Vetëvendosje'
    >>> identified("Joint Border Council", OrganizationType.OTHER).known
    False
    """
    if kind in _OF_STATE:
        name = _with_state_behind(name)
    for written in (name, name.rpartition(" ")[0].rstrip(",")):
        for form in registry().find(written):
            if form.own and (written == name or kind in (form.organization.type, OrganizationType.COMPANY)):
                return form.organization
    return Organization(name, local_id(name), None, kind, parent, known=False)


def _with_state_behind(name: str) -> str:
    parts = name.split(" ")
    for length in range(1, min(4, len(parts))):
        if place := country(" ".join(parts[:length])):
            return f"{' '.join(parts[length:])} of {place.within}"
    for link in re.finditer(" of ", name):
        place, written = country(name[link.end() :]), name[link.end() :].removeprefix("the ")
        if place and written not in place.capital:
            return f"{name[: link.start()]} of {place.within}"
    return name
