"""Schemas promise: what a document, a record and each value is."""
