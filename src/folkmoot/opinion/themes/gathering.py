"""Sayings put together by their words: how many themes there are, and whether there are any.

Everything is asked of shuffled words too. What is found in sayings has to be clearly more than
what the same search finds when the same words are dealt out anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from folkmoot.opinion.themes.rotation import SPARE, directions, first_guess
from folkmoot.opinion.themes.table import among, shuffled, start_of
from folkmoot.opinion.votes import Flags, Floats, Ints

if TYPE_CHECKING:
    from scipy import sparse

    from folkmoot.opinion.themes.table import WordTable

ROUNDS = 6
COUNTS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 23, 26, 30, 35, 40, 50, 60)
SAYINGS_A_THEME = 6  # at least, on average; more themes are not tried
SAMPLE = 1_500
SHUFFLES, SHUFFLES_OF_MANY, MANY = 30, 12, 500  # fewer where there are many sayings: they vary less
SHUFFLES_FOR_A_THEME = 4
ASKED_OF_CHANCE = 6  # numbers of themes tried in shuffled words; between them it goes evenly
CLEARLY = 3.5  # standard deviations above what is shuffled
LEAST_SPREAD = 0.01
PARTS_A_THEME = 2.5
FEWEST_SAYINGS = 12
FEWEST_IN_A_THEME = 3
MOSTLY_UNSPACED = 0.5
STRANGER = 0.02  # a saying no liker than this to its theme belongs nowhere
TOUCHING = 1e-9
NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """Sayings in themes.

    labels: one a saying, from 0, or NOWHERE; holds: how much surer its own theme is of each saying than
    the others are on average, without the word that speaks loudest for it.
    finer: labels of a finer search of the same sayings, of which only what stands firm is labelled.
    bits: how much the place of a saying tells of the place it would have without that word, in bits a
    saying; bits_by_chance: the same in shuffled words.
    """

    labels: Ints
    holds: Floats
    finer: Ints
    bits: float = 0.0
    bits_by_chance: float = 0.0

    @property
    def count(self) -> int:
        return int(self.labels.max()) + 1 if len(self.labels) else 0


def gather(table: WordTable, *, seed: int = 1) -> Gathering:
    """The themes of a table; none (every label NOWHERE) where words go together no more than by chance.

    None either where most of it is in a script without spaces: pairs of letters overlap, so that the
    next pair tells of a word that was taken away, and shuffled pairs are no fair comparison.
    """
    if table.unspaced > MOSTLY_UNSPACED:
        return _nothing(table)
    rows = _sample(table, seed)
    own = table.own[rows]
    beside = table.neighbours[rows][:, rows]
    counts = _counts(own)
    if not counts:
        return _nothing(table)
    start = start_of(table.stems, counts[-1] + SPARE)
    draw = np.random.default_rng(seed)
    shuffles = SHUFFLES if own.shape[0] <= MANY else SHUFFLES_OF_MANY
    chance = [_Search(shuffled(own, draw), beside, start, counts[-1]) for _ in range(shuffles)]
    found = _Search(own, beside, start, counts[-1])
    null = _Null.of(counts, chance)
    if not null.is_beyond(found):
        return _nothing(table)
    beyond = null.beyond(found)
    count = _best(counts, beyond, null.spread)
    finer = _finer(counts, count, beyond, null.spread)
    search = found if len(rows) == table.own.shape[0] else _whole(table, start, max(count, finer))
    weighed = chance[:SHUFFLES_FOR_A_THEME]
    return Gathering(
        settled(table.own, _without_weak(search, count, weighed)),
        search.found(count)[1],
        _without_weak(search, finer, weighed) if finer else search.found(count)[0],
        search.bits(count),
        float(null.means[counts.index(count)]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Null:
    """What shuffled words tell by chance.

    counts: numbers of themes; asked: those that were tried; bits: shuffles x asked;
    means: one for each of counts; spread: the standard deviation, over all of asked alike.
    """

    counts: list[int]
    asked: list[int]
    bits: Floats
    means: Floats
    spread: float

    @classmethod
    def of(cls, counts: list[int], chance: list[_Search]) -> _Null:
        places = np.linspace(0, len(counts) - 1, ASKED_OF_CHANCE)
        asked = sorted({counts[round(place)] for place in places})
        bits = np.array([[one.bits(count) for count in asked] for one in chance])
        means = np.interp(np.log(counts), np.log(asked), bits.mean(axis=0))
        return cls(counts, asked, bits, means, max(float(bits.std(axis=0).mean()), LEAST_SPREAD))

    def is_beyond(self, found: _Search) -> bool:
        """Whether the best of what was found stands out further than the best of any shuffle does.

        The best over several numbers of themes is compared with the best over the same, so that having
        looked several times counts for nothing.
        """
        real = max(
            found.bits(count) - float(self.bits[:, place].mean()) for place, count in enumerate(self.asked)
        )
        others = (self.bits.sum(axis=0) - self.bits) / (len(self.bits) - 1)
        best = (self.bits - others).max(axis=1)
        return bool(real > best.mean() + CLEARLY * best.std() and real > best.max())

    def beyond(self, found: _Search) -> Floats:
        """For each number of themes how much more it tells than shuffled words."""
        return np.array([found.bits(count) for count in self.counts]) - self.means


def _best(counts: list[int], beyond: Floats, spread: float) -> int:
    """The number of themes that tells most beyond chance; the largest of those that chance cannot tell
    from the best, since people merge two themes more easily than they part one."""
    return counts[int(np.flatnonzero(beyond >= beyond.max() - spread / 2)[-1])]


def _finer(counts: list[int], count: int, beyond: Floats, spread: float) -> int:
    """A number of parts some times that of the themes which is still clearly beyond chance; 0: none is."""
    clear = [c for c, b in zip(counts, beyond, strict=True) if b > CLEARLY * spread]
    more = [c for c in clear if 1.5 * count <= c <= PARTS_A_THEME * count]
    return max(more, default=0)


def _counts(own: sparse.csr_matrix) -> list[int]:
    """The numbers of themes worth trying."""
    usable = int((np.diff(own.indptr) > 0).sum())
    if usable < FEWEST_SAYINGS:
        return []
    return [count for count in COUNTS if count <= min(usable // SAYINGS_A_THEME, min(own.shape) - 1)]


def _nothing(table: WordTable) -> Gathering:
    size = table.own.shape[0]
    nowhere = np.full(size, NOWHERE, dtype=np.int64)
    return Gathering(nowhere, np.zeros(size), nowhere)


def _sample(table: WordTable, seed: int) -> Ints:
    size = table.own.shape[0]
    if size <= SAMPLE:
        return np.arange(size)
    return np.sort(np.random.default_rng(seed).choice(size, SAMPLE, replace=False)).astype(np.int64)


def _whole(table: WordTable, start: Floats, count: int) -> _Search:
    return _Search(table.own, table.neighbours, start, count)


class _Search:
    """One table searched for any number of themes; what was computed once is kept."""

    def __init__(self, own: sparse.csr_matrix, beside: sparse.csr_matrix, start: Floats, most: int) -> None:
        self.own, self.among = own, among(own, beside)
        self.rows, self.strengths = directions(self.among, most, start)
        self._found: dict[int, tuple[Ints, Floats, Ints]] = {}

    def found(self, count: int) -> tuple[Ints, Floats, Ints]:
        """Labels, how firmly each saying stands there, and where it would stand without its loudest word."""
        if count not in self._found:
            labels = fitted(self.among, first_guess(self.rows, self.strengths, count))
            self._found[count] = (labels, *steadiness(self.own, labels))
        return self._found[count]

    def bits(self, count: int) -> float:
        labels, _, without = self.found(count)
        return information(labels, without)

    def holds_of_themes(self, count: int) -> Floats:
        labels, holds, _ = self.found(count)
        return np.array([holds[labels == label].mean() for label in np.unique(labels)])


def fitted(table: sparse.csr_matrix, labels: Ints, *, held: Flags | None = None) -> Ints:
    """Every saying moved to the theme whose other sayings it is most like, until nothing moves.

    held: sayings that stay where they are.
    """
    labels = labels.copy()
    for _ in range(ROUNDS):
        nearest = likeness(table, labels).argmax(axis=1)
        if held is not None:
            nearest = np.where(held, labels, nearest)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
    return labels


def sums(table: sparse.csr_matrix, labels: Ints, count: int) -> Floats:
    """Themes x words: the sum of the rows of each theme."""
    from scipy import sparse

    placed = np.flatnonzero(labels >= 0)
    belongs = sparse.csr_matrix(
        (np.ones(len(placed)), (labels[placed], placed)), shape=(count, table.shape[0])
    )
    return np.asarray((belongs @ table).todense())


def likeness(table: sparse.csr_matrix, labels: Ints, count: int | None = None) -> Floats:
    """Sayings x themes: the cosine of each saying with each theme, a saying's own part left out."""
    count = int(labels.max()) + 1 if count is None else count
    centres = sums(table, labels, count)
    near = np.asarray(table @ centres.T)
    placed = np.flatnonzero(labels >= 0)
    near[placed, labels[placed]] -= _squares(table)[placed]
    lengths = np.linalg.norm(centres, axis=1)
    return np.asarray(near / np.where(lengths > 0, lengths, 1.0))


