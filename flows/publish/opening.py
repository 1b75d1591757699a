"""A destination, opened by what writes to it; each of them brings libraries that the others do not need."""

from contextlib import AbstractContextManager

from flows.publish.destinations import Destination, Engine
from flows.publish.targets import Target


def opened(destination: Destination, *, only_read: bool = False) -> AbstractContextManager[Target]:
    """The destination for one publish, or only to be read: then nothing is made, locked or written there.

    Raises `PublishError`, `PublishBusy` for what may pass, and `UsageError` where a library is not installed.
    """
    match destination.engine:
        case Engine.DUCKDB:
            from flows.publish import duck  # noqa: PLC0415

            return duck.opened(destination, only_read=only_read)
        case Engine.SQLITE | Engine.POSTGRESQL:
            from flows.publish import databases  # noqa: PLC0415

            return databases.opened(destination, only_read=only_read)
        case Engine.PARQUET:
            from flows.publish import folders  # noqa: PLC0415

            return folders.opened(destination, only_read=only_read)
        case Engine.DLT:
            from flows.publish import warehouses  # noqa: PLC0415

            return warehouses.opened(destination)  # it locks nothing, and writes when it is told to finish
