"""Runs that start by themselves: by the clock, with Prefect, or when files come or change."""
