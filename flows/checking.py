"""What `recital check` verifies: that each output file says of its source what stands in it, and that none is missing.

a.txt: records.3.date: text [10, 14) is '1998'; the record quotes '1999'
b.txt: sha256 is '60303…'; the output file has '9f86…'
c.txt: no output file; `recital run` makes one
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from flows.places import Place
from flows.readers import Options, Reading, failed, raw_bytes, read, version
from flows.sources import Source, find
from flows.stores import files, outputs, packs
from schemas.documents import Document, Status
from schemas.errors import UnreadableSource
from schemas.problems import told
from schemas.records import Extraction, Identities

_READ_AGAIN = ("sha256", "bytes", "media_type", "encoding", "chars")
"""What a reader knows of a document that is text itself, and must find again."""
_OF_RENDERING = ("sha256", "bytes", "chars")
"""What holds of one whose text is a rendering, which is compared instead of made again."""


class Fault(NamedTuple):
    """Something that does not hold."""

    where: str
    """Name of the source, or path of a file that belongs to none."""
    what: str
    """What was found and what was expected, in words for people."""


def faults(raw: Place, output: Place, options: Options) -> Iterator[Fault]:
    """Everything that does not hold, in the order of the sources; then what belongs to no source.

    Raises `UsageError` when there is no raw folder, or no output, or nothing in it that a run wrote, and
    `DamagedOutput` for packs that cannot be read.
    """
    sources = find(raw, id_field=options.fields.id)
    outputs.require(output)
    known = {source.name for source in sources}
    if sources and not _is_of_run(output, known):
        raise outputs.nothing_in(output)
    for source in sources:
        yield from (Fault(source.name, what) for what in _of_source(source, output, options))
    for name in files.sources(output):
        if name not in known:
            yield Fault(
                name, "no such source; `recital run --prune` closes it; a renamed one is taken over by the next run"
            )
    for path, what in files.damages(output):
        yield Fault(str(path), what)
    for path in files.unfinished(output):
        yield Fault(str(path), "a run that was killed left it behind; the next run removes it")


def _is_of_run(output: Place, known: Collection[str]) -> bool:
    """Whether there is anything that a run wrote: packs, the output file of a known source, or of another."""
    is_packed = packs.of(output) is not None
    return is_packed or any(name in known or _is_valid(output, name) for name in files.sources(output))


def _is_valid(output: Place, name: str) -> bool:
    """Whether a file that is named like an output file is one."""
    try:
        files.parse(files.read(output, name))
    except (OSError, ValidationError):
        return False
    return True


def _of_source(source: Source, output: Place, options: Options) -> Iterator[str]:
    try:
        content = files.read(output, source.name)
        reading = _reading(source, output, options)
    except FileNotFoundError:
        yield "no output file; `recital run` makes one"
    except OSError as error:
        yield f"cannot be read: {error.strerror or error}"
    else:
        yield from of_content(content, reading)


def _reading(source: Source, output: Place, options: Options) -> Reading:
    """The source with the rendering that was made of it, else as it reads now: no reader is asked for a text twice."""
    text = files.read_text(output, source.name)
    if text is None:
        return read(source, options)
    try:
        document = version(source, raw_bytes(source, options.max_bytes))
    except UnreadableSource as error:
        return Reading(failed(source, str(error)))
    return Reading(document.model_copy(update={"chars": len(text)}), text, verbatim=False)


def of_content(content: bytes, reading: Reading) -> Iterator[str]:
    """What does not hold in the content of an output file, given its source as it reads now."""
    try:
        extraction = files.parse(content)
        changed = tuple(_changes(extraction.document, reading))
        yield from changed
        if not changed:
            files.parse(content, text=reading.text)
            yield from _unkept(extraction)
            yield from _misnamed(extraction)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            where = ".".join(map(str, problem["loc"])) or "output file"
            yield f"{where}: {told(problem)}"
    else:
        if content != files.serialized(extraction):
            yield "the output file is not as Recital writes it"


def _changes(written: Document, reading: Reading) -> Iterator[str]:
    now = reading.document
    if written.source != now.source:
        yield f"the output file is of {written.source!r}"
    if written.status is now.status is Status.EXTRACTED and reading.layout.places:  # it had to be read again
        yield "no text rendering; `recital run` makes one"
    failed_later = written.status is Status.FAILED and now.status is Status.EXTRACTED  # in a rule, not in the reader
    fields = _READ_AGAIN if reading.verbatim else _OF_RENDERING
    for field in fields[:2] if failed_later else fields:
        if (found := getattr(now, field)) != (expected := getattr(written, field)):
            yield f"{field} is {found!r}; the output file has {expected!r}"


def _misnamed(extraction: Extraction) -> Iterator[str]:
    """Records whose id is not that of their source, kind, quote and value: one of these was edited."""
    identities = Identities(extraction.document.source)
    for record in extraction.records:
        expected = identities.next(record.kind, record.text, record.value.model_dump(mode="json"))
        if record.record_id != expected:
            yield f"record {record.record_id} at {record.provenance.start}: its value or its id was changed"


def _unkept(extraction: Extraction) -> Iterator[str]:
    """Records that start or end in a stripped segment, reach over one that ends a sentence, or misname theirs."""
    starts = [segment.start for segment in extraction.segments]
    for record in extraction.records:
        where = record.provenance
        first, last = (bisect_right(starts, offset) - 1 for offset in (where.start, where.end - 1))
        touched = extraction.segments[first : last + 1]
        ends_kept = touched[0].label.kept and touched[-1].label.kept
        if not ends_kept or touched[0].label is not where.segment or any(s.label.splits for s in touched[1:-1]):
            labels = ", ".join(segment.label for segment in touched)
            yield f"record {record.record_id} at {where.start} stands in {labels}; expected {where.segment}"
