"""Where a name begins that has its head behind: what stands before a *Commission* and belongs to it.

the Truth and Reconciliation Commission     topics, joined
NATO's Kosovo Force                         behind the possessive
Mali's National Women's Council             with that of *Women*
the Chicago-based Field Foundation          behind what says where it is
the St Vincent de Paul Society              with the particle of a person's name
"""

from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.topics import is_field
from extractors.organizations.words import Kind, heads, words
from schemas.organizations import OrganizationType

_AND = ("and", "&")
_LINKS = ("of", "for", "on", "in")
_JOINTS = ("of", *_AND)
_ARTICLES = ("the", "a", "an", "its", "their")
_PARTICLES = ("de", "da", "del", "du", "van", "von", "der", "den", "bin", "ibn", "di")
_PLACING = ("based", "born", "wide")
"""What stands behind a hyphen and says where somebody is: a Chicago-*based* Foundation."""
_REALMS = ("republic", "kingdom", "state", "commonwealth", "sultanate")
_FIRMS = (OrganizationType.COMPANY, OrganizationType.FINANCIAL_INSTITUTION)
_MOST_MODIFIERS = 12


def first_modifier(around: Surroundings, head: int) -> int:
    """The token at which the name begins whose head is at a token; the head itself where nothing modifies it."""
    start = joint = behind_and = head
    while start > head - _MOST_MODIFIERS and (length := _modifier(around, start, head)):
        if joint < head and around.has(Part.HEAD, start - length) and not _is_lone_field(around, start - length):
            return joint  # behind the "and" another name begins
        before = around[start - 1].lower
        if before in _JOINTS:
            joint = start
        if before in _AND:
            behind_and = start
        start -= length
    if joint < head and around[start - 1].lower in _LINKS:  # the Church of England and World Trade Centre
        return joint
    if joint < head and around[start - 1].lower == ",":
        return _series(around, start) or behind_and
    if (
        start < head and _is_surname(around, start) and start + 1 in around.places
    ):  # S. L. Hargreaves / Kenya Medical Institute
        return start + 1
    if start < head and _opens_a_sentence(around, start, head):
        start += 2 if around[start + 1].lower == "of" else 1  # Training of Police Services
    return start


def _series(around: Surroundings, start: int) -> int | None:
    """Where a series of topics begins that goes on at a token, None where it is one of names.

    Behind an article it is one of topics: *the Truth, Justice* and Reconciliation Commission; its first may have
    several words and a country: *the Kenya Medical Practitioners, Pharmacists* and Dentists Union.
    """
    while around[start - 1].lower == "," and around.is_topic(start - 2):
        start -= 2
    while around.is_topic(start - 1):
        start -= 1
    start = around.before.get(start, start)
    return start if around[start - 1].lower in _ARTICLES else None


def _opens_a_sentence(around: Surroundings, start: int, head: int) -> bool:
    """Whether a token is no part of the name, but has its capital from the sentence it opens.

    That is a verb, *Meeting* Health Ministry staff, or who belongs to the organization, *Members* of Oxford Society.
    """
    is_name = around[start].lower in words(Kind.ACTIVITY) and around[start + 1].lower != "of"
    is_verb = around[start].lower.endswith("ing") and not is_name
    is_member = start < head - 1 and around[start].lower in words(Kind.MEMBER) and around[start + 1].lower == "of"
    return (is_verb or is_member) and (start == 0 or not around[start - 1].text.isalpha())


def _is_surname(around: Surroundings, index: int) -> bool:
    """Whether a token stands behind an initial: S. L. *Hargreaves*."""
    before = around[index - 1].text
    return len(before) == 2 and before[0].isupper() and before[1] == "."


def _modifier(around: Surroundings, end: int, head: int) -> int:
    """How many tokens the modifier before the token `end` has; 0 for none."""
    last = end - 1
    if end in around.before:
        return _place(around, end)
    if around[last].is_name_word and not around.is_slashed(last):
        is_joined = around[last - 1].is_dash and around.is_hyphen(last - 1) and _is_participle(around, last)
        return 0 if is_joined or around[last].is_office else 1
    if around[last].lower in _ARTICLES:
        return 0
    if around[last].lower in _JOINTS:
        return _joined(around, end, head)
    if around.is_owner(last):  # the Women's Fund, the Prime Minister's Delivery Unit, the Attorney General's Office
        return 3 if around[last - 2].is_office or around[last - 1].lower == "general" else 2
    return _compound(around, last)


def _compound(around: Surroundings, last: int) -> int:
    """How many tokens the modifier has that ends with a hyphen, a word behind one or a stroke, or *All* and numbers."""
    if around.is_hyphen(last) and (around[last - 1].is_name_word or around[last - 1].text == "All"):
        return 2
    if around[last].text == "Without" and around[last - 1].is_name_word:
        return 2
    if around[last].lower in _PARTICLES:
        return _particles(around, last)
    is_compound = around.is_hyphen(last - 1) and around.is_topic(last - 2)  # Anti-corruption, but not NATO-led
    if is_compound and _is_participle(around, last):
        return 0
    if is_compound or around.is_slashed(last):
        return 3
    return int(around.is_quantity_within(last))


def _is_participle(around: Surroundings, last: int) -> bool:
    """Whether the word behind a hyphen is what somebody does or where one is: ISIS-*Linked*, Chicago-*based*."""
    if around[last - 2].lower == "self":  # Self-Employed Women's Association
        return False
    return around[last].lower in _PLACING or around[last].lower in words(Kind.DONE)


def _particles(around: Surroundings, last: int) -> int:
    """How many tokens the modifier has that ends with particles of a name: St Vincent *de* Paul Society."""
    start = last
    while around[start - 1].lower in _PARTICLES:
        start -= 1
    return last + 2 - start if around.is_topic(start - 1) else 0


def _place(around: Surroundings, end: int) -> int:
    """How many tokens the place before the token `end` has, in full: the *Republic of Chad* Armed Forces."""
    start = around.before[end]
    is_realm = around[start - 1].lower == "of" and around[start - 2].lower in _REALMS
    return end - start + (2 if is_realm and around[start - 2].is_name_word else 0)


def _joined(around: Surroundings, end: int, head: int) -> int:
    """How many tokens the modifier has that a joint before `end` adds: *Truth and* Reconciliation Commission."""
    is_firm = heads()[around[head].lower].type in _FIRMS
    is_apart = end < head - 1 or end - 1 in around.listed_ends
    if is_firm and around[end - 1].lower == "and" and is_apart:
        return 0  # Harbour Bank and Nile Commercial Bank, Oxfam and Nile Logistics
    is_topic = around.is_topic(end - 2) or _is_lone_field(around, end - 2)
    return 2 if end < head and is_topic and (around.is_topic(end) or is_field(around, end)) else 0


def _is_lone_field(around: Surroundings, index: int) -> bool:
    """Whether a head with nothing before it is what somebody deals with: *Shipping* and Port Authority."""
    return is_field(around, index) and not around[index - 1].is_name_word
