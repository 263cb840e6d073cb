"""One thread from what somebody says at a table to what is done about it, and back."""

__version__ = "0.1.0"
