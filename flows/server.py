"""Prefect's server for one run, or for a schedule, started beside the imports, where no other is configured.

Prefect starts such a server itself, when the first request needs one. Then a run pays for three things one after the
other: its own imports, the server's code imported into the client as well, and the server. Here the server is a
process of its own from the first moment, and the client never imports it: measured on two cores, 5 seconds instead of
9, the latter added up from its parts. Three more things are better for it:

- Prefect writes each state of a task run to the database as it comes, and stopping its server cancels the write under
  way: a run ended in `CancelledError` tracebacks and in task runs that were never recorded (22 of 150 were). This
  server gathers them, and writes them as it stops, when nothing cancels it.
- It is in a session of its own, so that Ctrl-C reaches the run alone, which can still say that it was stopped.
- It ends when the run does, also when the run is killed.

That of a schedule lives for weeks. It plans the runs, and writes what it is told as it comes.
"""

import atexit
import gc
import http.client
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.exits import COULD_NOT_RUN
from schemas.errors import RunError

if TYPE_CHECKING:
    import uvicorn

_SECONDS_TO_START = 180.0
"""A first start makes the database, which takes 10 seconds on two slow cores."""

_SECONDS_FOR_REQUESTS = 5
"""How long requests under way have when it stops; by then the run has sent everything and waits for none."""

_SECONDS_TO_STOP = 2.0 * _SECONDS_FOR_REQUESTS
"""How long it has for them, and as long again to write what it holds; with neither it stops in 0.2 seconds."""

_CLIENT_VARIABLES = {
    # What a person must know of a run stands in its summary, Prefect's own words in its server's log.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # Its server reports itself every ten minutes, its client what one does for the first time.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}

_DEBUG_VARIABLES = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "DEBUG", "PREFECT_LOGGING_LEVEL": "DEBUG"}

_TALKING_VARIABLES = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
"""What a schedule says goes to the journal of the system."""

_SERVER_VARIABLES = {"PREFECT_UI_ENABLED": "false"}

_SHORT_LIVED_VARIABLES = {
    # More task runs than one machine extracts before it is given a server to keep; and longer than it runs.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "604800",
}


def prepare(*, debug: bool = False, talks: bool = False) -> None:
    """Tells Prefect, before it is imported, what it was not told by the user: to be quiet, and to report to nobody.

    What talks says what it does. Where its home folder cannot be written, it gets one that ends with this process.
    """
    louder = _DEBUG_VARIABLES if debug else _TALKING_VARIABLES if talks else {}
    for name, value in {**_CLIENT_VARIABLES, **louder}.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ and not _is_writable("~/.prefect"):
        os.environ["PREFECT_HOME"] = home = tempfile.mkdtemp(prefix="recital-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)


@contextmanager
def loading() -> Iterator[None]:
    """Within it code and vocabularies are loaded faster; what is loaded stays until the process ends.

    The garbage collector would look through all of it again and again, and once more at the end: a fifth of the time
    that imports take here, and half a second at exit.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _is_writable(folder: str) -> bool:
    try:
        path = Path(folder).expanduser()
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: no home folder is known
        return False
    return os.access(path, os.W_OK | os.X_OK)


class TemporaryServer:
    """A Prefect server that lives as long as this process."""

    def __init__(self, process: multiprocessing.process.BaseProcess, port: int) -> None:
        self._process = process
        self._port = port
        self._stops = False

    @classmethod
    def start(cls, *, stays: bool = False) -> Self:
        """Starts a server and returns at once; one that stays plans runs, too.

        It is stopped when this process exits; by then Prefect has sent it everything, since what it imports later it
        ends earlier.
        """
        with socket.create_server(("127.0.0.1", 0)) as listener:
            process = multiprocessing.get_context("spawn").Process(
                target=_serve, args=(listener,), kwargs={"stays": stays}, daemon=True
            )
            with _deaf():
                process.start()
            server = cls(process, listener.getsockname()[1])
        atexit.register(server.stop)
        return server

    @property
    def api_url(self) -> str:
        """Where its API answers."""
        return f"http://127.0.0.1:{self._port}/api"

    def wait(self) -> None:
        """Returns when it answers; raises `RunError` when it does not.

        The port was opened before the process started, so that the first request simply waits for its answer.
        """
        request = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS_TO_START)
        try:
            request.request("GET", "/api/health")
            status = request.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise RunError(
                f"Prefect's temporary server did not start: {error!r}; `recital --debug run` shows more"
            ) from error
        finally:
            request.close()
        if status != http.HTTPStatus.OK:
            raise RunError(
                f"Prefect's temporary server did not start: its health is status {status}; expected 200"
                "; `recital --debug run` shows more"
            )
        threading.Thread(target=self._end_with_it, daemon=True).start()

    def _end_with_it(self) -> None:
        """Ends this process where the server is killed, as if it were killed itself: the next run takes up its work.

        Prefect would try for seven seconds to tell of each state of a task, and its exit waits for all of them.
        """
        connection.wait([self._process.sentinel])
        told_to_end = (0, -signal.SIGTERM)  # as a system that stops tells all, this process too, which ends by itself
        if not self._stops and self._process.exitcode not in told_to_end:
            message = "Prefect's temporary server was killed, and the run with it; run again: it goes on from there"
            print(f"recital: {message}", file=sys.stderr, flush=True)
            os._exit(COULD_NOT_RUN)

    def stop(self) -> None:
        """Stops it, and waits while it writes what it holds."""
        self._stops = True
        self._process.terminate()
        self._process.join(_SECONDS_TO_STOP)
        if self._process.is_alive():
            self._process.kill()


@contextmanager
def _deaf() -> Iterator[None]:
    """Within it a process is started that does not hear Ctrl-C, not even before it has a session of its own.

    What is ignored as a process starts, it ignores; only the main thread can say what that is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(listener: socket.socket, *, stays: bool) -> None:
    """The server's process."""
    if hasattr(os, "setsid"):
        with suppress(PermissionError):
            os.setsid()
    for name, value in {**_SERVER_VARIABLES, **({} if stays else _SHORT_LIVED_VARIABLES)}.items():
        os.environ.setdefault(name, value)

    with loading():
        import uvicorn  # noqa: PLC0415 # only this process needs it
        from prefect.server.api.server import create_app  # noqa: PLC0415

        app = create_app(ephemeral=not stays, final=True)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=_SECONDS_FOR_REQUESTS)
    )
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _stop_with_parent(server: "uvicorn.Server") -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        server.should_exit = True
