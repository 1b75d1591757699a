from collections.abc import Callable, Sequence
from typing import Any

import pytest

from flows.readers import pdf as reader
from flows.readers.deadline import Deadline
from schemas.errors import UnreadableSource

HAITI = (
    "The mission in Haiti began its work in",
    "the spring of that year, when the first",
    "three battalions arrived in the capital",
    "with their vehicles and their field",
    "hospital, and took over from the force",
    "that had been there before them.",
)
NORTH = (
    "In the north, a second headquarters was",
    "opened in May for the police of eleven",
    "countries. Its officers patrolled the",
    "border on foot and by boat, and trained",
    "recruits of the national police at the",
    "academy for two years.",
)
SHORT = (
    "The battalions of the north have",
    "left their camps on the lake and",
    "crossed the border, and with them",
    "went the two field hospitals that",
    "had served the whole valley.",
)
TALL = (
    "Three of the seven bridges on the",
    "road were repaired before the rain",
    "set in, so that the convoys could",
    "reach the camps of the east; four",
    "remain closed, and what the people",
    "there need is flown in twice a week",
    "by the helicopters of the mission,",
    "or carried by mules over the pass",
    "where the snow has not yet come,",
    "as the elders of the towns report.",
)


def blocks(text: str) -> list[str]:
    return text.rstrip("\n").split("\n\n")


def test_columns_are_read_one_after_the_other(pdf: Any, soon: Deadline) -> None:
    page = [(150, 90, "A report on two missions in the field", 16)]
    content = pdf([*page, *pdf.lines(pdf.left, 140, *HAITI), *pdf.lines(pdf.right, 140, *NORTH)])
    assert blocks(reader.decode(content, soon).text) == [page[0][2], " ".join(HAITI), " ".join(NORTH)]


def test_what_stands_over_two_columns_parts_what_is_above_from_what_is_below(pdf: Any, soon: Deadline) -> None:
    across = "Between the two parts stands a line that is as wide as both of the columns are, and a half more."
    content = pdf(
        [
            *pdf.lines(pdf.left, 100, *HAITI),
            *pdf.lines(pdf.right, 100, *NORTH),
            (pdf.left, 220, across),
            *pdf.lines(pdf.left, 260, *NORTH),
            *pdf.lines(pdf.right, 260, *HAITI),
        ]
    )
    haiti, north = " ".join(HAITI), " ".join(NORTH)
    assert blocks(reader.decode(content, soon).text) == [haiti, north, across, north, haiti]


def test_lines_of_three_columns_need_not_stand_level(pdf: Any, soon: Deadline) -> None:
    thirds = [(40, 100.0, SHORT), (220, 105.5, TALL), (400, 111.0, SHORT)]
    content = pdf([line for x, y, lines in thirds for line in pdf.lines(x, y, *lines, size=9)])
    short, tall = " ".join(SHORT), " ".join(TALL)
    assert blocks(reader.decode(content, soon).text) == [short, tall, short]


@pytest.mark.parametrize(
    "rows",
    [
        [(f"{day} September 2004", f"{day} November 2011") for day in range(11, 29)],
        [("Military Observer Group", "Office of the Envoy"), ("Chief of the Observers", "Adviser to the Envoy")],
    ],
    ids=["dates", "signatures"],
)
def test_cells_that_are_all_alike_are_no_columns(pdf: Any, soon: Deadline, rows: list[tuple[str, str]]) -> None:
    cells = [(x, 100 + 16 * n, cell) for n, row in enumerate(rows) for x, cell in zip((72, 320), row, strict=True)]
    assert blocks(reader.decode(pdf(cells), soon).text) == ["\n".join(map(" | ".join, rows))]


