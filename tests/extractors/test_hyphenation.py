import pytest

from extractors.hyphenation import cuts


def read(text: str) -> str:
    """The text without what its cuts leave out."""
    for cut in sorted(cuts(text), reverse=True):
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
    ],
    ids=["part-of-compounds", "written-elsewhere", "two-words", "acronym", "figures", "capital", "number", "units"],
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
