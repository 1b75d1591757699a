"""Figures: numbers that measure or count, with what they count, their bounds, and what breaks them down."""

from extractors.figures.component import FLAGS, RULES

__all__ = ["FLAGS", "RULES"]
