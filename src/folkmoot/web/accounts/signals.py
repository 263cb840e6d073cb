"""What happened to an account, said once and heard by rooms above (the journal writes a line)."""

from django.dispatch import Signal

account_changed = Signal()
"""Sent inside the transaction of the deed with who, verb, user and content."""
