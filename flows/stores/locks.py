"""Lock files: one run at a time works on an output folder, and on a SQLite store."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from schemas.errors import RunError


@contextmanager
def only_holder(lock: FileLock, taken: str) -> Iterator[None]:
    """Within it this process holds the lock; the system frees it when the process ends, however it ends.

    Raises `RunError` with the given message when another holds it.
    """
    try:
        lock.acquire()
    except Timeout as error:
        raise RunError(taken) from error
    try:
        yield
    finally:
        lock.release()
