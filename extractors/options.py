"""What the rules can be told. Equal options, rules and versions give the same bytes out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of one pipeline; each is part of its fingerprint."""

    dollar: str = "USD"
    """Currency of a `$` that nothing else explains, ISO 4217."""
    month_first: bool = False
    """Whether *03/04/2005* is 4 March in a document that does not show in which order it writes dates."""
    nominal: bool = True
    """Whether short forms that stand for an organization named before, such as *the Mission*, are records."""
    registry: str = ""
    """The text of a registry of organizations of one's own, merged over the built-in one."""
    registry_name: str = field(default="registry", repr=False)
    """What messages call that registry; it changes nothing of what is found."""
    keep_posts: bool = False
    """Whether posts of social networks are read like any other text, for sources that are files of posts."""
    reading: str = ""
    """What the readers are known by whose text the rules read: other readers may give other texts."""
