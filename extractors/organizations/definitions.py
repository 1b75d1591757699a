"""Names and acronyms that a document itself explains; what it says holds in all of it, before and after.

    the Joint Verification Team (JVT)                 JVT is the team
    the "Border Force" (BF), the Civil Office's (CO)  quotes and possessives between
    the Joint Verification Team, or JVT,
    JVT (Joint Verification Team)
    the Verification Team, known as the Red Vests
    Frontier Guard (Garde frontalière, GF; aka Frontier Corps)
    Selmer Marine Works ASA (ZSX: SMW) (“Selmer” or the “Company”)

An acronym is believed when its letters stand in the name, so `European Union (EULEX)` explains nothing. Behind a name
without an acronym it is also believed when most of its capitals begin words of the name in whatever order, because
other languages put them in another one: `Malian Armed Forces (FAMa)`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractors.organizations.places import country
from extractors.organizations.registry import Naming, Organization, Registry
from extractors.organizations.words import Kind, heads, words
from schemas.organizations import Mention, OrganizationType

_PARENTHESIS = re.compile(r"\((?=[\"“]?[^\W\d_])(?P<inside>[^()\n]{2,160})\)")
_NATIVE = (OrganizationType.POLITICAL_PARTY, OrganizationType.ARMED_GROUP)
"""What mostly has its acronym from a language other than that of the name before it: Left Bloc (BE)."""
_SIGN = r"[\"“]?(?P<sign>\w[\w./&-]{1,14})"
_APPOSITION = re.compile(rf",[ ]or[ ](?:the[ ])?{_SIGN}[\"”]?,")
_KNOWN_AS = re.compile(rf"known[ ](?:as|by[ ](?:its|the)[ ](?:\w+[ ])?acronym,?)[ ](?:the[ ])?{_SIGN}(?![ ]\d)")
_KNOWN_BY = re.compile(
    r"known[ ]as[ ](?P<article>the[ ])?[\"“]?(?P<name>[^\W\d_a-z][\w’'-]+(?:[ ][^\W\d_a-z][\w’'-]+){0,3})"
)
_BEFORE_KNOWN = re.compile(r",?[ ](?:(?:also|better|commonly|widely|formerly|popularly|generally|locally)[ ])?\Z")
_BETWEEN = re.compile(r"(?:['’]s?)?[\"”’»]?[ ]?\Z")
_BEFORE = re.compile(r"(?P<sign>\w[\w./&-]{1,14})[ ]\Z")
_GOVERNOR = re.compile(r"\b[^\W\d_a-z]\w*[ ](?:of|for|to|with)[ ](?:the[ ])?\Z")
_LINK = re.compile(r"[ ](?:of|for|on)[ ]")
_SEPARATOR = re.compile(
    r"([;,]|\b(?:or|aka|a\.k\.a\.|(?:also )?known as|formerly|previously|here(?:in)?after|referred to as)(?!\w))"
)
_QUOTES = " \"'“”‘’«»"
_OWNER = re.compile(r"['’]s ")
_QUOTED = re.compile(r"[\"“](?P<short>[^\W\d_][^()\"“”]{1,40})[\"”]")
_SHARES = r"[A-Z][\w .]{1,20}: ?[A-Z0-9.]{1,8}"
_ASIDE = re.compile(rf"[ ]?\({_SHARES}(?:[;,] {_SHARES})?\)\Z|, an? [^,()\n]{{3,60}}\Z")
"""What may stand between a company and its short names: where its shares are listed, and what it is."""
_GENITIVE = re.compile(r"['’]s\b")
_OFFERS = ("known as", "aka", "a.k.a.", "formerly", "previously", "after", "referred to as")
_NAME = re.compile(r"[^\W\d_][\w'’–-]*(?:[ ][^\W\d_][\w'’–-]*|[ ]–){1,14}")


class Alias(NamedTuple):
    """A form that means an organization in the document at hand."""

    form: str
    organization: Organization
    is_role: bool = False
    """Whether it is what the organization is in the document, rather than a name of it: the *Company*."""
    rule: str = "organizations.explained"

    @property
    def mention(self) -> Mention:
        """How the form names the organization."""
        if self.is_role:
            return Mention.NOMINAL
        return Mention.ACRONYM if is_sign(self.form) else Mention.NAME


def learn(text: str, namings: Iterable[Naming], known: Registry) -> Iterator[Alias]:
    """What a text explains; `namings` are the organizations found so far, none inside another."""
    by_end = {naming.end: naming for naming in namings}
    by_start = {naming.start: naming for naming in by_end.values()}
    firms = _openings(text, by_end.values()) if "(“" in text or '("' in text else {}
    for found in _PARENTHESIS.finditer(text):
        yield from _short(text, found, by_end)
        if firms and found.start() - 1 not in by_end:
            yield from _party(found["inside"], firms)
        between = _BETWEEN.search(text, max(0, found.start() - 5), found.start())
        owner = (by_end.get(between.start()) or by_end.get(found.start() - 1)) if between else None
        inner = by_start.get(found.start("inside"))
        if owner and is_borne(found["inside"], owner.organization, known):
            continue  # the registry finds it wherever it stands
        if owner:
            governor = _GOVERNOR.search(text, max(0, owner.start - 40), owner.start)
            titled = text[governor.start() : owner.end] if governor else ""
            for alias in _aliases(text[owner.start : owner.end], owner.organization, found["inside"], known):
                if not abbreviates(alias.form, titled):
                    yield from _identified(alias, text[owner.start : owner.end], known)
        elif inner and inner.mention is Mention.NAME and inner.end == found.end("inside"):
            sign = _BEFORE.search(text, max(0, found.start() - 16), found.start())
            yield from _alias(sign, text[inner.start : inner.end], inner.organization)
        else:
            yield from _spelled_out(text, found, known)
    for found in _APPOSITION.finditer(text):
        if owner := by_end.get(found.start()):
            yield from _alias(found, text[owner.start : owner.end], owner.organization)
    if "known" in text:
        yield from _known_as(text, by_end, by_start)


def _known_as(text: str, by_end: Mapping[int, Naming], by_start: Mapping[int, Naming]) -> Iterator[Alias]:
    """The acronyms and the names that an organization is known as."""
    for expression, group in ((_KNOWN_AS, "sign"), (_KNOWN_BY, "name")):
        for found in expression.finditer(text):
            before = _BEFORE_KNOWN.search(text, max(0, found.start() - 12), found.start())
            owner = by_end.get(before.start()) if before else None
            if owner and (is_sign(found["sign"]) if group == "sign" else _is_name(found, by_start)):
                yield Alias(found[group], owner.organization)


def _is_name(found: re.Match[str], by_start: Mapping[int, Naming]) -> bool:
    """Whether what something is known as is a name that nobody else bears: *Norelief*, but no *Agency*."""
    name = found["name"]
    is_common = " " not in name and (
        found["article"] or name.casefold() in heads() or name.casefold() in words(Kind.ROLE)
    )
    is_taken = found.start("name") in by_start or country(name) is not None
    return not (is_common or is_taken or is_sign(name))


def unambiguous(aliases: Iterable[Alias]) -> list[Alias]:
    """Those that mean one organization; nothing tells which of two a role or a name means: two *Companies*.

    Acronyms stay: one is mostly explained again beside another form of the same name.
    """
    aliases = list(aliases)
    owners: dict[str, set[str]] = {}
    for alias in aliases:
        owners.setdefault(alias.form, set()).add(alias.organization.id)
    return [alias for alias in aliases if alias.mention is Mention.ACRONYM or len(owners[alias.form]) == 1]


def is_borne(form: str, organization: Organization, known: Registry) -> bool:
    """Whether a registered organization is the one that bears a form, so that no document need explain it."""
    return organization.known and any(one.own and one.organization == organization for one in known.find(form))


def _short(text: str, found: re.Match[str], by_end: Mapping[int, Naming]) -> Iterator[Alias]:
    """The short names that a parenthesis gives in quotes to the organization before it.

    A name has words of the organization's, a role is one of those that contracts and reports give: the *Issuer*.
    """
    if not _QUOTED.search(found["inside"]):
        return
    aside = _ASIDE.search(text, max(0, found.start() - 70), found.start() - (text[found.start() - 1] == " "))
    owner = by_end.get(aside.start() if aside else found.start() - 1)
    if not owner or _GOVERNOR.search(text, max(0, owner.start - 40), owner.start):
        return
    name = f" {text[owner.start : owner.end]} ".casefold().replace(",", "")
    for quoted in _QUOTED.finditer(found["inside"]):
        short = quoted["short"].removeprefix("the ")
        is_role = short.casefold() in words(Kind.ROLE)
        if short[0].isupper() and (is_role or f" {short} ".casefold() in name):
            yield Alias(short, owner.organization, is_role=is_role)


def _openings(text: str, namings: Iterable[Naming]) -> Mapping[str, Organization]:
    """The companies of a document by the words that each name begins with, in small letters."""
    found: dict[str, Organization] = {}
    for naming in namings:
        if naming.organization.type is OrganizationType.COMPANY:
            parts = text[naming.start : naming.end].casefold().split(" ")
            for length in range(1, len(parts)):
                found.setdefault(" ".join(parts[:length]), naming.organization)
    return found


def _party(inside: str, firms: Mapping[str, Organization]) -> Iterator[Alias]:
    """The short name in quotes that a company's begins with, behind what the company is: the seller (“Selmer”)."""
    quoted = _QUOTED.fullmatch(inside)
    if quoted and (owner := firms.get(quoted["short"].removeprefix("the ").casefold())):
        yield Alias(quoted["short"].removeprefix("the "), owner)


