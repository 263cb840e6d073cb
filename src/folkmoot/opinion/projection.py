"""Where everybody stands on the map of opinion: two principal components of the votes.

Axes have no names and no direction; where Polis counts agreement as -1 its map is ours
turned by half a turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from folkmoot.opinion.votes import Floats, VoteMatrix

COMPONENTS = 2
ROUNDS = 1_000
SETTLED = 1e-14
START = 20_140_618
NOTHING_LEFT = 1e-10
DENSE_CELLS = 8_000_000
WIDEST_GRAM = 4_000


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

    start: components of an earlier map (2 x statements then), to begin the power iteration from;
    columns that came since begin at 1. Without it the start is a fixed vector: the same votes
    always give the same map.

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
    values = votes.values - centre[votes.columns]
    values[votes.moderated_out[votes.columns]] = 0.0
    return sparse.csr_array((values, votes.columns, votes.starts), shape=votes.shape)


def _components(centred: sparse.csr_array, start: Floats | None, rounds: int) -> Floats:
    """The first two principal components by power iteration, the second with the first taken out."""
    width = centred.shape[1]
    beginnings = _beginnings(width, start)
    times = _gram(centred)
    found = np.zeros((COMPONENTS, width))
    largest = 0.0
    for i in range(COMPONENTS):
        vector, size = _power(times, found[:i], beginnings[i], rounds)
        largest = max(largest, size)
        if size <= NOTHING_LEFT * max(largest, 1.0):
            break
        found[i] = vector
    return found


def _beginnings(width: int, start: Floats | None) -> Floats:
    if start is None:
        return np.random.default_rng(START).standard_normal((COMPONENTS, width))
    padded = np.ones((COMPONENTS, width))
    padded[: start.shape[0], : start.shape[1]] = start[:, :width]
    return padded


class _gram:
    """v -> X'X v, from a small square matrix where statements are few, else from the votes themselves."""

    def __init__(self, centred: sparse.csr_array) -> None:
        people, width = centred.shape
        self.centred = centred
        self.square: Floats | None = None
        if people * width <= DENSE_CELLS:
            dense = centred.toarray()
            self.square = dense.T @ dense
        elif width <= WIDEST_GRAM:
            self.square = np.asarray((centred.T @ centred).toarray())

    def __call__(self, vector: Floats) -> Floats:
        if self.square is not None:
            return self.square @ vector
        return np.asarray(self.centred.T @ (self.centred @ vector))


def _power(times: _gram, found: Floats, vector: Floats, rounds: int) -> tuple[Floats, float]:
    """One component and its eigenvalue; stops early when length and direction hardly change."""

    def without_found(v: Floats) -> Floats:
        return v - found.T @ (found @ v)

    vector = without_found(vector)
    size = 0.0
    for _ in range(rounds):
        product = without_found(times(without_found(vector)))
        size = float(np.linalg.norm(product))
        if size == 0.0:
            return product, 0.0
        before, vector = vector, product / size
        if np.linalg.norm(vector - before) < SETTLED:
            break
    return vector, size
