"""The steps from each schema of the store to the next, for Alembic; `versions/` holds one module for each."""
