"""Whatever a text repeats, citations cost in proportion to its length."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from extractors.segments import segment
from schemas.records import Extraction

REPEATED = [
    "resolution 1701, ",
    "decision 63/550, ",
    "60/1. A title\n",
    "2625 (XXV). A title\n\n",
    "12th plenary meeting of the General Assembly ",
    "the General Assembly, at its seventieth session, ",
    "at its 5511th meeting, the Council ",
    "A/76/674-678, ",
    "S/2008/692, Add.1-3, ",
    "section II, paragraph 4 of ",
    "On 4 May 2004, the Council adopted resolution 9999 ",
    "A/" * 8,
    "Resolution adopted by the General Assembly on ",
    "UNSCR 1325, 1820, ",
    "United Nations S/2006/592\n",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_citations_cost_in_proportion_to_the_text(
    nlp: Language, piece: str, steps: Callable[[Callable[[], object]], int]
) -> None:
    component = dict(nlp.pipeline)["recital_resolutions"]

    def read(times: int) -> Callable[[], object]:
        doc = nlp.make_doc(piece * times)
        return lambda: component(doc)

    read(50)()
    assert steps(read(800)) <= 2.3 * steps(read(400))


@pytest.mark.parametrize(
    "piece", ["The Security Council,\n\n", "1. Decides so;\n\n", "Recalling it,\n\n", "(a) To do;\n"]
)
def test_paragraphs_of_resolutions_cost_in_proportion_to_the_text(
    piece: str, steps: Callable[[Callable[[], object]], int]
) -> None:
    def read(times: int) -> Callable[[], object]:
        return lambda: segment("The Security Council,\n\nRecalling it,\n\n" + piece * times)

    read(50)()
    assert steps(read(400)) <= 2.3 * steps(read(200))


def test_symbol_of_a_document_costs_no_more_in_a_long_one(
    extract: Callable[[str], Extraction], steps: Callable[[Callable[[], object]], int]
) -> None:
    line = "S/2006/592 and S/2006/593 and A/60/891 were read in Haiti on the first day of the talks.\n\n"
    extract(line)
    assert steps(lambda: extract(line * 200)) <= 2.3 * steps(lambda: extract(line * 100))
