"""The tokenizer, the flags that lexemes carry, and the windows of tokens that rules look at.

spaCy's English tokenizer keeps `S/2008/692`, `07/2022` and `June1999` in one piece; rules need the pieces:

    50,000-strong -> 50,000 - strong        1998-99 -> 1998 - 99        June1999 -> June 1999
    07/2022       -> 07 / 2022              $2.1bn  -> $ 2.1 bn         coverUntil -> cover Until
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex
from spacy.vocab import Vocab

_FIRST_FLAG = 36
"""`spacy.attrs.FLAG36`: the first of those that spaCy leaves to its users; the last is FLAG63."""


class Flag(IntEnum):
    """Boolean attributes of lexemes, computed once a word form.

    In a pattern: `{Flag.MONTH: True}`. Matchers that use them need `validate=False`.
    """

    # dates
    MONTH = _FIRST_FLAG
    WEEKDAY = _FIRST_FLAG + 1
    DAY_NUMBER = _FIRST_FLAG + 2
    YEAR = _FIRST_FLAG + 3
    DECADE = _FIRST_FLAG + 4
    SEASON = _FIRST_FLAG + 5
    DATE_TRIGGER = _FIRST_FLAG + 6
    # figures
    NUMERAL = _FIRST_FLAG + 9
    NUMBER_WORD = _FIRST_FLAG + 10
    SCALE = _FIRST_FLAG + 11
    CURRENCY = _FIRST_FLAG + 12
    UNIT = _FIRST_FLAG + 13
    FIGURE_TRIGGER = _FIRST_FLAG + 14
    # organizations
    NAME_WORD = _FIRST_FLAG + 18
    ACRONYM = _FIRST_FLAG + 19
    ORGANIZATION_HEAD = _FIRST_FLAG + 20
    LINK_WORD = _FIRST_FLAG + 21


Flags = Mapping[Flag, Callable[[str], bool]]
"""How the flags of one kind of fact are computed from a word form."""

_INFIXES = (
    r"[/\\|\[\](){}«»…=*•–—―‒‑−]",
    r"(?<=[0-9])-(?=[0-9A-Za-z])",
    r"(?<=[A-Za-z])-(?=[0-9])",
    r"(?<=[a-z]{2})(?=[0-9]{4})",  # June1999
    r"(?<=[0-9])(?=[A-Z][a-z]{2})",  # 10June
    r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})",  # coverUntil
    r"(?<=[0-9])(?=[$€£¥])|(?<=[$€£¥])(?=[0-9])",
    r"(?<=[0-9])(?=(?:bn|mn|tn|m|k|km|kg|ha)\b)",
    r"(?<=[a-z])[.,;:](?=[A-Z])",
    r"(?<=[A-Za-z])[,;:](?=[0-9])|(?<=[0-9])[;:](?=[0-9A-Za-z])|(?<=[0-9]),(?=[0-9]{4}|[A-Za-z])",
)


def blank(flags: Iterable[Flags]) -> Language:
    """A spaCy pipeline that only tokenizes, with lexemes that carry the given flags."""
    nlp = spacy.blank("en")
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_INFIXES])
    nlp.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr] # blank("en") has spaCy's Tokenizer
    for table in flags:
        add_flags(nlp.vocab, table)
    return nlp


def add_flags(vocab: Vocab, flags: Flags) -> None:
    """Makes the lexemes of a vocabulary carry flags."""
    for flag, getter in flags.items():
        vocab.add_flag(getter, int(flag))


def windows(doc: Doc, trigger: Flag, *, before: int, after: int) -> Iterator[tuple[int, int]]:
    """Ranges of token indices around the tokens with a flag; ranges that touch are one.

    Rules look at these windows only, so that their cost follows what there is to find.
    """
    start = end = -1
    for index in doc.to_array([int(trigger)]).nonzero()[0].tolist():
        if index - before > end:
            if start >= 0:
                yield start, end
            start = max(0, index - before)
        end = min(len(doc), index + 1 + after)
    if start >= 0:
        yield start, end
