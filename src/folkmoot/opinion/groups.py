"""Who is grouped, and into which opinion groups: base clusters first, then groups of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from folkmoot.opinion.kmeans import Clustering, distances, kmeans, silhouette
from folkmoot.opinion.votes import Flags, Floats, Ints, VoteMatrix

ENOUGH_VOTES = 7
FILL_TO = 15
BASES = 100
BASE_ROUNDS = 100
GROUP_ROUNDS = 20
MOST_GROUPS = 5
BASES_A_GROUP = 12
UPDATES_TO_CHANGE = 4


@dataclass(frozen=True, slots=True)
class Smoother:
    """Why the number of groups does not flicker: the last winner, for how many updates, and the number shown.

    A new winner must win four updates in a row before it is shown; the very first is shown at once.
    """

    winner: int | None = None
    wins: int = 0
    shown: int | None = None

    def after(self, winner: int) -> Smoother:
        """The smoother once this number of groups has won an update."""
        wins = self.wins + 1 if winner == self.winner else 1
        shown = winner if self.shown is None or wins >= UPDATES_TO_CHANGE else self.shown
        return Smoother(winner, wins, shown)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Opinion groups of the participants who voted enough.

    clustered: rows of the matrix that take part, rising. bases: clusters of those rows.
    by_k: a clustering of the bases for each number of groups tried. fit: the mean silhouette of each.
    smoother.shown is the number chosen, None where the votes draw nobody apart.
    """

    clustered: Ints
    bases: Clustering
    by_k: Mapping[int, Clustering] = field(default_factory=dict)
    fit: Mapping[int, float] = field(default_factory=dict)
    smoother: Smoother = Smoother()

    @property
    def chosen(self) -> Clustering | None:
        """The groups, as a clustering of the bases; None where there are none."""
        return self.by_k.get(self.smoother.shown) if self.smoother.shown is not None else None

    @property
    def k(self) -> int:
        """How many groups; 0 where the votes draw nobody apart."""
        return len(self.chosen) if self.chosen is not None else 0

    def labels(self, participants: int) -> Ints:
        """The group of every participant, by place from 0 to k - 1; -1 for whoever is in none."""
        found = np.full(participants, -1, dtype=np.int64)
        if self.chosen is not None:
            found[self.clustered] = self.chosen.labels[self.bases.labels]
        return found

    def base_labels(self, participants: int) -> Ints:
        """The base cluster of every participant, by place; -1 for whoever is in none."""
        found = np.full(participants, -1, dtype=np.int64)
        found[self.clustered] = self.bases.labels
        return found


def who_is_clustered(votes: VoteMatrix, *, before: Flags | None = None) -> Ints:
    """The rows that take part: those with at least 7 votes, or a vote on everything where there is less.

    before: who took part in an earlier update; once in, always in. If fewer than 15 qualify, the
    most active fill up to 15 (of equally active ones, earlier rows first).
    Source: Polis, math/conversation.clj.
    """
    counts = votes.counts
    taking_part = counts >= min(ENOUGH_VOTES, len(votes.statements))
    if before is not None:
        taking_part = taking_part | before
    missing = FILL_TO - int(taking_part.sum())
    if missing > 0:
        others = np.flatnonzero(~taking_part & (counts > 0))
        most_active = others[np.argsort(-counts[others], kind="stable")][:missing]
        taking_part[most_active] = True
    return np.flatnonzero(taking_part)


def group(points: Floats, clustered: Ints, *, before: Groups | None = None) -> Groups:
    """Opinion groups of the clustered participants.

    points: participants x 2. before: the groups of an earlier update of the same participants
    (rows that came since included, as long as row numbers are the same), to begin from.
    The number of groups is the one whose silhouette over the bases is best, from 2 to
    min(5, 2 + bases / 12), smoothed over updates.
    Source: Polis, math/clusters.clj and math/conversation.clj.
    """
    here = points[clustered]
    bases = kmeans(here, BASES, rounds=BASE_ROUNDS, before=_bases_before(clustered, len(points), before))
    weights = bases.sizes().astype(np.float64)
    away = distances(bases.centres)
    by_k: dict[int, Clustering] = {}
    fit: dict[int, float] = {}
    for k in range(2, most_groups(len(bases)) + 1):
        earlier = _groups_before(bases, before, k)
        clustering = kmeans(bases.centres, k, rounds=GROUP_ROUNDS, weights=weights, before=earlier)
        if len(clustering) > 1:
            by_k[k] = clustering
            fit[k] = float(silhouette(away, clustering.labels).mean())
    smoother = before.smoother if before is not None else Smoother()
    if fit:
        winner = max(fit, key=lambda k: (fit[k], k))
        smoother = smoother.after(winner)
        if smoother.shown not in by_k:  # votes were erased, and so many groups are possible no more
            smoother = Smoother().after(winner)
    return Groups(clustered, bases, by_k, fit, smoother if fit else Smoother())


def most_groups(bases: int) -> int:
    """The largest number of groups tried for so many base clusters; fewer than 2 bases draw nobody apart."""
    return min(MOST_GROUPS, 2 + bases // BASES_A_GROUP) if bases > 1 else 0


def _bases_before(clustered: Ints, participants: int, before: Groups | None) -> Clustering | None:
    if before is None:
        return None
    known = before.base_labels(max(participants, int(before.clustered.max(initial=-1)) + 1))
    return Clustering(before.bases.ids, before.bases.centres, known[clustered])


def _groups_before(bases: Clustering, before: Groups | None, k: int) -> Clustering | None:
    """An earlier clustering of the bases into k, carried over by the bases' ids."""
    if before is None or k not in before.by_k:
        return None
    earlier = before.by_k[k]
    group_of = dict(zip(before.bases.ids.tolist(), earlier.labels.tolist(), strict=True))
    labels = np.array([group_of.get(base, -1) for base in bases.ids.tolist()], dtype=np.int64)
    return Clustering(earlier.ids, earlier.centres, labels)
