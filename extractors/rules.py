"""What a rule is: a name for life, a sentence that explains it, and examples that hold it to its word."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

TokenPattern = list[dict[Any, Any]]
"""A pattern of spaCy's `Matcher`."""

_QUOTE = re.compile(r"«(.*?)»", re.DOTALL)


class Example(NamedTuple):
    """A text and the quotes a rule takes from it."""

    text: str
    quotes: tuple[str, ...]

    @classmethod
    def parse(cls, marked: str) -> Self:
        """Reads a text in which guillemets enclose each quote: `on «10 June 1999»`."""
        return cls(text=_QUOTE.sub(r"\1", marked), quotes=tuple(_QUOTE.findall(marked)))


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of finding a fact.

    `id` is `<module>.<name>` and keeps its meaning for life. `matches` are texts in which guillemets enclose what
    the rule finds; `rejects` are texts in which it finds nothing. Both run as tests. A rule about words has token
    `patterns` for spaCy's Matcher; a rule about symbols has a regular `expression` over the view; a rule that
    judges what others found has neither.
    """

    id: str
    says: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    patterns: tuple[TokenPattern, ...] = field(default=(), repr=False)
    expression: re.Pattern[str] | None = field(default=None, repr=False)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The texts of `matches` with their quotes."""
        return tuple(Example.parse(marked) for marked in self.matches)
