"""An output before a command works in it: whether it can be written to, whether it is there, and whether it is whole.

recital run      makes it, where it and the store can be written to
recital check    wants one that is there, and tells what is damaged in it
recital export   wants one that is whole
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from flows import places
from flows.places import Place
from flows.stores import files, packs
from schemas.errors import DamagedOutput, UsageError

_SHOWN = 3
"""Sources in one message, which says how many there are."""


def require_places(output: Place, store: Path | None, *, pack: bool) -> None:
    """Looks whether a run can write its output, and the file of its store, if it has one; nothing is made.

    The folder of a store is never made: it may be a mistyped name of one that is there, with all that people decided.
    Raises `UsageError`, and `DamagedOutput` for packs that the run would not find.
    """
    with _unwritable(output):
        _write_into(output if places.is_remote(output) else _nearest(output))
    if store is not None and not places.is_same(store.parent, output):
        _require_place(store)
    packs.require_format(output)
    if pack:
        packs.require_library()
        if packs.refreshed(output) is None and next(files.sources(output), None) is not None:
            raise UsageError(f"output {str(output)!r} has a file for each source; expected another --output for --pack")


def make(output: Place) -> None:
    """Makes the folder of an output, where it is not there. Raises `UsageError`."""
    with _unwritable(output):
        places.make_folder(output)


def require(output: Place) -> None:
    """Raises `UsageError` where there is no such output, and `DamagedOutput` where none can tell how it is written."""
    if places.is_remote(output):
        try:
            places.require(output)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"output {str(output)!r} cannot be read: {_reason(error)}; expected one that `recital run` wrote"
            ) from error
    elif not output.is_dir():
        raise UsageError(f"output {str(output)!r} is no folder; expected one that `recital run` wrote")
    packs.require_format(output)


def whole(output: Place, *, lost: Sequence[str] = ()) -> list[str]:
    """The names of the sources that have an output file, sorted; for commands that would miss what is not told of.

    Raises `UsageError` where there is no output, or nothing in it, and `DamagedOutput` where a part of it is lost, as
    it is where a store says that a run wrote more.
    """
    found = readable(output)
    if lost:
        raise DamagedOutput(
            f"output {str(output)!r} lacks what a run wrote of {some(lost)}, as its store says; "
            "`recital run` extracts it again, or with --prune closes what has no source"
        )
    if not found:
        raise nothing_in(output)
    return found


def nothing_in(output: Place) -> UsageError:
    """What is said where nothing was written: the folder may be another's, or no run has been there yet."""
    return UsageError(
        f"output {str(output)!r} holds no output file; expected one that `recital run` wrote: run it, or give the "
        "--output of another run"
    )


def readable(output: Place) -> list[str]:
    """The names of the sources that have an output file, sorted, if any has.

    Raises `UsageError` where there is no output, and `DamagedOutput` for packs that cannot be read.
    """
    require(output)
    found = list(files.sources(output))
    if damage := next(files.damages(output), None):
        raise DamagedOutput(f"{str(damage.path)!r}: {damage.what}")
    return found


def some(names: Sequence[str]) -> str:
    """The first few of many names, and how many more there are."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return f"{', '.join(map(repr, names[:_SHOWN]))}{more}"


@contextmanager
def _unwritable(output: Place) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # an endpoint that is no URL
        expected = "a bucket that is there" if places.is_remote(output) else "a folder, or a name for a new one"
        raise UsageError(
            f"output {str(output)!r} cannot be written to: {_reason(error)}; expected {expected}"
        ) from error


def _require_place(store: Path) -> None:
    """Raises `UsageError` where the file of a store can neither stand nor be made."""
    try:
        _write_into(store.parent)
    except OSError as error:
        raise UsageError(
            f"the store {str(store)!r} cannot stand in {str(store.parent)!r}: {error.strerror}; "
            "expected a folder that is there and can be written to: make it, or give another --store"
        ) from error


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))


def _write_into(folder: Place) -> None:
    probe = folder / f".{uuid4().hex}{places.UNFINISHED}"
    places.write(probe, b"")
    places.remove(probe)  # another run may have taken it for what a killed one left


def _reason(error: OSError | ValueError) -> object:
    return getattr(error, "strerror", None) or error