def test_rows_keep_their_cells_in_one_line(pdf: Any, soon: Deadline, labelled: Callable[..., Any]) -> None:
    rows = [("Country", "Troops", "Police"), ("Nepal", "1,200", "35"), ("Burkina Faso", "9", "140")]
    cells = [(x, 150 + 16 * n, cell) for n, row in enumerate(rows) for x, cell in zip((72, 220, 320), row, strict=True)]
    before = "The table below lists the contributions of two States."
    content = pdf([(72, 100, before), *cells, (72, 260, "Both agreed to stay.")])
    rendering = reader.decode(content, soon)
    table = ["Country | Troops | Police", "Nepal | 1,200 | 35", "Burkina Faso | 9 | 140"]
    assert blocks(rendering.text) == [before, "\n".join(table), "Both agreed to stay."]
    assert labelled(rendering) == [("table", row) for row in table]


def test_a_document_head_of_two_sides_is_no_column_and_no_row(pdf: Any, soon: Deadline) -> None:
    head = [
        (72, 60, "United Nations"),
        (460, 60, "S/2019/615"),
        (72, 90, "Security Council"),
        (430, 90, "Distr.: General"),
    ]
    rendering = reader.decode(pdf([*head, (430, 104, "30 July 2019")]), soon)
    assert blocks(rendering.text) == [text for _, _, text in head] + ["30 July 2019"]
    assert rendering.layout.hints == ()


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("the course of the infor-", "mation session"), "infor\u00admation session"),
        (("led by the Under-", "Secretary-General"), "Under-Secretary-General"),
        (("in the years 2018-", "2020 they met"), "2018-2020 they met"),
        (("an office with twenty-", "five people"), "twenty-five people"),
        (("a non-", "governmental body"), "non-governmental body"),
        (("a cease-fire. The cease-", "fire held"), "The cease-fire held"),
        (("they met - and then -", "as it was late - left"), "then - as it was late"),
    ],
    ids=["word", "name", "years", "number", "prefix", "as elsewhere", "dash"],
)
def test_words_broken_at_line_ends_are_joined(pdf: Any, soon: Deadline, lines: tuple[str, ...], text: str) -> None:
    rendering = reader.decode(
        pdf(pdf.lines(72, 100, "The delegations of both sides met in the morning in", *lines)), soon
    )
    assert text in rendering.text


def test_a_broken_word_is_whole_for_the_rules(pdf: Any, soon: Deadline, nlp: Any) -> None:
    from extractors import pipeline
    from schemas.documents import Document, Status

    lines = ("The report was sent to the Secretary-General and to the Euro-", "pean Union on 3 May 2011.")
    rendering = reader.decode(pdf(pdf.lines(72, 100, *lines)), soon)
    document = Document(source="a.pdf", sha256="0" * 64, chars=len(rendering.text), status=Status.EXTRACTED)
    records = pipeline.extract(nlp, document, rendering.text, rendering.layout).records
    assert ("Euro\u00adpean Union", 1) in [(record.text, record.provenance.page) for record in records]


def test_the_mark_of_a_note_is_not_glued_to_its_word(pdf: Any, soon: Deadline, labelled: Callable[..., Any]) -> None:
    line = "The talks ended in May"
    page = [
        (72, 100, line),
        (72 + pdf.width(line), 96, "12", 6.5),
        (72 + pdf.width(line) + 10, 100, "without an agreement on the 40 km"),
        (72 + pdf.width(line) + 10 + pdf.width("without an agreement on the 40 km"), 96, "2", 6.5),
        (72, 755, "12", 5.5),
        (80, 758, "See the letter of 3 May 2011.", 8),
    ]
    rendering = reader.decode(pdf(page), soon)
    assert blocks(rendering.text) == [
        "The talks ended in May[12] without an agreement on the 40 km²",
        "12 See the letter of 3 May 2011.",
    ]
    assert labelled(rendering) == [("residue", "12 ")]


def running(pdf: Any, number: int, *lines: Any) -> list[Any]:
    feet = [(72, 800, f"{number}/3"), (480, 800, "19-01234")]
    return [(72, 50, "S/2019/615"), *lines, *feet]


