"""What each template is filled from: one object each, with all that it shows. No template asks the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from flows.review.forms import Field
from flows.review.reports import Line
from flows.stores.inbox import Choices, Entry, Filter
from flows.stores.runs import Run


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its content."""

    who: str
    """Name of the person who looks."""
    csrf: str
    waiting: int
    """Changes that wait in all documents."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`inbox.html`: the documents with changes that wait."""

    frame: Frame
    entries: Sequence[Entry]
    filter: Filter
    choices: Choices
    next: str | None
    """Query of the next page; null on the last."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as people read it."""

    when: datetime
    who: str
    what: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A change in the list beside a document."""

    id: int
    line: Line
    rule: str
    """The one under which `A` accepts all that is left."""
    number: int
    """How many decisions there are on it."""
    state: str
    fields: Sequence[tuple[str, str, str]]
    """Name, value before and value after of what differs."""
    said: str
    """Who said what of it so far, in a sentence; empty where nobody did."""
    in_text: bool
    """Whether it is marked in the text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long document."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`document.html`: a document with its records marked, and the changes that wait."""

    frame: Frame
    document_id: int
    source: str
    title: str | None
    about: Sequence[tuple[str, str]]
    """What is known of it: name and value."""
    items: Sequence[Item]
    decided: Sequence[Item]
    """Those that were decided last, which can be undone."""
    waiting: int
    """Changes that wait in the document; the list may show fewer."""
    more: str | None
    """Query of the list's next page; null on the last."""
    text: Markup
    problem: str | None
    """Why there is no text; null where there is."""
    part: Part
    orphans: Sequence[tuple[Line, Said, str]]
    """Decisions that do not hold any more: on what, which, and why not."""


@dataclass(frozen=True, slots=True)
class Version:
    """A record as it was for some versions of its document."""

    versions: str
    line: Line
    fields: Sequence[tuple[str, str]]
    place: str
    closed: str | None
    """Why it does not hold any more; null while it does."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """`record.html`: a record with everything that happened to it."""

    frame: Frame
    document_id: int
    source: str
    kind: str
    quote: str
    versions: Sequence[Version]
    """The newest first."""
    changes: Sequence[tuple[Line, str]]
    """Each with what became of it."""
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated statement."""

    href: str
    edtf: str
    prefix: str
    quote: str
    suffix: str
    source: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure whose parts do not add up to it."""

    href: str
    source: str
    quote: str
    amount: str
    sum: str
    context: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """`overview.html`: what the store holds."""

    frame: Frame
    documents: Sequence[tuple[str, int]]
    kinds: Sequence[tuple[str, int]]
    kinds_plot: Markup
    runs: Sequence[Run]
    runs_plot: Markup
    years: Sequence[tuple[str, int]]
    timeline: Markup
    period: str | None
    """The years of which dated statements are listed; null when none were asked for."""
    dated: Sequence[Dated]
    mismatches: Sequence[Mismatch]


@dataclass(frozen=True, slots=True)
class EditPage:
    """`edit.html`: the form of a value, which the script shows in a dialog."""

    change_id: int
    quote: str
    kind: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class LoginPage:
    """`login.html`: the token that was printed where the page was started, and the person's name."""

    who: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`error.html`: what is not there, or went wrong."""

    what: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the script is told after a decision."""

    changes: Mapping[int, str]
    """What became of each change."""
    number: int
    """How many decisions there are on it now."""
    left: int
    """Changes that wait in the document."""
