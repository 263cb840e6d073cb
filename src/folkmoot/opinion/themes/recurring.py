"""What recurs: a theme over tables, moots and towns, and in what words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkmoot.opinion.themes.finding import Theme
from folkmoot.opinion.themes.sayings import NOTE, Saying, telling_words

WORDS_OF_A_MOOT = 5


@dataclass(frozen=True, slots=True)
class AtMoot:
    """A theme at one moot: how many notes and statements, at which tables, in which words, and a quotation.

    said: the key of the most telling saying there.
    """

    moot: str
    town: str
    notes: int
    statements: int
    tables: tuple[int, ...]
    words: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Where a theme came up, the moot with the most of it first. Towns that are not known count for none."""

    theme: str
    moots: tuple[AtMoot, ...]

    @property
    def tables(self) -> int:
        return sum(len(moot.tables) for moot in self.moots)

    @property
    def towns(self) -> tuple[str, ...]:
        return tuple(sorted({moot.town for moot in self.moots if moot.town}))


def recurrence(theme: Theme, sayings: Mapping[str, Saying]) -> Recurrence:
    """Where one theme came up; sayings by their keys."""
    by_moot: dict[str, list[Saying]] = {}
    for key in theme.sayings:
        by_moot.setdefault(sayings[key].moot, []).append(sayings[key])
    places = [_at_moot(moot, said) for moot, said in by_moot.items()]
    return Recurrence(theme.id, tuple(sorted(places, key=lambda p: (-p.notes, -p.statements, p.moot))))


def _at_moot(moot: str, said: Sequence[Saying]) -> AtMoot:
    notes = [saying for saying in said if saying.kind == NOTE]
    return AtMoot(
        moot=moot,
        town=town_of(said[0].place),
        notes=len(notes),
        statements=len(said) - len(notes),
        tables=tuple(sorted({note.table for note in notes if note.table is not None})),
        words=_words(said),
        said=said[0].key,
    )


def _words(said: Sequence[Saying]) -> tuple[str, ...]:
    """The words that most of these sayings share, as most say them; a word said once is no habit."""
    holding: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for saying in said:
        here = dict(telling_words(saying.words))
        holding.update(here.keys())
        for stem, form in here.items():
            forms.setdefault(stem, Counter())[form.lower()] += 1
    often = sorted((-count, stem) for stem, count in holding.items() if count > 1)[:WORDS_OF_A_MOOT]
    return tuple(forms[stem].most_common(1)[0][0] for _, stem in often)


def town_of(place: str) -> str:
    """The town in a place: what stands after the last comma, or all of it."""
    return place.rpartition(",")[2].strip()
