"""The overview: what the store holds, what its runs did, and where its dated statements stand in time."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, select

from flows.review import charts, desk
from flows.review.charts import Bar
from flows.review.guard import Session
from flows.review.pages import Dated, Mismatch, OverviewPage
from flows.stores import runs
from flows.stores.database import Database
from flows.stores.runs import Run
from flows.stores.tables import documents, records, versions
from flows.terminal import on_one_line
from schemas.records import KINDS

_RUNS = 20
"""The latest runs, as many as `recital runs` shows."""
_LISTED = 100
"""Dated statements and figures on the page; a period that has more is chosen more narrowly."""

_OPEN = records.c.valid_to.is_(None)
_EARLIEST = records.c.value["earliest"].as_string()
_SHOWN = (
    *(records.c[name] for name in ("document_id", "record_id", "quote", "prefix", "suffix", "value")),
    documents.c.source,
)


def overview(database: Database, session: Session, *, first: int | None, last: int | None) -> OverviewPage:
    """The overview, with the dated statements from one year to another where both are given."""
    with database.reading() as connection:
        counts = dict(_counted(connection))
        kinds = [(kind, counts.get(kind, 0)) for kind in KINDS]
        known = runs.read(connection, last=_RUNS)
        span, years = charts.binned(_years(connection))
        period = None if first is None or last is None else (first, last)
        return OverviewPage(
            desk.frame(connection, session),
            _documents(connection),
            kinds,
            charts.bars("Records by kind", [Bar(kind, number) for kind, number in kinds]),
            known,
            charts.bars("Records after each run, the oldest first", list(map(_run_bar, reversed(known)))),
            [(_period(year, span), number) for year, number in years if number],
            charts.bars("Dated statements by year", [_year_bar(year, span, number) for year, number in years]),
            period and _period(period[0], period[1] - period[0] + 1),
            _dated(connection, *period) if period else (),
            _mismatches(connection),
        )


def _counted(connection: Connection) -> list[tuple[str, int]]:
    counted = select(records.c.kind, func.count()).where(_OPEN).group_by(records.c.kind)
    return [(kind, number) for kind, number in connection.execute(counted)]


def _documents(connection: Connection) -> list[tuple[str, int]]:
    counted = (
        select(versions.c.status, func.count())
        .join(documents, and_(documents.c.id == versions.c.document_id, documents.c.current == versions.c.number))
        .group_by(versions.c.status)
        .order_by(versions.c.status)
    )
    return [(status, number) for status, number in connection.execute(counted)]


def _years(connection: Connection) -> list[tuple[int, int]]:
    """How many dates start in each year from 1 on; those without a year are in none."""
    year = func.substr(_EARLIEST, 1, 4)
    wanted = (records.c.kind == "date", _OPEN, _EARLIEST.is_not(None), _EARLIEST.not_like("-%"))
    counted = select(year, func.count()).where(*wanted).group_by(year).order_by(year)
    return [(int(found), number) for found, number in connection.execute(counted)]


def _dated(connection: Connection, first: int, last: int) -> Sequence[Dated]:
    """The dated statements from one year to another, in their order in time."""
    within = _EARLIEST.between(f"{first:04}-01-01", f"{last:04}-12-31")
    wanted = (
        select(*_SHOWN)
        .join(documents, documents.c.id == records.c.document_id)
        .where(records.c.kind == "date", _OPEN, within)
        .order_by(_EARLIEST, records.c.document_id, records.c.start_char)
        .limit(_LISTED)
    )
    return [
        Dated(
            desk.record_href(row.document_id, row.record_id),
            row.value["edtf"] or "",
            *map(on_one_line, (row.prefix, row.quote, row.suffix, row.source)),
        )
        for row in connection.execute(wanted)
    ]


def _mismatches(connection: Connection) -> Sequence[Mismatch]:
    """Figures whose parts do not add up to them."""
    wanted = (
        select(*_SHOWN)
        .join(documents, documents.c.id == records.c.document_id)
        .where(records.c.kind == "figure", _OPEN, records.c.value[("breakdown", "agrees")].as_boolean().is_(False))
        .order_by(documents.c.source, records.c.start_char)
        .limit(_LISTED)
    )
    return [
        Mismatch(
            desk.record_href(row.document_id, row.record_id),
            on_one_line(row.source),
            on_one_line(row.quote),
            row.value["amount"] or "",
            row.value["breakdown"]["sum"],
            on_one_line(f"{row.prefix}{row.quote}{row.suffix}"),
        )
        for row in connection.execute(wanted)
    ]


def _run_bar(run: Run) -> Bar:
    return Bar(str(run.id), sum((run.counts or {}).get("records", {}).values()))


def _year_bar(year: int, span: int, number: int) -> Bar:
    href = f"/overview?first={year}&last={year + span - 1}#dated"
    return Bar(_period(year, span), number, href if number else "")


def _period(year: int, span: int) -> str:
    return str(year) if span == 1 else f"{year}–{year + span - 1}"
