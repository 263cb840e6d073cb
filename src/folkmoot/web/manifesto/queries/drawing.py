"""What people said on one theme, to draw on when a plank is begun: their sentences, none of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from folkmoot.meetings.voting import Tally
from folkmoot.web.meetings.models import Note, Statement
from folkmoot.web.meetings.queries import tallies
from folkmoot.web.themes.queries import board_at, shown_placements, theme_at


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a theme holds that may be shown.

    statements: with their votes, the most agreed with first. notes: each with whether a statement was
    made of it; without one a plank could not be followed back to it.
    """

    name: str
    statements: list[tuple[Statement, Tally]]
    notes: list[tuple[Note, bool]]


def drawn_from(key: str, slug: str) -> Drawn:
    """The sentences of a theme; slug: its moot, or empty for the themes of all moots. Raises Http404."""
    board = board_at(slug or None)
    theme = theme_at(board, key)
    if theme is None:
        raise Http404("There is no such theme.")
    placed = list(shown_placements(board).filter(theme=theme))
    notes = [each.note for each in placed if each.note is not None]
    traced = set(_accepted().filter(notes__in=notes).values_list("notes", flat=True))
    return Drawn(
        str(theme),
        _with_votes([each.statement_id for each in placed if each.statement_id is not None]),
        [(note, note.pk in traced) for note in notes],
    )


def _accepted() -> QuerySet[Statement]:
    return Statement.objects.filter(moderation=Statement.Moderation.ACCEPTED, is_meta=False)


def _with_votes(keys: Sequence[int]) -> list[tuple[Statement, Tally]]:
    statements = _accepted().filter(pk__in=keys).select_related("moot")
    counted = tallies(statements)
    rows = [(statement, counted.get(statement.pk, Tally())) for statement in statements]
    return sorted(rows, key=lambda row: (-row[1].agree, row[0].pk))


def notes_drawn(keys: Iterable[str]) -> list[Note]:
    """The released notes of these numbers that a statement was made of, in their order."""
    wanted = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18][:50]
    found = Note.objects.filter(pk__in=wanted, released_at__isnull=False, statements__in=_accepted())
    return list(found.distinct().order_by("moot", "number").prefetch_related("statements"))


def statements_of(notes: Iterable[Note]) -> list[Statement]:
    """The statements that were made of these notes and may be drawn on."""
    return list(_accepted().filter(notes__in=list(notes)).distinct().order_by("moot", "number"))
