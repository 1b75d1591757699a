"""Names by which annotations and PROV call the same things; an IRI that the user chooses stands before them.

source/reports/a%20b.txt/574cb7dd7b3504ec   a source with the bytes of this hash
record/2c2872a0795bd6f9                     a record
"""

from urllib.parse import quote

BASE = "urn:recital:"
"""Stands before them where the user chooses nothing."""
_ENOUGH = 16
"""Digits of a hash that tell the versions of one source apart."""


def local_name(what: str, source: str, sha256: str | None) -> str:
    """The name of a source, or of its output file, with the bytes of a hash; without one, of whatever bytes.

    >>> local_name("source", "letters/Nº 1.txt", "574cb7dd7b3504ecd27f")
    'source/letters/N%C2%BA%201.txt/574cb7dd7b3504ec'
    """
    return f"{what}/{quote(source)}" + (f"/{sha256[:_ENOUGH]}" if sha256 else "")
