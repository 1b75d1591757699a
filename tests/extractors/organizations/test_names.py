"""Whole texts: what is marked in them, what is not, and what short forms stand for.

`names.txt`, `no_names.txt` and `nominal.txt` beside this file were written for these tests.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from spacy.language import Language

from extractors import tokens
from extractors.findings import Finding, Findings
from extractors.organizations import FLAGS
from extractors.rules import Example

_HERE = Path(__file__).parent
_SHORT_FORM = re.compile(r"«(?P<form>[^|»]+)\|(?P<meant>[^»]*)»")


class Decision(NamedTuple):
    """A capitalised short form in a text, and the name or acronym of what it stands for; empty for nothing."""

    start: int
    end: int
    meant: str


class ShortForms(NamedTuple):
    """A text and every decision in it."""

    text: str
    decisions: tuple[Decision, ...]

    @classmethod
    def parse(cls, marked: str) -> "ShortForms":
        """Reads a text in which each short form is marked: `the «Mission|UNMIL» closed`."""
        parts: list[str] = []
        decisions: list[Decision] = []
        position = length = 0
        for found in _SHORT_FORM.finditer(marked):
            parts += marked[position : found.start()], found["form"]
            start = length + found.start() - position
            length = start + len(found["form"])
            decisions.append(Decision(start, length, found["meant"]))
            position = found.end()
        return cls("".join([*parts, marked[position:]]), tuple(decisions))


def lines(name: str) -> Iterator[str]:
    return (line for line in (_HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#")


def cases(name: str) -> Iterator[object]:
    """A parameter for each line; one that begins with an exclamation mark is known to fail."""
    for line in lines(name):
        known = [pytest.mark.xfail(strict=True, reason="no rule finds it yet")] if line.startswith("! ") else []
        example = Example.parse(line.removeprefix("! "))
        yield pytest.param(example, id=example.text[:60], marks=known)


DOCUMENTS = [ShortForms.parse(line) for line in lines("nominal.txt")]


@pytest.fixture(scope="module")
def component() -> Language:
    """A pipeline that finds nothing but organizations."""
    nlp = tokens.blank([FLAGS])
    nlp.add_pipe("recital_organizations")
    return nlp


def named(component: Language, text: str, *, nominal: bool = False) -> list[Finding]:
    items = Findings.of(component(text)).of_kind("organization")
    return [item for item in items if (item.value["mention"] == "nominal") is nominal]


@pytest.mark.parametrize("example", cases("names.txt"))
def test_every_name_of_a_text_is_marked_and_nothing_else(component: Language, example: Example) -> None:
    found = named(component, example.text)
    assert tuple(example.text[item.start : item.end] for item in found) == example.quotes


@pytest.mark.parametrize("example", cases("no_names.txt"))
def test_nothing_is_marked_where_no_organization_is_named(component: Language, example: Example) -> None:
    assert [example.text[item.start : item.end] for item in named(component, example.text)] == []


def test_short_forms_are_right_wherever_they_are_tied(component: Language) -> None:
    right = wrong = missed = 0
    for document in DOCUMENTS:
        ids = {document.text[item.start : item.end]: item.value["id"] for item in named(component, document.text)}
        tied = {(item.start, item.end): item.value["id"] for item in named(component, document.text, nominal=True)}
        for start, end, meant in document.decisions:
            found, wanted = tied.pop((start, end), None), ids[meant] if meant else None
            right += found is not None and found == wanted
            wrong += found is not None and found != wanted
            missed += found is None and wanted is not None
        wrong += len(tied)  # a short form that nobody marked
    assert (right, wrong, missed) == (60, 0, 1)


def test_short_forms_have_decisions_of_both_kinds() -> None:
    meant = [decision.meant for document in DOCUMENTS for decision in document.decisions]
    assert len(meant) >= 60
    assert meant.count("") >= 15
