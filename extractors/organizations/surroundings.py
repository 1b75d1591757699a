"""What is known of a doc before its unlisted names are read: its words, their parts in names, and what stands where."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from numpy import zeros
from spacy import attrs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.organizations.places import Country, country
from extractors.organizations.registry import Form
from extractors.organizations.words import Kind, words
from extractors.tokens import Flag, with_flag

_POSSESSIVES = ("'s", "’s", "'", "’")
_APOSTROPHES = ("'", "’")
_MOST_FORMS = 65_536
"""Word forms that are remembered: some 20 MB."""
_GENERALS = ("attorney", "auditor", "prosecutor", "solicitor", "inspector", "comptroller", "director", "surveyor")
"""Offices that have one of their own: the Attorney *General's Office*, but not the Secretary-General's."""
_FEW_FORMS = 16
"""Word forms that are compared with all words of a doc one after the other, in a third of the time that a set takes."""
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
    NAME_WORD = 64
    """It may be a word of a name."""
    OFFICE = 128
    """It is an office that a person holds."""
    COUNTRY = 256
    """It is a country's name, adjective or capital."""


TRIGGERS = Part.HEAD | Part.ACRONYM | Part.LEGAL_FORM | Part.OPENER | Part.KIND_NOUN | Part.CAPITALS
"""The parts that a rule begins with."""
_NO_TOPIC = Part.ACRONYM | Part.HEAD | Part.LEGAL_FORM | Part.OFFICE | Part.COUNTRY


@dataclass(frozen=True, slots=True)
class Word:
    """A word form, with what the rules ask of it again and again."""

    text: str
    lower: str
    parts: int
    is_name_word: bool
    """Whether it may be a word of a name."""
    is_office: bool
    """Whether it is an office that a person holds."""
    is_dash: bool
    """Whether it is a sign that may join two words."""
    forms: Sequence[Form]
    """What it is in the registry, if anything."""


_NOTHING = Word("", "", 0, is_name_word=False, is_office=False, is_dash=False, forms=())


class Words(dict[int, Word]):
    """Word forms by the number that spaCy gives each; one is looked at when it first comes up."""

    def __init__(self, vocab: Vocab, describe: Callable[[str], Word]) -> None:
        """Takes the vocabulary that numbers the forms, and what tells about one."""
        super().__init__()
        self._strings = vocab.strings
        self._describe = describe

    def __missing__(self, number: int) -> Word:
        return self.look_at(self._strings[number])

    def look_at(self, form: str) -> Word:
        """A word form, looked at again."""
        if len(self) >= _MOST_FORMS:
            self.clear()
        word = self[self._strings[form]] = self._describe(form)
        return word


