"""What a run did, in numbers: of one document, of all of them, and as a table for people.

documents       5    new 1, unchanged 4
records       412    date 101, figure 96, organization 187, resolution 22, document 6
stripped      931    of 20,919 characters
failures        0
seconds       4.9    imports 2.0, Prefect 2.4, ledger 0.1, extraction 0.3, store 0.1
mismatch             b.txt:12: '30 staff': the parts add up to 29 (18 + 11), 1 less
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, Self

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows import mismatches
from flows.gates import ADVICE, Finding
from flows.mismatches import Mismatch
from flows.publish.publishing import Published
from flows.stores.entries import Entry
from flows.terminal import on_one_line
from schemas.records import KINDS, Extraction


class Novelty(StrEnum):
    """What a document was to a run."""

    NEW = "new"
    AGAIN = "again"
    """Known before, and extracted again."""
    RENAMED = "renamed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    source: str
    failure: str | None = None
    """Why there is nothing of it, in words for people."""
    records: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind."""
    chars: int = 0
    stripped: int = 0
    """Characters in segments that are not kept."""
    mismatches: tuple[Mismatch, ...] = ()
    """Breakdowns whose parts do not add up."""
    mismatches_known: int = 0
    """How many of them an earlier run found, in a document that did not change."""
    novelty: Novelty = Novelty.NEW
    written: bool = True
    """Whether its output file says so, and can be loaded into the store."""

    @classmethod
    def of(cls, extraction: Extraction, novelty: Novelty = Novelty.NEW) -> Self:
        """The numbers of an extraction."""
        return cls(
            source=extraction.document.source,
            failure=extraction.document.error,
            records=Counter(record.kind for record in extraction.records),
            chars=extraction.document.chars or 0,
            stripped=sum(s.end - s.start for s in extraction.segments if not s.label.kept),
            mismatches=tuple(mismatches.of_extraction(extraction)),
            novelty=novelty,
        )

    @classmethod
    def known(cls, entry: Entry) -> Self:
        """The numbers of a document that did not change."""
        return cls(
            source=entry.source,
            failure=entry.error,
            records=entry.counts,
            chars=entry.chars or 0,
            stripped=entry.stripped or 0,
            mismatches_known=entry.mismatches,
            novelty=Novelty.UNCHANGED,
        )


_SHOWN = 5
"""Names in one line of the table, which then says how many more there are."""


