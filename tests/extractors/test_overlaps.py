from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from extractors.overlaps import longest, watched
from schemas.spans import Span


class Named(NamedTuple):
    start: int
    end: int
    name: str = ""


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda t: Named(t[0], t[0] + t[1])), max_size=20)


def test_longest_prefers_the_longer_then_the_leftmost_then_the_first() -> None:
    assert longest([Named(0, 3), Named(2, 8), Named(9, 12)]) == [Named(2, 8), Named(9, 12)]
    assert longest([Named(2, 5), Named(0, 3)]) == [Named(0, 3)]
    assert longest([Named(0, 3, "a"), Named(0, 3, "b")]) == [Named(0, 3, "a")]


@given(SPANS)
def test_longest_leaves_no_overlap_and_every_loser_has_a_winner(spans: list[Named]) -> None:
    taken = longest(spans)
    assert all(a.end <= b.start for a, b in pairwise(taken))
    for loser in spans:
        assert any(
            w.start < loser.end and loser.start < w.end and w.end - w.start >= loser.end - loser.start for w in taken
        )


def test_contests_are_noted_only_while_they_are_watched() -> None:
    candidates = [Span(0, 4), Span(2, 9)]
    longest(candidates)
    with watched() as contests:
        longest(candidates)
    longest(candidates)
    assert [(contest.candidates, contest.winners) for contest in contests] == [(candidates, [Span(2, 9)])]
