"""Flags that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

RawOption = Annotated[
    Path | None, typer.Option("--raw", metavar="DIR", help="Folder of source documents.  [default: raw]")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="Folder of results.  [default: output]")
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
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind of fact; may be repeated.")
]
