"""What a run leaves with Prefect for people to read: its summary, its documents, its changes, and how far it is.

    recital-summary      table       what the command line prints
    recital-documents    table       each document the run saw to, with its records
    recital-changes      Markdown    what changed in documents that were known before; where something did
    recital-progress     progress    of a part of the run that takes longer than ten seconds

Each has an end: so many rows, and the rest counted. The store has all of it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from prefect import get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import PrefectException
from pydantic import HttpUrl

from flows.progress import Pace, on_terminal
from flows.stores.tallies import Tallies
from flows.summary import Outcome, Summary
from flows.terminal import on_one_line
from schemas.records import KINDS

_ROWS = 100
"""Rows of a table; Prefect keeps an artifact in its database, and a browser has to draw it."""

_LONG = 10.0
"""Seconds after which somebody may wonder how far a run is: attention lasts ten (Nielsen, *Usability Engineering*)."""

_AGAIN = 5.0
"""Seconds between two words about it."""


def leave(summary: Summary, changes: Tallies, *, review_url: HttpUrl | None) -> None:
    """Leaves what a run did with Prefect, and in the log of the run; where Prefect does not take it, only the latter.

    By now everything is in the store.
    """
    log = get_run_logger()
    for line in summary.lines():
        if line.what not in ("failed", "mismatch", "blocked", "look at"):
            log.info("%s %s %s", line.what, line.number, line.details)
    for finding in summary.findings:
        (log.error if finding.blocks else log.warning)("%s", finding)
    try:
        create_table_artifact(summary_table(summary), key="recital-summary")
        if summary.worked:
            create_table_artifact(documents_table(summary.worked), key="recital-documents")
        if changes.documents:
            create_markdown_artifact(changes_page(changes, review_url=review_url), key="recital-changes")
    except (httpx.HTTPError, PrefectException) as error:
        log.warning("Prefect did not take the summary: %r", error)


def summary_table(summary: Summary) -> list[dict[str, Any]]:
    """What the command line prints, as rows."""
    return _bounded([line._asdict() for line in summary.lines()], "what", "details")


def documents_table(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """A row for each document: what it was to the run, its records of each kind, why it failed."""
    rows = [
        {
            "source": on_one_line(outcome.source),
            "was": outcome.novelty.value,
            **{kind: outcome.records.get(kind, 0) for kind in KINDS},
            "failure": on_one_line(outcome.failure or ""),
        }
        for outcome in outcomes[: _ROWS + 1]
    ]
    return _bounded(rows, "source", "failure", of=len(outcomes))


def changes_page(changes: Tallies, *, review_url: HttpUrl | None) -> str:
    """What changed: by kind of fact, and in the documents with the most changes."""
    lines = [f"# Run {changes.run}: changes in {changes.documents:,} documents", ""]
    if review_url:
        lines += [f"[Look at each of them]({review_url})", ""]
    lines += ["| records | added | removed | changed |", "| --- | --: | --: | --: |"]
    for kind, counts in changes.by_kind.items():
        lines.append(f"| {kind} | {' | '.join(f'{counts.get(w, 0):,}' for w in ('added', 'removed', 'changed'))} |")
    lines += ["", "| document | cause | added | removed | changed |", "| --- | --- | --: | --: | --: |"]
    for tally in changes.most:
        numbers = f"{tally.added:,} | {tally.removed:,} | {tally.changed:,}"
        lines.append(f"| {_code(tally.source)} | {tally.cause} | {numbers} |")
    more = changes.documents - len(changes.most)
    lines += ["", f"… and {more:,} more documents"] if more > 0 else []
    return "\n".join(lines) + "\n"


@contextmanager
def progress(what: str, documents: int) -> Iterator[Callable[[int], None]]:
    """The bar on a terminal and, where it takes long, an artifact that says the same."""
    with on_terminal(what, documents) as advance:
        artifact = _Artifact(what, documents)

        def both(done: int) -> None:
            advance(done)
            artifact.advance(done)

        yield both


class _Artifact:
    """A progress artifact, made when it is needed."""

    def __init__(self, what: str, documents: int) -> None:
        self._what, self._pace = what, Pace(documents, time.monotonic())
        self._due = time.monotonic() + _LONG
        self._id: Any = None

    def advance(self, done: int) -> None:
        """Takes note of documents that are done, and says so where it is time."""
        self._pace.done += done
        ended = self._pace.done >= self._pace.total
        if (self._id is None or not ended) and time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _AGAIN
        percent = 100 * self._pace.done / self._pace.total
        said = f"{self._what}: {self._pace}"
        try:
            if self._id is None:
                self._id = create_progress_artifact(percent, key="recital-progress", description=said)
            else:
                update_progress_artifact(self._id, percent, description=said)
        except (httpx.HTTPError, PrefectException) as error:
            get_run_logger().debug("Prefect did not take the progress: %r", error)


def _bounded(rows: list[dict[str, Any]], first: str, last: str, *, of: int | None = None) -> list[dict[str, Any]]:
    """The first rows, and one that counts the rest."""
    more = (len(rows) if of is None else of) - _ROWS
    if more <= 0:
        return rows
    empty = dict.fromkeys(rows[0], "")
    return [*rows[:_ROWS], {**empty, first: "…", last: f"and {more:,} more"}]


def _code(name: str) -> str:
    r"""A name as code in a table of Markdown.

    >>> _code("a|b`c.txt")
    "`a\\|b'c.txt`"
    """
    return "`" + on_one_line(name).replace("`", "'").replace("|", r"\|") + "`"
