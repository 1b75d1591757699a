"""Whether all that was written holds: `recital check`."""
