"""Where letters that nobody listed stand when they are an organization's: in the position of somebody who acts.

    The NVK said that …, NVK has not replied, NVK reports 12 deaths   what only a body does, by a verb behind it
    funded by the NVK, NVK-led                                        what is done by one
    NVK fighters, officials of the NVK, NVK's leader                  who belongs to one
    he told the NVK, an agreement with NVK                            what is said to one, or agreed with one
    state-owned NVK; the NVK, which; with the NVK and others          a name of its own, as the article alone says
    UNHCR, NVK and Oxfam; the EU and the NVK; UNICEF / NRC            among registered ones, told alike

The words are in `name_words.csv`; letters that are nobody's, such as GDP, are no candidates at all.
"""

from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.words import Kind, words

_AUXILIARIES = frozenset(("has", "have", "had", "also", "later", "then", "now", "not", "never", "already", "itself"))
_MODALS = frozenset(("will", "would", "can", "could", "may", "must", "should", "did", "does", "to"))
_BEFORE_A_VERB = _AUXILIARIES | _MODALS
_MOST_BEFORE_A_VERB = 3
_OBJECTS = frozenset(("the", "a", "an", "that", "to", "its", "their", "all", "no", "some", "any", "more", "only", "it"))
"""What follows a verb that may be a noun, too: it *reports that*, but *reports* alone may be documents."""
_PASSIVES = ("was", "were", "is", "are")
_OWNED = ("owned", "run", "listed", "headquartered")
_BEHIND = frozenset(
    (
        *(".", ",", ";", ":", "!", "?", ")", "—", "–", "”", '"', "’s", "'s"),
        *("and", "or", "but", "nor", "also", "still", "which", "who", "whose"),
        *("has", "have", "had", "will", "would", "can", "could", "may", "must", "should", "did", "does"),
        *("at", "on", "for", "to", "by", "with", "from", "since", "until", "after", "before", "under", "against"),
    )
)
"""What no noun phrase goes on with: *the NVK has …*, *for the NVK.*, but not *the NVK network*, *the NVK of Basel*."""
_OF_THINGS = frozenset("under in into inside along across on onto near amended signed read".split())
"""What stands before an act, a place or a thing rather than a body: *under the ARCSS*, *along the MSR*."""
_CURRENCIES = ("€", "$", "£", "euros", "dollars", "pounds")
_MOST_IN_AN_AMOUNT = 4
_REPORTS = ("says", "reports", "reported", "said", "notes", "adds", "warns", "estimates")
_POSSESSIVES = ("'s", "’s", "'", "’")


def is_body(around: Surroundings, index: int) -> bool:
    """Whether what stands beside the letters at a token says that they are an organization's."""
    return (
        around[index + 1].lower in words(Kind.MEMBER)
        or _acts(around, index)
        or _is_involved(around, index)
        or _is_the_one(around, index)
        or _is_among_bodies(around, index)
        or _is_beside_letters(around, index)
        or _is_stroked(around, index)
        or _lists_shares(around, index)
    )


def _acts(around: Surroundings, index: int) -> bool:
    """Whether the verb behind the letters is what an organization does, or a noun what it has."""
    if around.is_hyphen(index + 1):
        return around[index + 2].lower in words(Kind.DONE)  # NVK-led
    if around[index + 1].lower in _POSSESSIVES:
        return around[index + 2].lower in words(Kind.MEMBER)
    if around[index + 1].lower in _PASSIVES and around[index + 2].lower in words(Kind.ADDRESSED):
        return True  # the NVK was fined
    place, is_modal = index + 1, False
    while place <= index + _MOST_BEFORE_A_VERB and around[place].lower in _BEFORE_A_VERB:
        is_modal |= around[place].lower in _MODALS
        place += 1
    verb = around[place].lower
    if verb in words(Kind.ACTS) or (verb in _REPORTS and _closes(around, index, place)):
        return True
    base = verb if is_modal else verb.removesuffix("s")
    if not base or (base == verb and not is_modal) or (not is_modal and not _has_object(around, place)):
        return False
    return any(form in words(Kind.ACTS) for form in (f"{base}d", f"{base}ed", f"{base[:-1]}ied", f"{base[:-1]}d"))


def _closes(around: Surroundings, index: int, verb: int) -> bool:
    """Whether the letters and a verb close a sentence that they are quoted with: *Wells dry up, the NVK reports*."""
    start = index - 1 if around[index - 1].lower == "the" else index
    return around[start - 1].lower in (",", "”", '"') and around[verb + 1].lower in (".", ",", ";")


