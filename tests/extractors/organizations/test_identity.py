"""All names of one organization have one id."""

import pytest

from extractors.organizations.identity import identified
from extractors.organizations.registry import registry
from schemas.organizations import OrganizationType

GOVERNMENT, MINISTRY, COURT = OrganizationType.GOVERNMENT, OrganizationType.MINISTRY, OrganizationType.COURT
FORCE, POLICE, LEGISLATURE = OrganizationType.MILITARY_FORCE, OrganizationType.POLICE, OrganizationType.LEGISLATURE


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            GOVERNMENT,
            ["Government of Chad", "Chadian Government", "Chad Government", "Government of the Republic of Chad"],
        ),
        (LEGISLATURE, ["Chadian National Assembly", "National Assembly of Chad"]),
        (MINISTRY, ["Peruvian Ministry of Health", "Ministry of Health of Peru"]),
        (COURT, ["Supreme Court of Kenya", "Kenyan Supreme Court"]),
        (FORCE, ["Ukrainian Army", "Army of Ukraine", "Ukraine Army"]),
        (FORCE, ["US Special Forces", "United States Special Forces", "American Special Forces"]),
        (POLICE, ["Ghana Police Service", "Ghanaian Police Service", "Police Service of Ghana"]),
        (FORCE, ["US Army", "United States Army", "U.S. Army"]),
    ],
    ids=lambda case: case[0] if isinstance(case, list) else case.value,
)
def test_names_of_one_organization_have_one_id(kind: OrganizationType, names: list[str]) -> None:
    assert len({identified(name, kind, registry=registry()).id for name in names}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (COURT, "Kinshasa Court of Appeal", "Court of Appeal of the Democratic Republic of the Congo"),
        (GOVERNMENT, "Government of Niger", "Government of Nigeria"),
        (FORCE, "Army of Guinea", "Army of Guinea-Bissau"),
        (MINISTRY, "Ministry of Health", "Ministry of Health of Peru"),
    ],
)
def test_names_of_different_organizations_have_different_ids(kind: OrganizationType, one: str, other: str) -> None:
    assert identified(one, kind).id != identified(other, kind).id


def test_force_keeps_the_name_it_is_given() -> None:
    assert identified("Armed Forces of Mali", FORCE).name == "Armed Forces of Mali"
    assert identified("Malian Armed Forces", FORCE).name == "Malian Armed Forces"
    assert identified("US Special Forces", FORCE).name == "United States Special Forces"


def test_registered_party_keeps_its_identity_with_its_kind_behind_the_name() -> None:
    assert (
        identified("Vetëvendosje Party", OrganizationType.POLITICAL_PARTY, registry=registry()).name == "Vetëvendosje"
    )
