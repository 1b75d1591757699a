"""The registry: organizations of public record, every way to write their names, and which one a form means.

    "UN Mission in Liberia" -> United Nations Mission in Liberia, a name
    "UNMiL"                 -> United Nations Mission in Liberia, an acronym
    "UN security council", "World health organization"
                            -> United Nations Security Council, World Health Organization, as newspapers write them
    "security council"      -> nothing: the capitals of a name are capitals wherever it is used

The vocabulary lists names; what rules of spelling make of them is made here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import Field

from extractors.lexicon import Entry, Forms, Maybe, load, parse
from extractors.organizations.places import country, respelled
from extractors.organizations.words import Kind, heads, words
from schemas.errors import LexiconError
from schemas.organizations import Mention, OrganizationType

LEXICON = "organizations.csv"

_SPELLINGS = tuple(
    (piece, re.compile(pattern), other)
    for piece, pattern, other in (
        ("iz", r"(?<=[a-z])iz(?=(?:ation|ed|ing)\b)", "is"),  # Stabilization, Stabilisation
        ("isation", r"(?<=[a-z])is(?=ation\b)", "iz"),
        ("Co-op", r"\bCo-op", "Coop"),
        ("Coop", r"\bCoop", "Co-op"),
        ("Peace-keep", r"\bPeace-keep", "Peacekeep"),
        ("Peacekeep", r"\bPeacekeep", "Peace-keep"),
        ("Defence", r"\bDefence\b", "Defense"),
        ("Defense", r"\bDefense\b", "Defence"),
        ("Centre", r"\bCentre\b", "Center"),
        ("Center", r"\bCenter\b", "Centre"),
        ("Labour", r"\bLabour\b", "Labor"),
        ("Programme", r"\bProgramme\b", "Program"),
        (" and ", r" and ", " & "),
        (" the ", r"(?<= )the ", ""),  # Mission in the Sudan, Mission in Sudan
        (" in Opposition", r" in Opposition\b", "-in-Opposition"),
        ("-in-Opposition", r"-in-Opposition\b", "-in Opposition"),
        ("–", r"–", "-"),
        ("Inter-", r"\bInter-[A-Z]", lambda found: found[0].capitalize()),  # Inter-Agency, Inter-agency
        ("Inter-", r"\bInter-(?=[a-z])", "Inter"),  # Inter-agency, Interagency
        ("-", r"(?<=[a-z]{2})(?<!\bCo)(?<!\bAl)-(?=[A-Za-z])", " "),  # Serb-majority, Serb majority
        ("Al-", r"\bAl-", "al-"),
        ("'", r"'", "’"),
        ("'", r"'", ""),  # Lord's, Lords
    )
)
"""Other spellings. What a name must hold for each stands before it: most hold none, and it is told fastest so."""


_UNION = re.compile(
    r"""
      (UN|European)[ ]((?!(?:Union|Special)\b)[^ ]+(?:[ ][^ ]+)+|Commission|Parliament)
    | (African|Arab|Asian|Inter-American|International|World)[ ]((?!Union\b)[^ ]+(?:[ ][^ ]+)+)
    | (North[ ]Atlantic|Food|Permanent|Human)[ ]((?:Treaty|and|Court|Rights[ ]Council)\b.*)
    """,
    re.VERBOSE,
)
"""Names that newspapers write with the capitals of their first words alone: *UN security council*, *European
parliament*, *International criminal court*. With the rest in small letters they describe nothing else."""
_OF_UNITED_NATIONS = re.compile(r"(United Nations) ((?!Special\b)[^ ]+(?: [^ ]+)+|[^ ]+[^ s])")
"""The same where it is the official name: the *United Nations refugee agency* is a description, *United Nations
volunteers* are people."""
_OPENINGS = (
    *(
        "UN ",
        "European ",
        "United Nations ",
        "African ",
        "Arab ",
        "Asian ",
        "Inter-American ",
        "International ",
        "World ",
    ),
    *("North Atlantic ", "Food ", "Permanent ", "Human "),
)
"""How such names begin: most others do not, and it is told fastest so."""
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]\.?")
_ANYBODYS = (
    *(OrganizationType.PEACE_OPERATION, OrganizationType.UN_OFFICE),
    *(OrganizationType.MILITARY_FORCE, OrganizationType.POLICE),
)
_FIGHTING = (OrganizationType.POLITICAL_PARTY, OrganizationType.ARMED_GROUP)
_NOUNS = ("Brigade", "Brigades", "Group", "Movement", "Network", "Party")

WikidataId = Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]

PartialDate = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""An ISO date, or as much of one as is known."""


