"""Dates as people write them, with the ranges and lists they make, normalised to EDTF."""

from extractors.dates.component import FLAGS, RULES

__all__ = ["FLAGS", "RULES"]
