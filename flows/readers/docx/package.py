"""The parts of a DOCX, unpacked in memory one by one and within limits.

A package names its parts by relations; those that lead out of it are not followed.
"""

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from lxml import etree

from flows.readers.deadline import Deadline
from flows.readers.html.tree import Element
from schemas.errors import UnreadableSource

_PARTS = 5_000
"""Most files in a package: far more than any person's document has, few enough to list at once."""
_PART_BYTES = 64_000_000
"""Largest part that is unpacked: parsed, it takes 0.5 GB where it is paragraphs, 1.1 where each letter is a run."""
_RATIO = 250
"""Most bytes that one packed byte may become, above a megabyte: a table of 1,200 equal cells packs to a 74th, a bomb to
a thousandth."""
_DEPTH = 200
"""Deepest nesting of elements, so that tables and boxes within each other end somewhere. The text of a cell is eight
deep in Office Open XML, and three more with each table around its own: this is 64 tables within each other."""

_UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
"""What the standard library raises for archives that are broken in one way or another."""


@dataclass(frozen=True, slots=True)
class XmlPart:
    """A part of a package that is XML."""

    name: str
    root: Element


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document by name."""

    archive: zipfile.ZipFile
    deadline: Deadline

    @classmethod
    def opened(cls, content: bytes, deadline: Deadline) -> Self:
        """The package in the bytes of a file. Raises `UnreadableSource` when they are none, or too many parts."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise UnreadableSource(f"it is a broken DOCX: {error}; save it anew") from error
        if len(archive.infolist()) > _PARTS:
            raise UnreadableSource(f"it has {len(archive.infolist()):,} parts; expected at most {_PARTS:,}")
        return cls(archive, deadline)

    def main_part(self) -> XmlPart:
        """The part that holds the text."""
        for kind, name in self._relations(""):
            if kind.endswith("/officeDocument") and (part := self.part(name)) is not None:
                return part
        raise UnreadableSource(
            "it is no DOCX: no part of the package is its text; expected a document of a word processor"
        )

    def styles(self, main: XmlPart) -> Element | None:
        """The definitions of styles."""
        return next((part.root for part in self.related(main, "/styles")), None)

    def core(self) -> Element | None:
        """What the document says of itself."""
        names = (name for kind, name in self._relations("") if kind.endswith("/core-properties"))
        part = self.part(next(names, ""))
        return part.root if part else None

    def related(self, part: XmlPart, *kinds: str) -> list[XmlPart]:
        """The parts that another refers to as one of some kinds, without those that are missing."""
        names = dict.fromkeys(name for kind, name in self._relations(part.name) if kind.endswith(kinds))
        return [found for name in names if (found := self.part(name)) is not None]

    def part(self, name: str) -> XmlPart | None:
        """A part by name; null where there is none."""
        self.deadline.check()
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        return XmlPart(name, _parsed(self._unpacked(info), name))

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise UnreadableSource("it is encrypted; save it without its password")
        limit = min(_PART_BYTES, max(1_000_000, info.compress_size * _RATIO))
        try:
            with self.archive.open(info) as file:
                content = file.read(limit + 1)
        except _UNPACKING as error:
            raise UnreadableSource(
                f"it is a broken DOCX: {info.filename!r} cannot be unpacked: {error}; save it anew"
            ) from error
        if len(content) > limit:
            raise UnreadableSource(
                f"its part {info.filename!r} unpacks to more than {limit:,} bytes, like a zip bomb; expected less"
            )
        return content

    def _relations(self, name: str) -> Iterator[tuple[str, str]]:
        """Kind and name of every part that a part refers to within the package."""
        folder, base = posixpath.split(name)
        relations = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in relations.root if relations else ():
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                yield relation.get("Type") or "", posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _parsed(content: bytes, name: str) -> Element:
    """The root of a part. Raises `UnreadableSource` for what is no XML, declares entities, or nests too deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource(f"it is a broken DOCX: {name!r} is no XML: {error}; save it anew") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableSource(f"its part {name!r} declares a document type; expected none, as in every DOCX")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH:
            raise UnreadableSource(
                f"the elements of its part {name!r} are nested too deep; expected at most {_DEPTH} levels"
            )
    return root
