"""Everything that runs, reads, writes and serves."""
