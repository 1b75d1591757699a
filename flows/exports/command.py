"""The command `recital export`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exits import FINDINGS
from flows.exports.addresses import BASE
from flows.flags import KindOption, OutputOption, RawOption, StoreOption, kinds_named
from flows.terminal import on_one_line
from schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.exports.exporting import Order
    from flows.exports.selection import Selection
    from flows.settings import Settings
    from flows.stores.opening import Deviations

export_app = typer.Typer(
    help="Write what was extracted for other programs.", rich_markup_mode=None, invoke_without_command=True
)

_FORMATS = "jsonl, csv, parquet, webannotation, timex3 or prov."


@export_app.callback()
def export(  # noqa: PLR0913 # an argument for each option
    context: typer.Context,
    *,
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=_FORMATS)] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help="File or folder to write.  [default: standard output]")
    ] = None,
    kind: KindOption = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="PATTERN", help="Only these sources, as 'reports/*'; may be repeated."),
    ] = None,
    run: Annotated[
        int | None, typer.Option("--run", metavar="ID", min=1, help="Only what stands as this run made it.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="A day, a month or a year.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The same; inclusive.")] = None,
    organization: Annotated[
        str | None,
        typer.Option("--organization", metavar="NAME", help="Only what stands in a sentence with it; or its id."),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, as Excel wants it.")] = False,
    base: Annotated[
        str, typer.Option("--base", metavar="IRI", help="What identifiers of webannotation and prov begin with.")
    ] = BASE,
    raw: RawOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Write what was extracted for other programs."""
    from flows.exports.exporting import Format, Order
    from flows.exports.selection import Selection, days_between
    from flows.settings import Settings

    if context.invoked_subcommand is not None:
        _require_nothing_given(context)
        return
    if form not in list(Format):
        given = "no --format was given" if form is None else f"--format {form!r}"
        raise UsageError(f"{given}; expected one of {', '.join(Format)}")
    settings = Settings.load(raw=raw, output=output, store=store)
    if form == Format.TIMEX3:
        kind = kind or ["date"]
    order = Order(Format(form), to, kinds_named(kind), bom=bom, base=base)
    _require_apart(to, settings)
    wanted = Selection(order.kinds, tuple(source or ()), days=days_between(since, until), organization=organization)
    if order.form is Format.PROV:
        _write_lineage(order, wanted, settings, run=run)
    else:
        _write_facts(order, wanted, settings, run=run)


@export_app.command("organizations")
def export_organizations(
    *,
    output: OutputOption = None,
    store: StoreOption = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv, json or jsonl.")] = "csv",
) -> None:
    """List the distinct organizations of the output folder, with counts and sources."""
    from flows.exports import facts, organizations
    from flows.settings import Settings
    from flows.stores import outputs

    if form not in list(organizations.Format):
        raise UsageError(f"--format {form!r}; expected one of {', '.join(organizations.Format)}")
    settings = Settings.load(output=output, store=store)
    deviations = _deviations(settings)
    there = outputs.whole(settings.output, lost=deviations.lost)
    table = organizations.rows(facts.of_output(settings.output, there))
    _warn_of_nothing(len(table), f"{len(there):,} documents name no organization")
    print(organizations.serialized(table, organizations.Format(form)), end="")
    _require_as_written(deviations.altered)


def _require_nothing_given(context: typer.Context) -> None:
    """Raises `UsageError` for options before the name of another command, which would not hear of them."""
    sources = map(context.get_parameter_source, context.params)
    if any(source is not None and source.name != "DEFAULT" for source in sources):
        raise UsageError(f"expected the options of `export {context.invoked_subcommand}` behind it")


def _require_apart(to: Path | None, settings: "Settings") -> None:
    """Raises `UsageError` for a place where the next run would take an export for a source or an output file."""
    from flows.places import is_within

    for name, folder in (("raw", settings.raw), ("output", settings.output)):
        if to is not None and is_within(to, folder):
            raise UsageError(f"--to {str(to)!r} lies in the {name} folder; expected a place of its own")


