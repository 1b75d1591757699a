"""One module for each step; `flows.stores.upgrades.REVISIONS` lists them in their order."""
