"""Runs by the clock: the flow, served with Prefect.

Prefect plans the runs and starts each in a process of its own, from the dotted entry point. One runs at a time: where
it is not over when the next is due, that one is cancelled. Nothing is made up for: what was planned and not run while
the schedule was down is dropped when it begins again.
"""

import asyncio
import hashlib
import os
import signal
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from flows import local
from flows.scheduling.timing import Timing
from flows.server import prepare
from flows.settings import Settings
from schemas.errors import RunError, UsageError

if TYPE_CHECKING:
    from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
    from prefect.deployments.runner import RunnerDeployment


def serve(settings: Settings, timing: Timing, *, debug: bool = False) -> None:
    """Serves runs until `KeyboardInterrupt` or SIGTERM; then Prefect is told to plan no more.

    The runs inherit the settings as variables, so that Prefect is told no password. Raises `UsageError` for an
    expression that is none of cron, and `RunError` where Prefect does not answer.
    """
    prepare(debug=debug, talks=True)
    schedule = _schedule(timing)
    with local.connected(settings, debug=debug, stays=True):
        os.environ.update(settings.variables())
        import httpx  # noqa: PLC0415 # what they import is loaded by now
        from prefect.exceptions import PrefectException  # noqa: PLC0415

        try:
            _serve(_deployment(name_of(settings), schedule), timing)
        except (httpx.HTTPError, PrefectException, RuntimeError, ExceptionGroup) as error:
            raise RunError(
                f"Prefect cannot serve the flow: {error!r}; `recital --debug schedule` shows what it was asked"
            ) from error


def _serve(deployment: "RunnerDeployment", timing: Timing) -> None:
    from prefect.runner import Runner  # noqa: PLC0415

    runner = Runner(query_seconds=_seconds_to_poll(timing), prefetch_seconds=0)
    # Its own handler stops it from another thread, which leaves the schedule active and tells of it in tracebacks.
    runner.handle_sigterm = lambda *_: signal.raise_signal(signal.SIGINT)  # type: ignore[method-assign]
    number = asyncio.run(runner.aadd_deployment(deployment))
    _end_runs(number)
    print(f"runs {timing}; deployment {deployment.full_name}; Ctrl-C ends it", flush=True)
    try:
        asyncio.run(runner.start())
    finally:
        _end_runs(number)


def name_of(settings: Settings) -> str:
    """Name of the deployment; it is the same again for an output folder on a machine, and different for each."""
    where = f"{socket.gethostname()}:{settings.output.resolve()}"
    return f"recital-{hashlib.sha256(where.encode()).hexdigest()[:8]}"


def _schedule(timing: Timing) -> "CronSchedule | IntervalSchedule":
    from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule  # noqa: PLC0415

    if timing.every is not None:
        return IntervalSchedule(interval=timing.every, timezone=timing.timezone)
    try:
        return CronSchedule(cron=timing.cron or "", timezone=timing.timezone)
    except ValueError as error:
        raise UsageError(
            f"--cron {timing.cron!r}: expected minute, hour, day, month and weekday, such as '0 6 * * *'"
        ) from error


def _deployment(name: str, schedule: "CronSchedule | IntervalSchedule") -> "RunnerDeployment":
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.extract import extract  # noqa: PLC0415

    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    making = extract.ato_deployment(
        name, schedules=[schedule], concurrency_limit=one, entrypoint_type=EntrypointType.MODULE_PATH
    )
    return asyncio.run(making)


def _end_runs(deployment: UUID) -> None:
    """Tells Prefect that nothing of a deployment is under way or late, since its schedule is not running.

    A run that was killed with its schedule could not say so. Prefect would keep its place taken for five minutes, or
    for ever where its server was killed, too, and cancel every other.
    """
    from prefect import get_client  # noqa: PLC0415
    from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter  # noqa: PLC0415
    from prefect.client.schemas.sorting import FlowRunSort  # noqa: PLC0415
    from prefect.states import Cancelled, Crashed  # noqa: PLC0415

    open_states = {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING", "CANCELLING"]}}
    due = {"state": open_states, "expected_start_time": {"before_": datetime.now(UTC)}}
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(
            deployment_filter=DeploymentFilter.model_validate({"id": {"any_": [deployment]}}),
            flow_run_filter=FlowRunFilter.model_validate(due),
            sort=FlowRunSort.ID_DESC,  # servers with a newer FastAPI refuse a query without order and limit
            limit=200,  # as many as a server of Prefect gives at once
        ):
            told = Crashed if run.start_time else Cancelled
            client.set_flow_run_state(run.id, told(message="its schedule was stopped"), force=True)


def _seconds_to_poll(timing: Timing) -> float:
    """Prefect's own ten seconds, or less for runs that come more often."""
    return min(10.0, timing.every.total_seconds() / 2) if timing.every else 10.0
