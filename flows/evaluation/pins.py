"""Pins: the figures that an evaluation reached, kept in a file in which they only rise.

pinned date.f1 40/41, now 41/41       risen: `--pin` writes it down
pinned date.f1 41/41, now 40/41       fallen: the rule is mended, or `--lower WHY` says why it may
a mistake that is not pinned          a loss of its document
a pinned mistake that is none now     a gain of its document
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, ValidationError

from flows.evaluation.mistakes import SEGMENT, Mistake, mistakes
from flows.evaluation.reports import Report
from flows.evaluation.scores import Share
from schemas.errors import UsageError
from schemas.problems import told
from schemas.spans import Frozen

Ratio = Annotated[str, Field(pattern=r"^\d+/[1-9]\d*$")]
"""A share, exact: how many are right, of how many."""


class Lowering(Frozen):
    """A figure that somebody let fall."""

    figure: str
    was: Ratio
    now: Ratio | None
    """Null where nothing is left to be measured."""
    why: str = Field(min_length=1)
    """A reason for people; in a changelog it stands in the same words."""


class Pins(Frozen):
    """What an evaluation reached."""

    figures: dict[str, Ratio]
    """`<kind>.f1`, of exact offsets, `<kind>.values`; `segment.characters`, `segment.f1`, of what is stripped."""
    mistakes: dict[str, tuple[str, ...]]
    """What is known to be wrong, by document."""
    lowered: tuple[Lowering, ...] = ()
    """Every fall, in its order."""


class Move(NamedTuple):
    """A figure that differs from the pinned one."""

    figure: str
    was: Ratio
    now: Ratio | None

    @property
    def fell(self) -> bool:
        """Whether it is smaller, or not measured any more."""
        return self.now is None or Fraction(self.now) < Fraction(self.was)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An evaluation beside the pins."""

    moves: tuple[Move, ...]
    gains: dict[str, tuple[str, ...]]
    """Pinned mistakes that are none any more, by document."""
    losses: dict[str, tuple[str, ...]]
    """Mistakes that are not pinned, by document."""

    @property
    def fallen(self) -> tuple[Move, ...]:
        """The figures that are smaller than pinned."""
        return tuple(move for move in self.moves if move.fell)

    def lines(self) -> Iterator[str]:
        """Gains and losses document by document, then each figure that moved; one line where nothing did."""
        for source in sorted({*self.gains, *self.losses}):
            gained, lost = self.gains.get(source, ()), self.losses.get(source, ())
            yield f"{source}: {len(gained)} gained, {len(lost)} lost"
            yield from (f"  gained  {mistake}" for mistake in gained)
            yield from (f"  lost    {mistake}" for mistake in lost)
        for move in self.moves:
            yield f"{move.figure} {'fell' if move.fell else 'rose'} from {move.was} to {move.now or 'nothing'}"
        if not (self.moves or self.gains or self.losses):
            yield "as pinned: no gain, no loss"


def measured(report: Report, lowered: tuple[Lowering, ...] = ()) -> Pins:
    """What a report on all kinds says, to be pinned."""
    figures = {name: f"{share.right}/{share.of}" for name, share in _shares(report) if share.of}
    by_document = {
        document.source: tuple(map(_named, mistakes(document)))
        for document in sorted(report.documents, key=lambda document: document.source)
    }
    wrong = {source: found for source, found in by_document.items() if found}
    return Pins(figures=figures, mistakes=wrong, lowered=lowered)


def compared(pinned: Pins, now: Pins) -> Comparison:
    """An evaluation beside the pins; a figure that was not measured before moves nothing."""
    moves = (Move(name, was, now.figures.get(name)) for name, was in pinned.figures.items())
    return Comparison(
        moves=tuple(move for move in moves if move.now is None or Fraction(move.now) != Fraction(move.was)),
        gains=_only_in(pinned.mistakes, now.mistakes),
        losses=_only_in(now.mistakes, pinned.mistakes),
    )


def lowered(pinned: Pins, now: Pins, *, why: str) -> Pins:
    """The pins of now, with each figure that fell noted beside the falls before it."""
    falls = (Lowering(figure=move.figure, was=move.was, now=move.now, why=why) for move in compared(pinned, now).fallen)
    return now.model_copy(update={"lowered": (*pinned.lowered, *falls)})


def read(path: Path) -> Pins:
    """The pins in a file. Raises `UsageError` that names it when there are none."""
    try:
        return Pins.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"pins {str(path)!r} cannot be read: {error.strerror}; `--pin` makes them") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(map(str, problem["loc"]))
        raise UsageError(f"pins {str(path)!r}: {where}: {told(problem)}; `--pin` writes them") from error


def write(path: Path, pins: Pins) -> None:
    """Writes the pins. Raises `UsageError` when the file cannot be written."""
    try:
        path.write_text(json.dumps(pins.model_dump(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"pins {str(path)!r} cannot be written: {error.strerror}; expected a file's name") from error


def _shares(report: Report) -> Iterator[tuple[str, Share]]:
    for kind in report.kinds:
        score = report.score(kind)
        yield f"{kind}.f1", score.exact.balance
        yield f"{kind}.values", score.values
    segments = report.segments()
    yield f"{SEGMENT}.characters", segments.characters
    yield f"{SEGMENT}.f1", segments.stripped.balance


def _named(mistake: Mistake) -> str:
    """A mistake in words that stay the same while it does."""
    return f"{mistake.what} {mistake.kind} [{mistake.start}, {mistake.end}) {mistake.text!r}"


def _only_in(some: dict[str, tuple[str, ...]], others: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    left = {
        source: tuple(mistake for mistake in found if mistake not in others.get(source, ()))
        for source, found in some.items()
    }
    return {source: found for source, found in left.items() if found}
