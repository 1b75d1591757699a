"""Which language the kept text of a document is, and that only English is extracted.

kept text with English function words  -> the extraction, its document with language "en"
kept text in French                    -> a failed document that says so, and no record
"""

from babel import Locale

from flows.readers.english import ENGLISH, kept_language
from schemas.documents import Status
from schemas.records import Extraction


def with_language(extraction: Extraction, text: str, *, any_language: bool) -> Extraction:
    """The extraction with the language of its document, or a failed one where that is not English and must be."""
    if extraction.document.status is Status.FAILED:
        return extraction
    tag = kept_language(text, extraction.segments)
    document = extraction.document.model_copy(update={"language": tag})
    if tag in (None, ENGLISH) or any_language:
        return extraction.model_copy(update={"document": document})
    name = Locale(ENGLISH).languages.get(str(tag), tag)
    reason = f"it is in {name}, not in English; setting any_language extracts it all the same"
    return Extraction(document=document.failed(reason), segments=(), records=())
