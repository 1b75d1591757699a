import gc
import hashlib

import pytest
from spacy.language import Language

from extractors import pipeline
from extractors.findings import Findings
from extractors.options import Options
from schemas.documents import Document, Status
from schemas.records import KINDS, Extraction, renamed


def extract(nlp: Language, text: str, source: str = "a.txt") -> Extraction:
    document = Document(
        source=source, sha256=hashlib.sha256(text.encode()).hexdigest(), chars=len(text), status=Status.EXTRACTED
    )
    return pipeline.extract(nlp, document, text)


def test_pipeline_runs_its_components_in_claim_order(nlp: Language) -> None:
    assert nlp.pipe_names == list(pipeline.COMPONENTS)


def test_pipeline_finds_in_bare_text_what_spacy_is_given(nlp: Language) -> None:
    text = "On 10 June 1999 the Security Council adopted resolution 1244 (1999) and sent 3,000 troops (S/2008/692)."
    findings = Findings.of(nlp(text))
    assert {kind: [text[item.start : item.end] for item in findings.of_kind(kind)] for kind in KINDS} == {
        "resolution": ["resolution 1244 (1999)"],
        "document": ["S/2008/692"],
        "date": ["10 June 1999"],
        "figure": ["3,000"],
        "organization": ["Security Council"],
    }


def test_pipeline_reads_no_number_twice(nlp: Language) -> None:
    text = "By resolution 1325 (2000) of 31 October 2000 and S/2004/814, 15 members in 1999 agreed on 5 per cent."
    records = [r for r in extract(nlp, text).records if r.kind != "organization"]
    assert [r.text for r in records] == [
        "resolution 1325 (2000)", "31 October 2000", "S/2004/814", "15", "1999", "5 per cent",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("The work of the Gen-\neral Assembly in Apia", "The work of the General Assembly in Apia"),
        ("Report on a long-\nterm plan for Apia", "Report on a long-term plan for Apia"),
        ("Floods in Mo\u00adpti\u200b and Gao", "Floods in Mopti and Gao"),
    ],
    ids=["printer's", "own", "soft"],
)
def test_pipeline_reads_a_title_without_what_cuts_its_words(nlp: Language, heading: str, title: str) -> None:
    assert extract(nlp, f"{heading}\n\nThe people met in 2003 and said that it was done.").document.title == title


def test_pipeline_takes_the_title_from_the_heading_that_opens_the_kept_text(nlp: Language) -> None:
    assert extract(nlp, "Share\n\nThe  mission\n\nIt began in 2003.").document.title == "The mission"
    assert extract(nlp, "It began in 2003.\n\nThe mission\n\nIt grew.").document.title is None


def test_pipeline_finds_nothing_in_stripped_text(nlp: Language) -> None:
    assert extract(nlp, "RT @x: In 1999 the UN sent 300 troops under resolution 1244 (1999)").records == ()


def test_pipeline_extracts_nothing_from_an_empty_text(nlp: Language) -> None:
    assert extract(nlp, "").segments == ()


def test_record_ids_stay_when_text_is_inserted_above(nlp: Language) -> None:
    text = "The Security Council met on 10 June 1999. It sent 3,000 troops."
    before = extract(nlp, text)
    after = extract(nlp, f"A new heading\n\nA new sentence.\n\n{text}")
    assert [r.record_id for r in before.records] == [r.record_id for r in after.records]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ("2019-07-12", "dateline")),
        ({"date": "2020-01-01", "date_from": "PDF CreationDate"}, ("2019-07-12", "dateline")),
        ({"date": "2019-07-13", "date_from": "meta dc.date"}, ("2019-07-13", "meta dc.date")),
    ],
    ids=["unknown", "of the file", "published"],
)
def test_head_dates_a_document_that_nobody_else_dates(
    nlp: Language, known: dict[str, str], expected: tuple[str, str]
) -> None:
    text = "GENEVA, 12 July 2019 — The envoy left."
    document = Document(source="a.txt", sha256="0" * 64, chars=len(text), status=Status.EXTRACTED, **known)
    found = pipeline.extract(nlp, document, text).document
    assert (found.date, found.date_from) == expected


def test_equal_records_have_their_own_ids(nlp: Language) -> None:
    records = extract(nlp, "It began in 1999. It ended in 1999.").records
    assert len({record.record_id for record in records}) == 2


def test_fingerprint_is_stable_within_a_process() -> None:
    assert pipeline.fingerprint() == pipeline.fingerprint(Options())


@pytest.mark.parametrize("told", [Options(dollar="CAD"), Options(keep_posts=True), Options(reading="others")], ids=str)
def test_fingerprint_tells_options_apart(told: Options) -> None:
    assert pipeline.fingerprint(told) != pipeline.fingerprint()


@pytest.mark.parametrize("source", ["a.txt", "b/c.txt"])
def test_pipeline_gives_the_same_bytes_twice(nlp: Language, source: str) -> None:
    text = "On 10 June 1999, 12 of the 15 members of the Security Council (S/PV.4011) voted."
    assert extract(nlp, text, source).model_dump_json() == extract(nlp, text, source).model_dump_json()


def test_an_extraction_leaves_nothing_that_only_the_garbage_collector_frees(nlp: Language) -> None:
    text = "The Mission left Juba on 3 May 2011 with 40 of its 90 trucks (S/2011/239)."
    extract(nlp, text)  # the first time fills caches

    def left() -> int:
        gc.collect()
        extract(nlp, text)
        return gc.collect()

    assert min(left() for _ in range(3)) == 0  # what a test before left behind may go meanwhile


def test_an_extraction_under_another_name_is_the_one_that_name_would_have_had(nlp: Language) -> None:
    text = (
        "A staff of 374 (356 civilians and 18 soldiers) left on 10 June 1999; on 8 June there had been 12, in 12 cars."
    )
    found = extract(nlp, text)
    pointers = [record.value.model_dump() for record in found.records]
    assert any(value.get("resolved_from") for value in pointers)
    assert any(value.get("part_of") for value in pointers)
    assert renamed(found, "2024/b.txt") == extract(nlp, text, "2024/b.txt")


def test_a_full_vocabulary_forgets_new_words_and_changes_no_extraction(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "In March 2007, 40 Quombalee of the Quombaleean Relief Agency (QRA) met; the QRA has 7,413 members."
    monkeypatch.setattr(pipeline, "_MOST_STRINGS", 0)
    held = len(nlp.vocab.strings)
    first, again = extract(nlp, words), extract(nlp, words)
    assert len(nlp.vocab.strings) == held
    monkeypatch.undo()
    assert first == again == extract(nlp, words)
    assert len(nlp.vocab.strings) > held
