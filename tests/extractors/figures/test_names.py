import re

import pytest

from extractors.figures import names
from extractors.figures.names import LabelEntry, Name
from extractors.lexicon import load


def named(text: str) -> list[str]:
    """The numbers between guillemets that are names."""
    found, previous = [], None
    plain = text.replace("«", "").replace("»", "")
    for count, match in enumerate(re.finditer("«(.*?)»", text)):
        start = match.start() - 2 * count
        previous = names.name(plain, start, start + len(match[1]), previous)
        if previous is not None:
            found.append(match[1])
    return found


@pytest.mark.parametrize(
    "text",
    [
        "under Article «5» of it", "in paragraph «11» (j)", "Chapter «VII»", "during phase «two»", "Tel.: +«211»",
        "a MiG-«21»", "the G-«8»", "«24»/7", "25-«04871»", "«21»st", "12°«40»′", "«1»-(855)", "P.O. Box «7»",
        "at «10» a.m.", "at «1500» hours", "from «0830» hours on", "«12»:30", "on the «28» February",
        "«12». The Council met", "he said. «7». Calls upon", "fact.[«54»]", "(«2») the second", "«1» of «3»",
        "by the «Five» Hills school", "Web «2.0» is", "version «3»", "Sector «4»",
        "Article «98» («4»)", "Articles «5» («2») and «7» («1») («3»)",
        "paragraph «8» («4») («5»)", "OP «5» of it", "exit «12»", "postal code «10017»",
        "Rev. «2»", "ISSN «2049-3630»", "«1»/ See the report", "«20-04417» 3/17",
        "lives at «221» Baker Street", "«zero» tolerance",
        "Tel. +«251»-«11»-«551» «38» «22»", "call «020» «7946» «0958»", "«04-23547» «9»", "grant «204809»/Z/16",
        "\n«2». a store of grain", "in week «4»", "by day «3» of it", "at km «12»", "Lot «2» (of", "lat. «14.5»",
        "the Press Acts «1986» to «2004»",
        "it’s «five» past «seven» and", "at «ten» to «six».", "on «98.3» FM", "on counts «1» and «3»",
        "grades «1» and «2»", "\n«5.2» The Parties shall", "\n«2217». Mr. Ake asked", "\n«2». ^ Okoye",
        "(Q. «14»)", "page 3 of «16»",
        "«1»\ufe0f\u20e3 The camp", "Letter «138» said",
        "at «11.42» EET", "at «1030» MST", "09:14:52 «+0100»", "22:01:07.5 «−0430»", "UTC «+3»", "12:00Z «+10:30»",
        "epidemiological week «21»", "Vol «112», Issue 4", "\nMessage: «1»",
        "(P.L. «99-240»)", "under H.R. «1234»", "in «22» U.S.C. «287»", "Photo «3»", "\n«1» of «4» | A street in Dili",
        "the «2653» Committee met", "to the «2713» Sanctions Committee.",
        "Hotline: «800» «6601»", "Helpline «116» «123»", "\n«30», Calle Mayor, Soria", "at «12», Harley Street,",
        "prices (2015 = «100»)", "(No. KE «4512»)", "Press Release «38» of", "Circular «7» asks",
        "paragraphs «5» and «7»", "Articles «39», «41» and «42»", "pages «7» to «9»",
        "a «501»(c)(3) charity", "a «401»(k) plan", "EIN: «12-3456789»", "<td colspan=\"«3»\">", "\n«4». 12.5.2018 Gao",
    ],
)  # fmt: skip
def test_number_names_something(text: str) -> None:
    assert named(text) == re.findall("«(.*?)»", text)


