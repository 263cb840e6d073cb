"""Gather themes and keep them; and what people do to them. Each act is one transaction and one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from folkmoot.errors import FolkmootError, Refused
from folkmoot.opinion.themes import Saying, Themes, find_themes
from folkmoot.opinion.themes.names import recurring_names
from folkmoot.web.accounts.models import User
from folkmoot.web.journal.actions import write_line
from folkmoot.web.meetings.models import Moot
from folkmoot.web.themes import queries
from folkmoot.web.themes.models import (
    EVERYWHERE,
    Board,
    Gone,
    Mention,
    Move,
    Placement,
    RecurringName,
    Theme,
)

TRIES = 3
WORDS_OF_A_PART = 3
MOVED, RENAMED, MERGED, SPLIT, UNDID = "moved", "renamed", "merged", "split", "undid"


class Clash(FolkmootError):
    """Somebody else changed it meanwhile; nothing of theirs was touched. `facts["theirs"]` is theirs."""


def compute(moot: Moot | None) -> Board:
    """The themes of a moot, or of all moots, gathered again from those of the last time.

    Takes seconds, so never in a request. What people placed, named and made stays. Where somebody
    moves something meanwhile, the run is made again from there.
    """
    for _ in range(TRIES):
        board = queries.board_of(moot)
        sayings = queries.sayings_on(moot)
        found = find_themes(sayings, earlier=queries.earlier_of(board))
        kept = keep(board, sayings, found)
        if kept is not None:
            return kept
    return queries.board_of(moot)


@transaction.atomic
def keep(board: Board, sayings: Sequence[Saying], found: Themes) -> Board | None:
    """Keep what a run found; None, and nothing kept, where the board changed since the run began."""
    revision, board = board.revision, _locked(board)
    if board.revision != revision:
        return None
    by = {key: who for key, who in _placed_by(board).items() if who}
    stood = {queries.key_of(one): one.theme.key for one in queries.placements_of(board) if one.theme}
    themes = _themes_kept(board, found)
    rows = queries.ids_of(sayings)
    board.placements.all().delete()
    Placement.objects.bulk_create(
        [
            Placement(
                board=board, theme=theme, part=part, rank=rank, placed_by_id=by.get(key), **dict([rows[key]])
            )
            for theme, part, rank, key in _placements(found, themes)
            if key in rows
        ],
        batch_size=500,
    )
    given_up = board.themes.filter(made_by__isnull=True).exclude(pk__in=[one.pk for one in themes.values()])
    _leave_addresses(board, given_up.values_list("key", flat=True), stood, found)
    given_up.delete()
    _keep_names(board, sayings, rows)
    board.made_at, board.bits, board.bits_by_chance = timezone.now(), found.bits, found.bits_by_chance
    board.last_key, board.none_because = max(board.last_key, found.last_id), found.none_because
    board.revision += 1
    board.save()
    return board


def _locked(board: Board) -> Board:
    """The board's own row, made where it is missing, and nobody else's until the transaction ends."""
    scope = board.moot.slug if board.moot else EVERYWHERE
    made, _ = Board.objects.get_or_create(scope=scope, defaults={"moot": board.moot})
    return Board.objects.select_for_update().get(pk=made.pk)


def _placed_by(board: Board) -> dict[str, int | None]:
    return {queries.key_of(one): one.placed_by_id for one in queries.placements_of(board)}


def _leave_addresses(board: Board, given_up: Iterable[str], stood: dict[str, str], found: Themes) -> None:
    """The address of a theme that a run gave up leads to the one that most of what was in it went to."""
    stands = {key: one.id for one in found.themes for key in one.sayings}
    for theme in given_up:
        went = Counter(stands[key] for key, was in stood.items() if was == theme and key in stands)
        if went:
            into = went.most_common(1)[0][0]
            Gone.objects.update_or_create(board=board, key=theme, defaults={"into": into})


def _keep_names(board: Board, sayings: Sequence[Saying], rows: dict[str, tuple[str, int]]) -> None:
    """The names that recur in these sayings, and where each stands."""
    board.names.all().delete()
    for one in recurring_names(sayings).names:
        name = RecurringName.objects.create(board=board, name=one.name[:200], kind=one.kind)
        Mention.objects.bulk_create(
            [Mention(name=name, **dict([rows[key]])) for key in one.sayings if key in rows], batch_size=500
        )


def _themes_kept(board: Board, found: Themes) -> dict[str, Theme]:
    themes = {theme.key: theme for theme in board.themes.all()}
    for one in found.themes:
        theme = themes.setdefault(one.id, Theme(board=board, key=one.id))
        theme.words = list(one.words)
        theme.part_words = {part.id: list(part.words[:WORDS_OF_A_PART]) for part in one.parts}
        theme.save()
    return {one.id: themes[one.id] for one in found.themes}


def _placements(found: Themes, themes: dict[str, Theme]) -> Iterable[tuple[Theme | None, str, int, str]]:
    for one in found.themes:
        part_of = {key: part.id for part in one.parts for key in part.sayings}
        for rank, key in enumerate(one.sayings):
            yield themes[one.id], part_of.get(key, ""), rank, key
    for rank, key in enumerate(found.nowhere):
        yield None, "", rank, key


# What people do


@dataclass(frozen=True, slots=True)
class Moved:
    """How many were moved, and which were left because somebody else had moved them meanwhile."""

    count: int
    left: tuple[Placement, ...]


def move(who: User, board: Board, placements: Iterable[int], *, source: str, to: str) -> Moved:
    """Put notes and statements into another theme ("" for none); they stay there whatever a run finds.

    source: the key of the theme they stood in when `who` looked. What somebody else moved since is
    left where it is and told. Raises Clash where the theme they should go to is gone.
    """
    with _changing(who, board, MOVED) as change:
        target = change.theme(to) if to else None
        chosen = list(change.board.placements.filter(pk__in=list(placements)).select_related("theme"))
        here = [one for one in chosen if (one.theme.key if one.theme else "") == source]
        change.place(here, target)
        change.tell(count=len(here), theme=to)
    return Moved(len(here), tuple(one for one in chosen if one not in here))


def rename(who: User, board: Board, key: str, *, name: str, was: str) -> Theme:
    """Call a theme something; a run keeps the name and the theme. Raises Clash where its name is not
    what it was when `who` looked."""
    with _changing(who, board, RENAMED) as change:
        theme = change.theme(key)
        if theme.name != was:
            raise Clash(f"It was named “{theme.name}” while you wrote; look at both.", theirs=theme.name)
        change.remember(theme)
        theme.name, theme.made_by = name.strip(), who
        theme.save()
        change.tell(theme=key, name=theme.name)
    return theme


def merge(who: User, board: Board, key: str, *, into: str) -> Theme:
    """Put everything of one theme into another and give the first one up; all of both is held together."""
    with _changing(who, board, MERGED) as change:
        theme, target = change.theme(key), change.theme(into)
        if theme == target:
            raise Refused("A theme cannot be merged into itself; choose another.")
        both = list(Placement.objects.filter(theme__in=[theme, target]).select_related("theme"))
        change.remember(theme)
        change.remember(target)
        target.made_by = target.made_by or who
        target.save()
        change.place(both, target)
        theme.delete()
        Gone.objects.update_or_create(board=change.board, key=key, defaults={"into": into})
        change.tell(theme=key, into=into)
    return target


def split(who: User, board: Board, placements: Iterable[int], *, source: str, name: str) -> Theme:
    """Make a theme of its own out of some of another. Raises Refused where nothing is left to move."""
    with _changing(who, board, SPLIT) as change:
        here = [
            one
            for one in change.board.placements.filter(pk__in=list(placements)).select_related("theme")
            if (one.theme.key if one.theme else "") == source
        ]
        if not here:
            raise Refused("Nothing was chosen, or all of it has been moved; look again.")
        change.board.last_key += 1
        change.board.save(update_fields=["last_key"])
        key = str(change.board.last_key)
        change.forget_again(key)
        theme = Theme.objects.create(board=change.board, key=key, name=name.strip(), made_by=who)
        change.place(here, theme)
        change.tell(theme=source, new=key, name=theme.name, count=len(here))
    return theme


def undo(who: User, board: Board, *, last: int) -> Move:
    """Take the newest act back. Raises Clash where that is no longer move number `last`."""
    with transaction.atomic():
        board = _locked(board)
        _refuse_unless(who, board)
        newest = queries.last_move(board)
        if newest is None or newest.pk != last:
            raise Clash("Something else was done meanwhile; look at it before taking it back.", theirs="")
        _put_back(board, newest.before)
        newest.undone = True
        newest.save(update_fields=["undone"])
        Board.objects.filter(pk=board.pk).update(revision=F("revision") + 1)
        write_line(
            who=who,
            verb=UNDID,
            kind="themes",
            key=board.key,
            content={"move": newest.pk, "verb": newest.verb},
        )
    return newest


def _put_back(board: Board, before: dict[str, Any]) -> None:
    for key, was in before["themes"].items():
        if was is not None:
            values = {"name": was["name"], "made_by_id": was["made_by"]}
            Theme.objects.update_or_create(board=board, key=key, defaults=values)
            board.gone.filter(key=key).delete()
    themes = {theme.key: theme for theme in board.themes.all()}
    for placement in board.placements.filter(pk__in=[int(pk) for pk in before["placements"]]):
        key, placement.part, placement.placed_by_id = before["placements"][str(placement.pk)]
        placement.theme = themes.get(key)
        placement.save()
    for key, was in before["themes"].items():
        if was is None and key in themes:
            themes[key].delete()


def _refuse_unless(who: User, board: Board) -> None:
    if not who.has_perm("themes.arrange", board):
        raise Refused("Themes are arranged by the staff of their moot, and by stewards.")


class _changing:
    """One act of a person: the board locked, what was there remembered, one line in the journal."""

    def __init__(self, who: User, board: Board, verb: str) -> None:
        self.who, self.verb, self._asked = who, verb, board
        self.before: dict[str, dict[str, Any]] = {"placements": {}, "themes": {}}
        self.content: dict[str, Any] = {}
        self.tell: Callable[..., None] = self.content.update

    def __enter__(self) -> _changing:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        try:
            self.board = _locked(self._asked)
            _refuse_unless(self.who, self.board)
        except BaseException as error:
            self._atomic.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            if kind is None:
                Board.objects.filter(pk=self.board.pk).update(revision=F("revision") + 1)
                Move.objects.create(board=self.board, who=self.who, verb=self.verb, before=self.before)
                write_line(
                    who=self.who, verb=self.verb, kind="themes", key=self.board.key, content=self.content
                )
        finally:
            self._atomic.__exit__(kind, error, trace)

    def theme(self, key: str) -> Theme:
        found: Theme | None = self.board.themes.filter(key=key).first()
        if found is None:
            raise Clash("That theme is gone: somebody merged it meanwhile. Look again.", theirs="")
        return found

    def remember(self, theme: Theme) -> None:
        self.before["themes"][theme.key] = {
            "name": theme.name,
            "made_by": theme.made_by_id,
        }

    def forget_again(self, key: str) -> None:
        """A theme that this act makes: undoing takes it away."""
        self.before["themes"][key] = None

    def place(self, placements: Sequence[Placement], target: Theme | None) -> None:
        for one in placements:
            self.before["placements"][str(one.pk)] = [
                one.theme.key if one.theme else "",
                one.part,
                one.placed_by_id,
            ]
            one.theme, one.part, one.placed_by = target, "", self.who
        Placement.objects.bulk_update(placements, ["theme", "part", "placed_by"], batch_size=500)
