"""Pages of the hall, by who they are for."""
