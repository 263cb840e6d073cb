"""What the pages of themes show, gathered for their templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from folkmoot.opinion.themes.names import FEWEST_TABLES
from folkmoot.opinion.themes.recurring import town_of
from folkmoot.opinion.themes.sayings import telling_words
from folkmoot.text import stem
from folkmoot.web.meetings.models import Moot, Note, Statement
from folkmoot.web.themes import queries
from folkmoot.web.themes.models import Board, Mention, Placement, Theme

QUOTED = 3
WORDS_OF_A_NAME = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One note or statement as it stands in a theme."""

    placement: Placement | Mention

    @property
    def moot(self) -> Moot:
        return (self.placement.note or self.placement.statement).moot

    @property
    def note(self) -> Note | None:
        return self.placement.note

    @property
    def statement(self) -> Statement | None:
        return self.placement.statement

    @property
    def words(self) -> str:
        return str((self.placement.note or self.placement.statement).words)


class Heard:
    """Sayings, and over which tables, moots and towns they go."""

    __slots__ = ()
    said: list[Said]

    @property
    def tables(self) -> int:
        return len({one.note.table_id for one in self.said if one.note and one.note.table_id})

    @property
    def moots(self) -> list[Moot]:
        return list({one.moot.pk: one.moot for one in self.said}.values())

    @property
    def towns(self) -> list[str]:
        return sorted({town for moot in self.moots if (town := town_of(moot.place))})


@dataclass(frozen=True, slots=True)
class Part:
    """Sayings of a theme that belong together more closely; the words that mark them."""

    name: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Shown(Heard):
    """A theme with what may be shown of it. `words` stand in at least one saying that is shown."""

    theme: Theme
    words: tuple[str, ...]
    said: list[Said]
    loose: list[Said] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.theme.name or ", ".join(self.words[:WORDS_OF_A_NAME]) or self.said[0].words[:60]

    @property
    def notes(self) -> int:
        return sum(1 for one in self.said if one.note)

    @property
    def statements(self) -> int:
        return len(self.said) - self.notes

    @property
    def quoted(self) -> list[Said]:
        """The most telling, a different table each where there are such; notes before statements."""
        seen: set[object] = set()
        first = []
        for one in sorted(self.said, key=lambda one: one.note is None):
            place = one.note.table_id if one.note else one.placement.pk
            if place not in seen:
                seen.add(place)
                first.append(one)
        return first[:QUOTED]


@dataclass(frozen=True, slots=True)
class Page:
    """The themes of a moot or of all, the largest first, and what belongs nowhere."""

    board: Board
    themes: list[Shown]
    nowhere: list[Said]

    @property
    def is_made(self) -> bool:
        return self.board.made_at is not None


def page(board: Board) -> Page:
    """Everything on a board that may be shown."""
    if board.pk is None:
        return Page(board, [], [])
    by_theme: dict[int | None, list[Said]] = {}
    for placement in queries.shown_placements(board):
        by_theme.setdefault(placement.theme_id, []).append(Said(placement))
    shown = [_shown(theme, by_theme[theme.pk]) for theme in board.themes.all() if theme.pk in by_theme]
    shown.sort(key=lambda one: (-one.tables, -len(one.said), one.theme.pk))
    return Page(board, shown, by_theme.get(None, []))


def _shown(theme: Theme, said: list[Said]) -> Shown:
    here = _stems(said)
    words = tuple(word for word in theme.words if stem(word) in here)
    by_part: dict[str, list[Said]] = {}
    for one in said:
        by_part.setdefault(one.placement.part, []).append(one)
    loose = by_part.pop("", [])
    parts = [
        Part(_name_of(theme.part_words.get(part, ()), members), members)
        for part, members in by_part.items()
        if len(members) > 1
    ]
    parts.sort(key=lambda part: (-len(part.said), part.name))
    named = {id(one) for part in parts for one in part.said}
    return Shown(
        theme, words, said, loose + [o for o in said if o.placement.part and id(o) not in named], parts
    )


def _stems(said: Iterable[Said]) -> set[str]:
    return {
        root
        for one in said
        for text in (one.words, *((one.note.so_that, one.note.other_side) if one.note else ()))
        for root, _ in telling_words(text)
    }


def _name_of(words: Iterable[str], said: list[Said]) -> str:
    """A part is called by those of its words that still stand in what is shown of it."""
    here = _stems(said)
    return ", ".join(word for word in words if stem(word) in here)


@dataclass(frozen=True, slots=True)
class ShownName(Heard):
    """A name that recurs in what may be shown, and where it stands."""

    name: str
    kind: str
    said: list[Said]

    @property
    def recurs(self) -> bool:
        """Still at two tables or two moots, with what was hidden since left out."""
        places = {(one.moot.pk, one.note.table_id if one.note else None) for one in self.said}
        return len(places) >= FEWEST_TABLES


def names(board: Board) -> list[ShownName]:
    """The names that recur: those in most towns and moots first, then those in most notes."""
    if board.pk is None:
        return []
    by_name: dict[int, list[Mention]] = {}
    for mention in queries.shown_mentions(board):
        by_name.setdefault(mention.name_id, []).append(mention)
    found = [
        ShownName(own[0].name.name, own[0].name.kind, [Said(one) for one in own]) for own in by_name.values()
    ]
    shown = [one for one in found if one.recurs]
    return sorted(shown, key=lambda one: (-len(one.towns), -len(one.moots), -len(one.said), one.name))
