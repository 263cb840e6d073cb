"""k-means as the Polis server runs it: deterministic, from the first rows or from an earlier clustering.

Points are points x 2. A clustering's ids stay with its clusters from one run to the next, so
that a group keeps its name while people join it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.opinion.votes import Floats, Ints

CLOSE_ENOUGH = 0.01
POINTS_AT_A_TIME = 16_384
MANY_POINTS = 256
VERY_MANY_POINTS = 100_000
FEW_CENTRES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Points in clusters.

    ids: one a cluster, rising. centres: clusters x 2. labels: the cluster, by place, of each point.
    """

    ids: Ints
    centres: Floats
    labels: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def sizes(self, weights: Ints | None = None) -> Ints:
        """How many points are in each cluster, or what they weigh together."""
        return np.bincount(self.labels, weights=weights, minlength=len(self)).astype(np.int64)


def kmeans(
    points: Floats, k: int, *, rounds: int, weights: Floats | None = None, before: Clustering | None = None
) -> Clustering:
    """At most k clusters of points.

    It begins with the first k distinct points in row order, or with the memberships of an earlier
    clustering of the same points (`before`; label -1: a point that was not there then). It stops
    after `rounds` + 1 steps or when no centre, sorted, moved by 0.01. A point as near to two
    centres goes to the later one; a cluster left empty is dropped and its id not used again.
    Source: Polis, math/clusters.clj.
    """
    ids, centres = _first_distinct(points, k) if before is None else _continued(points, k, before)
    nearest = _Nearest(points)
    for _ in range(rounds + 1):
        labels = nearest.to(centres)
        ids, moved, labels = _stepped(points, weights, ids, centres, labels)
        settled = _same(centres, moved)
        nearest.moved(len(centres) == len(moved), centres, moved)
        centres = moved
        if settled:
            break
    order = np.argsort(ids, kind="stable")
    place = np.empty(len(ids), dtype=np.int64)
    place[order] = np.arange(len(ids))
    return Clustering(ids[order], centres[order], place[labels])


def _first_distinct(points: Floats, k: int) -> tuple[Ints, Floats]:
    found: dict[tuple[float, ...], None] = {}
    for point in points:
        found.setdefault(tuple(point.tolist()))
        if len(found) == k:
            break
    centres = np.array(list(found), dtype=np.float64)
    return np.arange(len(centres)), centres


def _stepped(
    points: Floats, weights: Floats | None, ids: Ints, centres: Floats, labels: Ints
) -> tuple[Ints, Floats, Ints]:
    """Clusters without members dropped, the others' centres moved to the mean of their members."""
    kept = np.bincount(labels, minlength=len(centres)) > 0
    if not kept.all():
        labels = (np.cumsum(kept) - 1)[labels]
    return ids[kept], means(points, labels, int(kept.sum()), weights), labels


def means(points: Floats, labels: Ints, clusters: int, weights: Floats | None = None) -> Floats:
    """The (weighted) mean of each cluster's points: clusters x 2."""
    total = np.bincount(labels, weights=weights, minlength=clusters)
    heavy = points if weights is None else points * weights[:, None]
    sums = [
        np.bincount(labels, weights=heavy[:, axis], minlength=clusters) for axis in range(points.shape[1])
    ]
    return np.stack(sums, axis=1) / total[:, None]


def _same(before: Floats, after: Floats) -> bool:
    """Whether no centre moved noticeably; centres are paired in sorted order, as many as there are now."""
    shared = min(len(before), len(after))
    went = _in_order(before)[:shared] - _in_order(after)[:shared]
    return bool((went * went).sum(axis=1).max() < CLOSE_ENOUGH**2)


def _in_order(centres: Floats) -> Floats:
    return centres[np.lexsort((centres[:, 1], centres[:, 0]))]


