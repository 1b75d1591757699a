import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from extractors import pipeline
from extractors.pipeline import Input, Pipeline
from flows.direct import Extractor
from flows.evaluation.gold import GoldDocument
from flows.settings import Settings
from schemas.documents import Document
from schemas.errors import InvalidFigure, UnreadableSource, UsageError
from schemas.records import Extraction

TEXT = "The talks began on 3 May 2004."


@pytest.fixture
def extractor(nlp: Pipeline, tmp_path: Path) -> Extractor:
    (tmp_path / "raw" / "2004").mkdir(parents=True)
    (tmp_path / "raw" / "2004" / "talks.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "raw" / "b.bin").write_bytes(b"\0\1")
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    return Extractor(Settings.load(raw=tmp_path / "raw", output=tmp_path / "output"), nlp)


def gold(**changes: Any) -> GoldDocument:
    item = {"kind": "date", "start": 19, "end": 29, "text": "3 May 2004", "value": {"edtf": "2004-05-03"}}
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    return GoldDocument.model_validate(
        {"source": "2004/talks.txt", "sha256": sha256, "stripped": [], "gold": [item], **changes}
    )


def test_source_is_located_by_its_name_below_the_raw_folder(extractor: Extractor) -> None:
    assert extractor.locate("2004/talks.txt").name == "2004/talks.txt"


def test_source_is_located_by_a_path_into_the_raw_folder(extractor: Extractor) -> None:
    assert extractor.locate(str(extractor.settings.raw / "2004" / "talks.txt")).name == "2004/talks.txt"


def test_source_is_located_by_a_path_elsewhere(extractor: Extractor) -> None:
    source = extractor.locate(str(extractor.settings.raw.parent / "letter.txt"))
    assert (source.name, source.bytes) == ("letter.txt", len(TEXT))


def test_a_file_of_several_documents_is_refused_with_the_name_of_one(extractor: Extractor) -> None:
    (extractor.settings.raw / "data.jsonl").write_text('{"text": "One"}\n\n{"text": "Two"}\n', encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"^data\.jsonl holds 2 documents; expected the name of one, such as data\.jsonl#1$"
    ):
        extractor.locate("data.jsonl")
    assert extractor.locate("data.jsonl#3").name == "data.jsonl#3"


@pytest.mark.parametrize("given", ["zzz.pdf", ""])
def test_source_that_is_no_file_is_refused_with_the_name_of_one(extractor: Extractor, given: str) -> None:
    expected = f"{given!r} is no file; expected a path, or a name below '.*', such as '2004/talks.txt'"
    with pytest.raises(UsageError, match=expected):
        extractor.locate(given)


@pytest.mark.parametrize("given", ["2004", "talks", "talks.txt", "2004/tolks.txt", "2004/talks.txt#1"])
def test_source_that_is_no_file_is_refused_with_a_near_name(extractor: Extractor, given: str) -> None:
    with pytest.raises(UsageError, match=f"{given!r} is no file; .*; did you mean '2004/talks.txt'"):
        extractor.locate(given)


def test_extraction_of_a_source_is_written_nowhere(extractor: Extractor) -> None:
    found = extractor.extract(extractor.locate("2004/talks.txt"))
    assert [record.text for record in found.extraction.records] == ["3 May 2004"]
    assert not extractor.settings.output.exists()


def test_extraction_of_what_cannot_be_read_says_why(extractor: Extractor) -> None:
    with pytest.raises(UnreadableSource, match=r"b\.bin: .*'\.bin'"):
        extractor.extract(extractor.locate("b.bin"))


def test_gold_is_judged_against_the_raw_folder(extractor: Extractor) -> None:
    (document,) = extractor.judge([gold()])
    assert [judgement.exact for judgement in document.records] == [True]


def test_gold_of_another_version_is_refused_with_both_versions(extractor: Extractor) -> None:
    with pytest.raises(UsageError, match=f"talks.txt: its sha256 is {gold().sha256}; expected {'0' * 64}, which gold"):
        extractor.judge([gold(sha256="0" * 64)])


def test_gold_of_sources_that_are_missing_or_unreadable_is_refused_with_all_of_them(extractor: Extractor) -> None:
    with pytest.raises(UsageError, match=r"none\.txt: no such file; expected one below the raw folder; b\.bin: "):
        extractor.judge([gold(source="none.txt"), gold(source="b.bin"), gold()])


def test_extraction_of_all_leaves_out_what_cannot_be_read(extractor: Extractor) -> None:
    assert [found.extraction.document.source for found in extractor.extract_all()] == ["2004/talks.txt"]


def not_a_document() -> ValidationError:
    with pytest.raises(ValidationError) as raised:
        Document.model_validate({})
    return raised.value


@pytest.mark.parametrize(
    "error", [InvalidFigure("'3,,4' is no number"), not_a_document()], ids=lambda e: type(e).__name__
)
def test_a_value_that_a_rule_gets_wrong_stops_one_source(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    (extractor.settings.raw / "a.txt").write_text("A text that a rule cannot bear.", encoding="utf-8")
    extract_all = pipeline.extract_all

    def failing(nlp: Pipeline, inputs: list[Input], *, check: Callable[[], None]) -> list[Extraction]:
        if inputs[0].document.source == "a.txt":
            raise error
        return extract_all(nlp, inputs, check=check)

    monkeypatch.setattr(pipeline, "extract_all", failing)
    assert [found.extraction.document.source for found in extractor.extract_all()] == ["2004/talks.txt"]
    with pytest.raises(UnreadableSource, match=r"a\.txt: a rule failed on it: "):
        extractor.extract(extractor.locate("a.txt"))
