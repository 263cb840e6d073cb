"""A moot and what was said, sorted and voted on there, read from the files people keep."""
