"""Which organization a name means that need not be registered, so that all its names have one identity.

Iraqi Ministry of Oil, Ministry of Oil of Iraq   -> Ministry of Oil of Iraq
Zambian Government, Government of the Republic of Zambia
Ukrainian Army, Army of Ukraine                  -> one id, each with its name
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors.organizations.places import Country, country
from extractors.organizations.registry import Organization, Registry
from extractors.organizations.words import cut_short
from schemas.organizations import OrganizationType, local_id

_OF_STATE = (
    *(OrganizationType.GOVERNMENT, OrganizationType.MINISTRY),
    *(OrganizationType.LEGISLATURE, OrganizationType.COURT),
)
_FORCES = (OrganizationType.MILITARY_FORCE, OrganizationType.POLICE)


class _Owned(NamedTuple):
    """A name without the state that it says."""

    name: str
    state: Country

    @property
    def behind(self) -> str:
        return f"{self.name} of {self.state.within}"


def identified(
    name: str, kind: OrganizationType, *, parent: str | None = None, registry: Registry | None = None
) -> Organization:
    """The organization that a name means; `kind` is what the head of the name says.

    What belongs to a state has the state's short name behind it, however it is written; a force keeps the name it is
    given, and has one id all the same. A registered party or force keeps its identity with its kind behind the name.

    >>> identified("Iraqi Ministry of Oil", OrganizationType.MINISTRY).name
    'Ministry of Oil of Iraq'
    >>> identified("Government of the Republic of Zambia", OrganizationType.GOVERNMENT).id
    'local:government-of-zambia'
    >>> identified("Ukrainian Army", OrganizationType.MILITARY_FORCE).id
    'local:army-of-ukraine'
    >>> identified("Gov't of Sudan", OrganizationType.GOVERNMENT).id
    'local:government-of-sudan'
    >>> identified("Joint Border Council", OrganizationType.OTHER).known
    False
    """
    name = _in_full(name)
    owned = _owned(name, kind) if kind in (*_OF_STATE, *_FORCES) else None
    usual = name if owned is None else owned.behind if kind in _OF_STATE else _spelled_out(name, owned)
    if registry and (registered := _registered(registry, dict.fromkeys((name, usual)), kind)):
        return registered
    return Organization(usual, local_id(owned.behind if owned else name), None, kind, parent, known=False)


def _in_full(name: str) -> str:
    """A name with its words as they are when nothing cuts them short."""
    words = name.split(" ")
    if cut_short().keys().isdisjoint(word.lower().rstrip(".") for word in words):
        return name
    return " ".join(cut_short().get(word.lower().rstrip("."), "").title() or word for word in words)


def _registered(registry: Registry, names: Iterable[str], kind: OrganizationType) -> Organization | None:
    """The registered organization that one of the names is, or is but for its last word, the kind."""
    for name in names:
        for written in (name, name.rpartition(" ")[0].rstrip(",")):
            for form in registry.find(written):
                if form.own and (written == name or kind in (form.organization.type, OrganizationType.COMPANY)):
                    return form.organization
    return None


def _spelled_out(name: str, owned: _Owned) -> str:
    """A name with its state where it stands, as a word rather than an acronym: *United States Special Forces*."""
    before = name.removesuffix(owned.name).strip()
    if not name.endswith(owned.name):
        return owned.behind
    return f"{owned.state.name} {owned.name}" if before.replace(".", "").isupper() else name


def _owned(name: str, kind: OrganizationType) -> _Owned | None:
    """A name apart from its state; None where it says none. A court in a capital is the town's, not the state's."""
    parts = name.split(" ")
    for length in range(1, min(4, len(parts))):
        place, written = country(" ".join(parts[:length])), " ".join(parts[:length])
        if place and not (kind is OrganizationType.COURT and written in place.capital):
            return _Owned(" ".join(parts[length:]), place)
    for link in re.finditer(" of ", name):
        place, written = country(name[link.end() :]), name[link.end() :].removeprefix("the ")
        if place and written not in place.capital:
            return _Owned(name[: link.start()], place)
    return None