class Line(NamedTuple):
    """One line of the table."""

    what: str
    number: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all documents of a run."""

    documents: int
    novelties: Mapping[Novelty, int]
    """How many of them were new, and so on."""
    records: Mapping[str, int]
    chars: int
    stripped: int
    mismatches: tuple[Mismatch, ...]
    """Breakdowns whose parts do not add up, in the order of the documents."""
    mismatches_known: int
    """How many more there are in documents that did not change."""
    failures: tuple[Outcome, ...]
    """The documents of which there is nothing, in their order."""
    worked: tuple[Outcome, ...] = ()
    """The documents that the run saw to, in their order."""
    findings: tuple[Finding, ...] = ()
    """What stood out before anything was stored."""
    shards_failed: int = 0
    """Shards that could not be brought to their end; each of their documents is a failure."""
    missing: tuple[str, ...] = ()
    """Sources that are known and not in the raw folder any more."""
    pruned: int = 0
    """How many of them were closed."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Where the time went, by part."""
    published: Published | None = None
    """What became of the records in the destination, where one is set."""
    unpublished: str | None = None
    """Why nothing was published where it should have been, in words for people."""

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], *, shards_failed: int = 0) -> Self:
        """The sum of what became of each document."""
        outcomes = tuple(sorted(outcomes, key=lambda outcome: outcome.source))
        novelties = Counter(outcome.novelty for outcome in outcomes)
        counted: Counter[str] = sum((Counter(outcome.records) for outcome in outcomes), Counter())
        return cls(
            documents=len(outcomes),
            novelties={novelty: novelties[novelty] for novelty in Novelty},
            records={kind: counted[kind] for kind in KINDS},
            chars=sum(outcome.chars for outcome in outcomes),
            stripped=sum(outcome.stripped for outcome in outcomes),
            mismatches=tuple(mismatch for outcome in outcomes for mismatch in outcome.mismatches),
            mismatches_known=sum(outcome.mismatches_known for outcome in outcomes),
            failures=tuple(outcome for outcome in outcomes if outcome.failure is not None),
            worked=tuple(outcome for outcome in outcomes if outcome.novelty is not Novelty.UNCHANGED),
            shards_failed=shards_failed,
        )

    def with_seconds(self, **parts: float) -> Self:
        """The same with more parts of the time, before those that are known already."""
        return replace(self, seconds={**parts, **self.seconds})

    def with_published(self, result: Published | Exception, *, seconds: float) -> Self:
        """The same with what was published, or what kept it from being."""
        known = replace(self, seconds={**self.seconds, "publish": seconds})
        if isinstance(result, Exception):
            return replace(known, unpublished=str(result))
        return replace(known, published=result)

    def with_findings(self, findings: tuple[Finding, ...]) -> Self:
        """The same with what stood out."""
        return replace(self, findings=findings)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What kept the run out of the store."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def problem(self) -> str | None:
        """Why the run did not do what it should, the reason first; None where it did."""
        if self.blocks:
            first, more = self.blocks[0], len(self.blocks) - 1
            others = f" (and {more:,} more)" if more else ""
            return f"{first}{others}; nothing was stored: {ADVICE[first.gate]}"
        if self.shards_failed:
            worst = min(self.failures, key=lambda outcome: outcome.written)
            return f"{worst.source}: {worst.failure}; failed shards: {self.shards_failed:,}"
        if self.unpublished is not None:
            return f"nothing was published: {self.unpublished}"
        return None

    def with_missing(self, missing: Iterable[str], *, pruned: bool) -> Self:
        """The same with the sources that are gone."""
        names = tuple(missing)
        return replace(self, missing=names, pruned=len(names) if pruned else 0)

    def counts(self) -> dict[str, Any]:
        """The numbers by name, as a run's row keeps them; what failed is counted as such alone, as the table does."""
        return {
            "documents": self.documents,
            **self._extracted(),
            "failed": len(self.failures),
            "warnings": len(self.findings) - len(self.blocks),
            "missing": len(self.missing),
            "pruned": self.pruned,
            "records": dict(self.records),
            "chars": self.chars,
            "stripped": self.stripped,
        }

    def lines(self) -> Iterator[Line]:
        """The table: what, how many, and of what they consist; then each mismatch, and each new failure."""
        yield Line("documents", f"{self.documents:,}", self._novelties())
        yield Line("records", f"{sum(self.records.values()):,}", _joined(self.records, "{:,}"))
        yield Line("stripped", f"{self.stripped:,}", f"of {self.chars:,} characters")
        yield Line("failures", f"{len(self.failures):,}")
        if self.missing:
            what = "closed, with their records" if self.pruned else "their records stay; --prune closes them"
            yield Line("gone", f"{len(self.missing):,}", f"{what}: {_some(self.missing)}")
        if self.published:
            yield Line("published", f"{sum(self.published.total):,}", str(self.published))
            for source, problem in self.published.left.items():
                yield Line("left", "", f"{source}: what is published of it stays as it was: {problem}")
        if self.unpublished is not None:
            yield Line("published", "nothing", self.unpublished)
        if self.seconds:
            yield Line("seconds", f"{sum(self.seconds.values()):.1f}", _joined(self.seconds, "{:.1f}"))
        for mismatch in self.mismatches:
            yield Line("mismatch", "", str(mismatch))
        if self.mismatches_known:
            where = "in unchanged documents; `recital check --figures` lists them"
            yield Line("mismatch", f"{self.mismatches_known:,}", where)
        news = [outcome for outcome in self.failures if outcome.novelty is not Novelty.UNCHANGED]
        for outcome in news:
            yield Line("failed", "", f"{outcome.source}: {outcome.failure}")
        if known := tuple(outcome.source for outcome in self.failures if outcome.novelty is Novelty.UNCHANGED):
            yield Line("failed", f"{len(known):,}", f"as before; `recital runs show` says why: {_some(known)}")
        for finding in self.findings:
            yield Line("blocked" if finding.blocks else "look at", "", str(finding))
        if self.blocks:
            yield Line("stored", "nothing", "; ".join(dict.fromkeys(ADVICE[finding.gate] for finding in self.blocks)))

    def _extracted(self) -> dict[str, int]:
        """How many documents were new, and so on, without those that failed, known or not."""
        failed = Counter(outcome.novelty for outcome in self.failures)
        return {novelty.value: number - failed[novelty] for novelty, number in self.novelties.items()}

    def _novelties(self) -> str:
        """What became of the documents: those that failed are counted as such alone."""
        told = _joined({what: number for what, number in self._extracted().items() if number}, "{:,}")
        if self.failures:
            told = f"{told}, failed {len(self.failures):,}".removeprefix(", ")
        if self.documents and self.novelties[Novelty.UNCHANGED] == self.documents:
            return f"{told if self.failures else 'unchanged'}: nothing to extract"
        return told


def print_summary(summary: Summary) -> None:
    """Prints the table; in colour on a terminal, plain lines otherwise."""
    console = Console()
    if not console.is_terminal:
        for line in summary.lines():
            print(f"{line.what:<9} {line.number:>9}  {on_one_line(line.details)}".rstrip())
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim", overflow="fold")
    for line in summary.lines():
        table.add_row(line.what, line.number, Text(on_one_line(line.details)))
    console.print(table)


def _joined(numbers: Mapping[str, float], form: str) -> str:
    return ", ".join(f"{name} {form.format(number)}" for name, number in numbers.items())


def _some(names: tuple[str, ...]) -> str:
    """The first few of many names."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
