"""What must follow from what in the rows of one document; each proof yields what does not, in words for people.

A table that is to be proved, too, gets a proof of its own here: a function in `PROOFS`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pydantic_core import from_json
from sqlalchemy import Connection, RowMapping, or_, select

from flows.stores.rebuilding import History, Version, row_of
from flows.stores.rows import counts_of
from flows.stores.tables import VersionStatus, changes, documents, versions


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and what its rows may be compared with."""

    connection: Connection
    document: RowMapping
    """Its row in `documents`."""
    history: History
    fingerprints: Mapping[int, str]
    """The fingerprint of each run."""


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
            else_ = ", unless another program wrote it with other fields" if older else ""
            yield f"version {version.number} is not what its hash says: it, or a row that held then, was altered{else_}"
        else:
            yield from _counted(version, version.content)


def _counted(version: Version, content: bytes) -> Iterator[str]:
    counts = counts_of(from_json(content)["records"])
    expected = {"output_bytes": len(content), "stripped": version.stripped, "counts": counts}
    for name, count in expected.items():
        if version.row[name] != count:
            yield f"version {version.number} has {name} {version.row[name]!r}; its rows make {count!r}"
    for record in version.records:
        if record["row_hash"] != row_of(record, version).row_hash:
            yield f"record {record['record_id']} in version {version.number} is not what the hash of its row says"


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
    history = {version.number: version for version in case.history.versions}
    told = case.connection.execute(select(changes).where(changes.c.document_id == case.document["id"])).mappings()
    by_version: dict[int, list[RowMapping]] = {}
    for change in told:
        by_version.setdefault(change["version"], []).append(change)
    for number, version in history.items():
        rows, before = by_version.pop(number, []), history.get(number - 1)
        if before is None or version.row["cause"] not in ("text", "rules", "both", "retry"):
            if rows:
                yield f"changes are told of version {number}, which has none to be compared with"
            continue
        yield from _untold(rows, before, version)
    if by_version:
        yield f"changes are told of version {min(by_version)}, which is not there"


def _untold(rows: list[RowMapping], before: Version, version: Version) -> Iterator[str]:
    was, now = ({row["record_id"]: row for row in held.records} for held in (before, version))
    for row in rows:
        if (row["run_id"], row["cause"]) not in ((version.row["run_id"], cause) for cause in _causes(version)):
            yield f"change {row['id']} has another run or cause than version {version.number}"
        if not (_tells(row, "before", was) and _tells(row, "after", now) and row["what"] in _what(row)):
            yield f"change {row['id']} of version {version.number} tells of what was not so"
    told = Counter(chain.from_iterable((row["record_before"], row["record_after"]) for row in rows))
    for record_id in sorted(was.keys() ^ now.keys()):
        if told[record_id] != 1:
            yield f"record {record_id} came or went with version {version.number}; {told[record_id]} changes tell of it"
    for record_id in sorted(was.keys() & now.keys()):
        if was[record_id]["value"] != now[record_id]["value"] and not told[record_id]:
            yield f"record {record_id} changed with version {version.number}; no change tells of it"


def _causes(version: Version) -> tuple[str, ...]:
    """The causes that a change may have: where text and rules changed, it may be known which of them it was."""
    cause = version.row["cause"]
    return ("both", "text", "rules") if cause == "both" else (cause,)


def _tells(change: RowMapping, side: str, records: Mapping[str, RowMapping]) -> bool:
    """Whether a record was on that side as a change has it."""
    if change[f"record_{side}"] is None:
        return change[f"rule_{side}"] is None
    record = records.get(change[f"record_{side}"])
    return record is not None and (record["rule"], record["kind"]) == (change[f"rule_{side}"], change["kind"])


def _what(change: RowMapping) -> tuple[str, ...]:
    """What a change may be called, by the sides that it has."""
    if change["record_before"] is None:
        return ("added",)
    return ("removed",) if change["record_after"] is None else ("changed", "moved")


PROOFS: tuple[Proof, ...] = (numbered, built_again, made_by_runs, closed_rightly, renamed_rightly, changes_told)
"""All proofs, in the order in which they are tried."""
