"""What lies in the raw folder, or in object storage under a URL, and how it is shared out.

raw/a.txt          -> Source(name="a.txt", bytes=6609)
raw/2024/b.txt     -> Source(name="2024/b.txt", bytes=51)
raw/c.jsonl        -> Source(name="c.jsonl#1", …), Source(name="c.jsonl#2", …): one for each line
raw/d.warc.gz      -> Source(name="d.warc.gz#un.org-5b6f23c09a5e", …), …: one for each page of a web archive
raw/c.jsonl#1      -> Source(name="c.jsonl#1#2", refusal="its name is that of another source, …")
raw/.DS_Store      -> nothing: names that start with a dot are no documents
"""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from flows import archives, places
from flows.places import Object, Place
from schemas.errors import UsageError

if TYPE_CHECKING:
    from upath import UPath

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNPRINTABLE = "its name holds characters that cannot be printed; rename it"
_LINES = ".jsonl"
_LONGEST_NAME = 255
"""Bytes in the name of a file, which the file systems of Linux, macOS and Windows allow."""
_PIECE = 1 << 20
"""Bytes that are read at once, and dropped again where their line is longer than `_LONGEST_NAMED`."""
_LONGEST_NAMED = 1 << 25
"""Bytes of a line above which it is named by its number, so that its content is not held; with the usual `max_bytes`,
20 MB, it is not read anyhow."""
_LEAST = 500_000
"""Bytes of the smallest runs towards the end: the rules take 1.4 seconds for them, Prefect 0.1 to 0.2 for a task."""
_TURNS_LEFT = 2
"""Runs for each worker in what is left: with 2, ten runs take the place of the last four."""
_SAFE = ":,;=@+ "
"""What stands in names as it is, besides letters, digits and `_.-~`."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the raw folder, or a part of one: a line of JSON Lines, a page of a web archive."""

    name: str
    """Path below the raw folder with forward slashes; what cannot be printed in it stands escaped. Of a part, `#`
    and its number, id or name follow."""
    path: Place
    """Where to read it."""
    bytes: int
    """Its size when it was found; 0 where it is not read."""
    refusal: str | None = None
    """Why it is not read, in words for people; null when it may be."""
    offset: int = 0
    """Where it starts in its file, in bytes."""
    is_part: bool = False
    mtime_ns: int | None = None
    """When it was changed last, in nanoseconds since 1970."""

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.path.name if self.is_part else self.name


class _Line(NamedTuple):
    """A line of a file, counted from 1; its offset and length are bytes."""

    number: int
    offset: int
    length: int
    content: bytes
    """All of it; only its start where it is longer than `_LONGEST_NAMED`."""


def find(raw: Place, *, id_field: str | None = None) -> tuple[Source, ...]:
    """Every source below a folder, sorted by name; files and folders whose name starts with a dot are none.

    Lines of JSON Lines are named by their number, or by a field of theirs. Raises `UsageError` when there is no such
    folder.
    """
    found = [source for file in files(raw) for source in _documents(file, id_field)]
    return tuple(sorted(_named_apart(found), key=lambda source: source.name))


def files(raw: Place) -> Iterator[Source]:
    """Every file below a folder, as a source of its own: nothing is read of it. Raises `UsageError` as `find` does."""
    require_folder(raw)
    return map(_of_object, _objects(raw)) if places.is_remote(raw) else _of_folder(raw)


def at(path: Path, raw: Place) -> Source:
    """The source that a file is: below the raw folder with its name there, anywhere else with its own."""
    given = Path(os.path.abspath(path))  # noqa: PTH100 # a link stays a link
    if not places.is_remote(raw) and given.is_relative_to(base := Path(os.path.abspath(raw))):  # noqa: PTH100
        return _source(given, base, base.resolve())
    return _source(given, given.parent, None)


def require_folder(raw: Place) -> None:
    """Raises `UsageError` when there is no such folder."""
    if places.is_remote(raw):
        try:
            places.require(raw)
        except (OSError, ValueError) as error:  # an endpoint that is no URL
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"raw {str(raw)!r} cannot be read: {reason}; expected a bucket and a prefix with source documents"
            ) from error
    elif not raw.is_dir():
        raise UsageError(f"raw {str(raw)!r} is no folder; expected a folder with source documents")


