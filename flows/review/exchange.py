"""Decisions on their way out of a store and into another: as JSON Lines, and as gold.

Gold holds every record that stands in a document on which people decided. What they accepted, edited or kept is
required, with its value; what they did not decide on is optional, since nobody has said that it is right.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection

from flows.evaluation.gold import GoldDocument, GoldItem, GoldStretch
from flows.stores import decisions, entries, pending, reading, standing
from flows.stores.database import Database
from flows.stores.decisions import Numbered
from flows.stores.policy import Policy
from flows.texts import Texts
from schemas.decisions import Decision, Effect, Standing, Verdict
from schemas.errors import UsageError
from schemas.problems import told
from schemas.records import Extraction, Record, own_fields


def read(file: Path) -> tuple[Decision, ...]:
    """The decisions in a file. Raises `UsageError`, naming file and line, for a line that is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"decisions {str(file)!r} cannot be read: {error.strerror}"
            "; expected what `recital decisions export` printed"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"decisions {str(file)!r} is broken at byte {error.start}; expected UTF-8") from error
    return tuple(_decision(line, f"{file}:{number}") for number, line in enumerate(text.split("\n"), 1) if line.strip())


def add(database: Database, said: Sequence[Decision], policy: Policy) -> int:
    """Adds the decisions that the store has not yet; how many. Changes that they answer wait no more."""
    with database.writing() as connection:
        there = {decision.model_dump_json() for decision in decisions.everything(connection)}
        new = [decision for decision in said if decision.model_dump_json() not in there]
        decisions.add(connection, (Numbered(decision, None, 1) for decision in new))
        sources = sorted({decision.record.provenance.source for decision in new})
        for entry in entries.read_some(connection, sources).values():
            pending.hold_answered(connection, entry.document_id, policy)
    return len(new)


def gold(database: Database, texts: Texts, policy: Policy) -> Iterator[GoldDocument | str]:
    """Gold of each document on which people decided, by source; why there is none of one, for people."""
    with database.reading() as connection:
        for source in decisions.sources(connection):
            yield _gold(connection, source, texts, policy)


def _gold(connection: Connection, source: str, texts: Texts, policy: Policy) -> GoldDocument | str:
    version = reading.newest(connection, source)
    if version is None:
        return f"{source}: it is gone; no gold is made of it"
    extraction = reading.extraction(connection, *version)
    document = extraction.document
    found = texts.read(source, sha256=document.sha256, chars=document.chars)
    if found.problem is not None or document.sha256 is None:
        return f"{source}: {found.problem}; no gold is made of it"
    stands = standing.of_document(connection, extraction, found.text, policy)
    sure = _sure(stands)
    return GoldDocument(
        source=source,
        sha256=document.sha256,
        stripped=tuple(_stripped(extraction)),
        gold=tuple(_item(record, optional=record.record_id not in sure) for record in stands.records),
    )


def _sure(stands: Standing) -> set[str | None]:
    """The records of which a person has said that they are right."""
    return {
        held.record_id
        for held in stands.held
        if held.effect in (Effect.EDITED, Effect.KEPT)
        or held.decision.what in (Verdict.ACCEPT, Verdict.EDIT)
        or held.decision.before is not None
    }


def _item(record: Record, *, optional: bool) -> GoldItem:
    where = record.provenance
    value = {} if optional else own_fields(record.kind, record.value.model_dump(mode="json"))
    return GoldItem(
        kind=record.kind, start=where.start, end=where.end, text=record.text, value=value, optional=optional
    )


def _stripped(extraction: Extraction) -> Iterator[GoldStretch]:
    """What was stripped; nobody has said whether that is right."""
    for segment in extraction.segments:
        if not segment.label.kept:
            yield GoldStretch(start=segment.start, end=segment.end, label=f"{segment.label}_opt")


def _decision(line: str, where: str) -> Decision:
    try:
        return Decision.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: {error}; expected what `recital decisions export` printed") from error
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        field = ".".join(map(str, problem["loc"]))
        raise UsageError(f"{where}: {field}: {told(problem)}; `recital decisions export` prints such lines") from error
