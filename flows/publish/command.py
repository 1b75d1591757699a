"""The command `recital publish`.

recital publish duckdb:///facts.duckdb        into a DuckDB file
recital publish parquet:s3://bucket/facts     into a folder of Parquet files
recital publish                               where the setting `publish` says
"""

from typing import Annotated

import typer

from flows.exits import FINDINGS
from flows.flags import OutputOption, RawOption, StoreOption
from flows.terminal import on_one_line


def publish(  # noqa: PLR0913 # an argument for each option
    destination: Annotated[
        str | None, typer.Argument(metavar="[DESTINATION]", help="Where to.  [default: the setting `publish`]")
    ] = None,
    *,
    raw: RawOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    history: Annotated[
        bool | None, typer.Option("--history", help="Close and keep rows that change, instead of overwriting them.")
    ] = None,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Overwrite what was published from another store.")
    ] = False,
) -> None:
    """Merge what passed the policy into a database, a folder of Parquet files, or a warehouse."""
    from flows.publish import publishing
    from flows.settings import Settings
    from flows.stores.opening import existing

    settings = Settings.load(raw=raw, output=output, store=store, publish=destination, publish_history=history)
    with existing(settings.store_url, only_read=True) as database:
        done = publishing.of_settings(settings, database, take_over=take_over)
    print(on_one_line(str(done)))
    for table, counts in done.tables.items():
        print(f"{table:<16}" + "".join(f"{number:>11,} {what}" for what, number in counts._asdict().items()))
    for source, problem in done.left.items():
        print(on_one_line(f"{source}: what is published of it stays as it was: {problem}"))
    if done.left:
        raise typer.Exit(FINDINGS)
