"""The tokenizer, the flags that lexemes carry, and the windows of tokens that rules look at.

spaCy's English tokenizer keeps `S/2008/692`, `07/2022` and `June1999` in one piece; rules need the pieces:

    50,000-strong -> 50,000 - strong        1998-99 -> 1998 - 99        June1999 -> June 1999
    07/2022       -> 07 / 2022              $2.1bn  -> $ 2.1 bn         coverUntil -> cover Until
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy import attrs
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found] # compiled, without stubs
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

_FIRST_FLAG = 36
"""`spacy.attrs.FLAG36`: the first of those that spaCy leaves to its users; the last is FLAG63."""


class Flag(IntEnum):
    """Boolean attributes of lexemes, computed once a word form.

    In a pattern: `{Flag.MONTH: True}`. Matchers that use them need `validate=False`. The four of `SEARCHED`, which
    whole texts are searched for, never match there: ask `has_flag`, `with_flag` or `runs`.
    """

    # dates
    MONTH = _FIRST_FLAG
    ORDINAL = _FIRST_FLAG + 1
    DAY_NUMBER = _FIRST_FLAG + 2
    YEAR = _FIRST_FLAG + 3
    DECADE = _FIRST_FLAG + 4
    SEASON = _FIRST_FLAG + 5
    DATE_TRIGGER = _FIRST_FLAG + 6
    ERA = _FIRST_FLAG + 7
    CENTURY = _FIRST_FLAG + 8
    SHORT_YEAR = _FIRST_FLAG + 23
    EARLY_YEAR = _FIRST_FLAG + 24
    SHORT_DECADE = _FIRST_FLAG + 25
    DATE_WORD = _FIRST_FLAG + 26
    DATE_JOIN = _FIRST_FLAG + 27
    NUMBER_WORD = _FIRST_FLAG + 10
    IN_NUMBER = _FIRST_FLAG + 11
    # figures
    FIGURE_TRIGGER = _FIRST_FLAG + 9
    # organizations
    NAME_TRIGGER = _FIRST_FLAG + 19


Flags = Mapping[Flag, Callable[[str], bool]]
"""How the flags of one kind of fact are computed from a word form."""

SEARCHED = {
    flag: 1 << place
    for place, flag in enumerate((Flag.DATE_TRIGGER, Flag.DATE_WORD, Flag.FIGURE_TRIGGER, Flag.NAME_TRIGGER))
}
"""The flags that whole texts are searched for, each a bit of one number that a lexeme has for all of them.

Reading a flag of every token costs spaCy twice what reading a number does, and a number is read once for all flags.
"""
_BITS = attrs.SUFFIX
"""The attribute that holds that number: one of lexemes that nobody else reads here, so that `_Bits` may compute it."""

_INFIXES = (
    r"[/\\|\[\](){}«»…=*•–—―‒‑−]",
    r"(?<=[0-9])-(?=[0-9A-Za-z])",
    r"(?<=[A-Za-z])-(?=[0-9])",
    r"(?<=[a-z]\.)-(?=[0-9A-Z])",  # Oct.-4 Nov.
    r"(?<=[a-z]{2})(?=[0-9]{4})",  # June1999
    r"(?<=[0-9])(?=[A-Z][a-z]{2})",  # 10June
    r"(?<=\bFY)(?=[0-9]{4}\b)",  # FY2022
    r"(?:(?<=\bc)|(?<=\bc\.)|(?<=\bca)|(?<=\bca\.))(?=[0-9]{3,4}\b)",  # c.1880
    r"(?<=[a-z])-(?=['’‘][0-9])",  # mid-'90s
    r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})",  # coverUntil
    r"(?<=[0-9])(?=[$€£¥])|(?<=[$€£¥])(?=[0-9])",
    r"(?<=[0-9])(?=(?:bn|mn|tn|m|k|km|kg|ha)\b)",
    r"(?<=[a-z])[.,;:](?=[A-Z])",
    r"(?<=[0-9A-Za-z])\.(?=\[)",  # 2008.[12]
    r"(?<=[0-9A-Za-z])”[.,]?(?=[0-9]{1,3}\b)",  # 2008”.12
    r"(?<=[A-Za-z])[,;:](?=[0-9])|(?<=[0-9])[;:](?=[0-9A-Za-z])|(?<=[0-9]),(?=[0-9]{4}|[A-Za-z])",
)

_LONGEST_CHUNK = 100
_CHUNK = re.compile(rf"\S{{{_LONGEST_CHUNK}}}")

_CACHED_CHUNKS = 100_000
"""Chunks between blanks whose tokens are remembered: some 20 MB. spaCy's 10,000 are full after 300 pages."""

