"""Every entry of the registry can be found by every form it lists, and a bad entry is refused."""

import pytest
from spacy.language import Language

from extractors import tokens
from extractors.findings import Findings
from extractors.lexicon import parse
from extractors.organizations import component as organizations
from extractors.organizations.places import countries, country
from extractors.organizations.registry import LEXICON, OrganizationEntry, Registry, registry, spellings
from extractors.organizations.words import Kind, heads, words
from schemas.errors import LexiconError
from schemas.organizations import Mention, local_id

HEADER = "id,name,acronyms,variants,shared,type,parent,start,end,wikidata"
FIRST = "border-union,Border Union,BU,Union of Borders,FU,regional_organization,,,,"
ENTRIES = [pytest.param(entry, id=entry.id) for entry, _ in registry().organizations()]


@pytest.fixture(scope="module")
def component() -> Language:
    """A pipeline that finds nothing but organizations."""
    nlp = tokens.blank([organizations.FLAGS])
    nlp.add_pipe("recital_organizations")
    return nlp


def made(*lines: str) -> Registry:
    return Registry(parse(LEXICON, "\n".join([HEADER, FIRST, *lines]), OrganizationEntry))


def found(component: Language, text: str) -> dict[str, str]:
    """Identity by quote, as the component finds them."""
    return {text[item.start : item.end]: item.value["id"] for item in Findings.of(component(text)).items}


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_is_found_by_its_own_forms(component: Language, entry: OrganizationEntry) -> None:
    for form in (entry.name, *entry.acronyms, *entry.variants):
        assert found(component, f"They met {form} again.") == {form: entry.identity}


@pytest.mark.parametrize("entry", [case for case in ENTRIES if case.values[0].shared])
def test_entry_is_found_by_a_shared_form_where_its_name_stands(component: Language, entry: OrganizationEntry) -> None:
    for form in entry.shared:
        assert found(component, f"They met {entry.name} again; {form} left.")[form] == entry.identity


@pytest.mark.parametrize("entry", [case for case in ENTRIES if case.values[0].shared])
def test_entry_is_not_found_by_a_shared_acronym_alone(component: Language, entry: OrganizationEntry) -> None:
    for form in filter(str.isupper, entry.shared):
        assert entry.identity not in found(component, f"They met {form} again.").values()


@pytest.mark.parametrize("entry", [case for case in ENTRIES if not case.values[0].name.islower()])
def test_entry_is_not_found_by_its_name_in_small_letters(component: Language, entry: OrganizationEntry) -> None:
    assert entry.identity not in found(component, f"They met {entry.name.lower()} again.").values()


def test_entries_keep_an_id_made_from_a_name() -> None:
    assert [entry.id for entry, _ in registry().organizations() if local_id(entry.id) != f"local:{entry.id}"] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("other,Border Union,,,,other,,,,", r"organizations.csv:3: 'Border Union' of 'other' stands already in line 2"),
        ("other,Other,BU,,,other,,,,", r"organizations.csv:3: 'BU' of 'other' stands already in line 2"),
        ("other,Other,,border union,,other,,,,", r"organizations.csv:3: 'border union' of 'other'"),
        ("other,Other,,,,other,,1999-6,,", r"organizations.csv:3: start of .*expected something of the form"),
        ("other,Other,,Other,,other,,,,", r"organizations.csv:3: 'Other' of 'other' stands already in line 3"),
        ("other,Other,,,,other,nowhere,,,", r"organizations.csv:3: parent 'nowhere' is the id of no entry"),
        ("other,Other,,,,guild,,,,", r"organizations.csv:3: .*expected 'un_organ', "),
        ("other,Other,,,,other,,,,1065", r"organizations.csv:3: .*expected something of the form"),
    ],
    ids=["name", "acronym", "case", "start", "itself", "parent", "type", "wikidata"],
)
def test_registry_refuses_a_bad_entry_with_file_and_line(line: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        made(line)


def test_registry_lets_entries_share_a_form() -> None:
    forms = made("fire-union,Fire Union,,,FU,other,border-union,,,").find("FU")
    assert [(form.organization.name, form.own) for form in forms] == [("Border Union", False), ("Fire Union", False)]
    assert forms[1].organization.parent == "local:border-union"


@pytest.mark.parametrize(
    "text",
    [
        "United Nations Organisation Stabilisation Mission in the Democratic Republic of the Congo",
        "UN Organization Stabilization Mission in the DRC",
        "U.N. Organization Stabilization Mission in Democratic Republic of Congo",
        "UNITED NATIONS ORGANIZATION STABILIZATION MISSION IN THE DEMOCRATIC REPUBLIC OF THE CONGO",
        "MONUSCO",
        "MONUSCo",
        "Monusco",
    ],
)
def test_registry_knows_a_name_in_every_spelling(text: str) -> None:
    assert {form.organization.acronym for form in registry().find(text)} == {"MONUSCO"}


@pytest.mark.parametrize(
    "text",
    ["Who", "who", "is", "Is", "Care", "un", "Un", "Eu", "unmik", "uNMIK", "Security council", "peace operations", ""],
)
def test_registry_wants_the_capitals_of_a_name(text: str) -> None:
    assert registry().find(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UN security council", "United Nations Security Council"),
        ("UN human rights council", "United Nations Human Rights Council"),
        ("UN children's fund", "United Nations Children's Fund"),
        ("European parliament", "European Parliament"),
        ("European court of human rights", "European Court of Human Rights"),
        ("United Nations security council", "United Nations Security Council"),
        ("United Nations secretariat", "United Nations Secretariat"),
        ("International criminal court", "International Criminal Court"),
        ("World Health organization", "World Health Organization"),
        ("International committee of the Red Cross", "International Committee of the Red Cross"),
        ("Human rights council", "United Nations Human Rights Council"),
        ("Inter-agency Standing Committee", "Inter-Agency Standing Committee"),
        ("Interparliamentary Union", "Inter-Parliamentary Union"),
        ("Haqqani network", "Haqqani Network"),
        ("Justice and Equality movement", "Justice and Equality Movement"),
    ],
)
def test_registry_knows_a_name_as_newspapers_write_it(text: str, name: str) -> None:
    assert [form.organization.name for form in registry().find(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "security council",
        "UN protection force",
        "UN logistics base",
        "UN mission in Mali",
        "UN special commission",
        "European community",
        "European union",
        "444 brigade",
        "world bank group",
        "world health organization",
        "World health",
        "United Nations mission in Liberia",
        "United Nations command",
        "United Nations police",
        "United Nations volunteers",
        "United Nations refugee agency",
        "United Nations special commission",
        "Human rights committee",
        "Food for the hungry",
        "Economic and social council",
    ],
)
def test_registry_does_not_know_what_small_letters_describe(text: str) -> None:
    assert registry().find(text) == []


