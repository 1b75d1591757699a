"""The lineage of a run is PROV that the library `prov` reads, and JSON-LD that pyld reads."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prov.constants import PROV_DERIVATION, PROV_INVALIDATION, PROV_TYPE
from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity
from pyld import jsonld

from flows.cli import main
from flows.exports.addresses import local_name
from flows.stores.database import Database
from flows.stores.loading import Item, close, load
from flows.stores.runs import About, begin

from .conftest import Folders

Loaded = Callable[..., int]
A, B = "a.txt", "letters/Nº 1#b.txt"


@pytest.fixture
def lineage(folders: Folders, tmp_path: Path) -> Callable[..., ProvDocument]:
    """The lineage that is exported, as `prov` reads it."""

    def export(*flags: str) -> ProvDocument:
        target = tmp_path / "lineage.jsonld"
        assert main(["export", "--format", "prov", "--to", str(target), *folders.flags, *flags]) == 0
        read = ProvDocument.deserialize(content=target.read_text(encoding="utf-8"), format="jsonld")
        assert isinstance(read, ProvDocument)
        return read

    return export


def of(told: ProvDocument, kind: type) -> dict[str, Any]:
    return {record.identifier.localpart: record for record in told.get_records(kind)}


def links(told: ProvDocument, kind: Any) -> list[tuple[str, ...]]:
    """The names of what each statement of a kind is about."""
    found = [record for record in told.get_records() if record.get_type() == kind]
    return sorted(tuple(value.localpart for _, value in record.formal_attributes if value) for record in found)


def sha_of(folders: Folders, source: str) -> str:
    return next(document.sha256 or "" for document, _ in folders.facts if document.source == source)


def test_prov_reads_who_made_what_of_what(folders: Folders, runs_made: Loaded, lineage: Any) -> None:
    runs_made(A, B, "broken.txt")
    told = lineage()
    (activity,) = of(told, ProvActivity).values()
    assert activity.get_startTime() <= activity.get_endTime()
    assert list(of(told, ProvAgent)) == ["program/0.1.0"]
    entities = of(told, ProvEntity)
    source = local_name("source", A, sha_of(folders, A))
    assert entities[source].get_attribute("recital:sha256") == {sha_of(folders, A)}
    derived = links(told, PROV_DERIVATION)
    assert len(derived) == 3
    assert all(made.startswith("output/") and of.startswith("source/") for made, of, *_ in derived)
    assert {of for _, of, *_ in derived} == {name for name in entities if name.startswith("source/")}
    (plan,) = (name for name in entities if name.startswith("rules/"))
    assert {str(kind) for kind in entities[plan].get_attribute(PROV_TYPE)} == {"prov:Plan"}


def test_a_failure_is_told_with_its_reason(folders: Folders, runs_made: Loaded, lineage: Any) -> None:
    runs_made("broken.txt")
    failed = of(lineage(), ProvEntity)[local_name("source", "broken.txt", "f" * 64)]
    assert failed.get_attribute("recital:error") == {"it is empty"}


def test_pyld_reads_it_without_the_network(folders: Folders, runs_made: Loaded, tmp_path: Path) -> None:
    runs_made(A)
    target = tmp_path / "lineage.jsonld"
    base = "https://example.org/facts/"
    assert main(["export", "--format", "prov", "--base", base, "--to", str(target), *folders.flags]) == 0
    triples = jsonld.to_rdf(json.loads(target.read_text(encoding="utf-8")))["@default"]
    prov = "http://www.w3.org/ns/prov#"
    found = {(t["subject"]["value"], t["predicate"]["value"], t["object"]["value"]) for t in triples}
    used = {o for _, p, o in found if p == f"{prov}entity"}
    assert f"{base}{local_name('source', A, sha_of(folders, A))}" in used
    assert (f"{base}run/1", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{prov}Activity") in found


def test_a_source_that_changed_revises_the_one_before(folders: Folders, runs_made: Loaded, lineage: Any) -> None:
    runs_made(A)
    path, before = folders.output / "a.txt.json", sha_of(folders, A)
    path.write_text(path.read_text(encoding="utf-8").replace(before, "e" * 64), encoding="utf-8")
    runs_made(A)
    told = lineage()
    revised = (local_name("source", A, "e" * 64), local_name("source", A, before))
    assert revised in links(told, PROV_DERIVATION)
    ((gone, _),) = links(told, PROV_INVALIDATION)
    assert gone.startswith("output/a.txt/")


def test_what_was_removed_is_invalidated(folders: Folders, runs_made: Loaded, lineage: Any) -> None:
    runs_made(A, B)
    with Database(f"sqlite:///{folders.output}/recital.db") as database:
        with database.writing() as connection:
            run = begin(connection, About("0.1.0", "f1", {}))
        close(database, [A], run)
    told = links(lineage(), PROV_INVALIDATION)
    assert (local_name("source", A, sha_of(folders, A)), "run/2") in told
    assert len(told) == 2


def test_a_new_name_is_derived_from_the_old_one(folders: Folders, runs_made: Loaded, lineage: Any) -> None:
    from flows.stores import files
    from schemas.records import renamed

    runs_made(A)
    files.write(folders.output, renamed(files.parse((folders.output / "a.txt.json").read_bytes()), "c.txt"))
    with Database(f"sqlite:///{folders.output}/recital.db") as database:
        with database.writing() as connection:
            run = begin(connection, About("0.1.0", "f1", {}))
        load(database, folders.output, [Item("c.txt", None, renamed_from=A)], run)
    names = (local_name("source", "c.txt", sha_of(folders, A)), local_name("source", A, sha_of(folders, A)), "run/2")
    assert names in links(lineage(), PROV_DERIVATION)


def test_a_run_can_be_chosen_and_sources_of_it(runs_made: Loaded, lineage: Any) -> None:
    runs_made(A, B)
    runs_made("broken.txt")
    assert [*of(lineage(), ProvActivity)] == ["run/2"]
    told = lineage("--run", "1", "--source", "letters/*")
    assert [*of(told, ProvActivity)] == ["run/1"]
    assert {name.split("/")[1] for name in of(told, ProvEntity)} == {"f1", "letters"}


def test_a_source_that_a_run_left_as_it_was_is_not_refused(
    folders: Folders, runs_made: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    runs_made(A)
    runs_made(B)
    assert main(["export", "--format", "prov", "--run", "2", "--source", A, *folders.flags]) == 0
    assert "run 2 made nothing of sources that fit" in capsys.readouterr().err


def test_the_last_run_is_the_last_that_made_anything_of_what_is_wanted(runs_made: Loaded, lineage: Any) -> None:
    runs_made(A)
    runs_made(B)
    runs_made()
    assert [*of(lineage(), ProvActivity)] == ["run/2"]
    assert [*of(lineage("--source", A), ProvActivity)] == ["run/1"]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--run", "7"], "there is no run 7; `recital runs` lists them"),
        (["--kind", "date"], "of the filters it takes --run and --source"),
        (["--since", "1999"], "of the filters it takes --run and --source"),
    ],
)
def test_what_a_lineage_cannot_be_asked_is_refused(
    folders: Folders, runs_made: Loaded, capsys: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    runs_made(A)
    assert main(["export", "--format", "prov", *folders.flags, *flags]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_without_a_store_has_no_lineage(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "prov", *folders.flags]) != 0
    assert "recital.db" in capsys.readouterr().err
