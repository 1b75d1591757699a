"""Which facts are exported: of some kinds, sources or a run, of a range of days, or about an organization.

--kind figure --source 'reports/*'      figures of the documents below reports/
--since 1999-06 --until 2001            dates that touch these days, resolutions adopted in them, and of the other
                                        kinds those of documents that bear a date among them
--organization UNMIL                    its mentions, and all that stands in a sentence with one
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from flows.exports.facts import Facts
from schemas.dates import Bounds, bounds, day_key
from schemas.documents import Document
from schemas.errors import InvalidDate, UsageError
from schemas.records import KINDS, DateRecord, OrganizationRecord, Record, ResolutionRecord

ALWAYS = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; everything, as it comes."""

    kinds: tuple[str, ...] = KINDS
    sources: tuple[str, ...] = ()
    """Names or patterns of names, of which one must fit; all where there are none."""
    made: frozenset[str] | None = None
    """The sources that a run made; all where none was asked for."""
    days: Bounds = ALWAYS
    """First and last day, both inclusive; null is open."""
    organization: str | None = None
    """Its id, or a name or acronym of it, in any case."""

    def __post_init__(self) -> None:
        """Raises `UsageError` for an organization without a name, which would be no filter."""
        if self.organization is not None and not self.organization.strip():
            raise UsageError(f"--organization {self.organization!r} is no name; expected a name, an acronym or an id")

    def wants(self, source: str) -> bool:
        """Whether anything of a source is wanted."""
        if self.made is not None and source not in self.made:
            return False
        return not self.sources or any(source == wanted or fnmatchcase(source, wanted) for wanted in self.sources)

    def require_sources(self, names: Collection[str]) -> None:
        """Raises `UsageError` for a name or pattern that fits none of these: it may be mistyped."""
        for pattern in self.sources:
            if pattern not in names and not any(fnmatchcase(name, pattern) for name in names):
                near = get_close_matches(pattern, names, n=1)
                hint = f"did you mean {near[0]!r}?" if near else "expected the name of one, or a pattern such as 'a/*'"
                raise UsageError(f"--source {pattern!r} fits none of {len(names):,} sources; {hint}")

    def of(self, facts: Iterable[Facts]) -> Iterator[Facts]:
        """The documents of wanted sources, with the records that are wanted."""
        for document, records in facts:
            if self.wants(document.source):
                yield Facts(document, self._records(document, records))

    @property
    def is_of_records(self) -> bool:
        """Whether it leaves records of a wanted source out."""
        return self != type(self)(sources=self.sources, made=self.made)

    def _records(self, document: Document, records: tuple[Record, ...]) -> tuple[Record, ...]:
        if not self.is_of_records:
            return records
        named = _sentences_with(self.organization, records) if self.organization else None
        return tuple(
            record
            for record in records
            if record.kind in self.kinds
            and self._is_of_the_days(document, record)
            and (named is None or _is_about(record, named, self.organization))
        )

    def _is_of_the_days(self, document: Document, record: Record) -> bool:
        since, until = self.days
        if since is None and until is None:
            return True
        first, last = _own_days(document, record)
        if first is None or last is None:
            return False
        starts_in_time = until is None or day_key(first) <= day_key(until)
        return starts_in_time and (since is None or day_key(last) >= day_key(since))


def require_named(organization: str, facts: Iterable[Facts]) -> None:
    """Raises `UsageError` that offers near names for an organization that no record names; reads on until one does."""
    known: dict[str, str] = {}
    for _, records in facts:
        for record in records:
            if isinstance(record, OrganizationRecord):
                known |= {name.casefold(): name for name in _names(record)}
        if organization.casefold() in known:
            return
    near = get_close_matches(organization.casefold(), known, n=3)
    hint = f"did you mean {', '.join(repr(known[name]) for name in near)}? " if near else ""
    raise UsageError(
        f"no record names the organization {organization!r}; "
        f"{hint}`recital export organizations` lists those that are named"
    )


def days_between(since: str | None, until: str | None) -> Bounds:
    """The days from the first of one EDTF value to the last of another.

    Raises `UsageError` for what is none, and where the second is before the first.

    >>> days_between("1999-06", "2001")
    Bounds(earliest='1999-06-01', latest='2001-12-31')
    """
    first, last = _days(since, "--since").earliest, _days(until, "--until").latest
    if first and last and day_key(first) > day_key(last):
        raise UsageError(f"--since {since!r} is after --until {until!r}; no day is both")
    return Bounds(first, last)


def _days(given: str | None, flag: str) -> Bounds:
    if given is None:
        return ALWAYS
    try:
        found = bounds(given)
    except InvalidDate as error:
        raise UsageError(f"{flag}: {error}; expected a day, a month or a year, such as 1999-06") from error
    if found.earliest is None:
        raise UsageError(f"{flag} {given!r} has no year; expected a day, a month or a year, such as 1999-06")
    return found


def _own_days(document: Document, record: Record) -> Bounds:
    if isinstance(record, DateRecord):
        return Bounds(record.value.earliest, record.value.latest)
    if isinstance(record, ResolutionRecord):
        return Bounds(record.value.adopted, record.value.adopted)
    return Bounds(document.date, document.date)


def _sentences_with(organization: str, records: Iterable[Record]) -> frozenset[tuple[int, int]]:
    return frozenset(record.provenance.sentence for record in records if _is_mention(record, organization))


def _is_about(record: Record, named: frozenset[tuple[int, int]], organization: str | None) -> bool:
    """Whether it mentions the organization, or is another kind of fact in a sentence that does."""
    if isinstance(record, OrganizationRecord):
        return organization is not None and _is_mention(record, organization)
    return record.provenance.sentence in named


def _is_mention(record: Record, organization: str) -> bool:
    return isinstance(record, OrganizationRecord) and organization.casefold() in map(str.casefold, _names(record))


def _names(record: OrganizationRecord) -> tuple[str, ...]:
    """By what an organization is asked for."""
    return (record.value.id, record.value.name, record.value.acronym or "", record.text)
