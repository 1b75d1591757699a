"""The text of a document, as its records were found in it.

a.txt     raw/a.txt, as long as it has the bytes that were extracted
b.pdf     output/b.pdf.txt, the rendering that its reader made
"""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from flows import places
from flows.places import Place
from flows.readers import text as plain
from flows.stores import files
from schemas.errors import UnreadableSource


class Found(NamedTuple):
    """A text, or why there is none."""

    text: str
    """Empty where there is none."""
    problem: str | None = None
    """In words for people."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Where texts are kept. Names of sources come from the store, never from a browser."""

    raw: Place
    output: Place

    def read(self, source: str, *, sha256: str | None, chars: int | None) -> Found:
        """The text of a version of a source; it is checked to be the one that was extracted."""
        if sha256 is None or chars is None:
            return Found("", "nothing was extracted from it")
        try:
            text = self._rendering(source)
            if text is None:
                content = places.read(_below(self.raw, source))
                if hashlib.sha256(content).hexdigest() != sha256:
                    return Found("", "the source changed since it was extracted; `recital run` extracts it again")
                text = plain.decode(content).text
        except OSError as error:
            return Found("", f"the source cannot be read: {error.strerror or error}")
        except UnreadableSource as error:
            return Found("", str(error))
        if len(text) != chars:
            return Found("", "its text is not the one that was extracted; `recital run --force` extracts it again")
        return Found(text)

    def _rendering(self, source: str) -> str | None:
        """The text that a reader made of it; None for a source that is text itself."""
        try:
            _below(self.output, source)
            return files.read_text(self.output, source)
        except FileNotFoundError:
            return None


def _below(folder: Place, name: str) -> Place:
    """The path of a name in a folder. Raises `FileNotFoundError` for one that leads out of it."""
    path = folder / name
    if not places.is_within(path, folder):
        raise FileNotFoundError(2, "it lies outside the folder", str(path))
    return path
