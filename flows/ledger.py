"""The ledger: what a run has to do, found by comparing the raw folder with the newest version of each source.

    bytes and fingerprint as in the store          unchanged, no work
    other bytes, or another fingerprint            extracted
    the output file is missing, or was altered     extracted
    only the text rendering is missing             read again, the extraction is taken over
    bytes of a source that is gone                 renamed: its extraction is taken over
    failed, and unchanged since                    left, but with `retry_failed`; what could not be read is asked again
    known, but no more in the raw folder           missing; with `prune` it is closed

Bytes are taken for unchanged where size and time of change are; else their hash decides.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows import places
from flows.places import Place
from flows.readers import is_verbatim
from flows.settings import Settings
from flows.sources import Source
from flows.stores.entries import Entry
from flows.stores.files import Stamps
from flows.stores.loading import Item
from flows.stores.tables import VersionStatus
from flows.summary import Novelty

_UNSETTLED_NS = 2_000_000_000
"""A source that was changed within two seconds before the run may change again at what the file system calls the same
time (FAT counts in steps of two seconds): its hash decides the next time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A source that a run has to see to."""

    source: Source
    known: bool = False
    """Whether an earlier run saw to it."""
    renamed_from: str | None = None
    """The name under which an earlier run saw the same bytes."""
    takes_over: bool = False
    """Whether the extraction under that name is taken over."""
    resumes: bool = False
    """Whether an output file that fits is taken over: that of a run which was killed, or whose rendering is lost."""

    @property
    def novelty(self) -> Novelty:
        """What the document is to the run."""
        if self.renamed_from is not None:
            return Novelty.RENAMED
        return Novelty.AGAIN if self.known else Novelty.NEW


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do."""

    jobs: tuple[Job, ...]
    """In the order of their sources."""
    unchanged: tuple[Entry, ...]
    touched: tuple[Source, ...]
    """Those of the unchanged whose files were written anew without another content."""
    missing: tuple[Entry, ...]
    """What has no source any more; what was renamed is not among them."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known, and what this run is."""

    known: Mapping[str, Entry]
    settings: Settings
    written: Stamps
    """What is in the output folder."""
    fingerprint: str
    now_ns: int
    """When the run began, in nanoseconds since 1970."""

    def plan(self, sources: tuple[Source, ...]) -> Plan:
        """What is to be done with these sources, which are all that there are."""
        there = {source.name for source in sources}
        live = {name: entry for name, entry in self.known.items() if not entry.status.ended}
        gone = {name: entry for name, entry in live.items() if name not in there}
        origins = _Origins(gone.values())
        jobs: list[Job] = []
        unchanged: list[Entry] = []
        touched: list[Source] = []
        for source in sources:
            entry = live.get(source.name)
            job = self._new(source, origins) if entry is None else self._again(source, entry)
            if job is not None:
                jobs.append(job)
            elif entry is not None:
                unchanged.append(entry)
                if not _looks_unchanged(source, entry) or not self.written.looks_intact(entry.written):
                    touched.append(source)
        missing = tuple(entry for name, entry in gone.items() if name not in origins.found)
        return Plan(tuple(jobs), tuple(unchanged), tuple(touched), missing)

    def item(self, source: Source, *, renamed_from: str | None = None) -> Item:
        """What the store is told of a source whose output file stands."""
        settled = source.mtime_ns is not None and source.mtime_ns < self.now_ns - _UNSETTLED_NS
        return Item(source.name, source.mtime_ns if settled else None, renamed_from)

    def _new(self, source: Source, origins: "_Origins") -> Job:
        origin = origins.take(source)
        if origin is None:
            return Job(source, resumes=not self.settings.force and self.written.of(source.name) is not None)
        same_reader = PurePosixPath(origin.source).suffix == PurePosixPath(source.name).suffix
        fits = same_reader and origin.fingerprint == self.fingerprint
        whole = fits and self.written.is_intact(origin.written) and has_text(self.written, source, origin)
        takes_over = whole and not self.settings.force
        return Job(source, known=True, renamed_from=origin.source, takes_over=takes_over)

    def _again(self, source: Source, entry: Entry) -> Job | None:
        """What is to be done with a source that is known; None where nothing is."""
        same = entry.fingerprint == self.fingerprint and is_unchanged(source, entry)
        retried = self.settings.retry_failed and entry.status is VersionStatus.FAILED
        intact = same and self.written.is_intact(entry.written)
        lacks_text = intact and not has_text(self.written, source, entry)
        if intact and not lacks_text and not self.settings.force and not retried:
            return None
        # A file of the version that is in the store, but not as it is there, was altered: it is not taken over.
        return Job(source, known=True, resumes=(lacks_text or not same) and not self.settings.force)


class _Origins:
    """The sources that are gone, to be found by their bytes, each once."""

    def __init__(self, gone: Iterable[Entry]) -> None:
        self._by_hash: dict[str, list[Entry]] = {}
        self.found: set[str] = set()
        for entry in gone:
            if entry.sha256 is not None and entry.status is VersionStatus.EXTRACTED:
                self._by_hash.setdefault(entry.sha256, []).append(entry)

    def take(self, source: Source) -> Entry | None:
        """The first source that is gone and had these bytes; None where there is none."""
        same = self._by_hash.get(_hash_of(source) or "") if self._by_hash and not source.refusal else None
        if not same:
            return None
        origin = same.pop(0)
        self.found.add(origin.source)
        return origin


def is_unchanged(source: Source, entry: Entry) -> bool:
    """Whether a source has the bytes of its newest version; of one that was never read, nobody can tell."""
    if source.refusal or entry.sha256 is None or source.bytes != entry.bytes:
        return False
    return _looks_unchanged(source, entry) or _hash_of(source) == entry.sha256


def has_text(written: Stamps, source: Source, entry: Entry) -> bool:
    """Whether what Recital keeps of the text is there: the rendering of a source that is no text itself."""
    if entry.status is not VersionStatus.EXTRACTED or is_verbatim(source.file):
        return True
    return written.has_text(entry.source)


def _looks_unchanged(source: Source, entry: Entry) -> bool:
    return entry.mtime_ns is not None and source.mtime_ns == entry.mtime_ns


def _hash_of(source: Source) -> str | None:
    """Hash of the bytes of a source; None where they cannot be read."""
    if not source.is_part:
        return _hash(source.path)
    try:
        return hashlib.sha256(places.read_part(source.path, source.offset, source.bytes)).hexdigest()
    except OSError:
        return None


def _hash(path: Place) -> str | None:
    """Hash of the content of a file; None where it cannot be read."""
    try:
        with places.opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
