"""The command line: `recital <command>`.

    recital run              reads raw/, writes output/, prints a summary
    recital check            reads both again and verifies every record
    recital show SOURCE      shows a document with its records marked
    recital diff             shows what changed between the last two runs
    recital review           serves the page on which people decide on changes
    recital decisions        exports and imports what they said
    recital explain RECORD   shows why a rule found it; SOURCE --at OFFSET, what came near there
    recital rules            lists the rules
    recital evaluate GOLD    compares what the rules find with what people marked
    recital schedule         runs by the clock, or when files come or change
    recital runs             lists the last runs; `recital runs show ID` tells all of one
    recital store upgrade    brings a store of an earlier version up to date
    recital schema           prints the JSON Schema of a record, or the page on the flat tables
    recital orgs NAME        looks an organization up in the registry
    recital export           writes records for other programs; `recital export organizations` lists those
    recital publish TO       merges what passed into a database, a folder of Parquet files, or a warehouse

Exit codes: 0 done; 1 done, with failed documents or findings; 2 wrong use; 3 could not run; 130, 141 and 143 as shells
have them.
What a command needs is imported inside it, so that `recital --help` answers at once.
"""

import io
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from flows import reviewing
from flows.auditing.command import check
from flows.evaluation.command import evaluate
from flows.explaining.command import explain
from flows.exports.command import export_app
from flows.flags import (
    DollarOption,
    KindOption,
    LastOption,
    MaxBytesOption,
    NominalOption,
    OutputOption,
    PruneOption,
    RawOption,
    RegistryOption,
    StoreOption,
    kinds_named,
)
from flows.publish.command import publish
from flows.scheduling.command import schedule
from flows.signals import termination
from flows.terminal import on_one_line, visible
from flows.unforeseen import Caught
from schemas.errors import LexiconError, RecitalError, UsageError

DONE, FINDINGS, WRONG_USE, COULD_NOT_RUN = range(4)
INTERRUPTED, UNREAD, TERMINATED = 130, 141, 143
"""Exit codes; the last three are what shells give to Ctrl-C, to a program whose output nobody reads any more, and to
SIGTERM."""
_UNFORESEEN = "nobody foresaw this: `recital --debug …` shows where it was raised; please report it with that"

