"""What the home page tells: one thread to begin with, how much is here, what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.record.store import Store
from folkmoot.web.accounts.models import User
from folkmoot.web.manifesto import queries as manifesto
from folkmoot.web.meetings.models import Moot, Note, Statement, Table, Vote
from folkmoot.web.replies import queries as replies
from folkmoot.web.tracing import queries as tracing
from folkmoot.web.tracing.models import Link


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the house holds; every number can be followed to its rows."""

    moots: int
    tables: int
    notes: int
    statements: int
    votes: int
    planks: int
    with_origin: int

    @property
    def without_origin(self) -> int:
        return self.planks - self.with_origin


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: notes nobody has released, ties and requests nobody has decided."""

    notes: int
    links: int
    requests: int


def counts() -> Counts:
    standing = manifesto.manifesto()
    return Counts(
        moots=Moot.objects.count(),
        tables=Table.objects.count(),
        notes=Note.objects.count(),
        statements=Statement.objects.count(),
        votes=Vote.objects.count(),
        planks=standing.standing,
        with_origin=standing.with_origin,
    )


def waiting(user: User) -> Waiting | None:
    """None for whoever may decide nothing here."""
    if not user.is_authenticated:
        return None
    return Waiting(
        notes=Note.objects.filter(released_at__isnull=True).count(),
        links=Link.objects.filter(state=Link.State.PROPOSED).count(),
        requests=replies.waiting().count() if user.has_perm("replies.decide") else 0,
    )


def is_invented(record: Store | None) -> bool:
    """Whether the record is the example's, whose ids all begin so: nobody in it ever lived."""
    return record is not None and any(
        sitting.id.startswith("example/") for sitting in record.list_sittings(limit=1).items
    )


def first_thread(record: Store | None) -> tracing.Thread | None:
    """The thread that reaches furthest: from a released note to an answer, if there is one."""
    best = tracing.threads().filter(note_count__gt=0, confirmed__gt=0).first()
    return tracing.thread(best, record, staff=False) if best else None
