"""Labels of whole texts; the examples of each rule run in `test_rules.py`."""

import pytest

from extractors.segments.labels import segment
from extractors.view import View
from schemas.spans import SegmentLabel


def labelled(text: str, label: SegmentLabel) -> list[str]:
    return [text[s.start : s.end].strip() for s in segment(text) if s.label is label]


def stripped(text: str) -> list[str]:
    return [text[s.start : s.end].strip() for s in segment(text) if not s.label.kept]


PROSE_THAT_LOOKS_LIKE_A_POST = (
    "The ministry runs the campaign #EndFGM and the hotline 116.",
    "Write to info@example.org or visit the office in Bamako on 3 May 2021.",
    "The account @UNmission was suspended, the mission said in a statement on 4 June 2018, and 12 staff were trained.",
    "The report (https://www.example.org/report.pdf) lists 14 incidents, among them three in #2 Company's area.",
    "Photo: the force commander in Naqoura, 12 March 2007",
    "Follow the money: how 3 million dollars left the fund.",
    "Under the slogans #NeverAgain and #WeRemember, some 300 people marched in Kigali on 7 April 2019.",
    "The accounts @mission_one and @mission_two were closed in 2016 after 12 complaints, according to the force.",
    "It is the no. #1 cause of displacement in 2016, according to the survey.",
    "In the paper “Facebook, Twitter and the vote”, the authors count 1,200 accounts.",
)


@pytest.mark.parametrize("text", PROSE_THAT_LOOKS_LIKE_A_POST)
def test_segments_keep_prose_that_looks_like_a_post(text: str) -> None:
    assert stripped(f"{text}\n\nThe mission closed in 2005.") == []


POSTS = (
    "RT @someone: The vote is on 19 August",
    "Happening now: talks in #Geneva 🇨🇭 with @envoy",
    "We're hiring! Join the team in #Goma https://t.co/AbCdEf1234",
    "#Mali: 12 peacekeepers honoured today #Peace #Heroes",
    "🎖️ Medal parade for the engineers @mission_x 🎖️",
    "pic.twitter.com/AbCdEf1234",
)


@pytest.mark.parametrize("text", POSTS)
def test_segments_strip_posts(text: str) -> None:
    assert stripped(f"The mission closed in 2005.\n\n{text}") == [text]


def test_segments_strip_the_unmarked_lines_of_a_post_between_posts() -> None:
    text = "Day 1 in #Gao https://t.co/Ab12345678\n\nWhat a day.\n\nMore here: https://t.co/Cd12345678"
    assert labelled(text, SegmentLabel.SOCIAL_POST)[1] == "What a day."


def test_segments_keep_a_paragraph_that_is_too_long_to_be_part_of_a_post() -> None:
    prose = "The mission closed its base. " * 12
    assert prose.strip() in labelled(
        f"Day 1 in #Gao https://t.co/Ab12345678\n\n{prose}\n\nSee https://t.co/Cd12345678", SegmentLabel.PARAGRAPH
    )


def test_segments_keep_posts_where_they_are_the_document() -> None:
    text = "RT @envoy: 12 died in #Gao on 3 May 2019\n\nHome\n\nContact us"
    parts = segment(text, keep_posts=True)
    assert [text[s.start : s.end].strip() for s in parts if s.label.kept] == [text.partition("\n")[0]]


