"""What is counted: the noun phrase to the right of a number, found without a language model.

    374 personnel, including                -> personnel
    800 local and foreign nurses.           -> local and foreign nurses
    48 of the 120 seats                     -> nothing; of 120: seats

A number above one is followed by a plural, and English closes its noun phrases with it; so the first plural, or
collective noun, that no further noun follows is the head.
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractors.lexicon import Entry, Forms, load


class FunctionWords(Entry):
    """One line of `function_words.csv`."""

    forms: Forms


class NounEntry(Entry):
    """One line of `nouns.csv`."""

    kind: str
    head: Literal["", "strong", "weak", "last"]
    forms: Forms


class Item(NamedTuple):
    """Offsets of what is counted."""

    start: int
    end: int


_MOST_WORDS = 12
_STEP = re.compile(
    r"""
    (?P<gap>
        [ ](?:in|of|for)[ ](?:the[ ])?(?=[A-Z])  # African Union Mission in Sudan
      | [ ]\([A-Z]{2,8}s?\)[ ]                  # formed police unit (FPU) members
      | ,[ ](?:and[ ])? | [ ](?:and|or|and/or)[ ] | [/&] | [ ]["“‘']?
    )
    (?P<word> (?:[A-Z]\.){2,} (?:['’]s)? | [^\W\d_]\w* (?:['’.&/-]\w+)* (?:['’](?=[ ]))?
      | [0-9]{1,4} (?: (?:[.,][0-9]{1,3})? (?:-[a-z]+)+ (?=[ ]) | (?:cm|km|mm|m|kg)\b )  # two 10-ton trucks
    )
    """,
    re.VERBOSE,
)
_IN_NAMES = ("in", "of", "for")
_OF = re.compile(r"[ ]of[ ](?:(?:all|both)[ ])?(?:the|its|their|these|those|his|her|our|all)\b")
_OF_WHOM = re.compile(r"[ ]of[ ](?:them|which|whom)(?=[ ][a-z])")
"""What stands between a part of something named before and what that part is: *40 of them officers*."""
_ATTRIBUTE = re.compile(r"[-‑](?P<word>[a-z]+)\b")
_PARTICIPLE = re.compile(r"(?<!\bb)(?<!e)(?<!\bsh)ed\Z")
"""How a participle ends, *a four-armed cross*; not a bed, a speed, a shed."""
_LABEL = re.compile(
    r"(?:(?P<line>(?<![^\n])(?:[-–—•·*▪●○][ ])?)|(?P<edge>[.;()][ ]?)|[ ])(?P<label>[^\W\d_][\w -]{1,40}):[ ]\Z"
)
_IN_BRACKETS = re.compile(r"\([^()\n]*(?<=[(,;:])[ ]?(?P<label>[^\W\d_][^\W\d]*(?:[ -][^\W\d]+){0,4})[ ]\Z")
_PERIOD = re.compile(
    r"(?:(?:the|in) )?(?:last|preceding|previous|prior|same)(?: reporting)? (?:day|month|period|quarter|week|year)",
    re.IGNORECASE,
)
"""A label that says when: *(previous year: 9,204)*."""
_ENDS = re.compile(r"[,;)]")
_NUMBER_OF = re.compile(r"\b[Nn]umbers?[ ]of\b(?=[^\n.;0-9]*\Z)")
_TOGETHER = ("and", "or")
_QUOTES = ("", '"', "“", "‘", "'")
_NO_PLURAL = re.compile(r"(?:ss|us|is|['’]s)\Z")
_PEOPLE = re.compile(r"[A-Z][a-z]{2,}[^s]is\Z")
"""A people whose name ends in -i: *Iraqis*, *Saudis*; a number above one before it makes it no *Paris*."""
_IRREGULAR = ("men", "children", "people", "folk")
"""How plurals of compounds end: *gunmen*, *grandchildren*, *townspeople*."""
_SINGULAR = frozenset("abdomen acumen amen bitumen omen regimen semen specimen stamen turkmen yemen".split())
"""Words that end so and are none."""
_REACH = 90
_BRACKET = 200
"""Characters in which a bracket that lists labels and numbers was opened."""
_IN_LABELS = frozenset("and by for in of on per the to".split())
_CHAINED = frozenset("united european".split())
"""Words that make the plural after them part of a name: United Nations police officers."""


def after(text: str, end: int, *, singular: bool = False) -> Item | None:
    """The noun phrase that begins directly after an offset, also after *of the*."""
    attribute = _ATTRIBUTE.match(text, end)
    if attribute and attribute["word"] in _words("about"):
        end = attribute.end()
    elif attribute and attribute["word"] in _words("size"):
        return _phrase(text, attribute.end(), singular=True)
    elif attribute:
        bare = _PARTICIPLE.search(attribute["word"]) or attribute["word"] in _words("attribute")
        return None if bare else Item(attribute.start("word"), attribute.end())
    of = _OF.match(text, end) or _OF_WHOM.match(text, end)
    return _phrase(text, of.end() if of else end, singular=singular)


def before(text: str, start: int, end: int) -> Item | None:
    """What leads to a number that no noun follows: `IDPs: 15,582`, *the number of cases rose to 40*."""
    label = _LABEL.search(text, max(0, start - _REACH), start) if text[start - 2 : start] == ": " else None
    if label is not None:
        opens = label["line"] is not None or label["edge"] in ("(", "; ")
        if _PERIOD.fullmatch(label["label"]):
            return None
        is_name = opens and not _is_clause(label["label"])
        if is_name or _head(label["label"].split()[-1]):
            words = label["label"] if is_name or label["edge"] is not None else label["label"].split()[-1]
            return Item(label.end("label") - len(words), label.end("label"))
    listed = _IN_BRACKETS.search(text, max(0, start - _BRACKET), start) if _ENDS.match(text, end) else None
    if listed and not _is_clause(listed["label"]):
        return Item(listed.start("label"), listed.end("label"))
    number_of = _NUMBER_OF.search(text, max(0, start - _REACH), start)
    return _phrase(text, number_of.end(), singular=False) if number_of else None


def shared(own: str, following: str) -> str | None:
    """What a number counts that shares the noun of the next one's item: `international`, `national staff`.

    >>> shared("international", "national staff"), shared("male", "female police officers"), shared("old", "men")
    ('international staff', 'male police officers', None)
    """
    words, noun = own.split(), following.split()
    is_adjective = not any(word.lower() in _function_words() or _head(word) for word in words)
    if not is_adjective or len(noun) <= len(words) or not _head(noun[-1]):
        return None
    return " ".join((own, *noun[len(words) :]))


def kind(item: str | None) -> str | None:
    """What kind of thing an item is, or None where the vocabulary does not know its head."""
    return _nouns().get(item.split()[-1].lower(), ("", ""))[0] or None if item else None


def _is_clause(label: str) -> bool:
    """Whether words before a colon are more than a name for what follows: *He said*."""
    words = {word.lower() for word in label.split()} - _IN_LABELS
    return bool(words & _function_words())


def may_be_counted(label: str) -> bool:
    """Whether the last word of a label can be the head of what is counted."""
    return bool(_head(label.rsplit(maxsplit=1)[-1]) or kind(label))


def _phrase(text: str, end: int, *, singular: bool) -> Item | None:
    """The noun phrase after an offset up to its head, or to a last word that can end one without a plural."""
    first: re.Match[str] | None = None
    last: re.Match[str] | None = None
    head: re.Match[str] | None = None
    closed: re.Match[str] | None = None  # the head before the list that is open
    is_open = False  # after a comma, until *and* closes the list of adjectives
    for _ in range(_MOST_WORDS):
        step = _STEP.match(text, end)
        if step is None or not _goes_on(step, last, head, singular=singular):
            break
        joint = step["gap"].strip()
        if joint == "," and head is not None:
            closed, head = head, None
        is_open = joint == "," or (is_open and joint in _QUOTES)
        if not singular and _head(step["word"]) and not (last and last["word"].lower() in _CHAINED):
            head = step
        first, last, end = first or step, step, step.end("word")
    tail = head or (last if last and (singular or _may_end(last["word"])) else None)
    tail = closed if is_open else tail
    return Item(first.start("word"), tail.end("word")) if first and tail else None


def _goes_on(step: re.Match[str], last: re.Match[str] | None, head: re.Match[str] | None, *, singular: bool) -> bool:
    """Whether a word belongs to the phrase that has a last word and a head."""
    word = step["word"]
    if word.lower() in _function_words() or (word[0].isupper() and word.lower() in _words("month")):
        return False
    gap = step["gap"].strip()
    if gap not in _QUOTES and not (gap in _TOGETHER and head and _are_counted_together(head["word"], word)):
        return last is not None and _is_joined(step, last, head, singular=singular)
    if singular and last is not None and word.endswith("ed") and word not in _words("verbal"):
        return False
    if last is None or head is None or _head(head["word"]) == "weak":
        return True
    return bool(_head(word)) or (last["word"][0].isupper() and word[0].isupper())


def _are_counted_together(head: str, word: str) -> bool:
    """Whether a number counts two nouns of one kind that *and* joins: *officers and men*, *towns and villages*."""
    known = _nouns().get(head.lower()), _nouns().get(word.lower())
    return known[0] is not None and known[1] is not None and known[0][0] == known[1][0] and _head(word) == "strong"


def _is_joined(step: re.Match[str], last: re.Match[str], head: re.Match[str] | None, *, singular: bool) -> bool:
    """Whether what stands between two words, a comma, a conjunction, an acronym, belongs to the phrase."""
    gap, word = step["gap"].strip(), step["word"]
    if gap.startswith(_IN_NAMES):
        return singular and last["word"][0].isupper()
    if gap.startswith("("):
        return head is None or _head(head["word"]) == "weak"
    is_ended = _nouns().get(last["word"], ("", ""))[1] == "last" and _head(word) == "strong"  # 24 dead and towns burnt
    is_adjective = head is None or (head is last and _head(head["word"]) == "weak" and gap != "/")
    return is_adjective and not singular and not is_ended  # international and local staff, police and civilian staff


def _may_end(word: str) -> bool:
    """Whether a word can end a noun phrase though it is no plural: *active FARDC*, *South Sudanese*, *10 injured*."""
    entry = _nouns().get(word.lower())
    return word.isupper() or word.endswith("ese") or (entry is not None and entry[1] == "last")


@lru_cache(maxsize=16384)
def _head(word: str) -> str:
    """`strong` or `weak` where a word can be the head of what is counted."""
    entry = _nouns().get(word.lower())
    if entry is not None and entry[1] in ("strong", "weak"):
        return entry[1]
    if word.endswith("s"):
        is_plural = len(word) > 3 and not _NO_PLURAL.search(word)
        return "strong" if is_plural or _PEOPLE.match(word) else ""
    return "strong" if word.endswith(_IRREGULAR) and word.lower() not in _SINGULAR else ""


@cache
def _words(group: str) -> frozenset[str]:
    entries = load("function_words.csv", FunctionWords)
    return frozenset(form for entry in entries if entry.id == group for form in entry.forms)


@cache
def _function_words() -> frozenset[str]:
    entries = load("function_words.csv", FunctionWords)
    apart = ("month", "attribute", "about", "size", "verbal")
    return frozenset(form for entry in entries if entry.id not in apart for form in entry.forms)


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {form: (entry.kind, entry.head) for entry in load("nouns.csv", NounEntry) for form in entry.forms}
