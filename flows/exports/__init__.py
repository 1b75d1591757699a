"""What was extracted, written for other programs."""
