"""Names nobody listed: a capitalised sequence around a word that makes it an organization.

    the Serbian Ministry of Labour and Social Affairs   [modifiers] head [of topic]
    the Kenyan National Coast Guard                   [modifiers] head
    the Government of the Republic of Zambia            head [of place]
    the Ministry of Justice and the Supreme Court       two names: "and the" joins no topic

Sequences end at possessives (*NATO's* Kosovo Force), at offices of persons and at the names of the registry.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from extractors.organizations.abbreviated import begins, reaches
from extractors.organizations.aims import with_aim
from extractors.organizations.modifiers import first_modifier
from extractors.organizations.places import country
from extractors.organizations.surroundings import Part, Surroundings
from extractors.organizations.topics import goes_on, holds_head, is_of_heads, joined_topics, run
from extractors.organizations.words import Complement, Head, Kind, State, cut_short, heads, links, turns, words
from schemas.organizations import OrganizationType

_AND = ("and", "&")
_BEFORE_NAMES = ("the", "a", "an", "\n", "")
"""What no name reaches across: an article, and where a paragraph begins."""
_FOREIGN_ARTICLES = ("la", "le", "les", "el", "los", "las", "il")
_LINKS = ("of", "for", "on", "in")
_PARTS = ("division", "chamber", "panel", "unit", "registry", "secretariat")
"""Heads behind which the organization may be named that they are part of."""
_BESIDE = (-1, -2, 1, 2)
"""Where the words that a head needs stand: *Working* Group, *Bishops'* Conference, House of *Commons*."""
_GOING_ON = (Part.HEAD, Part.LEGAL_FORM, Part.COUNTRY)
"""What may stand behind a company's name without making it the beginning of another."""
_COMMANDED = ("force", "mission")
"""Heads that make an office with the word behind them: Force Commander, Senior Mission Leader."""
_COMMANDING = ("staff", "command")
"""Heads behind which the force they belong to may be a registered one: General *Staff of the* Malian Armed Forces."""
_SEATED = ("embassy", "consulate")
"""Heads whose town belongs to the name: the Spanish *Embassy in* Accra."""
_LOCAL = ("county", "state", "regional", "provincial", "city", "municipal", "metropolitan", "island")
"""What says that the words before it are a place: Nyeri *County* Government."""
_UNITED = ("unity", "national")
"""What a government is of besides a country: Government of *Unity* and National Reconciliation."""
_BRANCHES = ("england", "scotland", "wales", "europe", "africa", "asia", "international", "worldwide")
"""Words behind the name of an organization that has others elsewhere: Arts Council *England*."""
_CONTINENTS = ("africa", "asia", "europe", "america", "oceania")
"""Where an organization is of, rather than sits, when it has named its topic: Coalition for Peace in *Africa*."""
_ABOUT = ("committee", "commission", "subcommittee", "group", "panel")
_OF_SO_MANY = ("committee", "group")
"""Heads that go by the number of their members: the *Group* of Twenty-Four."""
_JOINTS = ("and", ",")
_CLOSERS = (".", "(", ")", ";", ":", "\n", "")
"""Signs behind which no name goes on."""
_QUOTES = ('"', "“", "”", "«", "»")
_COUNTED = ("chamber", "group", "committee", "commission", "panel")
_ROMAN = frozenset("I II III IV V VI VII VIII IX X".split())
"""Numbers that belong to the name of one of several that a court or a conference has: Trial Chamber *II*."""
_PORTFOLIOS = ("minister", "ministers", "state")
_ORGANS = ("board", "committee", "council", "panel", "commission", "subcommittee", "office")
_WHOLES = (
    "bank",
    "university",
    "party",
    "federation",
    "association",
    "union",
    "society",
    "club",
    "corporation",
    "church",
)
"""Heads of what may have the organs before it: the Policy *Board* of the Central *Bank* of Chad are two names."""
_GENERAL = ("inspectorate", "secretariat", "directorate", "commissariat", "consulate")
"""Heads behind which *General* belongs to the name."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = ("st", "nd", "rd", "th")
_MOST_COMPLEMENTS = 4
_PAPERS = frozenset("bill bills bond bonds note notes yield yields stock stocks securities bench benches".split())
"""What a treasury's name stands before that is none of it: the Treasury *bills*."""
_POSSESSIVES = ("'s", "’s")
_DIVISIONS = ("division", "chamber", "bench", "section", "list")
_MOST_OF_A_DIVISION = 6


