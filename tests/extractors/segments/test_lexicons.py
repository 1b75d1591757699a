"""Every entry of the vocabularies of pages is reached through the real component, under one meaning."""

from collections import Counter

import pytest

from extractors.lexicon import load
from extractors.segments.labels import segment
from extractors.segments.lines import LanguageEntry, NavigationEntry

ENTRIES = load("navigation.csv", NavigationEntry)
FORMS = [pytest.param(form, entry.menu, id=form) for entry in ENTRIES for form in entry.forms]
LANGUAGES = [form for entry in load("languages.csv", LanguageEntry) for form in entry.forms]


@pytest.mark.parametrize(("form", "menu"), FORMS)
def test_every_entry_of_a_menu_is_stripped_where_its_kind_stands(form: str, menu: str) -> None:
    line = form[0].upper() + form[1:]
    text = {
        "no": f"The force left.\n\n{line}\n\nThe fund grew.",
        "yes": f"The force left.\n\nContact us\n{line}\nAbout us\n\nThe fund grew.",
        "often": f"The force left.\n\nAbout us\nContact us\n{line}\nSite map\n\nThe fund grew.",
    }[menu]
    assert [text[s.start : s.end].strip() for s in segment(text) if s.label.kept] == [
        "The force left.",
        "The fund grew.",
    ]


def test_no_entry_of_a_menu_stands_twice() -> None:
    counts = Counter(form for entry in ENTRIES for form in entry.forms)
    assert [form for form, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_is_one_to_choose(name: str) -> None:
    text = f"The force left.\n\n{name} | Deutsch\n\nThe fund grew."
    assert [s.rule for s in segment(text) if not s.label.kept] == ["segments.languages"]
