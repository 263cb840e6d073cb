"""How far two ways of grouping the same people agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def adjusted_rand(one: ArrayLike, other: ArrayLike) -> float:
    """The adjusted Rand index of two labellings of the same people: 1 the same, about 0 by chance.

    Names of groups do not matter. Nobody, or one group in both, counts as the same.
    Source: Hubert and Arabie 1985, J. Classif. 2:193-218.
    """
    _, a = np.unique(np.asarray(one), return_inverse=True)
    _, b = np.unique(np.asarray(other), return_inverse=True)
    if len(a) != len(b):
        raise ValueError(f"two labellings of the same people have the same length, not {len(a)} and {len(b)}")
    if not len(a):
        return 1.0
    table = np.bincount(a * (b.max() + 1) + b).astype(np.float64)
    together = _pairs(table)
    in_one, in_other, in_all = _pairs(np.bincount(a)), _pairs(np.bincount(b)), _pairs(np.array([len(a)]))
    by_chance = in_one * in_other / in_all if in_all else 0.0
    most = (in_one + in_other) / 2.0
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _pairs(counts: NDArray[Any]) -> float:
    numbers = counts.astype(np.float64)
    return float((numbers * (numbers - 1.0) / 2.0).sum())
