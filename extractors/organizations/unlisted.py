"""Names nobody listed: a capitalised sequence around a word that makes it an organization.

    the Serbian Ministry of Labour and Social Affairs   [modifiers] head [of topic]
    the Liberian National Coast Guard                   [modifiers] head
    the Government of the Republic of Rwanda            head [of place]
    the Ministry of Justice and the Supreme Court       two names: "and the" joins no topic

Sequences end at possessives (*NATO's* Kosovo Force), at offices of persons and at the names of the registry.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from extractors.organizations.places import country
from extractors.organizations.words import Complement, Head, Kind, State, heads, turns, words
from extractors.tokens import Flag, Flags
from schemas.organizations import OrganizationType

_HYPHENS = "-–"
_POSSESSIVES = ("'s", "’s", "'", "’")
_AND = ("and", "&")
_JOINTS = ("of", *_AND)
_LINKS = ("of", "for", "on", "in")
_BESIDE = (-1, 1, 2)
"""Where the words that a head needs stand: *Working* Group, House of *Commons*."""
_COMMANDED = ("force", "mission")
"""Heads that make an office with the word behind them: Force Commander, Senior Mission Leader."""
_MOST_COMPLEMENTS = 4
_MOST_MODIFIERS = 12


class Name(NamedTuple):
    """A name that stands on the tokens `[start, end)`."""

    start: int
    end: int
    type: OrganizationType
    rule: str


class Surroundings(NamedTuple):
    """What is known of a doc before its unlisted names are read."""

    doc: Doc
    heads: Sequence[int]
    """The tokens that are heads."""
    places: Mapping[int, int]
    """Where the name of a country or a capital starts, and where it ends, in tokens."""
    before: Mapping[int, int]
    """Where such a name ends, and where it starts."""
    listed: Mapping[int, int]
    """Where the name of a registered organization starts, and where it ends, in tokens."""

    def lower(self, index: int) -> str:
        """A token in lower case; empty outside the doc."""
        return self.doc[index].lower_ if 0 <= index < len(self.doc) else ""

    def has(self, flag: Flag, index: int) -> bool:
        """Whether a token carries a flag; false outside the doc."""
        if not 0 <= index < len(self.doc):
            return False
        return self.doc[index].check_flag(flag)  # type: ignore[attr-defined,no-any-return] # spaCy's stub forgets it

    def is_office(self, index: int) -> bool:
        """Whether a token is an office that a person holds."""
        return self.lower(index) in words(Kind.OFFICE)

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two words, without blanks."""
        if not 0 < index < len(self.doc) - 1 or self.doc[index].text not in _HYPHENS:
            return False
        return not self.doc[index - 1].whitespace_ and not self.doc[index].whitespace_

    def is_slashed(self, index: int) -> bool:
        """Whether a token is the second of two acronyms with a stroke between: UN/*AU* Mediation Team."""
        return self.lower(index - 1) == "/" and self.has(Flag.ACRONYM, index) and self.has(Flag.ACRONYM, index - 2)

    def is_number_within(self, index: int) -> bool:
        """Whether a token is a number word with a capital inside a sentence: the *Five* Hills."""
        token = self.doc[index]
        return index > 0 and token.is_title and token.like_num and self.doc[index - 1].is_lower

    def is_owner(self, index: int) -> bool:
        """Whether a token is a possessive that belongs to a name: *Children's* Fund."""
        return self.lower(index) in _POSSESSIVES and self.lower(index - 1) in words(Kind.OWNER)

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
            and country(self.doc[index].text) is None
        )


def names(around: Surroundings) -> Iterator[Name]:
    """Every name around a head; names may overlap, and listed ones may be among them."""
    for head in around.heads:
        kind = heads()[around.lower(head)]
        if kind.needs and not any(around.lower(head + distance) in kind.needs for distance in _BESIDE):
            continue
        if kind.id in _COMMANDED and around.is_office(head + 1):
            continue  # the UNDOF Force Commander commands UNDOF, no "UNDOF Force"
        start = _first_modifier(around, head)
        end = _last_complement(around, start, head, kind)
        if (
            (start < head or end > head + 1 or kind.complement is Complement.ALONE)
            and around.places.get(start) != end
            and (kind.complement is not Complement.STATE or end > head + 1 or _has_state(around, start, head))
        ):
            yield Name(start, end, _type(around, start, end, kind), _rule(start, head, end))


def _rule(start: int, head: int, end: int) -> str:
    if start < head:
        return "organizations.modified-head"
    return "organizations.head-with-complement" if end > head + 1 else "organizations.head-alone"


def _has_state(around: Surroundings, start: int, end: int) -> bool:
    """Whether a country is named in the tokens `[start, end)`."""
    return any(country(around.doc[index].text) or index in around.places for index in range(start, end))


def _type(around: Surroundings, start: int, end: int, kind: Head) -> OrganizationType:
    """What its head says that an organization is, or a word that turns it: Police Force, Liberation Army."""
    possible = turns().get(kind.id, ())
    said = {around.lower(index) for index in range(start, end)} if possible else ()
    for turn in possible:
        if turn.word in said and (
            turn.state is State.ANY or _has_state(around, start, end) is (turn.state is State.NAMED)
        ):
            return turn.type
    return kind.type


