"""The commands `recital runs` and `recital store`."""

from typing import Annotated

import typer

from flows.flags import LastOption, OutputOption, StoreOption
from schemas.errors import UsageError

runs_app = typer.Typer(help="List the last runs, or show one.", invoke_without_command=True, rich_markup_mode=None)


@runs_app.callback()
def runs(
    context: typer.Context, *, output: OutputOption = None, store: StoreOption = None, last: LastOption = 20
) -> None:
    """List the last runs."""
    from flows import history
    from flows.settings import Settings
    from flows.stores.opening import reading
    from flows.stores.runs import read

    context.obj = settings = Settings.load(output=output, store=store)
    if context.invoked_subcommand is not None:
        return
    with reading(settings.store_url) as connection:
        found = read(connection, last=last)
    for line in history.table(found):
        print(line)


@runs_app.command("show")
def show_run(
    context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID", help="Number of a run.")]
) -> None:
    """Show all that is known of one run."""
    from flows import history
    from flows.stores.opening import reading
    from flows.stores.runs import read_one

    with reading(context.obj.store_url) as connection:
        found = read_one(connection, number)
    if found is None:
        raise UsageError(f"there is no run {number}; `recital runs` lists them")
    for line in history.details(found):
        print(line)


store_app = typer.Typer(help="Look after the store.", rich_markup_mode=None)


@store_app.command("upgrade")
def upgrade_store(*, output: OutputOption = None, store: StoreOption = None) -> None:
    """Bring a store of an earlier version up to date; of a SQLite file a copy is kept."""
    from flows.settings import Settings
    from flows.stores import upgrades
    from flows.stores.database import Database

    with Database(Settings.load(output=output, store=store).store_url) as database:
        before = upgrades.upgrade_existing(database)
        print(f"the store {database.name} has schema {upgrades.HEAD}; before it was {before}")
