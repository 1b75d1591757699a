"""Resolutions, other documents by their symbols, and numbered meetings."""

from extractors.resolutions.component import FLAGS, RULES

__all__ = ["FLAGS", "RULES"]
