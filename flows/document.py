"""The way of one document from its text to its extraction, the same for a run and for a look at a single source.

a text in English     -> what the rules find in it
a text in French      -> a failed document that says so, and no record
nothing could be read -> the failed document as it came, and no record
"""

from extractors import pipeline
from extractors.pipeline import Pipeline
from flows.readers import Reading
from flows.readers.language import with_language
from schemas.documents import Document, Status
from schemas.records import Extraction


def extraction_of(reading: Reading, nlp: Pipeline, *, any_language: bool) -> Extraction:
    """What the rules find in what was read. Raises whatever a rule raises."""
    if reading.document.status is not Status.EXTRACTED:
        return nothing(reading.document)
    found = pipeline.extract(nlp, reading.document, reading.text, reading.layout)
    return with_language(found, reading.text, any_language=any_language)


def nothing(document: Document) -> Extraction:
    """The extraction of a document of which there is none."""
    return Extraction(document=document, segments=(), records=())
