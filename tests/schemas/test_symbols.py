import pytest

from schemas.errors import InvalidSymbol
from schemas.organs import BODIES, Series, issuer
from schemas.symbols import DocumentSymbol, checked_symbol, resolution_symbol, roman

NORMAL = (
    """
A/5497  A/3859  A/79/924  A/80/10  A/79/L.77  A/79/PV.64  A/C.4/52/SR.9  A/C.2/79/L.21/Rev.1  A/46/634/Rev.1
A/70/394/Corr.1  A/79/7/Add.12  A/80/74/Add.1  A/ES-10/1022  A/S-13/12  A/AC.109/2025/L.13  A/AC.172/2025/2
A/AC.121/2025/INF/4  A/AC.182/L.162  A/AC.292/2025/INF/5/Rev.1  A/CN.4/785/Add.1  A/CN.10/L.94  A/CONF.230/2025/INF/2
A/CONF.243/2025/1/Add.1  A/HRC/59/60  A/HRC/59/42/Add.1  A/HRC/EMRIP/2025/2  A/62/17 (Part I)
S/4387  S/26488  S/26488/Add.1  S/18164/Add  S/Agenda/2329/Rev  S/2008/692  S/2025/71/Rev.1  S/PRST/2008/44  S/PV.4011
S/PV.9260 (Resumption 1)  S/INF/58
E/5715  E/2012/100  E/2025/53/Add.1  E/C.16/2024/4  E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1  E/ICEF/2020/14
ST/SGB/2003/13  ST/AI/1999/17  ST/IC/2004/4  DP/2025/14/Corr.1  DP/FPA/2025/6  TD/427  UNW/2025/3  CEB/2019/1
JIU/REP/2011/4  UNEP/EA.5/L.10  FCCC/CP/2015/10/Add.1  FCCC/PA/CMA/2023/16/Add.1  UNMIK/REG/1999/14  UNTAET/REG/1999/1
CEDAW/C/CAF/CO/6  CRPD/C/AUT/CO/2-3/Corr.1  CRPD/C/28/D/70/2019  CAT/C/80/D/1111/2021  CCPR/C/21/Rev.1/Add.13
S/RES/1244 (1999)  S/RES/955 (1994)  A/RES/217 (III)  A/RES/217 A (III)  A/RES/3411 A and B (XXX)  A/RES/3201 (S-VI)
A/RES/2252 (ES-V)  A/RES/60/1  A/RES/44/25  A/RES/55/5 B  A/RES/S-13/2  A/RES/ES-10/25  E/RES/2023/14  E/RES/2008 (LX)
A/HRC/RES/52/23  E/CN.4/RES/1989/104  T/RES/2085 (XXVII)
SC/15874  SC/6776  SG/SM/20118
PSC/PR/COMM.(DCCCLXI)  PSC/PR/COMM/2.(CDXXXVI)  PSC/AHG/COMM.(CDLV)  PSC/MIN/COMM.(DCCCXCIX)  PSC/PR/COMM.1017 (2021)
PSC/PR/BR.(DCCCXIX)  Assembly/AU/Dec.356(XXIII)
2008/124/CFSP  2012/291/CFSP  95/46/EC  284/2010/EU  (CFSP) 2015/236  (EU) 2015/159  (EU) No 16/2010  (EC) No 2820/98
""".strip()
    .replace("\n", "  ")
    .split("  ")
)

WRITTEN = {
    "S/RES/2728(2024)": "S/RES/2728 (2024)",
    "S/Res/955 (1994)": "S/RES/955 (1994)",
    "A/RES/47/120B": "A/RES/47/120 B",
    "A/RES/2625(XXV)": "A/RES/2625 (XXV)",
    "A/C.3/78/L.60/Rev. 1": "A/C.3/78/L.60/Rev.1",
    "S/26488/ADD.1": "S/26488/Add.1",
    "S/PV.6201(Resumption1)": "S/PV.6201 (Resumption 1)",
    "A/62/17(PartI)": "A/62/17 (Part I)",
    "PSC/PR/Comm(LXXXV)": "PSC/PR/COMM.(LXXXV)",
    "PSC/PR/BR. (DCCCXIX)": "PSC/PR/BR.(DCCCXIX)",
    "Assembly/AU/Dec.686 (XXX)": "Assembly/AU/Dec.686(XXX)",
    "(EU) No. 604/2013": "(EU) No 604/2013",
}

