"""What must follow from what in the rows of one document; each proof yields what does not, in words for people.

A table that is to be proved, too, gets a proof of its own here: a function in `PROOFS`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, RowMapping, or_, select

from flows.stores.rebuilding import History, Version
from flows.stores.rows import Output
from flows.stores.tables import ChangeState, VersionStatus, changes, decisions, documents, versions

_CHANGE_ID = itemgetter("change_id")
_SAID = {ChangeState.ACCEPTED.value: "accept", ChangeState.REJECTED.value: "reject", ChangeState.EDITED.value: "edit"}
"""What the last decision on a change says, by what became of the change."""

_COMPARED = ("text", "rules", "both", "retry")
"""Causes of versions that are compared with those before them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and what its rows may be compared with."""

    connection: Connection
    document: RowMapping
    """Its row in `documents`."""
    history: History
    fingerprints: Mapping[int, str]
    """The fingerprint of each run."""


Records = Mapping[str, RowMapping]
"""The records of a version, by their ids."""

Proof = Callable[[Case], Iterator[str]]


def numbered(case: Case) -> Iterator[str]:
    """Versions have the numbers from 1 to the current one."""
    numbers, current = [version.number for version in case.history.versions], case.document["current"]
    if numbers != list(range(1, current + 1)):
        yield f"its versions are {numbers}; expected all from 1 to {current}, the current one"


def built_again(case: Case) -> Iterator[str]:
    """The rows of each version make the output file that there was, and its numbers are those of the rows."""
    history = case.history.versions
    for version in history:
        if version.ended:
            if version.records or version.segments or version.row["counts"]:
                yield f"version {version.number} is the end of its source; expected no row that holds in it"
        elif version.content is None:
            older = version.row["fingerprint"] != history[-1].row["fingerprint"]
            doubt = ", unless another program wrote it with other fields" if older else ""
            yield f"version {version.number} is not what its hash says: it, or a row that held then, was altered{doubt}"
        else:
            yield from _counted(version, version.content)


def _counted(version: Version, content: bytes) -> Iterator[str]:
    made = Output.of(content)
    for name in ("output_bytes", "stripped", "counts"):
        if version.row[name] != made.version[name]:
            yield f"version {version.number} has {name} {version.row[name]!r}; its rows make {made.version[name]!r}"
    hashes = {row.record_id: row.row_hash for row in made.records}
    for row in version.records:
        if row["row_hash"] != hashes[row["record_id"]]:
            yield f"record {row['record_id']} in version {version.number} is not what the hash of its row says"


def made_by_runs(case: Case) -> Iterator[str]:
    """Each version was made by a run with its fingerprint, for a cause that follows from the version before."""
    history = case.history.versions
    for before, version in zip((None, *history), history, strict=False):
        run, rules = version.row["run_id"], version.row["fingerprint"]
        if case.fingerprints.get(run) != rules:
            had = case.fingerprints.get(run)
            yield f"version {version.number} has the fingerprint {rules!r}; its run, {run}, has {had!r}"
        if version.row["cause"] != (cause := _cause(before, version)):
            yield f"version {version.number} was made because of {version.row['cause']!r}; expected {cause!r}"


def _cause(before: Version | None, version: Version) -> str:
    if version.ended:
        return str(version.row["status"])
    if before is None or before.ended:
        return "new"
    text, rules = (before.row[name] != version.row[name] for name in ("sha256", "fingerprint"))
    return "both" if text and rules else "text" if text else "rules" if rules else "retry"


def closed_rightly(case: Case) -> Iterator[str]:
    """Rows hold from a version that is there to a later one, and records are closed for that one's cause."""
    causes = {version.number: version.row["cause"] for version in case.history.versions}
    for row in (*case.history.records, *case.history.segments):
        first, last = row["valid_from"], row["valid_to"]
        if first not in causes or (last is not None and (last not in causes or last <= first)):
            yield f"a row holds from version {first} to {last}; expected one of its versions, and a later one or null"
    for row in case.history.records:
        because = causes.get(row["valid_to"])
        if row["closed_because"] != because:
            yield f"record {row['record_id']} was closed because of {row['closed_because']!r}; expected {because!r}"


def renamed_rightly(case: Case) -> Iterator[str]:
    """A source that took over from another did so in the run that ended the other."""
    key, origin = case.document["id"], case.document["renamed_from"]
    ends = (versions.c.status == VersionStatus.RENAMED, versions.c.document_id == origin)
    if origin is not None and case.history.versions:
        run = case.history.versions[0].row["run_id"]
        if not case.connection.execute(select(versions.c.number).where(*ends, versions.c.run_id == run)).first():
            yield f"it is said to be document {origin} renamed; that was not renamed in run {run}"
    heirs = select(documents.c.id).join(versions, versions.c.document_id == documents.c.id)
    heirs = heirs.where(versions.c.cause == "new", or_(documents.c.renamed_from == key, versions.c.number > 1))
    for version in case.history.versions:
        of_run = heirs.where(versions.c.run_id == version.row["run_id"])
        if version.row["status"] == VersionStatus.RENAMED and not case.connection.execute(of_run).first():
            yield f"version {version.number} says that it was renamed; no source took over from it"


