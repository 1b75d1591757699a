"""The document texts that records quote: the rendering beside them, or the source itself where that is plain text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flows.readers import text
from flows.stores import files
from schemas.documents import Document
from schemas.errors import UnreadableSource, UsageError


@dataclass(frozen=True, slots=True)
class Texts:
    """Gives the text of a document."""

    raw: Path
    output: Path

    def of(self, document: Document) -> str:
        """The text in which the records of a document stand.

        Raises `UsageError` when its source is gone or has changed since.
        """
        found = files.read_text(self.output, document.source)
        if found is None:
            found = self._verbatim(document)
        if len(found) != document.chars:
            raise UsageError(f"{document.source}: its text has changed since it was extracted; run `recital run` first")
        return found

    def _verbatim(self, document: Document) -> str:
        path = self.raw / document.source
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UsageError(
                f"{document.source}: {str(path)!r} cannot be read: {error.strerror}; expected the raw folder of the run"
            ) from error
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise UsageError(f"{document.source}: it has changed since it was extracted; run `recital run` first")
        try:
            return text.decode(content).text
        except UnreadableSource as error:
            raise UsageError(f"{document.source}: {error}") from error
