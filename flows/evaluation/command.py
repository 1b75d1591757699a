"""The command `recital evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.exits import FINDINGS
from flows.flags import KindOption, RawOption, kinds_named
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.evaluation.reports import Report


def evaluate(  # noqa: PLR0913 # an argument for each option
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="File of gold, one document a line.")],
    *,
    raw: RawOption = None,
    kind: KindOption = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake with its context.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    pins: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Print gains and losses against the figures in a file.")
    ] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Write the figures down, unless one fell.")] = False,
    lower: Annotated[str | None, typer.Option(metavar="WHY", help="Write down figures that fell, too.")] = None,
) -> None:
    """Compare what the rules find with what people marked."""
    from rich.console import Console

    from flows.direct import Extractor
    from flows.evaluation.gold import read_gold
    from flows.evaluation.reports import Report
    from flows.settings import Settings

    if pins is None and (pin or lower):
        raise UsageError("--pin and --lower write to a file; expected --pins FILE beside them")
    if pins is not None and kind:
        raise UsageError("--pins compares all kinds; expected no --kind beside it")
    kinds, annotated = kinds_named(kind), read_gold(gold)
    documents = Extractor.of(Settings.load(raw=raw)).judge(annotated)
    report = Report(documents, kinds=kinds, with_mistakes=errors)
    if pins is not None:
        _gate(report, pins, pin=pin, why=lower)
    elif as_json:
        print(report.as_json())
    else:
        report.print(Console(highlight=False))


def _gate(report: "Report", path: Path, *, pin: bool, why: str | None) -> None:
    """Prints gains and losses, and writes what may be written; figures that fell without a word are findings."""
    from flows.evaluation import pins
    from flows.terminal import visible

    pinned = pins.read(path) if path.exists() or not pin else pins.Pins(figures={}, mistakes={})
    now = pins.measured(report, pinned.lowered)
    comparison = pins.compared(pinned, now)
    for line in comparison.lines():
        print(visible(line))
    if comparison.fallen and not why:
        print(f"{len(comparison.fallen)} figures fell; mend the rule, or let them with --lower WHY")
        raise typer.Exit(FINDINGS)
    if pin or why:
        pins.write(path, pins.lowered(pinned, now, why=why) if why else now)
    elif comparison.moves or comparison.gains:
        print(f"`--pin` writes what was gained to {str(path)!r}")
