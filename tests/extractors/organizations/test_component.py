"""What is marked, what is not, and what it means; the examples of the rules themselves run in `test_rules.py`."""

from typing import Any

import pytest
from spacy.language import Language

from extractors import tokens
from extractors.findings import Finding, Findings
from extractors.organizations import component as organizations
from extractors.organizations.definitions import abbreviates, is_sign, shuffles
from extractors.view import View
from schemas.spans import Segment, SegmentLabel


def pipeline(**settings: object) -> Language:
    """A pipeline that finds nothing but organizations."""
    nlp = tokens.blank([organizations.FLAGS])
    nlp.add_pipe("recital_organizations", config=settings)
    return nlp


@pytest.fixture(scope="module")
def component() -> Language:
    return pipeline()


def findings(component: Language, text: str) -> list[Finding]:
    return Findings.of(component(text)).of_kind("organization")


def quotes(component: Language, text: str) -> list[str]:
    return [text[item.start : item.end] for item in findings(component, text)]


def values(component: Language, text: str, field: str) -> list[Any]:
    return [item.value[field] for item in findings(component, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Philippine army waits; Congress has not voted.", "Congress of the Philippines"),
        ("Congress was told that U.S. aid to Kenya had ended.", "United States Congress"),
        ("Mexican and Peruvian envoys met; Congress has not voted.", "Congress"),
        ("An Indian envoy said Congress had lost.", "Congress"),
        ("The Kenyan army waits; the Senate has not voted.", "Senate of Kenya"),
        ("Kenya and Uganda wait; the Senate has not voted.", "Senate"),
    ],
    ids=["adjective", "one-with-a-congress", "two", "party", "senate", "senate-of-two"],
)
def test_bare_chamber_is_that_of_the_state_beyond_doubt(component: Language, text: str, expected: str) -> None:
    assert values(component, text, "name") == [expected]


