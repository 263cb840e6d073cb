"""A career as a picture: terms and offices on one line of years, in shares of its width.

The picture is drawn by the template with percentages, so that its words keep their size on a phone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from folkmoot.dates import Span

ROW = 14
GAP = 4
LABEL = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time and where it lies: left and width in percent, top in pixels."""

    title: str
    look: str
    left: str
    width: str
    top: int
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    top: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    year: int
    left: str


@dataclass(frozen=True, slots=True)
class Timeline:
    first_year: int
    last_year: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to be drawn: a span of days with its title and look."""

    span: Span
    title: str
    look: str


def draw(
    lanes: Sequence[tuple[str, Sequence[Stretch]]], *, today: dt.date, days: Iterable[dt.date] = ()
) -> Timeline | None:
    """The picture of a career, or None where no stretch has a beginning.

    lanes: label and stretches, each lane stacked so that none overlaps. An open end runs to
    `today`. `days` become marks: the days somebody spoke.
    """
    drawn = [
        (label, [s for s in stretches if s.span.first and s.span.first <= today])
        for label, stretches in lanes
    ]
    firsts = [s.span.first for _, stretches in drawn for s in stretches if s.span.first]
    if not firsts:
        return None
    first_year = min(firsts).year
    ends = [min(s.span.last or today, today) for _, stretches in drawn for s in stretches]
    last_year = max(ends).year
    scale = _Scale(dt.date(first_year, 1, 1), dt.date(last_year, 12, 31))
    top = 0
    made = []
    for label, stretches in drawn:
        if stretches:
            rows = _stacked(stretches, today)
            bars = tuple(_bar(s, scale, top + LABEL + row * (ROW + GAP), today) for s, row in rows)
            made.append(Lane(label, top + LABEL - 7, bars))
            top += LABEL + (max(row for _, row in rows) + 1) * (ROW + GAP) + GAP
    marks = tuple(dict.fromkeys(scale.at(day) for day in days if scale.first <= day <= scale.last))
    return Timeline(
        first_year, last_year, top + LABEL, tuple(made), _ticks(first_year, last_year, scale), marks
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: dt.date
    last: dt.date

    def share(self, day: dt.date) -> float:
        return 100 * (day - self.first).days / max((self.last - self.first).days, 1)

    def at(self, day: dt.date) -> str:
        return f"{self.share(day):.2f}%"


def _bar(stretch: Stretch, scale: _Scale, top: int, today: dt.date) -> Bar:
    assert stretch.span.first is not None
    left = scale.share(stretch.span.first)
    right = scale.share(min(stretch.span.last or today, today))
    return Bar(
        stretch.title,
        stretch.look,
        f"{left:.2f}%",
        f"{max(right - left, 0.3):.2f}%",
        top,
        stretch.span.last is None,
    )


def _stacked(stretches: Sequence[Stretch], today: dt.date) -> list[tuple[Stretch, int]]:
    """Each stretch with the first row that is free when it begins."""
    free: list[dt.date] = []
    placed = []
    for stretch in sorted(stretches, key=lambda s: (s.span.first or today, s.span.last or dt.date.max)):
        begins = stretch.span.first or today
        row = next((n for n, until in enumerate(free) if until <= begins), len(free))
        if row == len(free):
            free.append(begins)
        free[row] = stretch.span.last or dt.date.max
        placed.append((stretch, row))
    return placed


def _ticks(first: int, last: int, scale: _Scale) -> tuple[Tick, ...]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= 7)
    years = [year for year in range(first, last + 1) if year % step == 0]
    return tuple(
        Tick(year, scale.at(dt.date(year, 1, 1))) for year in years if scale.share(dt.date(year, 1, 1)) < 93
    )
