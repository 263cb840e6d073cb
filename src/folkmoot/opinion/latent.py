"""Groups as a model: everybody in a group takes sides on a statement at the group's own rate.

A mixture of profiles, fitted by collapsed variational Bayes: rates are integrated out, and where
somebody belongs is judged by what the others in a group did, never by their own votes. A vote that
was not cast says nothing, and neither does a pass. A group's rate on a statement is drawn towards
everybody's until enough of the group have voted, so few votes make no group; the bound on the
evidence tells when one more group is one too many.
Source: Bishop 2006, Pattern Recognition and Machine Learning, chapter 10; Asuncion, Welling, Smyth
and Teh 2009, UAI (CVB0, rates integrated out); latent classes after Lazarsfeld and Henry 1968.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from folkmoot.opinion.votes import Flags, Floats, Ints, VoteMatrix

if TYPE_CHECKING:
    from scipy import sparse

Cells: TypeAlias = "sparse.csr_array | Floats"
DRAWN_BY = 2.0
EQUAL_SHARES = 1.0
MOST_ROUNDS = 200
SETTLED = 1e-3
RIDGE = 1.0
VARIANCE_FLOOR = 0.05
SMALL_SQUARE = 400
DENSE_CELLS = 4_000_000
FILLED = 0.25
"""From this share of cells upwards a table with all its empty places is the quicker one."""
FEW_CELLS = 40_000


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The votes that take a side: participants x statements each, 1 where somebody agreed or disagreed.

    common: everybody's rate of agreement on each statement, kept away from 0 and 1.
    weights: how much each row counts (1 each, unless rows were drawn again).
    """

    agree: Cells
    disagree: Cells
    common: Floats
    weights: Floats

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def taken(self) -> Floats:
        """How many sides each row took."""
        return np.asarray(self.agree.sum(axis=1) + self.disagree.sum(axis=1), dtype=np.float64)

    def taking(self, rows: Ints | slice) -> Sides:
        """The same votes with only these rows; everybody's rate stays."""
        return Sides(self.agree[rows], self.disagree[rows], self.common, self.weights[rows])

    def weighing(self, weights: Floats) -> Sides:
        """The same votes with other weights, and everybody's rate anew."""
        return Sides(self.agree, self.disagree, _common(self.agree, self.disagree, weights), weights)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Groups as fitted.

    belongs: rows x groups, how likely each row is of each group, summing to 1.
    agreed, disagreed: groups x statements, weighed counts, the prior included.
    evidence: the bound on the log evidence; higher is better, comparable over numbers of groups.
    """

    belongs: Floats
    agreed: Floats
    disagreed: Floats
    evidence: float

    @property
    def k(self) -> int:
        return int(self.belongs.shape[1])

    @property
    def labels(self) -> Ints:
        """The likeliest group of every row."""
        return np.asarray(np.argmax(self.belongs, axis=1), dtype=np.int64)

    @property
    def rates(self) -> Floats:
        """Each group's rate of agreement on each statement, among those who take a side."""
        return self.agreed / (self.agreed + self.disagreed)

    def likely(self, votes: Sides) -> Floats:
        """How likely each row of other votes on the same statements is of each group: rows x groups."""
        likely = _likelihoods(votes, self.agreed, self.disagreed)
        return _shares_of_one(likely + np.log(self.belongs.sum(axis=0) + EQUAL_SHARES))

    def of(self, rows: Ints) -> Fit:
        """The same groups, with only these rows."""
        return Fit(self.belongs[rows], self.agreed, self.disagreed, self.evidence)

    def ordered(self, order: Ints) -> Fit:
        """The same groups in another order."""
        return Fit(self.belongs[:, order], self.agreed[order], self.disagreed[order], self.evidence)


def sides(votes: VoteMatrix) -> Sides:
    """The sides people took on statements that count; rejected ones and those about people are left out."""
    counts = ~votes.moderated_out[votes.columns]
    agree, disagree = (_ones(votes, counts & (votes.values == sign)) for sign in (1, -1))
    weights = np.ones(len(votes.participants))
    return Sides(agree, disagree, _common(agree, disagree, weights), weights)


def _ones(votes: VoteMatrix, chosen: Flags) -> Cells:
    from scipy import sparse  # late, as in `kmeans`

    starts = np.concatenate(([0], np.cumsum(chosen)))[votes.starts]
    ones = sparse.csr_array((np.ones(int(chosen.sum())), votes.columns[chosen], starts), shape=votes.shape)
    cells = votes.shape[0] * votes.shape[1]
    is_full = cells <= DENSE_CELLS and len(votes.values) >= FILLED * cells
    return ones.toarray() if cells <= FEW_CELLS or is_full else ones


def _common(agree: Cells, disagree: Cells, weights: Floats) -> Floats:
    agreed, disagreed = agree.T @ weights, disagree.T @ weights
    return np.asarray((agreed + 0.5) / (agreed + disagreed + 1.0))


def fit(votes: Sides, belongs: Floats, *, rounds: int = MOST_ROUNDS) -> Fit:
    """The model fitted from a first guess of who belongs where (rows x groups, summing to 1)."""
    return fits(votes, [belongs], rounds=rounds)[0]