class OrganizationEntry(Entry):
    """One organization of the vocabulary."""

    file: str = LEXICON
    """The file in which it stands, for messages."""
    name: str = Field(min_length=1)
    acronyms: Forms
    """The usual one first."""
    variants: Forms
    """Other names; those that a rule of spelling makes of a name are not listed."""
    shared: Forms
    """Forms that something else bears, too: they count only where the document also uses another form of the entry."""
    type: OrganizationType
    parent: Maybe[str]
    """Id of another entry."""
    start: Maybe[PartialDate]
    end: Maybe[PartialDate]
    """Since when and until when it is known to have existed."""
    wikidata: Maybe[WikidataId]

    @property
    def identity(self) -> str:
        """Id of the organization in records."""
        return f"wikidata:{self.wikidata}" if self.wikidata else f"local:{self.id}"


@dataclass(frozen=True, slots=True)
class Organization:
    """Which organization a mention means: the fields of the value except the mention itself."""

    name: str
    id: str
    acronym: str | None
    type: OrganizationType
    parent: str | None
    known: bool


class Naming(NamedTuple):
    """Where an organization is named: offsets of the view, half-open."""

    start: int
    end: int
    organization: Organization
    mention: Mention
    rule: str


class Form(NamedTuple):
    """One way to write the name of a registered organization."""

    written: str
    organization: Organization
    mention: Mention
    own: bool
    """Whether it means the organization wherever it stands."""
    has_noun: bool = False
    """Whether a common noun ends it that is no part of the name: the Haqqani *network*."""

    def fits(self, text: str) -> bool:
        """Whether a text that differs in capitals only may be this form.

        A name keeps its capitals. An acronym keeps two of them (UNMiK); one of four letters that spells no word also
        stands with one, as newspapers write it (Nato).
        """
        if text == self.written:
            return True
        if self.mention is Mention.NAME or not self.written.isalnum() or not self.written.isupper():
            return all(not ours.isupper() or theirs.isupper() for ours, theirs in zip(self.written, text, strict=False))
        if text.lower() in words(Kind.ORDINARY):
            return text.isupper()
        return text[0].isupper() and (len(text) >= 4 or sum(map(str.isupper, text)) >= 2)


