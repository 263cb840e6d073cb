"""How each participant stands to the middle, to their group, and to its far end.

For judging the groups as a whole; nothing here belongs beside a name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.opinion.kmeans import means
from folkmoot.opinion.votes import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One number a grouped participant, in the order of `rows`.

    centricness: 1 less the distance from the middle of everybody. coreness: 1 less the distance
    from the middle of their group. extremeness: how far beyond their group's middle they stand,
    away from the middle of everybody; below 0 on the near side.
    """

    rows: Ints
    group: Ints
    centricness: Floats
    coreness: Floats
    extremeness: Floats


def standing(points: Floats, labels: Ints) -> Standing:
    """Where each grouped participant stands.

    points: participants x 2, all of them; labels: the group of each, -1 for none.
    Source: Polis, math/repness.clj.
    """
    rows = np.flatnonzero(labels >= 0)
    group, here = labels[rows], points[rows]
    if not len(rows):
        return Standing(rows, group, *(np.zeros(0) for _ in range(3)))
    middle = points.mean(axis=0)
    own = means(here, group, int(group.max()) + 1)
    away = own - middle
    length = np.linalg.norm(away, axis=1, keepdims=True)
    outwards = np.divide(away, length, out=np.zeros_like(away), where=length > 0)
    from_own = here - own[group]
    return Standing(
        rows,
        group,
        1.0 - np.linalg.norm(here - middle, axis=1),
        1.0 - np.linalg.norm(from_own, axis=1),
        np.sum(from_own * outwards[group], axis=1),
    )