def changes_told(case: Case) -> Iterator[str]:
    """Each change is one between records of two versions, and each record that came or went is told."""
    by_version: dict[int, list[RowMapping]] = {}
    of_document = select(changes).where(changes.c.document_id == case.document["id"])
    for change in case.connection.execute(of_document).mappings():
        by_version.setdefault(change["version"], []).append(change)
    there = {None, *(row["record_id"] for row in case.history.records)}
    for before, version in pairwise(case.history.versions):
        if version.row["cause"] in _COMPARED:
            told = by_version.pop(version.number, [])
            was, now = ({row["record_id"]: row for row in held.records} for held in (before, version))
            yield from (f"change {row['id']} is not as it was" for row in told if not _is_so(row, version, was, now))
            yield from (f"change {row['id']} leads nowhere" for row in told if not {row["base"], row["now"]} <= there)
            yield from (f"version {version.number}: {what}" for what in _untold(told, was, now))
    for number in by_version:
        yield f"changes are told of version {number}, which has none before it to be compared with"


def _untold(told: list[RowMapping], was: Records, now: Records) -> Iterator[str]:
    """Records that came, went or changed without a word, or with two."""
    times = Counter(chain.from_iterable((row["record_before"], row["record_after"]) for row in told))
    silent = [it for it in was.keys() ^ now.keys() if not times[it]]
    gone, come = (Counter(_meaning(side[it]) for it in silent if it in side) for side in (was, now))
    for kind, quote, _ in gone - come | come - gone:  # of equals that moved, another may have the id now
        yield f"{kind} {quote!r} came or went; expected a change that tells of it"
    for record_id in sorted(was.keys() ^ now.keys()):
        if times[record_id] > 1:
            yield f"{times[record_id]} changes tell of record {record_id}; expected one"
    for record_id in sorted(was.keys() & now.keys()):
        if was[record_id]["value"] != now[record_id]["value"] and not times[record_id]:
            yield f"record {record_id} changed; expected a change that tells of it"


def _meaning(record: RowMapping) -> tuple[str, str, bytes]:
    return record["kind"], record["quote"], to_json(record["value"])


def _is_so(change: RowMapping, version: Version, was: Records, now: Records) -> bool:
    """Whether a change has the run of its version, a cause that this one can have, and records that were there."""
    made = change["run_id"] == version.row["run_id"] and change["cause"] in _causes(version)
    named = change["what"] in _what(change) and change["state"] in set(ChangeState)
    return made and named and _tells(change, "before", was) and _tells(change, "after", now)


def _causes(version: Version) -> tuple[str, ...]:
    """The causes that a change may have: where text and rules changed, it may be known which of them it was."""
    cause = version.row["cause"]
    return ("both", "text", "rules") if cause == "both" else (cause,)


def _tells(change: RowMapping, side: str, records: Records) -> bool:
    """Whether a record was on that side as a change has it."""
    if change[f"record_{side}"] is None:
        return change[f"rule_{side}"] is None
    record = records.get(change[f"record_{side}"])
    return record is not None and (record["rule"], record["kind"]) == (change[f"rule_{side}"], change["kind"])


def _what(change: RowMapping) -> tuple[str, ...]:
    """What a change may be called, by the sides that it has."""
    if change["record_before"] is None:
        return ("added",)
    return ("removed",) if change["record_after"] is None else ("changed",)


def decided_rightly(case: Case) -> Iterator[str]:
    """Decisions are about the record that their row names, counted on each change, and the change is as they say."""
    of_either = or_(decisions.c.source == case.document["source"], changes.c.document_id == case.document["id"])
    wanted = select(decisions, changes.c.state).outerjoin(changes, changes.c.id == decisions.c.change_id)
    said = case.connection.execute(wanted.where(of_either).order_by(decisions.c.id)).mappings().all()
    for row in said:
        named = (row["source"], row["record_id"], row["quote"], row["prefix"], row["suffix"])
        if named != _names(row["after"] or row["before"]):
            yield f"decision {row['id']} names record {row['record_id']}; expected the one that it is about"
    here = [row for row in said if row["change_id"] is not None]  # others were said of another store
    stood = _stood(case.history) if here else frozenset()
    for row in here:
        if not {_meant(row[side]) for side in ("before", "after") if row[side]} <= stood:
            yield f"decision {row['id']} quotes a record that never stood so"
    for change, rows in groupby(sorted(here, key=_CHANGE_ID), key=_CHANGE_ID):
        words = list(rows)
        if [row["number"] for row in words] != list(range(1, len(words) + 1)):
            yield f"decisions on change {change} are numbered {[row['number'] for row in words]}; expected 1, 2, …"
        state, what = words[-1]["state"], words[-1]["what"]
        if what != _SAID.get(state, what):
            yield f"change {change} is {state}; the last decision on it is to {what}"


def _names(record: Mapping[str, Any]) -> tuple[str, ...]:
    where = record["provenance"]
    return where["source"], record["record_id"], record["text"], where["prefix"], where["suffix"]


def _stood(history: History) -> frozenset[str]:
    """Every record that ever stood."""
    written = (from_json(version.content)["records"] for version in history.versions if version.content)
    return frozenset(_meant(record) for records in written for record in records)


def _meant(record: Mapping[str, Any]) -> str:
    """A record in one form: a database may order its keys anew."""
    return json.dumps(record, sort_keys=True)


PROOFS: tuple[Proof, ...] = (
    numbered,
    built_again,
    made_by_runs,
    closed_rightly,
    renamed_rightly,
    changes_told,
    decided_rightly,
)
"""All proofs, in the order in which they are tried."""
