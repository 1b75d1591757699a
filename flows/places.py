"""Where raw and output are: a folder of this machine, or what a URL names in object storage, opened by fsspec.

output                a folder
s3://facts/output     the objects of the bucket `facts` whose names begin with `output/`

Both are paths: `pathlib.Path`, and its like for URLs, `UPath`. What object storage does in another way is here: it has
no folders to make, and no rename, since an object appears whole or not at all. Credentials, region and endpoint are
those that every program of the storage reads from the environment (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`).
"""

import errno
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit
from uuid import uuid4

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem
    from typing_extensions import TypeIs
    from upath import UPath

    Place = Path | UPath
else:
    Place = Path  # its like for URLs takes 0.15 seconds to load, and is loaded for URLs alone

_URL = re.compile(r"(?P<protocol>[a-z][a-z0-9+.-]+)://(?P<rest>.*)", re.IGNORECASE)
_BLOCK = 5 << 20
"""Bytes that one request asks for, where a large object is read piece by piece."""
_WRITTEN = ("LastModified", "last_modified", "mtime", "created")
"""What storages call the time at which an object was written; the first is that of S3."""
UNFINISHED = ".unfinished"
"""Suffix of what a killed run may leave behind; nothing reads it."""


class Stamp(NamedTuple):
    """By what a file or object is known again, without reading it."""

    bytes: int
    mtime_ns: int
    """When it was written, in nanoseconds since 1970; S3 knows the second."""


class Content(NamedTuple):
    """What a file or object holds."""

    bytes: bytes
    stamp: Stamp


class Object(NamedTuple):
    """Something that object storage holds."""

    name: str
    """What follows the name of its place; may be no good name of a file."""
    path: "UPath"
    stamp: Stamp


def parse(given: object) -> Place:
    """The place that a text names. Raises `ValueError` for a URL that nothing opens, and where its bucket is missing.

    >>> parse("texts/2024").as_posix()
    'texts/2024'
    >>> parse("nowhere://bucket/raw")
    Traceback (most recent call last):
        ...
    ValueError: Protocol not known: nowhere; expected a folder, or a URL such as s3://BUCKET/PREFIX
    """
    match = _URL.fullmatch(given) if isinstance(given, str) else None
    if match is None:
        return Path(cast("str | os.PathLike[str]", given))
    import fsspec  # noqa: PLC0415 # most runs have folders
    from upath import UPath  # noqa: PLC0415

    try:
        fsspec.get_filesystem_class(match["protocol"].lower())
    except (ImportError, ValueError) as error:
        extra = "; the extra `s3` brings what opens s3://" if isinstance(error, ImportError) else ""
        raise ValueError(f"{error}{extra}; expected a folder, or a URL such as s3://BUCKET/PREFIX") from error
    if not match["rest"].partition("/")[0]:
        raise ValueError("it names no bucket; expected a folder, or a URL such as s3://BUCKET/PREFIX")
    # What a listing said is not kept: other machines write there, too.
    return UPath(str(given).rstrip("/"), use_listings_cache=False)


def is_remote(place: Place) -> "TypeIs[UPath]":
    """Whether a place is in object storage."""
    return not isinstance(place, Path)


def is_within(one: Place, other: Place) -> bool:
    """Whether a place is another, or lies in it, links and `..` followed."""
    if is_remote(one) or is_remote(other):
        return is_remote(one) and is_remote(other) and one.resolve().is_relative_to(other.resolve())
    return one.resolve().is_relative_to(other.resolve())


def is_same(one: Place, other: Place) -> bool:
    """Whether two places are one, links and `..` followed."""
    return is_within(one, other) and is_within(other, one)


def require(place: "UPath") -> None:
    """Raises `OSError` with the reason where object storage has nothing there, or does not let us see it."""
    with _storage(place) as storage:
        try:
            about = storage.info(place.path)
        except FileNotFoundError as error:
            if place.path in str(error):  # all that the library says where the bucket is there
                raise FileNotFoundError(errno.ENOENT, "no object has a name that begins so") from error
            raise
    if about["type"] != "directory":
        raise NotADirectoryError(errno.ENOTDIR, "it is an object itself")


def objects(place: "UPath") -> Iterator[Object]:
    """Everything that object storage holds there, in the order in which it says so; one request for each thousand.

    What storage shows as folders is left out. Raises `OSError`.
    """
    with _storage(place) as storage:
        found = storage.find(place.path, detail=True)
    root = f"{place.path.rstrip('/')}/"
    for key, about in found.items():
        if key.startswith(root) and not key.endswith("/"):
            name = key.removeprefix(root)
            yield Object(name, place / name, _stamp(about))


def listed(folder: Place) -> dict[str, Stamp]:
    """The files of a folder by name, those in folders of it left out; none where there is no such folder."""
    if is_remote(folder):
        return {found.name: found.stamp for found in objects(folder) if "/" not in found.name}
    with suppress(FileNotFoundError, NotADirectoryError):
        return {path.name: stamp(path) for path in folder.iterdir() if path.is_file()}
    return {}