@pytest.mark.parametrize(
    "text",
    [
        "«12» soldiers", "a team of «12». Others left", "Ghana («2»), Fiji («3»)", "[«5» women]", "a unit of «40»",
        "on that line «5» men", "in that sector «5» men", "in the camp: «5» tents", "area of «5» miles",
        "at «10» posts", "kits «300»(a) and", "he said “«300»”", "\n«4». 12 boats", "half of it = «100» men",
        "\n«30», all of them from Soria,", "\n«12», Ghana sent 4", "release «5» men", "no KE «45»",
        "Togo «98» («4»), Chad", "Article 5: «4» men", "an op «5» hours long", "«12» men exit", "they add «5» men",
        "«5» / 6 men", "«20-30» men", "«12» Wall Street banks", "«14» Main Roads", "«zero» casualties", "(n=«214»)",
        "a «15»-member body", "the force lost «3» and «5»", "Article 5 and «300» men", "«1» of 3 officers",
        "last week «4» men", "each day «3» men", "a mile «12» men", "in 04 «9» men", "«3»/Zambia", "they met. «2». a",
        "in the U.S. «287» schools", "«22» U.S. ships", "a photo «3» metres wide", "\n«1» of «4» streets | Dili",
        "the «300» Committee members met", "all «2653» Committee", "the «12» Group members", "CERF «6.0» | Sweden 5.3",
        "whose observers number «85».", "who number «12»", "in counts of «300»", "Nurses: «14». Midwives: «9».",
        "«5» to «7» men", "at «ten» to «six» of them", "\n«2.5» million", "a letter of «5» pages", "page of «12» lines",
        "«12» CAT scans", "paid «9.15» MBA fees", "by «+3» points", "a vol of «3» books", "the message: «12» men",
        "At Least «Ten» Killed", "«Two» soldiers", "the «0.5» share", "Mali «2.5» million",
    ],
)  # fmt: skip
def test_number_names_nothing(text: str) -> None:
    assert named(text) == []


def test_list_of_names_needs_a_plural_label() -> None:
    assert named("Articles «5» and «6»") == ["5", "6"]
    assert named("Article «5» and «6» men") == ["5"]


@pytest.mark.parametrize("entry", load("labels.csv", LabelEntry), ids=lambda entry: entry.id)
def test_every_label_names_a_number(entry: LabelEntry) -> None:
    for form in (*entry.forms, *entry.plurals):
        assert named(f"see {form.capitalize()} «7» and men") == ["7"], form
        if entry.names not in ("always", "unless-grouped"):
            assert named(f"in that {form} «7» men") == [], form
    for form in entry.plurals:
        assert named(f"see {form.capitalize()} «7», «8» and «9»") == ["7", "8", "9"]


@pytest.mark.parametrize(
    ("text", "alone"), [("7", True), ("he met, 7", True), ("5 Treaty", True), ("5 men", False), ("7 a", False)]
)
def test_number_of_a_page_or_note_stands_alone(text: str, alone: bool) -> None:
    assert names.stands_alone(text, re.search("[0-9]", text).start(), 0) is alone  # type: ignore[union-attr]


def test_year_has_four_digits() -> None:
    assert [names.is_year(text, 0, len(text)) for text in ("2030", "1799", "1,999", "2000.5")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Horizon 2020 labs", True),
        ("the 1994 men", True),
        ("by 1994 men", True),
        ("fed 1994 men", False),
        ("1994 men", False),
    ],
)
def test_words_before_a_number_let_it_be_a_year(text: str, may: bool) -> None:
    assert names.may_date(text, re.search("[0-9]", text).start()) is may  # type: ignore[union-attr]


def test_name_opens_no_list_by_itself() -> None:
    assert Name().list_from < 0


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("BATT 1, BATT 2", True),
        ("IMO 7364819, built", True),
        ("SLPP 81, APC 54", False),
        ("APC 54 and SLPP 81", False),
        ("PMC 1,204 votes", False),
        ("UNIFIL 900 came", False),
        ("IDPs 15582 came", False),
    ],
)
def test_number_goes_on_with_an_acronym(text: str, follows: bool) -> None:
    found = re.search("[0-9,]*[0-9]", text)
    assert found is not None
    assert names.follows_acronym(text, found.start(), found.end()) is follows


@pytest.mark.parametrize(
    ("text", "is_release"),
    [
        ("it runs on Lua 5.4 and", True),
        ("see flight BA 2490 to", True),
        ("growth in Kenya 5.3 and", False),
        ("on Lua 5 of", False),
        ("a flight of 2490 km", False),
    ],
)
def test_number_is_that_of_a_release_or_flight(text: str, is_release: bool) -> None:
    found = re.search("[0-9.]*[0-9]", text)
    assert found is not None
    assert names.is_release(text, found.start(), found.end()) is is_release
