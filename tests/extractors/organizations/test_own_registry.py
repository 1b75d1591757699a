"""A registry of one's own, merged over the built-in one."""

import pytest
from spacy.language import Language

from extractors import pipeline, tokens
from extractors.findings import Findings
from extractors.options import Options
from extractors.organizations import FLAGS
from extractors.organizations.registry import registry
from schemas.errors import LexiconError

HEADER = "id,name,acronyms,variants,shared,type,parent,start,end,wikidata\n"
GUILD = "lake-guild,Lake Guild,LGD,Guild of the Lake,,ngo,united-nations,1999,,\n"


def component(own: str) -> Language:
    nlp = tokens.blank([FLAGS])
    nlp.add_pipe("recital_organizations", config={"own": HEADER + own, "own_name": "mine.csv"})
    return nlp


def ids(own: str, text: str) -> dict[str, str]:
    return {text[item.start : item.end]: item.value["id"] for item in Findings.of(component(own)(text)).items}


def test_own_entry_is_found_by_every_form() -> None:
    text = "LGD, the Lake Guild and the Guild of the Lake met ECOWAS."
    assert [ids(GUILD, text)[form] for form in ("LGD", "Lake Guild", "Guild of the Lake")] == ["local:lake-guild"] * 3
    assert "ECOWAS" in ids(GUILD, text)


def test_own_entry_may_belong_to_a_built_in_one() -> None:
    (form,) = registry(HEADER + GUILD).find("LGD")
    assert form.organization.parent == "wikidata:Q1065"


def test_own_entry_replaces_the_one_with_its_id() -> None:
    own = "united-nations-mission-in-liberia,Liberia Mission,LIMI,,,peace_operation,,,,\n"
    assert ids(own, "LIMI left.") == {"LIMI": "local:united-nations-mission-in-liberia"}
    assert registry(HEADER + own).find("UNMIL") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("guild,Guild,UNMIL,,,ngo,,,,", r"mine\.csv:2: 'UNMIL' of 'guild' stands already in organizations\.csv:[0-9]+"),
        ("guild,Guild,,,,club,,,,", r"mine\.csv:2: type of .*expected 'un_organ', "),
        ("guild,Guild,,,,ngo,nobody,,,", r"mine\.csv:2: parent 'nobody' is the id of no entry"),
        ("guild,Guild", r"mine\.csv:2: 2 cells"),
        ("guild,Guild,,,,ngo,,,,\nguild,Other,,,,ngo,,,,", r"mine\.csv:3: id 'guild' stands already in line 2"),
    ],
    ids=["clash", "type", "parent", "cells", "id"],
)
def test_own_registry_is_refused_with_file_and_line(line: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        registry(f"{HEADER}{line}\n", name="mine.csv")


def test_form_of_one_is_lent_to_those_that_share_it() -> None:
    own = "lake-guild,Lake Guild,LGD,,,ngo,,,,\nsea-guild,Sea Guild,,,LGD,ngo,,,,\n"
    assert ids(own, "LGD left.") == {"LGD": "local:lake-guild"}
    assert ids(own, "LGD men of the Sea Guild left.")["LGD"] == "local:sea-guild"


def test_own_registry_and_short_forms_are_part_of_the_fingerprint() -> None:
    prints = {
        pipeline.fingerprint(),
        pipeline.fingerprint(Options(registry=HEADER + GUILD)),
        pipeline.fingerprint(Options(nominal=False)),
    }
    assert len(prints) == 3