def shards(sources: Sequence[Source], shard_bytes: int, *, workers: int = 1) -> Iterator[tuple[Source, ...]]:
    """The sources in their order, in runs of at most `shard_bytes`; a larger source is a run of its own.

    For several workers the runs get smaller towards the end, so that none waits long for the last.
    """
    left = sum(source.bytes for source in sources)
    share = 1 if workers == 1 else _TURNS_LEFT * workers
    shard: list[Source] = []
    size = 0
    for source in sources:
        limit = min(shard_bytes, max(left // share, _LEAST))
        if shard and size + source.bytes > limit:
            yield tuple(shard)
            left -= size
            shard, size = [], 0
        shard.append(source)
        size += source.bytes
    if shard:
        yield tuple(shard)


def _named_apart(found: Iterable[Source]) -> Iterable[Source]:
    """The sources, each with a name that no other has: names are what all else goes by.

    A file may be named as a line of another is: it is refused, with a number to its name. An escaped name may be
    another's real one, which then stands for both.
    """
    by_name: dict[str, Source] = {}
    ranked = sorted(found, key=lambda source: (source.refusal is not None, not source.is_part))
    homonyms = [source for source in ranked if by_name.setdefault(source.name, source) is not source]
    for source in homonyms:
        if source.refusal == _UNPRINTABLE:
            continue
        name = next(name for number in count(2) if (name := f"{source.name}#{number}") not in by_name)
        refusal = source.refusal or f"its name is that of another source, {source.name!r}; rename it"
        by_name[name] = replace(source, name=name, bytes=0, refusal=refusal)
    return by_name.values()


def _objects(raw: "UPath") -> Iterator[Object]:
    """Everything that object storage has there, but what has a dot before a part of its name."""
    for found in places.objects(raw):
        if not any(part.startswith(".") for part in found.name.split("/")):
            yield found


def _of_object(found: Object) -> Source:
    shown, refusal = _shown(found.name), None
    if shown != found.name:
        refusal = _UNPRINTABLE
    elif "" in found.name.split("/"):
        refusal = "its name has a part that is empty, which no folder can have; rename it"
    size = 0 if refusal else found.stamp.bytes
    return Source(name=shown, path=found.path, bytes=size, refusal=refusal, mtime_ns=found.stamp.mtime_ns)


def _of_folder(raw: Path) -> Iterator[Source]:
    base = raw.resolve()
    return (_source(path, raw, base) for path in _files(raw))


def _files(folder: Path) -> Iterator[Path]:
    """Everything below a folder but the folders that can be opened; links to folders are not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink() and os.access(entry, os.R_OK | os.X_OK):
            yield from _files(entry)
        else:
            yield entry


def _documents(file: Source, id_field: str | None) -> Iterator[Source]:
    """A file as what it holds: lines of JSON Lines that are not blank, pages of an archive; any other as it is."""
    try:
        if file.refusal is not None:
            yield file
        elif file.name.lower().endswith(_LINES):
            yield from _of_lines(file, id_field)
        elif archives.is_archive(file.name):
            yield from _of_archive(file)
        else:
            yield file
    except OSError as error:
        yield replace(
            file, bytes=0, refusal=f"it cannot be opened: {error.strerror or error}; expected a file that may be read"
        )


def _of_archive(file: Source) -> Iterator[Source]:
    for found in archives.records(file.path):
        yield replace(
            file,
            name=f"{file.name}#{found.name}",
            bytes=0 if found.refusal else found.length,
            refusal=found.refusal,
            offset=found.offset,
            is_part=True,
        )


def _of_lines(file: Source, id_field: str | None) -> Iterator[Source]:
    seen: dict[str, int] = {}
    longest = _LONGEST_NAME - len(os.fsencode(f"{file.path.name}#.json"))  # its output file is named after it
    for line in _lines(file.path):
        given = _line_name(line.content, id_field)
        name, refusal = given if given and len(given) <= longest else str(line.number), None
        if name in seen:
            refusal = f"line {line.number} has the name of line {seen[name]}, {name!r}; expected one of its own"
            name = f"{name}#{line.number}"
        seen[name] = line.number
        yield replace(
            file,
            name=f"{file.name}#{name}",
            bytes=line.length,
            refusal=refusal,
            offset=line.offset,
            is_part=True,
        )


def _lines(path: Place) -> Iterator[_Line]:
    """Every line that is not blank. Of one that is too long to be read, no more than a piece is held at a time."""
    offset = length = number = 0
    pieces: list[bytes] = []
    with places.opened(path) as file:
        while piece := file.readline(_PIECE):
            length += len(piece)
            if length <= _LONGEST_NAMED:
                pieces.append(piece)
            if piece.endswith(b"\n") or len(piece) < _PIECE:
                number += 1
                content = b"".join(pieces)
                if content.strip():
                    yield _Line(number, offset, length, content)
                offset, length, pieces = offset + length, 0, []


def _line_name(line: bytes, id_field: str | None) -> str | None:
    """What the id of a line makes of its name: a part of a path in which nothing leads elsewhere."""
    if id_field is None:
        return None
    try:
        identity = json.loads(line).get(id_field)
        usable = isinstance(identity, str | int) and str(identity).strip()
        return quote(str(identity), safe=_SAFE) if usable else None
    except (ValueError, AttributeError, RecursionError):  # no object, or half of a surrogate pair in its id
        return None


def _shown(name: str) -> str:
    """The name, with what cannot be printed in it escaped."""
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def _source(path: Path, raw: Path, base: Path | None) -> Source:
    name = path.relative_to(raw).as_posix()
    shown = _shown(name)
    try:
        status = path.stat()
    except OSError as error:
        return Source(
            name=shown,
            path=path,
            bytes=0,
            refusal=f"it cannot be opened: {error.strerror}; expected a file that may be read",
        )
    refusal = None
    if shown != name:
        refusal = _UNPRINTABLE
    elif base is not None and not path.resolve().is_relative_to(base):
        refusal = "it is a link to something outside the raw folder; copy it into the folder"
    elif stat.S_ISDIR(status.st_mode):
        refusal = (
            "it is a link to a folder; copy the folder instead"
            if path.is_symlink()
            else "it is a folder that cannot be opened; expected one that may be read"
        )
    elif not stat.S_ISREG(status.st_mode):
        refusal = "it is no regular file; expected one"
    size = 0 if refusal else status.st_size
    return Source(name=shown, path=path, bytes=size, refusal=refusal, mtime_ns=status.st_mtime_ns)
