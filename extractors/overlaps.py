"""The one policy for competing spans."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Candidate(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


C = TypeVar("C", bound=Candidate)


def longest(candidates: Iterable[C]) -> list[C]:
    """Candidates that do not overlap, in the order of the text.

    Longer ones win; of equally long ones the leftmost; of ones with equal offsets the first that was given, so that
    the order of a rule table decides.
    """
    candidates = list(candidates)
    if len(candidates) < 2:
        return candidates
    taken: list[C] = []  # in the order of the text, as are …
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        place = bisect_left(starts, candidate.start)
        is_free_before = not place or taken[place - 1].end <= candidate.start
        if is_free_before and (place == len(starts) or candidate.end <= starts[place]):
            taken.insert(place, candidate)
            starts.insert(place, candidate.start)
    return taken