def _identified(alias: Alias, name: str, known: Registry) -> Iterator[Alias]:
    """What an acronym and the name before it mean: a registered organization that bears both, nearly as written.

    `ECOWAS Ceasefire Monitoring Group (ECOMOG)` is the ECOWAS Monitoring Group; a `Women's Care Organization (WCO)` is
    not the World Customs Organization.
    """
    bearers = (form.organization for form in known.find(alias.form) if form.own)
    bearer = next((one for one in bearers if not alias.organization.known and are_alike(one.name, name)), None)
    if bearer:
        yield Alias(name, bearer)
    yield Alias(alias.form, bearer or alias.organization)


def are_alike(name: str, other: str) -> bool:
    """Whether two names have most of their words in common, plurals and possessives apart.

    >>> are_alike("Uganda People's Defence Forces", "Uganda Peoples' Defence Force")
    True
    >>> are_alike("World Customs Organization", "Women's Care Organization")
    False
    """
    ours, theirs = (
        {word.rstrip("s'’") for word in one.lower().replace("'s", "").replace("’s", "").split()}
        for one in (name, other)
    )
    return len(ours & theirs) * 5 >= len(ours | theirs) * 3


def abbreviates(sign: str, name: str) -> bool:
    """Whether the letters of an acronym stand in a name in their order, the first of them first.

    >>> abbreviates("UNMiL", "United Nations Mission in Liberia"), abbreviates("EULEX", "European Union")
    (True, False)
    """
    letters = [letter for letter in sign.lower() if letter.isalnum()]
    position, lower = len(name), name.lower()
    for letter in reversed(letters[1:]):
        position = lower.rfind(letter, 1, position)
        if position < 0:
            return False
    return bool(letters) and lower.startswith(letters[0])


