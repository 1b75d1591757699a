import pytest
from pydantic import ValidationError

from schemas.documents import Document, DocumentText, Status


def test_document_text_counts_lines_from_one() -> None:
    text = DocumentText("a\nb\n\nc")
    assert [text.context(offset, offset + 1).line for offset in (0, 1, 2, 5)] == [1, 1, 2, 4]


def test_document_text_gives_what_stands_around_a_quote() -> None:
    text = DocumentText(f"0{'a' * 40}the quote{'b' * 40}9")
    assert text.context(41, 50)[:2] == ("a" * 32, "b" * 32)
    assert text.context(3, 88)[:2] == ("0aa", "bb9")


def test_document_that_failed_says_why() -> None:
    assert Document(source="a.txt", status=Status.FAILED, error="it is empty").error == "it is empty"
    with pytest.raises(ValidationError, match="expected one in failures alone"):
        Document(source="a.txt", status=Status.FAILED)


def test_document_that_was_extracted_has_no_error() -> None:
    with pytest.raises(ValidationError, match="expected one in failures alone"):
        Document(source="a.txt", status=Status.EXTRACTED, error="oh")
