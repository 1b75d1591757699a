"""Parliaments and their chambers that are named by a bare word, and which state's they are.

    told Congress, Congress may consider     -> Congress, a name without an article
    the Senate … Kenya … Kenyan              -> Senate of Kenya: no other state is named
    the Senate … Kenya … Uganda              -> Senate: whose it is, is not guessed

Of the states that a text names only those with a congress may have the one it calls so.
"""

from collections.abc import Iterator

from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.unlisted import Name
from schemas.organizations import OrganizationType

CONGRESS = "Congress"
_BARE = (CONGRESS, "Senate")
"""The words that name a parliament or a chamber alone."""
PARLIAMENT = "Parliament"
_WITH_CONGRESS = frozenset("us mx gt hn do cu co ve ec pe bo py br cl ar es ph fm".split())
"""States whose parliament is called so, or was."""
_WITH_PARTIES = frozenset(("in", "np"))
"""States in which a party is."""
_NOT_BEFORE = frozenset("the a an its their our his every each any no new next last first".split())
_PEOPLE = frozenset("member members act acts library house houses speaker room".split())
_LINKS = ("of", "for", "on")


def congresses(around: Surroundings) -> Iterator[Name]:
    """Every *Congress* that stands without an article or another word of a name."""
    for index in around.all(Part.HEAD):
        if around[index].text == CONGRESS and _is_bare(around, index):
            yield Name(index, index + 1, OrganizationType.LEGISLATURE, "organizations.head-alone")


def parliaments(around: Surroundings) -> Iterator[Name]:
    """Every *Parliament* of that kind, which stands for that of the only state named."""
    for index in around.all(Part.HEAD):
        if around[index].text == PARLIAMENT and _is_bare(around, index):
            yield Name(index, index + 1, OrganizationType.LEGISLATURE, "organizations.short-form")


def with_state(around: Surroundings, name: Name) -> str | None:
    """The name of a parliament or chamber with its state where it is named by a bare word and no state is in doubt."""
    word = around[name.start].text
    if name.end > name.start + 1 or word not in (*_BARE, PARLIAMENT):
        return None
    states = around.states
    if word == CONGRESS:
        states = {key: state for key, state in states.items() if key in _WITH_CONGRESS | _WITH_PARTIES}
    if len(states) != 1 or (word == CONGRESS and states.keys() & _WITH_PARTIES):
        return None
    return f"{next(iter(states.values())).name} {word}"


def _is_bare(around: Surroundings, index: int) -> bool:
    before, behind = around[index - 1].lower, around[index + 1].lower
    if before in _NOT_BEFORE or behind in _LINKS or around.is_hyphen(index - 1) or around.is_hyphen(index + 1):
        return False
    if around[index + 1].is_name_word or around.is_number(index - 1) or before[:1].isdecimal():
        return False  # Congress Street, the 119th Congress
    is_modified = around[index - 1].is_name_word or around.has(Part.COUNTRY, index - 1) or index in around.before
    return not is_modified and not (before == "of" and around[index - 2].lower in _PEOPLE)