_UNREAD = (
    *(attrs.SHAPE, attrs.PREFIX, attrs.LANG, attrs.LIKE_URL, attrs.LIKE_EMAIL, attrs.IS_STOP),
    *(attrs.IS_ALPHA, attrs.IS_LOWER, attrs.IS_UPPER, attrs.IS_ASCII, attrs.IS_PUNCT, attrs.IS_BRACKET),
    *(attrs.IS_QUOTE, attrs.IS_LEFT_PUNCT, attrs.IS_RIGHT_PUNCT, attrs.IS_CURRENCY),
)
"""Attributes of lexemes that no rule reads; computing them takes a third of the time of a new word."""
_JOINT = re.compile(r"[-–—/]")
"""What may stand before an abbreviation: *Oct.–Dec.*."""

_SUFFIXES = (r"(?<=[a-z][A-Z])\.",)  # UNMiK.


def blank(flags: Iterable[Flags]) -> Language:
    """A spaCy pipeline that only tokenizes, with lexemes that carry the given flags."""
    nlp = English(create_tokenizer=tokenizer)
    equip(nlp, flags)
    return nlp


def hashed(phrases: Iterable[str]) -> Iterator[list[int]]:
    """What a matcher of small letters knows each phrase by: the hashes of its tokens, the same in every vocabulary.

    All are split at once, a line each, by a vocabulary that computes no flag. With a doc of each, and with the flags of
    their words, few of which a text brings, it takes three times as long.
    """
    nlp = English(Vocab(lex_attr_getters={attrs.LOWER: str.lower}), create_tokenizer=tokenizer)
    lines = "".join(f"{phrase}\n" for phrase in map(str.strip, phrases) if phrase)
    end = nlp.vocab.strings.add("\n")
    found: list[int] = []
    for key in nlp.tokenizer(lines).to_array(attrs.LOWER).tolist():
        if key == end:
            yield found
            found = []
        else:
            found.append(key)


def equip(nlp: Language, flags: Iterable[Flags]) -> None:
    """Gives a pipeline lexemes that carry the given flags."""
    for attribute in _UNREAD:
        nlp.vocab.lex_attr_getters.pop(attribute, None)  # type: ignore[attr-defined] # missing in its stub
    add_flags(nlp.vocab, {flag: getter for table in flags for flag, getter in table.items()})


def tokenizer(nlp: Language) -> Callable[[str], Doc]:
    """The English tokenizer of spaCy with our infixes, and without its special cases.

    Once a text holds a special case (`don't`, `U.S.`, `8)`), spaCy caches no further chunk of it (its issue 1250) and
    splits nearly every word anew: on our texts that takes 18 times as long as a full cache does. Abbreviations, the
    special cases that matter here, are therefore told when a word is split; contractions stay in one piece.
    """
    defaults = nlp.Defaults
    prefixes = compile_prefix_regex(defaults.prefixes or ())
    infixes = compile_infix_regex([*(defaults.infixes or ()), *_INFIXES])
    suffixes = compile_suffix_regex([*(defaults.suffixes or ()), *_SUFFIXES])
    exceptions = defaults.tokenizer_exceptions or {}
    abbreviations = frozenset(
        word for word, pieces in exceptions.items() if len(pieces) == 1 and word.endswith(".") and word[0].isalpha()
    )

    def is_abbreviated(word: str) -> bool:
        return word.endswith(".") and _JOINT.split(word)[-1] in abbreviations

    return _linear(
        Tokenizer(
            nlp.vocab,
            prefix_search=lambda word: None if is_plain(word) else prefixes.search(word),
            suffix_search=lambda word: None if is_plain(word) or is_abbreviated(word) else suffixes.search(word),
            infix_finditer=lambda word: () if is_plain(word) and word[1:].islower() else infixes.finditer(word),
            token_match=lambda word: word in abbreviations,
            url_match=lambda word: None if is_plain(word) or defaults.url_match is None else defaults.url_match(word),
            max_cache_size=_CACHED_CHUNKS,
        )
    )


