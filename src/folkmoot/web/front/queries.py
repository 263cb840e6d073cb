"""What the home page tells: how much is here, and one thread to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.web.manifesto.models import Plank
from folkmoot.web.meetings.models import Moot, Note, Statement, Table, Vote
from folkmoot.web.tracing.models import Link


@dataclass(frozen=True, slots=True)
class Counts:
    moots: int
    tables: int
    notes: int
    statements: int
    votes: int
    planks: int
    planks_with_origin: int


def counts() -> Counts:
    """How much the house holds; every number can be followed to its rows."""
    return Counts(
        moots=Moot.objects.count(),
        tables=Table.objects.count(),
        notes=Note.objects.count(),
        statements=Statement.objects.count(),
        votes=Vote.objects.count(),
        planks=Plank.objects.count(),
        planks_with_origin=Plank.objects.filter(origins__isnull=False).distinct().count(),
    )


def waiting() -> dict[str, int]:
    """What waits for a person: notes nobody released, ties nobody decided."""
    return {
        "notes": Note.objects.filter(released_at__isnull=True).count(),
        "links": Link.objects.filter(state=Link.State.PROPOSED).count(),
    }


def longest_thread() -> Plank | None:
    """The plank whose thread reaches furthest: released notes at one end, confirmed ties at the other."""
    told = Plank.objects.filter(
        links__state=Link.State.CONFIRMED, statements__notes__released_at__isnull=False
    ).distinct()
    return max(told, key=lambda plank: plank.links.filter(state=Link.State.CONFIRMED).count(), default=None)
