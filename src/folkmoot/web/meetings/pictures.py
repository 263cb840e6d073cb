"""Small pictures of counts, as numbers for the templates to draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.web.meetings.models import Moot

LARGEST_RADIUS = 28


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
class TableDisc:
    """A table as a disc whose area is how much it wrote down."""

    number: int
    count: int
    radius: float


def of_moots(moots: Iterable[Moot]) -> list[Pictured]:
    """Each moot with its notes, statements and voters, drawn to one scale each."""
    listed = list(moots)
    fields = (
        ("notes", _("notes"), "released_count"),
        ("statements", _("statements"), "statement_count"),
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


def of_tables(moot: Moot, *, unreleased: bool) -> list[TableDisc]:
    """A disc for each table; the largest has the full radius."""
    shown = Q() if unreleased else Q(notes__released_at__isnull=False)
    counts = list(moot.tables.annotate(n=Count("notes", filter=shown)).values_list("number", "n"))
    largest = max((count for _number, count in counts), default=0) or 1
    return [
        TableDisc(number, count, round(LARGEST_RADIUS * math.sqrt(count / largest), 1))
        for number, count in counts
    ]
