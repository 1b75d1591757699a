"""The pages of the review, filled from the store: every question it is asked stands here, none in a template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import Connection, RowMapping, Select, func, select

from flows.review import forms, reports
from flows.review.guard import Session
from flows.review.marking import Mark, Stretch, marked
from flows.review.pages import (
    Answer,
    DocumentPage,
    EditPage,
    Frame,
    InboxPage,
    Item,
    Part,
    RecordPage,
    Said,
    Version,
)
from flows.stores import deciding, decisions, inbox, reading
from flows.stores.database import Database
from flows.stores.inbox import Filter, Pending
from flows.stores.policy import Policy
from flows.stores.tables import documents, records, segments, versions
from flows.terminal import on_one_line
from flows.texts import Found, Texts
from schemas.changes import Cause, Change, ChangeKind
from schemas.decisions import Decision, Standing, Verdict, in_force, place_of, stand
from schemas.spans import Span

_DOCUMENTS = 50
"""Rows of the inbox on one page; the next page is asked of the store by itself, however many wait."""
_ITEMS = 200
"""Changes on one page: of the 40 development texts, all new, half have 49 or fewer, the richest 197."""
_DECIDED = 20
"""Decisions on the page of a document, the last first: what may want to be undone. A record's page has all of its."""
_PART = 2_000_000
"""Characters of a document on one page. Chromium lays them out, with 20,000 records in them, in two seconds on two
cores, twice as many in four."""

_CAUSES = {
    Cause.NEW: "first extraction",
    Cause.TEXT: "the text changed",
    Cause.RULES: "the rules changed",
    Cause.BOTH: "text and rules changed",
    Cause.RETRY: "another try",
}
_ABOUT = ("date", "symbol", "language", "media_type", "chars", "status", "error")


class NotThere(Exception):  # what was asked for is not there
    """There is no such document, record or change."""


