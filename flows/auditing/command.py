"""The command `recital check`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exits import FINDINGS
from flows.flags import (
    DollarOption,
    MaxBytesOption,
    NominalOption,
    OutputOption,
    RawOption,
    RegistryOption,
    StoreOption,
)
from flows.terminal import on_one_line

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.stores.database import Database


def check(  # noqa: PLR0913 # an argument for each option
    *,
    raw: RawOption = None,
    output: OutputOption = None,
    max_bytes: MaxBytesOption = None,
    store: StoreOption = None,
    dollar: DollarOption = None,
    registry: RegistryOption = None,
    nominal: NominalOption = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="Also list the breakdowns whose parts do not add up.")
    ] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also extract everything again, and prove every row of the store.")
    ] = False,
) -> None:
    """Read raw and output again, and verify every quote, hash and segment; and that the store says the same."""
    from flows.settings import Settings
    from flows.stores import files
    from flows.stores.database import Database

    settings = Settings.load(
        raw=raw, output=output, max_bytes=max_bytes, store=store, dollar=dollar, registry=registry, nominal=nominal
    )
    found = list(_of_files(settings, deep=deep))
    with Database(settings.store_url, only_read=True) as database:
        stored = bool(settings.store) or (database.file is not None and database.file.exists())
        if stored:
            found += _of_store(database, settings, deep=deep)
    if figures:
        found += _of_figures(settings)
    for line in dict.fromkeys(found):
        print(on_one_line(line))
    if found:
        raise typer.Exit(FINDINGS)
    count = sum(1 for _ in files.sources(settings.output))
    compared = "the store says the same" if stored else "there is no store"
    proved = "; extracted again with the same bytes, and every row proved" if deep else ""
    print(f"all holds: {count:,} documents, every hash, segment, quote and id; {compared}{proved}")


def _of_files(settings: "Settings", *, deep: bool) -> Iterator[str]:
    from flows.checking import faults

    yield from (f"{fault.where}: {fault.what}" for fault in faults(settings.raw, settings.output, settings.reading))
    if deep:
        from flows.auditing import again
        from flows.server import prepare

        prepare()
        yield from (f"{fault.where}: {fault.what}" for fault in again.differences(settings))


def _of_store(database: "Database", settings: "Settings", *, deep: bool) -> Iterator[str]:
    if deep:
        from flows.stores.proving import unproved as found
    else:
        from flows.stores.agreement import disagreements as found
    yield from (f"{where}: {what}" for where, what in found(database, settings.output))


def _of_figures(settings: "Settings") -> Iterator[str]:
    from flows import mismatches

    yield from map(str, mismatches.of_output(settings.output))
