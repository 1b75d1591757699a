"""What every character of a text is, and which of it the rules read."""

from extractors.segments.hints import with_hints
from extractors.segments.labels import RULES, segment, segmenting

__all__ = ["RULES", "segment", "segmenting", "with_hints"]
