"""Published tables as they are read: row by row, in words, each with the words of its key."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.auditing.expected import Words, said
from flows.publish.merging import FROM, TO
from flows.publish.targets import Target
from schemas.tables import Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A published table."""

    table: Table

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def history(self) -> bool:
        """Whether rows that ceased to hold stay in it."""
        return TO in self.table.columns

    @property
    def names(self) -> list[str]:
        """The names of its columns, but of those that tell when a row holds."""
        return [name for name in self.table.names if name not in (FROM.name, TO.name)]

    def key_of(self, row: Words) -> Words:
        """What tells a row apart from the others that hold."""
        return tuple(cell for name, cell in zip(self.names, row, strict=False) if name in self.table.key)

    def named(self, key: Words) -> str:
        """A row, by its key, as messages name it."""
        return f"{self.name} {' '.join(key)}"

    def holding(self, target: Target) -> Iterator[Words]:
        """The rows that hold."""
        return self._read(target, self.names, "IS NULL" if self.history else "")

    def closed(self, target: Target) -> Iterator[Words]:
        """The rows that ceased to hold, each with the moments between which it held behind its other cells."""
        return self._read(target, [*self.names, FROM.name, TO.name], "IS NOT NULL")

    def _read(self, target: Target, names: list[str], until: str) -> Iterator[Words]:
        columns = ", ".join(f'"{name}"' for name in names)
        where = f" WHERE {TO.name} {until}" if until else ""
        for row in target.plain(f'SELECT {columns} FROM "{self.name}"{where}'):  # noqa: S608 # our names
            yield tuple(map(said, row))
