"""Would the same groups come out had somewhat other people come? Found by drawing the room again.

Source: Hennig 2007, Comput. Stat. Data Anal. 52:258-271 (clusterwise stability by resampling).
"""

from __future__ import annotations

import numpy as np

from folkmoot.opinion.latent import Fit, Sides
from folkmoot.opinion.searching import good_enough
from folkmoot.opinion.votes import Floats, Ints

DRAWS = 20
SEED = 2_007
MOST_PEOPLE = 1_500
VERY_STABLE, STABLE, A_PATTERN = 0.85, 0.75, 0.6


def stability(votes: Sides, found: Fit, *, draws: int = DRAWS) -> Floats:
    """For each group, how much of it comes back when the room is drawn again, from 0 to 1.

    Each of the `draws` rooms has as many people, drawn with replacement, and is grouped anew into
    as many groups. A group counts by the nearest of the new ones: people in both over people in
    either (Jaccard). The mean is given; near 1 the group stands whoever came, below 0.6 it may be
    an accident of who did. Of more than 1,500 people the first 1,500 are drawn from, which can only
    make a group look less stable.
    """
    draw = np.random.default_rng(SEED)
    if len(votes) > MOST_PEOPLE:
        return stability(votes.taking(np.arange(MOST_PEOPLE)), found.of(np.arange(MOST_PEOPLE)), draws=draws)
    labels = found.labels
    back = np.zeros(found.k)
    for _ in range(draws):
        times = np.bincount(draw.integers(0, len(votes), len(votes)), minlength=len(votes))
        rows = np.flatnonzero(times)
        room = votes.taking(rows).weighing(times[rows].astype(np.float64))
        back += nearest(labels[rows], good_enough(room, found.k).labels, room.weights, found.k)
    return back / draws


def nearest(labels: Ints, others: Ints, weights: Floats, k: int) -> Floats:
    """For each of k groups, the greatest overlap with one of the others: in both over in either."""
    both = np.zeros((k, int(others.max(initial=0)) + 1))
    np.add.at(both, (labels, others), weights)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0) - both
    return np.asarray((both / np.maximum(either, 1e-12)).max(axis=1))


def in_words(share: float) -> str:
    """How sure a group is, in words a room can use."""
    if share >= VERY_STABLE:
        return "very stable"
    if share >= STABLE:
        return "stable"
    return "a pattern, its edges unsure" if share >= A_PATTERN else "shaky"
