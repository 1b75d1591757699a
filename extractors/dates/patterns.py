"""What the token patterns of the grammar match in a run of tokens, worked out once for all runs that are alike.

    10 June 1999    as 7 June 2004       what one matches the other does, too
    1999            in 1999, and         nothing at the edges of a run starts or ends a date

A `Matcher` looks at every pattern for every token, which takes longer than all the rest that is done for a date.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from extractors.dates.evidence import NEEDS_NEIGHBOUR, Candidate
from extractors.dates.flags import FLAGS
from extractors.dates.grammar import RULES

LOOSE = frozenset(", - – — / and as at by from in including of on or since the through till to until".split())
"""Words beside dates and between them, with which no pattern starts or ends."""

_LONGEST = 12
"""Tokens of a run that may come again; longer ones are columns of numbers."""
_REMEMBERED = 8192
"""Runs: some 4 MB."""


class _Matched(NamedTuple):
    """What one rule matches; half-open indices of tokens."""

    rule: str
    first: int
    end: int


class Patterns:
    """All token patterns of the grammar."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._matcher = Matcher(vocab, validate=False)
        self._rules: dict[int, str] = {}
        for rule in RULES:
            if rule.patterns:
                self._matcher.add(rule.id, list(rule.patterns))
                self._rules[vocab.strings[rule.id]] = rule.id
        self._numbers: dict[tuple[bool, ...], str] = {}
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._like)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._matches)

    def candidates(self, tokens: Sequence[Token]) -> Iterator[Candidate]:
        """What the patterns match in a run of tokens."""
        forms = [token.text for token in tokens]
        first, end = 0, len(forms)
        while first < end and forms[first].lower() in LOOSE:
            first += 1
        while first < end and forms[end - 1].lower() in LOOSE:
            end -= 1
        alike = tuple(map(self._alike, forms[first:end]))
        for rule, start, stop in (self._remembered if len(alike) <= _LONGEST else self._matches)(alike):
            last = tokens[first + stop - 1]
            yield Candidate(rule, tokens[first + start].idx, last.idx + len(last))

    def _like(self, form: str) -> str:
        """The word that stands for all that the patterns cannot tell from a form: numbers with the same flags."""
        if not form.isdigit():
            return form
        return self._numbers.setdefault(tuple(test(form) for test in FLAGS.values()), form)

    def _matches(self, forms: tuple[str, ...]) -> tuple[_Matched, ...]:
        """What the patterns match; rules that need a neighbour match a bare number that stands alone in vain."""
        is_bare = len(forms) == 1 and forms[0].isdigit()
        found = self._matcher(Doc(self._vocab, words=list(forms)))
        matched = (_Matched(self._rules[name], first, end) for name, first, end in found)
        return tuple(match for match in matched if not is_bare or match.rule not in NEEDS_NEIGHBOUR)
