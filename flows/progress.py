"""How far a run is: a bar on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import Progress as Bar


class Progress(Protocol):
    """Shows how far a part of a run is."""

    def __call__(self, what: str, documents: int) -> AbstractContextManager[Callable[[int], None]]:
        """Within it the part runs; the given function is told of documents that are done."""


@contextmanager
def on_terminal(what: str, documents: int) -> Iterator[Callable[[int], None]]:
    """A bar; it is seen on a terminal only, and gone at the end."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=documents)
        yield lambda done: bar.advance(task, done)
