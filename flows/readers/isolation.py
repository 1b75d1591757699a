"""Reading in a process of its own, which can be ended: what hangs, crashes or eats memory there stops nothing here.

PDFium, libxml2 and zlib are written in C. A file that makes one of them loop cannot be interrupted within a process,
and one that makes it crash takes the process with it; a run of thousands of documents must outlive both.
"""

import atexit
import contextlib
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Event, Lock, Timer
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from flows.readers.deadline import Deadline
from flows.readers.rendering import Rendering
from flows.unforeseen import Caught
from schemas.errors import RunError, UnreadableSource

_MEMORY = 3 << 30
"""Address space that the process may take, so that one document cannot take the machine's: nine times what a page of
20 MB takes, the largest that is usually read."""
_LARGEST_ANSWER = 1 << 28
"""Bytes that the process may answer with, so that it cannot take the memory of the one that asked: seven times what it
says of a page of 20 MB."""
_GRACE = 2.0
"""Seconds beyond the limit in which a reader may say itself that its time is up: it looks at the clock after every page
of a PDF and every million characters of HTML, which took 0.03 seconds at most on what was tried."""
_SECONDS_TO_START = 60.0
"""How long the process may take to be ready; on two busy cores it takes 0.6 seconds, from a disk that is slow more."""
_READY = b"ready"


class _Job(NamedTuple):
    suffix: str
    content: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the process says of a job, as JSON: a file that took over its reader must have no pickle to send."""

    job: int
    """Number of the job."""
    rendering: Rendering | None = None
    refusal: str | None = None


def decode(suffix: str, content: bytes, seconds: float) -> Rendering:
    """What the reader for a suffix makes of some bytes.

    Raises `UnreadableSource` when it refuses, hangs or crashes, and `RunError` when no process can be started.
    """
    return _worker().decode(_Job(suffix, content, seconds))


@cache
def _worker() -> "_Worker":
    return _Worker()


@cache
def _answers() -> TypeAdapter[_Answer]:
    return TypeAdapter(_Answer)


class _Worker:
    """The process, started when it is first needed and again when it was ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        atexit.register(self._end)

    def decode(self, job: _Job) -> Rendering:
        with self._lock:
            process, connection = self._started()
            with _ended_after(job.seconds + _GRACE, process) as late:
                try:
                    answer = self._answer(connection, job)
                except (EOFError, OSError, ValueError) as error:
                    self._end()
                    if late.is_set():
                        raise Deadline.after(job.seconds).exceeded() from error
                    raise UnreadableSource(
                        "it made its reader crash: it is broken, or takes too much memory; save it anew"
                    ) from error
                except BaseException:  # such as Ctrl-C: the next answer would be that of this job
                    self._end()
                    raise
            if late.is_set():  # a moment after it had answered
                self._end()
        if answer.rendering is None:
            raise UnreadableSource(answer.refusal or "its reader gives no reason; save it anew")
        return answer.rendering

    def _answer(self, connection: Connection, job: _Job) -> _Answer:
        """Raises `ValueError` for what is no answer to this job, and `EOFError` or `OSError` without one."""
        number = next(self._numbers)
        connection.send_bytes(json.dumps((number, job.suffix, job.seconds)).encode())
        connection.send_bytes(job.content)
        answer = _answers().validate_json(connection.recv_bytes(_LARGEST_ANSWER))
        if answer.job != number:
            raise ValueError(f"answer to job {answer.job}; expected one to {number}")
        return answer

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        if self._connection is not None and self._process is not None and self._process.poll() is None:
            return self._process, self._connection
        self._end()
        here, there = Pipe()
        command = [sys.executable, "-c", f"from {__name__} import serve; serve({there.fileno()})"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)}
        with there:
            process = subprocess.Popen(  # noqa: S603 # this very interpreter
                command, pass_fds=[there.fileno()], env=environment, stdin=subprocess.DEVNULL
            )
        self._process = process
        try:
            _await_start(process, here)
        except BaseException:
            here.close()
            self._end()
            raise
        self._connection = here
        return process, here

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _await_start(process: subprocess.Popen[bytes], connection: Connection) -> None:
    """Raises `RunError` that says why a process takes no jobs."""
    with _ended_after(_SECONDS_TO_START, process) as late:
        try:
            connection.recv_bytes(len(_READY))
        except (EOFError, OSError) as error:
            status = process.wait()  # the end of its connection is its own, or that of the time
            if late.is_set():
                reason = f"did not start within {_SECONDS_TO_START:g} seconds"
            else:
                reason = f"ended with status {status} before it read any"
            raise RunError(f"the process that reads documents {reason}; `recital --debug run` shows more") from error


@contextlib.contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """Whether the process was killed, as it is after so many seconds: whatever waits for it then waits no more."""
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()


def serve(handle: int) -> None:
    """The process: answers each job with a rendering, or with the reason for which there is none.

    It ends when nobody sends jobs any more.
    """
    from flows.readers import decode_here  # noqa: PLC0415 # it imports this module

    _limit_memory()
    with Connection(handle) as connection, contextlib.suppress(EOFError, KeyboardInterrupt):
        connection.send_bytes(_READY)
        while True:
            number, suffix, seconds = json.loads(connection.recv_bytes())
            job = _Job(suffix, connection.recv_bytes(), seconds)
            _limit_time(seconds + 2 * _GRACE)
            connection.send_bytes(_answered(decode_here, job, number))
            _limit_time(0)


def _answered(decode_here: Any, job: _Job, number: int) -> bytes:  # noqa: ANN401 # a function of this package
    with Caught() as caught:
        answer = _written(_Answer(number, decode_here(job.suffix, job.content, Deadline.after(job.seconds))))
        if len(answer) <= _LARGEST_ANSWER:
            return answer
    match caught.error:
        case None:
            refusal = f"its text and layout take more than {_LARGEST_ANSWER:,} bytes; expected a shorter document"
        case UnreadableSource():
            refusal = str(caught.error)
        case MemoryError():
            refusal = "reading it takes too much memory; expected a shorter document"
        case error:
            refusal = f"its reader failed with {type(error).__name__}: {error}; save it anew"
    return _written(_Answer(number, refusal=refusal))


def _written(answer: _Answer) -> bytes:
    """JSON by a library that raises `MemoryError`, where that of Pydantic would end the process."""
    return json.dumps(answer, default=_members, ensure_ascii=False).encode(errors="replace")


def _members(value: object) -> dict[str, object]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no part of an answer")
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows; not above a limit that is set already
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))


def _limit_time(seconds: float) -> None:
    """Ends this process after so many seconds, in the middle of a library and without a parent, too; 0: never."""
    with contextlib.suppress(ImportError, AttributeError):  # not on Windows
        import signal  # noqa: PLC0415

        signal.alarm(math.ceil(seconds))
