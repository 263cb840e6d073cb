"""A port of this machine on which nothing listens yet."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Free when it was asked for; whoever wants it should not wait."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
