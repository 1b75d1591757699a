"""Output files: one for each source, written whole or not at all, and the same bytes for the same extraction.

a.txt       -> output/a.txt.json
2024/b.pdf  -> output/2024/b.pdf.json, and its text rendering in output/2024/b.pdf.txt

Where an output is packed, what would stand in these files stands in the packs of `packs`, and is read from there.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from pydantic import TypeAdapter

from flows import places
from flows.places import Content, Place, Stamp
from flows.stores import packs
from flows.stores.locks import only_holder
from flows.stores.packs import Damage, Packed
from schemas.documents import DocumentText
from schemas.records import Extraction

_EXTRACTION = TypeAdapter(Extraction)
_SUFFIX = ".json"
TEXT_SUFFIX = ".txt"
_LOCK = ".recital.lock"


@contextmanager
def alone(output: Place) -> Iterator[None]:
    """Within it no other run works on the output folder. Raises `RunError` when one does.

    Object storage has no locks: there the store's lock alone keeps runs apart.
    """
    if places.is_remote(output):
        yield
        return
    taken = f"another run works on the output {str(output)!r}; let it end first, or give this one another --output"
    with only_holder(FileLock(output / _LOCK, timeout=0), taken):
        yield


def path_of(output: Place, source: str) -> Place:
    """The output file of a source, given by its name; where output is packed, the pack that holds it, if one does."""
    packed = packs.of(output)
    return (packed and packed.path_of(source)) or output / f"{source}{_SUFFIX}"


def text_path_of(output: Place, source: str) -> Place:
    """The file of a source's text rendering; sources that are text themselves have none."""
    return output / f"{source}{TEXT_SUFFIX}"


class Written(NamedTuple):
    """The output file of a source as a run wrote it."""

    source: str
    sha256: str | None
    stamp: tuple[int | None, int | None]
    """Its size, and when it was written, as `Stamp` has them."""


class Stamps:
    """By what each output file is known again; those in object storage are listed once, not asked for one by one."""

    def __init__(self, output: Place) -> None:
        self.output = output
        self._packed = packs.of(output)
        self._listed: dict[str, Stamp] | None = None
        if self._packed is None and places.is_remote(output):
            self._listed = {one.name: one.stamp for one in places.objects(output)}

    @property
    def generation(self) -> int | None:
        """The number of this run's packs; null where it writes a file for each source."""
        return self._packed.generation if self._packed else None

    def of(self, source: str) -> Stamp | None:
        """That of a source's output file; null where there is none."""
        if self._packed is not None:
            return self._packed.stamp(source)
        if self._listed is not None:
            return self._listed.get(f"{source}{_SUFFIX}")
        try:
            return places.stamp(path_of(self.output, source))
        except OSError:
            return None

    def looks_intact(self, written: Written) -> bool:
        """Whether an output file has the size and time of change that it was written with."""
        return self.of(written.source) == written.stamp

    def is_intact(self, written: Written) -> bool:
        """Whether an output file is as it was written; where it looks otherwise, its hash decides."""
        if self.looks_intact(written):
            return True
        if self.of(written.source) is None:
            return False
        try:
            return hashlib.sha256(read(self.output, written.source)).hexdigest() == written.sha256
        except OSError:
            return False

    def has_text(self, source: str) -> bool:
        """Whether a source has a text rendering; in a pack it stands beside the records, and is lost with them."""
        if self._packed is not None:
            return self._packed.stamp(source) is not None
        if self._listed is not None:
            return f"{source}{TEXT_SUFFIX}" in self._listed
        return text_path_of(self.output, source).is_file()


def serialized(extraction: Extraction) -> bytes:
    """The content of an output file: JSON in UTF-8, keys in the order of the models, line feeds, one at the end."""
    return _EXTRACTION.dump_json(extraction, indent=2) + b"\n"


def gather(output: Place, extraction: Extraction, pack: list[Packed], *, text: str | None = None) -> None:
    """Adds an extraction to what becomes a pack, where no pack has it as it is. Raises `OSError`."""
    source, content = extraction.document.source, serialized(extraction)
    there = packs.of(output)
    known = there.stamp(source) if there else None
    if there and known and known.bytes == len(content):
        with suppress(OSError):  # what is damaged is written anew
            if (there.read(source), there.read_text(source)) == (content, text):
                return
    pack.append(packs.packed(source, content, text))


def write_pack(output: Place, generation: int, pack: Sequence[Packed]) -> None:
    """Writes what was gathered, if anything was. Raises `OSError`."""
    if pack and (there := packs.of(output)):
        there.write(generation, pack)


