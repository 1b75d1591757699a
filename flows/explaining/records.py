"""Records found again by their ids, in the output folder.

"3f2a"  -> the record 3f2a1c77d08e6b54 of a.txt, when no other id begins so
"""

import itertools
import re
from collections.abc import Iterator

from pydantic import ValidationError

from flows.places import Place
from flows.stores import files, outputs
from flows.stores.opening import deviations
from schemas.errors import DamagedOutput, UsageError
from schemas.records import Record

SHORTEST = 4
"""Digits of an id that are enough to look for it, as in Git; of 1,000 records one in 66 shares them with another."""
_SHOWN = 5
"""Ids in one message, which says how many there are."""
_ID = re.compile(rf"[0-9a-fA-F]{{{SHORTEST},16}}")


def find(output: Place, given: str, *, store: str | None = None) -> Record:
    """The record whose id is, or begins with, what was given.

    Raises `UsageError` for none, and for several, and `DamagedOutput` where none is found in an output of which
    something is damaged, or lost, as its store says.
    """
    if not _ID.fullmatch(given):
        raise UsageError(
            f"{given!r} is no record's id; expected {SHORTEST} to 16 hexadecimal digits, or a source with --at OFFSET"
        )
    found = list(_beginning(output, given.lower()))
    if not found:
        if store and (gone := sorted(itertools.chain(*deviations(store, output)))):
            raise DamagedOutput(
                f"no record {given!r} in what is left of {str(output)!r}: lost or altered is what a run wrote of "
                f"{outputs.some(gone)}, as its store says; `recital run` extracts it again"
            )
        raise UsageError(f"no record {given!r} in {str(output)!r}; `recital run` writes records with their ids")
    if len(found) > 1:
        some = ", ".join(f"{record.record_id} ({record.provenance.source})" for record in found[:_SHOWN])
        raise UsageError(f"{given!r} begins {len(found):,} ids; expected more digits of one: {some}")
    return found[0]


def _beginning(output: Place, prefix: str) -> Iterator[Record]:
    wanted = f'"record_id": "{prefix}'.encode()
    for source in outputs.readable(output):
        content = files.read(output, source)
        if wanted not in content:
            continue
        try:
            extraction = files.parse(content)
        except ValidationError as error:
            raise DamagedOutput(
                f"the output file of {source} is damaged; `recital check` says where, `recital run` makes it again"
            ) from error
        yield from (record for record in extraction.records if record.record_id.startswith(prefix))
