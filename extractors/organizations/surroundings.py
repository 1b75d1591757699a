"""What is known of a doc before its unlisted names are read: its words, their flags, and what stands where."""

from collections.abc import Callable, Container, Mapping
from enum import IntEnum

from spacy.tokens import Doc

from extractors.organizations.places import country
from extractors.organizations.words import Kind, words
from extractors.tokens import Flag
from schemas.spans import Span

_HYPHENS = "-–"
_POSSESSIVES = ("'s", "’s", "'", "’")
_APOSTROPHES = ("'", "’")
_MARGIN = 32
"""Empty words behind the last, which are also those before the first; no rule looks further beyond an end."""
_GENERALS = ("attorney", "auditor", "prosecutor", "solicitor", "inspector", "comptroller", "director", "surveyor")
"""Offices that have one of their own: the Attorney *General's Office*, but not the Secretary-General's."""
_SAINT = ("st", "st.", "saint")


class Part(IntEnum):
    """The parts that a word form may have in a name, as bits: it may have several."""

    HEAD = 1
    """It makes what stands beside it a name: *Committee*."""
    ACRONYM = 2
    """It is an acronym, or a name of one word, of the registry."""
    LEGAL_FORM = 4
    """It is a legal form of companies."""
    OPENER = 8
    """It begins a name: *Comité*, *Radio*."""
    KIND_NOUN = 16
    """It says in small letters what the names beside it are: *militias*."""
    CAPITALS = 32
    """It may be an acronym that nobody listed."""


class Surroundings:
    """A doc as the rules of names see it: positions are tokens, and beyond its ends there is nothing.

    Words are read when asked for, once: asking a spaCy token costs five times as much.
    """

    def __init__(self, doc: Doc, parts: Callable[[str], int]) -> None:
        """Looks for the tokens that `Flag.NAME_TRIGGER` marks; `parts` says which parts a word form may have."""
        self._doc = doc
        self.places: Mapping[int, int] = {}
        """Where the name of a country or a capital starts, and where it ends."""
        self.before: Mapping[int, int] = {}
        """Where such a name ends, and where it starts."""
        self.listed: Mapping[int, int] = {}
        """Where the name of a registered organization starts, and where it ends."""
        self.unions: Container[int] = ()
        """Where that of a union of states starts, which other names may have within them."""
        flags = doc.to_array([int(Flag.NAME_TRIGGER), int(Flag.NAME_WORD)])
        margin = [""] * _MARGIN
        self._is_name_word = flags[:, 1].astype("bool").tobytes() + bytes(_MARGIN)
        self._words: list[str | None] = [*[None] * len(doc), *margin]
        self._lower: list[str | None] = [*[None] * len(doc), *margin]
        self._parts = {index: parts(self.text(index)) for index in flags[:, 0].nonzero()[0].tolist()}

    def __len__(self) -> int:
        """How many tokens the doc has."""
        return len(self._doc)

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens `[first, last)`."""
        end = self._doc[last - 1]
        return Span(self._doc[first].idx, end.idx + len(end))

    def all(self, part: Part) -> list[int]:
        """The tokens that may have a part in a name."""
        return [index for index, parts in self._parts.items() if parts & part]

    def has(self, part: Part, index: int) -> bool:
        """Whether a token may have a part in a name; false outside the doc."""
        return self._parts.get(index, 0) & part > 0

    def is_name_word(self, index: int) -> bool:
        """Whether a token may be a word of a name; false outside the doc."""
        return self._is_name_word[index] > 0

    def text(self, index: int) -> str:
        """A token as it is written; empty outside the doc."""
        word = self._words[index]
        if word is None:
            word = self._words[index] = self._doc[index].text
        return word

    def lower(self, index: int) -> str:
        """A token in lower case; empty outside the doc."""
        word = self._lower[index]
        if word is None:
            word = self._lower[index] = self.text(index).lower()
        return word

    def is_number(self, index: int) -> bool:
        """Whether a token is a number in digits or words; false outside the doc."""
        return 0 <= index < len(self._doc) and self._doc[index].like_num

    def is_glued(self, index: int) -> bool:
        """Whether no blank stands behind a token."""
        return not self._doc[index].whitespace_

    def is_office(self, index: int) -> bool:
        """Whether a token is an office that a person holds."""
        return self.lower(index) in words(Kind.OFFICE)

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two words, without blanks."""
        if not 0 < index < len(self) - 1 or self.lower(index) not in _HYPHENS:
            return False
        return self.is_glued(index - 1) and self.is_glued(index)

    def is_slashed(self, index: int) -> bool:
        """Whether a token is the second of two acronyms with a stroke between: UN/*AU* Mediation Team."""
        return self.lower(index - 1) == "/" and self.has(Part.ACRONYM, index) and self.has(Part.ACRONYM, index - 2)

    def is_number_within(self, index: int) -> bool:
        """Whether a token is a number word with a capital inside a sentence: the *Five* Hills."""
        word = self.text(index)
        return word.istitle() and self.is_number(index) and self.text(index - 1).islower()

    def is_all_within(self, index: int) -> bool:
        """Whether a token is *All* with a capital inside a sentence: the *All* Nations Church."""
        before = self.text(index - 1)
        return self.text(index) == "All" and (before.islower() or before == "The")

    def is_owner(self, index: int) -> bool:
        """Whether a token is a possessive that belongs to a name: *Children's* Fund, *Growers'* Union, *St Ann's*."""
        if self.lower(index) not in _POSSESSIVES:
            return False
        if self.lower(index - 1) == "general" and self.lower(index - 2) in _GENERALS:
            return True
        if self.lower(index - 1) in words(Kind.OWNER) or self.lower(index - 2) in _SAINT:
            return True
        is_plural = self.lower(index) in _APOSTROPHES and self.is_name_word(index - 1)
        return is_plural and index not in self.before and index - 1 not in self.listed.values()

    def is_topic(self, index: int) -> bool:
        """Whether a token names what an organization deals with, rather than a place, a person or an organization."""
        return (
            self.is_name_word(index)
            and not self.has(Part.ACRONYM, index)
            and not self.has(Part.HEAD, index)
            and not self.has(Part.LEGAL_FORM, index)
            and not self.is_office(index)
            and index not in self.places
            and index not in self.listed
            and self._is_plain(index)
            and country(self.text(index)) is None
        )

    def _is_plain(self, index: int) -> bool:
        """Whether a word has its capitals as any word has: *HM* Treasury and *BirdLife* International have others."""
        word = self.text(index)
        if self.is_glued(index) and self.is_name_word(index + 1):
            return False
        return word[1:].islower() or (len(word) > 4 and word.isupper())
