"""What passes without a person's word, and what needs two.

the first extraction of a source     passes, unless `review_new`
its text changed                     waits, unless the kind is among `trust_text`
the rules changed, or both           waits
another try came out differently     as the first extraction
"""

from dataclasses import dataclass

from schemas.changes import Cause


@dataclass(frozen=True, slots=True)
class Policy:
    """What a person has to see."""

    review_new: bool = False
    """Whether first extractions wait."""
    trust_text: frozenset[str] = frozenset()
    """The kinds of fact of which changes by text pass."""
    two_people: frozenset[str] = frozenset()
    """The kinds of fact on which two people have to say the same."""

    def waits(self, kind: str, cause: Cause) -> bool:
        """Whether a change waits for a person."""
        if cause in (Cause.NEW, Cause.RETRY):
            return self.review_new
        return cause is not Cause.TEXT or kind not in self.trust_text

    def people(self, kind: str) -> int:
        """How many people have to say the same of a change."""
        return 2 if kind in self.two_people else 1
