"""Extractors decide: text in, records out; no file but their own vocabularies, no clock, no environment."""
