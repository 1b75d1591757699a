"""Packed output: one file of many documents for each shard, for corpora of millions, in which each is found by itself.

shards/FORMAT                               says that this output is packed
shards/000001-3f2a1c77d08e6b54.jsonl.zst    a line of JSON for each document, each packed by itself with Zstandard
shards/000001-3f2a1c77d08e6b54.index.json   where each stands in it: [source, first byte, length, length as a file]

A line is the document's output file without its white space; of a document with a text rendering, `text` follows. The
number counts the runs that wrote something, the rest is a hash of the content: nothing that was written is changed.
Of a source that several packs hold the one with the highest number counts, also where it says that the source is gone.
An index is written after its pack, and makes it count: a pack without one is what a killed run left. An index that is
damaged, or without its pack, is removed by the next run, which finds its documents missing and makes them again.
"""

import errno
import hashlib
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from flows import places
from flows.places import Content, Place, Stamp
from schemas.errors import DamagedOutput, UsageError

FOLDER = "shards"
_FORMAT = "FORMAT"
_SAID = "JSON Lines, each packed with Zstandard"
"""What stands in it."""
_INDEX, _PACK = ".index.json", ".jsonl.zst"
_OURS = re.compile(rf"\d{{6,}}-[0-9a-f]{{16}}(?:{re.escape(_INDEX)}|{re.escape(_PACK)})")
_LEVEL = 9
"""Of 283 kB of output files 9 leaves 26 kB, 3 leaves 29 kB, and 19 leaves 25 kB in forty times the time."""
_REQUESTS_AT_ONCE = 16


class Line(NamedTuple):
    """Where a document stands."""

    pack: str
    start: int
    length: int
    """Bytes in the pack."""
    bytes: int
    """Bytes of the output file that it stands for."""


class _Index(NamedTuple):
    """What a pack says it holds."""

    lines: dict[str, Line]
    gone: tuple[str, ...]


class Damage(NamedTuple):
    """A file that is damaged, or gone, so that what it told is not known."""

    path: Place
    what: str
    """In words for people, what to do included."""


