"""Words and their part in the names of organizations: what makes a name, and what ends one.

    "Committee" -> a head: it makes "Joint Monitoring Committee" a name
    "President" -> an office: held by a person, no part of a name before it
    "Children"  -> an owner: its possessive belongs to the name, "Children's Fund"

The vocabulary is `organization_heads.csv`, `head_abbreviations.csv`, `organization_types.csv` and `name_words.csv`.
"""

from enum import StrEnum
from functools import cache

from extractors.lexicon import Entry, Forms, load
from schemas.organizations import OrganizationType


class Kind(StrEnum):
    """The part of a word in names."""

    OFFICE = "office"
    """An office that a person holds; a name ends before it."""
    OWNER = "owner"
    """A word whose possessive belongs to a name."""
    ORDINARY = "ordinary"
    """An acronym that is spelled like a word or a first name."""
    PEOPLE = "people"
    """People whom a number before them counts: *24 UN Volunteers* are no organization."""
    NATION = "nation"
    """A people or a creed: its militia has no name of its own."""
    POLITICS = "politics"
    """A direction of politics that names a party: the *Labour* party."""
    NOBODY = "nobody"
    """Letters in capitals that are no organization."""
    ACTS = "acts"
    """What an organization does of which only the letters are known: the NVK *said*."""
    MEMBER = "member"
    """Who belongs to an organization of which only the letters are known: NVK *fighters*, *officials* of the NVK."""
    DONE = "done"
    """What is done by such an organization: *funded* by the NVK, NVK-*led*."""
    ADDRESSED = "addressed"
    """What is said or done to such an organization: he *told* the NVK."""
    DEALING = "dealing"
    """Two words that have such an organization behind them: an *agreement with* NVK."""
    DEED = "deed"
    """What hardly a person does: *operated* by Voda Lestva."""
    ROLE = "role"
    """What a contract or a report calls an organization throughout: the *Issuer*."""
    DOCUMENT = "document"
    """A document or a plan; what stands before it may be a name: the Committee on Water *Report*."""
    ACTIVITY = "activity"
    """A word in *-ing* that names something, or a place or a person: one that opens a sentence may open a name."""
    AIM = "aim"
    """What a body is set up to do, in its name: Commission to *Monitor* the Ceasefire."""
    PLAIN = "plain"
    """A word that has its capital from the start of a sentence or from a heading."""


class Complement(StrEnum):
    """What the words behind a head are."""

    TOPIC = "topic"
    """What it deals with; may hold an *and*."""
    PLACE = "place"
    """Where it is or whose it is; ends at *and*."""
    ALONE = "alone"
    """As for a place; and the word is a name without it, too: the *Senate*."""
    STATE = "state"
    """Whose it is; a name must say it, before the head or behind."""
    ARTICLE = "article"
    """As for a state; and *the* makes the word a name where nothing goes on with it, too: the *Treasury*."""


class State(StrEnum):
    """Whether a name must say which state's the organization is."""

    ANY = "any"
    NAMED = "named"
    UNNAMED = "unnamed"


class Word(Entry):
    """A word and its part in names."""

    kind: Kind
    form: str


class Head(Entry):
    """A word that makes a capitalised sequence the name of an organization; its id is the word."""

    type: OrganizationType
    links: Forms
    """Words behind which the name goes on: Ministry *of* Justice, Committee *on* Missing Persons."""
    complement: Complement
    needs: Forms
    """One of these must stand before it or at most two words behind; empty where any may: House of *Commons*."""
    refuses: Forms
    """None of these may be all that stands before it: *Ethnic* Group."""


class Abbreviation(Entry):
    """A head cut short; its id is the head."""

    forms: Forms


class Turn(Entry):
    """A word that turns what the head of its name says into another type: *Liberation* Army."""

    head: str
    word: str
    type: OrganizationType
    state: State
    """Whether the name says a state's."""


@cache
def words(kind: Kind) -> frozenset[str]:
    """All words of a kind, in lower case.

    >>> "president" in words(Kind.OFFICE), "committee" in words(Kind.OFFICE)
    (True, False)
    """
    return frozenset(word.form for word in load("name_words.csv", Word) if word.kind is kind)


def is_office(form: str) -> bool:
    """Whether a word form, whatever its capitals, is an office that a person holds.

    >>> is_office("President"), is_office("Committee")
    (True, False)
    """
    return form.lower() in words(Kind.OFFICE)


@cache
def turns() -> dict[str, tuple[Turn, ...]]:
    """What turns a head, by the head; the first that holds counts.

    >>> [(turn.word, turn.type.value) for turn in turns()["chamber"]]
    [('deputies', 'legislature'), ('commerce', 'ngo')]
    """
    found: dict[str, tuple[Turn, ...]] = {}
    for turn in load("organization_types.csv", Turn):
        found[turn.head] = (*found.get(turn.head, ()), turn)
    return found


@cache
def heads() -> dict[str, Head]:
    """All heads by the word, in lower case, whole or cut short.

    >>> heads()["ministry"].links
    ('of', 'for')
    >>> heads()["govt"].id
    'government'
    """
    whole = {head.id: head for head in load("organization_heads.csv", Head)}
    return whole | {form: whole[name] for form, name in cut_short().items()}


@cache
def cut_short() -> dict[str, str]:
    """The heads that a name may have cut short, by the form without its dot.

    >>> cut_short()["dept"]
    'department'
    """
    return {form: entry.id for entry in load("head_abbreviations.csv", Abbreviation) for form in entry.forms}


@cache
def links() -> frozenset[str]:
    """Every word that may join to a head what it is about or whose it is.

    >>> "of" in links(), "on" in links(), "has" in links()
    (True, True, False)
    """
    of_heads = (link for head in heads().values() for link in head.links)
    return frozenset(("of", "on", "to", "general", *of_heads))
