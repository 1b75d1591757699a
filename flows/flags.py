"""Flags that several commands have, and what they say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from schemas.errors import UsageError

RawOption = Annotated[
    str | None, typer.Option("--raw", metavar="DIR|URL", help="Folder of source documents.  [default: raw]")
]
OutputOption = Annotated[
    str | None, typer.Option("--output", metavar="DIR|URL", help="Folder of results.  [default: output]")
]
MaxBytesOption = Annotated[
    str | None, typer.Option("--max-bytes", metavar="SIZE", help="Largest source that is read.  [default: 20MB]")
]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Database of the records.  [default: recital.db in the output folder]"),
]
PruneOption = Annotated[bool | None, typer.Option("--prune", help="Close what has no source any more.")]
LastOption = Annotated[int, typer.Option("--last", metavar="NUMBER", min=1, help="How many, the newest first.")]
RegistryOption = Annotated[
    Path | None, typer.Option("--registry", metavar="FILE", help="Organizations of your own, merged over the registry.")
]
DollarOption = Annotated[
    str | None, typer.Option("--dollar", metavar="CODE", help="Currency of a bare $.  [default: USD]")
]
NominalOption = Annotated[
    bool | None, typer.Option("--nominal/--no-nominal", help="Records for short forms.  [default: nominal]")
]
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind of fact; may be repeated.")
]


def kinds_named(names: list[str] | None) -> tuple[str, ...]:
    """The kinds of fact that were asked for; all where none was named. Raises `UsageError` for a name of none."""
    from schemas.records import KINDS  # noqa: PLC0415 # so that `recital --help` answers at once

    if unknown := [name for name in names or () if name not in KINDS]:
        raise UsageError(f"--kind {unknown[0]!r}; expected one of {', '.join(KINDS)}")
    return tuple(dict.fromkeys(names or KINDS))


def advice(option: str, context: Any) -> str:  # noqa: ANN401 # typer keeps its classes to itself
    """What to do with an option that the command of a context does not have; empty where no command of ours has it."""
    asked = context
    while context.parent is not None:
        below, context = context, context.parent
        if option in _options(context.command):
            return f"it stands before `{below.info_name}`"
    known = any(option in _options(command) for command in _commands(context.command))
    return f"`{asked.command_path}` needs none: leave it out" if known else ""


def _commands(command: Any) -> Iterator[Any]:  # noqa: ANN401 # as in `advice`
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _commands(below)


def _options(command: Any) -> set[str]:  # noqa: ANN401 # as in `advice`
    return {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