class Name(NamedTuple):
    """A name that stands on the tokens `[start, end)`."""

    start: int
    end: int
    type: OrganizationType
    rule: str


def names(around: Surroundings) -> Iterator[Name]:
    """Every name around a head; names may overlap, and listed ones may be among them."""
    ends = _ends_of_registered(around)
    for head in around.all(Part.HEAD):
        if head in ends and not _goes_beyond(around, head, ends[head]):
            continue  # the registered name is all there is
        kind = heads()[around[head].lower]
        if not _makes_a_name(around, head, kind):
            continue
        start = first_modifier(around, head)
        if start == head - 1 and (around[start].lower in kind.refuses or around[start].lower in _FOREIGN_ARTICLES):
            continue
        end = _last_complement(around, start, head, kind)
        end = _quoted(around, end) if kind.type is not OrganizationType.COURT else _divided(around, end)
        start = begins(around, start, end)
        end = reaches(around, start, end)
        if kind.type is OrganizationType.MILITARY_FORCE and _is_ordinal(around, start - 1):
            start -= 1
        if (
            (start < head or end > head + 1 or _may_be_alone(around, head, kind))
            and around.places.get(start) != end
            and not _is_portfolio(around, start, kind)
            and not (kind.type is OrganizationType.COMPANY and _is_part_of_more(around, end))
            and (kind.complement is not Complement.STATE or kind.needs or _says_state(around, start, head, end))
        ):
            yield Name(start, end, _type(around, start, end, kind), _rule(start, head, end))


def _may_be_alone(around: Surroundings, head: int, kind: Head) -> bool:
    """Whether a head is a name without another word: the *Senate*, the *Treasury*, but not the Treasury bills."""
    if kind.complement is not Complement.ARTICLE:
        return kind.complement is Complement.ALONE
    is_office = around[head - 2].lower == "of" and around[head - 3].is_name_word  # Chancellor of the Exchequer
    goes_on = around[head + 1].is_name_word or around[head + 1].lower in _PAPERS or around.is_hyphen(head + 1)
    return around[head - 1].lower == "the" and not is_office and not goes_on


def _ends_of_registered(around: Surroundings) -> Mapping[int, int]:
    """Where the registered name ends that holds a token, of those that nothing before them can belong to."""
    return {
        index: last
        for first, last in around.settled.items()
        if around[first - 1].lower in _BEFORE_NAMES
        for index in range(first, last)
    }


def _goes_beyond(around: Surroundings, head: int, end: int) -> bool:
    """Whether the name of a head within a registered one may hold what stands behind that, at a token, too."""
    word = around[end].lower
    if word in _JOINTS:
        return head < end - 1  # a topic is joined to a topic, but nothing to the head itself
    if word.isalpha():
        return word in links() or around[end].is_name_word
    return word not in _CLOSERS or around[head].lower in cut_short()


def _makes_a_name(around: Surroundings, head: int, kind: Head) -> bool:
    """Whether what stands beside a head lets it be one."""
    if around[head - 1].lower == around[head].lower:
        return False  # AFRICAN UNION UNION AFRICAINE: a name in two languages
    if kind.id in _COMMANDED and around[head + 1].is_office:
        return False  # the UNDOF Force Commander commands UNDOF, no "UNDOF Force"
    if is_of_heads(around, head):
        return False  # the Heads of State and Government of the Pacific Islands Forum govern a state each
    if not kind.needs or any(around[head + distance].lower in kind.needs for distance in _BESIDE):
        return True
    return kind.complement is Complement.STATE and _has_state(around, head - 1, head)


def _says_state(around: Surroundings, start: int, head: int, end: int) -> bool:
    is_local = start < head - 1 and around[head - 1].lower in _LOCAL
    is_federal = around[head - 1].text == "Federal" and around[head - 2].lower == "the"
    return end > head + 1 or is_local or is_federal or _has_state(around, start, head)


def _is_portfolio(around: Surroundings, start: int, kind: Head) -> bool:
    """Whether a name is what a minister is for: Minister of State *for the* Armed Forces, *of* Mineral Resources."""
    link = start - 2 if around[start - 1].lower == "the" else start - 1
    is_whole = around[link].lower == "of" and kind.type is OrganizationType.COMPANY
    return (is_whole or around[link].lower == "for") and around[link - 1].lower in _PORTFOLIOS