def test_registry_tells_acronyms_from_names() -> None:
    assert registry().is_acronym("MINUSCA")
    assert not any(map(registry().is_acronym, ("World Bank", "UNNATO", "minusca", "")))


def test_registry_takes_a_variant_that_is_a_common_noun_alone() -> None:
    known = made("movement-x,The Long Movement of Bor,TLM,,Movement,political_party,,,,")
    assert [form.own for form in known.find("Movement")] == [False]


def test_registry_tells_names_from_acronyms() -> None:
    mentions = {text: registry().find(text)[0].mention for text in ("Nato", "UN-Habitat", "Hamas", "OSCE Minsk Group")}
    assert mentions == {
        "Nato": Mention.ACRONYM,
        "UN-Habitat": Mention.ACRONYM,
        "Hamas": Mention.NAME,
        "OSCE Minsk Group": Mention.NAME,
    }


def test_spellings_hold_what_they_are_made_from() -> None:
    names = ["Côte d'Ivoire Peace-keeping and Defence Centre"]
    assert spellings(names)[0] == names[0]
    assert "Cote dIvoire Peacekeeping & Defense Center" in spellings(names)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sahel Stabilization Force", "Sahel Stabilisation Force"),
        ("Urbanized Areas Office", "Urbanised Areas Office"),
        ("Nile Organisation", "Nile Organization"),
        ("Co-operation Council", "Cooperation Council"),
        ("Cooperation Council", "Co-operation Council"),
        ("Peace-keeping Force", "Peacekeeping Force"),
        ("Peacekeeping Force", "Peace-keeping Force"),
        ("Baltic Defence League", "Baltic Defense League"),
        ("Baltic Defense League", "Baltic Defence League"),
        ("Andes Centre", "Andes Center"),
        ("Andes Center", "Andes Centre"),
        ("Labour Bureau", "Labor Bureau"),
        ("Seed Programme", "Seed Program"),
        ("Roads and Ports Agency", "Roads & Ports Agency"),
        ("Delta Movement in Opposition", "Delta Movement-in-Opposition"),
        ("Delta Movement in Opposition", "Delta Movement-in Opposition"),
        ("Mission in the Gulf", "Mission in Gulf"),
        ("Bonn–Oslo Institute", "Bonn-Oslo Institute"),
        ("Bonn–Oslo Institute", "Bonn Oslo Institute"),
        ("Tamil-majority Party", "Tamil majority Party"),
        ("Al-Noor Bank", "al-Noor Bank"),
        ("Fishers' Union", "Fishers’ Union"),
        ("Fishers' Union", "Fishers Union"),
        ("Peacekeeping and Defence Centre", "Peace keeping & Defense Center"),
    ],
)
def test_spellings_of_a_name_hold_the_other_one(name: str, other: str) -> None:
    assert other in spellings([name])


@pytest.mark.parametrize(
    "name", ["Al-Noor Bank", "Co-op Bank", "Theatre Guild", "Size Office", "Arise Network", "Faith in Oppositions"]
)
def test_spellings_leave_what_only_looks_alike(name: str) -> None:
    wrong = {"Al Noor Bank", "Co op Bank", "atre Guild", "Sise Office", "Arize Network", "Faith-in-Oppositions"}
    assert wrong.isdisjoint(spellings([name]))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Ivorian", "Côte d'Ivoire"),
        ("Côte d’Ivoire", "Côte d'Ivoire"),
        ("the Republic of Rwanda", "Rwanda"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("Asmara", "Eritrea"),
    ],
)
def test_country_is_known_by_name_adjective_and_capital(form: str, name: str) -> None:
    place = country(form)
    assert place
    assert place.name == name


@pytest.mark.parametrize("form", ["", "the", "Africa", "rwanda", "Sector East"])
def test_country_is_none_for_anything_else(form: str) -> None:
    assert country(form) is None


def test_countries_have_forms_that_differ() -> None:
    assert len({place.id for place in countries().values()}) > 190


def test_words_of_names_stand_in_small_letters() -> None:
    assert all(word == word.lower() for kind in Kind for word in words(kind))
    assert not words(Kind.PLAIN) & heads().keys()
    assert not words(Kind.OFFICE) & heads().keys()
