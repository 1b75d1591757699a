import sys
from typing import Any

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from extractors.organizations.registry import registry
from extractors.tokens import Flag, add_flags, blank, equip, hashed, is_plain, runs, with_flag


@pytest.fixture(scope="module")
def tokenizer() -> Language:
    return blank([])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("50,000-strong", ["50,000", "-", "strong"]),
        ("1998-99", ["1998", "-", "99"]),
        ("07/2022 – 06/2023", ["07", "/", "2022", "–", "06", "/", "2023"]),
        ("S/2008/692", ["S", "/", "2008", "/", "692"]),
        ("$2.1bn", ["$", "2.1", "bn"]),
        ("June1999", ["June", "1999"]),
        ("coverUntil", ["cover", "Until"]),
        ("NATO-led", ["NATO", "-", "led"]),
        ("(1999)", ["(", "1999", ")"]),
        ("(June 8)", ["(", "June", "8", ")"]),
        ("c.1880", ["c.", "1880"]),
        ("mid-'90s", ["mid", "-", "'90s"]),
        ("2003”.41", ["2003", "”.", "41"]),
    ],
    ids=str,
)
def test_tokenizer_takes_apart_what_rules_need(tokenizer: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenizer(text)] == tokens


@pytest.mark.parametrize("text", ["41,947,300", "U.S.", "UNMiK", "10th", "1980s", "10.8"])
def test_tokenizer_keeps_whole_what_is_one(tokenizer: Language, text: str) -> None:
    assert [token.text for token in tokenizer(text)] == [text]


@pytest.mark.parametrize("abbreviation", ["Inc.", "a.m.", "Mr.", "Sept."])
def test_tokenizer_keeps_an_abbreviation_whole_between_marks(tokenizer: Language, abbreviation: str) -> None:
    assert [token.text for token in tokenizer(f"({abbreviation}),")] == ["(", abbreviation, ")", ","]


def test_tokenizer_splits_a_chunk_once_even_after_a_contraction(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []

    class Counting(Tokenizer):
        def __init__(self, vocab: Vocab, **how: Any) -> None:
            search = how.pop("prefix_search")
            super().__init__(vocab, prefix_search=lambda chunk: split.append(chunk) or search(chunk), **how)

    monkeypatch.setattr("extractors.tokens.Tokenizer", Counting)
    nlp = blank([])
    nlp("It doesn't matter :) (Kigali)")
    assert "Kigali)" in split or "(Kigali)" in split
    split.clear()
    nlp("It doesn't matter :) (Kigali)")
    assert split == []


def test_runs_are_unbroken_and_hold_a_trigger() -> None:
    inside, trigger = Flag.DATE_WORD, Flag.DATE_TRIGGER
    nlp = blank([{trigger: lambda form: form == "June", inside: lambda form: form in ("June", "10", "and")}])
    assert list(runs(nlp("a 10 June and 10 b 10 and c June"), inside, trigger)) == [(1, 5), (9, 10)]
    assert list(runs(nlp("June June 10"), inside, trigger)) == [(0, 3)]
    assert list(runs(nlp("nothing and 10 here"), inside, trigger)) == []


def _searched(nlp: Language) -> list[list[int]]:
    doc = nlp("10 June of Lake Board")
    return [with_flag(doc, flag) for flag in (Flag.DATE_TRIGGER, Flag.NAME_TRIGGER)]


def test_searched_flags_are_carried_by_a_vocabulary_as_spacy_makes_it() -> None:
    nlp = English()
    add_flags(nlp.vocab, {Flag.DATE_TRIGGER: lambda form: form == "June"})
    assert _searched(nlp) == [[1], []]


def test_searched_flags_are_the_only_ones_that_texts_are_searched_for() -> None:
    nlp = blank([{Flag.MONTH: lambda form: form == "June"}])
    with pytest.raises(KeyError):
        with_flag(nlp("10 June"), Flag.MONTH)


def test_searched_flags_outlast_being_equipped_again() -> None:
    nlp = blank([{Flag.DATE_TRIGGER: lambda form: form == "June"}])
    equip(nlp, [{Flag.NAME_TRIGGER: lambda form: form == "Board"}])
    assert _searched(nlp) == [[1], [4]]


def test_searched_flags_are_none_where_none_are_given() -> None:
    assert _searched(blank([])) == [[], []]


def test_searched_flags_are_computed_anew_for_words_already_seen() -> None:
    nlp = blank([])
    assert _searched(nlp) == [[], []]
    add_flags(nlp.vocab, {Flag.NAME_TRIGGER: lambda form: form == "Board"})
    assert _searched(nlp) == [[], [4]]


@pytest.mark.parametrize(
    "text", ["(" * 3000, f"a {'x(' * 800} b", "x" * 500, "x" * 501, f"{'-' * 1200} {')' * 700}", ""]
)
def test_tokenizer_cuts_long_chunks_and_loses_nothing(tokenizer: Language, text: str) -> None:
    assert tokenizer(text).text == text


def test_plain_words_have_no_affixes() -> None:
    defaults = English.Defaults
    prefix, suffix = compile_prefix_regex(defaults.prefixes or ()), compile_suffix_regex(defaults.suffixes or ())
    infix = compile_infix_regex(defaults.infixes or ())
    plain = [character for character in map(chr, range(sys.maxunicode + 1)) if is_plain(character)]
    words = [word for c in plain for word in (c, f"ab{c}", f"{c}cd", f"12{c}", f"{c}34") if is_plain(word)]
    assert [word for word in words if prefix.search(word) or suffix.search(word) or infix.search(word)] == []


def _hashes(doc: Doc) -> list[int]:
    return [token.lower for token in doc]


def test_hashes_of_registered_names_are_those_of_a_doc_of_each(tokenizer: Language) -> None:
    names = registry().forms()
    assert [*hashed(names)] == [_hashes(tokenizer(name)) for name in names]


@pytest.mark.parametrize(
    "phrases",
    [
        ["Lake Chad Commission", "UNMiK-led Force", "Bank of S. Tomé"],
        ["A  B", "don't", "x" * 250, "(Radio 4)", "Co.\tLtd."],
        ["NATO"],
        [],
    ],
    ids=str,
)
def test_hashes_are_those_of_a_doc_of_each_phrase(tokenizer: Language, phrases: list[str]) -> None:
    assert [*hashed(phrases)] == [_hashes(tokenizer(phrase)) for phrase in phrases]


def test_hashes_are_not_mixed_up_by_blanks_around_a_phrase() -> None:
    assert [*hashed([" Lake Board", "", "Road  ", "\tBank"])] == [*hashed(["Lake Board", "Road", "Bank"])]
