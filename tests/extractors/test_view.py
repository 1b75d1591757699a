import re
import sys

import pytest

from extractors.segments.labels import segment
from extractors.view import View
from schemas.spans import Segment, SegmentLabel


def view_of(text: str) -> View:
    return View(text, segment(text))


def test_view_shows_a_run_of_white_space_as_one_blank() -> None:
    view = view_of("10\u00a0 June\t1999")
    assert view.text == "10 June 1999"


def test_view_shows_any_white_space_as_a_blank() -> None:
    white = re.findall(r"\s", "".join(map(chr, range(sys.maxunicode + 1))))
    texts = {
        View(f"10{one}June", [Segment(start=0, end=7, label=SegmentLabel.PARAGRAPH, rule="a.b")]).text for one in white
    }
    assert texts == {"10 June"}


def test_view_leaves_out_characters_that_are_not_seen() -> None:
    assert view_of("resol\u00adution 12\u200b44").text == "resolution 1244"


def test_view_maps_a_quote_back_to_the_document() -> None:
    text = "on 10\u00a0 June\nof that year, he said"
    view = view_of(text)
    start = view.text.index("10 June of")
    assert text[slice(*view.raw(start, start + 10))] == "10\u00a0 June\nof"


def test_view_joins_a_sentence_around_residue() -> None:
    text = "The Council, by resolution 1590 PDF Document of 24 March 2005, met."
    view = view_of(text)
    assert "resolution 1590 of 24 March 2005" in view.text
    start = view.text.index("resolution")
    assert text[slice(*view.raw(start, start + len("resolution 1590 of")))] == "resolution 1590 PDF Document of"


def test_view_ends_a_paragraph_that_residue_ends() -> None:
    assert view_of("The force left in 1999.[12]\n\nTalks began.").text == "The force left in 1999.\nTalks began."


def test_view_joins_a_sentence_around_page_furniture() -> None:
    view = view_of("The force was asked by the Council\n\n4/10 19-01234\n\nto leave the area at once.")
    assert "by the Council to leave" in view.text


def test_view_separates_paragraphs_around_a_stripped_post() -> None:
    view = view_of("The force left\n\nProud of #Juba https://t.co/AbCdEf1234\n\nTalks began in May.")
    assert view.text == "The force left\nTalks began in May."


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        ("It began. It ended in 1999. It rests.", "1999", "It ended in 1999."),
        ("Mr. Smith met Gen. Lee in 2001. He left.", "2001", "Mr. Smith met Gen. Lee in 2001."),
        ("The U.S. sent 300 troops. They left.", "300", "The U.S. sent 300 troops."),
        ("A heading\n\nIt has 12 members", "12", "It has 12 members"),
        ("The U.N. Security Council met in 2001. It rose.", "2001", "The U.N. Security Council met in 2001."),
        ("To P.O. Box 12 in Apia, by 2003. It came.", "2003", "To P.O. Box 12 in Apia, by 2003."),
        ("They went to the U.S. The others came in 2004.", "2004", "The others came in 2004."),
        ("They asked the E.U. In 2005 it paid.", "2005", "In 2005 it paid."),
        ("It fell in 146 B.C. Rome had 9 legions.", "9", "Rome had 9 legions."),
        ("They went to the U.S. 300 others stayed.", "300", "300 others stayed."),
        ("He asked the A.U. “Nine came”, he said in 2006.", "2006", "“Nine came”, he said in 2006."),
    ],
    ids=["middle", "titles", "abbreviation", "paragraph", *"body box article preposition era figure quote".split()],
)
def test_view_knows_the_sentence_of_a_quote(text: str, quote: str, sentence: str) -> None:
    view = view_of(text)
    start = view.text.index(quote)
    assert view.text[slice(*view.sentence(start, start + len(quote)))] == sentence


def test_view_tells_the_label_of_a_position() -> None:
    view = view_of("Mandate\n\nThe force has 300 soldiers.")
    assert view.label(0) is SegmentLabel.HEADING
    assert view.label(view.text.index("300")) is SegmentLabel.PARAGRAPH


def test_view_of_stripped_text_is_empty() -> None:
    text = "facebook twitter"
    assert View(text, [Segment(start=0, end=16, label=SegmentLabel.SHARE_BAR, rule="segments.share-bar")]).text == ""


