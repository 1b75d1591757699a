"""Changes as people and programs read them: for the terminal, as JSON Lines, Markdown, and one HTML page.

- date  1999-06-10    … established on ⟦10 June 1999⟧ by the Council …    dates.day-month-year
~ figure  comparison: exact → about    … some ⟦3⟧ observers …             figures.number
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from flows.review.comparing import SourceChanges
from flows.review.templating import environment
from flows.terminal import on_one_line
from schemas.changes import Change, ChangeKind
from schemas.records import Record

_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~", ChangeKind.MOVED: ">"}
_STYLES = {"+": "green", "-": "red", "~": "yellow", ">": "dim"}
_SAMPLES = 3
"""Changes shown of each rule by `--by rule`, where not all are asked for."""
MAIN_FIELDS = ("edtf", "amount", "name", "symbol")
"""The field that says in a word what a record of each kind means."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change, ready to be shown: plain text on one line each."""

    sign: str
    kind: str
    source: str
    line: int
    what: str
    """The record's value in a word; for a changed one, the fields that differ."""
    prefix: str
    quote: str
    suffix: str
    rules: str
    cause: str


@dataclass(frozen=True, slots=True)
class Group:
    """Changes under one heading."""

    heading: str
    counts: str
    lines: tuple[Line, ...]
    hidden: int = 0
    """Changes that are counted, not shown."""


def by_source(compared: Iterable[SourceChanges]) -> Iterator[Group]:
    """The changes of each source."""
    for item in compared:
        yield Group(_heading(item), _counts(item.changes), tuple(line_of(change) for change in item.changes))


def _heading(item: SourceChanges) -> str:
    if item.renamed_from is not None:
        return on_one_line(f"{item.renamed_from} → {item.source} (renamed)")
    note = " (new)" if item.is_new else " (gone)" if item.is_gone else ""
    return on_one_line(item.source) + note


def by_rule(compared: Iterable[SourceChanges], *, samples: bool = True) -> Iterator[Group]:
    """The changes of each rule that gained, lost or changed records: the most changed first; of each a few, or all."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for item in compared:
        for change in item.changes:
            groups[" → ".join(change.rules)].append(change)
    for rules, changes in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        shown = tuple(line_of(change) for change in changes[: _SAMPLES if samples else None])
        yield Group(rules, _counts(changes), shown, hidden=len(changes) - len(shown))


def line_of(change: Change) -> Line:
    """A change, ready to be shown."""
    record, where = change.record, change.record.provenance
    fields = "; ".join(f"{f.field}: {short(f.before)} → {short(f.after)}" for f in change.fields)
    return Line(
        sign=_SIGNS[change.kind],
        kind=record.kind,
        source=on_one_line(where.source),
        line=where.line,
        what=on_one_line(fields or meaning(record)),
        prefix=on_one_line(where.prefix),
        quote=on_one_line(record.text),
        suffix=on_one_line(where.suffix),
        rules=" → ".join(change.rules),
        cause=change.cause,
    )


def print_groups(groups: Iterable[Group], *, console: Console) -> None:
    """Prints groups of changes; lines are not broken where nobody watches."""
    for group in groups:
        console.print(Text.assemble((group.heading, "bold"), f"  {group.counts}"), soft_wrap=True)
        for line in group.lines:
            style = _STYLES[line.sign]
            console.print(
                Text.assemble(
                    (f"  {line.sign} {line.kind}", style),
                    f"  {line.what}  {line.prefix}",
                    (f"⟦{line.quote}⟧", f"bold {style}"),
                    line.suffix,
                    (f"  {line.source}:{line.line}  {line.rules}  ({line.cause})", "dim"),
                ),
                soft_wrap=not console.is_terminal,
            )
        if group.hidden:
            console.print(f"    … and {group.hidden:,} more; --all shows them", style="dim")


def as_json_lines(compared: Iterable[SourceChanges]) -> Iterator[str]:
    """One JSON object a change, with the whole record before and after."""
    for item in compared:
        for change in item.changes:
            fields = [field.model_dump(mode="json") for field in change.fields]
            yield json.dumps({**change.model_dump(mode="json"), "fields": fields}, ensure_ascii=False)


def as_page(groups: Iterable[Group], *, form: str) -> str:
    """The groups as one page that needs nothing beside it; `form` is `markdown` or `html`."""
    template = {"markdown": "changes.md", "html": "changes.html"}[form]
    return environment().get_template(template).render(groups=tuple(groups))


def _counts(changes: Sequence[Change]) -> str:
    counted = ((kind, sum(change.kind is kind for change in changes)) for kind in ChangeKind)
    return ", ".join(f"{count:,} {kind}" for kind, count in counted if count) or "no changes of records"


def meaning(record: Record) -> str:
    """What a record means, in a word."""
    value = record.value.model_dump(mode="json")
    return str(next((value[field] for field in MAIN_FIELDS if value.get(field) is not None), ""))


def short(value: object) -> str:
    """A value on one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