def test_bare_parliament_is_a_short_form_for_that_of_the_only_state(component: Language) -> None:
    text = "In Zambia, Parliament rose. Members of Parliament left."
    assert [(item.value["name"], item.value["mention"]) for item in findings(component, text)] == [
        ("Parliament of Zambia", "nominal")
    ]
    assert findings(component, "In Zambia and Malawi, Parliament rose.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The UN Security Council met.", ["UN Security Council"]),
        ("ECOWAS's Mission in Liberia (ECOMIL)", ["ECOWAS", "ECOMIL"]),
        ("NATO's Stabilization Force", ["NATO", "Stabilization Force"]),
        ("the European Union Special Representative", ["European Union"]),
        ("the President of the General Assembly", ["General Assembly"]),
        ("Security Council Committee pursuant to resolution 1591 (2005)", ["Security Council Committee"]),
        ("UN member states and NATO-led troops", ["UN", "NATO"]),
        ("the AU, IGAD and World Bank offices", ["AU", "IGAD", "World Bank"]),
        ("the Heads of State and Government of the African Union", ["African Union"]),
        ("the Heads of State or Government of ASEAN and the Government of Laos", ["ASEAN", "Government of Laos"]),
        ("HEADS OF STATE AND OF GOVERNMENT OF THE EUROPEAN UNION", ["EUROPEAN UNION"]),
        (
            "the Council of Heads of State and Government of ECOWAS",
            ["Council of Heads of State and Government of ECOWAS"],
        ),
        ("the Head of State and the Government of Chad", ["Government of Chad"]),
        ("the Head of the Government of Chad", ["Government of Chad"]),
        ("UNICEF / NRC, IRC/WFP", ["UNICEF", "NRC", "IRC", "WFP"]),
        ("UNICEF/ERW, Goma/NRC and Mercy/IRC", ["UNICEF"]),
        ("the 1718 Committee and the 2140 (2014) Committee", ["1718 Committee", "2140 (2014) Committee"]),
        ("the Liberia Sanctions Committee", ["Liberia Sanctions Committee"]),
        ("the Home Office and the UNHCR Branch Office", ["Home Office", "UNHCR Branch Office"]),
        ("Ministry of Justice and Ministry of Interior", ["Ministry of Justice", "Ministry of Interior"]),
        ("the Bank of Ghana and the World Bank", ["Bank of Ghana", "World Bank"]),
        ("the Church of Uganda and Lutheran World Federation", ["Church of Uganda", "Lutheran World Federation"]),
        ("the Government of Mali and MINUSMA", ["Government of Mali", "MINUSMA"]),
        ("Office for Returns of the Government of Chad", ["Office for Returns", "Government of Chad"]),
        ("the General Staff of the Malian Armed Forces", ["General Staff of the Malian Armed Forces"]),
        ("the Republic of Korea Army", ["Republic of Korea Army"]),
        ("led by the Walter Lind/TAFRI Field Unit (WALTFU)", ["Walter Lind/TAFRI Field Unit", "WALTFU"]),
        ("with a Care and Rescue Organization (CARRO)", ["Care and Rescue Organization", "CARRO"]),
        ("the Prime Minister’s Delivery Centre (PM DC)", ["Prime Minister’s Delivery Centre", "PM DC"]),
        ("the Sightsavers Centre “Nadezhda” (SCN)", ["Sightsavers Centre “Nadezhda”", "SCN"]),
        (
            "The All Nations Fellowship Council and the Arts Council Wales",
            ["All Nations Fellowship Council", "Arts Council Wales"],
        ),
        (
            "the Advisory Committee on the African Union Mission in Somalia",
            ["Advisory Committee on the African Union Mission in Somalia"],
        ),
        ("briefed the Security Council on the African Union", ["Security Council", "African Union"]),
        ("Shares of Halden Motors and Borg & Sons fell", ["Halden Motors", "Borg & Sons"]),
        (
            "the Attorney General’s Office and the Secretary-General’s Panel on Sand",
            ["Attorney General’s Office", "Panel on Sand"],
        ),
        ("the Nyeri County Government and the Host Government", ["Nyeri County Government"]),
        (
            "the Association of Kenya Nurses and the Bishops’ Conference of Chad",
            ["Association of Kenya Nurses", "Bishops’ Conference of Chad"],
        ),
        ("the Government of Bosnia and Herzegovina", ["Government of Bosnia and Herzegovina"]),
        ("the Five Rivers Training Centre", ["Five Rivers Training Centre"]),
        ("the US Embassy and the U.N. mission", ["US Embassy", "U.N."]),
        ("the Rwandese Patriotic Front’s men", ["Rwandese Patriotic Front"]),
        ("Nigerian-led Mine Action Service staff", ["Mine Action Service"]),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_organization_is_marked_from_its_first_word_to_its_last(
    component: Language, text: str, expected: list[str]
) -> None:
    assert quotes(component, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "United States, Russian Federation, South Sudan, Serbs and Belgrade",
        "the Secretary-General, the Special Representative and the High Commissioner",
        "Prime Minister Ali, Foreign Minister Deng and Ambassador Smith",
        "the Darfur Peace Agreement, the Charter and the Geneva Conventions",
        "peacekeepers of the mission, the parliament and the police",
        "Ethiopian forces, the Kenyan police and the Malian authorities",
        "Operation Restore Hope, Camp Liberty and Juba International Airport",
        "World War II, the Cold War and Independence Day",
        "The Mission and the Force began work.",
        "Security Sector Reform, Rule of Law and Human Rights",
        "THIS IS WHO WE ARE",
        "Chapter VII, Annex II and Pillar IV",
        "Local Government and Host Government",
        "Troop-Contributing Countries and Member States",
        "the Chief of Staff and the Head of Mission",
        "the Deputy Head of Government of Norway",
        "In 2019 Committee members met; the 2015 Committee, too",
        "a Branch Office in Lyon, three Field Offices, the Head Office and our Main Office",
        "On Monday Police said so; However, Party members left.",
        "Status of Forces Agreement (SOFA), Gross Domestic Product (GDP)",
        "https://example.org/un and info@example.org",
        "",
        "\n \n",
    ],
    ids=lambda text: text.strip() or "nothing",
)
def test_anything_else_is_not_marked(component: Language, text: str) -> None:
    assert quotes(component, text) == []


def test_value_tells_name_identity_acronym_type_and_parent(component: Language) -> None:
    (item,) = findings(component, "Troops of UNMiL left.")
    assert item.value == {
        "name": "United Nations Mission in Liberia",
        "id": "local:united-nations-mission-in-liberia",
        "acronym": "UNMIL",
        "type": "peace_operation",
        "parent": "wikidata:Q1065",
        "mention": "acronym",
        "known": True,
    }


