"""The one place where the order of the components is written, and the way from a text to its extraction.

    text ─► segments ─► view ─► tokens ─► resolutions ─► dates ─► figures ─► organizations ─► records

Symbols and resolutions come first, then dates, then figures: each claims its characters, so that no number is read
twice. Every general tool reads *1244 (1999)* as numbers or years.
"""

import gc
import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from spacy.lang.en import English
from spacy.tokens import Doc

from extractors import dates, figures, organizations, resolutions, segments, tokens
from extractors.findings import Finding, Findings
from extractors.options import Options
from extractors.organizations.registry import Registry, registry
from extractors.rules import Rule
from extractors.steps import Steps, finished, in_step
from extractors.view import View
from schemas.documents import FILE_DATES, Document, DocumentText, Layout
from schemas.records import RELATIONS, Extraction, Identities
from schemas.spans import Segment, SegmentLabel, Span

COMPONENTS = ("recital_resolutions", "recital_dates", "recital_figures", "recital_organizations")
"""spaCy factories in the order in which they run."""

_MODULES = (resolutions, dates, figures, organizations)
_MAX_CHARACTERS = 100_000_000
"""spaCy's own limit guards models that need gigabytes; a tokenizer needs none. The reader limits the size."""
_MOST_STRINGS = 200_000
"""Strings that a vocabulary holds, some 100 MB, before new words are forgotten with their document. Until then they
are kept: a word that is known costs next to nothing."""

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Of Python's usual 700 the garbage collector makes five times a document, at a tenth of the cost of tokenizing it; and
an extraction leaves nothing behind that only it could free. With 20,000 it still took a twentieth of the time where
documents are extracted together; so many are some 10 MB."""

TOGETHER = 200_000
"""Characters of small documents that are best extracted together, stage by stage: what a stage needs is then still in
the processor's caches. One by one 50 reports of 4,000 characters took 1.5 times as long, five together 1.2 times."""

_USUAL, _NO_LAYOUT = Options(), Layout()


class Pipeline(English):  # type: ignore[no-untyped-call] # spaCy does not annotate `__init_subclass__`
    """spaCy's English with every rule, and what is written of it."""

    options: Options
    fingerprint: str
    registry: Registry


def build(options: Options = _USUAL) -> Pipeline:
    """A pipeline with every rule. Building takes 0.4 seconds; using it changes nothing in it.

    Raises `LexiconError`, naming file and line, for a registry of one's own with a bad entry.
    """
    told: dict[str, dict[str, object]] = {
        "recital_dates": {"month_first": options.month_first},
        "recital_figures": {"dollar": options.dollar},
        "recital_organizations": {
            "nominal": options.nominal,
            "own": options.registry,
            "own_name": options.registry_name,
        },
    }
    with _kept():
        nlp = Pipeline(create_tokenizer=tokens.tokenizer)
        tokens.equip(nlp, (module.FLAGS for module in _MODULES))
        nlp.max_length = _MAX_CHARACTERS
        for component in COMPONENTS:
            nlp.add_pipe(component, config=told.get(component, {}))
        nlp.options, nlp.fingerprint = options, fingerprint(options)
        nlp.registry = registry(options.registry, name=options.registry_name)
    return nlp


@contextmanager
def _kept() -> Iterator[None]:
    """What is made within it is out of the garbage collector's sight, which would go through it again and again.

    Vocabularies and matchers live as long as the process; of a pipeline that was dropped, the next one makes an end.
    What is made later is looked through less often than is usual.
    """
    is_frozen, was_enabled = gc.get_freeze_count() > 0, gc.isenabled()
    gc.disable()
    try:
        yield
        if is_frozen:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which the components run; those of the segments first."""
    return (*segments.RULES, *(rule for module in _MODULES for rule in module.RULES))


class Input(NamedTuple):
    """A document, its text, and what its reader knows of the source's structure."""

    document: Document
    text: str
    layout: Layout = _NO_LAYOUT


def extract(
    nlp: Pipeline,
    document: Document,
    text: str,
    layout: Layout = _NO_LAYOUT,
    *,
    check: Callable[[], None] = lambda: None,
) -> Extraction:
    """Everything the rules find in a document: `extract_all` of one."""
    return extract_all(nlp, [Input(document, text, layout)], check=check)[0]


def extract_all(
    nlp: Pipeline, inputs: Iterable[Input], *, check: Callable[[], None] = lambda: None
) -> list[Extraction]:
    """Everything the rules find in each of some documents, which differs in nothing from what they find in it alone.

    A pipeline reads some texts at a time; threads need one each. `check` is called before each stage of each; what it
    raises ends the work. Raises `InvalidValue` when a finding breaks its own rules: a defect of a rule, never of a
    document.
    """
    is_full = len(nlp.vocab.strings) > _MOST_STRINGS
    with nlp.memory_zone() if is_full else nullcontext():  # a zone forgets the new words at its end
        return in_step([_extraction(nlp, one) for one in inputs], check=check)


def _extraction(nlp: Pipeline, given: Input) -> Steps[Extraction]:
    """The steps from a text to its extraction."""
    ready = yield from _preparation(nlp, given.text, given.layout)
    for _, component in nlp.pipeline:
        yield
        yield from component.steps(ready.doc)  # type: ignore[attr-defined] # ours are all of `Component`
    yield
    return _concluded(nlp, given, ready)


