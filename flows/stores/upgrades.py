"""The schema of a store: made where there is none, brought up to date where it is older, refused where it is newer.

    no tables        the newest schema is made
    schema 0001      SQLite: upgraded, after a copy was saved beside it; PostgreSQL: `recital store upgrade` does it
    schema 0003      nothing to do
    schema 0004      refused: a newer Recital made it

An upgrade is one transaction, views included: one that is killed never happened.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from flows.stores import views
from flows.stores.database import Database
from schemas.errors import UsageError

REVISIONS = ("0001", "0002", "0003")
"""Every schema there has been, in order; a test holds them to the migrations."""

HEAD = REVISIONS[-1]

VERSION_TABLE = "recital_schema"
"""Where Alembic notes the schema; not under its usual name, which another program in the database may use."""


def prepare(database: Database) -> None:
    """Makes a store fit for a run. The caller holds its lock.

    Raises `UsageError` for a newer schema, and on PostgreSQL for an older one.
    """
    with database.reading() as connection:
        found = _known_revision(connection, database)
        fits = found == HEAD and views.are_current(connection)
    if fits:
        return
    if found not in (None, HEAD):
        if database.file is None:
            raise UsageError(_older(database, found))
        back_up(database.file)
    upgrade(database)


def require_known(database: Database) -> None:
    """Raises `StoreError` for a store that does not answer, and `UsageError` for one that a newer Recital made.

    One that is no file yet is left to be made.
    """
    if database.file is None or database.file.exists():
        with database.reading() as connection:
            _known_revision(connection, database)


def require_current(database: Database) -> None:
    """Raises `UsageError` when there is no store, or its schema is not the newest."""
    found = _existing_revision(database)
    if found != HEAD:
        raise UsageError(_older(database, found))


def upgrade_existing(database: Database) -> str:
    """Brings a store up to date; the schema that was there before. Raises `UsageError` when there is no store."""
    _existing_revision(database)
    with database.alone():
        found = _existing_revision(database)
        if found != HEAD and database.file is not None:
            back_up(database.file)
        upgrade(database)
    return found


def upgrade(database: Database, to: str = HEAD) -> None:
    """Brings the schema up to a revision and makes the views anew. The caller holds the lock of the store."""
    with database.writing() as connection:
        views.drop(connection)
        _run_migrations(connection, to)
        if to == HEAD:
            views.make(connection)


def back_up(file: Path) -> Path:
    """Saves a copy of a SQLite store beside it, with what only its log holds so far; the path it went to."""
    target = file.with_name(f"{file.name}.before-{HEAD}")
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(target)
    return target


def _known_revision(connection: Connection, database: Database) -> str | None:
    """The schema of a store, None where there is none. Raises `UsageError` for one that this program does not know."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 # our name
    if found is not None and found not in REVISIONS:
        raise UsageError(
            f"the store {database.name} has schema {found!r}, this program knows up to {HEAD!r}; "
            "a newer Recital made it: use that one, or another --store"
        )
    return found


def _existing_revision(database: Database) -> str:
    if database.file is None or database.file.exists():
        with database.reading() as connection:
            if found := _known_revision(connection, database):
                return found
    raise UsageError(f"there is no store {database.name}; `recital run` makes one")


def _older(database: Database, found: str) -> str:
    return (
        f"the store {database.name} has the older schema {found!r}; expected {HEAD!r}: "
        f"back it up, then run `recital store upgrade`"
    )


def _run_migrations(connection: Connection, to: str) -> None:
    """Runs what is missing, within the caller's transaction."""
    # Alembic takes a third of a second to import, and is needed for a new or an older store only.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "flows.stores:migrations")
    scripts = ScriptDirectory.from_config(config)
    environment = EnvironmentContext(config, scripts, fn=lambda at, _: scripts._upgrade_revs(to, at))  # noqa: SLF001 # so does its manual
    with environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        environment.run_migrations()
