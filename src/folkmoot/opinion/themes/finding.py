"""The themes of what was said, in two levels, begun from those of an earlier day where there are any."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from folkmoot.opinion.themes.duplicates import said_once
from folkmoot.opinion.themes.gathering import (
    FEWEST_IN_A_THEME,
    FEWEST_SAYINGS,
    MOSTLY_UNSPACED,
    NOWHERE,
    STRANGER,
    gather,
    likeness,
    sums,
)
from folkmoot.opinion.themes.naming import number_of, numbered, words_of_themes
from folkmoot.opinion.themes.sayings import NOTE, Saying
from folkmoot.opinion.themes.table import WordTable, rows_of, word_table
from folkmoot.opinion.votes import Floats, Ints

WORDS_SHOWN = 8
MOSTLY_NEW = 0.5  # once more than this share of the sayings is new, themes are looked for afresh
SAME_THEME = 0.3  # shared sayings over all sayings of two themes, to be the same theme
MADE_OF = 0.5  # what the themes of its notes count for a statement, against its own words
UNSAID = -2
FEW, SCRIPT, CHANCE = "few", "script", "chance"


@dataclass(frozen=True, slots=True)
class Theme:
    """Sayings that belong together.

    id: a number that stays the same from run to run and is never given again ("12"; of a part "12.3");
    it holds no word of anybody's. words: those that mark it most, as they were said.
    sayings: keys of its notes and statements, the most telling first; parts: the themes inside it.
    """

    id: str
    words: tuple[str, ...]
    sayings: tuple[str, ...]
    parts: tuple[Theme, ...] = ()

    @property
    def name(self) -> str:
        """Its first three words: what it is called until somebody finds better."""
        return ", ".join(self.words[:3])


@dataclass(frozen=True, slots=True)
class Themes:
    """All themes, the largest first, and the keys of what belongs nowhere.

    none_because: empty where there are themes; FEW where there is too little to look through, SCRIPT
    where most of it is in a script whose words are not told apart here, CHANCE where the words go
    together no more than shuffled ones. last_id: the highest number that any theme was given so far.
    bits, bits_by_chance: how much the place of a saying can be told without its loudest word, and how
    much of that is there in shuffled words too; both 0 where themes were carried on from an earlier day.
    """

    themes: tuple[Theme, ...]
    nowhere: tuple[str, ...]
    bits: float = 0.0
    bits_by_chance: float = 0.0
    none_because: str = ""
    last_id: int = 0


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where sayings stood: key -> id of the theme (or of the part inside it), "" for nowhere.

    held: keys that people put where they are; they stay. kept: ids that people made or named; they
    are not given up. last_id: the highest number given so far, that of a theme since gone included.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    held: Collection[str] = frozenset()
    kept: Collection[str] = frozenset()
    last_id: int = 0

    @property
    def highest(self) -> int:
        """The highest number any theme had."""
        return max([self.last_id, *map(number_of, (*self.places.values(), *self.kept))])


NOTHING_EARLIER = Earlier()


def find_themes(sayings: Sequence[Saying], *, earlier: Earlier = NOTHING_EARLIER, seed: int = 1) -> Themes:
    """The themes of these sayings; none where their words go together no more than shuffled ones.

    Themes are made of notes; statements join the theme of their words and of the notes they came
    from. Without notes to speak of, statements make the themes themselves. What says nearly the same
    counts once, and goes where the first of it goes. The order in which sayings come does not matter.
    """
    sayings = sorted(sayings, key=lambda saying: saying.key)
    core, rest = _core(sayings)
    once, again = said_once(core, held=earlier.held)
    if len(once) < FEWEST_SAYINGS and not earlier.places:
        return Themes((), _keys(sayings), none_because=FEW, last_id=earlier.highest)
    table = word_table(once)
    found = _found(once, table, earlier, seed)
    followers = {key for keys in again.values() for key in keys}
    apart = [one for one in core if one.key in followers & set(earlier.held)]
    rest = [*rest, *apart]
    of_rest = _joining(table, found.labels, len(found.ids), once, rest, _held(rest, earlier, found.ids))
    themes = _told(table, once, rest, of_rest, found, earlier)
    themes = [_with_followers(theme, again, {one.key for one in apart}) for theme in themes]
    placed = {key for theme in themes for key in theme.sayings}
    return Themes(
        themes=tuple(sorted(themes, key=lambda theme: (-len(theme.sayings), number_of(theme.id)))),
        nowhere=tuple(key for key in _keys((*core, *rest)) if key not in placed),
        bits=found.bits,
        bits_by_chance=found.bits_by_chance,
        none_because="" if themes else _why_none(once, table),
        last_id=max([earlier.highest, *(number_of(theme.id) for theme in themes)]),
    )


def _keys(sayings: Sequence[Saying]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(saying.key for saying in sayings))


def _why_none(once: Sequence[Saying], table: WordTable) -> str:
    if len(once) < FEWEST_SAYINGS:
        return FEW
    return SCRIPT if table.unspaced > MOSTLY_UNSPACED else CHANCE


def _with_followers(theme: Theme, again: Mapping[str, tuple[str, ...]], apart: Collection[str]) -> Theme:
    """A theme with what says nearly the same as something in it, after all the rest."""
    more = [one for key in theme.sayings for one in again.get(key, ()) if one not in apart]
    parts = tuple(_with_followers(part, again, apart) for part in theme.parts)
    return replace(theme, sayings=(*theme.sayings, *more), parts=parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Labels of what makes the themes, the id of each label, and the same for their parts."""

    labels: Ints
    ids: list[str]
    parts: Ints
    part_ids: list[str]
    bits: float = 0.0
    bits_by_chance: float = 0.0


