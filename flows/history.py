"""The runs that a store remembers, as a table, and one of them with all that is known of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.stores.runs import Run
from flows.terminal import on_one_line

_COLUMNS = ("run", "started", "state", "seconds", "documents", "new", "again", "failed", "records")


def table(runs: Sequence[Run]) -> Iterator[str]:
    """A line for each run below a line of headings; numbers that a run could not tell are left open."""
    rows = [_COLUMNS, *map(_row, runs)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        yield "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))


def details(run: Run) -> Iterator[str]:
    """A line for each thing that is known of a run."""
    seconds = {name: f"{value:.1f}" for name, value in (run.seconds or {}).items()}
    known = {
        "run": f"{run.id}, {run.state}",
        "started": run.started.isoformat(timespec="seconds"),
        "ended": run.ended.isoformat(timespec="seconds") if run.ended else "",
        "host": run.host,
        "version": run.version,
        "fingerprint": run.fingerprint,
        "settings": _joined(run.settings),
        "counts": _joined(run.counts or {}),
        "seconds": _joined(seconds),
    }
    for name, value in known.items():
        yield f"{name:<11}  {on_one_line(value)}".rstrip()
    for failed in run.failures or ():
        reason = on_one_line(f"{failed['source']}: {failed['reason']}")
        yield f"{'failed':<11}  {reason}"


def _row(run: Run) -> tuple[str, ...]:
    counts = run.counts or {}
    numbers = (counts.get(name) for name in ("documents", "new", "again", "failed"))
    records = sum(counts["records"].values()) if counts else None
    started = f"{run.started:%Y-%m-%d %H:%M:%S}"
    seconds = f"{sum(run.seconds.values()):.1f}" if run.seconds else ""
    shown = ("" if number is None else f"{number:,}" for number in (*numbers, records))
    return (str(run.id), started, run.state, seconds, *shown)


def _joined(known: Mapping[str, Any]) -> str:
    """Names and values; those of a mapping within stand in brackets."""
    parts = (
        f"{name} ({_joined(value)})" if isinstance(value, Mapping) else f"{name} {value}"
        for name, value in known.items()
    )
    return ", ".join(parts)
