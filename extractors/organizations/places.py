"""Countries: their names, adjectives and capitals, as the names of organizations use them.

    "Iraqi"              -> Iraq
    "DRC"                -> Democratic Republic of the Congo
    "Republic of Rwanda" -> Rwanda

Only countries: a town or a region says nothing about whose an organization is.
"""

from collections.abc import Iterator
from functools import cache

from extractors.lexicon import Entry, Forms, Maybe, load
from schemas.errors import LexiconError

_LEXICON = "countries.csv"


class Country(Entry):
    """A country as reports name it."""

    name: str
    article: Maybe[str]
    """The article before the name inside another name: Government of *the* Gambia."""
    adjectives: Forms
    variants: Forms
    capital: Forms

    @property
    def within(self) -> str:
        """The name as it stands behind a preposition.

        >>> country("Gambian").within
        'the Gambia'
        """
        return f"{self.article} {self.name}" if self.article else self.name

    @property
    def modifiers(self) -> tuple[str, ...]:
        """The forms that stand before what belongs to the country: *Haiti* and *Haitian* National Police."""
        return (self.name, *self.adjectives)

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that points to the country."""
        return (self.name, *self.variants, *self.adjectives, *self.capital)


@cache
def countries() -> dict[str, Country]:
    """Every country by every form that points to it.

    Raises `LexiconError`, naming file and line, when a form points to two countries.
    """
    found: dict[str, Country] = {}
    for entry in load(_LEXICON, Country):
        for form in dict.fromkeys(entry.forms):
            if form in found:
                raise LexiconError(
                    f"{_LEXICON}:{entry.line}: {form!r} of {entry.id!r} stands already in line {found[form].line}"
                    "; expected each once"
                )
            found[form] = entry
    return found


def country(form: str) -> Country | None:
    """The country that a name, an adjective or a capital points to, or None.

    >>> country("Kinshasa").name, country("Government")
    ('Democratic Republic of the Congo', None)
    """
    return countries().get(form.removeprefix("the ").replace("’", "'"))


def respelled(name: str) -> Iterator[str]:
    """A name with the other forms of the country that it begins or ends with.

    >>> list(respelled("Haitian National Police"))
    ['Haiti National Police']
    >>> list(respelled("Mission in the Sudan"))
    ['Mission in Sudan', 'Mission in Republic of the Sudan', 'Mission in Republic of Sudan']
    """
    words = name.split(" ")
    for length in range(1, min(4, len(words))):
        start = " ".join(words[:length])
        place = country(start)
        if place and start in place.modifiers:
            yield from (name.replace(start, form, 1) for form in place.modifiers if form != start)
    for link in (" in ", " of ", " for "):
        before, found, end = name.partition(link)
        place = country(end) if found else None
        if place and end not in place.capital:
            article = f"{place.article} " if place.article else ""
            yield from (f"{before}{link}{article}{form}" for form in (place.name, *place.variants))
