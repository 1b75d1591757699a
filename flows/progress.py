"""How far a run is: a bar on a terminal, with its rate and the time that is left; and the same in words.

extracting  ━━━━━━━━━╸━━━━━━━━  4,812 of 10,000  61 a second  1:25 left
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text


class Progress(Protocol):
    """Shows how far a part of a run is."""

    def __call__(self, what: str, documents: int) -> AbstractContextManager[Callable[[int], None]]:
        """Within it the part runs; the given function is told of documents that are done."""


@dataclass(slots=True)
class Pace:
    """How fast something goes that has an end, from its beginning on; shards come in lumps, which this evens out."""

    total: int
    began: float
    """When, by the clock of `time.monotonic`."""
    done: int = 0

    def __str__(self) -> str:
        """How far it is, its rate and the time that is left; the latter two as soon as they are known."""
        return self.at(time.monotonic())

    def at(self, now: float) -> str:
        """The same at a moment of `time.monotonic`.

        >>> Pace(10_000, 100.0, done=2_500).at(140.0), Pace(9, 100.0).at(140.0)
        ('2,500 of 10,000  62.5 a second  0:02:00 left', '0 of 9')
        """
        said = f"{self.done:,} of {self.total:,}"
        rate = self.done / (now - self.began) if now > self.began else 0.0
        if not rate:
            return said
        left = timedelta(seconds=round((self.total - self.done) / rate))
        return f"{said}  {rate:,.1f} a second  {left} left"


class _PaceColumn(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(str(task.fields["pace"]), style="dim")


@contextmanager
def on_terminal(what: str, documents: int) -> Iterator[Callable[[int], None]]:
    """A bar; it is seen on a terminal only, and gone at the end."""
    console, pace = Console(stderr=True), Pace(documents, time.monotonic())
    columns = (TextColumn("{task.description}"), BarColumn(), _PaceColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=documents, pace=pace)

        def advance(done: int) -> None:
            pace.done += done
            bar.advance(task, done)

        yield advance
