"""Currencies as people write them: signs, ISO 4217 codes, names, words that several currencies share, their cents.

    $, US$, EUR       -> signs, before or after the number
    Swiss francs      -> CHF, by Babel's English names; historical ones too: Deutsche Marks -> DEM
    francs, Rs, CFA   -> shared: no code, unless the document names just one of those that may be meant, or its state

The document also says what a bare `$` is: *in thousands of Canadian dollars*.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from extractors.lexicon import Entry, Forms, Maybe, load
from schemas.figures import currencies


class CurrencyEntry(Entry):
    """One line of `currencies.csv`."""

    code: Maybe[str]
    signs: Forms
    words: Forms
    hundredths: Forms


class Money(NamedTuple):
    """What a sign or word stands for."""

    code: str | None
    """ISO 4217; `$` for the dollar that a setting names; null where several currencies share the word."""
    candidates: frozenset[str] = frozenset()
    """The codes that a shared sign or word may stand for."""
    scale: Fraction = Fraction(1)
    """How much of the currency one is: a cent is a hundredth."""


_USUAL_CODES = frozenset("ALL TOP TRY".split())
"""Codes that are words in capital letters: *ALL 15 members*."""
OTHER_NAMES = frozenset("BOB Birr Br CDF COP CUP Euro GEL Le MAD MOP PEN Ps Ps. S/ SDG SDR SDRs SOS".split())
"""Signs and codes that are something else, too: *SDG 16*, *COP 28*, but *COP 800,000*."""
_USUAL_WORDS = frozenset(
    "account austral gold ley lotis mark marks palladium platinum pound pounds real reals right rights silver sol som"
    " soms unit units value won zaire".split()
)
"""Last words of Babel's names that mean something else when they stand alone: *500 won seats*, *12 pounds of rice*."""
_NAME = re.compile(r"(?P<name>[^()]+?)(?:[ ]\([0-9]{4}[–—][0-9]{4}\))?")
"""A name of Babel's, without the years in which a currency was in use; other remarks make it no name in a text."""
_REMARK = re.compile(r"[(&]|[ ]-[ ]")
_STATEMENT = re.compile(
    r"""
    [Ii]n[ ](?<!\w[Ii]n[ ])                                # a word of its own; its letters first, which `re` finds fast
    (?:(?:thousand|million|billion)s[ ]of[ ])? (?P<name>[A-Z][\w.]*(?:[ ][\w.]+){1,3})
    """,
    re.VERBOSE,
)


_SINCE, _UNTIL = date(2000, 1, 1), date(2025, 1, 1)
"""The time whose currencies states are said to have had: without one, Babel asks the clock."""


@cache
def signs() -> dict[str, Money]:
    """What may stand directly before a number, or after it: signs and ISO codes."""
    found = {code: Money(code) for code in sorted(currencies() - _USUAL_CODES)}
    found.update((sign, money) for entry in _entries() for money in [_money(entry)] for sign in entry.signs)
    return found


@cache
def words() -> dict[str, Money]:
    """What may stand after a number: names, their last words, short words, hundredths."""
    found = {**_last_words(), **_names()}
    for entry in _entries():
        money = _money(entry)
        found.update(dict.fromkeys(entry.words, money))
        found.update(dict.fromkeys(entry.hundredths, money._replace(scale=Fraction(1, 100))))
    return found


@cache
def last_words() -> frozenset[str]:
    """The words with which names of currencies end."""
    return frozenset(name.rpartition(" ")[2] for name in words())


def shared(word: str) -> Money:
    """What a word stands for that ends the names of several currencies, and means something else alone: *pound*."""
    return _one_of(_candidates(word) | _candidates(f"{word}s"))


def stated(text: str) -> frozenset[str]:
    """The currencies in which a text says that its amounts are: *in thousands of Canadian dollars*."""
    codes: set[str] = set()
    for match in _STATEMENT.finditer(text):
        named = match["name"].split()
        known = (words().get(" ".join(named[:count]).rstrip(".")) for count in range(len(named), 1, -1))
        codes.update(money.code for money in known if money and money.code and money.code != "$")
    return frozenset(codes)


