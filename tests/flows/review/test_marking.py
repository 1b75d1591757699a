import re
from html.parser import HTMLParser

import pytest

from flows.review.marking import Mark, Stretch, marked
from schemas.spans import Span


def mark(text: str, quote: str, **more: str) -> Mark:
    start = text.index(quote)
    return Mark(start, start + len(quote), more.pop("kind", "date"), "/d/1/x", more.pop("tip", "tip"), **more)


def paragraph(text: str) -> list[Stretch]:
    return [Stretch(0, len(text), "paragraph", "segments.paragraph")]


def written(text: str, *marks: Mark, stretches: list[Stretch] | None = None) -> str:
    return str(marked(text, stretches or paragraph(text), marks, Span(0, len(text))))


class Plain(HTMLParser):
    """What a reader of the page sees, and which marks are open where."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Plain:
    parser = Plain()
    parser.feed(page)
    parser.close()
    return parser


@pytest.mark.parametrize("before", ["🙂🙂🙂 ", "𝒜 in ", "e\u0301 ", "👩‍👩‍👧 "])
def test_mark_stands_on_its_quote_whatever_comes_before(before: str) -> None:
    text = f"{before}1999."
    assert ">1999</a>." in written(text, mark(text, "1999"))


def test_text_is_escaped_and_stays_what_it_was() -> None:
    text = "<script>alert(1)</script> & \"1999\" 'x' javascript:alert(2)"
    page = written(text, mark(text, "1999", tip='"><img src=x onerror=alert(1)>'))
    assert set(read(page).tags) == {"div", "p", "a"}
    assert read(page).text == text


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\x00", "\x1b", "\u200f", "\ud800"])
def test_what_would_steer_the_page_is_a_picture(char: str) -> None:
    text = f"a{char}b 1999"
    page = written(text, mark(text, "1999"))
    assert char not in page
    assert ">1999</a>" in page
    page.encode()


def test_line_ends_count_as_they_stand() -> None:
    text = "one\r\ntwo\r\n1999"
    assert ">1999</a>" in written(text, mark(text, "1999"))


def test_nested_marks_are_both_there() -> None:
    text = "the Assembly of 1999 met"
    page = written(text, mark(text, "Assembly of 1999", kind="organization"), mark(text, "1999"))
    assert re.search(r'<a class="mark organization"[^>]*>Assembly of </a><span class="mark organization"><a', page)


def test_crossing_marks_are_cut_where_they_cross() -> None:
    text = "one two three"
    page = written(text, mark(text, "one two", kind="figure"), mark(text, "two three"))
    assert read(page).text == text
    assert page.count("<a ") == 3


def test_anchor_stands_once() -> None:
    text = "one two three"
    page = written(text, mark(text, "one two three", anchor="c1", state="added"), mark(text, "two"))
    assert page.count('id="c1"') == 1


def test_residue_is_dimmed_in_its_sentence() -> None:
    text = "In [edit] 1999."
    stretches = [
        Stretch(0, 3, "paragraph", "segments.paragraph"),
        Stretch(3, 10, "residue", "segments.residue"),
        Stretch(10, 15, "paragraph", "segments.paragraph"),
    ]
    page = written(text, mark(text, "1999"), stretches=stretches)
    assert page.count("<p ") == 1
    assert '<span class="stripped" data-tip="residue · segments.residue">[edit] </span>' in page


def test_stripped_text_opens_where_a_change_waits_in_it() -> None:
    text = "facebook 1999"
    stretches = [Stretch(0, len(text), "share_bar", "segments.share-bar")]
    assert '<details class="block stripped" open>' in written(
        text, mark(text, "1999", anchor="c1", state="removed"), stretches=stretches
    )
    assert " open>" not in written(text, mark(text, "1999"), stretches=stretches)


def test_long_line_comes_in_paragraphs_and_loses_nothing() -> None:
    text = "x" * 50_000
    page = written(text)
    assert read(page).text == text
    assert max(len(block) for block in re.findall(r">(x+)<", page)) <= 4_000


def test_part_of_a_text_has_its_own_marks_alone() -> None:
    text = "In 1999 and then in 2008."
    page = str(marked(text, paragraph(text), [mark(text, "1999"), mark(text, "2008")], Span(12, len(text))))
    assert read(page).text == text[12:]
    assert (">1999<" in page, ">2008<" in page) == (False, True)