def is_plain(word: str) -> bool:
    """Whether a word is all letters or all figures, so that no affix is looked for; only capitals inside split it."""
    return word.isalpha() or word.isdecimal()


def is_whole(word: str) -> bool:
    """Whether the tokenizer leaves a word whole whatever its rules: letters, all but the first of one case.

    >>> is_whole("Border"), is_whole("UNMIL"), is_whole("UNMiL"), is_whole("M23")
    (True, True, False, False)
    """
    return word.isalpha() and (word.isupper() or word[1:].islower())


def _linear(tokenize: Callable[[str], Doc]) -> Callable[[str], Doc]:
    """A tokenizer whose cost grows with the text even where no blank interrupts it.

    spaCy takes affixes from a chunk one by one and looks at the whole rest each time: 16,000 brackets in a row take
    it 22 seconds. No word is that long, so a long chunk is cut; quotation marks in a row, the worst, then cost four
    times what prose does.
    """

    def tokenize_pieces(text: str) -> Doc:
        if not _has_long_chunk(text):
            return tokenize(text)
        cuts = [0, *(match.end() for match in _CHUNK.finditer(text)), len(text)]
        return Doc.from_docs([tokenize(text[start:end]) for start, end in pairwise(cuts)], ensure_whitespace=False)

    return tokenize_pieces


def _has_long_chunk(text: str) -> bool:
    """Whether a chunk between blanks is too long, told by one look every hundred characters."""
    start = 0
    while len(text) - start > _LONGEST_CHUNK:
        blank = text.rfind(" ", start, start + _LONGEST_CHUNK + 1)
        if blank < 0:
            return max(map(len, text.split()), default=0) > _LONGEST_CHUNK
        start = blank + 1
    return False


def add_flags(vocab: Vocab, flags: Flags) -> None:
    """Makes the lexemes of a vocabulary carry flags."""
    for flag in flags.keys() - SEARCHED.keys():
        vocab.add_flag(flags[flag], int(flag))
    getters: dict[int, Callable[[str], int]] = vocab.lex_attr_getters  # type: ignore[attr-defined] # missing in its stub
    bits = getters.get(_BITS)
    if not isinstance(bits, _Bits):
        bits = getters[_BITS] = _Bits()
    bits.update((SEARCHED[flag], flags[flag]) for flag in flags.keys() & SEARCHED.keys())
    for lexeme in vocab:
        lexeme.set_attrs(suffix=bits(lexeme.orth_))


class _Bits(dict[int, Callable[[str], bool]]):
    """What computes the number of all searched flags from a word form, bit by bit."""

    def __call__(self, form: str) -> int:
        return sum(bit for bit, getter in self.items() if getter(form))


def has_flag(token: Token, flag: Flag) -> bool:
    """Whether a token has a flag."""
    if flag in SEARCHED:
        return bool(_searched_for(token.doc, flag)[token.i])
    return token.check_flag(flag)  # type: ignore[attr-defined, no-any-return] # not in its stub


def with_flag(doc: Doc, flag: Flag) -> list[int]:
    """Indices of the tokens with one of the flags that texts are searched for. Raises `KeyError` for any other."""
    indices: list[int] = _searched_for(doc, flag).nonzero()[0].tolist()
    return indices


def _searched_for(doc: Doc, flag: Flag) -> "NDArray[bool_]":
    """Whether each token has one of the flags that texts are searched for."""
    bits = doc.user_data.get("bits")
    if bits is None:
        bits = doc.user_data["bits"] = doc.to_array(_BITS).astype("uint8")
    return bits & SEARCHED[flag] != 0  # type: ignore[no-any-return]


def runs(doc: Doc, inside: Flag, trigger: Flag) -> Iterator[tuple[int, int]]:
    """Ranges of token indices that are unbroken runs of tokens with one flag, and hold one with the other.

    Where every word of an expression is known, rules need to look at no others: in *the envoy left on 10 June 1999
    for Juba* at three tokens.
    """
    triggers = with_flag(doc, trigger)
    if not triggers:
        return
    is_inside = _searched_for(doc, inside).tobytes()
    end = 0
    for index in triggers:
        if index >= end:
            end = is_inside.find(0, index + 1)
            end = len(doc) if end < 0 else end
            yield is_inside.rfind(0, 0, index) + 1, end
