"""What the numbers are: one file a question."""
