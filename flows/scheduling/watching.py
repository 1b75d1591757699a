"""Runs that start when files come or change, once these have stopped growing.

A file that is copied reports itself many times, and a folder of files even more often. So nothing happens until the raw
folder looks the same for a while; then one run takes all of it. Files that programs write while they work are not
looked at: what they become at the end has another name, and reports itself.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from watchfiles import Change, watch

from flows import sources

_TEMPORARY = re.compile(
    r"""
    \..* | ~\$.* | \#.*\#                                                   # .name, ~$report.docx, #name#
    | .*(?: ~ | \.(?: tmp | temp | part | partial | filepart | crdownload | download | sw[a-z] ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_PATIENCE = 600.0
"""Seconds after which a run starts although files still change: what is complete should not wait for what never is."""

_PAUSE = 60.0
"""Seconds before another try where a run could not do its work, as while another one is on the same output."""

_TICK_MS = 500
"""How often the watch wakes without changes, to see whether it was patient long enough."""

Snapshot = Mapping[str, tuple[int, int | None]]
"""Size and time of change of each source."""


@dataclass(slots=True)
class Arrivals:
    """Whether something came, and whether it is all there. Times are seconds of any one clock."""

    settle: float
    """Seconds for which nothing may change."""
    _since: float | None = field(default=None, init=False)
    """When the first of what waits came; null where nothing waits."""
    _still_since: float = field(default=0.0, init=False)
    _seen: Snapshot | None = field(default=None, init=False)

    @property
    def waits(self) -> bool:
        """Whether something came that no run has taken."""
        return self._since is not None

    def note(self, now: float) -> None:
        """Something came or changed."""
        if self._since is None:
            self._since, self._seen = now, None

    def are_complete(self, now: float, seen: Snapshot) -> bool:
        """Whether what came can be taken, given how the folder looks now."""
        if self._since is None:
            return False
        if seen != self._seen:
            self._seen, self._still_since = seen, now
        return now - self._still_since >= self.settle or now - self._since >= _PATIENCE

    def taken(self) -> None:
        """A run takes what came; whatever comes from now on is for the next."""
        self._since = None


def on_change(raw: Path, run: Callable[[], bool], *, settle: float) -> None:
    """Runs once for what is there, and then whenever files come or change; ends with `KeyboardInterrupt`.

    A run that says it could not do its work is tried again, though nothing else came.
    """
    arrivals, not_before = Arrivals(settle), 0.0
    arrivals.note(time.monotonic())
    for changes in watch(raw, watch_filter=_matters(raw), rust_timeout=_TICK_MS, yield_on_timeout=True):
        now = time.monotonic()
        if changes:
            arrivals.note(now)
        if not arrivals.waits or now < not_before or not arrivals.are_complete(now, snapshot(raw)):
            continue
        arrivals.taken()
        if not run():
            not_before = time.monotonic() + _PAUSE
            arrivals.note(not_before)


def snapshot(raw: Path) -> Snapshot:
    """How the sources look now; those that are only being made left out."""
    found = sources.find(raw)
    return {source.name: (source.bytes, source.mtime_ns) for source in found if not is_temporary(source.name)}


def is_temporary(name: str) -> bool:
    """Whether a name below the raw folder is that of a file that some program only works with.

    >>> [is_temporary(name) for name in ("2024/.a.txt.Xy3", "~$b.docx", "c.pdf.part", ".git/d.txt")]
    [True, True, True, True]
    >>> [is_temporary(name) for name in ("a.txt", "partial.txt", "b.download.txt", "~/c.txt")]
    [False, False, False, False]
    """
    *folders, file = PurePosixPath(name).parts
    return bool(_TEMPORARY.fullmatch(file)) or any(folder.startswith(".") for folder in folders)


def _matters(raw: Path) -> Callable[[Change, str], bool]:
    base = raw.resolve()

    def matters(_change: Change, path: str) -> bool:
        below = Path(path)
        return not (below.is_relative_to(base) and is_temporary(below.relative_to(base).as_posix()))

    return matters
