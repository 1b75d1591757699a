"""Runs on this machine: Prefect's server where none is configured, the flow, and where the time went.

Nothing heavy is imported before the server has been started, so that both take their time together.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from rich.console import Console

from flows.server import TemporaryServer, loading, prepare
from flows.settings import Settings
from flows.sources import require_folder
from flows.stores import outputs, urls
from flows.summary import Summary


def run(settings: Settings, *, debug: bool = False) -> Summary:
    """What the run did, with the seconds of its parts.

    Raises `UsageError` for a raw folder that is none, and `RunError` when the flow cannot run or breaks off.
    """
    started = perf_counter()
    require_places(settings)
    with connected(settings, debug=debug) as imported:
        from flows import extract  # noqa: PLC0415 # it is loaded by now

        summary = extract.run(settings)
    prefect = perf_counter() - imported - sum(summary.seconds.values())
    return summary.with_seconds(imports=imported - started, Prefect=prefect)


def require_places(settings: Settings) -> None:
    """Said before anything is made or started: raises `UsageError` for folders and a store with which no run begins."""
    store = urls.file_of(settings.store_url)
    require_folder(settings.raw)
    outputs.require_places(settings.output, store, pack=settings.pack)


@contextmanager
def connected(settings: Settings, *, debug: bool = False, stays: bool = False) -> Iterator[float]:
    """Within it all that a run needs is loaded, and Prefect answers; when the loading was done.

    What stays is a schedule: it says what it does, and a server that is started for it can plan runs. Raises
    `RunError` where Prefect does not answer.
    """
    prepare(debug=debug, talks=stays)
    with Console(stderr=True).status("starting"):
        server = None if os.environ.get("PREFECT_API_URL") else TemporaryServer.start(stays=stays)
        with loading():
            from prefect.settings import temporary_settings  # noqa: PLC0415 # spaCy and Prefect, beside the server

            from flows import tasks  # noqa: PLC0415
            from flows.options import options  # noqa: PLC0415

            tasks.built(options(settings))
        imported = perf_counter()
        changes = _settings_for(server)
    with temporary_settings(changes), _everywhere(server if changes else None):
        yield imported


@contextmanager
def _everywhere(server: TemporaryServer | None) -> Iterator[None]:
    """Within it threads and processes that are started later use the server, too: settings are those of one thread.

    Without it, the thread that passes on what worker processes tell starts a server of its own, which nothing ends.
    """
    if server is None:
        yield
        return
    from prefect.context import refresh_global_settings_context  # noqa: PLC0415

    os.environ["PREFECT_API_URL"] = server.api_url
    refresh_global_settings_context()
    try:
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
        refresh_global_settings_context()


def _settings_for(server: TemporaryServer | None) -> dict[Any, Any]:
    """What Prefect must be told to use the server, once it answers; nothing where the user configured another one."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY  # noqa: PLC0415

    if server is None:
        return {}
    if PREFECT_API_URL.value():  # in a profile, which Prefect alone reads
        server.stop()
        return {}
    server.wait()
    # Nobody looks here for runs that died, and the thread that sends heartbeats holds the end of a run up to a second.
    return {PREFECT_API_URL: server.api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
