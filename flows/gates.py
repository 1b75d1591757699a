"""The gates between extraction and store: what a run found is looked at before any of it is loaded.

    failed      more than half of ten or more documents that could be read before, or are new, fail       blocks
    loss        a source that is known has half of its records or fewer, and lacks at least two           blocks
    gone        not one source that is known is left in the raw folder, and a run is to close them all    blocks
    mismatch    figures of a new version do not add up to the whole that the text gives                   warns

What blocks leaves the store as it was; limits and severities are settings. Documents whose output file could not be
written are not looked at: nothing of them is loaded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_MANY = 10
"""Documents of which a share means something: of three new ones, two that fail are two bad files, and no accident."""

_FEW = 2
"""Records whose loss is one: a single one less is what an edit does."""

_RUN = "the run"
"""What a finding about no single source is about."""


class Severity(StrEnum):
    """What a finding does to a run."""

    BLOCK = "block"
    WARN = "warn"
    IGNORE = "ignore"


class Gate(StrEnum):
    """What was looked at."""

    FAILED = "failed"
    LOSS = "loss"
    GONE = "gone"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Limits:
    """What may pass, and what is done about the rest."""

    failed: float = 0.5
    """Share of documents that may fail."""
    loss: float = 0.5
    """Share of a source's records whose loss is sudden."""
    mismatches: int = 0
    """Figures of a document that may have parts which do not add up."""
    on_failed: Severity = Severity.BLOCK
    on_loss: Severity = Severity.BLOCK
    """Of `loss` and `gone`."""
    on_mismatch: Severity = Severity.WARN


@dataclass(frozen=True, slots=True)
class Fact:
    """A document that a run has extracted, beside its last version."""

    source: str
    before: int = 0
    """Records of the last version; 0 for a new source."""
    after: int = 0
    failure: str | None = None
    """Why there is nothing of it."""
    failed_before: bool = False
    """Whether the last version failed, too: that is no news."""
    mismatches: int = 0
    """Figures whose parts do not add up."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at."""

    gate: Gate
    severity: Severity
    subject: str
    """The source, or the run as a whole."""
    reason: str
    """What stands out, in words for people."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"

    @property
    def blocks(self) -> bool:
        """Whether it keeps the run out of the store."""
        return self.severity is Severity.BLOCK


ADVICE: Mapping[Gate, str] = {
    Gate.FAILED: "mend what makes them fail, or let them pass with RECITAL_ON_FAILED=warn",
    Gate.LOSS: "mend the source, or let it pass with --allow-loss",
    Gate.GONE: "look whether the raw folder is there, or let it pass with --allow-loss",
    Gate.MISMATCH: "look at the figures, or let them pass with RECITAL_ON_MISMATCH=warn",
}
"""What to do about a finding that blocks."""


def findings(facts: Iterable[Fact], limits: Limits) -> tuple[Finding, ...]:
    """What stands out in what a run extracted: of all of it first, then source by source."""
    facts = tuple(facts)
    found = [*_failed(facts, limits), *_lost(facts, limits), *_mismatched(facts, limits)]
    return tuple(finding for finding in found if finding.severity is not Severity.IGNORE)


def gone(known: int, left: int, limits: Limits) -> tuple[Finding, ...]:
    """What stands out in what a run is to close: every source there was, as where a network folder is not mounted."""
    if not known or left or limits.on_loss is Severity.IGNORE:
        return ()
    reason = f"not one of {known:,} known sources is left in the raw folder, and all would be closed"
    return (Finding(Gate.GONE, limits.on_loss, _RUN, reason),)


def _failed(facts: Sequence[Fact], limits: Limits) -> Iterator[Finding]:
    asked = [fact for fact in facts if not fact.failed_before]
    failed = [fact for fact in asked if fact.failure is not None]
    if len(asked) >= _MANY and len(failed) > limits.failed * len(asked):
        first = f"{failed[0].source}: {failed[0].failure}"
        share = f"{len(failed):,} of {len(asked):,} documents failed, more than {limits.failed:.0%}"
        yield Finding(Gate.FAILED, limits.on_failed, _RUN, f"{share}; the first is {first}")


def _lost(facts: Sequence[Fact], limits: Limits) -> Iterator[Finding]:
    for fact in facts:
        lost = fact.before - fact.after
        if lost >= _FEW and lost >= limits.loss * fact.before:
            why = f": {fact.failure}" if fact.failure else ""
            reason = f"{lost:,} of its {fact.before:,} records are gone, no less than {limits.loss:.0%}{why}"
            yield Finding(Gate.LOSS, limits.on_loss, fact.source, reason)


def _mismatched(facts: Sequence[Fact], limits: Limits) -> Iterator[Finding]:
    for fact in facts:
        if fact.mismatches > limits.mismatches:
            reason = f"the parts of figures do not add up to the whole, {fact.mismatches:,} times"
            yield Finding(Gate.MISMATCH, limits.on_mismatch, fact.source, reason)
