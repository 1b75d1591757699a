"""What the rules can be told. Equal options, rules and versions give the same bytes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of one pipeline; each is part of its fingerprint."""

    dollar: str = "USD"
    """Currency of a `$` that nothing else explains, ISO 4217."""
    reading: str = ""
    """What the readers are known by whose text the rules read: other readers may give other texts."""
