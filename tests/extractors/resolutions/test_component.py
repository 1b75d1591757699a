from collections.abc import Callable
from typing import Any

import pytest

from extractors.resolutions.bodies import by_form, names
from extractors.resolutions.citations import Form, Number, listings
from extractors.resolutions.unsc import adoptions, check
from schemas.records import Extraction

Extract = Callable[[str], Extraction]


def values(extract: Extract, text: str, kind: str) -> dict[str, dict[str, Any]]:
    records = [record for record in extract(text).records if record.kind == kind]
    assert len({record.text for record in records}) == len(records)
    return {record.text: record.value.model_dump(mode="json") for record in records}


def one(extract: Extract, text: str, kind: str = "resolution") -> dict[str, Any]:
    (value,) = values(extract, text, kind).values()
    return value


SPANS = {
    "Pursuant to Security Council resolution 1701 (2006), the Force": ["resolution 1701 (2006)"],
    "resolution 1701": ["resolution 1701"],
    "S/RES/2728(2024)": ["S/RES/2728(2024)"],
    "under resolution S/RES/1701 (2006).": ["resolution S/RES/1701 (2006)"],
    "SC Res. 1325, UNGA Res 60/1, RESOLUTION 46/182": ["Res. 1325", "Res 60/1", "RESOLUTION 46/182"],
    "UNSCR 1325 and UNSCRs 1820, 1888 and 1889": ["UNSCR 1325", "UNSCRs 1820", "1888", "1889"],
    "Resolution No. 1701/2006": ["Resolution No. 1701/2006"],
    "resolutions 1718 (2006), 1874 (2009), and 2087 (2013)": ["resolutions 1718 (2006)", "1874 (2009)", "2087 (2013)"],
    "resolutions 217 (1965) of 20 November 1965 and 221 (1966) and 232 (1966) of 16 December 1966": [
        "resolutions 217 (1965)",
        "221 (1966)",
        "232 (1966)",
    ],
    "resolution 217 A (III) and resolution 2625(XXV)": ["resolution 217 A (III)", "resolution 2625(XXV)"],
    "resolutions 55/5 B, 60/1 and ES-10/24": ["resolutions 55/5 B", "60/1", "ES-10/24"],
    "128 (1958). Resolution of 11 June 1958": ["128 (1958)"],
    "resolution 1701 (2006) and some 1,500 (2006) or 12,000 soldiers": ["resolution 1701 (2006)"],
    "Relevant resolutions: 1325 (2000), 1820 (2008)": ["1325 (2000)", "1820 (2008)"],
    "Council resolutions: 1820, 1888, 1889 and 1960": ["1820", "1888", "1889", "1960"],
    "Council resolutions (1559 and 1680) and resolution 1701": ["1559", "1680", "resolution 1701"],
    "resolution 1325 (2000) and its successors 1820 (2008) and 1888 (2009)": [
        "resolution 1325 (2000)",
        "1820 (2008)",
        "1888 (2009)",
    ],
    "resolutions on Haiti, in particular 1529 (2004), 1542 (2004) and 120 soldiers": ["1529 (2004)", "1542 (2004)"],
    "UNSCRs on women, including 1325 and 1820.": ["1325", "1820"],
    "UN resolutions on Lebanon, particularly 1701, which": ["1701"],
    "resolutions of the General Assembly 46/182 and 58/114": ["46/182", "58/114"],
    "UNSC 2334, UNSC 242 and 338 and UNSC 2015 (2011)": ["2334", "242", "338", "2015 (2011)"],
    "Resolution 1325 and 40 women": ["Resolution 1325"],
    "resolutions 1325 and 1820 and 40 women": ["resolutions 1325", "1820"],
    "in resolution 1441 of 2002 and resolution 1483 from 2003": [
        "resolution 1441 of 2002",
        "resolution 1483 from 2003",
    ],
    "UNSCR 1325, 1820 and 1888.": ["UNSCR 1325", "1820", "1888"],
    "UNSCR 1325, 2000 women": ["UNSCR 1325"],
    "the Security Council Resolutions 242/338": ["Resolutions 242", "338"],
    "UNGA Resolution 68/262 (2014) and G.A. Res. 217A": ["Resolution 68/262 (2014)", "Res. 217A"],
    "Resolution 217(A)(III), resolution 217 (III) A and A/RES/377(V)A": [
        "Resolution 217(A)(III)",
        "resolution 217 (III) A",
        "A/RES/377(V)A",
    ],
    "A/RES/60/180-S/RES/1645(2005), GA/RES/68/262 and HRC/RES/16/18": [
        "A/RES/60/180",
        "S/RES/1645(2005)",
        "GA/RES/68/262",
        "HRC/RES/16/18",
    ],
    "General Assembly decisions 63/550 and 63/551 A": ["decisions 63/550", "63/551 A"],
    "resolutions 48/104 and 67/144-67/146": ["resolutions 48/104", "67/144", "67/146"],
    "S/RES 2056 (2012), S/RES2056(2012), resolution 1244 ( 1999 )": [
        "S/RES 2056 (2012)",
        "S/RES2056(2012)",
        "resolution 1244 ( 1999 )",
    ],
    "resolutions 60/1 of 2005, 61/16, adopted in 2006, and 62/208 of December 2007": [
        "resolutions 60/1",
        "61/16",
        "62/208",
    ],
    "resolutions 16/18 of 2011 and S-17/1": ["resolutions 16/18", "S-17/1"],
    "resolution 60/1 of 2005 and 3/4 of them; resolutions 60/1 of 2005 and 12 reports": [
        "resolution 60/1",
        "resolutions 60/1",
    ],
    "resolution #1701 and resolution № 1559": ["resolution #1701", "resolution № 1559"],
}


