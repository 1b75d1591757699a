"""What changed between extractions, for people to read and decide."""
