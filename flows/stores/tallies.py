"""What a run changed in the records of documents that were known before, counted.

A report shows the documents with the most changes; the rest it counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Integer, case, func, select

from flows.stores.runs import Begun
from flows.stores.tables import changes, documents
from schemas.changes import ChangeKind

_SHOWN = 20
"""Documents that a summary names, those with the most changes first."""
_COUNTED = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED)


@dataclass(frozen=True, slots=True)
class Tally:
    """The changes of one document."""

    source: str
    cause: str
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """The changes of a run."""

    run: int
    """Number of the run."""
    documents: int
    """How many of them have changes."""
    by_kind: Mapping[str, Mapping[str, int]]
    """What became of how many records, by kind of fact."""
    most: tuple[Tally, ...]
    """The documents with the most changes, those first."""


def of_run(connection: Connection, run: Begun) -> Tallies:
    """What a run has changed so far."""
    of_run = changes.c.run_id == run.id
    number = func.count().label("number")
    counted = select(changes.c.kind, changes.c.what, number).where(of_run).group_by(changes.c.kind, changes.c.what)
    by_kind: dict[str, dict[str, int]] = {}
    for kind, what, many in connection.execute(counted.order_by(changes.c.kind, changes.c.what)):
        by_kind.setdefault(kind, {})[what] = many
    most = (
        select(documents.c.source, changes.c.cause, *(_how_many(what) for what in _COUNTED))
        .join_from(changes, documents, documents.c.id == changes.c.document_id)
        .where(of_run)
        .group_by(documents.c.source, changes.c.cause)
        .order_by(number.desc(), documents.c.source)
        .limit(_SHOWN)
    )
    changed = connection.scalar(select(func.count(changes.c.document_id.distinct())).where(of_run)) or 0
    return Tallies(run.id, changed, by_kind, tuple(Tally(**row) for row in connection.execute(most).mappings()))


def _how_many(what: ChangeKind) -> ColumnElement[int]:
    return func.sum(case((changes.c.what == what, 1), else_=0)).cast(Integer).label(what.value)
