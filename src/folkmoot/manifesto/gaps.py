"""What is missing on the way from a table to a plank, each gap by name.

A trail is whole when a plank comes from statements, the statements from votes and notes, the notes from
tables, and every version of its words from a decision that says who took it and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    NO_ORIGIN = "no origin"
    NO_PURPOSE = "no purpose"
    NO_NOTE = "no note"
    NO_VOTE = "no vote"
    BY_ORGANISERS = "written by organisers"
    NOT_RELEASED = "not released"
    NO_TABLE = "no table"
    NO_REASON = "no reason"
    NO_DECISION = "no decision"
    VERSION_MISSING = "version missing"


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap and where it is: a statement or note as moot:number, a version by its number."""

    gap: Gap
    of: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement as a step of a trail. tables: one entry a note that may be shown, None without a table."""

    of: str
    votes: int
    tables: Sequence[str | None] = ()
    withheld: int = 0
    by_organisers: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A version as a step of a trail."""

    number: int
    state: str
    why: str = ""
    decided_by: str = ""
    purpose: str = ""


def gaps(statements: Sequence[Heard], versions: Sequence[Decided]) -> tuple[Missing, ...]:
    """Every gap in the trail of one plank, from the plank backwards; empty when it is whole."""
    return (*_of_versions(versions), *_of_statements(statements))


def _of_versions(versions: Sequence[Decided]) -> Iterator[Missing]:
    if versions and not versions[-1].purpose:
        yield Missing(Gap.NO_PURPOSE, str(versions[-1].number))
    there = {version.number for version in versions}
    for number in range(1, max(there, default=0) + 1):
        if number not in there:
            yield Missing(Gap.VERSION_MISSING, str(number))
    for version in versions:
        if not version.why:
            yield Missing(Gap.NO_REASON, str(version.number))
        if version.state in ("adopted", "dropped") and not version.decided_by:
            yield Missing(Gap.NO_DECISION, str(version.number))


def _of_statements(statements: Sequence[Heard]) -> Iterator[Missing]:
    if not statements:
        yield Missing(Gap.NO_ORIGIN)
    for heard in statements:
        if not heard.votes:
            yield Missing(Gap.NO_VOTE, heard.of)
        if heard.by_organisers:
            yield Missing(Gap.BY_ORGANISERS, heard.of)
        if not heard.tables and not heard.withheld:
            yield Missing(Gap.NO_NOTE, heard.of)
        if heard.withheld:
            yield Missing(Gap.NOT_RELEASED, heard.of, heard.withheld)
        if without := sum(1 for table in heard.tables if table is None):
            yield Missing(Gap.NO_TABLE, heard.of, without)