HONEST = {
    "agenda": ("Agenda\n1. Opening\n2. Adoption of the agenda\n3. Reports\n4. Other matters\nNext meeting: 3 May 2019"),
    "key-values": (
        "Mission facts\nHeadquarters: Naqoura\nMilitary personnel: 10,412\nContact: Public Information\nStart: 1978"
    ),
    "resolution": (
        "The Security Council,\nRecalling all its resolutions,\n"
        "Reaffirming its support,\nWelcoming the news\nDecides to act"
    ),
    "letter": (
        "Dear Ms. Doe,\n\nThank you for your support and for your visit.\n\n"
        "Yours sincerely,\n\nJohn Roe\n12 Main Street, Bor\nTel: +211 900 000"
    ),
    "participants": ("Participants\nAustria\nGhana\nNepal\nUruguay\nObservers\nAfrican Union\nEuropean Union\nMedia"),
    "organizations": "Partners:\nWorld Bank\nUNICEF\nRed Cross\nCARE\nOxfam",
    "dates": "Key dates\n4 May 1994\n10 June 1999\n17 February 2008",
    "poem": "The road is long\nThe night is cold\nWe go on home\nWe carry less than we can hold",
    "profile": (
        "Area: 10,887 sq km\nLanguages: Albanian, Serbian, English\n"
        "GDP: $9.4 billion\nBorders: 714 km\nNews agencies: 2"
    ),
    "headings-of-a-profile": "Languages\nAlbanian\nSerbian\nEmployment\nFarms\nTransparency\nLow\nData protection",
    "captions": "Photo: patrol near Tyre, 3 May 2019\nMap No. 4120\nFlag of Malta",
    "headings": (
        "News\nThe talks began again in May.\nResources\nThe fund has $3 million.\nContact\nThe office is in Bor."
    ),
    "list": ("The mission will:\n• share information\n• follow the talks\n• support elections\n• search for mines"),
    "recommendations": (
        "Recommendations\nGive missions fewer tasks.\nSupport the elections of 2019.\nHelp your partners."
    ),
    "dateline": "GENEVA, 3 May 2019 (Agency)\nThe talks failed.\nSee page 4.",
    "table": "Country | Troops | Police\nNepal | 1,200 | 35\nGhana | 870 | 12\nTotal | 2,070 | 47",
    "cells": "Contributor\nTroops\nNepal\n1,200\nGhana\n870\nHome base\nTyre",
    "hashtag": ("The ministry of health said on 3 May that the hashtag #StopEbola had reached 12,000 people in Beni."),
    "addresses": ("The court sits at 12 Main Street, Freetown; its branch, at 4 Church Road, was closed in 2013."),
    "consent": ("Our experience shows that consent of the parties, and the support of all our members, is essential."),
    "questions": (
        "How many posts are there?\nThere are 12 posts.\nWho pays?\nMember States pay, and you know how late."
    ),
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_segments_keep_honest_lines_that_look_like_those_of_a_page(text: str) -> None:
    assert stripped(f"{text}\n\nThe mission closed its last base in the south in 2005.") == []


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_segments_keep_honest_lines_between_the_menus_of_a_page(text: str) -> None:
    page = f"Skip to content\nHome\nAbout us\nSearch\n\n{text}\n\nPrivacy policy\nTerms of use\n© 2019 Example"
    assert stripped(page) == [*page.split("\n")[:4], *page.split("\n")[-3:]]


def test_segments_keep_the_first_symbol_and_strip_running_heads() -> None:
    text = "S/2019/99\n\nThe force stays in the\n\n19-01234 2/7\n\nS/2019/99\n\narea of separation."
    assert labelled(text, SegmentLabel.PAGE_FURNITURE) == ["19-01234 2/7", "S/2019/99"]


def test_segments_join_lines_wrapped_at_a_margin() -> None:
    text = (
        "The Security Council extended the mandate of the mission in the\nCentral African Republic until 15 November."
    )
    assert labelled(text, SegmentLabel.PARAGRAPH) == [text]


def test_segments_join_lines_that_flow_on_though_one_is_longer_than_any_margin() -> None:
    text = (
        "7.\tThe insurers paid for the crane at once, and the owners of the quay, who had waited for two winters and a"
        " spring, then sued the Harbour\nLighting Company for the loss of three berths, of which the\narbitrators of"
        " the North Sea Board had heard nothing when they met in the old town hall of the port to hear the\nengineers."
    )
    assert [text[s.start : s.end] for s in segment(text)] == [text]


def test_segments_keep_long_paragraphs_apart_that_end_no_sentence() -> None:
    lines = [
        f"{name} of the province, with all that its villages spend on roads, on schools and on the wells that"
        " the drought of last summer left dry"
        for name in ("Budget", "Audit", "Debt")
    ]
    assert [s.start for s in segment("\n".join(lines))] == [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]


def test_segments_keep_cells_apart() -> None:
    text = "Military personnel\n1,200\nPolice\n35"
    assert [text[s.start : s.end].strip() for s in segment(text)] == text.split("\n")


def test_segments_keep_long_rows_apart() -> None:
    rows = [f"Personnel of the {name} component\t134 026.6\t120 517.7\t145 104.6" for name in ("police", "civil")]
    assert [s.start for s in segment("\n".join(rows))] == [0, len(rows[0]) + 1]


def test_segments_of_white_space_are_one_paragraph() -> None:
    assert [(s.start, s.end) for s in segment(" \n ")] == [(0, 3)]


def test_segments_of_nothing_are_none() -> None:
    assert segment("") == ()


def test_segments_join_a_sentence_around_a_page_foot_without_blank_lines() -> None:
    text = (
        "The force stayed in the area of separation until 10 February\n4/17 20-04417\n2020, and then it left at once."
    )
    assert labelled(text, SegmentLabel.PAGE_FURNITURE) == ["4/17 20-04417"]
    assert View(text, segment(text)).text.startswith(
        "The force stayed in the area of separation until 10 February 2020,"
    )


def test_segments_join_no_line_of_cells_to_the_line_above() -> None:
    text = (
        "An official site of the Ministry of Ports and of its four harbours\nNEWS  DREDGING  TENDERS  STAFF\n"
        "Berth seven\n\nThe berth was closed for six weeks in May."
    )
    assert "NEWS  DREDGING  TENDERS  STAFF" in [text[s.start : s.end].strip() for s in segment(text)]


def test_segments_join_lines_set_to_a_margin_with_wide_gaps() -> None:
    text = (
        "The  harbour  was  dredged  in  May  and  the  board  of  the\nPort  Authority  paid  for  the  whole  of  it."
    )
    assert labelled(text, SegmentLabel.PARAGRAPH) == [text]


def test_segments_join_a_sentence_around_the_heads_of_pages_without_blank_lines() -> None:
    text = (
        "4    The Mending of the Lamu Ferry\nThe board of the harbour had not been told who was to pay for the new\n"
        "The Mending of the Lamu Ferry    5\nengines, which cost more than the ferry. It asked the bank for a loan.\n"
        "6    The Mending of the Lamu Ferry\nThe bank refused, and the ferry stayed in the yard until the next rains."
    )
    assert labelled(text, SegmentLabel.PAGE_FURNITURE) == text.split("\n")[::2]
    assert "the new engines, which cost" in View(text, segment(text)).text


def test_segments_keep_rows_that_end_in_a_figure_apart() -> None:
    rows = ["Officers of the harbour police in Lamu      12", "Officers of the harbour police in Bor      14"]
    assert labelled("\n".join(rows), SegmentLabel.PAGE_FURNITURE) == []
    assert [s.start for s in segment("\n".join(rows))] == [0, len(rows[0]) + 1]


def test_segments_join_no_entries_that_lead_to_pages() -> None:
    rows = ["The harbour and its four berths ........ 3", "2 The ferry ............................. 17"]
    assert [s.start for s in segment("\n".join(rows))] == [0, len(rows[0]) + 1]


HONEST_BELOW_STORIES = {
    "members": "Jane Doe, chair\nPaul Okello, Tanzania\nAnna Weber, UNHCR",
    "timeline": "3 May 2009\nThe bridge falls.\n12 June 2014\nThe second plan is signed by both towns.",
    "notes": "1 As of 3 May 2019.\n2 See the review of 2018, page 12.",
    "works": "Sources\nDoe, J. (2019). Going home. Nairobi: Acacia.\nRoe, A. War. Goma: Heron, 2012.",
    "questions": "Who pays?\nThe fund is paid by 12 States.\nWho may return?\nAll who fled after May 2015 may return.",
    "agenda": "09:00  Arrival of guests\n09:30  Wreaths are laid\n10:15  The poem",
    "table": "Ferry\t12\t$40\nMule\t9\t$3",
    "values": "Capital: Bissau\nPopulation: 1.9 million\nPolice: 14",
    "poem": "They left their boots beside the door,\nThey left the kettle on the fire.",
}


@pytest.mark.parametrize("words", HONEST_BELOW_STORIES.values(), ids=HONEST_BELOW_STORIES.keys())
def test_segments_keep_what_a_text_says_below_stories_announced_amid_it(words: str) -> None:
    told = "The mission closed its last base in Bor in May, and its soldiers went home to their families."
    page = f"Home | About | Search\n\nA base closes\n\n{told} {told}\n\nRelated stories\nDams hold in the north\n\n"
    text = f"{page}{told}\n\n{words}\n\nPrivacy policy\n© 2019 Courier"
    assert [line for line in words.split("\n") if not any(line in kept for kept in kept_of(text))] == []


def kept_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text) if s.label.kept]
