"""The command `recital export`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exports.addresses import BASE
from flows.flags import KindOption, OutputOption, RawOption, StoreOption, kinds_named
from flows.terminal import on_one_line
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.exports.exporting import Order
    from flows.exports.selection import Selection
    from flows.settings import Settings

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
        raise UsageError(f"--format {form!r}; expected one of {', '.join(Format)}")
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
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv, json or jsonl.")] = "csv",
) -> None:
    """List the distinct organizations of the output folder, with counts and sources."""
    from flows.exports import organizations
    from flows.settings import Settings

    if form not in list(organizations.Format):
        raise UsageError(f"--format {form!r}; expected one of {', '.join(organizations.Format)}")
    table = organizations.rows(Settings.load(output=output).output)
    print(organizations.serialized(table, organizations.Format(form)), end="")


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
    from flows.texts import Texts

    if run is not None:
        wanted = replace(wanted, made=_made_by(run, settings))
    facts = wanted.of(of_output(settings.output, wanted=wanted.wants))
    tally = export(order, facts, Texts(settings.raw, settings.output))
    if not tally.records and wanted.organization:
        _warn_of_unnamed(wanted.organization, settings)
    if order.to is not None:
        print(f"{str(order.to)!r}: {tally.records:,} records of {tally.documents:,} documents")


def _warn_of_unnamed(organization: str, settings: "Settings") -> None:
    from flows.exports.organizations import unnamed

    told = unnamed(settings.output, organization)
    print(f"recital: {on_one_line(told or f'nothing fits all filters; {organization!r} is named')}", file=sys.stderr)


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
    from flows.stores import lineage, runs
    from flows.stores.opening import reading

    try:
        from flows.exports import lineage as written
    except ImportError as error:
        raise UsageError(f"--format prov: {error}; `pip install '.[prov]'` in Recital's folder brings it") from error
    if wanted.is_of_records:
        raise UsageError("--format prov tells of whole sources; of the filters it takes --run and --source")
    with reading(settings.store_url) as connection:
        found = runs.read_one(connection, run) if run else next(iter(runs.read(connection, last=1)), None)
        if found is None:
            raise UsageError(f"there is no run{f' {run}' if run else ''}; `recital runs` lists them")
        made = (version for version in lineage.made_by(connection, found.id) if wanted.wants(version.source))
        with new_file(order.to) as file:
            number = written.write(found, made, file, base=order.base)
    if order.to is not None:
        print(f"{str(order.to)!r}: run {found.id}, {number:,} sources")
