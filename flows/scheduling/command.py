"""The command `recital schedule`."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from flows.flags import OutputOption, PruneOption, RawOption, StoreOption
from flows.terminal import on_one_line
from schemas.errors import RecitalError, UsageError

if TYPE_CHECKING:
    from flows.places import Place
    from flows.settings import Settings

_LOG = logging.getLogger("recital")
_LOCK = ".recital.schedule.lock"


def schedule(  # noqa: PLR0913 # an argument for each option
    *,
    cron: Annotated[str | None, typer.Option(metavar="EXPRESSION", help="Run at these times.")] = None,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="Run again and again: 30s, 10m, 1d.")] = None,
    timezone: Annotated[str, typer.Option(metavar="NAME", help="Time zone of --cron.")] = "UTC",
    once_on_change: Annotated[
        bool, typer.Option("--once-on-change", help="Run when files come or change in the raw folder.")
    ] = False,
    settle: Annotated[str, typer.Option(metavar="TIME", help="How long files must have stopped growing.")] = "2s",
    raw: RawOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    prune: PruneOption = None,
) -> None:
    """Run by the clock, or when files come or change, until Ctrl-C."""
    from flows.local import require_places
    from flows.scheduling import serving
    from flows.scheduling.timing import Timing, span
    from flows.settings import Settings
    from flows.stores import outputs

    settings = Settings.load(raw=raw, output=output, store=store, prune=prune)
    debug = _LOG.isEnabledFor(logging.DEBUG)
    if once_on_change and (cron or every):
        raise UsageError("expected one of --cron, --every and --once-on-change")
    still = span(settle, flag="--settle").total_seconds()
    timing = None if once_on_change else Timing.parse(cron=cron, every=every, timezone=timezone)
    require_places(settings)
    outputs.make(settings.output)
    with suppress(KeyboardInterrupt), _stopped_as_by_hand(), _alone(settings.output):
        if timing is None:
            _watch(settings, settle=still, debug=debug)
        else:
            serving.serve(settings, timing, debug=debug)
    print("the schedule has ended", flush=True)


@contextmanager
def _alone(output: "Place") -> Iterator[None]:
    """Within it no other schedule has the output; one in object storage has no lock, but that of the store in a run."""
    from filelock import FileLock

    from flows.places import is_remote
    from flows.stores.locks import only_holder

    if is_remote(output):
        yield
        return
    taken = f"another schedule has the output {str(output)!r}; end it first, or give this one another --output"
    with only_holder(FileLock(output / _LOCK, timeout=0), taken):
        yield


@contextmanager
def _stopped_as_by_hand() -> Iterator[None]:
    """Within it SIGTERM, with which services are stopped, does what Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(settings: "Settings", *, settle: float, debug: bool) -> None:
    """Runs when something changes, until `KeyboardInterrupt`. Raises `UsageError` where nothing tells of changes."""
    from flows import local
    from flows.places import is_remote
    from flows.scheduling.watching import on_change

    raw = settings.raw
    if is_remote(raw):
        raise UsageError(f"--once-on-change: object storage, as {str(raw)!r} is, tells nobody of changes; use --every")
    with local.connected(settings, debug=debug, stays=True):
        from flows.extract import run

        def once() -> bool:
            """Whether the run could do its work; what stopped it is said."""
            try:
                run(settings)
            except RecitalError as error:
                print(f"recital: {on_one_line(str(error))}; tried again in a minute", file=sys.stderr, flush=True)
                return False
            return True

        print(f"runs when something changes in {str(raw)!r}; Ctrl-C ends it", flush=True)
        on_change(raw, once, settle=settle)