def _has_object(around: Surroundings, verb: int) -> bool:
    behind = around[verb + 1].lower
    return behind in _OBJECTS or behind[:1].isdecimal()


def _is_involved(around: Surroundings, index: int) -> bool:
    """Whether the words before the letters say that an organization follows: a deed, its members, or dealings."""
    link = index - 2 if around[index - 1].lower == "the" else index - 1
    word, governor = around[link].lower, around[link - 1].lower
    if word in ("of", "for", "from") and governor in words(Kind.MEMBER):
        return True
    if word == "by":
        return governor in words(Kind.DONE) or governor in words(Kind.DEED) or _is_charged(around, link)
    return word in words(Kind.ADDRESSED) or f"{governor} {word}" in words(Kind.DEALING)


def _is_charged(around: Surroundings, link: int) -> bool:
    """Whether an amount before *by* is what somebody was fined or granted: *fined €80 by* the NVK."""
    place = link - 1
    while link - place <= _MOST_IN_AN_AMOUNT and (around.is_number(place) or around[place].text in _CURRENCIES):
        place -= 1
    return place < link - 1 and around[place].lower in words(Kind.ADDRESSED)


def _is_the_one(around: Surroundings, index: int) -> bool:
    """Whether the letters have an owner's adjective before them, or an article, and no noun of theirs behind."""
    if around.is_hyphen(index - 2):
        return around[index - 1].lower in _OWNED  # state-owned NVK
    if around[index - 1].lower != "the":
        return False
    is_shared = around.has(Part.ACRONYM, index) and around[index + 1].lower == "("  # the PBC (Chad configuration)
    return (is_shared or around[index + 1].lower in _BEHIND) and around[index - 2].lower not in _OF_THINGS


def _is_among_bodies(around: Surroundings, index: int) -> bool:
    """Whether the letters are one of three in a list, the other two of which are registered."""
    first = _before(around, index)
    if first is None:
        second = _behind(around, index + 1, (",",))
        return second is not None and _behind(around, second, ("and", ",")) is not None
    return _before(around, first) is not None or _behind(around, index + 1, ("and",)) is not None


def _is_beside_letters(around: Surroundings, index: int) -> bool:
    """Whether *and* joins the letters to a registered acronym, both with an article or both without."""
    link = index - 2 if around[index - 1].lower == "the" else index - 1
    first = link - 1
    if around[link].lower == "and":
        is_alike = (around[first - 1].lower == "the") == (link < index - 1)
        return is_alike and around.listed.get(first) == link and around[first].text.isupper()
    second = index + 3 if around[index + 2].lower == "the" else index + 2
    if around[index + 1].lower != "and" or around.listed.get(second) != second + 1:
        return False
    return (around[index - 1].lower == "the") == (second > index + 2) and around[second].text.isupper()


def _is_stroked(around: Surroundings, index: int) -> bool:
    """Whether a stroke joins the letters, which a registered organization shares, to those of one: *UNICEF / NVK*."""
    if not around.has(Part.ACRONYM, index):
        return False
    behind = around.listed.get(index + 2)
    is_before = around[index - 1].text == "/" and around.listed.get(index - 2) == index - 1
    is_behind = around[index + 1].text == "/" and behind == index + 3
    other = index - 2 if is_before else index + 2
    return (is_before or is_behind) and around[other].text.isupper()


def _lists_shares(around: Surroundings, index: int) -> bool:
    """Whether the letters, which a registered exchange has, stand before those of a share: *(BMV: GDM; NSE: GDM)*."""
    is_listed = around.has(Part.ACRONYM, index) and around[index - 1].text in ("(", ";")
    share = around[index + 2].text
    return is_listed and around[index + 1].text == ":" and (share.isupper() or share.isdecimal())


def _before(around: Surroundings, index: int) -> int | None:
    """Where the registered organization starts that stands before a comma or *and* at the end of a list."""
    start = index - 1 if around[index - 1].lower == "the" else index
    end = start - 1
    if around[end].lower == "and":
        end -= around[end - 1].lower == ","
    elif around[end].lower != ",":
        return None
    return next((first for first in range(end - 1, end - 8, -1) if around.listed.get(first) == end), None)


def _behind(around: Surroundings, index: int, links: tuple[str, ...]) -> int | None:
    """Where the registered organization ends that stands behind a link of a list at a token."""
    if around[index].lower not in links:
        return None
    start = index + 2 if around[index + 1].lower in ("the", "and") else index + 1
    return around.listed.get(start)