def _is_part_of_more(around: Surroundings, end: int) -> bool:
    """Whether a capitalised word stands behind a name, so that it is of something else: Energy *Charter*."""
    is_title = around[end].is_office or any(around.has(part, end) for part in _GOING_ON)
    return around[end].is_name_word and not is_title and end not in around.listed


def _is_ordinal(around: Surroundings, index: int) -> bool:
    """Whether a token numbers a unit: *3rd* Mechanized Brigade, the *First* Army."""
    if index < 0:
        return False
    if around[index].lower in _ORDINALS:
        return around[index].text.istitle() and index > 0 and around[index - 1].text.islower()
    return around[index].lower.endswith(_NUMBERED) and around[index].lower[:-2].isdecimal()


def _rule(start: int, head: int, end: int) -> str:
    if start < head:
        return "organizations.modified-head"
    return "organizations.head-with-complement" if end > head + 1 else "organizations.head-alone"


def _has_state(around: Surroundings, start: int, end: int) -> bool:
    """Whether a country is named in the tokens `[start, end)`."""
    return any(country(around[index].text) or index in around.places for index in range(start, end))


def _type(around: Surroundings, start: int, end: int, kind: Head) -> OrganizationType:
    """What its head says that an organization is, or a word that turns it: Police Force, Liberation Army."""
    possible = turns().get(kind.id, ())
    said = {around[index].lower for index in range(start, end)} if possible else ()
    for turn in possible:
        if turn.word in said and (
            turn.state is State.ANY or _has_state(around, start, end) is (turn.state is State.NAMED)
        ):
            return turn.type
    return kind.type


def _last_complement(around: Surroundings, start: int, head: int, kind: Head) -> int:
    end = _written_head(around, head)
    if kind.id in _GENERAL and around[end].lower == "general":
        end += 1
    if kind.id in _COUNTED and around[end].text in _ROMAN:
        return end + 1
    if around[end].lower == "to" and (aim := with_aim(around, start, end)) > end:
        return aim
    bare = end
    if start < head and around[end].lower in _BRANCHES and around.listed.get(start) != end:
        return end + 1
    if start < head and end in around.places and _is_seat(around, start, end, kind):  # the British Embassy Tirana
        return _joined_place(around, around.places[end])
    for _ in range(_MOST_COMPLEMENTS):
        is_whole = around.listed.get(start) == end  # … and then is the Security Council for nothing
        after = _subject(around, end, kind) if start < head and not is_whole else end
        if after == end:
            after = _complement(around, end, ("of",) if is_whole else kind.links, kind)
        first = end == bare
        is_another = (is_whole or not first) and holds_head(around, end, after)  # … of the Government of Serbia
        if after == end or is_another:
            break
        if first and start == head and around[end].lower in ("in", "to"):
            break
        end = after
    if end > bare and head not in around.listed and around[end].lower == "in" and around[end + 1].lower in _CONTINENTS:
        return end + 2
    is_cut = end == bare > head + 1 and around[head + 1].text == "."
    return head + 1 if is_cut else end


def _complement(around: Surroundings, link: int, links: tuple[str, ...], kind: Head) -> int:
    """End of the complement that the token `link` joins; `link` itself where it joins none."""
    word = around[link].lower
    if word not in links:
        return link
    if kind.id in _OF_SO_MANY and (end := _numeral(around, link + 1)) and not around[end].is_name_word:
        return end
    has_article = around[link + 1].lower == "the"
    start = link + 2 if has_article else link + 1
    if start in around.places:
        is_seat = word == "in" and kind.id not in _SEATED and _is_town(around, start, around.places[start])
        people = _people(around, around.places[start]) if kind.complement is Complement.TOPIC else 0
        return link if is_seat else people or _both_places(around, word, around.places[start])
    if word in ("of", "to") and start in around.listed and (start in around.unions or kind.id in _COMMANDING):
        return around.listed[start]
    is_other = start in around.listed and around[start + 1].lower != "affairs"  # the Ministry of Peshmerga Affairs
    if word in ("in", "to") or is_other or not around[start].is_name_word:
        return link
    end = run(around, start)
    is_other = word != "of" and end == start + 1 and around.has(Part.HEAD, start)  # the Security Council on the Mission
    # Appeal Division of the Immigration and Refugee Board, Policy Board of the Central Bank of Chad
    is_whole = (kind.id in _PARTS and goes_on(around, end)) or (kind.id in _ORGANS and _is_body(around, start, end))
    if has_article and (is_other or is_whole):
        end = link
    elif kind.complement is Complement.TOPIC or around[start].lower in _UNITED:
        end = joined_topics(around, start, end)
    return end


