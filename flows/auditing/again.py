"""Whether sources that are read and extracted again give the same bytes: `recital check --deep`.

a.txt: it was extracted with the fingerprint '5f…'; these rules have 'c0…'; `recital run` brings it up to date
b.pdf: its text rendering is not what its reader makes of it; `recital run --force` makes it anew
c.txt: extracting it again gives other bytes, first in line 412: '"edtf": "1999",' is '"edtf": "1998",' there
"""

from collections.abc import Iterator
from itertools import zip_longest

from prefect.logging import disable_run_logger
from pydantic import ValidationError

from extractors.pipeline import Pipeline
from flows import readers, sources
from flows.checking import Fault
from flows.options import options
from flows.settings import Settings
from flows.sources import Source
from flows.stores import files
from flows.tasks import built, extracted


def differences(settings: Settings) -> Iterator[Fault]:
    """What is not as it would be written now, by source; then text renderings that belong to none.

    Sources without an output file that can be read are for `flows.checking` to report. Raises `UsageError` when there
    is no raw folder.
    """
    nlp = built(options(settings))
    found = sources.find(settings.raw, id_field=settings.json_id)
    for source in found:
        yield from (Fault(source.name, what) for what in _of_source(source, settings, nlp))
    known = {f"{source.name}{files.TEXT_SUFFIX}" for source in found}
    for name in files.renderings(settings.output):
        if name not in known:
            yield Fault(str(settings.output / name), "a text rendering of no source; expected none, remove it")


def _of_source(source: Source, settings: Settings, nlp: Pipeline) -> Iterator[str]:
    try:
        written = files.read(settings.output, source.name)
        rendering = files.read_rendering(settings.output, source.name)
        fingerprint = files.parse(written).document.fingerprint
    except (OSError, ValidationError):  # told already, with each of its problems
        return
    try:
        reading = readers.read(source, settings.reading)
    except OSError as error:
        yield f"its source cannot be read again: {error.strerror or error}; mend what keeps it from being read"
        return
    if fingerprint not in (None, nlp.fingerprint):
        yield (
            f"it was extracted with the fingerprint {fingerprint!r}; these rules and options have {nlp.fingerprint!r}; "
            "`recital run` brings it up to date"
        )
        return
    with disable_run_logger():  # outside of a run there is no log of one
        extraction = extracted([reading], nlp, settings)[0]
    kept = None if reading.verbatim or extraction.document.error else reading.text.encode()
    if rendering != kept:
        yield "its text rendering is not what its reader makes of it; `recital run --force` makes it anew"
    if (content := files.serialized(extraction)) != written:
        yield f"extracting it again gives other bytes, {_first_difference(content, written)}"


def _first_difference(made: bytes, written: bytes) -> str:
    """Where two output files part, in words."""
    lines = zip_longest(made.decode().split("\n"), written.decode(errors="replace").split("\n"), fillvalue="")
    for number, (ours, theirs) in enumerate(lines, 1):
        if ours != theirs:
            return f"first in line {number}: expected {ours.strip()!r}, found {theirs.strip()!r}"
    return "in bytes that are no UTF-8"
