"""The command `recital run`."""

import logging
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exits import COULD_NOT_RUN, FINDINGS
from flows.flags import (
    DollarOption,
    MaxBytesOption,
    NominalOption,
    OutputOption,
    PruneOption,
    RawOption,
    RegistryOption,
    StoreOption,
)
from flows.terminal import on_one_line

if TYPE_CHECKING:
    from flows.places import Place


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
    pack: Annotated[
        bool | None, typer.Option("--pack", help="Write one packed file for each shard, into a new output.")
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
        pack=pack,
        dollar=dollar,
        store=store,
        prune=prune,
        retry_failed=retry_failed,
        force=force,
        registry=registry,
        nominal=nominal,
        allow_loss=allow_loss,
    )
    summary = local.run(settings, debug=logging.getLogger("recital").isEnabledFor(logging.DEBUG))
    print_summary(summary)
    if not summary.documents:
        _tell_of_nothing(settings.raw)
    if summary.problem:
        raise typer.Exit(COULD_NOT_RUN)
    if summary.failures:
        raise typer.Exit(FINDINGS)


def _tell_of_nothing(raw: "Place") -> None:
    """Says that there was nothing to extract: the folder may be the wrong one, or not filled yet."""
    from flows.readers import READERS

    expected = f"expected files in it that end in {', '.join(READERS)}"
    print(on_one_line(f"recital: raw {str(raw)!r} holds no document; {expected}"), file=sys.stderr)
