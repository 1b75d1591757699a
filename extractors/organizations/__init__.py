"""Organizations: found by name, acronym or rule, and tied to one identity."""

from extractors.organizations.component import FLAGS
from extractors.organizations.rules import RULES

__all__ = ["FLAGS", "RULES"]
