from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.web.house import House

FURNISH = """
import datetime as dt, uuid
from django.utils import timezone
from django.db import transaction
from folkmoot.web.accounts.models import User
from folkmoot.web.meetings.models import *
from folkmoot.web.manifesto.models import *
from folkmoot.web.opinion.models import Result
from folkmoot.web.tracing.models import Link
from folkmoot.web.alerts.models import Following, Question, Subscriber
from folkmoot.web.journal.actions import write_line
from folkmoot.web.consent.actions import erase
ada = User.objects.get()
now = dt.datetime(2026, 5, 12, 18, 30, 0, 123456, tzinfo=dt.UTC)
with transaction.atomic():
    moot = Moot.objects.create(slug="harrow-lane", title="Harrow Lane: “rents” 🏠", held_on=now.date())
    moot.staff.add(ada)
    table = Table.objects.create(moot=moot, number=3)
    for n in range(1, 41):
        note = Note.objects.create(
            moot=moot, table=table, number=n, words=f"Note {n}: damp\\n\\ton the wall — “again” \\\\ é",
            noted_at=now, key=uuid.UUID(int=n), released_by=ada if n % 2 else None,
        )
        held = {"words": note.words, "n": 1e22}
        write_line(who=ada, verb="released", kind="note", key=str(note.key), content=held)
    statement = Statement.objects.create(moot=moot, number=1, words="Rents should be capped.", priority=0.1)
    statement.notes.add(*Note.objects.all()[:3])
    for n in range(1, 31):
        participant = Participant.objects.create(moot=moot, number=n, key=uuid.UUID(int=1000 + n))
        Vote.objects.create(participant=participant, statement=statement, value=n % 3 - 1, cast_at=now)
    plank = Plank.objects.create(slug="cap-rents", position=1)
    plank.statements.add(statement)
    PlankVersion.objects.create(plank=plank, number=1, title="Cap", words="We will", made_at=now, made_by=ada)
    Result.objects.create(moot=moot, made_at=now, value={"k": 2, "nested": [1.5, None, {"é": True}]})
    Link.objects.create(plank=plank, passage="example/debate/1.2", quote="…", words=["rent"], proposed_at=now)
sue = Subscriber.objects.create(address="sue@home.example", asked_at=now)
repairs = Question.objects.create(kind="search", asks="repairs", title="repairs")
Following.objects.create(subscriber=sue, question=repairs, asked_at=now, confirmed_at=now)
erase(kind="note", key=str(uuid.UUID(int=40)), who=ada, reason="asked")
"""

CONTENTS = """
import json
from folkmoot.web.keeping import tables
from folkmoot.web.keeping.backup import _rows
for model in tables.kept_models():
    for row in _rows(model):
        if row.get("object_kind") != "house" and "sha256" not in row.get("spelled", ""):
            print(model._meta.db_table, json.dumps(row, sort_keys=True))
"""


def contents(house: House) -> list[str]:
    """Every kept row, but for the journal's lines on restores."""
    return house.python(CONTENTS).splitlines()


def fingerprint(house: House) -> str:
    """Of everything in a house in SQLite, quickly: the same when nothing was changed."""
    seen = hashlib.sha256()
    with sqlite3.connect(house.home / "house.sqlite3") as connection:
        for line in connection.iterdump():
            seen.update(line.encode())
    return seen.hexdigest()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with a little of everything in it. Tests leave it as it is."""
    house = House.with_tables(tmp_path_factory.mktemp("furnished"))
    house.steward()
    house.python(FURNISH)
    return house


@pytest.fixture(scope="session")
def saved(furnished: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "house.zip"
    furnished.folkmoot("backup", path)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> House:
    return House(tmp_path / "empty")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    if not postgres.available():
        pytest.skip("PostgreSQL is not installed here")
    with postgres.server() as server:
        yield server


@pytest.fixture
def in_postgres(postgres_server: postgres.Server, tmp_path: Path) -> Iterator[House]:
    with postgres_server.database() as address:
        yield House(tmp_path / "in-postgres", address)