class _Nearest:
    """The nearest centre of each point, kept from round to round.

    Between rounds each point knows a distance within which its centre must be and one beyond
    which every other must be (Hamerly 2010, SDM); only points for which the two overlap are
    measured again, with the same result as measuring all.
    """

    def __init__(self, points: Floats) -> None:
        self.points = points
        self.labels = np.zeros(len(points), dtype=np.int64)
        self.own = np.full(len(points), np.inf)
        self.other = np.zeros(len(points))

    def to(self, centres: Floats) -> Ints:
        """The place of the nearest centre of every point."""
        unsure = np.flatnonzero(self.own >= self.other)
        if len(unsure) < len(self.points):
            unsure = self._still_unsure(unsure, centres)
        if len(unsure) > MANY_POINTS and len(centres) > FEW_CENTRES:
            unsure = self._looked_up(unsure, centres)
        for start in range(0, len(unsure), POINTS_AT_A_TIME):
            self._measure(unsure[start : start + POINTS_AT_A_TIME], centres)
        return self.labels

    def _still_unsure(self, unsure: Ints, centres: Floats) -> Ints:
        """Those whose own centre, measured exactly, may still not be the nearest."""
        away = self.points[unsure] - centres[self.labels[unsure]]
        self.own[unsure] = np.hypot(away[:, 0], away[:, 1])
        return unsure[self.own[unsure] >= self.other[unsure]]

    def _looked_up(self, some: Ints, centres: Floats) -> Ints:
        """The two nearest centres from a tree; those as near to both are left to be measured."""
        from scipy.spatial import cKDTree  # where it is used: half a second that only counting need wait

        workers = -1 if len(some) > VERY_MANY_POINTS else 1
        away, nearest = cKDTree(centres).query(self.points[some], k=2, workers=workers)
        self.labels[some], self.own[some], self.other[some] = nearest[:, 0], away[:, 0], away[:, 1]
        tied: Ints = some[away[:, 0] == away[:, 1]]
        return tied

    def _measure(self, some: Ints, centres: Floats) -> None:
        across = self.points[some, 0, None] - centres[:, 0]
        up = self.points[some, 1, None] - centres[:, 1]
        away = across * across + up * up
        last = away.shape[1] - 1
        nearest = last - np.argmin(away[:, ::-1], axis=1)
        row = np.arange(len(some))
        self.labels[some] = nearest
        self.own[some] = np.sqrt(away[row, nearest])
        away[row, nearest] = np.inf
        self.other[some] = np.sqrt(away.min(axis=1))

    def moved(self, as_many: bool, before: Floats, after: Floats) -> None:
        """Widen what each point knows by how far the centres went; forget it when a cluster was dropped."""
        if not as_many or len(after) < 2:
            self.own = np.full(len(self.points), np.inf)
            self.other = np.zeros(len(self.points))
            return
        slack = 1e-12 * (1.0 + np.abs(after).max())
        went = np.hypot(after[:, 0] - before[:, 0], after[:, 1] - before[:, 1]) + slack
        furthest = int(np.argmax(went))
        others = np.full(len(went), went[furthest])
        others[furthest] = np.partition(went, -2)[-2]
        self.own += went[self.labels]
        self.other -= others[self.labels]


def _continued(points: Floats, k: int, before: Clustering) -> tuple[Ints, Floats]:
    """Where an earlier clustering begins again.

    Centres are the means of the earlier members as they stand now. Clusters at one place become
    one, under the larger one's id. Then the point furthest from every centre is split off until
    there are k clusters, or as many as there are distinct points.
    """
    present = np.unique(before.labels[before.labels >= 0])
    ids = [int(before.ids[label]) for label in present]
    members = [np.flatnonzero(before.labels == label) for label in present]
    if not ids:
        ids, members = [int(before.ids.max(initial=-1)) + 1], [np.arange(len(points))]
    ids, members = _merged(points, ids, members)
    possible = min(k, len(np.unique(points, axis=0)))
    while True:
        kept = [i for i, group in enumerate(members) if len(group)]
        ids, members = [ids[i] for i in kept], [members[i] for i in kept]
        centres = np.array([points[group].mean(axis=0) for group in members])
        if len(ids) >= possible:
            return np.array(ids), centres
        outlier, distance = _most_distant(points, centres)
        if distance == 0.0:
            return np.array(ids), centres
        members = [*(group[group != outlier] for group in members), np.array([outlier])]
        ids = [*ids, max(ids) + 1]


def _merged(points: Floats, ids: list[int], members: list[Ints]) -> tuple[list[int], list[Ints]]:
    at: dict[tuple[float, ...], int] = {}
    kept_ids: list[int] = []
    kept: list[Ints] = []
    for name, group in zip(ids, members, strict=True):
        place = at.setdefault(tuple(points[group].mean(axis=0).tolist()), len(kept))
        if place == len(kept):
            kept_ids.append(name)
            kept.append(group)
            continue
        if len(group) >= len(kept[place]):
            kept_ids[place] = name
        kept[place] = np.concatenate((kept[place], group))
    return kept_ids, kept


def _most_distant(points: Floats, centres: Floats) -> tuple[int, float]:
    furthest, distance = 0, -1.0
    for start in range(0, len(points), POINTS_AT_A_TIME):
        part = points[start : start + POINTS_AT_A_TIME]
        away = np.min(np.linalg.norm(part[:, None] - centres[None], axis=2), axis=1)
        last = len(away) - 1 - int(np.argmax(away[::-1]))
        if away[last] >= distance:
            furthest, distance = start + last, float(away[last])
    return furthest, distance


def distances(points: Floats) -> Floats:
    """How far every point is from every other: points x points."""
    x, y = points[:, 0], points[:, 1]
    return np.asarray(np.hypot(x[:, None] - x, y[:, None] - y))


def silhouette(away: Floats, labels: Ints) -> Floats:
    """How well each point sits in its cluster: one number a point, from -1 to 1.

    away: how far each point is from each other, as `distances` gives it.
    Near 1 well inside, near 0 on a border, below 0 nearer another cluster. A point alone in its
    cluster scores 0, and so does every point when there is only one cluster.
    Source: Rousseeuw 1987, J. Comput. Appl. Math. 20:53-65.
    """
    clusters = int(labels.max()) + 1
    if clusters < 2:
        return np.zeros(len(labels))
    size = np.bincount(labels, minlength=clusters)
    total = away @ np.eye(clusters)[labels]
    row = np.arange(len(labels))
    own_size = size[labels]
    inside = total[row, labels] / np.maximum(own_size - 1, 1)
    mean = total / np.maximum(size, 1)
    mean[row, labels] = np.inf
    mean[:, size == 0] = np.inf
    outside = mean.min(axis=1)
    larger = np.maximum(inside, outside)
    score = np.divide(outside - inside, larger, out=np.zeros(len(labels)), where=larger > 0)
    return np.where(own_size <= 1, 0.0, score)
