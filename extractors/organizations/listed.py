"""Where the names and acronyms of the registry stand, and which organization each means.

UNMIL, WHO WE ARE      one word of the registry; one that spells a word counts among small letters only
the Security Council   several words, found by one matcher for all of them
RSF, EUFOR             of several that share a form, the one that the document names otherwise, too
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.vocab import Vocab

from extractors.organizations.places import country
from extractors.organizations.registry import Form, Naming, Registry, is_dotted
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.words import Kind, words
from schemas.organizations import Mention, OrganizationType

_RULES = {
    Mention.NAME: "organizations.registered-name",
    Mention.ACRONYM: "organizations.registered-acronym",
}

_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_UNITS = frozenset("one two three four five six seven eight nine".split())


class Listed(NamedTuple):
    """A form of the registry on the tokens `[first, last)` and the characters `[start, end)`."""

    first: int
    last: int
    start: int
    end: int
    forms: Sequence[Form]


def matcher(vocab: Vocab, **groups: Iterable[list[int]]) -> PhraseMatcher:
    """A matcher of phrases, each given as the hashes of its small letters, that tells which group one is of.

    Capitals are for what it finds to consider.
    """
    phrases = PhraseMatcher(vocab, attr="LOWER")
    for key, group in groups.items():
        phrases.add(key, list(group))  # type: ignore[arg-type] # it takes docs, and the hashes that it keeps of them
    return phrases


def single_words(around: Surroundings) -> Iterator[Listed]:
    """The forms of one word."""
    ordinary = words(Kind.ORDINARY)
    for index in around.all(Part.ACRONYM):
        word = around[index]
        forms = word.forms
        is_cased = forms[0].mention is Mention.ACRONYM and word.text.istitle()  # Nato, but also Max Mehl
        is_joined = around[index + 1].is_dash and around.is_hyphen(index + 1)
        if forms[0].mention is Mention.NAME and _is_number(around, index + 2 if is_joined else index + 1):
            continue  # an Airbus 320 is a thing, and a Sukhoi-25
        if is_joined and _is_filed(around, index + 2):
            continue  # ICC-01/04-01/06 is a case
        if "." in word.text and is_dotted(word.text):
            if _is_initials(around, index):
                continue
            forms = _behind_article(around, index)
        if (forms[0].organization.type is OrganizationType.COMPANY or is_cased) and is_surname(around, index):
            continue
        if not (word.lower in ordinary and _is_among_capitals(around, index)):
            yield Listed(index, index + 1, *around.span(index, index + 1), forms)


def as_written(forms: Iterable[str]) -> Iterator[str]:
    """Forms, and those that end in a letter with the full stop that is one token with it: as *UNAVEM I.* has it."""
    for form in forms:
        yield form
        if _ends_in_a_letter(form):
            yield f"{form}."


def _ends_in_a_letter(form: str) -> bool:
    return len(form) > 2 and form[-2] == " " and form[-1].isalpha()


def phrases(around: Surroundings, text: str, found: Iterable[tuple[int, int]], registry: Registry) -> Iterator[Listed]:
    """The forms of several words among what a matcher found, none within another; *24 UN Volunteers* are people."""
    people = words(Kind.PEOPLE)
    edge = 0
    for first, last in sorted(found, key=lambda place: (place[0], -place[1])):
        if last <= edge:
            continue
        start, end = around.span(first, last)
        end -= text.endswith(".", start, end) and _ends_in_a_letter(text[start : end - 1])
        forms = registry.find(text[start:end])
        if forms and forms[0].has_noun:
            end = around.span(first, last - 1)[1]
        is_crowd = around[last - 1].lower in people and around.is_number(first - 1)
        if forms and not is_crowd and not _number_goes_on(around, last):
            edge = last
            yield Listed(first, last, start, end, forms)


def _number_goes_on(around: Surroundings, last: int) -> bool:
    """Whether the number in words that ends a name has another behind its hyphen: the Group of *Twenty*-Four."""
    return around[last - 1].lower in _TENS and around.is_hyphen(last) and around[last + 1].lower in _UNITS


def decided(listed: Iterable[Listed]) -> Iterator[Naming]:
    """Each form with the organization it means.

    A shared form means the one that the document names otherwise, too; failing that, the one whose own it is.
    """
    items = list(listed)
    own = {form.organization.id for item in items for form in item.forms if form.own}
    for item in items:
        if form := item.forms[0] if len(item.forms) == 1 and item.forms[0].own else _meant(item.forms, own):
            yield Naming(item.start, item.end, form.organization, form.mention, _RULES[form.mention])


def _meant(forms: Iterable[Form], named: Container[str]) -> Form | None:
    sharers = (form for form in forms if not form.own and form.organization.id in named)
    return next(sharers, None) or next((form for form in forms if form.own), None)


def is_surname(around: Surroundings, index: int) -> bool:
    """Whether a word stands behind a first name, as many a firm's founder does: Ernst *Siemens*, Amara *KOSI*."""
    before = around[index - 1].text
    is_name = around[index - 1].is_name_word and before.istitle() and not country(before)
    return is_name and not (around.has(Part.HEAD, index - 1) or around.has(Part.ACRONYM, index - 1))


def _is_initials(around: Surroundings, index: int) -> bool:
    """Whether letters with dots are a person's: *E.T.A.* Hoffmann, but not the B.B.C. Trust, A.N.C. President."""
    is_before_name = around[index + 1].is_name_word and around[index - 1].lower != "the"
    return is_before_name and not (around[index + 1].is_office or around.has(Part.HEAD, index + 1))


def _behind_article(around: Surroundings, index: int) -> Sequence[Form]:
    """What letters with dots are; behind an article those that one organization shares are its own: the *T.U.C.*."""
    forms = around[index].forms
    is_its_own = len(forms) == 1 and around[index - 1].lower == "the" and around.has(Part.CAPITALS, index)
    return [forms[0]._replace(own=True)] if is_its_own else forms


def _is_number(around: Surroundings, index: int) -> bool:
    """Whether a token is a number and no year: Airbus *320*."""
    number = around[index].lower
    return number.isdecimal() and not number.startswith(("19", "20"))


def _is_filed(around: Surroundings, index: int) -> bool:
    """Whether a number begins at a token that goes on behind a stroke or a hyphen, as those of cases do."""
    number = around[index].text
    if not number[:1].isdecimal():
        return False
    return "/" in number or (around[index + 1].text in ("/", "-") and around[index + 2].text[:1].isalnum())


def _is_among_capitals(around: Surroundings, index: int) -> bool:
    """Whether a word beside a token is in capitals, too: WHO WE ARE."""
    beside = (place for place in (index - 1, index + 1) if around[place].text.isupper())
    return any(around[place].text.isalpha() and not around[place].forms for place in beside)