def shuffles(sign: str, name: str) -> bool:
    """Whether more than half of the capitals of an acronym begin words of a name, whatever their order.

    >>> shuffles("CENI", "National Electoral Commission"), shuffles("COMKFOR", "Kosovo Force")
    (True, False)
    """
    capitals = Counter(letter.lower() for letter in sign if letter.isupper())
    initials = Counter(word[0].lower() for word in re.split(r"[\s/-]+", name) if word)
    return (capitals & initials).total() * 2 > capitals.total()


def is_sign(text: str) -> bool:
    """Whether a text looks like an acronym: one word with two capitals, or with a capital and a digit.

    >>> is_sign("NDC-R"), is_sign("M23"), is_sign("Mission")
    (True, True, False)
    """
    capitals = sum(map(str.isupper, text))
    if text.count(" ") == 1 and len(text) <= 10:
        return all(part.isalpha() and part.isupper() and len(part) > 1 for part in text.split(" "))  # EU NAVFOR
    return " " not in text and len(text) <= 15 and (capitals >= 2 or (capitals == 1 and any(map(str.isdigit, text))))


def _aliases(name: str, organization: Organization, inside: str, known: Registry) -> Iterator[Alias]:
    """The names in the parenthesis behind an organization that are its own.

    An acronym is when it abbreviates the name or another one in the parenthesis, a name when an acronym abbreviates
    it, and either behind *aka*, or behind *or* when the one before it is.
    """
    items = list(_items(inside))
    names = [name, *(text for _, text in items if _NAME.fullmatch(text) and text[0].isupper())]
    signs = [text for _, text in items if is_sign(text)]
    accepted = False
    for separator, text in items:
        offered = separator.endswith(_OFFERS) or (separator == "or" and accepted)
        if text in signs:
            accepted = (
                offered
                or any(abbreviates(text, other) for other in names)
                or _is_foreign(text, name, organization, known)
            )
        else:
            accepted = text in names and (offered or any(abbreviates(sign, text) for sign in signs))
        if accepted:
            yield Alias(text, organization)


