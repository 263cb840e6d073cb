"""What pages, runs and commands ask of themes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from folkmoot.errors import NotFound
from folkmoot.opinion.themes import Earlier, Saying, sayings_of
from folkmoot.opinion.themes.naming import number_of
from folkmoot.opinion.themes.sayings import note_key, statement_key
from folkmoot.web.meetings.models import Moot, Statement
from folkmoot.web.meetings.queries import value_of
from folkmoot.web.themes.models import Board, Mention, Move, Placement, Theme

ALL = "all"


def board_of(moot: Moot | None) -> Board:
    """The board of a moot, or of all moots; one that is not kept yet where nothing was gathered."""
    return Board.objects.filter(moot=moot).select_related("moot").first() or Board(moot=moot)


def board_at(slug: str | None) -> Board:
    """The board of an address; 404 for a moot that is not there."""
    return board_of(get_object_or_404(Moot, slug=slug) if slug else None)


def sayings_on(moot: Moot | None) -> tuple[Saying, ...]:
    """What themes are made of: released notes, and statements that moderators have not rejected."""
    moots = [moot] if moot else Moot.objects.all()
    return sayings_of(value_of(one) for one in moots)


def sayings_named(name: str) -> tuple[Saying, ...]:
    """The public sayings of the moot of that short name, or of all for "all". Raises NotFound."""
    if name == ALL:
        return sayings_on(None)
    moot = Moot.objects.filter(slug=name).first()
    if moot is None:
        raise NotFound(f"There is no moot {name!r}; 'folkmoot meetings list' names those there are.")
    return sayings_on(moot)


def moots_named(slugs: Sequence[str]) -> list[Moot]:
    """The moots of these short names; all of them for none. Raises NotFound."""
    if not slugs:
        return list(Moot.objects.all())
    found = {moot.slug: moot for moot in Moot.objects.filter(slug__in=slugs)}
    if missing := next((slug for slug in slugs if slug not in found), None):
        raise NotFound(f"There is no moot {missing!r}; 'folkmoot meetings list' names those there are.")
    return [found[slug] for slug in slugs]


VISIBLE = ~Q(note__isnull=False, note__released_at__isnull=True) & ~Q(
    statement__moderation=Statement.Moderation.REJECTED
)
"""The note is still released, or the statement is still not rejected."""
SAID = ("note__table", "note__moot", "statement__moot")


def placements_of(board: Board) -> QuerySet[Placement]:
    return board.placements.select_related("theme", *SAID)


def shown_placements(board: Board) -> QuerySet[Placement]:
    """The placements of what may be shown."""
    return board.placements.filter(VISIBLE).select_related("placed_by", *SAID)


def shown_mentions(board: Board) -> QuerySet[Mention]:
    """Where the names of a board stand, as far as it may be shown."""
    return Mention.objects.filter(VISIBLE, name__board=board).select_related("name", *SAID)


def theme_at(board: Board, key: str) -> Theme | None:
    """The theme of an address, or the one it was merged into or went to; None where nothing is left."""
    gone = dict(board.gone.values_list("key", "into")) if board.pk else {}
    for _ in range(len(gone) + 1):
        theme: Theme | None = Theme.objects.filter(board_id=board.pk, key=key).first()
        into = gone.get(key) or gone.get(digest_of(key))
        if theme is not None or into is None:
            return theme
        key = into
    return None


def was_given(board: Board, key: str) -> bool:
    """Whether a theme of this board once had this number."""
    return 0 < number_of(key) <= board.last_key


def digest_of(words: str) -> str:
    """What is kept of a key of words, as themes first had them: enough to know it again, and no word."""
    return hashlib.sha256(words.encode()).hexdigest()


def last_move(board: Board) -> Move | None:
    """What an undo would undo."""
    return board.moves.filter(undone=False).select_related("who").first() if board.pk else None


def key_of(placement: Placement) -> str:
    """The key that the library knows a placement's note or statement by."""
    if placement.note is not None:
        return note_key(placement.note.moot.slug, placement.note.number)
    return statement_key(placement.statement.moot.slug, placement.statement.number)


def earlier_of(board: Board) -> Earlier:
    """Where everything stood, and what people decided about it."""
    if board.pk is None:
        return Earlier()
    placements = list(placements_of(board).order_by("pk"))
    keys = [key_of(placement) for placement in placements]
    pairs = list(zip(keys, placements, strict=True))
    return Earlier(
        places={key: placement.theme.key if placement.theme else "" for key, placement in pairs},
        parts={key: placement.part for key, placement in pairs if placement.part},
        held=frozenset(key for key, placement in pairs if placement.placed_by_id),
        kept=frozenset(board.themes.filter(made_by__isnull=False).values_list("key", flat=True)),
        last_id=board.last_key,
    )


def ids_of(sayings: Iterable[Saying]) -> dict[str, tuple[str, int]]:
    """For each saying's key the field it is pointed at by ("note", "statement") and its row."""
    slugs: Sequence[str] = sorted({saying.moot for saying in sayings})
    found: dict[str, tuple[str, int]] = {}
    for moot in Moot.objects.filter(slug__in=slugs):
        for number, pk in moot.notes.values_list("number", "pk"):
            found[note_key(moot.slug, number)] = ("note_id", pk)
        for number, pk in moot.statements.values_list("number", "pk"):
            found[statement_key(moot.slug, number)] = ("statement_id", pk)
    return found
