"""The rows of runs: what was done, when, where and by which program. Time and host stand here and nowhere else."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from flows.stores.tables import runs


class RunState(StrEnum):
    """How far a run came."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It ended before its end, and could say so."""
    BLOCKED = "blocked"
    """What it extracted was not let into the store."""
    KILLED = "killed"
    """It could not even say so; the next run noticed."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a run before it begins."""

    version: str
    """Of Recital."""
    fingerprint: str
    settings: Mapping[str, Any]
    """Without secrets."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that has begun."""

    id: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class End:
    """How a run ended. What it did is null where it did not come to its end."""

    state: RunState
    counts: Mapping[str, Any] | None = None
    seconds: Mapping[str, float] | None = None
    failures: Sequence[Mapping[str, str | None]] | None = None
    """Source and reason of each."""


@dataclass(frozen=True, slots=True)
class Run:
    """One row."""

    id: int
    started: datetime
    ended: datetime | None
    state: RunState
    host: str
    version: str
    fingerprint: str
    settings: Mapping[str, Any]
    counts: Mapping[str, Any] | None
    seconds: Mapping[str, float] | None
    failures: Sequence[Mapping[str, str | None]] | None


def begin(connection: Connection, about: About) -> Begun:
    """Notes that a run begins. The caller holds the lock: what still runs according to its row was killed."""
    connection.execute(update(runs).where(runs.c.state == RunState.RUNNING).values(state=RunState.KILLED))
    now = {"started": datetime.now(UTC), "state": RunState.RUNNING, "host": socket.gethostname()}
    number = connection.execute(runs.insert().values(**now, **asdict(about)).returning(runs.c.id)).scalar_one()
    return Begun(number, about.fingerprint)


def finish(connection: Connection, run: Begun, end: End) -> None:
    """Notes how a run ended."""
    connection.execute(update(runs).where(runs.c.id == run.id).values(ended=datetime.now(UTC), **asdict(end)))


def read(connection: Connection, *, last: int | None) -> list[Run]:
    """The last runs, or all, the newest first."""
    rows = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(last)).mappings()
    return [_run(row) for row in rows]


def read_one(connection: Connection, number: int) -> Run | None:
    """A run, or None where there is none with that number."""
    row = connection.execute(select(runs).where(runs.c.id == number)).mappings().one_or_none()
    return None if row is None else _run(row)


def _run(row: RowMapping) -> Run:
    return Run(**{**row, "state": RunState(row["state"])})