class Registry:
    """All registered organizations by everything they are called."""

    def __init__(self, entries: Iterable[OrganizationEntry]) -> None:
        """Takes the entries of the vocabulary.

        Raises `LexiconError`, naming file and line, for a parent that is no entry and for a form that stands twice.
        """
        self._entries = {entry.id: entry for entry in entries}
        self._organizations: dict[str, Organization] = {}
        self._forms: dict[str, list[Form]] = {}
        self._found: dict[str, list[Form]] = {}
        listed: dict[str, OrganizationEntry] = {}
        for entry in self._entries.values():
            self._list(entry, listed)
        for entry in self._entries.values():
            self._respell(entry)

    def find(self, text: str) -> list[Form]:
        """The forms that a text is, its capitals considered; those of several organizations where they share one."""
        found = self._found.get(text)
        if found is None:
            found = [form for form in self._forms.get(text.lower(), ()) if form.fits(text)] or self._dotted(text)
            if found:  # a text that is no form is not kept: there is no end of them
                self._found[text] = found
        return found

    def _dotted(self, text: str) -> list[Form]:
        """The acronyms that a text is with a dot behind each letter, as older texts write them: *T.U.C.*."""
        if text[1:2] != "." or not is_dotted(text):
            return []
        letters = text.replace(".", "")
        return [form for form in self._forms.get(letters.lower(), ()) if form.written == letters]

    def is_acronym(self, text: str) -> bool:
        """Whether a text is an acronym of a registered organization."""
        return any(form.mention is Mention.ACRONYM for form in self.find(text))

    def forms(self) -> list[str]:
        """Everything that organizations are called; of forms that differ in capitals only, one."""
        return [forms[0].written for forms in self._forms.values()]

    def entry(self, key: str) -> OrganizationEntry:
        """The entry with an id of the vocabulary. Raises `KeyError` for one that no entry has."""
        return self._entries[key]

    def bearers(self, text: str) -> list[OrganizationEntry]:
        """The entries that a text names, its capitals aside."""
        identities = {form.organization.id for form in self._forms.get(text.lower(), ())}
        return [entry for entry in self._entries.values() if entry.identity in identities]

    def organizations(self) -> Iterator[tuple[OrganizationEntry, Organization]]:
        """Every entry with the organization that it describes."""
        return ((entry, self._organizations[entry.id]) for entry in self._entries.values())

    def _organization(self, entry: OrganizationEntry) -> Organization:
        acronyms = (*entry.acronyms, *(form for form in entry.shared if form.isupper()))
        parent = self._entries[entry.parent].identity if entry.parent else None
        return Organization(entry.name, entry.identity, next(iter(acronyms), None), entry.type, parent, known=True)

    def _list(self, entry: OrganizationEntry, listed: dict[str, OrganizationEntry]) -> None:
        if entry.parent and entry.parent not in self._entries:
            raise LexiconError(
                f"{entry.file}:{entry.line}: parent {entry.parent!r} is the id of no entry; expected that of one"
            )
        organization = self._organizations[entry.id] = self._organization(entry)
        for written in (entry.name, *entry.acronyms, *entry.variants, *entry.shared):
            form = Form(
                written,
                organization,
                Mention.ACRONYM if _is_acronym(written, entry) else Mention.NAME,
                own=written not in entry.shared,
            )
            others = self._forms.setdefault(written.lower(), [])
            if any((form.own and other.own) or other.organization == organization for other in others):
                other = listed[written.lower()]
                where = f"line {other.line}" if other.file == entry.file else f"{other.file}:{other.line}"
                raise LexiconError(
                    f"{entry.file}:{entry.line}: {written!r} of {entry.id!r} stands already in {where}"
                    "; expected each once"
                )
            others.append(form)
            listed.setdefault(written.lower(), entry)

    def _respell(self, entry: OrganizationEntry) -> None:
        organization = self._organizations[entry.id]
        for written in (entry.name, *entry.variants, *(form for form in entry.shared if not form.isupper())):
            own = written not in entry.shared
            others = spellings([*self._in_family(entry, written), *_unprefixed(entry, written)])
            with_noun = [*_with_small_noun(entry, others)]
            in_small = _behind_a_union(entry, others, is_official=written == entry.name)
            for other in (*others, *in_small, *with_noun):
                forms = self._forms.setdefault(other.lower(), [])
                rivals = (form for form in forms if form.organization != organization)
                if not forms or (
                    not any(form.own or own for form in rivals) and all(form.written != other for form in forms)
                ):
                    has_noun = other in with_noun and other.count(" ") == 1
                    forms.append(Form(other, organization, Mention.NAME, own, has_noun))

    def _in_family(self, entry: OrganizationEntry, written: str) -> list[str]:
        """A name with each name of the organizations above it in the place of theirs, or of the highest before it."""
        found = [written]
        ancestor = entry
        while ancestor.parent:
            ancestor = self._entries[ancestor.parent]
            called = (ancestor.name, *ancestor.acronyms)
            inside = next((name for name in called if re.search(rf"\b{re.escape(name)}(?!\w)", written)), None)
            if inside:
                return [*found, *(written.replace(inside, name, 1) for name in called if name != inside)]
            if not ancestor.parent:
                found += (f"{name} {written}" for name in called)
        return found


