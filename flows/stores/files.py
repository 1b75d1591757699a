"""Output files: one for each source, written whole or not at all, and the same bytes for the same extraction.

a.txt       -> output/a.txt.json
2024/b.pdf  -> output/2024/b.pdf.json, and its text rendering in output/2024/b.pdf.txt
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from flows.stores.locks import only_holder
from schemas.documents import DocumentText
from schemas.errors import UsageError
from schemas.records import Extraction

_SUFFIX = ".json"
TEXT_SUFFIX = ".txt"
_LOCK = ".recital.lock"
UNFINISHED = ".unfinished"
"""Suffix of what a killed run may leave behind; nothing reads it."""


def require_folder(output: Path) -> None:
    """Makes the output folder. Raises `UsageError` when it cannot be written to."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        _write_into(output)
    except OSError as error:
        raise UsageError(
            f"output {str(output)!r} cannot be written to: {error.strerror}; expected a folder, or a name for a new one"
        ) from error


def require_place(store: Path | None) -> None:
    """Raises `UsageError` where the file of a store can neither stand nor be made; that of a server has none.

    Its folder is not made: it may be a mistyped name of one that is there, with all that people decided.
    """
    if store is None:
        return
    try:
        _write_into(store.parent)
    except OSError as error:
        raise UsageError(
            f"the store {str(store)!r} cannot stand in {str(store.parent)!r}: {error.strerror}; "
            "expected a folder that is there and can be written to: make it, or give another --store"
        ) from error


def _write_into(folder: Path) -> None:
    probe = folder / f".{uuid4().hex}{UNFINISHED}"
    probe.touch()
    probe.unlink(missing_ok=True)  # another run may have taken it for what a killed one left


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Within it no other run works on the output folder. Raises `RunError` when one does."""
    taken = f"another run works on the output {str(output)!r}; let it end first, or give this one another --output"
    with only_holder(FileLock(output / _LOCK, timeout=0), taken):
        yield


def path_of(output: Path, source: str) -> Path:
    """The output file of a source, given by its name."""
    return output / f"{source}{_SUFFIX}"


def text_path_of(output: Path, source: str) -> Path:
    """The file of a source's text rendering; sources that are text themselves have none."""
    return output / f"{source}{TEXT_SUFFIX}"


def serialized(extraction: Extraction) -> bytes:
    """The content of an output file: JSON in UTF-8, keys in the order of the models, line feeds, one at the end."""
    return f"{extraction.model_dump_json(indent=2)}\n".encode()


def write(output: Path, extraction: Extraction, *, text: str | None = None) -> Path:
    """Writes the output file of an extraction, where it does not stand there already; its path.

    Where there is a text rendering, it is written before.

    The bytes go to a temporary file beside it, are flushed to the disk, and take its place in one step: a reader, or a
    run that is killed, sees the old file or the new one. Raises `OSError` when that fails; then nothing is left behind.
    """
    rendering = text_path_of(output, extraction.document.source)
    target = path_of(output, extraction.document.source)
    content = serialized(extraction)
    target.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        rendering.unlink(missing_ok=True)
    elif not _holds(rendering, text.encode()):
        _replace(rendering, text.encode())
    if _holds(target, content):
        return target
    _replace(target, content)
    _flush_folder(target.parent)
    return target


def read_text(output: Path, source: str) -> str | None:
    """The text rendering of a source; null when there is none. Raises `OSError` when it cannot be read."""
    try:
        return text_path_of(output, source).read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".{uuid4().hex}{UNFINISHED}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def remove(output: Path, source: str) -> None:
    """Removes what stands of a source that is gone, and the folders that are empty without it."""
    target = path_of(output, source)
    target.unlink(missing_ok=True)
    text_path_of(output, source).unlink(missing_ok=True)
    for folder in target.parents:
        if folder == output or not folder.is_relative_to(output):
            break
        with suppress(OSError):  # another file is in it
            folder.rmdir()


def parse(content: bytes, *, text: str | None = None) -> Extraction:
    """The extraction in an output file; with the document text, every quote is compared with it.

    Raises `pydantic.ValidationError` when the content is no valid extraction.
    """
    context = None if text is None else {"text": DocumentText(text)}
    return Extraction.model_validate_json(content, context=context)


def sources(output: Path) -> Iterator[str]:
    """The names of the sources that have an output file, sorted."""
    if output.is_dir():
        for path in sorted(output.rglob(f"*{_SUFFIX}")):
            if source := source_of(path.relative_to(output).as_posix()):
                yield source


def source_of(name: str) -> str | None:
    """The source whose output file has this name below the output folder; None for a file that is none."""
    hidden = name.rpartition("/")[2].startswith(".")
    return None if hidden or not name.endswith(_SUFFIX) else name.removesuffix(_SUFFIX)


def unfinished(output: Path) -> Iterator[Path]:
    """What killed runs left behind, sorted."""
    if output.is_dir():
        yield from sorted(output.rglob(f".*{UNFINISHED}"))


def remove_unfinished(output: Path) -> None:
    """Removes what killed runs left behind. One run at a time works on an output folder: another's would go, too."""
    for path in unfinished(output):
        path.unlink(missing_ok=True)


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False


def _flush_folder(folder: Path) -> None:
    """Makes a new name in a folder last through a power cut, where the system lets folders be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
