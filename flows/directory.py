"""What the registry knows of an organization, as `recital orgs` tells it.

"UNMIL" -> United Nations Mission in Liberia, its id, type, acronyms, other names, parent and dates
"""

from collections.abc import Iterator
from difflib import get_close_matches

from extractors.organizations.registry import OrganizationEntry, Registry
from schemas.errors import UsageError

_NEAR = 0.75
"""How alike a name that is offered must be to what was asked for, as `difflib` counts. Of 400 names in the registry,
with a slip in each, none is less alike: a slip in four letters leaves 0.75, in twelve or more 0.92."""


def lookup(registry: Registry, name: str) -> list[OrganizationEntry]:
    """The organizations that bear a name or an acronym, in any spelling that texts may have; capitals do not matter.

    Raises `UsageError` that offers near names when none does.
    """
    found = registry.bearers(name)
    if not found:
        near = get_close_matches(name.lower(), (form.lower() for form in registry.forms()), cutoff=_NEAR)
        called = {form.lower(): form for form in registry.forms()}
        hint = f"did you mean {', '.join(repr(called[form]) for form in near)}?" if near else "--registry adds your own"
        raise UsageError(f"the registry has no organization called {name!r}; {hint}")
    return found


def lines(registry: Registry, entry: OrganizationEntry) -> Iterator[str]:
    """What is known of one organization, for a terminal; what is not known is left out."""
    yield entry.name
    parent = registry.entry(entry.parent) if entry.parent else None
    told = {
        "id": entry.identity,
        "type": entry.type.value,
        "acronyms": ", ".join(entry.acronyms),
        "also": ", ".join(entry.variants),
        "shared": ", ".join(entry.shared),
        "parent": f"{parent.name} ({parent.identity})" if parent else "",
        "existed": _period(entry),
        "source": f"{entry.file}:{entry.line}",
    }
    yield from (f"  {label:9} {value}" for label, value in told.items() if value)


def _period(entry: OrganizationEntry) -> str:
    if entry.start and entry.end:
        return f"{entry.start} to {entry.end}"
    if entry.start:
        return f"since {entry.start}"
    return f"until {entry.end}" if entry.end else ""