def test_running_lines_are_furniture_and_split_no_sentence(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    first = (
        "The force has two battalions in the north of the country, and one that is in the",
        "capital, as the chief",
    )
    pages = [
        running(pdf, 1, *pdf.lines(72, 700, *first)),
        running(pdf, 2, (72, 100, "of staff reported in March.")),
        running(pdf, 3, (72, 100, "The end.")),
    ]
    rendering = reader.decode(pdf(*pages), soon)
    assert blocks(rendering.text)[0] == f"{' '.join(first)} of staff reported in March."
    furniture = [("page_furniture", text) for n in (1, 2, 3) for text in ("S/2019/615", f"{n}/3 19-01234")]
    assert labelled(rendering) == furniture
    march, end = rendering.text.index("March"), rendering.text.index("The end")
    assert [rendering.layout.place(offset).page for offset in (0, march, end)] == [1, 2, 3]


def test_a_number_that_closes_a_page_is_its_number_and_one_in_the_text_is_not(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    page = [(72, 300, "The vote was"), (72, 330, "12"), (290, 800, "7")]
    assert labelled(reader.decode(pdf(page), soon)) == [("page_furniture", "7")]


def sheets(pdf: Any, *pages: Sequence[str], head: str = "", foot: str = "") -> bytes:
    """Pages whose lines start right below the running head; `{}` in head and foot is the number of the page."""
    return bytes(
        pdf(
            *(
                [
                    *([(72, 40, head.format(number))] if head else []),
                    *pdf.lines(72, 58, *page),
                    *([(72, 815, foot.format(number))] if foot else []),
                ]
                for number, page in enumerate(pages, 4)
            )
        )
    )


HEADS = ("Report on the mission in Liberia", "Quarterly review of field operations")


@pytest.mark.parametrize("head", ["", HEADS[0]], ids=["no head", "head"])
@pytest.mark.parametrize(
    "form",
    [
        ("Monthly summary", "Troops: {0}10", "Police: 3{0}0", "Fatalities: {0}"),
        ("On {0} May there were 5{0}0 troops in Monrovia.", "On {0} June there were 6{0}0 troops there."),
        ("In week {0} the engineers repaired", "{0}2 km of the road to the border and"),
    ],
    ids=["labels", "sentences", "broken sentence"],
)
def test_lines_that_differ_in_their_numbers_are_text(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any], form: tuple[str, ...], head: str
) -> None:
    pages = [[line.format(n) for line in form[1:]] for n in (7, 2, 5)]
    rendering = reader.decode(sheets(pdf, *pages, head=head), soon)
    assert {text for _, text in labelled(rendering)} <= {head}
    assert all(line in " ".join(rendering.text.split()) for page in pages for line in page)


@pytest.mark.parametrize(
    "line",
    ["Head of Mission: officer of rank 5", "The ceasefire has held in every one of the sectors."],
    ids=["label with a figure", "sentence"],
)
def test_what_states_something_is_text_though_pages_repeat_it(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any], line: str
) -> None:
    pages = [(line, *HAITI), (line, *NORTH), (line, *HAITI[2:])]
    assert labelled(reader.decode(sheets(pdf, *pages), soon)) == []


@pytest.mark.parametrize(
    "head",
    [HEADS[0], "Annual report | {}", "{} | Annual report", "Annual report, page {}", "Annual report, page {} of 9"],
)
def test_running_heads_are_furniture_with_the_number_of_their_page(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any], head: str
) -> None:
    rendering = reader.decode(sheets(pdf, HAITI, NORTH, HAITI, head=head), soon)
    assert labelled(rendering) == [("page_furniture", head.format(n)) for n in (4, 5, 6)]


