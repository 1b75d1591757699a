"""Where exports go: a file or a folder that appears whole or not at all, or standard output.

What is being written stands beside its place, under a hidden name that ends in `.unfinished`. It takes the place of an
earlier export, and of nothing else.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from flows.places import UNFINISHED, named
from schemas.errors import UsageError

_MARK = ".recital-export"
"""A file by which a folder is known as an export: it names all others in it, a line each."""
_OPENING = re.compile(
    rb"""
    (?: \xef\xbb\xbf )? record_id,source,title,document_date,quote,  # csv, with a byte order mark or without
  | \{"record_id":"[0-9a-f]{16}","kind":"[a-z]+","text":"           # jsonl
  | \{"@context":\ \[\{"recital":\                                  # prov
  | \{"@context":\ "http://www\.w3\.org/ns/anno\.jsonld",\          # webannotation
    "id":\ "[^"]*",\ "type":\ "AnnotationCollection",\ "label":\ "Recital"
    """,
    re.VERBOSE,
)
"""How a file begins by which it is known as an export; one of no records may be empty."""
_OPENING_BYTES = 4096
"""More than any of them has, but where what was given with --base is longer."""


@contextmanager
def new_file(target: Path | None) -> Iterator[BinaryIO]:
    """A file to be written, which takes the place of an earlier export; standard output where there is no target.

    Raises `UsageError` where something else stands.
    """
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    _require_export(target)
    temporary = _beside(target)
    try:
        with _writable(target):
            file = temporary.open("xb")
        with _told_of(target):
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to be filled, which takes the place of an earlier export.

    The earlier one is moved aside first: for a moment there is none. Raises `UsageError` where something else stands.
    """
    require_replaceable(target)
    temporary, aside = _beside(target), _beside(target)
    try:
        with _writable(target):
            temporary.mkdir()
        with _told_of(target):
            yield temporary
            (temporary / _MARK).write_text("".join(f"{name}\n" for name in _inside(temporary)), encoding="utf-8")
            for path in temporary.rglob("*"):
                _flush(path)
            _swap(temporary, target, aside)
    finally:
        for left in (temporary, aside):
            shutil.rmtree(left, ignore_errors=True)


def _require_export(target: Path) -> None:
    """Raises `UsageError` for a folder, for a device or a pipe, and for a file that holds anything but an export."""
    if target.is_dir():
        raise UsageError(f"--to {str(target)!r} is a folder; this format is one file")
    if not target.exists():
        return
    if not target.is_file():
        raise UsageError(f"--to {str(target)!r} is no regular file; without --to all goes to standard output")
    with _writable(target), target.open("rb") as file:
        opening = file.read(_OPENING_BYTES)
    if opening and not _OPENING.match(opening):
        raise UsageError(f"--to {str(target)!r} holds something that is no export; expected a new name, or remove it")


def _swap(new: Path, target: Path, aside: Path) -> None:
    """Puts a new folder in its place and the one before aside; where that fails, back."""
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def require_replaceable(target: Path) -> None:
    """Raises `UsageError` for a folder that holds anything but an earlier export, and for a file."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"--to {str(target)!r} is a file; this format is a folder of files")
    mark = target / _MARK
    exported = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else []
    if others := sorted(set(_inside(target)).difference(exported)):
        raise UsageError(f"--to {str(target)!r} holds {others[0]}, which is no export; expected a new folder")


def _inside(folder: Path) -> list[str]:
    """What a folder holds, at any depth, but folders that hold something and the mark; names as JSON has strings."""
    paths = (path for path in sorted(folder.rglob("*")) if not (path.is_dir() and any(path.iterdir())))
    return [json.dumps(path.relative_to(folder).as_posix()) for path in paths if path != folder / _MARK]


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        reason = f"--to {str(target)!r} cannot be written: {error.strerror}"
        raise UsageError(f"{reason}; expected a place that can be written to") from error


@contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """Within it a failure to write, as on a full disk, is told of the target, not of what stands beside it."""
    try:
        yield
    except OSError as error:
        if error.errno and (error.filename is None or UNFINISHED in str(error.filename)):
            raise named(error, target) from error
        raise


def _beside(target: Path) -> Path:
    return target.absolute().with_name(f".{target.name}.{uuid4().hex}{UNFINISHED}")


def _flush(path: Path) -> None:
    if path.is_file():
        with path.open("rb") as file:
            os.fsync(file.fileno())
