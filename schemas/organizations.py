"""The value of an organization record."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.spans import Frozen

OrganizationId = Annotated[str, Field(pattern=r"^(wikidata:Q[1-9][0-9]*|local:[a-z0-9]+(-[a-z0-9]+)*)$")]
"""`wikidata:Q…` where the registry has it, else `local:` and a slug of the canonical name."""


class OrganizationType(StrEnum):
    """What kind of body an organization is."""

    UN_ORGAN = "un_organ"
    UN_AGENCY = "un_agency"
    PEACE_OPERATION = "peace_operation"
    UN_OFFICE = "un_office"
    REGIONAL_ORGANIZATION = "regional_organization"
    DEFENCE_ALLIANCE = "defence_alliance"
    MILITARY_FORCE = "military_force"
    ARMED_GROUP = "armed_group"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    LEGISLATURE = "legislature"
    COURT = "court"
    POLITICAL_PARTY = "political_party"
    NGO = "ngo"
    FINANCIAL_INSTITUTION = "financial_institution"
    POLICE = "police"
    COMPANY = "company"
    GROUP_OF_STATES = "group_of_states"
    OTHER = "other"


class Mention(StrEnum):
    """How an organization is mentioned."""

    NAME = "name"
    ACRONYM = "acronym"
    NOMINAL = "nominal"
    """A capitalised short form that stands for an organization named before, such as *the Mission*."""


class OrganizationValue(Frozen):
    """Which organization a mention means."""

    name: str = Field(min_length=1)
    """Canonical English name."""
    id: OrganizationId
    """Identity: the same for all names of one organization."""
    acronym: str | None
    """Usual acronym, or null."""
    type: OrganizationType
    """What kind of body it is."""
    parent: OrganizationId | None
    """Identity of the organization it belongs to, or null."""
    mention: Mention
    """Name, acronym or short form."""
    known: bool
    """Whether the registry has it; false when a rule found it."""


def local_id(name: str) -> str:
    """Identity of an organization that no public registry names.

    >>> local_id("OSCE Mission in Kosovo")
    'local:osce-mission-in-kosovo'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"local:{slug or 'x' + name.encode().hex()}"