@pytest.mark.parametrize(("text", "spans"), SPANS.items(), ids=SPANS)
def test_citation_spans_head_and_number(extract: Extract, text: str, spans: list[str]) -> None:
    assert list(values(extract, text, "resolution")) == spans


@pytest.mark.parametrize(
    "text",
    [
        "the resolution of 2006 and a resolution of the dispute",
        "Journal of Conflict Resolution 45 (2001) 3",
        "a resolution of 300 dpi, then resolution 300 dpi",
        "high-resolution 1080 pictures",
        "decision 1/CP.21 and Presidential Statement 44",
        "the 1267 Committee",
        "https://undocs.org/S/RES/1701(2006) and docs/A/RES/60/1.pdf",
        "New Year's resolution 1 January and New Year’s Resolution 2021",
        "resolution 1920 x 1080, resolution 1280×720 and resolution 4K",
        "Council Decision 2010/413 and the court's decision 12/31",
        "24/7. Staff work\n\n3/4. Half\n\n12 (XX). An appendix",
        "DESCR 1325 and UNSCRX 1325",
        "resolution 12.5 and resolution 1,325",
        "resolutions on 12 States, 1542 tables and 150 (2005) staff",
        "resolutions adopted in 1999 (2000 pages)",
        "the report, including 1820 (2008) pages, and the 1820 (2008) edition",
        "resolutions for civilians, including 1200 children and 300 women",
        "resolutions adopted: 120, in two years (2002 and 2005), including 2003 and 2004",
        "resolutions in three decades (325, 340 and 280)",
        "resolutions. In the annex, 1542 (2004) stands for Haiti",
        "resolutions applied by Law 1542 (2004)",
        "the UNSC 1540 Committee, the UNSC 2015 report, UNSC 15 and UNSC 1200 delegates",
        "UNEP/EA.4/Res.6 and UNEP/EA.4/Res. 6",
    ],
)
def test_what_cites_no_resolution_is_left_alone(extract: Extract, text: str) -> None:
    assert values(extract, text, "resolution") == {}