def test_view_verbatim_shows_the_text_as_it_is() -> None:
    view = View.verbatim("10  June\n1999")
    assert view.text == "10  June\n1999"
    assert view.raw(2, 8) == (2, 8)
    assert view.label(3) is SegmentLabel.PARAGRAPH


def test_view_tells_where_it_has_each_character_of_the_document() -> None:
    text = "facebook twitter youtube\n\non 10\u00a0 June,\nhe\u00ad said"
    view = view_of(text)
    shown = {offset: position for offset in range(len(text)) if (position := view.position(offset)) is not None}
    assert sorted(shown.values()) == list(range(len(view.text)))
    assert all(view.raw(position, position + 1).start == offset for offset, position in shown.items())
    assert view.position(text.index("twitter")) is None
    assert view.position(text.index("\u00ad")) is None


def test_view_knows_where_columns_part() -> None:
    view = view_of("Mission in Mali            Troops here")
    assert view.column(0, len(view.text)) == len("Mission in Mali")
    assert view.column(len("Mission in Mali "), len(view.text)) == -1


@pytest.mark.parametrize(
    ("text", "laid_out"),
    [
        ("Agency\tMinistry of Works", "Agency\tMinistry of Works"),
        ("Economic Council        Distr.: Limited", "Economic Council\tDistr.: Limited"),
        (
            "Economic Council       Distr.: Limited\nGeneral Assembly",
            "Economic Council\tDistr.: Limited\nGeneral Assembly",
        ),
        ("a  typed  text,\nwrapped", "a typed text, wrapped"),
        ("12.\tThe Ministry of\nWorks replied", "12.\tThe Ministry of Works replied"),
        ("on 10   June   1999 by the General   Assembly", "on 10 June 1999 by the General Assembly"),
        ("on 3\nMay 2006 the Security   Council, the\nBoard", "on 3 May 2006 the Security Council, the Board"),
        ("Board of Trade   Accra\nBoard of Works   Lagos", "Board of Trade\tAccra\nBoard of Works\tLagos"),
        ("Mission            Troops   Police", "Mission\tTroops\tPolice"),
        ("left on 10\nJune 1999 for Bern   \nat once", "left on 10 June 1999 for Bern at once"),
    ],
    ids=[
        "cells",
        "columns",
        "lines-with-columns",
        "typed",
        "number-of-a-paragraph",
        "justified",
        "lines-beside-justified",
        "narrow-columns",
        "narrow-beside-wide",
        "blanks-at-the-end",
    ],
)
def test_view_laid_out_parts_what_columns_and_their_lines_part(text: str, laid_out: str) -> None:
    view = View(text, [Segment(start=0, end=len(text), label=SegmentLabel.PARAGRAPH, rule="segments.paragraph")])
    assert view.laid_out == laid_out
    assert view.text == laid_out.replace("\t", " ").replace("\n", " ")


def test_view_shows_a_word_that_a_line_cuts_as_one() -> None:
    text = "The Border Coun-\ncil met in 11 towns in Jan-\r\nuary, at Ba\u00ad\nku, and long-\nterm aid"
    view = View(text, [Segment(start=0, end=len(text), label=SegmentLabel.PARAGRAPH, rule="segments.paragraph")])
    assert view.text == "The Border Council met in 11 towns in January, at Baku, and long-term aid"
    start = view.text.index("Council")
    assert text[slice(*view.raw(start, start + len("Council")))] == "Coun-\ncil"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Land\tMen\tWomen\tBoys\nMali\t\t12\t\nPeru\t1\t2\t3", {"Mali": 1, "12": 1}),
        ("Land\tMen\tWomen\n\t12\t3\nPeru\t4\t", {"Women": 1, "12": 0}),
        ("Land\t\tMen\nMali\t\t\t12\nPeru\t4", {"Land": 0, "Mali": 0}),
    ],
    ids=["within and behind", "before", "aligned"],
)
def test_view_knows_empty_cells_where_rows_have_as_many_tabs(text: str, cells: dict[str, int]) -> None:
    view = view_of(text)
    behind = {word: view.text.index(word) + len(word) for word in cells}
    assert {word: view.empty_cells(at) or view.empty_cells(at + 1) for word, at in behind.items()} == cells
