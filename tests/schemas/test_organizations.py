from typing import Any

import pytest
from pydantic import ValidationError

from schemas.organizations import Mention, OrganizationType, OrganizationValue, local_id

USUAL: dict[str, Any] = {
    "name": "Mano River Union",
    "id": "local:mano-river-union",
    "acronym": "MRU",
    "type": "regional_organization",
    "parent": None,
    "mention": "name",
    "known": True,
}


def value(**changes: object) -> OrganizationValue:
    return OrganizationValue.model_validate({**USUAL, **changes})


def test_value_keeps_what_it_is_given() -> None:
    assert value().model_dump(mode="json") == USUAL
    assert value().type is OrganizationType.REGIONAL_ORGANIZATION
    assert value(mention="acronym").mention is Mention.ACRONYM


@pytest.mark.parametrize("identity", ["wikidata:Q1065", "local:a", "local:un-news-2"])
def test_identity_is_a_wikidata_number_or_a_slug(identity: str) -> None:
    assert value(id=identity, parent=identity).id == identity


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "Q1065"},
        {"id": "wikidata:Q01"},
        {"id": "wikidata:1065"},
        {"id": "local:Mano"},
        {"id": "local:-mano"},
        {"id": "local:"},
        {"parent": "mano-river-union"},
        {"name": ""},
        {"type": "union"},
        {"mention": "short"},
        {"country": "Liberia"},
    ],
    ids=str,
)
def test_value_refuses_what_breaks_its_rules(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        value(**changes)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Office of the Prime Minister", "local:office-of-the-prime-minister"),
        ("Séléka", "local:seleka"),
        ("SPLM/A", "local:splm-a"),
        ("Lord's Resistance Army", "local:lord-s-resistance-army"),
        ("Съвет", "local:xd0a1d18ad0b2d0b5d182"),
    ],
)
def test_local_id_is_a_slug_of_the_name(name: str, identity: str) -> None:
    assert local_id(name) == identity
    assert value(id=local_id(name)).id == identity
