"""Extractions that are taken over instead of made again, each verified first."""

from dataclasses import replace

from pydantic import ValidationError

from flows.checking import of_content
from flows.places import Place
from flows.readers import Reading
from flows.stores import files
from schemas.documents import Layout, Status
from schemas.records import Extraction, renamed


def finished(output: Place, reading: Reading, *, fingerprint: str) -> Extraction | None:
    """What an earlier run wrote of this version, with this fingerprint; None where it wrote nothing that holds."""
    document = reading.document
    if document.status is not Status.EXTRACTED:
        return None
    found = _read(output, document.source)
    if found is None or (found.document.sha256, found.document.fingerprint) != (document.sha256, fingerprint):
        return None
    kept = replace(reading, layout=Layout())  # as it reads once its rendering, which is written with it, is there
    return None if any(of_content(files.serialized(found), kept)) else found


def moved(output: Place, origin: str, source: str) -> Extraction | None:
    """What stands in the output file of a source that has another name now; None where it cannot be read."""
    found = _read(output, origin)
    return found and renamed(found, source)


def _read(output: Place, source: str) -> Extraction | None:
    try:
        return files.parse(files.read(output, source))
    except (OSError, ValidationError):
        return None
