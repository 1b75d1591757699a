"""Reading in a process of its own, which can be ended: what hangs, crashes or eats memory there stops nothing here.

PDFium, libxml2 and zlib are written in C. A file that makes one of them loop cannot be interrupted within a process,
and one that makes it crash takes the process with it; a run of thousands of documents must outlive both.
"""

import atexit
import contextlib
import math
import os
import subprocess
import sys
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, NamedTuple

from flows.readers.deadline import Deadline
from flows.readers.rendering import Rendering
from schemas.errors import UnreadableSource

_MEMORY = 3 << 30
"""Address space that the process may take, so that one document cannot take the machine's."""
_GRACE = 2.0
"""Seconds beyond the limit in which a reader may say itself that its time is up."""
_SECONDS_TO_START = 60.0


class _Job(NamedTuple):
    suffix: str
    content: bytes
    seconds: float


def decode(suffix: str, content: bytes, seconds: float) -> Rendering:
    """What the reader for a suffix makes of some bytes. Raises `UnreadableSource` when it refuses, hangs or crashes."""
    return _worker().decode(_Job(suffix, content, seconds))


@cache
def _worker() -> "_Worker":
    return _Worker()


class _Worker:
    """The process, started when it is first needed and again when it was ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        atexit.register(self._end)

    def decode(self, job: _Job) -> Rendering:
        with self._lock:
            connection = self._started()
            try:
                connection.send(job)
                in_time = connection.poll(job.seconds + _GRACE)
                answer: Rendering | str = connection.recv() if in_time else str(Deadline.after(job.seconds).exceeded())
            except (EOFError, OSError) as error:
                self._end()
                raise UnreadableSource("it made its reader crash; it is broken") from error
            except BaseException:  # such as Ctrl-C: the next answer would be that of this job
                self._end()
                raise
            if not in_time:
                self._end()
        if isinstance(answer, str):
            raise UnreadableSource(answer)
        return answer

    def _started(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.poll() is None:
            return self._connection
        self._end()
        here, there = Pipe()
        command = [sys.executable, "-c", f"from {__name__} import serve; serve({there.fileno()})"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)}
        with there:
            self._process = subprocess.Popen(  # noqa: S603 # this very interpreter
                command, pass_fds=[there.fileno()], env=environment, stdin=subprocess.DEVNULL
            )
        self._connection = here
        if not here.poll(_SECONDS_TO_START):
            raise OSError("the process that reads documents does not start")
        here.recv()
        return here

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def serve(handle: int) -> None:
    """The process: answers each job with a rendering, or with the reason for which there is none.

    It ends when nobody sends jobs any more.
    """
    from flows.readers import decode_here  # noqa: PLC0415 # it imports this module

    _limit_memory()
    with Connection(handle) as connection, contextlib.suppress(EOFError, KeyboardInterrupt):
        connection.send("ready")
        while True:
            job = connection.recv()
            _limit_time(job.seconds + 2 * _GRACE)
            answer = _answer(decode_here, job)
            _limit_time(0)
            connection.send(answer)


def _answer(decode_here: Any, job: _Job) -> Rendering | str:  # noqa: ANN401 # a function of this package
    try:
        rendering: Rendering = decode_here(job.suffix, job.content, Deadline.after(job.seconds))
    except UnreadableSource as error:
        return str(error)
    except MemoryError:
        return "reading it takes too much memory"
    except Exception as error:  # noqa: BLE001 # one document must not end the process that reads the others
        return f"its reader failed with {type(error).__name__}: {error}"
    return rendering


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows; not above a limit that is set already
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))


def _limit_time(seconds: float) -> None:
    """Ends this process after so many seconds, in the middle of a library and without a parent, too; 0: never."""
    with contextlib.suppress(ImportError, AttributeError):  # not on Windows
        import signal  # noqa: PLC0415

        signal.alarm(math.ceil(seconds))
