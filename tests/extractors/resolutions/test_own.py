from collections.abc import Callable

import pytest

from schemas.records import Extraction

Extract = Callable[[str], Extraction]
TEXT = "\n\nThe mission in Haiti was set up long ago, and it has been extended every year since then.\n"
PREAMBLE = (
    "\n\nThe Security Council,\n\nRecalling its resolution 1650 (2005),\n\nDecides to remain seized of the matter."
)

BORNE = {
    "United Nations S/2006/592\n\nSecurity Council\nDistr.: General\n28 July 2006\n\nReport on Haiti": "S/2006/592",
    "S/2006/592\n\nReport on Haiti": "S/2006/592",
    "Report on Haiti\n\nUN Doc. S/2006/592, 28 July 2006": "S/2006/592",
    "United Nations A/60/891–S/2006/432\nDistr.: General": "A/60/891",
    "A/60/891\nS/2006/432\n\nLetter from the Permanent Representative of Nepal": "A/60/891",
    "S/PV.5513\n\nSecurity Council\nSixty-first year\n5513th meeting": "S/PV.5513",
    "Press Release SC/8800\n\nCouncil extends mission": "SC/8800",
    "S/RES/1692 (2006)\n\nResolution 1692 (2006)": "S/RES/1692 (2006)",
    "128 (1958). Resolution of 11 June 1958\n[S/4023]": "S/RES/128 (1958)",
    "Resolution adopted by the General Assembly\n\n58/214. Strategy for Disaster Reduction": "A/RES/58/214",
}
CITED = {
    "report in the title": "Report on Haiti (S/2006/592)",
    "list of documents": "Documents\n\nS/2006/591\nS/2006/592\nS/2006/593",
    "two documents apart": "S/2006/591\n\nReport on Haiti\n\nAnnex\n\nS/2006/593",
    "article about a resolution": "Resolution 1325 (2000)\n\nWomen and peace",
    "nothing": "Haiti",
}


@pytest.mark.parametrize(("head", "symbol"), BORNE.items(), ids=BORNE.values())
def test_document_bears_the_symbol_that_stands_alone_in_its_head(extract: Extract, head: str, symbol: str) -> None:
    assert extract(head + TEXT).document.symbol == symbol


@pytest.mark.parametrize("head", CITED.values(), ids=CITED)
def test_document_bears_no_symbol_that_its_head_only_cites(extract: Extract, head: str) -> None:
    assert extract(head + TEXT).document.symbol is None


def test_document_bears_no_symbol_that_stands_below_running_text(extract: Extract) -> None:
    assert extract(f"Haiti{TEXT}\nS/2006/592").document.symbol is None


@pytest.mark.parametrize("heading", ["Resolution 1692 (2006)", "Resolution 1692 (2006)\nof 30 June 2006"])
def test_heading_names_the_document_that_has_the_form_of_a_resolution(extract: Extract, heading: str) -> None:
    assert extract(heading + PREAMBLE).document.symbol == "S/RES/1692 (2006)"


@pytest.mark.parametrize(
    ("head", "checks"),
    [
        ("28 July 2006\n\n", ("unknown_number",)),
        ("PORT-AU-PRINCE, 28 July 2006 – ", ("unknown_number",)),
        ("28 July 2027\n\n", ()),
        ("", ()),
        ("Talks went on until 28 July 2006, long after they were to end, and failed. ", ()),
    ],
)
def test_number_beyond_the_registry_is_unknown_when_it_cannot_exist_yet(
    extract: Extract, head: str, checks: tuple[str, ...]
) -> None:
    text = f"{head}Members spoke of Security Council resolution 2890 on the mission in Haiti, and of its elections."
    (record,) = [record for record in extract(text).records if record.kind == "resolution"]
    assert record.value.checks == checks
