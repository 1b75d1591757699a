"""Decisions as rows: only ever added, each with its number on its change, so that nobody decides unseen of another."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, insert, select

from flows.stores.tables import decisions
from schemas.decisions import Decision

_FIELDS = tuple(decisions.c[name] for name in Decision.model_fields)
_IN_ORDER = select(*_FIELDS).order_by(decisions.c.decided, decisions.c.id)
"""Not by id alone: what was said earlier in another store may be imported later."""


def of_source(connection: Connection, source: str) -> list[Decision]:
    """All that was said of a source, in its order."""
    return _read(connection, _IN_ORDER.where(decisions.c.source == source))


def of_change(connection: Connection, change_id: int) -> list[Decision]:
    """All that was said of a change, in its order."""
    said = select(*_FIELDS).where(decisions.c.change_id == change_id)
    return _read(connection, said.order_by(decisions.c.number))


def of_record(connection: Connection, record_id: str) -> list[Decision]:
    """All that was said of a record, in its order."""
    return _read(connection, _IN_ORDER.where(decisions.c.record_id == record_id))


def everything(connection: Connection) -> list[Decision]:
    """All that was said, by source, in its order."""
    return _read(connection, select(*_FIELDS).order_by(decisions.c.source, decisions.c.decided, decisions.c.id))


def sources(connection: Connection) -> list[str]:
    """The sources of which something was said, sorted."""
    return list(connection.scalars(select(decisions.c.source).distinct().order_by(decisions.c.source)))


class Numbered(NamedTuple):
    """A decision with its place."""

    decision: Decision
    change_id: int | None
    """The change it is about; null where it comes from another store."""
    number: int
    """Which it is of all on its change, from 1."""


def add(connection: Connection, said: Iterable[Numbered]) -> None:
    """Adds decisions."""
    rows = [{**_row(decision), "change_id": change_id, "number": number} for decision, change_id, number in said]
    if rows:
        connection.execute(insert(decisions), rows)


def _row(decision: Decision) -> dict[str, Any]:
    record, where = decision.record, decision.record.provenance
    plain = decision.model_dump(mode="json", include={"what", "who", "why", "value", "before", "after"})
    return {
        **plain,
        "decided": decision.decided,
        "source": where.source,
        "record_id": record.record_id,
        "quote": record.text,
        "prefix": where.prefix,
        "suffix": where.suffix,
    }


def _read(connection: Connection, wanted: Select[Any]) -> list[Decision]:
    return [Decision.model_validate(dict(row)) for row in connection.execute(wanted).mappings()]