class Surroundings(dict[int, Word]):
    """A doc as the rules of names see it: its words by position, and beyond its ends there is nothing.

    Words are read when asked for, once: a text has three times as many, and asking spaCy's tokens costs more. Rules ask
    a hundred times a paragraph, so that a dictionary answers and no method.
    """

    def __init__(self, doc: Doc, known: Words) -> None:
        """Looks for what rules begin with; places and registered organizations are for whoever finds them to add."""
        super().__init__()
        self._doc = doc
        self.end = len(doc)
        """Behind the last token."""
        self.places: Mapping[int, int] = {}
        """Where the name of a country or a capital starts, and where it ends."""
        self.before: Mapping[int, int] = {}
        """Where such a name ends, and where it starts."""
        self.listed: Mapping[int, int] = {}
        """Where the name of a registered organization starts, and where it ends."""
        self.settled: Mapping[int, int] = {}
        """The same of a name of several words that is some organization's own."""
        self.listed_ends: Container[int] = ()
        """Where the names of registered organizations end."""
        self.unions: Container[int] = ()
        """Where that of a union of states starts, which other names may have within them."""
        self._orths = doc.to_array(attrs.ORTH)
        self._numbers = self._orths.data
        self._known = known
        triggers = with_flag(doc, Flag.NAME_TRIGGER)
        self.update(zip(triggers, map(known.__getitem__, map(self._numbers.__getitem__, triggers)), strict=True))
        self._triggers = [(index, word.parts) for index, word in self.items()]
        self._starts = doc.to_array(attrs.IDX).data

    def __missing__(self, index: int) -> Word:
        word = self[index] = self._known[self._numbers[index]] if 0 <= index < self.end else _NOTHING
        return word

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the tokens `[first, last)`, half-open."""
        return self._starts[first], self._starts[last - 1] + len(self[last - 1].text)

    def all(self, part: Part) -> list[int]:
        """The tokens that may have a part in a name with which a rule begins."""
        return [index for index, parts in self._triggers if parts & part]

    def any_of(self, forms: Iterable[str]) -> list[int]:
        """The tokens that are one of some word forms, as written."""
        numbers = {self._doc.vocab.strings[form] for form in forms}
        if len(numbers) > _FEW_FORMS:
            return [index for index, number in enumerate(self._numbers) if number in numbers]
        is_one = zeros(self.end, bool)
        for number in numbers:
            is_one |= self._orths == number
        indices: list[int] = is_one.nonzero()[0].tolist()
        return indices

    def has(self, part: Part, index: int) -> bool:
        """Whether a token may have a part in a name; false outside the doc."""
        return self[index].parts & part > 0

    def is_number(self, index: int) -> bool:
        """Whether a token is a number in digits or words; false outside the doc."""
        return 0 <= index < len(self._doc) and self._doc[index].like_num

    def is_glued(self, index: int) -> bool:
        """Whether the next token begins where a token ends."""
        return index + 1 < self.end and self._starts[index + 1] == self._starts[index] + len(self[index].text)

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two words, without blanks."""
        if not self[index].is_dash or not 0 < index < self.end - 1:
            return False
        return self.is_glued(index - 1) and self.is_glued(index)

    def is_slashed(self, index: int) -> bool:
        """Whether a token is the second of two acronyms with a stroke between: UN/*AU* Mediation Team."""
        return self[index - 1].lower == "/" and self.has(Part.ACRONYM, index) and self.has(Part.ACRONYM, index - 2)

    def is_quantity_within(self, index: int) -> bool:
        """Whether a token is *All* or a number word with a capital inside a sentence: the *Five* Hills."""
        word = self[index].text
        return self.is_all_within(index) or (
            word.istitle() and self.is_number(index) and self[index - 1].text.islower()
        )

    def is_all_within(self, index: int) -> bool:
        """Whether a token is *All* with a capital inside a sentence: the *All* Nations Church."""
        if self[index].text != "All":
            return False
        before = self[index - 1].text
        return before.islower() or before == "The"

    def is_owner(self, index: int) -> bool:
        """Whether a token is a possessive that belongs to a name: *Children's* Fund, *Growers'* Union, *St Ann's*."""
        if self[index].lower not in _POSSESSIVES:
            return False
        if self[index - 1].lower == "general" and self[index - 2].lower in _GENERALS:
            return True
        if self[index - 1].lower in words(Kind.OWNER) or self[index - 2].lower in _SAINT:
            return True
        is_plural = self[index].lower in _APOSTROPHES and self[index - 1].is_name_word
        return is_plural and index not in self.before and index - 1 not in self.listed_ends

    @cached_property
    def states(self) -> Mapping[str, Country]:
        """The states that the doc names by name, adjective or capital, by their ids; every word is read for them."""
        written = {self[index].text for index in range(self.end) if self.has(Part.COUNTRY, index)}
        for first, last in self.places.items():
            written.add(" ".join(self[index].text for index in range(first, last)))
        return {place.id: place for place in map(country, written) if place}

    def is_topic(self, index: int) -> bool:
        """Whether a token names what an organization deals with, rather than a place, a person or an organization."""
        return (
            self[index].is_name_word
            and not self[index].parts & _NO_TOPIC
            and index not in self.places
            and index not in self.listed
            and self._is_plain(index)
        )

    def _is_plain(self, index: int) -> bool:
        """Whether a word has its capitals as any word has: *HM* Treasury and *BirdLife* International have others."""
        word = self[index].text
        if self.is_glued(index) and self[index + 1].is_name_word:
            return False
        return word[1:].islower() or (word.isupper() and (len(word) > 4 or self[index].lower in words(Kind.NOBODY)))
