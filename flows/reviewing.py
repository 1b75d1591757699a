"""The commands of the review: what changed, the page on which people decide, and what they decided.

recital diff                       what changed between the last two runs
recital diff 17 18                 between two runs
recital diff old/ output/          between two output folders
recital diff --by rule --all       every change, under the rules that made it
recital diff --git HEAD~1          since a commit of an output folder that is kept in git
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exits import FINDINGS
from flows.flags import OutputOption, RawOption, StoreOption
from flows.terminal import on_one_line
from schemas.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.places import Place
    from flows.review.comparing import SourceChanges
    from flows.review.reports import Group
    from flows.settings import Settings


class Grouping(StrEnum):
    """What changes are grouped by."""

    SOURCE = "source"
    RULE = "rule"


class Form(StrEnum):
    """How changes are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


decisions_app = typer.Typer(help="Export and import what people decided.", rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Adds the commands of the review to the command line."""
    app.command()(diff)
    app.command()(review)
    app.add_typer(decisions_app, name="decisions")


def diff(  # noqa: PLR0913 # an argument for each option
    sides: Annotated[
        list[str] | None, typer.Argument(metavar="[BEFORE AFTER]", help="Two runs, or two output folders.")
    ] = None,
    *,
    output: OutputOption = None,
    store: StoreOption = None,
    git: Annotated[str | None, typer.Option(metavar="REV", help="Compare with the output at a git commit.")] = None,
    by: Annotated[Grouping, typer.Option(help="What the changes are grouped by.")] = Grouping.SOURCE,
    every: Annotated[bool, typer.Option("--all", help="With --by rule, every change instead of a few.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How the changes are written.")] = Form.TEXT,
) -> None:
    """Show what changed between the last two runs, two others, two output folders, or since a git commit.

    Exit codes: 0 no change, 1 changes, 2 nothing to compare.
    """
    from flows.review import reports
    from flows.settings import Settings

    settings = Settings.load(output=output, store=store)
    changes = _compared(sides or [], settings, git)
    groups = reports.by_rule(changes, samples=not every) if by is Grouping.RULE else reports.by_source(changes)
    _print(changes, groups, form=form)
    if changes:
        raise typer.Exit(FINDINGS)


def _compared(sides: list[str], settings: "Settings", git: str | None) -> "list[SourceChanges]":
    from flows.review import comparing
    from flows.stores.opening import existing

    match git, sides:
        case str(revision), []:
            before, after = comparing.at_commit(settings.output, revision), comparing.in_folder(settings.output)
        case None, [str(first), str(second)] if not (first + second).isdecimal():
            before, after = comparing.in_folder(_place(first)), comparing.in_folder(_place(second))
        case None, [] | [_, _]:
            with existing(settings.store_url) as database:
                runs = (int(sides[0]), int(sides[1])) if sides else comparing.last_runs(database)
                return list(comparing.between(*comparing.of_runs(database, *runs)))
        case _:
            raise UsageError("expected two runs or two output folders, or --git REV and no folder, or nothing")
    return list(comparing.between(before, after))


def _place(given: str) -> "Place":
    from flows import places

    try:
        return places.parse(given)
    except ValueError as error:
        raise UsageError(f"{given!r}: {error}") from error


def _print(changes: "list[SourceChanges]", groups: "Iterator[Group]", *, form: Form) -> None:
    from rich.console import Console

    from flows.review import reports

    shown = tuple(groups)
    if form is Form.JSON:
        for line in reports.as_json_lines(changes):
            print(line)
        if not any(item.changes for item in changes):
            print(f"recital: {_of_none(changes)}", file=sys.stderr)  # an empty file is valid JSON Lines
    elif form is Form.TEXT:
        reports.print_groups(shown, console=Console(highlight=False))
        if not shown:
            print(_of_none(changes))
    else:
        print(reports.as_page(shown, form=form), end="")


def _of_none(changes: "list[SourceChanges]") -> str:
    """What is said where no record differs: sources without any may be new, gone or renamed all the same."""
    if not changes:
        return "no differences"
    return f"no record differs; {len(changes):,} sources are new, gone or renamed: --by source lists them"


def review(  # noqa: PLR0913 # an argument for each option
    *,
    raw: RawOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=65535, help="Port to serve on.")] = 8111,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name of this host; may be repeated.")
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Your name, as decisions get it.")] = None,
) -> None:
    """Serve the page on which people decide on changes, on this machine alone; elsewhere it asks for a token."""
    import getpass

    from flows.review import serving
    from flows.settings import Settings
    from flows.stores.opening import existing
    from flows.texts import Texts

    settings = Settings.load(raw=raw, output=output, store=store)
    address = serving.Address(host, port, tuple(name or ()))
    with existing(settings.store_url) as database:
        serving.serve(
            database,
            Texts(settings.raw, settings.output),
            settings.policy,
            address=address,
            who=who or getpass.getuser(),
        )


@decisions_app.command("export")
def export_decisions(*, output: OutputOption = None, store: StoreOption = None) -> None:
    """Print every decision as JSON Lines, by source and in the order in which they were taken."""
    from flows.settings import Settings
    from flows.stores import decisions
    from flows.stores.opening import reading

    with reading(Settings.load(output=output, store=store).store_url) as connection:
        for decision in decisions.everything(connection):
            print(decision.model_dump_json())


@decisions_app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `recital decisions export` printed.")],
    *,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Add decisions that the store has not yet; what waits, and is answered by them, waits no more."""
    from flows.review import exchange
    from flows.settings import Settings
    from flows.stores.opening import existing

    settings = Settings.load(output=output, store=store)
    said = exchange.read(file)
    with existing(settings.store_url) as database:
        added = exchange.add(database, said, settings.policy)
    print(f"{added:,} decisions added, {len(said) - added:,} were there")


@decisions_app.command("to-gold")
def decisions_to_gold(*, raw: RawOption = None, output: OutputOption = None, store: StoreOption = None) -> None:
    """Print gold of every document on which people decided, for `recital evaluate`.

    What they accepted, edited or kept has to be found, what they rejected must not; what they did not see is optional.
    """
    from flows.review import exchange
    from flows.settings import Settings
    from flows.stores.opening import existing
    from flows.texts import Texts

    settings = Settings.load(raw=raw, output=output, store=store)
    with existing(settings.store_url) as database:
        for found in exchange.gold(database, Texts(settings.raw, settings.output), settings.policy):
            if isinstance(found, str):
                print(f"recital: {on_one_line(found)}", file=sys.stderr)
            else:
                print(found.model_dump_json())