def fits(votes: Sides, starts: Sequence[Floats], *, rounds: int = MOST_ROUNDS) -> list[Fit]:
    """The model fitted from each of several first guesses at as many groups, all going on side by side."""
    laid = _Laid.out(votes)
    ended: list[Floats] = [start[laid.order] for start in starts]
    going, now = np.arange(len(starts)), np.stack(ended, axis=1)
    for _ in range(rounds if starts[0].shape[1] > 1 else 0):
        before, now = now, laid.without_oneself(now)
        goes_on = np.abs(now - before).max(axis=0).max(axis=-1) >= SETTLED
        for at in np.flatnonzero(~goes_on).tolist():
            ended[int(going[at])] = now[:, at]
        going, now = going[goes_on], now[:, goes_on]
        if not len(going):
            break
    for at, start in enumerate(going.tolist()):
        ended[start] = now[:, at]
    back = np.argsort(laid.order)
    return [_as_fitted(votes, belongs[back]) for belongs in ended]


def _as_fitted(votes: Sides, belongs: Floats) -> Fit:
    agreed, disagreed, shares = _counted(votes, belongs)
    return Fit(belongs, agreed, disagreed, _evidence(votes, belongs, agreed, disagreed, shares))


def without_oneself(votes: Sides, belongs: Floats) -> Floats:
    """How likely each row is of each group, by what the others in it did: rows x groups.

    Where somebody belongs wholly to a group or not at all this is the chance of their sides given
    everybody else's group (rates integrated out); between the two it goes evenly.
    """
    if belongs.shape[1] == 1:
        return belongs
    laid = _Laid.out(votes)
    alone: Floats = laid.without_oneself(belongs[laid.order][:, None])[:, 0]
    return alone[np.argsort(laid.order)]


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Sides laid out for many rounds: both sides beside each other, rows that weigh the same together.

    both: rows x (agreements, then disagreements); across: the same the other way round, where that is
    quicker; parts: the rows of each weight. prior: what everybody's rate counts for, up and down.
    """

    order: Ints
    both: Cells
    across: Cells
    weights: Floats
    parts: list[tuple[float, slice, Cells]]
    prior: Floats

    @classmethod
    def out(cls, votes: Sides) -> _Laid:
        order = np.argsort(votes.weights, kind="stable")
        weights = votes.weights[order]
        both = _beside(votes.agree, votes.disagree)
        both = both if (np.diff(order) == 1).all() else both[order]
        across = both.T if isinstance(both, np.ndarray) else both.T.tocsr()
        edges = [0, *(np.flatnonzero(np.diff(weights)) + 1).tolist(), len(weights)]
        slices = [slice(*edge) for edge in pairwise(edges) if edge[0] < edge[1]]
        parts = [(float(weights[rows.start]), rows, both[rows]) for rows in slices]
        up = DRAWN_BY * votes.common
        return cls(order, both, across, weights, parts, np.concatenate((up, DRAWN_BY - up))[:, None])

    def without_oneself(self, belongs: Floats) -> Floats:
        """As the function of this name, for several guesses at once: rows x guesses x groups."""
        flat = belongs.reshape(len(belongs), -1)
        heavy = flat * self.weights[:, None]
        counts, shares = np.asarray(self.across @ heavy) + self.prior, heavy.sum(axis=0) + EQUAL_SHARES
        together = counts[: len(counts) // 2] + counts[len(counts) // 2 :]
        likely, alone = np.asarray(self.both @ _in_logs(counts, together)), np.empty(flat.shape)
        for weight, rows, cells in self.parts:
            others = np.maximum(counts - weight, self.prior)
            alone[rows] = cells @ _in_logs(others, np.maximum(together - weight, DRAWN_BY))
        alone -= likely
        alone *= flat
        likely += alone
        likely += np.log(np.maximum(shares - heavy, EQUAL_SHARES))
        return _shares_of_one(likely.reshape(belongs.shape))


def _in_logs(counts: Floats, together: Floats) -> Floats:
    """The log of each rate, from counts of agreement above counts of disagreement."""
    logs: Floats = np.log(counts)
    half, both = len(together), np.log(together)
    logs[:half] -= both
    logs[half:] -= both
    return logs


def _beside(agree: Cells, disagree: Cells) -> Cells:
    if isinstance(agree, np.ndarray) and isinstance(disagree, np.ndarray):
        return np.concatenate((agree, disagree), axis=1)
    from scipy import sparse

    return sparse.csr_array(sparse.hstack((agree, disagree), format="csr"))


def _likelihoods(votes: Sides, agreed: Floats, disagreed: Floats) -> Floats:
    """The log of the chance of each row's sides under each group's counts: rows x groups."""
    both = np.log(np.maximum(agreed + disagreed, DRAWN_BY))
    up, down = (np.log(agreed) - both).T, (np.log(disagreed) - both).T
    return np.asarray(votes.agree @ up + votes.disagree @ down)


def likely_at(votes: Sides, rates: Floats) -> Floats:
    """How likely each row is of each group that agrees at these rates: rows x groups.

    rates: groups x statements, between 0 and 1 and neither.
    """
    return _shares_of_one(_likelihoods(votes, rates, 1.0 - rates))


def _shares_of_one(likely: Floats) -> Floats:
    """Logarithms up to a constant a row, as shares of the last axis that sum to 1."""
    # Group by group: numpy is several times slower along a short last axis.
    groups = range(likely.shape[-1])
    shares = np.exp(likely - reduce(np.maximum, (likely[..., g] for g in groups))[..., None])
    return np.asarray(shares / reduce(np.add, (shares[..., g] for g in groups))[..., None])


def _counted(votes: Sides, belongs: Floats) -> tuple[Floats, Floats, Floats]:
    heavy = belongs * votes.weights[:, None]
    prior = DRAWN_BY * votes.common
    agreed = np.asarray((votes.agree.T @ heavy).T) + prior
    disagreed = np.asarray((votes.disagree.T @ heavy).T) + (DRAWN_BY - prior)
    return agreed, disagreed, heavy.sum(axis=0) + EQUAL_SHARES


def _evidence(votes: Sides, belongs: Floats, agreed: Floats, disagreed: Floats, shares: Floats) -> float:
    from scipy.special import betaln, gammaln

    k = len(shares)
    prior = DRAWN_BY * votes.common
    profiles = betaln(agreed, disagreed).sum() - k * betaln(prior, DRAWN_BY - prior).sum()
    sizes = gammaln(shares).sum() - gammaln(shares.sum())
    sizes += gammaln(k * EQUAL_SHARES) - k * gammaln(EQUAL_SHARES)
    unsure = -(votes.weights @ np.sum(belongs * np.log(np.maximum(belongs, 1e-300)), axis=1))
    # Groups have no names: k! ways of numbering them are the same answer.
    return float(profiles + sizes + unsure + gammaln(k + 1))


def directions(votes: Sides, dimensions: int) -> Floats:
    """The directions in which sides differ most: statements x dimensions, each of length 1.

    Fewer than `dimensions` where there are fewer statements or rows. Each points the way in which
    its entries sum above 0, so that the same votes always give the same directions.
    """
    residual = _residual(votes, np.sqrt(votes.weights))
    width = residual.shape[1]
    dimensions = max(1, min(dimensions, *residual.shape))
    if width <= SMALL_SQUARE or dimensions >= min(residual.shape) - 1:
        square = residual.T @ residual
        square = square if isinstance(square, np.ndarray) else square.toarray()
        vectors = np.linalg.eigh(square)[1][:, ::-1][:, :dimensions]
    else:
        from scipy.sparse.linalg import LinearOperator, eigsh

        product = LinearOperator(
            (width, width), matvec=lambda v: residual.T @ (residual @ v), dtype=np.float64
        )
        vectors = eigsh(product, k=dimensions, v0=np.ones(width))[1][:, ::-1]
    return np.asarray(vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0))


def placed(votes: Sides, along: Floats) -> Floats:
    """Where each row stands along given directions: rows x dimensions.

    Ridge regression on the sides it took: a row that took few stays near the middle.
    """
    scaled = along * np.sqrt(len(along))
    seen = votes.agree + votes.disagree
    pairs = np.asarray(seen @ (scaled[:, :, None] * scaled[:, None, :]).reshape(len(along), -1))
    pairs = pairs.reshape(-1, along.shape[1], along.shape[1]) + RIDGE * np.eye(along.shape[1])
    return np.asarray(np.linalg.solve(pairs, np.asarray(_residual(votes) @ scaled)[:, :, None])[:, :, 0])


def statements_placed(votes: Sides, along: Floats) -> Floats:
    """Where somebody would stand who agreed with one statement and took no other side.

    Returns statements x dimensions.
    """
    scaled = along * np.sqrt(len(along))
    up = (1.0 - votes.common) / _spread(votes)
    return np.asarray(up[:, None] * scaled / ((scaled**2).sum(axis=1) + RIDGE)[:, None])


def _spread(votes: Sides) -> Floats:
    return np.asarray(np.sqrt(votes.common * (1.0 - votes.common) + VARIANCE_FLOOR))


def _residual(votes: Sides, by_row: Floats | None = None) -> Cells:
    """Each side less what is common, in units of its spread; 0 where no side was taken."""
    up, down = (1.0 - votes.common) / _spread(votes), -votes.common / _spread(votes)
    residual = _scaled(votes.agree, up, by_row) + _scaled(votes.disagree, down, by_row)
    return residual


def _scaled(cells: Cells, by_column: Floats, by_row: Floats | None) -> Cells:
    if isinstance(cells, np.ndarray):
        return cells * by_column if by_row is None else cells * by_column * by_row[:, None]
    from scipy import sparse

    data = cells.data * by_column[cells.indices]
    if by_row is not None:
        data *= np.repeat(by_row, np.diff(cells.indptr))
    return sparse.csr_array((data, cells.indices, cells.indptr), shape=cells.shape)
