from collections.abc import Callable

import pytest

from extractors.hyphenation import cuts, hyphenated, is_cut

ACRONYMS = {"UNHCR", "MINUSCA"}


def read(text: str) -> str:
    """The text without what its cuts leave out."""
    text = hyphenated(text)
    for cut in sorted(cuts(text, is_acronym=ACRONYMS.__contains__), reverse=True):
        text = text[: cut.start] + text[cut.end :]
    return text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the Coun-\ncil", "the Council"),
        ("in Febru-\r\nary", "in February"),
        ("three sol- \n  diers", "three soldiers"),
        ("in Ba\u00ad\nku", "in Baku"),
        ("a coun‐\ntry", "a country"),
        ("the Inter-\nnational Bank", "the International Bank"),
        (
            "the pre-\nsident's pro-\ngramme with-\nout six-\nteen ex-\nperts",
            "the president's programme without sixteen experts",
        ),
        ("a peace-\nkeeper and a peacekeeper", "a peacekeeper and a peacekeeper"),
        ("an inter-\ngovern-\nmental body", "an intergovernmental body"),
        ("seven-\nty men under ten-\nsion", "seventy men under tension"),
        ("with-\nin a place else-\nwhere", "within a place elsewhere"),
        ("three sol-  \ndiers", "three soldiers"),
        ("three sol- \r\ndiers", "three soldiers"),
        ("three sol-\t\ndiers", "three soldiers"),
        ("staff of UN-\nHCR and MINUS-\nCA", "staff of UNHCR and MINUSCA"),
        ("the UNIC-\nOS report of UNICOS", "the UNICOS report of UNICOS"),
        ("resolution 13-\n25 (2000) and S/RES/18-\n20", "resolution 1325 (2000) and S/RES/1820"),
        ("resolutions 1529 (2004), 15-\n42 (2004)", "resolutions 1529 (2004), 1542 (2004)"),
    ],
    ids=[
        "word",
        "carriage-return",
        "blanks",
        "soft",
        "other-hyphen",
        "prefix",
        "beginnings-and-ends",
        "written-elsewhere",
        "cut-twice",
        "beginning-with-a-number",
        "ending-as-a-function-word",
        "two-blanks",
        "blank-and-carriage-return",
        "tab",
        "known-acronym",
        "acronym-written-elsewhere",
        "number-of-a-resolution",
        "number-in-a-list",
    ],
)
def test_cuts_take_the_hyphen_of_the_printer(text: str, whole: str) -> None:
    assert read(text) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a long-\nterm plan", "a long-term plan"),
        (
            "a river-\nside road, and riverside or river-side paths",
            "a river-side road, and riverside or river-side paths",
        ),
        ("donor-\ndriven aid, driven by a donor", "donor-driven aid, driven by a donor"),
        ("NATO-\nled troops", "NATO-led troops"),
        ("in 1994-\n1996", "in 1994-1996"),
        ("the Secretary-\nGeneral", "the Secretary-General"),
        ("twenty-\nfive", "twenty-five"),
        ("two-\nthirds of a seven-\npoint plan", "two-thirds of a seven-point plan"),
        ("talks of NATO-\nUNHCR partners", "talks of NATO-UNHCR partners"),
        ("the Inter-\nAmerican Court", "the Inter-American Court"),
        ("in A/65/712-\n718, resolutions 12-\n44", "in A/65/712-718, resolutions 12-44"),
        ("resolution 1160-\n1203", "resolution 1160-1203"),
        ("in 1998\u00ad\n99, the Secretary\u00ad\nGeneral", "in 1998-99, the Secretary-General"),
    ],
    ids=[
        *("part-of-compounds", "written-elsewhere", "two-words", "acronym", "figures", "capital", "number", "units"),
        *("two-acronyms", "name", "range-of-documents", "too-long-for-one-number", "soft"),
    ],
)
def test_cuts_leave_the_hyphen_of_a_compound(text: str, whole: str) -> None:
    assert read(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "the talks -\nat last",
        "- one\n- two",
        "a coun-\n\ncil",
        "the Council-",
        "well-known\nmen",
        "a--\nb",
        "the Works-\nand its staff",
        "short-\nor long",
    ],
    ids=["dash", "bullets", "paragraphs", "end", "within-a-line", "two-dashes", "function-word", "word-to-come"],
)
def test_cuts_leave_what_no_line_cuts(text: str) -> None:
    assert list(cuts(text)) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("S/2011/-\n289", "S/2011/289"),
        ("S/\n2011/289", "S/2011/289"),
        ("in A/RES/ \n  60/1", "in A/RES/60/1"),
        ("(A/C.3/78/\nL.60)", "(A/C.3/78/L.60)"),
        ("resolution 12-\n/44", "resolution 12/44"),
        ("resolution 46\n/182", "resolution 46/182"),
        ("S/20-\n11/289", "S/2011/289"),
        ("UNDP/\nUNICEF", "UNDP/UNICEF"),
    ],
    ids=["hyphen", "letters", "blanks", "series", "hyphen-before", "begins-a-line", "within-a-number", "acronyms"],
)
def test_cuts_join_symbols_at_a_slash(text: str, whole: str) -> None:
    assert read(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "see www.un.org/\nContact",
        "men and/\nor women",
        "to be /\nNot to be",
        "On This Site /\nSummary",
        "Deployed to CAR/\n412 troops left",
        "Ratio M/\n12 men were killed",
        "S/2011/\n\n289",
        "at home\n/about",
    ],
    ids=["address", "words", "apart", "menu", "place", "letter", "paragraphs", "path"],
)
def test_cuts_leave_other_slashes(text: str) -> None:
    assert list(cuts(text)) == []


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("the head of UN-", "HCR spoke"),
        ("as in S/2011/", "289, it"),
        ("resolution 12-", "/44"),
        ("the Inter\u2011", "American Court"),
        ("resolution 1701", "(2006)"),
        ("resolutions 1860 (2009), 2334", "(2016)"),
        ("lution 1701", "(2006)"),
        ("war from 1998-", "99 in"),
        ("the G-", "7 met"),
    ],
)
def test_lines_go_on_where_a_name_or_a_symbol_is_cut(before: str, line: str) -> None:
    assert is_cut(before, line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Rating: BBB-", "Outlook: stable"),
        ("1999-", "Director, UNDP"),
        ("2001-", "2003-"),
        ("see un.org/", "News"),
        ("Personnel -", "Police"),
        ("Staff 1244", "(1999)"),
        ("Total", "(8)"),
        ("Annex A-", "Text"),
    ],
)
def test_lines_end_where_nothing_is_cut(before: str, line: str) -> None:
    assert not is_cut(before, line)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a nine‑year war, the Inter‐American Bank", "a nine-year war, the Inter-American Bank"),
        ("a 12\u00admonth term", "a 12-month term"),
        ("two\u00adthirds of twenty\u00adfive", "two-thirds of twenty-five"),
        ("UN\u00adHabitat, the G\u00ad8, COVID\u00ad19", "UN-Habitat, the G-8, COVID-19"),
    ],
    ids=["other-hyphens", "unit", "numbers", "capitals"],
)
def test_hyphens_are_written_alike(text: str, written: str) -> None:
    assert hyphenated(text) == written


@pytest.mark.parametrize(
    "text",
    ["Ba\u00adku", "MINUS\u00adCA", "the 21\u00adst", "six\u00adteen", "S/RES/18\u00ad20", "1–2 men", "−5 °C"],
)
def test_hyphens_that_divide_a_word_and_dashes_stay(text: str) -> None:
    assert hyphenated(text) == text


@pytest.mark.parametrize("piece", ["coun\u00adcil ", "S/2008/\n692 ", "12-\n/44 ", "UN-\nHCR ", "resolution 12-\n44, "])
def test_cuts_cost_in_proportion_to_the_text(piece: str, steps: Callable[[Callable[[], object]], int]) -> None:
    read(piece * 50)
    assert steps(lambda: read(piece * 800)) <= 2.3 * steps(lambda: read(piece * 400))