class Packs:
    """The packs of an output, and what in them counts; as the last look at the folder saw them."""

    def __init__(self, output: Place) -> None:
        self._folder = output / FOLDER
        self._indexes: dict[str, _Index] = {}
        self._damaged: tuple[str, ...] = ()
        self._stamps: dict[str, Stamp] = {}
        self._lines: dict[str, Line] = {}
        self.refresh()

    def refresh(self) -> bool:
        """Looks for packs that came since; whether the output is still a packed one. Raises `OSError`."""
        self._stamps = places.listed(self._folder)
        names = sorted(name for name in self._stamps if name.endswith(_INDEX))
        new = [name for name in names if name not in self._indexes]
        if not new and len(names) == len(self._indexes):
            self._damaged = ()  # all that are there were read
            return _FORMAT in self._stamps
        with ThreadPoolExecutor(_REQUESTS_AT_ONCE if places.is_remote(self._folder) else 1) as threads:
            read = dict(zip(new, threads.map(self._read_index, new), strict=True))
        known = self._indexes | {name: index for name, index in read.items() if index is not None}
        known = {name: known[name] for name in names if name in known}
        lines: dict[str, Line] = {}
        for index in known.values():
            lines |= index.lines
            for source in index.gone:
                lines.pop(source, None)
        self._damaged = tuple(name for name, index in read.items() if index is None)
        self._indexes, self._lines = known, lines  # whole, since another thread may look at them meanwhile
        return _FORMAT in self._stamps

    @property
    def generation(self) -> int:
        """The number of the next run that writes something."""
        return 1 + max((int(name.partition("-")[0]) for name in self._indexes), default=0)

    @property
    def sources(self) -> Iterator[str]:
        """The names of the documents that are there, in no order."""
        return iter(self._lines)

    @property
    def unfinished(self) -> list[Place]:
        """Packs without an index, as killed runs leave them, sorted."""
        return [
            self._folder / name
            for name in sorted(self._stamps)
            if name.endswith(_PACK) and f"{name.removesuffix(_PACK)}{_INDEX}" not in self._stamps
        ]

    @property
    def damages(self) -> Iterator[Damage]:
        """Indexes that cannot be read, and packs that are gone although their indexes tell of them."""
        for name in self._damaged:
            advice = "`recital run` extracts again what its pack holds"
            yield Damage(self._folder / name, f"the index of a pack is damaged; {advice}")
        for pack in sorted({line.pack for line in self._lines.values()}.difference(self._stamps)):
            yield Damage(self._folder / pack, "the pack is gone; `recital run` extracts again what it held")

    def path_of(self, source: str) -> Place | None:
        """The pack that a source is in."""
        line = self._lines.get(source)
        return line and self._folder / line.pack

    def stamp(self, source: str) -> Stamp | None:
        """By what the line of a source is known again: its length as a file, and when its pack was written."""
        line = self._lines.get(source)
        written = line and self._stamps.get(line.pack)
        return Stamp(line.bytes, written.mtime_ns) if line and written else None

    def read(self, source: str) -> bytes:
        """The content of the output file that the line of a source stands for. Raises `OSError`."""
        return as_file(self._line(source))

    def read_stamped(self, source: str) -> Content:
        """The same, with that by which it is known again. Raises `OSError`."""
        content, stamp = self.read(source), self.stamp(source)
        if stamp is None:
            raise FileNotFoundError(errno.ENOENT, "its pack is gone", source)
        return Content(content, stamp)

    def read_text(self, source: str) -> str | None:
        """The text rendering of a source; null where there is none. Raises `OSError`."""
        text: str | None = from_json(self._line(source)).get("text")
        return text

    def write(self, generation: int, lines: Sequence["Packed"], gone: Sequence[str] = ()) -> None:
        """Writes a pack of documents, and that some are gone. Raises `OSError`; then nothing of it counts."""
        content = b"".join(packed.frame for packed in lines)
        told, start = [], 0
        for packed in lines:
            told.append([packed.source, start, len(packed.frame), packed.bytes])
            start += len(packed.frame)
        index = to_json({"lines": told, "gone": list(gone)})
        name = f"{generation:06}-{hashlib.sha256(content + index).hexdigest()[:16]}"
        if lines:
            places.write(self._folder / f"{name}{_PACK}", content)
        places.write(self._folder / f"{name}{_INDEX}", index)
        places.flush_folder(self._folder)

    def remove_damaged(self) -> None:
        """Removes indexes that are damaged, or whose pack is gone: what they told of counts no more.

        One that only says what is gone has no pack.
        """
        alone = [name for name, index in self._indexes.items() if index.lines and _pack(name) not in self._stamps]
        for name in (*self._damaged, *alone):
            places.remove(self._folder / name)
        self.refresh()

    def remove_spent(self) -> None:
        """Removes packs of which nothing counts, unless they still say what became of an older line."""
        older: set[str] = set()
        for name, index in self._indexes.items():
            told = index.lines.keys() | set(index.gone)
            counts = any(self._lines.get(source) == line for source, line in index.lines.items())
            if counts or not older.isdisjoint(told):
                older |= told
                continue
            places.remove(self._folder / name)  # first, so that the pack counts no more
            places.remove(self._folder / _pack(name))
        self.refresh()

    def _read_index(self, name: str) -> _Index | None:
        """What an index says; None for one that is damaged, whose documents are then missing, and made again."""
        pack, content = _pack(name), places.read(self._folder / name)
        try:
            told = from_json(content)
            lines = {source: Line(pack, *where) for source, *where in told["lines"]}
            return _Index(lines, tuple(told["gone"]))
        except (ValueError, LookupError, TypeError):
            return None

    def _line(self, source: str) -> bytes:
        line = self._lines.get(source)
        if line is None:
            raise FileNotFoundError(errno.ENOENT, "no pack holds it", source)
        try:
            frame = places.read_part(self._folder / line.pack, line.start, line.length)
        except FileNotFoundError as error:
            if self.refresh() and self._lines.get(source) == line:  # no run took it away: the index still tells of it
                pack = str(self._folder / line.pack)
                raise DamagedOutput(
                    f"the pack {pack!r}, which holds {source!r}, is gone; `recital run` extracts again what it held"
                ) from error
            raise
        zstd = _zstandard()
        try:
            content: bytes = zstd.ZstdDecompressor().decompress(frame)
        except zstd.ZstdError as error:
            pack = str(self._folder / line.pack)
            raise DamagedOutput(
                f"the pack {pack!r} is damaged where it holds {source!r}: {error}; "
                "remove it, and `recital run` extracts again what it held"
            ) from error
        return content