def write(output: Place, extraction: Extraction, *, text: str | None = None) -> Place:
    """Writes the output file of an extraction, where it does not stand there already; its path.

    Where there is a text rendering, it is written before. Each is written whole or not at all. Raises `OSError` when
    that fails; then nothing is left behind.
    """
    rendering = text_path_of(output, extraction.document.source)
    target = output / f"{extraction.document.source}{_SUFFIX}"
    places.make_folder(target.parent)
    if text is None:
        places.remove(rendering)
    else:
        _write(rendering, text.encode())
    if _write(target, serialized(extraction)):
        places.flush_folder(target.parent)
    return target


def _write(target: Place, content: bytes) -> bool:
    """Whether a file had to be written to have this content; in object storage asking costs more than writing."""
    if not places.is_remote(target) and _holds(target, content):
        return False
    places.write(target, content)
    return True


def read(output: Place, source: str) -> bytes:
    """The content of the output file of a source. Raises `OSError` when it cannot be read."""
    packed = packs.of(output)
    return packed.read(source) if packed else places.read(path_of(output, source))


def read_stamped(output: Place, source: str) -> Content:
    """The output file of a source, with that by which it is known again. Raises `OSError` when it cannot be read."""
    packed = packs.of(output)
    return packed.read_stamped(source) if packed else places.read_stamped(path_of(output, source))


def read_text(output: Place, source: str) -> str | None:
    """The text rendering of a source; null when there is none. Raises `OSError` when it cannot be read."""
    content = read_rendering(output, source)
    return None if content is None else content.decode(errors="replace")


def read_rendering(output: Place, source: str) -> bytes | None:
    """The bytes of the text rendering of a source; null when there is none. Raises `OSError`."""
    try:
        if packed := packs.of(output):
            text = packed.read_text(source)
            return None if text is None else text.encode()
        return places.read(text_path_of(output, source))
    except FileNotFoundError:
        return None


def remove(output: Place, *gone: str) -> None:
    """Removes what stands of sources that are gone, and the folders that are empty without it."""
    if packed := packs.of(output):
        packed.refresh()
        known = set(packed.sources)
        if there := sorted(known.intersection(gone)):
            packed.write(packed.generation, (), there)
        return
    for source in gone:
        _remove(output, source)


def _remove(output: Place, source: str) -> None:
    target = path_of(output, source)
    places.remove(target)
    places.remove(text_path_of(output, source))
    for _ in range(source.count("/")):
        target = target.parent
        places.remove_folder(target)


def parse(content: bytes, *, text: str | None = None) -> Extraction:
    """The extraction in an output file; with the document text, every quote is compared with it.

    Raises `pydantic.ValidationError` when the content is no valid extraction.
    """
    context = None if text is None else {"text": DocumentText(text)}
    return Extraction.model_validate_json(content, context=context)


def sources(output: Place) -> Iterator[str]:
    """The names of the sources that have an output file, sorted."""
    if packed := packs.refreshed(output):
        yield from sorted(packed.sources, key=lambda source: f"{source}{_SUFFIX}".split("/"))
        return
    for name in _names(output, _SUFFIX):
        if source := source_of(name):
            yield source


def renderings(output: Place) -> Iterator[str]:
    """The names below the output folder that text renderings have, sorted; in packs they stand beside the records."""
    if packs.of(output):
        return iter(())
    return (name for name in _names(output, TEXT_SUFFIX) if not name.rpartition("/")[2].startswith("."))


def source_of(name: str) -> str | None:
    """The source whose output file has this name below the output folder; None for a file that is none."""
    hidden = name.rpartition("/")[2].startswith(".")
    return None if hidden or not name.endswith(_SUFFIX) else name.removesuffix(_SUFFIX)


def damages(output: Place) -> Iterator[Damage]:
    """What is damaged of the packs themselves, so that nobody can tell what they held."""
    if packed := packs.of(output):
        yield from packed.damages


def unfinished(output: Place) -> Iterator[Place]:
    """What killed runs left behind, sorted."""
    yield from (output / name for name in _names(output, places.UNFINISHED) if name.rpartition("/")[2].startswith("."))
    if packed := packs.of(output):
        yield from packed.unfinished


def remove_unfinished(output: Place) -> None:
    """Removes what killed runs left behind. One run at a time works on an output folder: another's would go, too.

    Of packs, also those that are damaged, whose documents the run makes again, and those of which nothing counts.
    """
    packed = packs.of(output)
    if packed:
        packed.remove_damaged()
    for path in list(unfinished(output)):
        places.remove(path)
    if packed:
        packed.remove_spent()


def _names(output: Place, suffix: str) -> list[str]:
    """The names below the output folder that end so, folder by folder."""
    if places.is_remote(output):
        found = [one.name for one in places.objects(output)]
    else:
        found = [path.relative_to(output).as_posix() for path in output.rglob(f"*{suffix}")] if output.is_dir() else []
    return sorted((name for name in found if name.endswith(suffix)), key=lambda name: name.split("/"))


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False
