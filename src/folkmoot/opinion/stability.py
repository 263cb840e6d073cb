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
FEWEST_DRAWS = 6
BEYOND_REASON = 4.0
LEAST_SPREAD = 0.1
MOST_PEOPLE = 1_500
VERY_STABLE, STABLE, A_PATTERN = 0.85, 0.75, 0.6


class Redrawn:
    """A room drawn again and again, and what came back of each group each time.

    Each new room has as many people, drawn with replacement, and is grouped anew into as many groups. A
    group counts by the nearest of the new ones: people in both over people in either (Jaccard). Of more
    than 1,500 people the first 1,500 are drawn from, which can only make a group look less stable.
    Near 1 a group stands whoever came; below 0.6 it may be an accident of who did.
    """

    def __init__(self, votes: Sides, found: Fit) -> None:
        self.found = found
        some = np.arange(min(len(votes), MOST_PEOPLE))
        self._votes, self._labels = votes.taking(some), found.labels[some]
        self._draw = np.random.default_rng(SEED)
        self._back: list[Floats] = []

    def shares(self) -> Floats:
        """How much of each group comes back, from 0 to 1: the mean over 20 draws."""
        while len(self._back) < DRAWS:
            self._once()
        return np.asarray(np.mean(self._back, axis=0))

    def holds(self, least: float) -> bool:
        """Whether every group comes back by at least so much; decided early where it is out of reach."""
        while len(self._back) < DRAWS:
            self._once()
            if self._is_out_of_reach(least):
                return False
        return bool(self.shares().min() >= least)

    def _once(self) -> None:
        people = len(self._votes)
        times = np.bincount(self._draw.integers(0, people, people), minlength=people)
        rows = np.flatnonzero(times)
        room = self._votes.taking(rows).weighing(times[rows].astype(np.float64))
        others = good_enough(room, self.found.k).labels
        self._back.append(nearest(self._labels[rows], others, room.weights, self.found.k))

    def _is_out_of_reach(self, least: float) -> bool:
        """Whether what is left would have to lie beyond reason above what came back so far.

        Four standard errors, of draws that differ by a tenth at least: the answer after all the draws
        would be another once in tens of thousands of times.
        """
        done, left = len(self._back), DRAWS - len(self._back)
        if done < FEWEST_DRAWS or not left:
            return False
        came = np.asarray(self._back)
        needed = (least * DRAWS - came.sum(axis=0)) / left
        spread = np.maximum(came.std(axis=0, ddof=1), LEAST_SPREAD)
        error = spread * np.sqrt(1 / done + 1 / left)
        return bool((needed > np.minimum(1.0, came.mean(axis=0) + BEYOND_REASON * error)).any())


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
