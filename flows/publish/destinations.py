"""Where records are published: databases, folders of Parquet files, and whatever dlt writes to.

duckdb:///facts.duckdb           a DuckDB file, relative to the working directory; four slashes make it absolute
sqlite:///facts.db               a SQLite file
postgresql://me@host/facts       a database of a server; the password may stand in PGPASSWORD or in ~/.pgpass
parquet:facts                    a folder of Parquet files
parquet:s3://bucket/facts        the same in object storage, by fsspec; credentials stand in the environment
dlt:bigquery/facts               a dataset, by dlt; credentials stand in dlt's own secrets
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from flows.stores import urls


class Engine(StrEnum):
    """What writes to a destination."""

    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    PARQUET = "parquet"
    DLT = "dlt"


_FORMS = {
    Engine.DUCKDB: re.compile(r"duckdb:///(?P<where>[^?#]+)"),
    Engine.SQLITE: re.compile(r"(?P<where>sqlite:///[^?#]+)"),
    Engine.POSTGRESQL: re.compile(r"(?P<where>postgresql(?:\+psycopg)?://.+)"),
    Engine.PARQUET: re.compile(r"parquet:(?P<where>.+)"),
    Engine.DLT: re.compile(r"dlt:(?P<where>[a-z]\w*(?:/[a-z]\w*)?)"),
}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where records are published."""

    engine: Engine
    where: str = field(repr=False)
    """A path, a URL, or a name with a dataset; secrets included: to be opened, not shown."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The destination that a text names. Raises `ValueError` for what is none; the message has no secret.

        >>> Destination.parse("duckdb:///facts.duckdb").where
        'facts.duckdb'
        >>> Destination.parse("mysql://me:secret@host/facts")
        Traceback (most recent call last):
            ...
        ValueError: expected duckdb:///PATH, sqlite:///PATH, postgresql://…, parquet:PATH or dlt:NAME/DATASET
        """
        for engine, form in _FORMS.items():
            if match := form.fullmatch(text):
                where = match["where"]
                return cls(engine, urls.checked(where) if engine is Engine.POSTGRESQL else where)
        raise ValueError("expected duckdb:///PATH, sqlite:///PATH, postgresql://…, parquet:PATH or dlt:NAME/DATASET")

    @property
    def file(self) -> Path:
        """The file of a DuckDB or SQLite destination."""
        return urls.file_of(self.where) or Path(self.where)

    def __str__(self) -> str:
        """The destination as it may be shown.

        >>> str(Destination.parse("postgresql://me:secret@host/facts"))
        'postgresql+psycopg://me:***@host/facts'
        """
        shown = urls.masked(self.where)
        match self.engine:
            case Engine.DUCKDB:
                return f"duckdb:///{shown}"
            case Engine.PARQUET | Engine.DLT:
                return f"{self.engine}:{shown}"
            case _:
                return shown
