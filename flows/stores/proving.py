"""Whether a store can be proved, row by row: what `recital check --deep` asks of it.

What it says now is compared with the output files; what it said before, with the hashes of the files there were:

a.txt: version 2 is not what its hash says: a row that held then was altered
b.txt: record 5a… from version 1 on was closed because of 'text'; expected 'rules'
sqlite:///output/recital.db: the view 'dates' is not as Recital makes it; `recital run` makes it anew

What nothing else bears witness to is what a run tells of itself (host, times, settings, counts), and when files were
changed last; no fact depends on either.
"""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import JSON, Connection, func, select

from flows.places import Place
from flows.stores import upgrades, urls, views
from flows.stores.agreement import Disagreement, disagreements, explained
from flows.stores.database import Database
from flows.stores.proofs import PROOFS, Case
from flows.stores.rebuilding import History
from flows.stores.runs import RunState
from flows.stores.tables import METADATA, documents, runs

_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"


def unproved(database: Database, output: Place) -> Iterator[Disagreement]:
    """All that `disagreements` finds, then all that does not follow from the rest of the store, by document.

    Raises what `disagreements` raises.
    """
    yield from disagreements(database, output)
    yield from explained(database, _of_store(database))


def _of_store(database: Database) -> Iterator[Disagreement]:
    with database.reading() as connection:
        of_file = _of_file(connection) if connection.dialect.name == "sqlite" else ()
        yield from (
            Disagreement(database.name, what) for what in (*of_file, *_of_views(connection), *_of_runs(connection))
        )
        fingerprints = {run.id: run.fingerprint for run in connection.execute(select(runs.c.id, runs.c.fingerprint))}
        for document in connection.execute(select(documents).order_by(documents.c.source)).mappings():
            history = History.read(connection, document["id"])
            case = Case(connection, document, history, fingerprints)
            yield from (Disagreement(document["source"], what) for proof in PROOFS for what in proof(case))


def _of_file(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong, and what it was told to keep that Recital does not make."""
    checked = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    yield from (f"the file is damaged: {what}" for what in checked if what != "ok")
    for table in set(connection.exec_driver_sql("PRAGMA foreign_key_check").scalars()):
        yield f"a row of {table} belongs to one that is not there"
    for column in (column for table in METADATA.sorted_tables for column in table.c if isinstance(column.type, JSON)):
        if connection.scalar(select(func.count()).where(func.typeof(column).not_in(("text", "null")))):
            yield f"{column} holds bytes; expected JSON as text, which views can read"
    found, expected = _kept(connection), _kept_by_a_new_store()
    for kind, name in sorted(found.keys() | expected.keys()):
        if found.get((kind, name)) != expected.get((kind, name)):
            advice = "`recital run` makes it anew" if kind == "view" else "take the store from a backup"
            yield f"the {kind} {name!r} is not as Recital makes it; {advice}"


def _kept(connection: Connection) -> dict[tuple[str, str], str | None]:
    """How tables, views and triggers are made, by kind and name."""
    return {(kind, name): sql for kind, name, sql in connection.exec_driver_sql(_SCHEMA)}


@cache
def _kept_by_a_new_store() -> dict[tuple[str, str], str | None]:
    with (
        tempfile.TemporaryDirectory(prefix="recital-") as folder,
        Database(urls.of_file(Path(folder) / "new.db")) as database,
    ):
        upgrades.prepare(database)
        with database.reading() as connection:
            return _kept(connection)


def _of_runs(connection: Connection) -> Iterator[str]:
    """What a run cannot have said of itself; reading all that it said finds what is no JSON, and no time."""
    states = [state.value for state in RunState]
    for run in connection.execute(select(runs).order_by(runs.c.id)):
        if run.state not in states:
            yield f"run {run.id} has the state {run.state!r}; expected one of {', '.join(states)}"
        if run.ended is not None and run.ended < run.started:
            yield f"run {run.id} ended at {run.ended}; expected a time after {run.started}, when it began"


def _of_views(connection: Connection) -> Iterator[str]:
    if not views.missing(connection) and not views.are_current(connection):
        yield "its views are not noted as those of this program; `recital run` makes them anew"
