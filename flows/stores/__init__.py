"""Stores keep what was extracted. They load without spaCy and Prefect."""
