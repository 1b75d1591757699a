"""Resolutions, other documents by their symbols, and numbered meetings."""

from extractors.resolutions.component import FLAGS, RULES
from extractors.resolutions.own import own_symbol

__all__ = ["FLAGS", "RULES", "own_symbol"]