SYMBOLS = {
    "Security Council resolution 1701": "S/RES/1701 (2006)",
    "SECURITY COUNCIL RESOLUTION 1701": "S/RES/1701 (2006)",
    "resolution 1325 of the Security Council": "S/RES/1325 (2000)",
    "The Security Council, by its resolution 1701": "S/RES/1701 (2006)",
    "By its resolution 1701, the Security Council": "S/RES/1701 (2006)",
    "the UN Security Council (UNSC)'s resolution 1701": "S/RES/1701 (2006)",
    "The Security Council met. Resolution 1701 was adopted.": "S/RES/1701 (2006)",
    "resolution 1701 (2006)": "S/RES/1701 (2006)",
    "resolution 1701 of 11 August 2006": "S/RES/1701 (2006)",
    "UNSCR-1701": "S/RES/1701 (2006)",
    "S/RES/955": "S/RES/955 (1994)",
    "Council resolution 1701 (2006)": "S/RES/1701 (2006)",
    "General Assembly resolution 46/182": "A/RES/46/182",
    "Assembly resolution 46/182": "A/RES/46/182",
    "resolution 46/182": "A/RES/46/182",
    "resolution ES-11/1": "A/RES/ES-11/1",
    "resolution 2625 (XXV)": "A/RES/2625 (XXV)",
    "resolution 3201 (S-VI)": "A/RES/3201 (S-VI)",
    "resolution 1503 (XLVIII)": "E/RES/1503 (XLVIII)",
    "resolution 728 F (XXVIII)": "E/RES/728 F (XXVIII)",
    "ECOSOC resolution 1996/31": "E/RES/1996/31",
    "Human Rights Council resolution 16/18": "A/HRC/RES/16/18",
    "HRC/RES/16/18": "A/HRC/RES/16/18",
    "UNSCR 1970/11": "S/RES/1970 (2011)",
    "UNGA/RES/68/262": "A/RES/68/262",
    "resolution 217 (III) A": "A/RES/217 A (III)",
    "resolution 1441 of 2002": "S/RES/1441 (2002)",
    "resolution 46/182 (1991)": "A/RES/46/182",
    "2625 (XXV). Declaration on Friendly Relations": "A/RES/2625 (XXV)",
    "Resolution adopted by the Human Rights Council\n\n16/18. Combating intolerance": "A/HRC/RES/16/18",
    "Resolution adopted by the Economic and Social Council\n\n1996/31. Consultative relations": "E/RES/1996/31",
    "Council resolution 16/18": "A/HRC/RES/16/18",
    "Commission on Human Rights resolution 2005/80": "E/CN.4/RES/2005/80",
}


@pytest.mark.parametrize(("text", "symbol"), SYMBOLS.items(), ids=SYMBOLS)
def test_citation_means_the_resolution_of_the_body_that_words_or_form_show(
    extract: Extract, text: str, symbol: str
) -> None:
    assert one(extract, text)["symbol"] == symbol


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("resolution 1701", None),
        ("pursuant to resolution 16/18", None),
        ("resolution 1996/31", None),
        ("resolution 5 (I)", None),
        ("The General Assembly and the Security Council met. Resolution 1701 was read.", None),
        ("General Assembly resolution 194 (1948)", "General Assembly"),
        ("General Assembly resolution 181", "General Assembly"),
        ("Parliamentary Assembly Resolution 1481 (2006)", "Parliamentary Assembly of the Council of Europe"),
        ("The European Parliament, in resolution 1481 (2006),", "European Parliament"),
        ("House Resolution 121", "United States House of Representatives"),
        ("World Health Assembly resolution 58/3", "World Health Assembly"),
    ],
)
def test_symbol_is_never_guessed(extract: Extract, text: str, body: str | None) -> None:
    value = one(extract, text)
    assert (value["body"], value["symbol"], value["url"]) == (body, None, None)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("decision 63/550", "General Assembly"),
        ("By its decision 2/102, the Human Rights Council asked for a report.", "Human Rights Council"),
        ("ECOSOC decision 2004/280", "Economic and Social Council"),
        ("Commission on Human Rights decision 2004/113", "Commission on Human Rights"),
    ],
)
def test_decision_has_its_body_and_no_symbol(extract: Extract, text: str, body: str) -> None:
    value = one(extract, text)
    assert (value["body"], value["symbol"], value["url"]) == (body, None, None)


