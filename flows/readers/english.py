"""Whether a text is English, and which language it is where it is not.

    "Le Conseil a prorogé le mandat …"   -> "fr"
    "Mali | 1,200 | 35"                  -> None: too few words to tell

English shows by its function words, which costs little; only a text with few of them, or with as many of another
language, is shown to a language model of its own, which knows 97 languages and takes a fifth of a second to load. Of a
short text the model is not believed alone: names of one language in a text of another deceive it.

The paragraphs tried, where a threshold speaks of them, are the 567 of the English development texts, of which 382 are
known as English, the others too short to tell, and none refused; the lines tried are eleven in seven other languages.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from extractors.lexicon import Entry, Forms, load
from schemas.spans import Segment

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"

_SAMPLE = 20_000
"""Characters that are looked at: a long document is in the language of its first pages. The development texts are known
from 2,000 as well."""
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 30
"""From so many words on the model alone tells a language whose function words are not known here. With 10 one of the
paragraphs tried is refused, from 15 to 60 none is."""
_LETTERS = 60
"""Fewer letters tell no other language than English: captions, cells, names. With 120 seven of the lines tried pass,
with 30 nothing differs."""
_ENGLISH_WORDS = 2
"""Fewer function words do not show English, however short the text. With 1 labels do, 23 of the paragraphs tried; with
4 sentences do not, 19 of them."""
_OWN_WORDS = 2
"""Different function words that show another language: one may be a name's. With 4 two of the lines tried pass."""
_LATIN = re.compile(r"[a-zà-ɏ]")
_SHARE = 0.2
"""Share of function words that shows English. None of the 40 English texts tried has less than 0.25; paragraphs of
French have 0.02, of German and Dutch 0.08 to 0.3 (*in*, *am*, *over*), but more that are their own. With 0.4 42 of the
paragraphs tried are not known."""
_SURE = 0.95
"""How sure the model must be of a language where nothing else shows it, of 1. From 0.8 to 0.99 none of what was
tried differs."""
_CONFIRMED = 0.8
"""How sure it must be of one that shows by its function words or its script, of 1. With 0.99 two of the lines tried
pass, from 0.4 to 0.9 none does."""


class FunctionWords(Entry):
    """One line of `function_words.csv` or `foreign_function_words.csv`."""

    forms: Forms


@cache
def function_words() -> frozenset[str]:
    """Words that stand in every English text whatever it is about, in lower case."""
    classes = {"preposition", "conjunction", "pronoun", "determiner", "auxiliary"}
    entries = load("function_words.csv", FunctionWords)
    return frozenset(form for entry in entries if entry.id in classes for form in entry.forms)


@cache
def foreign_words() -> dict[str, frozenset[str]]:
    """By the tag of a language, its function words that are neither English nor parts of names, in lower case."""
    return {entry.id: frozenset(entry.forms) for entry in load("foreign_function_words.csv", FunctionWords)}


def language(text: str) -> str | None:
    """Tag of the language of a text (BCP 47); null when it has too few words, or too few of any one language.

    >>> language("The talks with the envoy ended in Juba.")
    'en'
    >>> language("Der Rat tagt seit Mai in Juba, und die Mission ist mit einem Bataillon und der Polizei im Land.")
    'de'
    >>> language("Geneva")
    """
    sample = text[:_SAMPLE]
    words = Counter(_WORD.findall(sample.casefold()))
    english = _count(words, function_words())
    most = max(_count(words, forms) for forms in foreign_words().values())
    if english >= max(_ENGLISH_WORDS, _SHARE * words.total()) and english > most:
        return ENGLISH
    if sum(len(word) * count for word, count in words.items()) < _LETTERS:
        return None
    tag, certainty = _model().classify(sample)
    return str(tag) if certainty >= _needed(tag, words, english) else None


def _count(words: Counter[str], forms: Iterable[str]) -> int:
    return sum(words[form] for form in forms)


def _needed(tag: str, words: Counter[str], english: int) -> float:
    """How sure the model must be that a text is in a language; more than 1 where other signs are against it."""
    forms = foreign_words().get(tag, frozenset())
    shown = len(forms & words.keys()) >= _OWN_WORDS and _count(words, forms) > english
    if shown or not any(_LATIN.search(word) for word in words):
        return _CONFIRMED
    return _SURE if not forms and words.total() >= _WORDS else math.inf


def kept_language(text: str, segments: Iterable[Segment]) -> str | None:
    """The language of what is kept of a text."""
    kept: list[str] = []
    length = 0
    for segment in segments:
        if segment.label.kept and length < _SAMPLE:
            kept.append(text[segment.start : segment.end])
            length += segment.end - segment.start
    return language("".join(kept))


@cache
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 # English texts do not need it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
