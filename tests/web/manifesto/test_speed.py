"""However many notes and planks there are, a page asks the house the same number of questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.web.manifesto import actions
from folkmoot.web.manifesto.models import NoteAnswer, Plank, PlankOrigin, PlankVersion
from folkmoot.web.meetings.models import Moot, Note, Statement, StatementOrigin, Table

PAGES = (
    "/manifesto/", "/manifesto/planks/plank-1/", "/manifesto/became/", "/manifesto/became/?q=note",
    "/manifesto/became/large/", "/manifesto/became/large/?show=waiting", "/manifesto/became/large/table/1/",
    "/manifesto/editions/", "/manifesto/editions/1/", "/manifesto/editions/1/edition.json",
    "/manifesto/planks/plank-1/card/",
)  # fmt: skip


def fill(*, notes: int, planks: int) -> None:
    """A moot of so many notes, each in a statement, and so many planks of two versions each."""
    now = timezone.now()
    moot = Moot.objects.create(slug="large", title="Large", held_on=dt.date(2026, 3, 1))
    table = Table.objects.create(moot=moot, number=1)
    made = Note.objects.bulk_create(
        Note(moot=moot, table=table, number=n, words=f"note {n} about the lane and the bus", released_at=now)
        for n in range(1, notes + 1)
    )
    said = Statement.objects.bulk_create(
        Statement(moot=moot, number=n, words=f"The lane should be lit, says {n}.")
        for n in range(1, notes // 2 + 1)
    )
    StatementOrigin.objects.bulk_create(
        StatementOrigin(statement=said[i % len(said)], note=note) for i, note in enumerate(made)
    )
    for n in range(1, planks + 1):
        plank = Plank.objects.create(slug=f"plank-{n}", position=n, section=f"Section {n % 5}")
        for number in (1, 2):
            PlankVersion.objects.create(
                plank=plank, number=number, title=f"Plank {n}", words="We light the lane.", made_at=now
            )
        PlankOrigin.objects.bulk_create(
            PlankOrigin(plank=plank, statement=said[(n + i) % len(said)]) for i in range(2)
        )
    NoteAnswer.objects.bulk_create(
        NoteAnswer(note=note, because="No.", answered_at=now) for note in made[::3]
    )
    actions.publish(None)


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.django_db
def test_no_page_asks_more_questions_of_a_larger_house(client: Client) -> None:
    counts: dict[str, list[int]] = {address: [] for address in PAGES}
    for notes, planks in ((12, 3), (60, 12)):
        _empty()
        fill(notes=notes, planks=planks)
        for address in PAGES:
            counts[address].append(questions(client, address))
    grown = {address: found for address, found in counts.items() if found[1] > found[0]}
    assert not grown
    assert max(found[1] for found in counts.values()) <= 25, counts


def _empty() -> None:
    from folkmoot.web.manifesto.models import Edition

    for model in (Edition, Plank, Moot):
        model.objects.all().delete()


def test_what_it_measures_is_there(client: Client, db: Any) -> None:
    fill(notes=12, planks=3)
    assert "Plank 3" in client.get("/manifesto/").content.decode()
    assert "note 12 about" in client.get("/manifesto/became/large/").content.decode()
