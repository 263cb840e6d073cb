"""What the rooms above may want to hear from this one."""

from django.dispatch import Signal

votes_read = Signal()
"""Votes were added to a moot, and are kept. Sent with `moot` after the transaction."""

notes_released = Signal()
"""Notes became public, or were hidden again. Sent with `moots` after the transaction."""
