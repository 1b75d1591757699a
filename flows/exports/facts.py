"""What is exported: documents, each with records of it. Every format reads them from here, one document at a time.

output/a.txt.json   -> Facts(document=Document(source="a.txt", …), records=(…))

Another origin, such as a store of reviewed records, is another function that yields `Facts`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from flows.places import Place
from flows.stores import files
from schemas.documents import Document
from schemas.errors import UsageError
from schemas.problems import told
from schemas.records import Record


class Facts(NamedTuple):
    """A document and records of it, in the order of the text."""

    document: Document
    records: tuple[Record, ...]


def of_output(output: Place, names: Iterable[str]) -> Iterator[Facts]:
    """What the rules found in sources, one by one. Raises `UsageError` for a file that is no output file."""
    for name in names:
        path = files.path_of(output, name)
        try:
            found = files.parse(files.read(output, name))
        except FileNotFoundError:  # a run took it away since
            continue
        except ValidationError as error:
            raise UsageError(
                f"{str(path)!r} is no output file: {told(error.errors()[0])}; `recital run` makes it again"
            ) from error
        if found.document.source != name:
            raise UsageError(f"{str(path)!r} is the output file of {found.document.source!r}; expected one of {name!r}")
        yield Facts(found.document, found.records)
