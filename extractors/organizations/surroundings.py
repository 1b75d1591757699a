"""What is known of a doc before its unlisted names are read: its words, their flags, and what stands where."""

from collections.abc import Container, Mapping, Sequence

from spacy.tokens import Doc

from extractors.organizations.places import country
from extractors.organizations.words import Kind, words
from extractors.tokens import Flag

_HYPHENS = "-–"
_POSSESSIVES = ("'s", "’s", "'", "’")
_APOSTROPHES = ("'", "’")
_SAINT = ("st", "st.", "saint")
_FLAGS = (
    *(Flag.NAME_WORD, Flag.ACRONYM, Flag.ORGANIZATION_HEAD, Flag.LEGAL_FORM, Flag.NAME_OPENER),
    *(Flag.KIND_NOUN, Flag.CAPITALS),
)


class Surroundings:
    """A doc as the rules of names see it: positions are tokens, and beyond its ends there is nothing.

    Words and flags are read once and kept in lists: asking a spaCy token costs five times as much.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.places: Mapping[int, int] = {}
        """Where the name of a country or a capital starts, and where it ends."""
        self.before: Mapping[int, int] = {}
        """Where such a name ends, and where it starts."""
        self.listed: Mapping[int, int] = {}
        """Where the name of a registered organization starts, and where it ends."""
        self.unions: Container[int] = ()
        """Where that of a union of states starts, which other names may have within them."""
        columns = doc.to_array([int(flag) for flag in _FLAGS])
        self._flags = {flag: columns[:, number] for number, flag in enumerate(_FLAGS)}
        self._has: dict[Flag, Sequence[int]] = {flag: column.tolist() for flag, column in self._flags.items()}
        self._lower: list[str | None] = [None] * len(doc)

    def __len__(self) -> int:
        """How many tokens the doc has."""
        return len(self._lower)

    def all(self, flag: Flag) -> list[int]:
        """The tokens that carry a flag."""
        found: list[int] = self._flags[flag].nonzero()[0].tolist()
        return found

    def lower(self, index: int) -> str:
        """A token in lower case; empty outside the doc."""
        if not 0 <= index < len(self._lower):
            return ""
        word = self._lower[index]
        if word is None:
            word = self._lower[index] = self.doc[index].lower_
        return word

    def has(self, flag: Flag, index: int) -> bool:
        """Whether a token carries a flag; false outside the doc."""
        return 0 <= index < len(self._lower) and bool(self._has[flag][index])

    def is_office(self, index: int) -> bool:
        """Whether a token is an office that a person holds."""
        return self.lower(index) in words(Kind.OFFICE)

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two words, without blanks."""
        if not 0 < index < len(self) - 1 or self.lower(index) not in _HYPHENS:
            return False
        return not self.doc[index - 1].whitespace_ and not self.doc[index].whitespace_

    def is_slashed(self, index: int) -> bool:
        """Whether a token is the second of two acronyms with a stroke between: UN/*AU* Mediation Team."""
        return self.lower(index - 1) == "/" and self.has(Flag.ACRONYM, index) and self.has(Flag.ACRONYM, index - 2)

    def is_number_within(self, index: int) -> bool:
        """Whether a token is a number word with a capital inside a sentence: the *Five* Hills."""
        if index <= 0:
            return False
        token = self.doc[index]
        return token.is_title and token.like_num and self.doc[index - 1].is_lower

    def is_owner(self, index: int) -> bool:
        """Whether a token is a possessive that belongs to a name: *Children's* Fund, *Growers'* Union, *St Anne's* Club."""
        if self.lower(index) not in _POSSESSIVES:
            return False
        if self.lower(index - 1) in words(Kind.OWNER) or self.lower(index - 2) in _SAINT:
            return True
        is_plural = self.lower(index) in _APOSTROPHES and self.has(Flag.NAME_WORD, index - 1)
        return is_plural and index not in self.before and index - 1 not in self.listed.values()

    def is_topic(self, index: int) -> bool:
        """Whether a token names what an organization deals with, rather than a place, a person or an organization."""
        return (
            self.has(Flag.NAME_WORD, index)
            and not self.has(Flag.ACRONYM, index)
            and not self.has(Flag.ORGANIZATION_HEAD, index)
            and not self.has(Flag.LEGAL_FORM, index)
            and not self.is_office(index)
            and index not in self.places
            and index not in self.listed
            and self._is_plain(index)
            and country(self.doc[index].text) is None
        )

    def _is_plain(self, index: int) -> bool:
        """Whether a word has its capitals as any word has: *HM* Treasury and *BirdLife* International have others."""
        token = self.doc[index]
        if not token.whitespace_ and self.has(Flag.NAME_WORD, index + 1):
            return False
        return token.text[1:].islower() or (len(token) > 4 and token.is_upper)
