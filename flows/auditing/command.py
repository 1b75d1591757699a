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
    from flows.publish.destinations import Destination
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
    published: Annotated[
        list[str] | None,
        typer.Option(
            "--published",
            metavar="DESTINATION",
            help="Also compare what is published there.  [default: with --deep, the setting `publish`]",
        ),
    ] = None,
) -> None:
    """Read raw and output again, and verify every quote, hash and segment; and that the store says the same."""
    from flows.settings import Settings
    from flows.stores import files
    from flows.stores.database import Database

    settings = Settings.load(
        raw=raw, output=output, max_bytes=max_bytes, store=store, dollar=dollar, registry=registry, nominal=nominal
    )
    places = [_destination(text) for text in published or ()]
    if deep and not places and settings.destination:
        places = [settings.destination]
    found = list(_of_files(settings, deep=deep))
    stored = settings.known_store is not None
    if stored or places:
        with Database(settings.store_url, only_read=True) as database:
            if stored:
                found += _of_store(database, settings, deep=deep)
            for place in places:
                found += _of_published(database, settings, place)
    if figures:
        found += _of_figures(settings)
    for line in dict.fromkeys(found):
        print(on_one_line(line))
    if found:
        raise typer.Exit(FINDINGS)
    count = sum(1 for _ in files.sources(settings.output))
    compared = "the store says the same" if stored else "there is no store"
    proved = "; extracted again with the same bytes" if deep else ""
    proved += ", and every row proved" if deep and stored else ""
    same = "".join(f"; {place} has what stands" for place in places)
    print(f"all holds: {count:,} documents, every hash, segment, quote and id; {compared}{proved}{same}")


def _destination(text: str) -> "Destination":
    """Where records were published. Raises `UsageError` for what is no destination."""
    from flows.publish.destinations import Destination
    from flows.stores import urls
    from schemas.errors import UsageError

    try:
        return Destination.parse(text)
    except ValueError as error:
        raise UsageError(f"--published {urls.masked(text)!r}: {error}") from error


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


def _of_published(database: "Database", settings: "Settings", place: "Destination") -> Iterator[str]:
    from flows.auditing import published
    from flows.publish.reviewed import Reviewed
    from flows.texts import Texts

    reviewed = Reviewed(Texts(settings.raw, settings.output), settings.policy)
    yield from (f"{fault.where}: {fault.what}" for fault in published.differences(database, place, reviewed))


def _of_figures(settings: "Settings") -> Iterator[str]:
    from flows import mismatches

    yield from map(str, mismatches.of_output(settings.output))
