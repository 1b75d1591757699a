"""What lies in the raw folder, and how it is shared out.

raw/a.txt          -> Source(name="a.txt", bytes=6609)
raw/2024/b.txt     -> Source(name="2024/b.txt", bytes=51)
raw/.DS_Store      -> nothing: names that start with a dot are no documents
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import UsageError

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the raw folder."""

    name: str
    """Path below the raw folder with forward slashes; what cannot be printed in it stands escaped."""
    path: Path
    """Where to read it."""
    bytes: int
    """Its size when it was found; 0 where it is not read."""
    refusal: str | None = None
    """Why it is not read, in words for people; null when it may be."""


def find(raw: Path) -> tuple[Source, ...]:
    """Every source below a folder, sorted by name; files and folders whose name starts with a dot are none.

    Raises `UsageError` when there is no such folder.
    """
    require_folder(raw)
    base = raw.resolve()
    return tuple(sorted((_source(path, raw, base) for path in _files(raw)), key=lambda source: source.name))


def require_folder(raw: Path) -> None:
    """Raises `UsageError` when there is no such folder."""
    if not raw.is_dir():
        raise UsageError(f"raw {str(raw)!r} is no folder; expected a folder with source documents")


def shards(sources: Iterable[Source], shard_bytes: int) -> Iterator[tuple[Source, ...]]:
    """The sources in their order, in runs of at most `shard_bytes`; a larger source is a run of its own."""
    shard: list[Source] = []
    size = 0
    for source in sources:
        if shard and size + source.bytes > shard_bytes:
            yield tuple(shard)
            shard, size = [], 0
        shard.append(source)
        size += source.bytes
    if shard:
        yield tuple(shard)


def _files(folder: Path) -> Iterator[Path]:
    """Everything below a folder but the folders that can be opened; links to folders are not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink() and os.access(entry, os.R_OK | os.X_OK):
            yield from _files(entry)
        else:
            yield entry


def _source(path: Path, raw: Path, base: Path) -> Source:
    name = path.relative_to(raw).as_posix()
    shown = _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", name)
    try:
        status = path.stat()
    except OSError as error:
        return Source(name=shown, path=path, bytes=0, refusal=f"it cannot be opened: {error.strerror}")
    refusal = None
    if shown != name:
        refusal = "its name holds characters that cannot be printed"
    elif not path.resolve().is_relative_to(base):
        refusal = "it is a link to something outside the raw folder"
    elif stat.S_ISDIR(status.st_mode):
        refusal = "it is a link to a folder" if path.is_symlink() else "it is a folder that cannot be opened"
    elif not stat.S_ISREG(status.st_mode):
        refusal = "it is no regular file"
    return Source(name=shown, path=path, bytes=0 if refusal else status.st_size, refusal=refusal)
