"""The one policy for competing spans."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, Protocol, TypeVar


class Candidate(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


C = TypeVar("C", bound=Candidate)


class Contest(NamedTuple):
    """Candidates that competed, and those that won."""

    candidates: Sequence[Candidate]
    winners: Sequence[Candidate]


_WATCHER: ContextVar[list[Contest] | None] = ContextVar("watcher", default=None)


@contextmanager
def watched() -> Iterator[list[Contest]]:
    """Within it contests are noted, for those who ask why a rule did not win; otherwise nobody keeps the losers."""
    contests: list[Contest] = []
    token = _WATCHER.set(contests)
    try:
        yield contests
    finally:
        _WATCHER.reset(token)


def _stands(_: object) -> bool:
    return True


def longest(candidates: Iterable[C], *, stands: Callable[[C], bool] = _stands) -> list[C]:
    """Candidates that do not overlap, in the order of the text.

    Longer ones win; of equally long ones the leftmost; of ones with equal offsets the first that was given, so that
    the order of a rule table decides. One that does not stand by itself takes no part; most are never asked, as a
    longer one that stands overlaps them.
    """
    candidates = list(candidates)
    if len(candidates) < 2:
        return list(filter(stands, candidates))
    taken: list[C] = []  # in the order of the text, as are …
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        place = bisect_left(starts, candidate.start)
        is_free_before = not place or taken[place - 1].end <= candidate.start
        is_free = is_free_before and (place == len(starts) or candidate.end <= starts[place])
        if is_free and stands(candidate):
            taken.insert(place, candidate)
            starts.insert(place, candidate.start)
    if (watcher := _WATCHER.get()) is not None:
        watcher.append(Contest(candidates, taken))
    return taken