def _found(core: Sequence[Saying], table: WordTable, earlier: Earlier, seed: int) -> _Found:
    known = sum(1 for saying in core if saying.key in earlier.places)
    if known and known >= (1 - MOSTLY_NEW) * len(core):
        labels, ids = _carried_on(core, table, earlier, seed)
        part_ids = sorted({*filter(None, earlier.parts.values())})
        parts = _moved(table, _labels(core, earlier.parts, part_ids), len(part_ids))
        return _Found(labels, ids, parts, part_ids)
    fresh = gather(table, seed=seed)
    ids = _known_again(core, fresh.labels, earlier.places)
    part_ids = _known_again(core, fresh.finer, earlier.parts)
    labels, ids = _as_people_put_them(core, fresh.labels, ids, earlier)
    return _Found(labels, ids, fresh.finer, part_ids, fresh.bits, fresh.bits_by_chance)


def _core(sayings: Sequence[Saying]) -> tuple[list[Saying], list[Saying]]:
    """What themes are made of, and what joins them."""
    notes = [saying for saying in sayings if saying.kind == NOTE]
    others = [saying for saying in sayings if saying.kind != NOTE]
    return (notes, others) if len(notes) >= max(FEWEST_SAYINGS, len(others) / 2) else (list(sayings), [])


def _labels(sayings: Sequence[Saying], places: Mapping[str, str], ids: Sequence[str]) -> Ints:
    """Where each saying stood; NOWHERE for one that stood nowhere or is new."""
    column = {id_: place for place, id_ in enumerate(ids)}
    return np.array([column.get(places.get(saying.key, ""), NOWHERE) for saying in sayings], dtype=np.int64)


def _held(sayings: Sequence[Saying], earlier: Earlier, ids: Sequence[str]) -> Ints:
    """Where people put each saying; UNSAID where they did not say."""
    said = np.array([saying.key in earlier.held for saying in sayings], dtype=bool)
    return np.where(said, _labels(sayings, earlier.places, ids), UNSAID)


# An earlier day's themes carried on


def _carried_on(
    core: Sequence[Saying], table: WordTable, earlier: Earlier, seed: int
) -> tuple[Ints, list[str]]:
    """The earlier themes with what is new put where it belongs, and new themes of what fits none."""
    ids = sorted({*filter(None, earlier.places.values()), *earlier.kept})
    held = _held(core, earlier, ids)
    labels = _moved(table, _labels(core, earlier.places, ids), len(ids))
    return _with_new_themes(core, np.where(held == UNSAID, labels, held), ids, held, seed)


def _moved(table: WordTable, before: Ints, count: int) -> Ints:
    """What stood somewhere stays; what stood nowhere, or is new, is in the theme it is most like."""
    if not count:
        return before
    near = likeness(table.own, before, count)
    joins = (before == NOWHERE) & (near.max(axis=1) > STRANGER)
    return np.where(joins, near.argmax(axis=1), before)


def _with_new_themes(
    core: Sequence[Saying], labels: Ints, ids: list[str], held: Ints, seed: int
) -> tuple[Ints, list[str]]:
    """What fits no theme looked through for themes of its own."""
    loose = np.flatnonzero((labels == NOWHERE) & (held == UNSAID))
    if len(loose) < FEWEST_SAYINGS:
        return labels, ids
    left = [core[row] for row in loose.tolist()]
    left_table = word_table(left)
    fresh = gather(left_table, seed=seed).labels
    labels = labels.copy()
    labels[loose] = np.where(fresh >= 0, fresh + len(ids), NOWHERE)
    return labels, [*ids, *[""] * (int(fresh.max()) + 1)]


# Themes found afresh, known again