def test_the_heads_of_left_and_right_pages_are_furniture(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    heads = [HEADS[n % 2] for n in range(4)]
    pages = [[(72, 40, head), *pdf.lines(72, 200, *HAITI, *NORTH)] for head in heads]
    assert labelled(reader.decode(pdf(*pages), soon)) == [("page_furniture", head) for head in heads]


def test_a_number_that_does_not_count_the_pages_is_text(pdf: Any, soon: Deadline, labelled: Callable[..., Any]) -> None:
    pages = [[(72, 40, "Troops"), (300, 40, f"{n}"), *pdf.lines(72, 200, *HAITI)] for n in (5010, 5020, 5030)]
    assert labelled(reader.decode(pdf(*pages), soon)) == []


def test_a_line_below_the_third_is_text_though_pages_repeat_it(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    head = ("United Nations", "Security Council", "Sixty-first year", "Sectors north and south")
    pages = [[*pdf.lines(72, 30, *head), *pdf.lines(72, 200, *body, *body)] for body in (HAITI, NORTH, HAITI)]
    assert labelled(reader.decode(pdf(*pages), soon)) == [("page_furniture", line) for line in head[:3]] * 3


def test_lines_that_come_again_on_pages_far_apart_are_text(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    pages = [HAITI, NORTH, NORTH[1:], HAITI]
    assert labelled(reader.decode(sheets(pdf, *pages), soon)) == []


def test_pages_that_mostly_repeat_themselves_keep_their_text(
    pdf: Any, soon: Deadline, labelled: Callable[..., Any]
) -> None:
    pages = [("Force headquarters in Juba", town) for town in ("Bor", "Wau", "Yei")]
    assert labelled(reader.decode(sheets(pdf, *pages), soon)) == []


def test_a_page_with_a_lone_asterisk_in_its_margin_is_read(pdf: Any, soon: Deadline) -> None:
    assert "*" in reader.decode(pdf([(72, 100, "The talks ended."), (72, 800, "*")]), soon).text


def test_a_page_takes_its_size_from_the_whole_document(pdf: Any, soon: Deadline, labelled: Callable[..., Any]) -> None:
    """fpdf2 gives the size of its pages once, for all: 842 points high, where pages without a size have 792."""
    pages = [[(72, 125, "Sectors of the north"), *pdf.lines(72, 200, *body)] for body in (HAITI, NORTH)]
    assert labelled(reader.decode(pdf(*pages), soon)) == []


def test_items_and_numbered_paragraphs_are_one_line_each(pdf: Any, soon: Deadline) -> None:
    page = [
        (72, 100, "1."),
        *pdf.lines(100, 100, "The force monitors the border and reports on it"),
        *pdf.lines(72, 113.2, "every three months to the Council."),
        *pdf.lines(72, 126.4, "2. It protects civilians.", "(a) In the towns;", "(b) On the roads."),
    ]
    assert blocks(reader.decode(pdf(page), soon).text) == [
        "1. The force monitors the border and reports on it every three months to the Council.",
        "2. It protects civilians.",
        "(a) In the towns;",
        "(b) On the roads.",
    ]


def test_a_title_that_a_person_gave_is_the_title(pdf: Any, soon: Deadline) -> None:
    page = [(72, 100, "Some text.")]
    assert reader.decode(pdf(page, title="Report on Haiti"), soon).title == "Report on Haiti"
    assert reader.decode(pdf(page, title="Microsoft Word - draft.docx"), soon).title is None


def test_the_date_of_a_pdf_is_that_of_the_file(pdf: Any, soon: Deadline) -> None:
    assert reader.decode(pdf([(72, 100, "Some text.")]), soon).date_from == "PDF CreationDate"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda pdf: pdf([]), "it has no text layer; it needs OCR"),
        (lambda pdf: pdf([(72, 100, "Secret")], password="x"), "it is encrypted"),  # noqa: S106
        (lambda pdf: b"%PDF-1.7\nnothing more", "it is a broken PDF"),
        (lambda pdf: pdf([(72, 100, "Text")])[:300], "it is a broken PDF"),
    ],
    ids=["pictures alone", "encrypted", "no body", "cut off"],
)
def test_what_cannot_be_read_is_refused(pdf: Any, soon: Deadline, make: Callable[[Any], bytes], reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        reader.decode(make(pdf), soon)


def test_reading_ends_at_its_deadline(pdf: Any) -> None:
    with pytest.raises(UnreadableSource, match=r"takes more than 0 seconds \(setting max_seconds; --retry-failed"):
        reader.decode(pdf([(72, 100, "Text")]), Deadline(0, 0, "reading it"))
