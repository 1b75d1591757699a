"""What an organization deals with: the topics in its name, and where a list of them ends.

Ministry of Labour, Peace and Security     one topic after the other, the last behind *and*
Ministry of Energy and Petroleum           a word that makes names is a topic where it stands alone
Ministry of Justice and the Supreme Court  two names
"""

from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.words import Kind, heads, words
from schemas.organizations import OrganizationType

_AND = ("and", "&")
_OF_STATES = ("of", "state", "and", "or", "/")
"""What stands between *Heads* and a government that is theirs: Heads of State and Government."""
_FIELDS = ("services", "archives", "unions", "community")
"""Heads that alone are what somebody deals with, as those of companies are."""


def run(around: Surroundings, start: int) -> int:
    """End of the name words that begin at a token."""
    end = start
    while end < around.end and not (end > start and around[end].lower in words(Kind.DOCUMENT)):
        if around[end].is_name_word and (end == start or not around.has(Part.ACRONYM, end)):
            end += 1
        elif end > start and around.is_hyphen(end) and around[end + 1].text.isalpha():
            end += 2
        elif end > start and around.is_owner(end) and around[end + 1].is_name_word:
            end += 1
        else:
            break
    return end


def joined_topics(around: Surroundings, start: int, end: int) -> int:
    """End of a list of topics whose first is on `[start, end)`: *, Peace and Security*; `end` where none goes on.

    One of its topics has several words only behind one of a single word, and where a comma stands before the *and*,
    as a list of persons has not: Democracy*, Human Rights, and Labor*.
    """
    position = end
    while around[position].lower == "," and (topic := _topic(around, position + 1)) > position + 1:
        is_long = topic > position + 2
        if around[topic].lower != "," and (is_long or around[topic].lower not in _AND):
            break
        if is_long and (end > start + 1 or around[topic + 1].lower not in _AND):
            break
        position = topic
    if around[position].lower == ",":
        position += 1
    if around[position].lower in _AND and is_of_heads(around, position + 1):
        return position + 2  # the Council of Heads of State and Government
    if around[position].lower not in _AND or not around[position + 1].is_name_word:
        return end
    last = run(around, position + 1)
    if around.has(Part.HEAD, last - 1) and _are_fields(around, position + 1, last):
        return last
    return last if around.is_topic(position + 1) and not holds_head(around, position, last) else end


def _topic(around: Surroundings, start: int) -> int:
    """End of the topics that stand together from a token on."""
    end = start
    while around.is_topic(end) or is_field(around, end):
        end += 1
    return end


def is_field(around: Surroundings, index: int) -> bool:
    """Whether a head that stands alone is no name, but what somebody deals with: Mines and *Petroleum*."""
    head = heads().get(around[index].lower) if around.has(Part.HEAD, index) else None
    if head is None or index in around.listed:
        return False
    return head.type is OrganizationType.COMPANY or head.id in _FIELDS


def _are_fields(around: Surroundings, start: int, end: int) -> bool:
    """Whether the words that end with a head are no name: Mines and *Petroleum*, Health and *Social Services*."""
    if end == start + 1:
        return is_field(around, start)
    refused = heads()[around[end - 1].lower].refuses
    return around[end - 2].lower in refused and not holds_head(around, start, end - 1)


def goes_on(around: Surroundings, end: int) -> bool:
    """Whether *and* joins the words before a token to those of another name: Immigration *and Refugee Board*."""
    return around[end].lower == "and" and holds_head(around, end + 1, run(around, end + 1))


def holds_head(around: Surroundings, start: int, end: int) -> bool:
    """Whether a word that makes names stands in the tokens `[start, end)`."""
    return any(around.has(Part.HEAD, index) and not is_of_heads(around, index) for index in range(start, end))


def is_of_heads(around: Surroundings, head: int) -> bool:
    """Whether a head is the government of an office: *Head of* Government, *Heads of State or* Government."""
    before = head - 1
    if around[head].lower != "government" or around[before].lower not in _OF_STATES:
        return False
    while around[before].lower in _OF_STATES:
        before -= 1
    return around[before].lower in ("head", "heads")