def test_citation_learns_its_body_from_others_of_the_same_number(extract: Extract) -> None:
    text = "UN Security Council Resolution 1701 (2006) and the General Assembly. Later, resolution 1701 was extended."
    assert values(extract, text, "resolution")["resolution 1701"]["symbol"] == "S/RES/1701 (2006)"


def test_citation_learns_its_body_from_others_of_the_same_form(extract: Extract) -> None:
    text = "S/RES/2427 (2018)\n\nResolution 2427 (2018)\n\nWelcoming the lists asked for in resolutions 1612 and 1882"
    assert values(extract, text, "resolution")["1882"]["symbol"] == "S/RES/1882 (2009)"


@pytest.mark.parametrize(
    ("text", "year", "adopted", "checks"),
    [
        ("Security Council resolution 1701", 2006, "2006-08-11", []),
        ("Security Council resolution 1701 (2006) of 11 August 2006", 2006, "2006-08-11", []),
        ("Security Council resolution 1701, adopted on August 11, 2006,", 2006, "2006-08-11", []),
        ("Security Council resolution 1701 (11 August 2006)", 2006, "2006-08-11", []),
        ("Security Council resolution 1701 (2006) of 12 August 2006", 2006, "2006-08-12", ["adopted_mismatch"]),
        ("Security Council resolution 1701 of 31 June 2006", 2006, "2006-08-11", []),
        ("Security Council resolution 1701 (2007)", 2007, None, ["year_mismatch"]),
        ("Security Council resolution 9876 (2099)", 2099, None, ["unknown_number"]),
        ("Security Council resolution 9876", None, None, []),
        ("Security Council resolution 2950 (2024)", 2024, None, ["unknown_number"]),
        ("Security Council resolution 2950 (2027)", 2027, None, []),
        ("Security Council resolution 2760", 2024, None, []),
        ("General Assembly resolution 46/182 of 19 December 1991", None, "1991-12-19", []),
        ("General Assembly resolution 46/182", None, None, []),
        ("128 (1958). Resolution of 11 June 1958", 1958, "1958-06-11", []),
        ("On 19 December 1991, the General Assembly adopted resolution 46/182.", None, "1991-12-19", []),
        ("The Assembly adopted resolution 194 (III) on 11 December 1948.", None, "1948-12-11", []),
        ("The Assembly discussed resolution 194 (III) on 11 December 1948.", None, None, []),
        ("On 19 December 1991, the General Assembly discussed resolution 46/182.", None, None, []),
        ("General Assembly resolution 46/182 was adopted on 19 December 1991.", None, "1991-12-19", []),
        ("19 December 1991\n\nBy resolution 46/182 the General Assembly founds it.", None, "1991-12-19", []),
        ("On 19 December 1991, by its resolution 46/182, the General Assembly did so.", None, "1991-12-19", []),
        ("On 19 December 1991, the General Assembly, by resolution 46/182, did so.", None, "1991-12-19", []),
        ("A plan adopted in resolution 46/182 by the General Assembly on 19 December 1991", None, "1991-12-19", []),
        ("It ends on 19 December 1991 by General Assembly resolution 46/182.", None, None, []),
        ("On 19 December 1991, guided by General Assembly resolution 46/182, they met.", None, None, []),
        ("A plan based on resolution 46/182 by the General Assembly on 19 December 1991", None, None, []),
        ("Security Council resolution 1701 PDF Document of 11 August 2006", 2006, "2006-08-11", []),
        ("General Assembly resolution 78/12, adopted on 4 December, stands.", None, "2023-12-04", []),
        ("General Assembly resolution 78/300 was adopted on June 9.", None, "2024-06-09", []),
        ("General Assembly resolution 78/12, adopted on 4 September, stands.", None, None, []),
        ("General Assembly resolution 78/300, adopted on 31 June, stands.", None, None, []),
        ("General Assembly resolution 194 (III), adopted on 11 December, stands.", None, None, []),
        ("Human Rights Council resolution 16/18, adopted on 24 March, stands.", None, "2011-03-24", []),
        ("Human Rights Council resolution S-17/1, adopted on 23 August, stands.", None, None, []),
        ("Human Rights Council resolution 16/18 was discussed on 24 March.", None, None, []),
        ("Security Council resolution 1701, adopted on 11 August, stands.", 2006, "2006-08-11", []),
        ("Security Council resolution 1701, adopted on 12 August, stands.", 2006, "2006-08-11", []),
        ("Security Council resolution 2950 (2027), adopted on 3 May, stands.", 2027, "2027-05-03", []),
        ("On 12 August 2006 the Security Council adopted resolution 1701", 2006, "2006-08-12", ["adopted_mismatch"]),
        (
            "Resolution adopted by the General Assembly on 22 December 2003\n\n58/214. Disaster reduction",
            None,
            "2003-12-22",
            [],
        ),
    ],
)
def test_adoption_is_what_the_text_states_else_what_the_registry_knows(
    extract: Extract, text: str, year: int | None, adopted: str | None, checks: list[str]
) -> None:
    value = one(extract, text)
    assert (value["year"], value["adopted"], value["checks"]) == (year, adopted, checks)


