"""What was extracted, as tables for other programs."""
