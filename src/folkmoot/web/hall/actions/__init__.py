"""What is done in the hall, by subject."""