def test_adoption_under_a_heading_is_stated(extract: Extract) -> None:
    text = "Resolution 9876 (2098)\n\nAdopted by the Security Council at its 9999th meeting, on 3 May 2098"
    assert one(extract, text)["adopted"] == "2098-05-03"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("paragraph 11 (j) of resolution 1701 (2006)", ["11 (j)"]),
        ("paras. 3, 5 and 7 (b) (ii) of Security Council resolution 1701 (2006)", ["3", "5", "7 (b) (ii)"]),
        ("operative paragraphs 3–5 of its resolution 1701 (2006)", ["3–5"]),
        ("OP 5 of resolution 1701 (2006)", ["5"]),
        ("the CO-OP 5 of op 4 of resolution 1701 (2006)", []),
        ("resolution 1701 (2006), paragraph 8", ["8"]),
        ("resolution 1701 (2006) (para. 8)", ["8"]),
        ("paragraph 5 of the report on resolution 1701 (2006)", []),
        ("resolution 1701 (2006), paragraphs 2 and 3 of which", []),
        ("in 5 paragraphs, resolution 1701 (2006)", []),
        ("preambular paragraph 3 of resolution 1701 (2006)", ["preambular 3"]),
        ("section II of resolution 1701 (2006)", ["section II"]),
        ("sections I and IV of General Assembly resolution 59/276", ["section I", "section IV"]),
        ("resolution 59/276, section XI, paragraph 4", ["section XI", "4"]),
        ("section XI, paragraph 4 of resolution 59/276", ["section XI", "4"]),
        ("OP5 of UNSCR 1701 and more", ["5"]),
        ("the section of resolution 1701 (2006)", []),
        ("a cross section of resolution 1701 (2006)", []),
        ("Section Chiefs of resolution 1701 (2006)", []),
    ],
)
def test_pinpoints_are_kept_as_written(extract: Extract, text: str, paragraphs: list[str]) -> None:
    assert one(extract, text)["paragraphs"] == paragraphs


