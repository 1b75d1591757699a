"""The way of one document from its text to its extraction, the same for a run and for a look at a single source.

a text in English     -> what the rules find in it
a text in French      -> a failed document that says so, and no record
nothing could be read -> the failed document as it came, and no record
a text without end    -> a failed document that says how long it took, and no record
"""

from extractors import pipeline
from extractors.pipeline import Pipeline
from flows.readers import Reading
from flows.readers.deadline import Deadline
from flows.readers.language import with_language
from flows.readers.options import Options
from schemas.documents import Document, Status
from schemas.errors import UnreadableSource
from schemas.records import Extraction


def extraction_of(reading: Reading, nlp: Pipeline, options: Options) -> Extraction:
    """What the rules find in what was read. Raises whatever a rule raises."""
    document = reading.document
    if document.status is not Status.EXTRACTED:
        return nothing(document)
    deadline = Deadline.after(options.max_seconds, "extracting from it")
    try:
        found = pipeline.extract(nlp, document, reading.text, reading.layout, check=deadline.check)
    except UnreadableSource as error:
        return nothing(document.failed(str(error)))
    return with_language(found, reading.text, any_language=options.any_language)


def nothing(document: Document) -> Extraction:
    """The extraction of a document of which there is none."""
    return Extraction(document=document, segments=(), records=())