def _pack(index: str) -> str:
    """The pack that an index tells of."""
    return f"{index.removesuffix(_INDEX)}{_PACK}"


class Packed(NamedTuple):
    """A document on its way into a pack."""

    source: str
    frame: bytes
    bytes: int


def packed(source: str, content: bytes, text: str | None) -> Packed:
    """An output file with its text rendering, if it has one, as a line of a pack."""
    line = to_json(from_json(content) | ({} if text is None else {"text": text})) + b"\n"
    frame = _zstandard().ZstdCompressor(level=_LEVEL, write_checksum=True).compress(line)
    return Packed(source, frame, len(content))


def as_file(line: bytes) -> bytes:
    """The content of the output file that a line stands for.

    >>> print(as_file(b'{"document":{"source":"a.pdf"},"text":"In 1999"}').decode(), end="")
    {
      "document": {
        "source": "a.pdf"
      }
    }
    """
    content: dict[str, Any] = from_json(line)
    content.pop("text", None)
    return to_json(content, indent=2) + b"\n"


@cache
def of(output: Place) -> Packs | None:
    """The packs of an output that is packed; None for one of files. An output keeps its form.

    Raises `OSError`, and `DamagedOutput` for packs that are not told to be of the form that is read here.
    """
    path = output / FOLDER / _FORMAT
    try:
        places.stamp(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if (said := places.read(path).decode(errors="replace").strip()) != _SAID:
        raise DamagedOutput(
            f"{str(path)!r} says {said[:80]!r}; expected {_SAID!r}: put that line back where it was damaged, "
            "or use the Recital that wrote it"
        )
    return Packs(output)


def require_format(output: Place) -> None:
    """Raises `DamagedOutput` for packs of which nothing says that the output is packed; and what `of` raises.

    A run would write files beside them, and nobody would read them any more.
    """
    folder = output / FOLDER
    if refreshed(output) is None and any(_OURS.fullmatch(name) for name in places.listed(folder)):
        raise DamagedOutput(
            f"{str(folder)!r} holds packs, and no {_FORMAT!r} that says how they are written; "
            f"expected that file, with the line {_SAID!r}: put it back, or use another --output"
        )


def refreshed(output: Place) -> Packs | None:
    """The same after another look, for what other processes wrote, or took away to begin again. Raises `OSError`."""
    there = of(output)
    if there is None or not there.refresh():
        of.cache_clear()
        there = of(output)
    return there


def begin(output: Place) -> None:
    """Makes a new output one that is packed. Raises `OSError`, and `UsageError` without the library."""
    require_library()
    places.make_folder(output / FOLDER)
    places.write(output / FOLDER / _FORMAT, f"{_SAID}\n".encode())
    of.cache_clear()


def require_library() -> None:
    """Raises `UsageError` where the library that packs is not installed."""
    _zstandard()


def _zstandard() -> Any:  # noqa: ANN401 # a module
    try:
        import zstandard  # noqa: PLC0415 # an extra
    except ImportError as error:
        raise UsageError(f"packed output needs the extra `pack`: pip install '.[pack]' ({error})") from error
    return zstandard