def _is_foreign(sign: str, name: str, organization: Organization, known: Registry) -> bool:
    """Whether an acronym may be that of an organization in another language.

    Nothing else may bear it: no other organization, no country, and not the topic of the organization itself, as in
    `Centre for Women, Peace and Security (WPS)`.
    """
    is_taken = organization.acronym or country(sign) or any(form.own for form in known.find(sign))
    if organization.type in _NATIVE and not is_taken and sign.isalpha():
        return sign.lower() not in words(Kind.NOBODY)
    topics = (name[link.end() :] for link in _LINK.finditer(name))
    return not is_taken and shuffles(sign, name) and not any(abbreviates(sign, topic) for topic in topics)


def _items(inside: str) -> Iterator[tuple[str, str]]:
    """The parts of a parenthesis, each with the word or sign before it."""
    separator = ""
    for number, part in enumerate(_SEPARATOR.split(inside)):
        text = part.strip(_QUOTES)
        if number % 2:
            separator = text
        elif text:
            yield separator, text.removeprefix("the ").strip(_QUOTES)


def _alias(sign: re.Match[str] | None, name: str, organization: Organization) -> Iterator[Alias]:
    if sign and is_sign(sign["sign"]) and abbreviates(sign["sign"], name):
        yield Alias(sign["sign"], organization)


def _spelled_out(text: str, found: re.Match[str], known: Registry) -> Iterator[Alias]:
    """The words before a registered acronym in parentheses that it abbreviates, when no other rule knows them.

    `United Nations High Commissioner for Refugees (UNHCR)` is the agency, although an office is named.
    """
    form = next((form for form in known.find(found["inside"]) if form.own and form.mention is Mention.ACRONYM), None)
    if not form:
        return
    before = text[max(0, found.start() - 160) : found.start()].rpartition("\n")[2].rstrip()
    before = _OWNER.split(before)[-1]  # NATO's Force (KFOR): two organizations
    words = before.split(" ")[-len(found["inside"]) - 6 :]
    for start in range(len(words) - 2, -1, -1):
        if words[start][:1].isupper():
            name = " ".join(words[start:])
            if abbreviates(found["inside"], name) and _NAME.fullmatch(name):
                yield Alias(name, form.organization)
                return
