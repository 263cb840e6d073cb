"""Keeping the house: one portable file out, and back in whole or not at all."""