app = typer.Typer(
    name="recital",
    help="Facts with proof from documents: dates, figures, organizations, resolutions and document symbols.",
    epilog="Settings come from flags, then RECITAL_* variables, then [tool.recital] in ./pyproject.toml.",
    rich_markup_mode=None,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


_LOG = logging.getLogger("recital")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one call of the command line; tests call it with a list of arguments.

    Whatever stops a command is one line on standard error; its traceback is shown with `--debug`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show must not end a command
            stream.reconfigure(errors="backslashreplace")
    try:
        with termination() as heard, Caught() as caught:
            code = app(arguments, prog_name="recital", standalone_mode=False) or DONE
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # so ends the library
            return _unread()
        raise
    if caught.error is not None:
        return _stopped(caught.error, sys.argv[1:] if arguments is None else arguments)
    if code == INTERRUPTED:
        print(f"recital: {'stopped by SIGTERM' if heard.terminated else 'interrupted'}", file=sys.stderr)
        return TERMINATED if heard.terminated else INTERRUPTED
    return int(code)


def _unread() -> int:
    """Ends a command whose reader went away, as `head` does: nobody is there to be told."""
    with suppress(OSError):  # a stream of its own, in tests
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return UNREAD


def _stopped(error: Exception, arguments: Sequence[str]) -> int:
    """Says in one line what stopped a command; the exit code that fits."""
    match error:
        case BrokenPipeError():
            return _unread()
        case typer.TyperException():
            message, code = f"{error.format_message()}{_hint(arguments)}", WRONG_USE
        case UsageError() | LexiconError():  # a vocabulary: --registry
            message, code = str(error), WRONG_USE
        case RecitalError() | OSError():
            message, code = str(error), COULD_NOT_RUN
        case _:
            message, code = f"{type(error).__name__}: {error}; {_UNFORESEEN}", COULD_NOT_RUN
    print(f"recital: {on_one_line(message)}", file=sys.stderr)
    _LOG.debug("it was raised here:", exc_info=error)
    return code


def _hint(arguments: Sequence[str]) -> str:
    """What to do where a name was taken for an option: `recital show -a.txt`."""
    name = next((word for word in arguments if re.fullmatch(r"-\w[^=]*\.\w+", word)), None)
    return f"; what begins with a dash and is no option stands behind two dashes: -- {name}" if name else ""


@app.callback()
def common(
    context: typer.Context,
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and what every step does.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Options of every command, and what happens without a command."""
    if debug:
        _LOG.setLevel(logging.DEBUG)
        _LOG.addHandler(logging.StreamHandler())
    if version:
        print(f"recital {metadata.version('recital')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(WRONG_USE)


@app.command()
def run(  # noqa: PLR0913 # an argument for each option
    *,
    raw: RawOption = None,
    output: OutputOption = None,
    max_bytes: MaxBytesOption = None,
    shard_bytes: Annotated[
        str | None, typer.Option(metavar="SIZE", help="Sources that one task takes on.  [default: 4MB]")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Processes that extract.  [default: one a processor]")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Scheduler of a Dask cluster whose workers extract.")
    ] = None,
    dollar: DollarOption = None,
    store: StoreOption = None,
    prune: PruneOption = None,
    retry_failed: Annotated[
        bool | None, typer.Option("--retry-failed", help="Try again what failed and did not change.")
    ] = None,
    force: Annotated[bool | None, typer.Option("--force", help="Extract everything again.")] = None,
    registry: RegistryOption = None,
    nominal: NominalOption = None,
    allow_loss: Annotated[
        bool | None, typer.Option("--allow-loss", help="Let known sources lose their records, this once.")
    ] = None,
) -> None:
    """Extract what is new or changed in the raw folder into the output folder and the store."""
    from flows import local
    from flows.settings import Settings
    from flows.summary import print_summary

    settings = Settings.load(
        raw=raw,
        output=output,
        max_bytes=max_bytes,
        shard_bytes=shard_bytes,
        workers=workers,
        dask=dask,
        dollar=dollar,
        store=store,
        prune=prune,
        retry_failed=retry_failed,
        force=force,
        registry=registry,
        nominal=nominal,
        allow_loss=allow_loss,
    )
    summary = local.run(settings, debug=_LOG.isEnabledFor(logging.DEBUG))
    print_summary(summary)
    if summary.problem:
        raise typer.Exit(COULD_NOT_RUN)
    if summary.failures:
        raise typer.Exit(FINDINGS)


app.command()(check)
app.command()(schedule)

runs_app = typer.Typer(help="List the last runs, or show one.", invoke_without_command=True, rich_markup_mode=None)
app.add_typer(runs_app, name="runs")


@runs_app.callback()
def runs(
    context: typer.Context, *, output: OutputOption = None, store: StoreOption = None, last: LastOption = 20
) -> None:
    """List the last runs."""
    from flows import history
    from flows.settings import Settings
    from flows.stores.database import Database
    from flows.stores.runs import read
    from flows.stores.upgrades import require_current

    context.obj = settings = Settings.load(output=output, store=store)
    if context.invoked_subcommand is not None:
        return
    with Database(settings.store_url, only_read=True) as database:
        require_current(database)
        with database.reading() as connection:
            found = read(connection, last=last)
    for line in history.table(found):
        print(line)


@runs_app.command("show")
def show_run(
    context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID", help="Number of a run.")]
) -> None:
    """Show all that is known of one run."""
    from flows import history
    from flows.stores.database import Database
    from flows.stores.runs import read_one
    from flows.stores.upgrades import require_current

    with Database(context.obj.store_url, only_read=True) as database:
        require_current(database)
        with database.reading() as connection:
            found = read_one(connection, number)
    if found is None:
        raise UsageError(f"there is no run {number}; `recital runs` lists them")
    for line in history.details(found):
        print(line)


store_app = typer.Typer(help="Look after the store.", rich_markup_mode=None)
app.add_typer(store_app, name="store")


@store_app.command("upgrade")
def upgrade_store(*, output: OutputOption = None, store: StoreOption = None) -> None:
    """Bring a store of an earlier version up to date; of a SQLite file a copy is kept."""
    from flows.settings import Settings
    from flows.stores import upgrades
    from flows.stores.database import Database

    with Database(Settings.load(output=output, store=store).store_url) as database:
        before = upgrades.upgrade_existing(database)
        print(f"the store {database.name} has schema {upgrades.HEAD}; before it was {before}")


reviewing.add_to(app)
app.command()(publish)


@app.command()
def schema(
    *, tables: Annotated[bool, typer.Option("--tables", help="Print a page on the flat tables instead.")] = False
) -> None:
    """Print the JSON Schema of a record as it is written, or a page on the flat tables."""
    if tables:
        from flows.exports import dictionary

        print(dictionary.markdown(), end="")
        return
    from pydantic import TypeAdapter

    from schemas.records import Record

    described = TypeAdapter[Record](Record).json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Record"}
    print(json.dumps(dialect | described, ensure_ascii=False, indent=2))


@app.command()
def show(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A path, or a name below the raw folder.")],
    *,
    raw: RawOption = None,
    kind: KindOption = None,
    stripped: Annotated[bool, typer.Option("--stripped", help="Show what is stripped, and nothing else.")] = False,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a picture instead.")] = None,
) -> None:
    """Show a document with its records marked and stripped text dimmed."""
    from rich.console import Console

    from flows import rendering
    from flows.direct import Extractor
    from flows.settings import Settings

    look = rendering.Look(kinds=kinds_named(kind), stripped_only=stripped)
    extractor = Extractor.of(Settings.load(raw=raw))
    found = extractor.extract(extractor.locate(source))
    if svg:
        rendering.save_picture(found.extraction, found.text, look, path=svg)
    else:
        rendering.print_document(found.extraction, found.text, look, console=Console(highlight=False))


app.command()(explain)
app.command()(evaluate)


@app.command()
def rules(
    *,
    gold: Annotated[Path | None, typer.Option(metavar="GOLD", help="Give hits and precision against gold.")] = None,
    raw: RawOption = None,
    module: Annotated[str | None, typer.Option(metavar="NAME", help="Only the rules of one module.")] = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a page of Markdown.")] = False,
) -> None:
    """List every rule: what it says, finds and leaves; with --raw its hits, with --gold its precision."""
    from rich.console import Console

    from extractors import pipeline
    from flows import rulebook
    from flows.direct import Extractor
    from flows.evaluation.gold import read_gold
    from flows.evaluation.scores import RuleScore, rule_hits, rule_scores
    from flows.settings import Settings

    chosen = rulebook.of_module(pipeline.rules(), module)
    if as_markdown:
        print(rulebook.markdown(chosen), end="")
        return
    settings = Settings.load(raw=raw)
    scores: dict[str, RuleScore] = {}
    if gold:
        scores = rule_scores(Extractor.of(settings).judge(read_gold(gold)))
    elif raw:
        scores = rule_hits(found.extraction for found in Extractor.of(settings).extract_all())
    rulebook.print_rules(chosen, scores, console=Console(highlight=False))


@app.command()
def orgs(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or an acronym.")],
    *,
    registry: RegistryOption = None,
) -> None:
    """Look an organization up: its names, acronyms, type, parent, id and dates."""
    from extractors.organizations.registry import registry as merged
    from flows import directory
    from flows.options import options
    from flows.settings import Settings

    chosen = options(Settings.load(registry=registry))
    known = merged(chosen.registry, name=chosen.registry_name)
    for entry in directory.lookup(known, name):
        for line in directory.lines(known, entry):
            print(visible(line))


app.add_typer(export_app, name="export")
