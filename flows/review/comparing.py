"""The changes between two sets of extractions: two output folders, or one folder at two commits of git.

recital diff old/ output/      what differs between two folders
recital diff --git HEAD~1      what differs between a commit and the output folder as it stands
"""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from flows.stores import files
from schemas.changes import Cause, Change, ChangeKind, compare, diff
from schemas.errors import UsageError
from schemas.records import Extraction

Extractions = Mapping[str, Callable[[], Extraction]]
"""Extractions by source, each read when it is asked for."""


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """What changed in one source."""

    source: str
    changes: tuple[Change, ...]
    is_new: bool = False
    is_gone: bool = False


def in_folder(output: Path) -> Extractions:
    """The extractions in an output folder. Raises `UsageError` when there is no such folder."""
    if not output.is_dir():
        raise UsageError(f"{str(output)!r} is no folder; expected one that `recital run` wrote")
    return {source: _reader(files.path_of(output, source)) for source in files.sources(output)}


def at_commit(output: Path, revision: str) -> Extractions:
    """The extractions that git has of an output folder at a commit.

    Raises `UsageError` when git knows no such commit, or the folder is not in it.
    """
    commit = _git(output, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    listing = _git(output, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".").decode("utf-8", "surrogateescape")
    found = {source: name for name in listing.split("\0") if (source := files.source_of(name))}
    if not found:
        raise UsageError(f"git has no output files of {str(output)!r} at {revision!r}; expected a folder kept in git")
    return {source: _git_reader(output, commit, name) for source, name in found.items()}


def between(before: Extractions, after: Extractions) -> Iterator[SourceChanges]:
    """What changed in each source, sorted by source; neither records that only moved nor sources as they were."""
    for source in sorted({*before, *after}):
        changes = _changes(before.get(source), after.get(source))
        shown = tuple(change for change in changes if change.kind is not ChangeKind.MOVED)
        if shown or (source in before) != (source in after):
            yield SourceChanges(source, shown, is_new=source not in before, is_gone=source not in after)


def _changes(before: Callable[[], Extraction] | None, after: Callable[[], Extraction] | None) -> tuple[Change, ...]:
    if before is None or after is None:
        was, now = (side().records if side else () for side in (before, after))
        return diff(was, now, cause=Cause.TEXT)
    return compare(before(), after())


def _reader(path: Path) -> Callable[[], Extraction]:
    return lambda: _parsed(path.read_bytes(), str(path))


def _git_reader(output: Path, commit: str, name: str) -> Callable[[], Extraction]:
    return lambda: _parsed(_git(output, "cat-file", "blob", f"{commit}:./{name}"), f"{commit}:{name}")


def _parsed(content: bytes, where: str) -> Extraction:
    try:
        return files.parse(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{where!r}: {first['msg']}; expected a file that `recital run` wrote") from error


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise UsageError("git is not installed; expected it on the PATH for --git") from error
    except subprocess.CalledProcessError as error:
        raise UsageError(f"git: {error.stderr.decode(errors='replace').strip()}") from error
    return done.stdout
