"""The command `recital explain`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.flags import DollarOption, NominalOption, OutputOption, RawOption, RegistryOption
from flows.terminal import visible
from schemas.errors import UnreadableSource, UsageError

if TYPE_CHECKING:
    from flows.settings import Settings


def explain(  # noqa: PLR0913 # an argument for each option
    what: Annotated[
        str, typer.Argument(metavar="RECORD|SOURCE", help="A record's id or its first digits; or a source.")
    ],
    *,
    at: Annotated[
        int | None, typer.Option("--at", metavar="OFFSET", min=0, help="Place in a source, in code points of its text.")
    ] = None,
    raw: RawOption = None,
    output: OutputOption = None,
    dollar: DollarOption = None,
    registry: RegistryOption = None,
    nominal: NominalOption = None,
) -> None:
    """Show why a rule found a record, or which rules came near a place and where they stopped."""
    from flows.settings import Settings

    settings = Settings.load(raw=raw, output=output, dollar=dollar, registry=registry, nominal=nominal)
    lines = _of_record(settings, what) if at is None else _of_place(settings, what, at)
    for line in lines:
        print(visible(line))


def _of_place(settings: "Settings", source: str, offset: int) -> Iterator[str]:
    from flows.direct import Extractor
    from flows.explaining.telling import Explainer

    extractor = Extractor.of(settings)
    found = extractor.extract(extractor.locate(source))
    if offset >= (length := len(found.text)):
        raise UsageError(f"--at {offset}: the text of {source!r} has {length:,} characters; expected a smaller offset")
    return Explainer(extractor.nlp, found).of_place(offset)


def _of_record(settings: "Settings", given: str) -> Iterator[str]:
    """Why a record was found; what its output file says where the same rules do not find it in the source as it is."""
    from flows.direct import Extractor
    from flows.explaining import records, telling

    written = records.find(settings.output, given, store=settings.known_store)
    extractor = Extractor.of(settings)
    try:
        found = extractor.extract(extractor.locate(written.provenance.source))
    except (UnreadableSource, UsageError) as error:
        yield from telling.as_written(written)
        yield f"  no more can be told: {error}"
        return
    if written not in found.extraction.records:
        yield from telling.as_written(written)
        yield "  no more can be told: these rules make another record of the source as it is; `recital run` writes it"
        return
    yield from telling.Explainer(extractor.nlp, found).of_record(written)
