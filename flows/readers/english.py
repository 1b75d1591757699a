"""Whether a text is English, and which language it is where it is not.

    "Le Conseil a prorogé le mandat …"   -> "fr"
    "Mali | 1,200 | 35"                  -> None: too few words to tell

English shows by its function words, which costs little; only a text with few of them is shown to a language model of
its own, which knows 97 languages and takes a fifth of a second to load.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from extractors.lexicon import Entry, Forms, load
from schemas.spans import Segment

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"

_SAMPLE = 20_000
"""Characters that are looked at: a long document is in the language of its first pages."""
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 30
"""Fewer words tell nothing: captions, tables, lists of names."""
_SHARE = 0.2
"""Share of function words that shows English. None of the 40 English texts tried has less than 0.25; paragraphs of
French have 0.02, of German and Dutch 0.08 (*in*, *am*, *over*)."""
_SURE = 0.95
"""How sure the language model must be that a text is not English, of 1."""


class FunctionWords(Entry):
    """One line of `function_words.csv`."""

    forms: Forms


@cache
def function_words() -> frozenset[str]:
    """Words that stand in every English text whatever it is about, in lower case."""
    classes = {"preposition", "conjunction", "pronoun", "determiner", "auxiliary"}
    entries = load("function_words.csv", FunctionWords)
    return frozenset(form for entry in entries if entry.id in classes for form in entry.forms)


def language(text: str) -> str | None:
    """Tag of the language of a text (BCP 47); null when it has too few words, or too few of any one language.

    >>> language("The Council met in the morning to hear the envoy, who had come from Juba, and then voted on it. " * 2)
    'en'
    >>> language("Geneva")
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    known = function_words()
    if len(words) < _WORDS:
        return None
    if sum(word in known for word in words) >= _SHARE * len(words):
        return ENGLISH
    tag, certainty = _model().classify(text[:_SAMPLE])
    return str(tag) if certainty >= _SURE else None


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