def _numeral(around: Surroundings, start: int) -> int:
    """End of the number in words that begins at a token with a capital: *Twenty-Four*; 0 where there is none."""
    if not (around.is_number(start) and around[start].text.istitle()):
        return 0
    return start + 3 if around.is_hyphen(start + 1) and around.is_number(start + 2) else start + 1


def _written_head(around: Surroundings, head: int) -> int:
    """End of a head with the dot that cuts it short, where the name goes on: *Dept.* of Health."""
    is_cut = around[head + 1].text == "." and around[head].lower in cut_short()
    return head + 2 if is_cut and around[head + 2].lower in _LINKS else head + 1


def _subject(around: Surroundings, link: int, kind: Head) -> int:
    """End of a registered organization that a committee is about: Advisory Committee *on the* …; else the token."""
    about = kind.id in _ABOUT and around[link].lower == "on" and around[link + 1].lower == "the"
    end = around.listed.get(link + 2, link) if about else link
    return end if end > link + 3 else link


def _is_seat(around: Surroundings, start: int, end: int, kind: Head) -> bool:
    """Whether the place behind a head belongs to the name: the Arts Council *England*."""
    if "in" in kind.links:
        return True
    ends = around.places[end]
    is_name = country(" ".join(around[index].text for index in range(end, ends)))
    is_noun = is_name is not None and around[ends - 1].text not in is_name.adjectives
    return is_noun and around.listed.get(start) != end and not around[ends].is_name_word


def _quoted(around: Surroundings, end: int) -> int:
    """End of the quoted name behind a name: Humanitarian Centre *“Nadezhda”*; the token itself where there is none."""
    if around[end].text not in _QUOTES or not around[end + 1].is_name_word:
        return end
    last = end + 1
    while last < end + 4 and around[last].is_name_word:
        last += 1
    return last + 1 if around[last].text in _QUOTES else end


def _divided(around: Surroundings, end: int) -> int:
    """End of a court with its division in brackets: Court of Appeal *(Civil Division)*; else the token itself."""
    last = end + 1
    while around[end].lower == "(" and last < end + _MOST_OF_A_DIVISION and around[last].is_name_word:
        last += 2 if around[last + 1].lower in _POSSESSIVES else 1  # Queen's Bench Division
    is_division = last > end + 2 and around[last - 1].lower in _DIVISIONS and around[last].lower == ")"
    return last + 1 if is_division else end


def _joined_place(around: Surroundings, end: int) -> int:
    """End of a place, or of the second of two that a hyphen joins: Observer Mission *Ecuador-Peru*."""
    return around.places.get(end + 1, end) if around.is_hyphen(end) else end


def _is_town(around: Surroundings, start: int, end: int) -> bool:
    """Whether the place on the tokens `[start, end)` is a capital: there a body sits, it is not the capital's."""
    name = " ".join(around[index].text for index in range(start, end))
    place = country(name)
    return place is not None and name in place.capital


def _people(around: Surroundings, start: int) -> int:
    """End of the people that a country stands before: Supreme Council of Kenya *Muslims*; 0 where there are none."""
    end = start
    while around.is_topic(end):
        end += 1
    return end if end > start and around[end - 1].lower.endswith("s") else 0


def _both_places(around: Surroundings, link: str, end: int) -> int:
    """End of a place, or of the second of two: Monitoring Group *on* Somalia *and* Eritrea, Government *of* Chad."""
    second = end + 2 if around[end + 1].lower == "the" else end + 1
    is_pair = link in ("on", "for") and around[end].lower == "and" and second in around.places
    return around.places[second] if is_pair else end


def _is_body(around: Surroundings, start: int, end: int) -> bool:
    """Whether the tokens `[start, end)` end in a head that other bodies are organs of, with a word before it."""
    return end > start + 1 and around[end - 1].lower in _WHOLES


def is_name_word(form: str) -> bool:
    """Whether a word form may be part of a name: it has a capital, and not only as the first word of a sentence.

    >>> is_name_word("Reconciliation"), is_name_word("However"), is_name_word("peace"), is_name_word("eThekwini")
    (True, False, False, True)
    """
    if form[0].islower():
        return form[1:2].isupper() and form[2:].islower()  # as names of southern Africa and the Pacific are written
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