def _write_facts(order: "Order", wanted: "Selection", settings: "Settings", *, run: int | None) -> None:
    from flows.exports.exporting import export
    from flows.exports.facts import of_output
    from flows.exports.selection import require_named
    from flows.stores import outputs
    from flows.texts import Texts

    if run is not None:
        wanted = replace(wanted, made=_made_by(run, settings))
    deviations = _deviations(settings)
    there = outputs.whole(settings.output, lost=[*filter(wanted.wants, deviations.lost)])
    wanted.require_sources(there)
    if wanted.organization:
        first = sorted(there, key=wanted.wants, reverse=True)  # of the others only where it is in none that is wanted
        require_named(wanted.organization, of_output(settings.output, first))
    facts = wanted.of(of_output(settings.output, filter(wanted.wants, there)))
    tally = export(order, facts, Texts(settings.raw, settings.output))
    _warn_of_nothing(tally.records, f"{tally.documents:,} documents have no record that fits")
    if order.to is not None:
        print(on_one_line(f"{order.to}: {tally.records:,} records of {tally.documents:,} documents"))
    _require_as_written([*filter(wanted.wants, deviations.altered)])


def _deviations(settings: "Settings") -> "Deviations":
    """The output files that are not as a run wrote them, where a store is there to say so."""
    from flows.stores.opening import Deviations, deviations

    store = settings.known_store
    return deviations(store, settings.output) if store else Deviations()


def _require_as_written(altered: "Sequence[str]") -> None:
    """Ends the command with a finding where output was exported that is not what a run wrote, as its store says."""
    from flows.stores.outputs import some

    if altered:
        what = "what was exported is not what a run wrote, as its store says"
        how = "`recital check` says what differs, `recital run` makes it again"
        print(on_one_line(f"recital: of {some(altered)} {what}; {how}"), file=sys.stderr)
        raise typer.Exit(FINDINGS)


def _warn_of_nothing(number: int, why: str) -> None:
    """Says why what is written is empty: tables have headings all the same."""
    if not number:
        print(f"recital: {why}; what is written is empty", file=sys.stderr)


def _made_by(run: int, settings: "Settings") -> frozenset[str]:
    """The sources that stand as a run made them."""
    from flows.stores.lineage import sources_of
    from flows.stores.opening import reading
    from flows.stores.runs import read_one

    with reading(settings.store_url) as connection:
        if read_one(connection, run) is None:
            raise UsageError(f"there is no run {run}; `recital runs` lists them")
        return sources_of(connection, run)


def _write_lineage(order: "Order", wanted: "Selection", settings: "Settings", *, run: int | None) -> None:
    from flows.exports.writing import new_file
    from flows.stores import entries, lineage, runs
    from flows.stores.opening import reading

    try:
        from flows.exports import lineage as written
    except ImportError as error:
        raise UsageError(f"--format prov: {error}; `pip install '.[prov]'` in Recital's folder brings it") from error
    if wanted.is_of_records:
        raise UsageError("--format prov tells of whole sources; of the filters it takes --run and --source")
    with reading(settings.store_url) as connection:
        if wanted.sources:
            wanted.require_sources(entries.read_all(connection))
        run = run or lineage.last_that_made(connection, wanted.wants)
        found = runs.read_one(connection, run) if run else next(iter(runs.read(connection, last=1)), None)
        if found is None:
            raise UsageError(f"there is no run{f' {run}' if run else ''}; `recital runs` lists them")
        made = (version for version in lineage.made_by(connection, found.id) if wanted.wants(version.source))
        with new_file(order.to) as file:
            number = written.write(found, made, file, base=order.base)
    _warn_of_nothing(number, f"run {found.id} made nothing of sources that fit")
    if order.to is not None:
        print(on_one_line(f"{order.to}: run {found.id}, {number:,} sources"))