class Desk:
    """What people review at: a store, the texts of its documents, and the policy."""

    def __init__(self, database: Database, texts: Texts, policy: Policy) -> None:
        self.database = database
        self._texts = texts
        self._policy = policy

    def inbox(self, session: Session, wanted: Filter, *, after: str) -> InboxPage:
        """The documents with changes that wait, from the first after the given one."""
        with self.database.reading() as connection:
            found = inbox.list_documents(connection, wanted, after=after, limit=_DOCUMENTS + 1)
            shown, rest = found[:_DOCUMENTS], found[_DOCUMENTS:]
            asked = {name: value for name in Filter.__slots__ if (value := getattr(wanted, name))}
            following = urlencode({**asked, "after": shown[-1].source}) if rest else None
            return InboxPage(frame(connection, session), shown, wanted, inbox.choices(connection), following)

    def document(self, session: Session, number: int, *, part: int, after: int) -> DocumentPage:
        """A document, with a part of its text and some of its changes. Raises `NotThere`."""
        with self.database.reading() as connection:
            about = _document(connection, number)
            found = self._texts.read(about["source"], sha256=about["sha256"], chars=about["chars"])
            pending = inbox.list_changes(connection, number, after=after, limit=_ITEMS + 1)
            shown, rest = pending[:_ITEMS], pending[_ITEMS:]
            standing = self._standing(connection, number, about["source"], found)
            parts = max(1, -(-len(found.text) // _PART))
            within = Span((min(part, parts) - 1) * _PART, min(part, parts) * _PART)
            marks = list(_marks(connection, number, shown, standing, found.text))
            anchors = {mark.anchor for mark in marks if within.start <= mark.start < within.end}
            text = marked(found.text, _stretches(connection, number), marks, within) if found.text else Markup("")
            return DocumentPage(
                frame(connection, session),
                number,
                about["source"],
                about["title"],
                [(name.replace("_", " "), str(about[name])) for name in _ABOUT if about[name] is not None],
                [_item(connection, change, in_text=f"c{change.id}" in anchors) for change in shown],
                [
                    _item(connection, change, in_text=True)
                    for change in inbox.list_decided(connection, number, limit=_DECIDED)
                ],
                inbox.count(connection, document_id=number),
                urlencode({"part": part, "after": shown[-1].id}) if rest else None,
                text,
                found.problem,
                Part(min(part, parts), parts),
                [(_line_of(orphan.decision), _said(orphan.decision), orphan.why) for orphan in standing.orphans],
            )

    def record(self, session: Session, number: int, record_id: str) -> RecordPage:
        """A record with its history. Raises `NotThere`."""
        wanted = reading.record_rows().where(records.c.document_id == number, records.c.record_id == record_id)
        with self.database.reading() as connection:
            rows = connection.execute(wanted.order_by(records.c.valid_from.desc())).mappings().all()
            if not rows:
                raise NotThere(f"there is no record {record_id} in document {number}")
            changes = inbox.of_record(connection, number, record_id)
            return RecordPage(
                frame(connection, session),
                number,
                rows[0]["source"],
                rows[0]["kind"],
                rows[0]["quote"],
                [_version(row) for row in rows],
                [(reports.line_of(change.change), change.state) for change in changes],
                [_said(decision) for decision in decisions.of_record(connection, record_id)],
            )

    def form(self, change_id: int) -> EditPage:
        """The form in which the value of a change is edited. Raises `NotThere`."""
        record = self._change(change_id).record
        value = record.value.model_dump(mode="json")
        return EditPage(change_id, on_one_line(record.text), record.kind, forms.fields(record.kind, value))

    def decide(self, session: Session, change_id: int, said: Mapping[str, Any]) -> Answer:
        """Decides on a change; `said` has `what`, `seen`, and of an edit the `fields` of the form.

        Raises `NotThere`, `DecidedMeanwhile`, `forms.Refused`, and `UsageError` for what cannot be decided.
        """
        change = self._change(change_id)
        what, value = Verdict(said["what"]), None
        if what is Verdict.EDIT:
            was = change.record.value.model_dump(mode="json")
            value = forms.parsed(change.record.kind, said["fields"], was)
        word = deciding.Said(session.who, what, said.get("why"), value)
        done = deciding.decide(self.database, change_id, word, seen=said["seen"], policy=self._policy)
        return self._answer(change.document_id, {change_id: done.state}, done.number)

    def accept_rule(self, session: Session, number: int, rule: str, *, upto: int) -> Answer:
        """Accepts what is left of a rule in a document, up to the last change that was shown."""
        done = deciding.accept_rule(self.database, number, rule, session.who, upto=upto, policy=self._policy)
        state = {change: str(self._change(change).state) for change in done[:1]}
        return self._answer(number, dict.fromkeys(done, next(iter(state.values()), "")), 1)

    def _answer(self, number: int, changed: Mapping[int, str], decided: int) -> Answer:
        with self.database.reading() as connection:
            return Answer(changed, decided, inbox.count(connection, document_id=number))

    def _change(self, change_id: int) -> Pending:
        with self.database.reading() as connection:
            change = inbox.change(connection, change_id)
        if change is None:
            raise NotThere(f"there is no change {change_id}")
        return change

    def _standing(self, connection: Connection, number: int, source: str, found: Found) -> Standing:
        """What decisions do to the records in their places; of other records nothing is asked."""
        said = in_force(decisions.of_source(connection, source), two_people=self._policy.two_people)
        quotes = {place.quote for place in said}
        if not quotes or found.problem is not None:
            return Standing((), (), ())
        rows = connection.execute(
            reading.record_rows().where(records.c.document_id == number, records.c.valid_to.is_(None))
        ).mappings()
        there = [record for row in rows if row["quote"] in quotes and place_of(record := reading.record(row)) in said]
        return stand(there, said.values(), found.text)


def frame(connection: Connection, session: Session) -> Frame:
    """What a page shows around its content."""
    return Frame(session.who, session.csrf, inbox.count(connection))


def record_href(document_id: int, record_id: str) -> str:
    """Where the page of a record is."""
    return f"/d/{document_id}/{record_id}"


def _document(connection: Connection, number: int) -> RowMapping:
    wanted = (
        select(documents.c.source, versions)
        .join_from(documents, versions, versions.c.document_id == documents.c.id)
        .where(documents.c.id == number, versions.c.number == documents.c.current)
    )
    found = connection.execute(wanted).mappings().one_or_none()
    if found is None:
        raise NotThere(f"there is no document {number}")
    return found


def _stretches(connection: Connection, number: int) -> list[Stretch]:
    columns = (segments.c.start_char, segments.c.end_char, segments.c.label, segments.c.rule)
    holds = select(*columns).where(segments.c.document_id == number, segments.c.valid_to.is_(None))
    return [Stretch(*row) for row in connection.execute(holds.order_by(segments.c.start_char))]


def _marks(
    connection: Connection, number: int, pending: Sequence[Pending], standing: Standing, text: str
) -> Iterator[Mark]:
    """A mark for each record that holds, and for each that a change took away, where its text still stands."""
    changed = {change.after.record_id: change for change in pending if change.after is not None}
    decided = {held.record_id: held.effect.value for held in standing.held if held.effect.value != "agrees"}
    out = {held.decision.record.record_id for held in standing.held if held.effect.value == "out"}
    for record_id, start, end, kind, gist, rule, line in connection.execute(_gists(number)):
        change = changed.get(record_id)
        state = change.change.kind.value if change else "out" if record_id in out else decided.get(record_id, "")
        href = f"/d/{number}/{record_id}"
        yield Mark(start, end, kind, href, _tip(kind, gist, rule, line), state, f"c{change.id}" if change else "")
    for change in pending:
        if change.after is None and _stands(change, text):
            yield _removed(change)


def _gists(number: int) -> Select[Any]:
    """What is shown of each record of a document; the database reads the values, which are many."""
    gist = func.coalesce(*(records.c.value[name].as_string() for name in reports.MAIN_FIELDS), "")
    shown = (records.c[name] for name in ("record_id", "start_char", "end_char", "kind"))
    holds = select(*shown, gist, records.c.rule, records.c.line)
    return holds.where(records.c.document_id == number, records.c.valid_to.is_(None))


def _tip(kind: str, gist: str, rule: str, line: int) -> str:
    tip = f"{kind} · {gist} · {rule} · line {line}"
    return tip if tip.isprintable() else on_one_line(tip)


def _stands(change: Pending, text: str) -> bool:
    """Whether the text of a record that was removed stands where it stood."""
    where, quote = change.record.provenance, change.record.text
    return text.startswith(f"{where.prefix}{quote}{where.suffix}", where.start - len(where.prefix))


def _removed(change: Pending) -> Mark:
    record, where = change.record, change.record.provenance
    tip = _tip(f"removed {record.kind}", reports.meaning(record), where.rule, where.line)
    href = record_href(change.document_id, record.record_id)
    return Mark(where.start, where.end, record.kind, href, tip, ChangeKind.REMOVED.value, f"c{change.id}")


def _item(connection: Connection, change: Pending, *, in_text: bool) -> Item:
    said = decisions.of_change(connection, change.id) if change.number else []
    differs = change.change.fields
    line = reports.line_of(change.change)
    return Item(
        change.id,
        line,
        (change.after or change.record).provenance.rule,
        change.number,
        change.state,
        [(field.field, _shown(field.before), _shown(field.after)) for field in differs],
        "; ".join(f"{word.who}: {word.what}" for word in said),
        in_text,
    )


def _version(row: RowMapping) -> Version:
    record = reading.record(row)
    value = record.value.model_dump(mode="json")
    where = record.provenance
    until = f"up to {row['valid_to']}, not included" if row["valid_to"] else "on"
    page = f", page {where.page}" if where.page else ""
    return Version(
        f"version {row['valid_from']} {until}",
        reports.line_of(Change(kind=ChangeKind.ADDED, cause=Cause.NEW, after=record)),
        [(name.replace("_", " "), _shown(given)) for name, given in value.items()],
        f"characters {where.start:,} to {where.end:,}, line {where.line}{page}, {where.segment.replace('_', ' ')}",
        _CAUSES.get(row["closed_because"], row["closed_because"]),
    )


def _line_of(decision: Decision) -> reports.Line:
    kind = ChangeKind.CHANGED if decision.before and decision.after else None
    kind = kind or (ChangeKind.REMOVED if decision.before else ChangeKind.ADDED)
    return reports.line_of(Change(kind=kind, cause=Cause.RULES, before=decision.before, after=decision.after))


def _said(decision: Decision) -> Said:
    return Said(decision.decided, decision.who, decision.what, decision.why)


def _shown(value: object) -> str:
    if value is None or value in ([], ()):
        return "–"
    return on_one_line(value if isinstance(value, str) else reports.short(value))