def _is_acronym(written: str, entry: OrganizationEntry) -> bool:
    """Whether a form is one word of an acronym, rather than an acronym with a name: EUFOR Althea."""
    return written.isupper() or (written in entry.acronyms and " " not in written)


def spellings(names: Iterable[str]) -> list[str]:
    """Names with every other spelling that the rules make of them.

    >>> spellings(["Defence Co-operation Office"])[1:]
    ['Defence Cooperation Office', 'Defense Co-operation Office', 'Defense Cooperation Office']
    """
    lines = "\n".join(other for name in names for other in (name, *respelled(name)))
    for piece, pattern, other in _SPELLINGS:
        if piece in lines:
            lines = "\n".join(dict.fromkeys([*lines.split("\n"), *pattern.sub(other, lines).split("\n")]))
    return list(dict.fromkeys([*lines.split("\n"), *_plain(lines).split("\n")]))


def _unprefixed(entry: OrganizationEntry, written: str) -> Iterator[str]:
    """The name of a mission of the United Nations without theirs, when the rest says what kind it is and where.

    `Interim Force in Lebanon` is one mission; `Mission in Liberia` or `Protection Force` may be anybody's.
    """
    rest = written.removeprefix("United Nations ")
    is_mission = entry.type is OrganizationType.PEACE_OPERATION and rest != written
    if is_mission and rest.split(" ")[0].lower() not in heads() and re.search(" (?:in|for|of) ", rest):
        yield rest


def _behind_a_union(entry: OrganizationEntry, names: Iterable[str], *, is_official: bool) -> Iterator[str]:
    """The names that newspapers write in small letters behind *UN*, *European*, *International* and the like.

    A mission's, an office's or a force's is not among them: a `UN protection force` or a `UN logistics base` may be
    another one, and troops are `under United Nations command`.
    """
    for name in names if entry.type not in _ANYBODYS else ():
        if not name.startswith(_OPENINGS):
            continue
        found = _UNION.fullmatch(name) or (is_official and _OF_UNITED_NATIONS.fullmatch(name))
        first, rest = (group for group in found.groups() if group) if found else ("", "")
        if rest and not any(country(word) for word in rest.split(" ")):
            yield f"{first} {rest.lower()}"


def _with_small_noun(entry: OrganizationEntry, names: Iterable[str]) -> Iterator[str]:
    """The names of a party or a group with their last word in small letters, as newspapers write it."""
    for name in names if entry.type in _FIGHTING else ():
        before, _, noun = name.rpartition(" ")
        if noun in _NOUNS and before[:1].isupper():
            yield f"{before} {noun.lower()}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() if not name.isascii() else name


def is_dotted(text: str) -> bool:
    """Whether a text is three letters or more with a dot behind each; two are mostly a person's initials.

    >>> is_dotted("T.U.C."), is_dotted("U.N.D.P"), is_dotted("U.N."), is_dotted("Ph.D.")
    (True, True, False, False)
    """
    return _DOTTED.fullmatch(text) is not None


@lru_cache(maxsize=8)
def registry(own: str = "", *, name: str = "registry") -> Registry:
    """The registry that the vocabulary holds, with the entries of one's own, given as text, merged over it.

    One's own entry replaces the one with its id and may be the parent of others. Raises `LexiconError`, naming file and
    line, for a malformed entry and for a form that another organization bears; `name` is what messages call the file.
    """
    entries = {entry.id: entry for entry in load(LEXICON, OrganizationEntry)}
    if own:
        entries |= {entry.id: entry.model_copy(update={"file": name}) for entry in parse(name, own, OrganizationEntry)}
    return Registry(entries.values())