def of_states(text: str, candidates: frozenset[str]) -> frozenset[str]:
    """Those of several currencies with one word whose states a text names: *riyals* in a text about Yemen."""
    return frozenset(
        code for code in candidates - _of_the_past() if (names := _users().get(code)) and names.search(text)
    )


@cache
def _users() -> dict[str, re.Pattern[str]]:
    """For each currency that shares its word, the names of the states that use it; *Congo* is shared by two."""
    shared = frozenset(code for money in words().values() for code in money.candidates)
    states = {code: [state for state, codes in _states() if code in codes] for code in sorted(shared)}
    return {code: _any_of(names) for code, names in states.items() if names}


def _any_of(states: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(map(_alone, states))
    return re.compile(rf"\b(?:{names})\b")


def _alone(name: str) -> str:
    """An expression for the name of a state where it is none in another's: *Sudan*, but not in *South Sudan*."""
    others = [other for other, _ in _states() if other != name]
    before = "".join(f"(?<!{other.removesuffix(name)})" for other in others if other.endswith(f" {name}"))
    after = "".join(f"(?!{other.removeprefix(name)})" for other in others if re.match(rf"{name}[ -]", other))
    return before + name.replace("’", "['’]") + after


@cache
def _states() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each state with its currencies, in the order of names; not those whose name says more, *Congo - Kinshasa*."""
    names = ((str(name), str(state)) for state, name in Locale("en").territories.items() if str(state).isalpha())
    return tuple(
        (name, frozenset(get_territory_currencies(state, _SINCE, _UNTIL)))
        for name, state in sorted(names)
        if not _REMARK.search(name)
    )


def _money(entry: CurrencyEntry) -> Money:
    words = entry.words if entry.code in (None, "$") else ()
    return Money(entry.code, frozenset[str]().union(*map(_candidates, words)))


@cache
def _candidates(word: str) -> frozenset[str]:
    """The codes of the currencies whose name ends in a word."""
    return frozenset(code for name, code in _named() if f" {name}".endswith(f" {word}"))


@cache
def _named() -> tuple[tuple[str, str], ...]:
    """Every name, in the singular and the plural, with each code that goes by it."""
    return tuple(_all_names())


def _all_names() -> Iterator[tuple[str, str]]:
    for code in sorted(currencies()):
        for count in (1, 2):
            match = _NAME.fullmatch(get_currency_name(code, count=count, locale="en"))
            if match and match["name"] != code:
                yield match["name"], code


def _names() -> dict[str, Money]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    named = [(name, code) for name, code in (*_named(), *_named_by_state()) if " " in name]
    for name, code in named:
        codes[name.lower()].add(code)
    return {name: _one_of(frozenset(codes[name.lower()])) for name, _ in named}


def _named_by_state() -> Iterator[tuple[str, str]]:
    """Names with the state's own for the adjective: *Burundi francs*, *Uganda shillings*."""
    last = {code: name.split()[-1] for name, code in _named()}
    for state, codes in _states():
        for code in codes & last.keys():
            yield f"{state} {last[code].removesuffix('s')}", code
            yield f"{state} {last[code]}", code


def _last_words() -> dict[str, Money]:
    """The word that ends a name, where it means nothing else: *drachmas* of one currency, *dinars* of many."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in _named():
        codes[name.split()[-1].lower().removesuffix("s")].add(code)
    last = {name.split()[-1].lower() for name, _ in _named()} - _USUAL_WORDS
    found = ((word, frozenset(codes[word.removesuffix("s")])) for word in last if len(word) > 2)
    return {word: _one_of(those) if _of_one_state(those) else Money(None, those) for word, those in found}


def _of_one_state(codes: frozenset[str]) -> bool:
    return len({code[:2] for code in codes}) == 1


def _one_of(codes: frozenset[str]) -> Money:
    """The only currency of several; else the one of them that is in use, for Babel gives the others their years."""
    present = codes if len(codes) == 1 else codes - _of_the_past()
    return Money(next(iter(present))) if len(present) == 1 else Money(None, codes)


@cache
def _of_the_past() -> frozenset[str]:
    return frozenset(code for code in currencies() if re.search("[0-9]{4}", get_currency_name(code, locale="en")))


def _entries() -> tuple[CurrencyEntry, ...]:
    return load("currencies.csv", CurrencyEntry)
