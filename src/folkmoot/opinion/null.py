"""Would votes without groups look like this? The test that lets "no clear groups" be an answer.

The null: everybody takes sides by how readily they agree and how well each statement is liked,
and by nothing else. Votes drawn from it keep, in the mean, how often each person and each
statement was agreed with, and exactly who took a side on what. What is compared is how strongly
the votes line up along their strongest direction.
Source: parallel analysis, Horn 1965, Psychometrika 30:179-185; null after Rasch 1960.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.opinion.latent import VARIANCE_FLOOR, Sides
from folkmoot.opinion.votes import Floats, Ints

DRAWS = 40
BEYOND = 3.5
MOST_ROWS = 2_000
FIT_ROUNDS = 12
ROUNDS_FROM_THE_TRUTH = 5
READINESS = 1.0
LIKING = 0.1
SEED = 18_650
DENSE_SIDE = 200


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """How strongly votes line up, beside votes drawn without groups.

    found: the largest singular value of what people and statements alone do not explain.
    expected, spread: mean and standard deviation of the same in draws without groups.
    """

    found: float
    expected: float
    spread: float

    @property
    def stands_out(self) -> bool:
        """Whether it is beyond what draws without groups reach (three and a half standard deviations)."""
        return self.found > self.expected + BEYOND * self.spread

    @property
    def times_spread(self) -> float:
        """How many standard deviations beyond chance."""
        return (self.found - self.expected) / self.spread if self.spread > 0 else 0.0


NO_CHANCE = AgainstChance(0.0, 0.0, 0.0)


def against_chance(votes: Sides, *, draws: int = DRAWS) -> AgainstChance:
    """The votes beside draws without groups. Above 2,000 rows, 2,000 of them evenly through the order."""
    cells = _cells(votes)
    if not len(cells.agreed) or not 0 < cells.agreed.mean() < 1:
        return NO_CHANCE
    start = cells.fitted(cells.agreed, *cells.nothing_known(), rounds=FIT_ROUNDS)
    chance = cells.likely(*start)
    draw = np.random.default_rng(SEED)
    drawn = []
    for _ in range(draws):
        imagined = (draw.random(len(chance)) < chance).astype(np.float64)
        refitted = cells.fitted(imagined, *start, rounds=ROUNDS_FROM_THE_TRUTH)
        drawn.append(cells.strongest(imagined, cells.likely(*refitted)))
    return AgainstChance(
        cells.strongest(cells.agreed, chance), float(np.mean(drawn)), float(np.std(drawn, ddof=1))
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Every side taken: row and column, and 1 for agreement, 0 for disagreement."""

    row: Ints
    column: Ints
    agreed: Floats
    shape: tuple[int, int]

    def nothing_known(self) -> tuple[Floats, Floats]:
        """Nobody readier than others, nothing liked better."""
        return np.zeros(self.shape[0]), np.zeros(self.shape[1])

    def likely(self, ready: Floats, liked: Floats) -> Floats:
        """The chance of agreement in each cell, from readiness of the person and liking of the statement."""
        return _logistic(ready[self.row] + liked[self.column])

    def fitted(self, agreed: Floats, ready: Floats, liked: Floats, *, rounds: int) -> tuple[Floats, Floats]:
        """Readiness of each person and liking of each statement, begun from what is given."""
        ready, liked = ready.copy(), liked.copy()
        for _ in range(rounds):
            for at, value, prior in ((self.column, liked, LIKING), (self.row, ready, READINESS)):
                chance = self.likely(ready, liked)
                slope = np.bincount(at, agreed - chance, len(value)) - prior * value
                bend = np.bincount(at, chance * (1.0 - chance), len(value)) + prior
                value += np.clip(slope / bend, -1.5, 1.5)
        return ready, liked

    def strongest(self, agreed: Floats, chance: Floats) -> float:
        """The largest singular value of what is left, each cell measured in its own spread."""
        from scipy import sparse
        from scipy.sparse.linalg import svds

        left = (agreed - chance) / np.sqrt(chance * (1.0 - chance) + VARIANCE_FLOOR)
        matrix = sparse.csr_array((left, (self.row, self.column)), shape=self.shape)
        if min(self.shape) <= DENSE_SIDE:
            dense = matrix.toarray() if self.shape[0] >= self.shape[1] else matrix.toarray().T
            return float(np.sqrt(max(np.linalg.eigvalsh(dense.T @ dense)[-1], 0.0)))
        return float(svds(matrix, k=1, v0=np.ones(min(self.shape)), return_singular_vectors=False)[0])


def _logistic(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))


def _cells(votes: Sides) -> _Cells:
    from scipy import sparse

    rows = np.arange(len(votes))
    if len(rows) > MOST_ROWS:
        rows = np.linspace(0, len(rows) - 1, MOST_ROWS).astype(np.int64)
    agree, disagree = (sparse.coo_array(part[rows]) for part in (votes.agree, votes.disagree))
    row = np.concatenate((agree.row, disagree.row)).astype(np.int64)
    column = np.concatenate((agree.col, disagree.col)).astype(np.int64)
    agreed = np.concatenate((np.ones(agree.nnz), np.zeros(disagree.nnz)))
    return _Cells(row, column, agreed, (len(rows), votes.agree.shape[1]))
