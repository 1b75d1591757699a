"""Every rule keeps its word: its examples, read by the whole pipeline, give what they say."""

from collections import defaultdict
from collections.abc import Callable
from types import ModuleType

import pytest

from extractors import dates, figures, organizations, pipeline, resolutions, segments
from extractors.rules import Example, Rule
from schemas.records import Extraction

RULES = pipeline.rules()
MATCHES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.examples)
]
REJECTS = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.rejects)]


def quotes(extraction: Extraction, rule: Rule, text: str) -> tuple[str, ...]:
    """What a rule took from a text; of segments, without the white space that follows them."""
    labelled = (text[s.start : s.end].strip() for s in extraction.segments if s.rule == rule.id)
    return (*labelled, *(record.text for record in extraction.records if record.provenance.rule == rule.id))


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    "module", [segments, resolutions, dates, figures, organizations], ids=lambda module: module.__name__
)
def test_rule_ids_begin_with_the_name_of_their_module(module: ModuleType) -> None:
    prefix = module.__name__.removeprefix("extractors.") + "."
    assert module.RULES
    assert [rule.id for rule in module.RULES if not rule.id.startswith(prefix)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_explains_itself(rule: Rule) -> None:
    assert rule.says.endswith(".")
    assert len(rule.matches) >= 2
    assert all(example.quotes for example in rule.examples)


@pytest.mark.parametrize(("rule", "example"), MATCHES)
def test_rule_finds_what_its_examples_mark(extract: Callable[[str], Extraction], rule: Rule, example: Example) -> None:
    wanted = tuple(quote.strip() if rule.id.startswith("segments.") else quote for quote in example.quotes)
    assert quotes(extract(example.text), rule, example.text) == wanted


@pytest.mark.parametrize(("rule", "text"), REJECTS)
def test_rule_finds_nothing_in_what_it_rejects(extract: Callable[[str], Extraction], rule: Rule, text: str) -> None:
    assert quotes(extract(text), rule, text) == ()


def test_rules_of_a_module_reject_as_many_texts_as_they_match() -> None:
    matches: defaultdict[str, int] = defaultdict(int)
    rejects: defaultdict[str, int] = defaultdict(int)
    for rule in RULES:
        module = rule.id.partition(".")[0]
        matches[module] += len(rule.matches)
        rejects[module] += len(rule.rejects)
    assert {module: (matches[module], rejects[module]) for module in matches if rejects[module] < matches[module]} == {}
