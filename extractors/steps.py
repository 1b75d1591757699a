"""Work on several documents, a step of each in turn.

What a step needs of code and vocabulary fills the processor's cache, and the next step needs the room. Where documents
take each step one behind the other, all but the first find it there.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from spacy.tokens import Doc

T = TypeVar("T")
Steps = Generator[None, None, T]
"""A piece of work that yields between its steps, and returns what it comes to."""


class Component(ABC):
    """A component of the pipeline, which does to a doc what it does in steps."""

    @abstractmethod
    def steps(self, doc: Doc) -> Steps[None]:
        """The steps of what it does to a doc."""

    def __call__(self, doc: Doc) -> Doc:
        """The doc, with everything done to it."""
        finished(self.steps(doc))
        return doc


def finished(work: Steps[T]) -> T:
    """What a piece of work comes to."""
    return in_step([work])[0]


def in_step(works: Iterable[Steps[T]], *, check: Callable[[], None] = lambda: None) -> list[T]:
    """What each of some pieces of work comes to, in their order: all take their first step, then all the second, ….

    `check` is called before each step of each. What it raises, or a step, ends them all.

    >>> def work(name: str) -> Steps[str]:
    ...     print("begin", name)
    ...     yield
    ...     print("end", name)
    ...     return name.upper()
    >>> in_step([work("a"), work("b")])
    begin a
    begin b
    end a
    end b
    ['A', 'B']
    """
    running = dict(enumerate(works))
    results: dict[int, T] = {}
    while running:
        for number, work in list(running.items()):
            check()
            try:
                next(work)
            except StopIteration as end:
                results[number] = end.value
                del running[number]
    return [results[number] for number in sorted(results)]
