"""What `recital orgs` tells, and a registry of one's own as a setting."""

from pathlib import Path

import pytest

from extractors import pipeline
from flows.cli import main
from flows.options import options
from flows.settings import Settings
from schemas.errors import UsageError

OWN = """id,name,acronyms,variants,shared,type,parent,start,end,wikidata
lake-guild,Lake Guild,LGD,Guild of the Lake,,ngo,united-nations,1999,,
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A registry of one's own."""
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8-sig")
    return path


def test_orgs_tells_names_type_parent_id_and_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orgs", "unmil"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("United Nations Mission in Liberia\n")
    for line in (
        "id        local:united-nations-mission-in-liberia",
        "type      peace_operation",
        "acronyms  UNMIL",
        "parent    United Nations (wikidata:Q1065)",
        "existed   2003-09 to 2018-03",
    ):
        assert line in told


def test_orgs_tells_everything_that_shares_an_acronym(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orgs", "RSF"]) == 0
    told = capsys.readouterr().out
    assert "Rapid Support Forces\n" in told
    assert "Reporters Without Borders\n" in told


def test_orgs_offers_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orgs", "Securty Council"]) == 2
    assert "no organization called 'Securty Council'; did you mean 'Security Council'" in capsys.readouterr().err


def test_orgs_knows_a_registry_of_ones_own(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["orgs", "LGD", "--registry", str(own)]) == 0
    told = capsys.readouterr().out
    assert "existed   since 1999" in told
    assert "source    own.csv:2" in told


def test_registry_reaches_the_pipeline_and_the_fingerprint(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECITAL_REGISTRY", str(own))
    chosen = options(Settings.load())
    assert chosen.registry == OWN
    assert pipeline.build(chosen).fingerprint != pipeline.fingerprint()


def test_short_forms_are_a_setting() -> None:
    assert options(Settings.load()).nominal is True
    assert options(Settings.load(nominal=False)).nominal is False


def test_registry_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"registry '.*none\.csv' cannot be read: .*; expected a CSV file"):
        options(Settings.load(registry=tmp_path / "none.csv"))


def test_registry_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(b"id,name\nguild,Gr\xfcn\n")
    with pytest.raises(UsageError, match=r"own\.csv:2: byte 0xfc; expected UTF-8"):
        options(Settings.load(registry=path))


def test_bad_registry_stops_the_command_with_file_and_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.write_text(OWN.replace("LGD", "UNMIL"), encoding="utf-8")
    assert main(["orgs", "UNMIL", "--registry", str(own)]) == 2
    assert "own.csv:2: 'UNMIL' of 'lake-guild' stands already in organizations.csv:" in capsys.readouterr().err
