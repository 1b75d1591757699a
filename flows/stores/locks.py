"""Lock files: one run at a time works on an output folder, and on a SQLite store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import RunError


@contextmanager
def only_holder(lock: FileLock, taken: str) -> Iterator[None]:
    """Within it this process holds the lock; the system frees it when the process ends, however it ends.

    Raises `RunError`: with the given message when another holds it, else with what keeps everybody from holding it.
    """
    try:
        lock.acquire()
    except Timeout as error:
        raise RunError(taken) from error
    except OSError as error:
        file = Path(lock.lock_file)
        raise RunError(
            f"no run can keep others out of {str(file.parent)!r}: its {file.name!r} cannot be written: "
            f"{error.strerror}; expected a folder whose files this user may write"
        ) from error
    try:
        yield
    finally:
        lock.release()