def test_group_is_known_by_its_whole_number_only(component: Language) -> None:
    text = "The Group of Twenty, the Group of Twenty-Four and the Group of Seventy-Seven met."
    assert values(component, text, "name") == ["Group of 20", "Group of Twenty-Four", "Group of 77"]
    assert values(component, text, "known") == [True, False, True]


def test_value_of_an_unlisted_name_comes_from_its_head(component: Language) -> None:
    (item,) = findings(component, "the AU Border Committee")
    assert (item.value["name"], item.value["id"]) == ("AU Border Committee", "local:au-border-committee")
    assert (item.value["type"], item.value["known"]) == ("other", False)
    assert item.value["parent"] == "wikidata:Q7159"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Iraqi Government", "Government of Iraq"),
        ("the Government of the Republic of Iraq", "Government of Iraq"),
        ("the Government of the Gambia", "Government of the Gambia"),
        ("the DRC Government", "Government of the Democratic Republic of the Congo"),
        ("the Asmara Government", "Government of Eritrea"),
        ("the South African Ministry of Defence", "Ministry of Defence of South Africa"),
        ("the Kosovo Assembly", "Assembly of Kosovo"),
        ("the University of Juba", "University of Juba"),
    ],
)
def test_what_belongs_to_a_state_has_one_name(component: Language, text: str, name: str) -> None:
    assert values(component, text, "name") == [name]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the Zambezi Liberation Army", "armed_group"),
        ("the New People's Army", "armed_group"),
        ("the Korean People's Army", "military_force"),
        ("the Togolese Army", "military_force"),
        ("the Sudanese National Police Force", "police"),
        ("the Togolese Police Forces", "police"),
        ("the Togolese Air Force", "military_force"),
        ("the National Movement of Rural Women", "ngo"),
        ("the National Patriotic Movement", "armed_group"),
        ("the Swiss Federal Department of Finance", "ministry"),
        ("the Department of Physics", "other"),
        ("the Chamber of Deputies", "legislature"),
        ("the Chamber of Commerce", "ngo"),
        ("the Trial Chamber", "court"),
        ("Harbour Cement plc", "company"),
        ("the Ministère de la Pêche", "ministry"),
        ("the Forces armées togolaises", "military_force"),
    ],
)
def test_type_is_what_the_head_says_or_a_word_that_turns_it(component: Language, text: str, kind: str) -> None:
    assert values(component, text, "type") == [kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Interim Force in Lebanon", "United Nations Interim Force in Lebanon"),
        ("the Assistance Mission for Rwanda", "United Nations Assistance Mission for Rwanda"),
        ("the Stabilization Mission in Haiti", "United Nations Stabilization Mission in Haiti"),
    ],
)
def test_mission_is_known_without_its_owner(component: Language, text: str, name: str) -> None:
    assert values(component, text, "name") == [name]


@pytest.mark.parametrize("text", ["the Mission in Liberia", "the Protection Force", "the Office in Burundi"])
def test_mission_is_not_known_by_what_anybody_has(component: Language, text: str) -> None:
    assert True not in values(component, text, "known")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alpha Oil Inc and Beta Airlines Ltd", ["Alpha Oil Inc", "Beta Airlines Ltd"]),
        ("Blue Nile Sugar Co., Ltd.", ["Blue Nile Sugar Co., Ltd."]),
        ("Pharos, Inc. and Delta & Sons Corp.", ["Pharos, Inc.", "Delta & Sons Corp."]),
        ("Director Ines Vogel Amberg AG", ["Ines Vogel Amberg AG"]),
        ("the Kenya AG, the Deputy AG, 200 KG", []),
        ("& Co., Ltd. Inc", []),
    ],
)
def test_company_is_what_stands_before_a_legal_form(component: Language, text: str, expected: list[str]) -> None:
    assert quotes(component, text) == expected


def test_legal_form_is_no_part_of_the_identity_of_a_registered_company(component: Language) -> None:
    assert values(component, "Boeing, Inc. and Barclays plc", "name") == ["Boeing", "Barclays"]


def test_short_name_in_quotes_means_the_company_before_it(component: Language) -> None:
    text = "Selmer Marine Works ASA (ZSX: SMW) (“Selmer”) won. Selmer hires; Selmers and selmer do not."
    assert quotes(component, text)[-2:] == ["Selmer", "Selmer"]
    assert set(values(component, text, "id")) == {"local:selmer-marine-works-asa"}