DOCUMENTS = {
    "the report (S/2006/560) of 21 July": {"S/2006/560": "S/2006/560"},
    "A/55/432-S/2000/921,42": {"A/55/432": "A/55/432", "S/2000/921": "S/2000/921"},
    "A/80/74/Add.1–E/2025/53/Add.1": {"A/80/74/Add.1": "A/80/74/Add.1", "E/2025/53/Add.1": "E/2025/53/Add.1"},
    "the reports S/26422 and Add. 1, Corr.2": {
        "S/26422": "S/26422",
        "Add. 1": "S/26422/Add.1",
        "Corr.2": "S/26422/Corr.2",
    },
    "the supplement A/66/10 (2011)": {"A/66/10": "A/66/10"},
    "S/PV.9260 (Resumption 1)": {"S/PV.9260 (Resumption 1)": "S/PV.9260 (Resumption 1)"},
    "See S/2006/560. The Council": {"S/2006/560": "S/2006/560"},
    "Council Joint Action 2008/736/CFSP of 15 September 2008": {"2008/736/CFSP": "2008/736/CFSP"},
    "Decision (CFSP) 2017/915 and Regulation (EU) No. 267/2012": {
        "(CFSP) 2017/915": "(CFSP) 2017/915",
        "(EU) No. 267/2012": "(EU) No 267/2012",
    },
    "communiqué PSC/PR/COMM. (DCCCLXI) of 2019": {"PSC/PR/COMM. (DCCCLXI)": "PSC/PR/COMM.(DCCCLXI)"},
    "press statement SC/15874": {"SC/15874": "SC/15874"},
    "S/26422, Add.1 and 2": {"S/26422": "S/26422", "Add.1": "S/26422/Add.1", "2": "S/26422/Add.2"},
    "UNEP/EA.4/Res.6 and ISBA/4/A/18": {"UNEP/EA.4/Res.6": "UNEP/EA.4/RES.6", "ISBA/4/A/18": "ISBA/4/A/18"},
    "At its 5511th meeting, the Council": {"5511th meeting": "S/PV.5511"},
    "At the 5511th meeting, held on 11 August 2006,": {"5511th meeting": "S/PV.5511"},
    "at the 5510th, 5511th and 5,512th meetings of the Security Council": {
        "5510th": "S/PV.5510",
        "5511th": "S/PV.5511",
        "5,512th meetings": "S/PV.5512",
    },
    "At its 5511th meeting, the Security Council": {"5511th meeting": "S/PV.5511"},
    "the Security Council's 5511th meeting": {"5511th meeting": "S/PV.5511"},
    "The Security Council met. At its 5511th meeting, the Council": {"5511th meeting": "S/PV.5511"},
    "Resolution 1701 (2006)\n\nAdopted at the 5511th meeting": {"5511th meeting": "S/PV.5511"},
    "Security Council\n6201st Meeting (AM)\n\nThe envoy spoke.": {"6201st Meeting": "S/PV.6201"},
    "SECURITY COUNCIL\n\nSIXTY-FOURTH YEAR\n\n6201ST MEETING": {"6201ST MEETING": "S/PV.6201"},
    "Security Council\n\nSixty-fourth year\n\n6201st meeting\n\nNew York": {"6201st meeting": "S/PV.6201"},
    "the 6201st & 6202nd Meetings of the Security Council": {"6201st": "S/PV.6201", "6202nd Meetings": "S/PV.6202"},
    "A/76/674-678 and S/2009/301–303": {
        "A/76/674": "A/76/674",
        "678": "A/76/678",
        "S/2009/301": "S/2009/301",
        "303": "S/2009/303",
    },
    "E/2010/84/Add.1-3": {"E/2010/84/Add.1": "E/2010/84/Add.1", "3": "E/2010/84/Add.3"},
    "CRPD/C/AUT/CO/2-3": {"CRPD/C/AUT/CO/2-3": "CRPD/C/AUT/CO/2-3"},
    "A/62/6 (Sect. 5) and A/62/6(Sect.6)": {
        "A/62/6 (Sect. 5)": "A/62/6 (Sect. 5)",
        "A/62/6(Sect.6)": "A/62/6 (Sect. 6)",
    },
    "(A/810) and UN Doc. S/400": {"A/810": "A/810", "S/400": "S/400"},
    "PKO/231, GA/PAL/1345": {"PKO/231": "PKO/231", "GA/PAL/1345": "GA/PAL/1345"},
    "Assembly/AU/Dec. 749 (XXXIII) and EX.CL/Dec.567(XVII)": {
        "Assembly/AU/Dec. 749 (XXXIII)": "Assembly/AU/Dec.749(XXXIII)",
        "EX.CL/Dec.567(XVII)": "EX.CL/Dec.567(XVII)",
    },
    "Council Regulation (EU) 833/2014": {"(EU) 833/2014": "(EU) No 833/2014"},
    "PBC/6/SLE/2, NPT/CONF.2010/50 and GOV/2011/65": {
        "PBC/6/SLE/2": "PBC/6/SLE/2",
        "NPT/CONF.2010/50": "NPT/CONF.2010/50",
        "GOV/2011/65": "GOV/2011/65",
    },
    "the 12th plenary meeting of the 73rd session of the General Assembly": {"12th plenary meeting": "A/73/PV.12"},
    "The General Assembly, at its 64th plenary meeting, on 16 December 2014": {"64th plenary meeting": "A/69/PV.64"},
    "A/RES/3237 (XXIX)\n\n2296th plenary meeting\n22 November 1974": {"2296th plenary meeting": "A/PV.2296"},
    "the General Assembly, at the 12th plenary meeting of its Seventy-third Session": {
        "12th plenary meeting": "A/73/PV.12"
    },
    "8,201st Meeting (PM)\nSC/13241\n9 March 2018": {"8,201st Meeting": "S/PV.8201", "SC/13241": "SC/13241"},
    "Seventy-ninth Session, 5th & 6th Meetings (AM & PM)\n\nGA/12631\n\n24 September 2024": {
        "5th": "A/79/PV.5",
        "6th Meetings": "A/79/PV.6",
        "GA/12631": "GA/12631",
    },
    "Eleventh Emergency Special Session, 19th Plenary Meeting (PM)\nGA/12492": {
        "19th Plenary Meeting": "A/ES-11/PV.19",
        "GA/12492": "GA/12492",
    },
    "Sixth Committee\nSeventy-ninth Session, 5th Meeting (AM)\nGA/L/3714": {"GA/L/3714": "GA/L/3714"},
    "1,304th Meeting (AM)\nWOM/2026": {"WOM/2026": "WOM/2026"},
    "The Assembly rose. 5th Meeting (AM)\nGA/12631": {"GA/12631": "GA/12631"},
}


