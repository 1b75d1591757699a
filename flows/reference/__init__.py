"""Pages of `docs/` that are made from the models: every setting, and every field of a record."""