REFUSED = (
    """
S|S/|/692|S//692|x|and/or|24/7|km/h|SPLM/A|KSC/SPO|A/CSM|UNFPA/UNOPS|N/A|A/H1N1|A/H5N1/2005|A/C.3|A/AC.109|S/PRST
s/2008/692|S/2008/692 | S/2008/692|(S/2008/692)|S/2008/692,|S/2008/692.|S/2008/0|S/2008/-1
S/2376/2025|S/1950/12|E/1960/12|A/2015/12|A/51/10 (1996)|S/RES/822|S/RES/1244 (99)|S/RES/1244 (V)|S/RES/60/1
A/RES/16/18|A/RES/60|A/RES/60/1 (2005)|A/RES/217 (IIII)|A/RES/377 (1950)|A/HRC/RES/31|E/RES/31
S/2008/692/Add.|S/2008/692/Add.0|S/2008/692/Nota.bene|S/20٠8/692|Ѕ/2008/692|S/2008/six|S/2008//692|S/2008/692/
PSC/PR/COMM.(861)|PSC/PR/COMM.|Assembly/AU/Dec.(XXIII)|2008/124/NATO|124/CFSP|1888/124/CFSP|(CFSP) 236|SC/12|XX/15874
https://undocs.org/S/2008/692|C:/S/2008/692|resolution 1244 (1999)
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("text", NORMAL)
def test_symbol_in_normal_form_is_printed_as_it_stands(text: str) -> None:
    symbol = DocumentSymbol.parse(text)
    assert str(symbol) == text
    assert DocumentSymbol.parse(str(symbol)) == symbol
    assert checked_symbol(text) == text


@pytest.mark.parametrize(("text", "normal"), WRITTEN.items(), ids=WRITTEN)
def test_symbol_written_otherwise_is_printed_in_normal_form(text: str, normal: str) -> None:
    assert str(DocumentSymbol.parse(text)) == normal


@pytest.mark.parametrize(("text", "normal"), WRITTEN.items(), ids=WRITTEN)
def test_checked_symbol_refuses_what_is_not_in_normal_form(text: str, normal: str) -> None:
    with pytest.raises(InvalidSymbol, match="is not in normal form; expected"):
        checked_symbol(text)
    assert checked_symbol(normal) == normal


@pytest.mark.parametrize("text", ["", "S/2008/692\t", "S/2008/692\n", "S/2008/\n692", *REFUSED])
def test_what_only_looks_like_a_symbol_is_refused(text: str) -> None:
    with pytest.raises(InvalidSymbol, match="is no document symbol: "):
        DocumentSymbol.parse(text)


def test_refusal_of_a_long_text_quotes_its_beginning_only() -> None:
    with pytest.raises(InvalidSymbol, match="expected at most 80 characters") as refusal:
        DocumentSymbol.parse("S/2008/692" * 1000)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("text", "body", "series"),
    [
        ("S/2008/692", "Security Council", Series.REPORT_OR_LETTER),
        ("S/PRST/2008/44", "Security Council", Series.PRESIDENTIAL_STATEMENT),
        ("S/PV.4011", "Security Council", Series.VERBATIM_RECORD),
        ("S/RES/955 (1994)", "Security Council", Series.RESOLUTION),
        ("A/76/674", "General Assembly", Series.REPORT_OR_LETTER),
        ("A/C.5/78/SR.3", "Fifth Committee", Series.SUMMARY_RECORD),
        ("A/C.3/78/L.60/Rev.1", "Third Committee", Series.LIMITED),
        ("A/HRC/59/60", "Human Rights Council", Series.REPORT_OR_LETTER),
        ("A/HRC/RES/31/18", "Human Rights Council", Series.RESOLUTION),
        ("ST/SGB/2003/13", "Secretariat", Series.BULLETIN),
        ("ST/AI/1999/17", "Secretariat", Series.OTHER),
        ("SC/15874", "Secretariat", Series.PRESS_RELEASE),
        ("UNTAET/REG/1999/1", "United Nations Transitional Administration in East Timor", Series.LEGAL_ACT),
        ("2008/736/CFSP", "European Union", Series.LEGAL_ACT),
        ("PSC/PR/COMM.(DCCCLXI)", "African Union Peace and Security Council", Series.LEGAL_ACT),
    ],
)
def test_symbol_says_who_issued_what(text: str, body: str, series: Series) -> None:
    symbol = DocumentSymbol.parse(text)
    assert (symbol.body, symbol.series) == (body, series)


@pytest.mark.parametrize(
    ("text", "year", "session", "number"),
    [
        ("S/2008/692", 2008, None, 692),
        ("S/26488", None, None, 26488),
        ("S/1994", None, None, 1994),
        ("A/76/674", None, "76", 674),
        ("A/5497", None, None, 5497),
        ("A/ES-10/1022", None, "ES-10", 1022),
        ("A/C.4/52/SR.9", None, "52", 9),
        ("A/AC.109/2025/L.13", 2025, None, 13),
        ("E/CN.4/Sub.2/AC.2/1987/WP.4", 1987, None, 4),
        ("CAT/C/80/D/1111/2021", 2021, "80", 1111),
        ("CRPD/C/AUT/CO/2-3", None, None, None),
        ("S/RES/1244 (1999)", 1999, None, 1244),
        ("A/RES/377 (V)", None, "V", 377),
        ("A/RES/55/5 B", None, "55", 5),
        ("E/RES/1996/31", 1996, None, 31),
        ("PSC/PR/COMM/2.(CDXXXVI)", None, None, 436),
        ("(EC) No 2820/98", 1998, None, 2820),
        ("284/2010/EU", 2010, None, 284),
    ],
)
def test_symbol_says_year_or_session_and_number(
    text: str, year: int | None, session: str | None, number: int | None
) -> None:
    symbol = DocumentSymbol.parse(text)
    assert (symbol.year, symbol.session, symbol.number) == (year, session, number)


def test_symbol_says_how_its_text_was_changed() -> None:
    symbol = DocumentSymbol.parse("A/AC.292/2025/INF/5/Rev.2/Add.3/Corr.4")
    assert (symbol.revision, symbol.addendum, symbol.corrigendum) == (2, 3, 4)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("S/2008/692", "https://undocs.org/S/2008/692"),
        ("S/RES/1244 (1999)", "https://undocs.org/S/RES/1244%20(1999)"),
        ("A/RES/217 A (III)", "https://undocs.org/A/RES/217%20A%20(III)"),
        ("SC/15874", None),
        ("2008/124/CFSP", None),
        ("PSC/PR/COMM.(DCCCLXI)", None),
    ],
)
def test_url_leads_to_what_the_united_nations_serve(text: str, url: str | None) -> None:
    assert DocumentSymbol.parse(text).url == url


@pytest.mark.parametrize(
    ("body", "said", "symbol"),
    [
        ("Security Council", {"number": 1701, "year": 2006}, "S/RES/1701 (2006)"),
        ("Security Council", {"number": 1701}, None),
        ("General Assembly", {"number": 2625, "session": "XXV"}, "A/RES/2625 (XXV)"),
        ("General Assembly", {"number": 5, "session": "55", "parts": "B"}, "A/RES/55/5 B"),
        ("General Assembly", {"number": 194, "year": 1948}, None),
        ("Human Rights Council", {"number": 18, "session": "16"}, "A/HRC/RES/16/18"),
        ("Economic and Social Council", {"number": 31, "year": 1996}, "E/RES/1996/31"),
        ("World Health Assembly", {"number": 3, "session": "58"}, None),
    ],
)
def test_resolution_symbol_needs_what_its_body_counts_by(body: str, said: dict, symbol: str | None) -> None:
    found = resolution_symbol(body, said.pop("number"), **{"year": None, "session": None, "parts": None} | said)
    assert (str(found) if found else None) == symbol


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("XLVIII", 48), ("CDLV", 455), ("DCCCXCIX", 899)])
def test_roman_numerals_have_their_value(numeral: str, value: int) -> None:
    assert roman(numeral) == value


@pytest.mark.parametrize("beginning", BODIES)
def test_every_known_beginning_is_its_own_issuer(beginning: str) -> None:
    assert issuer(f"{beginning}/2020/L.1") == beginning
