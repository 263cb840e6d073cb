"""The best groups of each number: where fits begin, and which to go on with.

Rows in the same order give the same answer; `order.canonical` gives the same votes one order.
"""

from __future__ import annotations

import numpy as np

from folkmoot.opinion.latent import MOST_ROUNDS, Fit, Sides, directions, fit, fits, placed
from folkmoot.opinion.votes import Floats, Ints

STARTS = 4
KEPT = 2
FEW_ROUNDS = 8
SOME_ROUNDS = 30
SEED = 1_014
KMEANS_ROUNDS = 25
WORSE_BEFORE_STOPPING = 2


def best_fits(votes: Sides, most: int) -> list[Fit]:
    """The best fit found for one group, two, … up to `most`, or until more groups only make it worse.

    Each number begins from clusters along the directions in which people differ most, from the last
    number's groups with one of them split, and, going back, from the next number's with two made one.
    """
    found = [fit(votes, np.ones((len(votes), 1)))]
    if len(votes) < 2 or not votes.taken.any():
        return found
    places = placed(votes, directions(votes, most + 1))
    for k in range(2, most + 1):
        found.append(
            _best([*_clustered_starts(places, k, votes.weights), *_splits(votes, found[-1], places)], votes)
        )
        if _past_the_best(found):
            break
    for at in range(len(found) - 2, 0, -1):
        again = _best(_merges(found[at + 1]), votes)
        found[at] = max(found[at], again, key=lambda one: one.evidence)
    return found


def good_enough(votes: Sides, k: int) -> Fit:
    """A good fit for one number of groups, quickly: from clusters alone, and not to the very end."""
    places = placed(votes, directions(votes, k + 1))
    return _best(_clustered_starts(places, k, votes.weights), votes, kept=1, rounds=SOME_ROUNDS)


def _best(starts: list[Floats], votes: Sides, *, kept: int = KEPT, rounds: int = MOST_ROUNDS) -> Fit:
    """The best of what comes of these starts: a few rounds each, then the most hopeful go on."""
    tried = sorted(fits(votes, starts, rounds=FEW_ROUNDS), key=lambda one: -one.evidence)[:kept]
    return max(fits(votes, [one.belongs for one in tried], rounds=rounds), key=lambda one: one.evidence)


def _past_the_best(found: list[Fit]) -> bool:
    """Whether the last additions each made it worse than the best before."""
    last, before = found[-WORSE_BEFORE_STOPPING:], found[:-WORSE_BEFORE_STOPPING]
    return bool(before) and max(one.evidence for one in last) < max(one.evidence for one in before)


def _clustered_starts(places: Floats, k: int, weights: Floats) -> list[Floats]:
    starts = []
    for dimensions in {min(k - 1, places.shape[1]), min(k + 1, places.shape[1])}:
        found = clusters(places[:, :dimensions], k, weights, np.random.default_rng(SEED + k))
        starts += [_softened(labels, k) for labels in found]
    return starts


def clusters(
    points: Floats, k: int, weights: Floats, draw: np.random.Generator, *, starts: int = STARTS
) -> list[Ints]:
    """k-means of weighed points, begun several times from points far apart: a label a point, each time.

    Source: Arthur and Vassilvitskii 2007, SODA (the beginning); Lloyd 1982 (the rest).
    """
    centres = np.stack([_far_apart(points, k, weights, draw) for _ in range(starts)])
    for _ in range(KMEANS_ROUNDS):
        labels = _nearest(points, centres)
        members = np.eye(centres.shape[1])[labels] * weights[:, None, None]
        heavy = members.sum(axis=0)[..., None]
        moved = (members.reshape(len(points), -1).T @ points).reshape(centres.shape)
        moved = np.where(heavy > 0, moved / np.maximum(heavy, 1e-12), centres)
        before, centres = centres, moved
        if (np.abs(centres - before) <= 1e-6 + 1e-5 * np.abs(centres)).all():
            break
    return list(labels.T)


def _nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point, for several sets of centres: points x sets."""
    across = points @ centres.reshape(-1, points.shape[1]).T
    away = (centres**2).sum(axis=2) - 2.0 * across.reshape(len(points), *centres.shape[:2])
    return np.asarray(away.argmin(axis=2))


def _far_apart(points: Floats, k: int, weights: Floats, draw: np.random.Generator) -> Floats:
    away = np.full(len(points), np.inf)
    chance = weights
    centres: list[Floats] = []
    while len(centres) < k and chance.sum() > 0:
        at = np.searchsorted(np.cumsum(chance), draw.random() * chance.sum(), side="right")
        centres.append(points[min(int(at), len(points) - 1)])
        away = np.minimum(away, ((points - centres[-1]) ** 2).sum(axis=1))
        chance = away * weights
    return np.array(centres)


def _softened(labels: Ints, k: int) -> Floats:
    """A first guess that leaves room to move: nine tenths in one's own group."""
    return np.asarray(np.full((len(labels), k), 0.1 / k) + 0.9 * np.eye(k)[labels])


def _splits(votes: Sides, found: Fit, places: Floats) -> list[Floats]:
    """The groups found so far with one of them split across the direction in which it is widest."""
    starts = []
    for g in range(found.k):
        own = found.belongs[:, g] * votes.weights
        middle = (own @ places) / max(own.sum(), 1e-12)
        spread = (places - middle) * np.sqrt(own)[:, None]
        widest = np.linalg.eigh(spread.T @ spread)[1][:, -1]
        kept = np.where((places - middle) @ widest * np.sign(widest.sum() or 1.0) > 0, 0.1, 0.9)
        split = np.concatenate((found.belongs, (found.belongs[:, g] * (1.0 - kept))[:, None]), axis=1)
        split[:, g] *= kept
        starts.append(split)
    return starts


def _merges(found: Fit) -> list[Floats]:
    """The groups of a fit with one made one with the group whose rates are nearest."""
    starts = []
    for g in range(found.k):
        away = ((found.rates - found.rates[g]) ** 2).sum(axis=1)
        away[g] = np.inf
        other = int(np.argmin(away))
        merged = found.belongs.copy()
        merged[:, g] += merged[:, other]
        starts.append(np.delete(merged, other, axis=1))
    return starts
