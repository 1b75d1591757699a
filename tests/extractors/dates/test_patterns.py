from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.vocab import Vocab

from extractors.dates.evidence import NEEDS_NEIGHBOUR, Candidate
from extractors.dates.flags import FLAGS
from extractors.dates.grammar import RULES
from extractors.dates.patterns import LOOSE, Patterns
from extractors.overlaps import longest
from extractors.tokens import SEARCHED, Flag

WORDS = (
    "7 07 17 45 145 843 1999 2063 1,200 June May Sept. first third twenty of the , - / – and to in by day year eve"
    " century quarter last Q3 BC AD 1980s 80s eighties ' 's spring winter Christmas New"
).split()


@pytest.fixture(scope="module")
def patterns(nlp: Language) -> Patterns:
    """One for all tests, so that what it remembers is tested, too."""
    return Patterns(nlp.vocab)


@cache
def matcher(vocab: Vocab) -> Matcher:
    made = Matcher(vocab, validate=False)
    for rule in RULES:
        if rule.patterns:
            made.add(rule.id, list(rule.patterns))
    return made


def matched_directly(nlp: Language, text: str) -> set[Candidate]:
    spans = matcher(nlp.vocab)(nlp.make_doc(text), as_spans=True)
    return {Candidate(span.label_, span.start_char, span.end_char) for span in spans}


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_patterns_match_what_a_matcher_does(nlp: Language, patterns: Patterns, words: list[str]) -> None:
    text = " ".join(words)
    doc = nlp.make_doc(text)
    found, wanted = set(patterns.candidates(list(doc))), matched_directly(nlp, text)
    missed = wanted - found
    assert found <= wanted
    assert {candidate.rule for candidate in missed} <= NEEDS_NEIGHBOUR
    assert not missed or sum(token.lower_ not in LOOSE for token in doc) == 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("7 June 1999", "7 June 1999"),
        ("8 June 2004", "8 June 2004"),
        ("45 June 2004", "June 2004"),
        ("8 June 9999", "8 June"),
        ("in 843 and", "843"),
    ],
)
def test_patterns_take_numbers_of_one_kind_for_each_other(
    nlp: Language, patterns: Patterns, text: str, quote: str
) -> None:
    found = longest(patterns.candidates(list(nlp.make_doc(text))))
    assert text[found[0].start : found[0].end] == quote


def test_no_pattern_starts_or_ends_with_a_loose_word() -> None:
    edges = [edge for rule in RULES for pattern in rule.patterns for edge in (pattern[0], pattern[-1])]
    assert not LOOSE & {edge.get("LOWER") for edge in edges}
    flags = {flag for edge in edges for flag in edge if isinstance(flag, Flag)}
    assert [(word, flag) for word in LOOSE for flag in flags if FLAGS[flag](word)] == []


def test_no_pattern_names_a_number() -> None:
    tokens = [token for rule in RULES for pattern in rule.patterns for token in pattern]
    named = {token.get(attribute, "") for token in tokens for attribute in ("TEXT", "LOWER", "NORM")}
    assert [word for word in named if word.isdigit()] == []


def test_no_pattern_asks_for_a_flag_that_matchers_do_not_see() -> None:
    asked = {key for rule in RULES for pattern in rule.patterns for token in pattern for key in token}
    assert Flag.MONTH in asked
    assert asked & SEARCHED.keys() == set()
