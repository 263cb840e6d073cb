"""An evening that is on: two tables, three statements, a slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from folkmoot.web.hall.actions.slips import print_slips
from folkmoot.web.hall.models import Evening
from folkmoot.web.hall.queries.voting import forget_floors
from folkmoot.web.hall.queries.wall import forget_snapshots
from folkmoot.web.meetings.models import Moot, Statement, Table


@dataclass
class Hall:
    moot: Moot
    evening: Evening
    tables: list[Table]
    statements: list[Statement]

    def slip(self) -> str:
        return print_slips(None, self.moot, 1)[0]

    def change(self, **told: Any) -> None:
        Evening.objects.filter(pk=self.evening.pk).update(**told)
        forget_floors()
        forget_snapshots()


@pytest.fixture
def hall(db: None) -> Iterator[Hall]:
    forget_floors()
    forget_snapshots()
    moot = Moot.objects.create(slug="market-hall", title="Market Hall")
    evening = Evening.objects.create(
        moot=moot,
        asked_by="The residents’ association",
        why="the council hears us before its budget",
        published="how many agreed with each statement",
        voting_opened_at=timezone.now(),
        safeguarding_name="Ada Lowe",
        safeguarding_phone="020 7946 0000",
    )
    tables = [Table.objects.create(moot=moot, number=n) for n in (1, 2)]
    words = (
        "Buses should run after eight.",
        "Rents should be capped.",
        "The library should open on Sundays.",
    )
    statements = [Statement.objects.create(moot=moot, number=n, words=w) for n, w in enumerate(words, 1)]
    yield Hall(moot, evening, tables, statements)
    forget_floors()
    forget_snapshots()
