"""What the pages of this room show, gathered for their templates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.meetings.hints import Hint, hints
from folkmoot.meetings.voting import Tally
from folkmoot.web.meetings import queries
from folkmoot.web.meetings.models import Note, Statement, Table

NOTES_A_PAGE = 100
STATEMENTS_A_PAGE = 50
STATEMENTS_AT_A_GLANCE = 8
ORDERS = {
    "number": _("as numbered"),
    "agreed": _("most agreed first"),
    "divided": _("most divided first"),
    "voted": _("most voted on first"),
}
_KINDS = list(Note.Kind.values)
HINT_WORDS = {
    "name": _("a name?"),
    "email": _("an e-mail address?"),
    "phone": _("a telephone number?"),
    "postcode": _("a postcode?"),
    "health": _("health?"),
    "child": _("a child?"),
    "accusation": _("an accusation?"),
}


@dataclass(frozen=True, slots=True)
class TablePart:
    """The notes of one table as far as they stand on this page, by kind. table: None is no table."""

    table: Table | None
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement and what the votes on it came to."""

    statement: Statement
    tally: Tally


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a note's words, and what it may be a hint of."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts of a note: what it is (empty for the words themselves), in pieces."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note that is not released, in pieces so that the hints in it can be marked."""

    note: Note
    parts: list[Part]
    hints: list[str]


def with_statements(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Notes together with the statements made from them that are public."""
    return notes.prefetch_related(
        Prefetch("statements", Statement.objects.filter(queries.PUBLIC), "became_public")
    )


def by_table(notes: Iterable[Note]) -> list[TablePart]:
    """Notes in the order of their tables, under each by kind."""
    parts = []
    for table, group in groupby(notes, key=lambda note: note.table):
        parts.append(TablePart(table, sorted(group, key=lambda note: (_KINDS.index(note.kind), note.number))))
    return parts


def judged(statements: QuerySet[Statement]) -> list[Judged]:
    """Statements with what the votes came to, in their own order."""
    tallies = queries.tallies(statements)
    return [Judged(statement, tallies.get(statement.pk, Tally())) for statement in statements]


def ordered(items: Sequence[Judged], order: str) -> list[Judged]:
    """Statements in one of ORDERS; those nobody voted on come last."""
    keys = {
        "agreed": lambda item: -agreement(item.tally),
        "divided": lambda item: -division(item.tally),
        "voted": lambda item: -item.tally.total,
    }
    key = keys.get(order, lambda item: item.statement.number)
    return sorted(items, key=lambda item: (item.tally.total == 0 and order != "number", key(item)))


def agreement(tally: Tally) -> float:
    """How likely the next voter is to agree, from 0 to 1, one vote each way assumed before the first."""
    return (tally.agree + 1) / (tally.total + 2)


def division(tally: Tally) -> float:
    """How evenly and how widely a statement divides: 0 one-sided, more with people on both sides."""
    least, most = sorted((tally.agree, tally.disagree))
    return math.sqrt(tally.total) * least / (most or 1)


def at_a_glance(items: Sequence[Judged]) -> list[Judged]:
    """The few statements to show first: the most agreed, questions about people left out."""
    plain = [item for item in items if not item.statement.is_meta]
    return ordered(plain, "agreed")[:STATEMENTS_AT_A_GLANCE]


def candidate(note: Note) -> Candidate:
    """A note as whoever releases it should look at it."""
    texts = (
        ("", note.words),
        (_("what for"), note.so_that),
        (_("the other side"), note.other_side),
        (_("whose experience"), note.role),
    )
    places = f"{note.moot.title} {note.moot.place}"
    parts = [Part(str(label), _pieces(text, hints(text, places=places))) for label, text in texts if text]
    noticed = dict.fromkeys(piece.hint for part in parts for piece in part.pieces if piece.hint)
    return Candidate(note, parts, list(noticed))


def _pieces(words: str, found: Iterable[Hint]) -> list[Piece]:
    pieces, at = [], 0
    for hint in found:
        pieces += [Piece(words[at : hint.start]), Piece(hint.quote, str(HINT_WORDS[hint.kind]))]
        at = hint.end
    return [piece for piece in [*pieces, Piece(words[at:])] if piece.text]