def _known_again(core: Sequence[Saying], fresh: Ints, places: Mapping[str, str]) -> list[str]:
    """For each fresh theme the id of the earlier one whose sayings it shares; "" for a new one."""
    count = int(fresh.max()) + 1
    ids = [""] * count
    there = [{core[row].key for row in _rows_with(fresh, label)} for label in range(count)]
    before: dict[str, set[str]] = {}
    for key, id_ in places.items():
        if id_:
            before.setdefault(id_, set()).add(key)
    pairs = sorted(
        (-len(now & then) / len(now | then), id_, label)
        for label, now in enumerate(there)
        for id_, then in before.items()
        if now & then
    )
    for share, id_, label in pairs:
        if -share >= SAME_THEME and not ids[label] and id_ not in ids:
            ids[label] = id_
    return ids


def _as_people_put_them(
    core: Sequence[Saying], fresh: Ints, ids: list[str], earlier: Earlier
) -> tuple[Ints, list[str]]:
    """Fresh labels with what people placed put there, in themes that they made or named."""
    theirs = {earlier.places[key] for key in earlier.held if earlier.places.get(key)} | set(earlier.kept)
    ids = [*ids, *sorted(theirs - set(ids))]
    held = _held(core, earlier, ids)
    return np.where(held == UNSAID, fresh, held), ids


# Statements, and how it is told


def _joining(
    table: WordTable, labels: Ints, count: int, core: Sequence[Saying], rest: Sequence[Saying], held: Ints
) -> Ints:
    """The theme of each saying that did not make the themes."""
    if not rest or not count:
        return np.full(len(rest), NOWHERE, dtype=np.int64)
    centres = unit_dense(sums(table.own, labels, count))
    near = np.asarray(rows_of(table, rest) @ centres.T)
    of = {saying.key: int(labels[row]) for row, saying in enumerate(core)}
    for row, saying in enumerate(rest):
        origins = [of[key] for key in saying.made_from if of.get(key, NOWHERE) >= 0]
        for label in origins:
            near[row, label] += MADE_OF / len(origins)
    labels_of = np.where(near.max(axis=1) > STRANGER, near.argmax(axis=1), NOWHERE)
    return np.where(held == UNSAID, labels_of, held)


def unit_dense(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))


def _told(
    table: WordTable,
    core: Sequence[Saying],
    rest: Sequence[Saying],
    of_rest: Ints,
    found: _Found,
    earlier: Earlier,
) -> list[Theme]:
    words = words_of_themes(table, found.labels, len(found.ids))
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=len(found.ids))
    ids = numbered(found.ids, sizes.tolist(), after=earlier.highest)
    near = likeness(table.own, found.labels, len(ids)) if ids else np.zeros((len(core), 0))
    themes = []
    for label, id_ in enumerate(ids):
        rows = _best_first(found.labels, label, near)
        keys = [core[row].key for row in rows.tolist()]
        keys += [rest[row].key for row in _rows_with(of_rest, label)]
        if len(rows) >= FEWEST_IN_A_THEME or (keys and _people_placed(keys, id_, earlier)):
            parts = _parts(table, core, rows, found, id_)
            themes.append(Theme(id_, words[label][:WORDS_SHOWN], tuple(keys), parts))
    return themes


def _rows_with(labels: Ints, label: int) -> list[int]:
    return [int(row) for row in np.flatnonzero(labels == label)]


def _best_first(labels: Ints, label: int, near: Floats) -> Ints:
    rows = np.flatnonzero(labels == label)
    return rows[np.argsort(-near[rows, label], kind="stable")]


def _parts(
    table: WordTable, core: Sequence[Saying], rows: Ints, found: _Found, theme: str
) -> tuple[Theme, ...]:
    """The parts of one theme: at least two of three sayings or more, or none."""
    inside = np.full(len(core), NOWHERE, dtype=np.int64)
    inside[rows] = found.parts[rows]
    there, sizes = np.unique(inside[inside >= 0], return_counts=True)
    chosen = there[sizes >= FEWEST_IN_A_THEME]
    if len(chosen) < 2:
        return ()
    places = np.full(max(len(found.part_ids), 1), NOWHERE, dtype=np.int64)
    places[chosen] = np.arange(len(chosen))
    labels = np.where(inside >= 0, places[inside], NOWHERE)
    words = words_of_themes(table, labels, len(chosen))
    known = [found.part_ids[c] for c in chosen]
    own = [part if part.startswith(f"{theme}.") else "" for part in known]
    taken = max((number_of(part.rpartition(".")[2]) for part in found.part_ids if part), default=0)
    ids = numbered(own, sizes[sizes >= FEWEST_IN_A_THEME].tolist(), after=taken, within=f"{theme}.")
    near = likeness(table.own, labels, len(chosen))
    parts = [
        Theme(
            id_,
            words[label][:WORDS_SHOWN],
            tuple(core[r].key for r in _best_first(labels, label, near).tolist()),
        )
        for label, id_ in enumerate(ids)
    ]
    return tuple(sorted(parts, key=lambda part: -len(part.sayings)))


def _people_placed(keys: Collection[str], id_: str, earlier: Earlier) -> bool:
    return id_ in earlier.kept or any(key in earlier.held for key in keys)
