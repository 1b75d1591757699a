"""The one loader of vocabularies: CSV files in `extractors/lexicons/`, one entry a line.

id,forms,…            the header names the fields of a Pydantic model
month-01,January;Jan  several forms in one cell are separated by semicolons
# a line that starts with a number sign is a remark
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from schemas.errors import LexiconError
from schemas.problems import told
from schemas.spans import Frozen


def _split(cell: object) -> object:
    return tuple(part for part in cell.split(";") if part) if isinstance(cell, str) else cell


Forms = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""A cell with several values, separated by semicolons."""

T = TypeVar("T")
Maybe = Annotated[T | None, BeforeValidator(lambda cell: cell or None)]
"""A cell that may be empty: `Maybe[str]`, `Maybe[int]`."""


class Entry(Frozen):
    """One line of a vocabulary."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.:-]*$")
    """Stable: an entry keeps its id for life."""
    line: int = 0
    """Line of the file in which it stands, for messages."""


E = TypeVar("E", bound=Entry)


def load(name: str, entry: type[E]) -> tuple[E, ...]:
    """All entries of the vocabulary `extractors/lexicons/<name>`, in the order of the file.

    Raises `LexiconError`, naming file and line, for a malformed entry or an id that stands twice.
    """
    content = files("extractors").joinpath("lexicons", name).read_bytes()
    try:
        text = content.decode("utf-8-sig")  # a spreadsheet saves CSV with a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{name}:{line}: byte {content[error.start]:#x}; expected UTF-8") from error
    return tuple(parse(name, text, entry))


def _header(name: str, first: tuple[int, str], entry: type[E]) -> list[str]:
    """The columns that a header line names: each field once, in any order; those with a default may be left out."""
    number, line = first
    columns = line.split(",")
    expected = [field for field, about in entry.model_fields.items() if about.is_required()]
    if len(set(columns)) != len(columns) or not set(expected) <= set(columns) <= entry.model_fields.keys():
        raise LexiconError(f"{name}:{number}: found the columns {line!r}; expected {','.join(expected)!r}")
    return columns


def parse(name: str, text: str, entry: type[E]) -> Iterator[E]:
    """The entries of a vocabulary given as text; `name` is used in messages only."""
    numbered = ((n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#"))
    first = next(numbered, None)
    if first is None:
        raise LexiconError(f"{name}: empty; expected a header line")
    header = _header(name, first, entry)
    seen: dict[str, int] = {}
    for number, line in numbered:
        cells = next(csv.reader([line]))
        if len(cells) != len(header):
            raise LexiconError(f"{name}:{number}: {len(cells)} cells in {line!r}; expected {len(header)}")
        try:
            found = entry.model_validate({"line": number, **dict(zip(header, cells, strict=True))})
        except ValidationError as error:
            problem = error.errors()[0]
            column = ".".join(map(str, problem["loc"])) or "line"
            raise LexiconError(f"{name}:{number}: {column} of {line!r}: {told(problem)}; mend that column") from error
        if found.id in seen:
            raise LexiconError(
                f"{name}:{number}: id {found.id!r} stands already in line {seen[found.id]}; expected each once"
            )
        seen[found.id] = number
        yield found