def test_short_name_behind_another_name_is_part_of_that_one(component: Language) -> None:
    text = "Delta Bank Ltd (“Delta”) builds in the Nile Delta. The Delta lends. Yesterday Delta paid; Delta pays."
    means = [item.start for item in findings(component, text)]
    assert means == [0, *(text.index(quote) for quote in ("Delta”", "Delta lends", "Delta paid", "Delta pays"))]


@pytest.mark.parametrize(
    "text",
    [
        "Selmer Works Ltd (“Selmer” or the “Issuer”) owes. The Issuer pays.",
        "Selmer Works Ltd, a Cypriot builder (the “Issuer”), owes. The Issuer pays.",
    ],
    ids=["with-a-name", "behind-what-it-is"],
)
def test_role_in_quotes_is_a_short_form_of_the_company(component: Language, text: str) -> None:
    roles = [item for item in findings(component, text) if item.value["mention"] == "nominal"]
    assert [text[item.start : item.end] for item in roles] == ["Issuer", "Issuer"]
    assert {item.value["name"] for item in roles} == {"Selmer Works Ltd"}


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Works Ltd (the “Issuer”) sold Beta Gas GmbH (the “Issuer”) a plant. The Issuer pays.",
        "Selmer Works Ltd (“Selmer”) sold Selmer Gas GmbH (“Selmer”) a plant. Selmer pays.",
    ],
    ids=["role", "name"],
)
def test_what_two_companies_are_both_called_means_neither(component: Language, text: str) -> None:
    assert [quote[-3:] for quote in quotes(component, text)] == ["Ltd", "mbH"]


@pytest.mark.parametrize(
    "text",
    [
        "Selmer Works Ltd (the “Merger”) grew. The Merger failed.",
        "Selmer Works Ltd (“Brine”) grew. Brine is salty.",
        "the Articles of Selmer Works Ltd (“Selmer”) bind; Selmer is a town.",
        "Selmer Works Ltd (“the Issuer”) owes. An Issuer pays, and Issuer banks do.",
        "Selmer Works Ltd (“the company”) owes. She keeps the company of the Selmers.",
    ],
    ids=["event", "another-word", "of-a-document", "another-one", "in-small-letters"],
)
def test_what_else_stands_in_quotes_is_no_short_name(component: Language, text: str) -> None:
    assert [quote for quote in quotes(component, text) if quote != "Issuer"] == ["Selmer Works Ltd"]
    assert quotes(component, text).count("Issuer") <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agency\tMinistry of Works", ["Ministry of Works"]),
        ("Donor\tPledges\tPolice\nChad\t8\t10", []),
        (
            "United Nations          Distr.: General\nSecurity Council        24 June 2008",
            ["United Nations", "Security Council"],
        ),
        ("the Ministry of\nWorks and the Joint Border\nCommission", ["Ministry of\nWorks", "Joint Border\nCommission"]),
        (
            "the Joint Bor-\nder Commission and the General Assem-\nbly",
            ["Joint Bor-\nder Commission", "General Assem-\nbly"],
        ),
    ],
    ids=["cells", "heads-of-columns", "letterhead", "wrapped", "cut"],
)
def test_name_ends_with_its_column_but_not_with_its_line(component: Language, text: str, expected: list[str]) -> None:
    view = View(text, [Segment(start=0, end=len(text), label=SegmentLabel.PARAGRAPH, rule="segments.paragraph")])
    doc = component.make_doc(view.laid_out)
    doc.user_data["findings"] = Findings(view)
    items = Findings.of(component.get_pipe("recital_organizations")(doc)).of_kind("organization")
    assert [text[slice(*view.raw(item.start, item.end))] for item in items] == expected


def test_numbered_mission_is_known_at_the_end_of_its_sentence(component: Language) -> None:
    assert quotes(component, "It followed UNAVEM I. Then UNAVEM II came.") == ["UNAVEM I", "UNAVEM II"]


def test_long_form_and_acronym_are_one_organization(component: Language) -> None:
    text = "The Joint Verification Team (JVT) left; JVT vans stayed."
    assert quotes(component, text) == ["Joint Verification Team", "JVT", "JVT"]
    assert set(values(component, text, "id")) == {"local:joint-verification-team"}
    assert set(values(component, text, "acronym")) == {"JVT"}
    assert values(component, text, "mention") == ["name", "acronym", "acronym"]


