import pytest

from extractors.segments import segment
from schemas.spans import SegmentLabel

HEAD = "Resolution 1692 (2006)\n\nAdopted at the 5479th meeting\n\n"
OPENING = "The Security Council,\n\n"
WHY = "Recalling its resolution 1650 (2005),\n\n"


def numbers(text: str) -> list[str]:
    return [f"{part.label} {part.number}" for part in segment(text) if part.number]


def test_paragraphs_of_a_resolution_are_numbered() -> None:
    text = (
        f"{HEAD}{OPENING}{WHY}Deeply concerned at the delay,\n\nActing under Chapter VII of the Charter,\n\n"
        "1. Decides to extend the mandate:\n\n(a) In the north;\n\n(b) In the south:\n\n(i) Of the river;\n\n"
        "(ii) Of the road;\n\n(c) Elsewhere;\n\n2. Also requests a report;\n\n3. Decides to remain seized."
    )
    assert numbers(text) == [
        *("preambular 1", "preambular 2", "preambular 3"),
        *("operative 1", "operative 1 (a)", "operative 1 (b)", "operative 1 (b) (i)", "operative 1 (b) (ii)"),
        *("operative 1 (c)", "operative 2", "operative 3"),
    ]


@pytest.mark.parametrize(
    "body", ["General Assembly", "Economic and Social Council", "Human Rights Council", "Conference of the Parties"]
)
def test_resolutions_of_every_body_have_the_same_form(body: str) -> None:
    assert numbers(f"The {body},\n\n{WHY}Takes note of the report.") == ["preambular 1", "operative 1"]


def test_resolution_in_parts_is_counted_anew() -> None:
    part = f"{OPENING}{WHY}1. Calls for restraint;\n\n2. Decides to remain seized."
    assert numbers(f"{HEAD}A\n\n{part}\n\nB\n\n{part}") == ["preambular 1", "operative 1", "operative 2"] * 2


def test_page_furniture_does_not_end_a_paragraph() -> None:
    text = f"{HEAD}{OPENING}{WHY}1. Decides to extend\n\n4/10 19-01234\n\nthe mandate;\n\n2. Requests a report."
    assert numbers(text) == ["preambular 1", "operative 1", "operative 1", "operative 2"]


def test_annex_is_no_part_of_the_resolution() -> None:
    text = f"{HEAD}{OPENING}{WHY}1. Decides to extend the mandate.\n\nAnnex\n\n1. Names\n\n2. Places"
    assert numbers(text) == ["preambular 1", "operative 1"]


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENING}1. Decides to extend the mandate.",
        f"{OPENING}{WHY}The parties met in Arusha.",
        f"{OPENING}{WHY}5. Decides to extend the mandate.",
        f"{WHY}1. Decides to extend the mandate.",
        f"The Security Council met,\n\n{WHY}1. Decides to extend the mandate.",
        f"{'The talks went on for long in Arusha. ' * 5}\n\n{OPENING}{WHY}1. Decides to extend the mandate.",
        "",
    ],
    ids=["no reason", "no decision", "no first paragraph", "no opening", "a sentence", "an article", "nothing"],
)
def test_text_that_has_not_the_form_of_a_resolution_has_no_such_paragraphs(text: str) -> None:
    assert numbers(text) == []


def test_other_paragraphs_have_no_number() -> None:
    assert all(part.number is None for part in segment("Title\n\n1. One.\n\n(a) Two.") if part.label)
    assert SegmentLabel.OPERATIVE.kept
    assert SegmentLabel.PREAMBULAR.kept
