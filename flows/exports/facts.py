"""What is exported: documents, each with records of it. Every format reads them from here, one document at a time.

output/a.txt.json   -> Facts(document=Document(source="a.txt", …), records=(…))

Another origin, such as a store of reviewed records, is another function that yields `Facts`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from flows.places import Place
from flows.stores import files, outputs
from schemas.documents import Document
from schemas.errors import DamagedOutput, UsageError
from schemas.records import Record

_SHOWN = 3
"""Sources in one message, which says how many there are."""


class Facts(NamedTuple):
    """A document and records of it, in the order of the text."""

    document: Document
    records: tuple[Record, ...]


def sources(output: Place, *, written: Iterable[str] = ()) -> list[str]:
    """The names of the sources that have an output file, sorted; those of which a run wrote one have to be among them.

    Raises `UsageError` where there is no output, or nothing in it, and `DamagedOutput` where a part of it is lost.
    """
    found = outputs.whole(output)
    if lost := sorted(set(written).difference(found)):
        more = f" and {len(lost) - _SHOWN:,} more" if len(lost) > _SHOWN else ""
        raise DamagedOutput(
            f"output {str(output)!r} lacks what a run wrote of {', '.join(map(repr, lost[:_SHOWN]))}{more}, as its "
            "store says; `recital run` extracts it again, or with --prune closes what has no source"
        )
    return found


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
                f"{str(path)!r} is no output file: {error.errors()[0]['msg']}; `recital run` makes it again"
            ) from error
        if found.document.source != name:
            raise UsageError(f"{str(path)!r} is the output file of {found.document.source!r}; expected one of {name!r}")
        yield Facts(found.document, found.records)
