"""The way of one document from its text to its extraction, the same for a run and for a look at a single source.

a text in English     -> what the rules find in it
a text in French      -> a failed document that says so, and no record
nothing could be read -> the failed document as it came, and no record
a text without end    -> a failed document that says how long it took, and no record
"""

from collections.abc import Sequence

from extractors import pipeline
from extractors.pipeline import Input, Pipeline
from flows.readers import Reading
from flows.readers.deadline import Deadline
from flows.readers.language import with_language
from flows.readers.options import Options
from schemas.documents import Document, Status
from schemas.errors import UnreadableSource
from schemas.records import Extraction


def extraction_of(reading: Reading, nlp: Pipeline, options: Options) -> Extraction:
    """What the rules find in what was read. Raises whatever a rule raises."""
    if reading.document.status is not Status.EXTRACTED:
        return nothing(reading.document)
    try:
        return extractions_of([reading], nlp, options)[0]
    except UnreadableSource as error:
        return nothing(reading.document.failed(str(error)))


def extractions_of(readings: Sequence[Reading], nlp: Pipeline, options: Options) -> list[Extraction]:
    """The same of several that could be read, which costs less than one by one.

    Raises whatever a rule raises of one of them, and `UnreadableSource` where they take longer than they may together.
    """
    deadline = Deadline.after(options.max_seconds * len(readings), "extracting from it")
    inputs = [Input(reading.document, reading.text, reading.layout) for reading in readings]
    found = pipeline.extract_all(nlp, inputs, check=deadline.check)
    return [
        with_language(one, reading.text, any_language=options.any_language)
        for one, reading in zip(found, readings, strict=True)
    ]


def nothing(document: Document) -> Extraction:
    """The extraction of a document of which there is none."""
    return Extraction(document=document, segments=(), records=())
