"""What higher rooms put beside words of the record, as far as freshness goes.

Their templates stand in folkmoot/web/templates; here they only say when what they show has changed,
so that nobody is told that a page is still as it was.
"""

from __future__ import annotations

from collections.abc import Callable

_told: list[Callable[[], str]] = []


def tells(state: Callable[[], str]) -> None:
    """Ask this whenever a page is asked for again: another word whenever what a room shows has changed."""
    _told.append(state)


def state() -> str:
    """One word for everything that stands beside the record now; empty where nothing does."""
    return "-".join(filter(None, (tell() for tell in _told)))
