"""Whether published tables hold what stands in the store, cell by cell: `recital check --published DESTINATION`.

figures '5a01c2d3e4f50617': amount is 41947301, expected 41947300; `recital publish sqlite:///facts.db` mends it
dates '0c1d2e3f40516273': the row is missing; `recital publish sqlite:///facts.db` adds it
withdrawn '9f8e7d6c5b4a3928' '2026-11-22 …': kind is 'dote', expected 'date'; …

Rows of which nothing stands any more are for `flows.auditing.past`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from flows.auditing import past
from flows.auditing.expected import Expected, Words, said, waiting
from flows.auditing.sheets import Sheet
from flows.checking import Fault
from flows.publish import contract
from flows.publish.contract import Shape
from flows.publish.destinations import Destination, Engine
from flows.publish.merging import TO, Pair, published_tables
from flows.publish.opening import opened
from flows.publish.reviewed import Left, Reviewed
from flows.publish.targets import Target
from flows.publish.wanted import snapshot, wanted
from flows.stores.database import Database
from flows.stores.runs import RunState
from flows.stores.upgrades import require_current
from schemas.errors import PublishBusy, PublishError, StoreBusy, StoreError
from schemas.tables import NAMES, RUNS, TABLES, WITHDRAWN

_FILES = (Engine.SQLITE, Engine.DUCKDB)

_WHILE_IT_RAN = {
    "ended": said(None),
    "state": said(RunState.RUNNING.value),
    **dict.fromkeys(("documents", "new", "again", "failed", "records"), said(None)),
}
"""What was not known of a run when it published by itself, before its end."""


def differences(database: Database, destination: Destination, reviewed: Reviewed) -> Iterator[Fault]:
    """All in which published tables differ from what stands in a store, table by table.

    A destination that cannot be read is one thing that differs. Raises `PublishBusy` and `StoreBusy` for what did not
    answer, and `UsageError` where there is no store, or what reads there is not installed.
    """
    name = str(destination)
    try:
        require_current(database)
        if destination.engine in _FILES and not destination.file.exists():
            yield Fault(name, _nothing(name))
            return
        with snapshot(database) as connection, opened(destination, only_read=True) as target, waiting() as expected:
            comparison = _Comparison(connection, target, expected, destination)
            yield from (Fault(name, what) for what in comparison.differences(reviewed))
    except (PublishBusy, StoreBusy):
        raise
    except (PublishError, StoreError, ValueError, LookupError, TypeError, OSError) as error:
        reason = str(error).removeprefix(f"{name}: ")
        yield Fault(name, f"what is published cannot be compared: {reason}; mend that, or publish to an empty place")


def _nothing(name: str) -> str:
    return f"nothing is published there; `recital publish {name}` does it"


@dataclass(frozen=True, slots=True)
class _Comparison:
    connection: Connection
    """To the store."""
    target: Target
    expected: Expected
    destination: Destination

    def differences(self, reviewed: Reviewed) -> Iterator[str]:
        found = self.target.shapes(TABLES)
        if not found:
            yield _nothing(str(self.destination))
            return
        if self.destination.engine is Engine.SQLITE:
            damaged = (what for (what,) in self.target.plain("PRAGMA integrity_check") if what != "ok")
            yield from (f"the file is damaged: {what}; remove it, and publish anew" for what in damaged)
        sheets = [Sheet(table) for table in published_tables(history=any(TO.name in there for there in found.values()))]
        misshapen = {sheet.name: list(self._of_shape(sheet, found.get(sheet.name))) for sheet in sheets}
        yield from (what for told in misshapen.values() for what in told)
        left = self._gather(reviewed, {sheet.name: sheet for sheet in sheets})
        yield from (f"what must be published of {source} cannot be told: {why}" for source, why in left.items())
        for sheet in sheets:
            if not misshapen[sheet.name]:
                yield from self._of_table(sheet, left)

    def _of_shape(self, sheet: Sheet, found: Mapping[str, Shape] | None) -> Iterator[str]:
        """What is wrong with the columns of a table, which is not compared then."""
        if found is None:
            yield f"{sheet.name}: the table is missing; {self._publish(sheet)} makes it"
            return
        columns = Pair.of(sheet.table, keyed=self.target.keyed).published.c
        wanted = {column.name: self.target.shape(column) for column in columns}
        for what in contract.differences(sheet.name, wanted, found):
            yield f"{what}; drop the table, and {self._publish(sheet)} makes it anew"
        for name, shape in wanted.items():
            if name not in found and shape.nullable:
                yield f"{sheet.name}.{name} is missing; {self._publish(sheet)} adds it"

    def _gather(self, reviewed: Reviewed, sheets: Mapping[str, Sheet]) -> dict[str, str]:
        """Lays every row ready that is to be there; the sources of which that cannot be told, with the reasons."""
        left: dict[str, str] = {}

        def rows() -> Iterator[tuple[str, Words, Words]]:
            for found in wanted(self.connection, reviewed):
                if isinstance(found, Left):
                    left[found.document.source] = found.problem
                else:
                    words = tuple(said(self.target.held(cell)) for cell in found.row)
                    yield found.table, sheets[found.table].key_of(words), words

        self.expected.add(rows())
        return left

    def _of_table(self, sheet: Sheet, left: Collection[str]) -> Iterator[str]:
        if sheet.name == WITHDRAWN.name:
            yield from past.of_withdrawn(self.connection, self.target, sheet)
            return
        kept = set(map(said, left)) if sheet.name in NAMES.values() else set()
        for row in sheet.holding(self.target):
            if not kept or row[sheet.names.index("source")] not in kept:
                yield from self._of_row(sheet, row)
        for key in self.expected.missing(sheet.name):
            yield f"{sheet.named(key)}: the row is missing; {self._publish(sheet)} adds it"
        if sheet.history:
            yield from past.of_closed(self.connection, self.target, sheet)

    def _of_row(self, sheet: Sheet, row: Words) -> Iterator[str]:
        """What differs in a row that holds."""
        key = sheet.key_of(row)
        name, met = sheet.named(key), self.expected.meet(sheet.name, key)
        if met is None:
            foreign = sheet.name == RUNS.name
            yield f"{name}: expected no such row; {self._publish(sheet, foreign=foreign)} takes it away"
            return
        if met.again:
            yield f"{name}: it stands there twice; drop the table, and {self._publish(sheet)} makes it anew"
        for column, found, expected in zip(sheet.names, row, _as_published(sheet, row, met.cells), strict=True):
            if found != expected:
                advice = self._publish(sheet, foreign=sheet.name == RUNS.name and column == "started")
                yield f"{name}: {column} is {found}, expected {expected}; {advice} mends it"

    def _publish(self, sheet: Sheet, *, foreign: bool = False) -> str:
        """The command that publishes anew, also where it would take a run for one of another store."""
        flags = (" --history" if sheet.history else "") + (" --take-over" if foreign else "")
        return f"`recital publish {self.destination}{flags}`"


def _as_published(sheet: Sheet, row: Words, expected: Words) -> Words:
    """What is expected of a row; of a run that was published by itself, what was known of it then."""
    if sheet.name != RUNS.name or row[sheet.names.index("state")] != _WHILE_IT_RAN["state"]:
        return expected
    return tuple(_WHILE_IT_RAN.get(name, cell) for name, cell in zip(sheet.names, expected, strict=True))