def _first_modifier(around: Surroundings, head: int) -> int:
    start = joint = head
    while start > head - _MOST_MODIFIERS and (length := _modifier(around, start, head)):
        if joint < head and around.has(Flag.ORGANIZATION_HEAD, start - length):
            return joint  # behind the "and" another name begins
        if around.lower(start - 1) in _JOINTS:
            joint = start
        start -= length
    if joint < head and around.lower(start - 1) in _LINKS:  # the Church of England and World Trade Centre
        return joint
    return start


def _modifier(around: Surroundings, end: int, head: int) -> int:
    """How many tokens the modifier before the token `end` has; 0 for none."""
    last = end - 1
    if end in around.before:
        return end - around.before[end]
    if around.has(Flag.NAME_WORD, last) and not around.is_slashed(last):
        return 0 if around.is_office(last) else 1
    if around.is_owner(last) or (around.is_hyphen(last) and around.has(Flag.NAME_WORD, last - 1)):
        return 2
    if around.lower(last) in _JOINTS:  # Truth and Reconciliation Commission, Rule of Law Mission
        return 2 if end < head and around.is_topic(last - 1) and around.is_topic(end) else 0
    is_compound = around.is_hyphen(last - 1) and around.is_topic(last - 2)  # Anti-corruption, but not NATO-led
    if is_compound or around.is_slashed(last):
        return 3
    return int(around.is_number_within(last))


def _last_complement(around: Surroundings, start: int, head: int, kind: Head) -> int:
    end = head + 1
    if start < head and "in" in kind.links and end in around.places:  # the British Embassy Tirana
        return around.places[end]
    for _ in range(_MOST_COMPLEMENTS):
        is_whole = around.listed.get(start) == end  # … and then is the Security Council for nothing
        after = _complement(around, end, ("of",) if is_whole else kind.links, kind)
        first = end == head + 1
        if after == end or (not first and _holds_head(around, end, after)):  # … of the Government of Serbia
            break
        if first and start == head and around.lower(end) in ("in", "to"):
            break
        end = after
    return end


def _complement(around: Surroundings, link: int, links: tuple[str, ...], kind: Head) -> int:
    """End of the complement that the token `link` joins; `link` itself where it joins none."""
    word = around.lower(link)
    has_article = around.lower(link + 1) == "the"
    start = link + 2 if has_article else link + 1
    if word not in links:
        return link
    if start in around.places:
        return around.places[start]
    if word in ("in", "to") or start in around.listed or not around.has(Flag.NAME_WORD, start):
        return link
    end = _run(around, start)
    if word != "of" and has_article and end == start + 1 and around.has(Flag.ORGANIZATION_HEAD, start):
        return link  # the Security Council on the Mission
    return _list(around, end) if kind.complement is Complement.TOPIC else end


def _holds_head(around: Surroundings, start: int, end: int) -> bool:
    return any(around.has(Flag.ORGANIZATION_HEAD, index) for index in range(start, end))


def _run(around: Surroundings, start: int) -> int:
    """End of the name words that begin at a token."""
    end = start
    while end < len(around.doc):
        if around.has(Flag.NAME_WORD, end) and (end == start or not around.has(Flag.ACRONYM, end)):
            end += 1
        elif end > start and around.is_hyphen(end) and around.doc[end + 1].is_alpha:
            end += 2
        elif end > start and around.is_owner(end) and around.has(Flag.NAME_WORD, end + 1):
            end += 1
        else:
            break
    return end


def _list(around: Surroundings, end: int) -> int:
    """End of a list of topics that goes on at a token: *, Peace and Security*; the token itself where none does."""
    position = end
    while (
        around.lower(position) == "," and around.is_topic(position + 1) and around.lower(position + 2) in (",", *_AND)
    ):
        position += 2
    if around.lower(position) == ",":
        position += 1
    if around.lower(position) not in _AND or not around.is_topic(position + 1):
        return end
    last = _run(around, position + 1)
    return end if _holds_head(around, position, last) else last


def is_name_word(form: str) -> bool:
    """Whether a word form may be part of a name: it has a capital, and not only as the first word of a sentence.

    >>> is_name_word("Reconciliation"), is_name_word("However"), is_name_word("peace")
    (True, False, False)
    """
    is_initial = len(form) == 1 or form[1:] == "."
    is_function_word = form.lower() in _never() and country(form) is None  # US is none
    return form[0].isupper() and not is_initial and not is_function_word


def is_head(form: str) -> bool:
    """Whether a word form makes a name.

    >>> is_head("Committee"), is_head("committee")
    (True, False)
    """
    return form[0].isupper() and form.lower() in heads()


@cache
def _never() -> frozenset[str]:
    return frozenset(STOP_WORDS) - heads().keys() - {"mine"} | words(Kind.PLAIN)


FLAGS: Flags = {Flag.NAME_WORD: is_name_word, Flag.ORGANIZATION_HEAD: is_head}
"""What the words of a name look like."""
