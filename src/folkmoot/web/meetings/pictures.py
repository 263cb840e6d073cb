"""Small pictures of counts, as numbers for the templates to draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Moot, Note, StatementOrigin

A_ROW, STEP = 10, 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One count of one moot beside the largest of the list: width from 0 to 100."""

    name: str
    label: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Pictured:
    moot: Moot
    measures: list[Measure]


@dataclass(frozen=True, slots=True)
class Dot:
    """One note in the picture of its table: where it stands, and whether it became a statement."""

    number: int
    x: int
    y: int
    became: bool


@dataclass(frozen=True, slots=True)
class TableDots:
    """A table as a dot for each of its notes, ten a row."""

    number: int
    dots: list[Dot]
    height: int

    @property
    def became(self) -> int:
        return sum(dot.became for dot in self.dots)


def of_moots(moots: Iterable[Moot]) -> list[Pictured]:
    """Each moot with its notes, statements and voters, drawn to one scale each."""
    listed = list(moots)
    fields = (
        ("notes", _("notes"), "released_count"),
        ("statements", _("statements"), "public_count"),
        ("voters", _("voted"), "participant_count"),
    )
    largest = {
        name: max((getattr(moot, field) for moot in listed), default=0) or 1 for name, _label, field in fields
    }
    return [
        Pictured(
            moot,
            [
                Measure(
                    name, str(label), count := getattr(moot, field), round(100 * count / largest[name], 1)
                )
                for name, label, field in fields
            ],
        )
        for moot in listed
    ]


def of_tables(moot: Moot, notes: QuerySet[Note]) -> list[TableDots]:
    """A dot for each of these notes under its table, in the order they were written."""
    became = Exists(StatementOrigin.objects.filter(note=OuterRef("pk"), statement__moderation__gte=0))
    rows = (
        notes.order_by("number").annotate(is_taken=became).values_list("table__number", "number", "is_taken")
    )
    by_table: dict[int, list[tuple[int, bool]]] = {
        number: [] for number in moot.tables.values_list("number", flat=True)
    }
    for table, number, is_taken in rows:
        if table is not None:
            by_table[table].append((number, is_taken))
    return [_dots(number, written) for number, written in by_table.items()]


def _dots(table: int, written: list[tuple[int, bool]]) -> TableDots:
    dots = [
        Dot(number, STEP // 2 + STEP * (place % A_ROW), STEP // 2 + STEP * (place // A_ROW), is_taken)
        for place, (number, is_taken) in enumerate(written)
    ]
    return TableDots(table, dots, STEP * max(1, math.ceil(len(dots) / A_ROW)))