def test_acronym_means_what_the_document_says(component: Language) -> None:
    text = "The Women's Care Organization (WCO) met. Then the WCO left."
    assert set(values(component, text, "name")) == {"Women's Care Organization"}
    assert values(component, "Then the WCO left.", "name") == ["World Customs Organization"]


def test_acronym_in_parentheses_may_be_of_a_part(component: Language) -> None:
    text = "The European Union (EULEX) took over."
    assert values(component, text, "name") == ["European Union", "European Union Rule of Law Mission in Kosovo"]


def test_shared_acronym_means_what_the_document_names(component: Language) -> None:
    assert values(component, "The RSF wrote to Reporters Without Borders.", "name")[0] == "Reporters Without Borders"
    assert values(component, "The RSF, or Rapid Support Forces", "name")[0] == "Rapid Support Forces"
    assert values(component, "Near the RSF lines.", "name") == []


def test_name_inside_a_symbol_is_no_mention(component: Language) -> None:
    text = "as in UN/SG/7 of the UN"
    doc = component.make_doc(text)
    doc.user_data["findings"] = kept = Findings(View.verbatim(text))
    kept.add([Finding("document", 6, 13, "documents.symbol", {})])
    component.get_pipe("recital_organizations")(doc)
    assert [(item.start, item.end) for item in kept.of_kind("organization")] == [(21, 23)]


def test_short_form_stands_for_the_nearest_before(component: Language) -> None:
    text = "UNMIL left. The Mission ended. UNMISS came. The Mission, a Mission and Mission staff"
    nominal = [item.value["acronym"] for item in findings(component, text) if item.value["mention"] == "nominal"]
    assert nominal == ["UNMIL", "UNMISS"]


def test_short_form_of_an_unlisted_name_keeps_its_identity(component: Language) -> None:
    text = "The Supreme Court of Samoa ruled. The Supreme Court, the Court and the High Court agreed."
    assert values(component, text, "name") == [*["Supreme Court of Samoa"] * 3, "High Court"]
    assert values(component, text, "mention") == ["name", "name", "nominal", "name"]


def test_short_forms_can_be_left_out() -> None:
    text = "The UN Assistance Mission for Rwanda grew. The Assistance Mission and the Mission ended."
    assert quotes(pipeline(nominal=False), text) == ["UN Assistance Mission for Rwanda"]
    assert quotes(pipeline(nominal=True), text)[1:] == ["Assistance Mission", "Mission"]


@pytest.mark.parametrize(
    ("sign", "name"),
    [("UNMiL", "United Nations Mission in Liberia"), ("NDC-R", "Nduma Defence of Congo-Renovated"), ("A", "African")],
)
def test_acronym_abbreviates_a_name_whose_letters_it_has_in_order(sign: str, name: str) -> None:
    assert abbreviates(sign, name)


@pytest.mark.parametrize(
    ("sign", "name"), [("EULEX", "European Union"), ("NU", "United Nations"), ("WPS", "Centre for Women"), ("", "UN")]
)
def test_acronym_does_not_abbreviate_another_name(sign: str, name: str) -> None:
    assert not abbreviates(sign, name)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("FAMa", "Malian Armed Forces"),
        ("BCEAO", "Central Bank of West African States"),
        ("CENI", "National Electoral Commission"),
        ("FADH", "Haitian Armed Forces"),
    ],
)
def test_acronym_of_another_language_has_the_initials_in_another_order(sign: str, name: str) -> None:
    assert shuffles(sign, name)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("USD", "Bank of Ghana"),
        ("COMKFOR", "Kosovo Force"),
        ("MDG", "United Nations"),
        ("PT", "Workers' Party"),
        ("", "U"),
    ],
)
def test_acronym_of_something_else_does_not(sign: str, name: str) -> None:
    assert not shuffles(sign, name)


@pytest.mark.parametrize("text", ["UN", "M23", "UNMiK", "SPLM/A", "EUFOR"])
def test_sign_has_two_capitals_or_a_digit(text: str) -> None:
    assert is_sign(text)


@pytest.mark.parametrize("text", ["Mission", "1999", "the UN", "", "UNITEDNATIONSMISSION"])
def test_sign_is_nothing_else(text: str) -> None:
    assert not is_sign(text)
