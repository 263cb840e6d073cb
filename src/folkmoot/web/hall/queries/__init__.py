"""What the pages of the hall ask, by subject."""