class Prepared(NamedTuple):
    """A text before any component has seen it."""

    segments: tuple[Segment, ...]
    doc: Doc
    """Tokens of the view, with findings that are still empty."""


def prepared(nlp: Pipeline, text: str, layout: Layout = _NO_LAYOUT) -> Prepared:
    """What the components are given of a text."""
    return finished(_preparation(nlp, text, layout))


def _preparation(nlp: Pipeline, text: str, layout: Layout) -> Steps[Prepared]:
    found = yield from segments.segmenting(text, keep_posts=nlp.options.keep_posts)
    labelled = segments.with_hints(text, found, layout.hints)
    yield
    view = View(text, labelled, is_acronym=nlp.registry.is_acronym)
    yield
    doc = nlp.make_doc(view.laid_out)
    doc.user_data["findings"] = Findings(view)
    return Prepared(labelled, doc)


def _concluded(nlp: Pipeline, given: Input, ready: Prepared) -> Extraction:
    """The extraction of a text that every component has seen."""
    document, labelled = given.document, ready.segments
    findings = Findings.of(ready.doc)
    view = findings.view
    source_text = DocumentText(given.text)
    items = sorted(findings.items, key=lambda item: (item.start, item.end, item.kind))
    described = {
        "title": document.title or _title(view, labelled),
        "symbol": _symbol(view, findings, labelled),
        **_dated(document, ready.doc),
        "fingerprint": nlp.fingerprint,
    }
    content = {
        "document": document.model_copy(update=described),
        "segments": labelled,
        "records": tuple(_records(document, source_text, view, given.layout, items)),
    }
    return Extraction.model_validate(content, context={"text": source_text})


def _records(
    document: Document, text: DocumentText, view: View, layout: Layout, items: list[Finding]
) -> Iterator[dict[str, Any]]:
    quotes = [view.raw(item.start, item.end) for item in items]
    identities = Identities(document.source)
    ids = {
        id(item): identities.next(item.kind, text.text[start:end], item.value)
        for item, (start, end) in zip(items, quotes, strict=True)
    }
    within, sentence = (0, 0), Span(0, 0)
    for item, (start, end) in zip(items, quotes, strict=True):
        if within != (within := view.sentence(item.start, item.end)):
            sentence = view.raw(*within)
        place, context = layout.place(start), text.context(start, end)
        yield {
            "record_id": ids[id(item)],
            "kind": item.kind,
            "text": text.text[start:end],
            "provenance": {
                "source": document.source,
                "sha256": document.sha256,
                "start": start,
                "end": end,
                "line": context.line,
                "page": place.page,
                "path": place.path,
                "prefix": context.prefix,
                "suffix": context.suffix,
                "sentence": sentence,
                "segment": view.label(item.start),
                "rule": item.rule,
            },
            "value": item.value if RELATIONS.isdisjoint(item.value) else _with_ids(item.value, ids),
        }


def _with_ids(value: dict[str, Any], ids: dict[int, str]) -> dict[str, Any]:
    """The value, with record ids where it points to other findings."""
    return {field: _ids_in(content, ids) if field in RELATIONS else content for field, content in value.items()}


def _ids_in(content: Any, ids: dict[int, str]) -> Any:  # noqa: ANN401 # an id, a list of ids, or a breakdown
    if isinstance(content, Finding):
        return ids[id(content)]
    if isinstance(content, dict):
        return {key: _ids_in(field, ids) for key, field in content.items()}
    if isinstance(content, list):
        return [_ids_in(field, ids) for field in content]
    return content


def _dated(document: Document, doc: Doc) -> dict[str, str]:
    """The document's own date from its head, where its reader knows none but the day on which the file was made."""
    own = doc.user_data.get("date")
    if own is None or (document.date and document.date_from not in FILE_DATES):
        return {}
    return {"date": own, "date_from": "dateline"}


def _symbol(view: View, findings: Findings, labelled: tuple[Segment, ...]) -> str | None:
    """The symbol that the document bears in its head."""
    is_resolution = any(segment.label is SegmentLabel.OPERATIVE for segment in labelled)
    cited = (*findings.of_kind("resolution"), *findings.of_kind("document"))
    return resolutions.own_symbol(view.text, sorted(cited, key=lambda item: item.start), is_resolution=is_resolution)


def _title(view: View, labelled: tuple[Segment, ...]) -> str | None:
    """The heading that opens the kept text, in one line and with no word cut; a text that opens otherwise has none."""
    first = next((segment for segment in labelled if segment.label.kept), None)
    if first is None or first.label is not SegmentLabel.HEADING:
        return None
    return view.text.partition("\n")[0].strip()


@cache
def fingerprint(options: Options = _USUAL) -> str:
    """Hash of rules, options, vocabularies, schemas and library versions: same fingerprint, same bytes out."""
    digest = hashlib.sha256()
    for library in ("spacy", "dateparser", "pydantic", "edtf", "babel"):
        digest.update(f"{library} {version(library)}\n".encode())
    digest.update(f"python {platform.python_version()}\n".encode())
    digest.update(f"{options!r}\n".encode())
    for package in ("schemas", "extractors"):
        for path, content in contents(files(package), package):
            digest.update(f"{path} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Path and content of each module and vocabulary of a package, in order."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from contents(entry, f"{path}/{entry.name}")
        elif entry.name.endswith((".py", ".csv")):
            yield f"{path}/{entry.name}", entry.read_bytes()
