"""The commands that only look: at a document, at the rules, at the registry, at what a record is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.flags import KindOption, RawOption, RegistryOption, kinds_named
from flows.terminal import visible
from schemas.errors import UsageError

if TYPE_CHECKING:
    from flows.evaluation.scores import RuleScore


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    for command in (schema, show, rules, orgs):
        app.command()(command)


def schema(
    context: typer.Context,
    *,
    tables: Annotated[bool, typer.Option("--tables", help="Print a page on the flat tables instead.")] = False,
    records: Annotated[bool, typer.Option("--records", help="Print a page on the fields of a record.")] = False,
    settings: Annotated[bool, typer.Option("--settings", help="Print a page on the settings.")] = False,
) -> None:
    """Print the JSON Schema of a record as it is written, or a page of Markdown that is made from the models."""
    if tables + records + settings > 1:
        raise UsageError("expected one of --tables, --records and --settings")
    if tables:
        from flows.exports import dictionary

        print(dictionary.markdown(), end="")
    elif records:
        from flows.reference import records as page_on_records

        print(page_on_records.markdown(), end="")
    elif settings:
        from flows.reference import settings as page_on_settings

        print(page_on_settings.markdown(context.find_root().command), end="")
    else:
        _print_schema()


def _print_schema() -> None:
    from pydantic import TypeAdapter

    from schemas.records import Record

    described = TypeAdapter[Record](Record).json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Record"}
    print(json.dumps(dialect | described, ensure_ascii=False, indent=2))


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
    from flows.evaluation.scores import rule_hits, rule_scores
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
