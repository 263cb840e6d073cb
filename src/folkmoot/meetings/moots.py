"""A moot as it is read from files: its notes, statements and votes as plain values.

Participants are numbers and nothing else. A moment without a zone is the hall's own clock.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from folkmoot.text import normal

KINDS = ("issue", "proposal", "disagreement", "experience", "claim", "complaint", "practice")
VOTES = {"agree": 1, "disagree": -1, "pass": 0}
MODERATION = {"accepted": 1, "undecided": 0, "rejected": -1}
TAKEN_SLUGS = frozenset({"read", "template", "list"})


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down, verbatim. `number` is unique in its moot; `table` may be unknown.

    answers: the numbers of the concerns a proposal answers.
    """

    number: int
    words: str
    kind: str = "issue"
    table: int | None = None
    so_that: str = ""
    other_side: str = ""
    role: str = ""
    late: bool = False
    noted_at: dt.datetime | None = None
    second_hand: bool = False
    where_and_when: str = ""
    who_could_act: str = ""
    answers: tuple[int, ...] = ()
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One votable sentence, and the numbers of the notes it was made from.

    moderation: 1 accepted, 0 undecided, -1 rejected.
    """

    number: int
    words: str
    notes: tuple[int, ...] = ()
    is_meta: bool = False
    is_seed: bool = False
    moderation: int = 1
    written_at: dt.datetime | None = None


class Vote(NamedTuple):
    """One vote as it was cast: agree 1, disagree -1, pass 0. A tuple, since there are very many."""

    participant: int
    statement: int
    value: int
    cast_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Moot:
    """A meeting, or an online conversation (a moot without tables), and all that was kept of it."""

    slug: str
    title: str
    place: str = ""
    held_on: dt.date | None = None
    summary: str = ""
    source: str = ""
    notes: tuple[Note, ...] = ()
    statements: tuple[Statement, ...] = ()
    votes: tuple[Vote, ...] = ()

    @property
    def tables(self) -> tuple[int, ...]:
        """The numbers of the tables that wrote something, in order."""
        return tuple(sorted({note.table for note in self.notes if note.table is not None}))

    @property
    def participants(self) -> tuple[int, ...]:
        """The numbers of those who voted, in order."""
        return tuple(sorted({vote.participant for vote in self.votes}))

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.statements or self.votes)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something a file held that could not be taken: where it stands, why, and what to do.

    `line` counts from 1 and is None where the whole file is meant; `cell` names a cell of a workbook.
    """

    file: str
    line: int | None
    reason: str
    cell: str = ""

    @property
    def sentence(self) -> str:
        if self.reason.startswith(self.file):
            return self.reason
        place = f", cell {self.cell}" if self.cell else f", line {self.line}" if self.line else ""
        return f"{self.file}{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One moot as far as it could be read, what could not, and what whoever reads it should know."""

    moot: Moot
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def slug_of(name: str) -> str:
    """The short name of a moot in addresses: "Market Hall, spring" is "market-hall-spring".

    A name without a Latin letter or digit gets a short digest of itself.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", normal(name)).strip("-")[:70].strip("-")
    if not slug:
        slug = f"moot-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:8]}"
    return f"{slug}-moot" if slug in TAKEN_SLUGS else slug


def title_of(name: str) -> str:
    """A title made from the name of a folder or file: "market-hall_spring" is "Market hall spring"."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:200] if words else "A moot"


def digest(moot: Moot) -> str:
    """SHA-256 of everything a moot holds, in one spelling, so that two readings can be told apart."""
    hashed = hashlib.sha256()
    head = [moot.slug, moot.title, moot.place, moot.held_on, moot.summary, moot.source]
    for part in (head, moot.notes, moot.statements, moot.votes):
        for item in part:
            hashed.update(f"{item!r}\n".encode())
    return hashed.hexdigest()