def read(path: Place, *, most: int = -1) -> bytes:
    """The bytes of a file, at most so many; an object comes whole, since its size is known. Raises `OSError`."""
    if is_remote(path):
        with _storage(path) as storage:
            return cast("bytes", storage.cat_file(path.path))
    with path.open("rb") as file:
        return file.read(most)


def read_stamped(path: Place) -> Content:
    """The bytes of a file or object, with that by which it is known again. Raises `OSError`."""
    if is_remote(path):
        return Content(read(path), stamp(path))
    with path.open("rb", buffering=0) as file:
        content, status = file.read(), os.fstat(file.fileno())
    return Content(content, Stamp(status.st_size, status.st_mtime_ns))


def read_part(path: Place, start: int, length: int) -> bytes:
    """So many bytes of a file or object, from one on. Raises `OSError`; storage does so where there is none of them."""
    if is_remote(path):
        with _storage(path) as storage:
            return cast("bytes", storage.cat_file(path.path, start=start, end=start + length))
    with path.open("rb") as file:
        file.seek(start)
        return file.read(length)


@contextmanager
def opened(path: Place) -> Iterator[BufferedReader]:
    """A file or object, to be read piece by piece. Raises `OSError`."""
    if not is_remote(path):
        with path.open("rb") as file:
            yield file
        return
    with _storage(path) as storage, BufferedReader(storage.open(path.path, "rb", block_size=_BLOCK)) as file:
        yield file


def stamp(path: Place) -> Stamp:
    """By what a file or object is known again. Raises `OSError`."""
    if is_remote(path):
        with _storage(path) as storage:
            return _stamp(storage.info(path.path))
    status = path.stat()
    return Stamp(status.st_size, status.st_mtime_ns)


def make_folder(place: Place) -> None:
    """Makes a folder with those above it, where it is not there. Raises `OSError`."""
    if not is_remote(place):
        place.mkdir(parents=True, exist_ok=True)


def remove_folder(folder: Place) -> None:
    """Removes a folder that is empty, and no other."""
    if not is_remote(folder):
        with suppress(OSError):  # something is in it
            folder.rmdir()


def write(path: Place, content: bytes) -> None:
    """Writes a file or object whole or not at all: a reader sees the old one or the new one.

    The bytes of a file go to a temporary one beside it, are flushed to the disk, and take its place in one step. An
    object is written by one request. Raises `OSError`; then nothing is left behind.
    """
    if is_remote(path):
        with _storage(path) as storage:
            storage.pipe_file(path.path, content)
        return
    temporary = path.with_name(f".{uuid4().hex}{UNFINISHED}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise named(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def named(error: OSError, path: Place) -> OSError:
    """The same failure, told of the file that was meant: not of the temporary one beside it, which nobody knows."""
    return OSError(error.errno, error.strerror, str(path))


def flush_folder(folder: Place) -> None:
    """Makes a new name in a folder last through a power cut, where the system lets folders be opened."""
    if is_remote(folder):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Place) -> None:
    """Removes a file or object, where there is one. Raises `OSError`."""
    if is_remote(path):
        with _storage(path) as storage, suppress(FileNotFoundError):
            storage.rm_file(path.path)
    else:
        path.unlink(missing_ok=True)


def _stamp(about: Mapping[str, Any]) -> Stamp:
    """What storage says of an object. Raises `OSError` for one that does not say when it was written."""
    written = next((about[name] for name in _WRITTEN if isinstance(about.get(name), datetime)), None)
    if written is None:
        raise OSError(errno.ENOTSUP, f"its storage does not say when {about['name']!r} was written")
    return Stamp(about["size"], round(written.timestamp() * 1e9))


@contextmanager
def _storage(path: "UPath") -> "Iterator[AbstractFileSystem]":
    """What opens a URL; within it failures are told as `answering` tells them."""
    storage = path.fs
    with answering(str(path)):
        yield storage


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Within it what a library of storage raises is an `OSError` that has the name, as where a disk does not answer."""
    boto: Any = sys.modules.get("botocore.exceptions")  # loaded by now, where the name is of S3
    theirs: tuple[type[Exception], ...] = (boto.BotoCoreError,) if boto else ()
    try:
        yield
    except theirs as error:
        if isinstance(error, boto.NoCredentialsError | boto.PartialCredentialsError):
            advice = f"{error}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile of AWS"
            raise PermissionError(errno.EACCES, advice, name) from error
        passes = isinstance(error, boto.ConnectionError | boto.HTTPClientError)
        raise OSError(errno.EHOSTUNREACH if passes else errno.EINVAL, _of_endpoint(error), name) from error
    except OSError as error:
        if error.errno and not error.filename:  # so come those that the library made of an answer
            error.filename = name
        raise


def _of_endpoint(error: Any) -> str:  # noqa: ANN401 # of a library that has no types
    """What it says of the endpoint, without what was asked for there: that may be a name of ours that nobody knows.

    'Could not connect to the endpoint URL: "http://127.0.0.1:1/facts/a.txt"'  -> '… URL: "http://127.0.0.1:1"'
    """
    asked = str(getattr(error, "kwargs", {}).get("endpoint_url") or "")
    endpoint = urlsplit(asked)
    return str(error).replace(asked, f"{endpoint.scheme}://{endpoint.netloc}") if endpoint.netloc else str(error)
