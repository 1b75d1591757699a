"""What published tables say besides records and their sources: what was taken back, and the runs.

a record that stood there and does not stand any more   -> Withdrawn, with when and why
a run of the program                                    -> RunSummary, with what it did
"""

from pydantic import AwareDatetime, Field

from schemas.records import RECORD_ID
from schemas.spans import Frozen


class Withdrawn(Frozen):
    """A record that was published and is not any more, for those who copied it."""

    record_id: str = Field(pattern=RECORD_ID)
    """Id that the record had."""
    kind: str
    """Kind of fact."""
    source: str
    """Path below `raw/` with forward slashes, or a URI."""
    quote: str
    """The quote, exactly as the document text had it."""
    withdrawn: AwareDatetime
    """When it left its table."""
    why: str
    """Why, in words for people."""


class RunSummary(Frozen):
    """One run of the program: what it found and did. Null where a run did not come to its end."""

    run: int = Field(ge=1)
    """Number of the run."""
    started: AwareDatetime
    """When it began."""
    ended: AwareDatetime | None
    """When it ended."""
    state: str
    """How far it came: `running`, `done`, `failed`, `blocked`, `killed`."""
    version: str
    """Version of Recital."""
    fingerprint: str
    """Hash of rules, vocabularies and library versions: same fingerprint and bytes, same records."""
    documents: int | None = Field(ge=0)
    """How many sources there were."""
    new: int | None = Field(ge=0)
    """How many of them it extracted for the first time."""
    again: int | None = Field(ge=0)
    """How many it extracted again."""
    failed: int | None = Field(ge=0)
    """How many could not be extracted."""
    records: int | None = Field(ge=0)
    """How many records all sources together had."""
