"""What the store hands out beside debates and contributions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from folkmoot.record.debates import Contribution, Debate, Division
from folkmoot.record.departments import Department


@dataclass(frozen=True, slots=True)
class SittingSummary:
    """A sitting without its words."""

    id: str
    date: dt.date
    chamber: str
    kind: str
    revision: str
    title: str
    source: str
    debates: int
    contributions: int
    divisions: int


@dataclass(frozen=True, slots=True)
class DepartmentDebate:
    """A debate under a department, and why it is there."""

    debate: Debate
    department: Department
    reason: str


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department with how many debates it has here and when."""

    slug: str
    name: str
    debates: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contribution that a ranking found; `before` is what was said just before it in its debate."""

    id: str
    speaker_name: str
    heading: str
    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What a search finds, counted: (value, contributions) by year, chamber, party and department's slug."""

    years: tuple[tuple[str, int], ...] = ()
    chambers: tuple[tuple[str, int], ...] = ()
    parties: tuple[tuple[str, int], ...] = ()
    departments: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DebatePage:
    """A debate whole: the headings above and below it, its neighbours, what was said, in order."""

    debate: Debate
    sitting: SittingSummary
    above: tuple[Debate, ...]
    below: tuple[Debate, ...]
    previous: Debate | None
    next: Debate | None
    contributions: tuple[Contribution, ...]
    divisions: tuple[Division, ...]
    departments: tuple[DepartmentDebate, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Contributions that answer each other, and why they are taken to. No `answered`: none found here."""

    kind: str
    asked: tuple[Contribution, ...]
    answered: tuple[Contribution, ...]
    reason: str
