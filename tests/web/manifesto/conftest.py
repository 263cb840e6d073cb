"""A moot with statements, the notes they came from, and votes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from folkmoot.web.meetings.models import Moot, Note, Participant, Statement, StatementOrigin, Table, Vote


def make_moot(slug: str = "hall", *, voters: int = 12) -> Moot:
    """Three statements; the first from a released note and a withheld one, the second from none."""
    moot = Moot.objects.create(slug=slug, title="The Hall Moot", held_on=dt.date(2026, 3, 26))
    table = Table.objects.create(moot=moot, number=4)
    open_note = Note.objects.create(
        moot=moot, table=table, number=1, kind=Note.Kind.PROPOSAL, released_at=timezone.now(),
        words="We want empty shops let to whoever will open the door.",
        so_that="so that people starting out have a counter to stand behind",
    )  # fmt: skip
    hidden = Note.objects.create(moot=moot, table=table, number=2, words="My landlord is Mr Hidden Name.")
    texts = (
        "The council should be able to let a shop that has stood empty for six months.",
        "An owner should answer the council’s letters.",
        "Statements about people are not drawn on.",
    )
    made = [
        Statement.objects.create(moot=moot, number=n, words=text, is_meta=n == 3)
        for n, text in enumerate(texts, start=1)
    ]
    for note in (open_note, hidden):
        StatementOrigin.objects.create(statement=made[0], note=note)
    for n in range(voters):
        participant = Participant.objects.create(moot=moot, number=n)
        Vote.objects.create(
            participant=participant, statement=made[0], value=1 if n < 7 else -1, cast_at=timezone.now()
        )
    return moot


@pytest.fixture
def moot(db: Any) -> Moot:
    return make_moot()


@pytest.fixture
def statements(moot: Moot) -> list[Statement]:
    return list(moot.statements.order_by("number"))
