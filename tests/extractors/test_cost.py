"""What an extraction costs in calls, of Python and of C: a number that no other process and no machine changes."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from spacy.language import Language

from extractors import pipeline, segments
from extractors.findings import Findings
from extractors.lexicon import load
from extractors.organizations.registry import LEXICON, OrganizationEntry, Registry
from extractors.segments import boilerplate
from extractors.view import View
from schemas.records import Extraction

Steps = Callable[[Callable[[], object]], int]

RAW = Path(__file__).parents[2] / "raw"

CALLS_OF_A_STAGE = {
    "segments": 505,
    "view": 69,
    "resolutions": 129,
    "dates": 435,
    "figures": 432,
    "organizations": 582,
    "records": 1108,
    "JSON": 94,
}
"""Calls in 1,000 characters of the five texts. Records are what an extraction takes beyond the other stages."""

ROOM = 1.1
"""Rules may make a stage dearer by a tenth before somebody must say so here. What calls anything once for every token
takes 200 calls in 1,000 characters more."""

CALLS_A_NEW_WORD = 180
"""Every flag of the rules is computed for it once, and what names ask of a capitalised one: 163 today."""

CALLS_AN_ORGANIZATION = 150
"""All spellings of its names are made at each start: 141 today, for 7.8 forms of each; 160 for 7.2 when each name was
searched by every expression."""


@pytest.fixture(scope="module")
def calls(nlp: Language, extract: Callable[[str], Extraction], steps: Steps) -> Mapping[str, float]:
    """Calls in 1,000 characters by stage, once every word is known, but no line."""

    def forgetful(work: Callable[[], object]) -> int:
        boilerplate._remembered.cache_clear()
        return steps(work)

    texts = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob("*.txt"))]
    for text in texts:
        extract(text)
    total: Counter[str] = Counter()
    for text in texts:
        labelled = segments.segment(text)
        view = View(text, labelled)
        doc = nlp.make_doc(view.text)
        doc.user_data["findings"] = Findings(view)
        stages = {
            "segments": partial(segments.segment, text),
            "view": partial(View, text, labelled),
            **{name.removeprefix("recital_"): partial(component, doc) for name, component in nlp.pipeline},
        }
        counted = {stage: forgetful(work) for stage, work in stages.items()}
        counted["records"] = forgetful(partial(extract, text)) - sum(counted.values())
        counted["JSON"] = steps(partial(extract(text).model_dump_json, indent=2))
        total.update(counted)
    return {stage: count * 1000 / sum(map(len, texts)) for stage, count in total.items()}


@pytest.mark.parametrize("stage", CALLS_OF_A_STAGE)
def test_a_stage_takes_few_calls(calls: Mapping[str, float], stage: str) -> None:
    assert calls[stage] <= ROOM * CALLS_OF_A_STAGE[stage]


def test_every_stage_is_counted(calls: Mapping[str, float]) -> None:
    assert calls.keys() == CALLS_OF_A_STAGE.keys()


def test_a_new_word_takes_few_calls(extract: Callable[[str], Extraction], steps: Steps) -> None:
    letters = "abcdefghijklmnopqrst"
    known = " ".join(f"the quarrel of Tombalu{one}aa with the others went on" for one in letters * 20)
    pairs = [one + other for one in letters for other in letters]
    new = " ".join(f"the quarrel of Tombalu{pair}e with the others went on" for pair in pairs)
    extract(known)
    more = steps(lambda: extract(new)) - steps(lambda: extract(known))
    assert more / len(pairs) <= CALLS_A_NEW_WORD


def test_a_registered_organization_takes_few_calls_at_a_start(steps: Steps) -> None:
    entries = load(LEXICON, OrganizationEntry)
    Registry(entries)  # reads what spellings need
    assert steps(partial(Registry, entries)) / len(entries) <= CALLS_AN_ORGANIZATION


def test_a_start_computes_flags_for_no_registered_name() -> None:
    assert len(pipeline.build().vocab) < 100
