"""Whatever the text: nothing raises, every quote stands where it says, and paragraphs do not disturb each other."""

import hashlib
import re
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import pipeline
from extractors.pipeline import Input, Pipeline
from schemas.documents import Document, Status
from schemas.records import Extraction

PIECES = st.sampled_from(
    (
        "10 June 1999|June|1999|1998-99|07/2022 – 06/2023|the 1980s|between|and|to|until|late|May|3,000|$2.1 billion"
        "|28%|nine|years|one|hundred|and a half|(|)|[|]|/|-|–|,|.|;|:|resolution|resolutions|1244 (1999)|S/2008/692"
        "|S/RES/1|A/|No.|the|Security Council|UN|UNMIK|Government of|Ministry of|Office of the|NATO's|’s|“|”|including"
        "|of whom|US$|€|km|per cent|4011th meeting|paragraph 11 (j) of|Add.1|\n|\n\n|\t|\u00a0|•|#a|@b|PDF Document"
        "|https://t.co/AbCdEf1234|🎖️|\x00|İ|ß|٣"
    ).split("|")
)
TEXTS = st.one_of(
    st.text(max_size=150),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join),
)
RAW = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "raw").glob("*.txt"))]
SENTENCES = st.sampled_from(
    [
        "The Security Council adopted resolution 1325 (2000) on 31 October 2000.",
        "Some 3,000 troops from 25 countries left in May 2004.",
        "The fund spent $2.1 billion, or 28 per cent of its budget, between 1998 and 2002.",
        "The World Bank and the International Monetary Fund report yearly (S/2008/692).",
        "Nine years later, the Ministry of Defence of Chad opened two camps.",
    ]
)


def described(text: str) -> Document:
    return Document(
        source="a.txt",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        chars=len(text),
        status=Status.EXTRACTED,
    )


def extract(nlp: Pipeline, text: str) -> Extraction:
    return pipeline.extract(nlp, described(text), text)


@given(TEXTS)
def test_extraction_of_any_text_is_valid(nlp: Pipeline, text: str) -> None:
    extraction = extract(nlp, text)
    for record in extraction.records:
        assert text[record.provenance.start : record.provenance.end] == record.text


@given(st.lists(st.one_of(TEXTS, SENTENCES), max_size=5))
def test_texts_are_extracted_together_as_each_by_itself(nlp: Pipeline, texts: list[str]) -> None:
    together = pipeline.extract_all(nlp, [Input(described(text), text) for text in texts])
    assert together == [extract(nlp, text) for text in texts]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_real_texts_with_other_numbers_stay_valid(nlp: Pipeline, chance: Random) -> None:
    text = chance.choice(RAW)
    extract(nlp, re.sub(r"(?<=[0-9]{2})[0-9]", lambda _: chance.choice("0123456789"), text))


@settings(max_examples=40)
@given(
    st.lists(SENTENCES, min_size=1, max_size=3, unique=True), st.lists(SENTENCES, min_size=1, max_size=3, unique=True)
)
def test_paragraphs_are_extracted_as_if_each_stood_alone(nlp: Pipeline, first: list[str], second: list[str]) -> None:
    above, below = " ".join(first), " ".join(second)
    shift = len(above) + 2
    whole = [(r.provenance.start, r.text, r.value) for r in extract(nlp, f"{above}\n\n{below}").records]
    parts = [(r.provenance.start, r.text, r.value) for r in extract(nlp, above).records]
    parts += [(r.provenance.start + shift, r.text, r.value) for r in extract(nlp, below).records]
    assert whole == parts
