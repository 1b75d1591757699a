import pytest
from pydantic import ValidationError

from schemas.documents import Document, DocumentText, Status


def test_document_text_counts_lines_from_one() -> None:
    text = DocumentText("a\nb\n\nc")
    assert [text.line(offset) for offset in (0, 1, 2, 5)] == [1, 1, 2, 4]


def test_document_text_gives_what_stands_around_an_offset() -> None:
    text = DocumentText("0123456789")
    assert text.before(3, 2) == "12"
    assert text.before(1, 5) == "0"
    assert text.after(8, 5) == "89"


def test_document_that_failed_says_why() -> None:
    assert Document(source="a.txt", status=Status.FAILED, error="it is empty").error == "it is empty"
    with pytest.raises(ValidationError, match="expected one in failures alone"):
        Document(source="a.txt", status=Status.FAILED)


def test_document_that_was_extracted_has_no_error() -> None:
    with pytest.raises(ValidationError, match="expected one in failures alone"):
        Document(source="a.txt", status=Status.EXTRACTED, error="oh")
