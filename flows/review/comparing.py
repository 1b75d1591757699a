"""The changes between two sets of extractions: of two runs, two output folders, or one folder at two commits of git.

recital diff 17 18             what differs between two runs of the store
recital diff old/ output/      what differs between two folders
recital diff --git HEAD~1      what differs between a commit and the output folder as it stands
"""

import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from flows import places
from flows.places import Place
from flows.stores import files, outputs, packs, reading, runs
from flows.stores.database import Database
from schemas.changes import Cause, Change, ChangeKind, compare, diff
from schemas.errors import UsageError
from schemas.problems import told
from schemas.records import Extraction, renamed

Extractions = Mapping[str, Callable[[], Extraction]]
"""Extractions by source, each read when it is asked for."""


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """What changed in one source."""

    source: str
    changes: tuple[Change, ...]
    is_new: bool = False
    is_gone: bool = False
    renamed_from: str | None = None
    """Another name that it had before, with the same bytes."""


def in_folder(output: Place) -> Extractions:
    """The extractions in an output folder.

    Raises `UsageError` where there is none, and `DamagedOutput` where a part of it is lost: what was in it would look
    as if it were gone.
    """
    return {source: _reader(output, source) for source in outputs.whole(output)}


def at_commit(output: Place, revision: str) -> Extractions:
    """The extractions that git has of an output folder at a commit.

    Raises `UsageError` where there is no such folder, git knows no such commit, or has no output files in it.
    """
    outputs.require(output)
    if places.is_remote(output) or packs.of(output):
        raise UsageError(f"--git compares files in a folder, one for each source; {str(output)!r} holds none")
    commit = _git(output, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    listing = _git(output, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".").decode("utf-8", "surrogateescape")
    found = {source: name for name in listing.split("\0") if (source := files.source_of(name))}
    if not found:
        raise UsageError(f"git has no output files of {str(output)!r} at {revision!r}; expected a folder kept in git")
    return {source: _git_reader(output, commit, name) for source, name in found.items()}


def of_runs(database: Database, before: int, after: int) -> tuple[Extractions, Extractions]:
    """The extractions after each of two runs; of sources that are the same after both, none.

    Raises `UsageError` when there is no such run.
    """
    with database.reading() as connection:
        for number in (before, after):
            if runs.read_one(connection, number) is None:
                raise UsageError(f"there is no run {number}; `recital runs` lists them")
        sides = [reading.versions_at(connection, number) for number in (before, after)]
    same = sides[0].items() & sides[1].items()
    first, second = (
        {source: _store_reader(database, *at) for source, at in side.items() if (source, at) not in same}
        for side in sides
    )
    return first, second


def last_runs(database: Database) -> tuple[int, int]:
    """The numbers of the run before the last one and of the last. Raises `UsageError` when there are less than two."""
    with database.reading() as connection:
        found = [run.id for run in runs.read(connection, last=2)]
    if len(found) < 2:
        raise UsageError(
            f"there is nothing to compare yet: the store {database.name} knows {'one run' if found else 'no run'}; "
            "change a document or a rule and `recital run` again, or name two output folders"
        )
    return found[1], found[0]


def between(before: Extractions, after: Extractions) -> Iterator[SourceChanges]:
    """What changed in each source, sorted by source; neither records that only moved nor sources as they were.

    A source that is gone and a new one with the same bytes, which no other has, are one that was renamed.
    """
    origins = _origins(before, after)
    for source in sorted({*before, *after} - {*origins.values()}):
        origin = origins.get(source)
        was = before.get(source) if origin is None else _renamed(before[origin], source)
        changes = _changes(was, after.get(source))
        shown = tuple(change for change in changes if change.kind is not ChangeKind.MOVED)
        if shown or origin is not None or (source in before) != (source in after):
            yield SourceChanges(source, shown, is_new=was is None, is_gone=source not in after, renamed_from=origin)


def _origins(before: Extractions, after: Extractions) -> dict[str, str]:
    """The earlier name of each source that was renamed."""
    gone, come = (_by_hash(side, side.keys() - other.keys()) for side, other in ((before, after), (after, before)))
    return {
        come[sha256][0]: names[0]
        for sha256, names in gone.items()
        if len(names) == 1 and len(come.get(sha256, ())) == 1
    }


def _by_hash(extractions: Extractions, names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if (sha256 := extractions[name]().document.sha256) is not None:
            found[sha256].append(name)
    return found


def _renamed(extraction: Callable[[], Extraction], source: str) -> Callable[[], Extraction]:
    return lambda: renamed(extraction(), source)


def _changes(before: Callable[[], Extraction] | None, after: Callable[[], Extraction] | None) -> tuple[Change, ...]:
    if before is None or after is None:
        was, now = (side().records if side else () for side in (before, after))
        return diff(was, now, cause=Cause.NEW if before is None else Cause.REMOVED)
    return compare(before(), after())


def _reader(output: Place, source: str) -> Callable[[], Extraction]:
    return lambda: _parsed(files.read(output, source), str(files.path_of(output, source)))


def _store_reader(database: Database, document_id: int, number: int) -> Callable[[], Extraction]:
    def read() -> Extraction:
        with database.reading() as connection:
            return reading.extraction(connection, document_id, number)

    return read


def _git_reader(output: Path, commit: str, name: str) -> Callable[[], Extraction]:
    return lambda: _parsed(_git(output, "cat-file", "blob", f"{commit}:./{name}"), f"{commit}:{name}")


def _parsed(content: bytes, where: str) -> Extraction:
    try:
        return files.parse(content)
    except ValidationError as error:
        raise UsageError(f"{where!r}: {told(error.errors()[0])}; `recital run` writes such a file") from error


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise UsageError("git is not installed; expected it on the PATH for --git") from error
    except subprocess.CalledProcessError as error:
        raise UsageError(
            f"git: {error.stderr.decode(errors='replace').strip()}; expected a commit for --git"
        ) from error
    return done.stdout
