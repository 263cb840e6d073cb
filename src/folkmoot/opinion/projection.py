"""Where everybody stands on the map of opinion: two principal components of the votes.

Axes have no names and no direction; where Polis counts agreement as -1 its map is ours
turned by half a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from folkmoot.opinion.votes import Floats, VoteMatrix

if TYPE_CHECKING:
    from scipy import sparse

COMPONENTS = 2
ROUNDS = 1_000
SETTLED = 1e-14
START = 20_140_618
NOTHING_LEFT = 1e-10
DENSE_CELLS = 8_000_000
MOST_PRODUCTS = 20_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Participants and statements on one map.

    centre: mean vote on each statement (statements), among those who saw it; 0 where moderated out.
    components: 2 x statements, each of length 1, or all 0 where the votes do not differ that far.
    participants: participants x 2. statements: statements x 2, where somebody would stand who
    agreed with that one statement and saw no other.
    """

    centre: Floats
    components: Floats
    participants: Floats
    statements: Floats

    @property
    def extremity(self) -> Floats:
        """How far from the middle each statement puts those who agree with it."""
        return np.asarray(np.linalg.norm(self.statements, axis=1))


def project(votes: VoteMatrix, *, start: Floats | None = None, rounds: int = ROUNDS) -> Projection:
    """The map of opinion.

    start: components of an earlier map (2 x statements) to begin the power iteration from. Without
    it the start is a fixed vector: the same votes always give the same map.

    A missing vote is taken as the statement's mean, so that after centring it is exactly 0 and
    the matrix stays sparse. Somebody who saw few statements is moved outwards by
    sqrt(statements / seen), as moderated statements count as seen by everybody.
    A Polis server stops each update at 100 rounds and goes on from there in the next; one cold
    update here takes as many as it needs to arrive at the same place, up to `rounds`.
    Source: Polis, math/pca.clj (Small et al. 2021, Recerca 26(2)).
    """
    centre = centres(votes)
    centred = _centred(votes, centre)
    components = _components(centred, start, rounds)
    return place(votes, centre, components, centred)


def place(
    votes: VoteMatrix, centre: Floats, components: Floats, centred: sparse.csr_array | None = None
) -> Projection:
    """Everybody's place under given components."""
    if centred is None:
        centred = _centred(votes, centre)
    width = len(votes.statements)
    out = votes.moderated_out
    seen = np.bincount(votes.rows()[~out[votes.columns]], minlength=len(votes.participants)) + int(out.sum())
    outwards = np.sqrt(width / np.maximum(seen, 1))
    people = np.asarray(centred @ components.T) * outwards[:, None]
    agreeing = np.where(out, 0.0, 1.0 - centre)
    statements = np.sqrt(width) * agreeing[:, None] * components.T
    return Projection(centre, components, people, statements)


def centres(votes: VoteMatrix) -> Floats:
    """The mean vote on each statement among those who saw it; 0 for statements moderated out."""
    width = len(votes.statements)
    seen = np.bincount(votes.columns, minlength=width)
    total = np.bincount(votes.columns, weights=votes.values, minlength=width)
    mean = total / np.maximum(seen, 1)
    return np.where(votes.moderated_out, 0.0, mean)


def _centred(votes: VoteMatrix, centre: Floats) -> sparse.csr_array:
    from scipy import sparse  # late, as in `kmeans`

    values = votes.values - centre[votes.columns]
    values[votes.moderated_out[votes.columns]] = 0.0
    return sparse.csr_array((values, votes.columns, votes.starts), shape=votes.shape)


def _components(centred: sparse.csr_array, start: Floats | None, rounds: int) -> Floats:
    """The first two principal components; a row of zeros where the votes do not differ that far."""
    people, width = centred.shape
    beginnings = _beginnings(width, start)
    if not centred.data.any():
        return np.zeros((COMPONENTS, width))
    if people * width**2 <= MOST_PRODUCTS:
        return by_power(_square(centred), beginnings, rounds)
    return by_lanczos(centred, beginnings)


def _beginnings(width: int, start: Floats | None) -> Floats:
    """A vector a component to begin from: the earlier one, or a fixed one where there was none."""
    fixed = np.random.default_rng(START).standard_normal((COMPONENTS, width))
    return fixed if start is None else np.where(start.any(axis=1, keepdims=True), start, fixed)


def _square(centred: sparse.csr_array) -> Floats:
    """X'X, statements x statements."""
    people, width = centred.shape
    square = np.zeros((width, width))
    at_a_time = max(1, DENSE_CELLS // width)
    for first in range(0, people, at_a_time):
        dense = centred[first : first + at_a_time].toarray()
        square += dense.T @ dense
    return square


def by_power(square: Floats, beginnings: Floats, rounds: int) -> Floats:
    """Power iteration: the first component, then the second of what is left when the first is taken out.

    square: X'X; beginnings: a vector a component to start from. It stops when a vector no longer moves.
    """
    found = np.zeros((COMPONENTS, len(square)))
    largest = 0.0
    for i, vector in enumerate(beginnings):
        size = 0.0
        for _ in range(rounds):
            product = square @ vector
            size = float(np.sqrt(product @ product))
            if size <= NOTHING_LEFT * max(largest, 1.0):
                return found
            before, vector = vector, product / size
            moved = vector - before
            if moved @ moved < SETTLED**2:
                break
        found[i] = vector
        largest = max(largest, size)
        left = np.eye(len(square)) - np.outer(vector, vector)
        square = left @ square @ left
    return found


def by_lanczos(centred: sparse.csr_array, beginnings: Floats) -> Floats:
    """The same two components for large halls, in fewer passes over the votes (Lanczos, by ARPACK)."""
    from scipy.sparse.linalg import LinearOperator, eigsh

    width = centred.shape[1]
    times = LinearOperator((width, width), matvec=lambda v: centred.T @ (centred @ v), dtype=np.float64)
    sizes, vectors = eigsh(times, k=COMPONENTS, v0=beginnings[0])
    found = np.ascontiguousarray(vectors.T[::-1])
    found[np.sum(found * beginnings, axis=1) < 0] *= -1
    return np.where(sizes[::-1, None] > NOTHING_LEFT * max(sizes[-1], 1.0), found, 0.0)