def _squares(table: sparse.csr_matrix) -> Floats:
    return np.asarray(table.multiply(table).sum(axis=1)).ravel()


def steadiness(table: sparse.csr_matrix, labels: Ints) -> tuple[Floats, Ints]:
    """For each saying without the word that speaks loudest for its theme: (how much liker it is to its
    own theme than to the others on average, the theme it is then most like, or NOWHERE)."""
    count = int(labels.max()) + 1
    centres = sums(table, labels, count)
    lengths = np.linalg.norm(centres, axis=1)
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    loudest = _loudest((centres[labels[rows], table.indices] - table.data) * table.data, table)
    has = np.flatnonzero(loudest >= 0)
    everyone = np.arange(table.shape[0])
    near = np.asarray(table @ centres.T)
    near[everyone, labels] -= _squares(table)
    word, weight = table.indices[loudest[has]], table.data[loudest[has]]
    near[has] -= weight[:, None] * centres[:, word].T
    near[has, labels[has]] += weight**2
    near /= np.where(lengths > 0, lengths, 1.0)
    without = np.where(near.max(axis=1) > TOUCHING, near.argmax(axis=1), NOWHERE)
    mine = near[everyone, labels]
    others = (near.sum(axis=1) - mine) / max(count - 1, 1)
    return mine - others, without


