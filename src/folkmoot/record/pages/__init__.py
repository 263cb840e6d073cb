"""Copied debate pages: what their lines are, who can be speaking, and from which day they can be."""
