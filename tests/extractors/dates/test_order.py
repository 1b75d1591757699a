"""Which of two figures is the month, where the figures do not tell."""

from collections.abc import Callable

import pytest

from extractors import pipeline
from extractors.options import Options
from schemas.documents import Document, Status
from schemas.records import DateRecord, Extraction

Extract = Callable[[str], Extraction]


def values(extraction: Extraction) -> list[tuple[str | None, tuple[str, ...]]]:
    records = (record for record in extraction.records if isinstance(record, DateRecord))
    return [(record.value.edtf, record.value.checks) for record in records]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It came on 03/04/2005.", "2005-04-03"),
        ("It came on 03/04/2005 and left on 25/04/2005.", "2005-04-03"),
        ("It came on 03/04/2005 and left on 04/25/2005.", "2005-03-04"),
        ("It came on 03/04/05 and left on 04/25/05.", "2005-03-04"),
        ("It came on 03/04/2005; one of 25/04/2005, two of 04/25/2005 and 04/26/2005.", "2005-03-04"),
        ("It came on 03/04/2005 and left on April 25, 2005.", "2005-03-04"),
        ("It came on 03/04/2005 and left on 25 April 2005.", "2005-04-03"),
        ("It came on 03/04/2005, on 25/04/2005 and left on April 26, 2005.", "2005-04-03"),
    ],
    ids=str,
)
def test_order_is_the_document_s_own(extract: Extract, text: str, edtf: str) -> None:
    found, checks = values(extract(text))[0]
    assert (found, checks[0]) == (edtf, "ambiguous_order")


def test_order_is_the_setting_s_where_the_document_has_none() -> None:
    nlp = pipeline.build(Options(month_first=True))
    found = {}
    for text in ("It came on 03/04/2005.", "It came on 03/04/2005 and left on 25 April 2005."):
        document = Document(source="a.txt", chars=len(text), status=Status.EXTRACTED, sha256="0" * 64)
        found[text] = values(pipeline.extract(nlp, document, text))[0][0]
    assert list(found.values()) == ["2005-03-04", "2005-04-03"]


def test_setting_is_part_of_the_fingerprint() -> None:
    assert pipeline.fingerprint(Options(month_first=True)) != pipeline.fingerprint()


@pytest.mark.parametrize("text", ["on 13/04/2005", "on 04/13/2005", "on 03.03.2005", "on 2005-04-03"])
def test_order_that_the_figures_tell_is_not_marked(extract: Extract, text: str) -> None:
    ((_, checks),) = values(extract(text))
    assert checks == ()