def information(labels: Ints, without: Ints) -> float:
    """How much two placings of the same sayings tell of each other, in bits a saying (mutual
    information); a saying that one of them places nowhere tells nothing."""
    both = (labels >= 0) & (without >= 0)
    count = int(labels.max()) + 1
    if not both.any():
        return 0.0
    together = np.zeros((count, count))
    np.add.at(together, (labels[both], without[both]), 1.0)
    together /= both.sum()
    apart = np.outer(together.sum(axis=1), together.sum(axis=0))
    some = together > 0
    share = float(both.mean())
    return share * float((together[some] * np.log2(together[some] / apart[some])).sum())


def _loudest(told: Floats, table: sparse.csr_matrix) -> Ints:
    """For each row the place of its largest entry; -1 for an empty row."""
    filled = np.flatnonzero(np.diff(table.indptr) > 0)
    loudest = np.full(table.shape[0], -1, dtype=np.int64)
    if not len(filled):
        return loudest
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    order = np.lexsort((-told, rows))
    loudest[filled] = order[table.indptr[filled]]
    return loudest


def _without_weak(search: _Search, count: int, chance: list[_Search]) -> Ints:
    """Labels after themes that stand no firmer than most of shuffled words have been given up."""
    bar = float(np.median(np.concatenate([one.holds_of_themes(count) for one in chance])))
    labels = search.found(count)[0]
    of_themes = search.holds_of_themes(count)
    there, sizes = np.unique(labels, return_counts=True)
    firm = there[(of_themes > bar) & (sizes >= FEWEST_IN_A_THEME)]
    renamed = np.full(count, NOWHERE, dtype=np.int64)
    renamed[firm] = np.arange(len(firm))
    labels = renamed[labels]
    if not len(firm):
        return labels
    near = likeness(search.own, labels, len(firm))
    return np.where((labels == NOWHERE) & (near.max(axis=1) > STRANGER), near.argmax(axis=1), labels)


def settled(table: sparse.csr_matrix, labels: Ints) -> Ints:
    """Labels with what shares next to no word with the rest of its theme left apart."""
    if labels.max() < 0:
        return labels
    near = likeness(table, labels)
    own = near[np.arange(len(labels)), labels]
    return np.where((labels >= 0) & (own > STRANGER), labels, NOWHERE)