@pytest.mark.parametrize(("text", "symbols"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_documents_are_found_by_symbol_and_by_meeting(extract: Extract, text: str, symbols: dict[str, str]) -> None:
    assert {quote: value["symbol"] for quote, value in values(extract, text, "document").items()} == symbols


@pytest.mark.parametrize(
    "text",
    [
        "24/7, and/or, km/h, n/a, 1/3, 2023/24, he/she",
        "the SPLM/A, the KSC/SPO, the UNFPA/UNOPS building and the A/C",
        "influenza A/H1N1 and A/H5N1/2005",
        "printed on A/4 or T/20",
        "an A/320 and an E/190, S/300 missiles, T/1000 g, part A/123456 and lot S/123456",
        "A/B testing, I/O, C/O, E/W, S/he, T/F, P/E and N/A on 10/06/1999, 3/4 of it",
        "plate E/1234/AB, aircraft 5Y-ABC, S/N 12345, score A/5/3",
        "/usr/share/A/73/file and S/2008.txt",
        "ECOWAS decision A/DEC.1/5/97",
        "ISO/IEC 27001, TCP/IP, AC/DC, OS/2 and B/S/H",
        "At its 12th plenary meeting, on 16 September 2014, the General Assembly",
        "The Conference, at its 3rd plenary meeting, on 4 May 2010,",
        "https://undocs.org/S/2006/560 and www.un.org/en/A/65/840",
        "C:/files/S/2006/560.doc and S/2006/560.pdf",
        "?symbol=S/2006/560&lang=E",
        "a note of the OPCW, S/1212/2014",
        "UNMIK Regulation 2001/9 and Law No. 05/L-080",
        "ratio 12/100/5 of the EU",
        "the General Assembly, at its 12th meeting",
        "the Joint Commission held its 12th meeting",
        "The Security Council welcomed the 3rd meeting between the parties.",
        "At its 551st meeting, the Council",
        "They asked the Security Council\n\n12th Meeting of the Joint Commission",
        "We briefed the Security Council\n\n12th Meeting (closed)",
        "Human Rights Council\n\n12th Meeting (AM)",
        "Security Council\n\nSecond Committee\n\n12th Meeting (AM)",
        "At its 5511th meeting, the Council of Ministers",
        "At its 5511th meeting, the Governing Council",
        "The Economic and Social Council met. At its 5511th meeting, the Council",
        "Adopted at the 5511th meeting, on 12 August 2006",
        "its 5511th meetings of 12 members",
        "the 12th and 13th meetings of the Security Committee",
        "the HRI/GEN series, the ISBA/4 session and GA/DIS",
    ],
)
def test_what_only_looks_like_a_document_is_left_alone(extract: Extract, text: str) -> None:
    assert values(extract, text, "document") == {}


def test_citations_claim_their_numbers(extract: Extract) -> None:
    text = "Resolution 1701 (2006), S/2006/560, A/65/840, 2008/736/CFSP and the Security Council's 5511th meeting"
    assert {record.kind for record in extract(text).records} == {"resolution", "document", "organization"}


def test_citations_leave_the_day_of_adoption_to_the_dates() -> None:
    ((listing,),) = [list(listings("resolution 1701 (2006) of 11 August 2006"))]
    assert listing.end == len("resolution 1701 (2006)")
    assert listing.citations[0].adopted == "2006-08-11"


@pytest.mark.parametrize("body", sorted(names() - {"United States Congress"}))
def test_every_body_is_found_beside_the_word(extract: Extract, body: str) -> None:
    assert one(extract, f"the {body.removesuffix(' of the OSCE')} resolution 12")["body"] == body


@pytest.mark.parametrize(
    ("number", "named", "body"),
    [
        (Number(Form.YEAR, 194, year=1948), None, "Security Council"),
        (Number(Form.YEAR, 194, year=1948), "Assembly", "General Assembly"),
        (Number(Form.SESSION, 217, session="III"), None, "General Assembly"),
        (Number(Form.SESSION, 2085, session="LXII"), None, "Economic and Social Council"),
        (Number(Form.SESSION, 5, session="I"), None, None),
        (Number(Form.SESSION_FIRST, 251, session="60"), None, "General Assembly"),
        (Number(Form.SESSION_FIRST, 1, session="60"), None, None),
        (Number(Form.YEAR_FIRST, 31, year=1996), None, None),
        (Number(Form.BARE, 1701), "Council", None),
    ],
)
def test_form_decides_only_where_one_body_counts_so(number: Number, named: str | None, body: str | None) -> None:
    assert by_form(number, named) == body


def test_registry_counts_without_a_gap() -> None:
    assert list(adoptions()) == list(range(1, len(adoptions()) + 1))


def test_registry_dates_lie_in_their_year() -> None:
    wrong = [n for n, entry in adoptions().items() if entry.adopted and not entry.adopted.startswith(str(entry.year))]
    assert wrong == []


@pytest.mark.parametrize("number", [1, 1325, 2760, 2811])
def test_registry_completes_every_number_it_knows(number: int) -> None:
    assert check(number, year=None, adopted=None).checks == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("the UN security council resolution 1701 holds", "S/RES/1701 (2006)"),
        ("the United Nations security council resolution 1701 holds", "S/RES/1701 (2006)"),
        ("the city security council resolution 1701 failed", None),
        ("the peace and security council resolution 1701 failed", None),
    ],
)
def test_a_body_in_small_letters_is_named_behind_the_united_nations_only(
    extract: Extract, text: str, symbol: str | None
) -> None:
    assert one(extract, text)["symbol"] == symbol
