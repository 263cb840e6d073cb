"""How sure a share is: an interval by its name, beside every percentage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from folkmoot.opinion.votes import Floats

NAME = "Wilson"
LEVEL = 0.9
Z = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Share:
    """Those who agreed, of those who took a side; passes are beside it and in no denominator.

    low, high: the Wilson interval at 90 per cent. With no sides the share is None, from 0 to 1.
    """

    agree: int
    disagree: int
    passes: int
    share: float | None
    low: float
    high: float

    @property
    def sides(self) -> int:
        return self.agree + self.disagree


def share_of(agree: int, disagree: int, passes: int = 0) -> Share:
    """The share who agree among those who took a side, with its interval."""
    low, high = wilson(np.array([agree]), np.array([agree + disagree]))
    of = agree / (agree + disagree) if agree + disagree else None
    return Share(int(agree), int(disagree), int(passes), of, float(low[0]), float(high[0]))


def wilson(agreed: Any, sides: Any) -> tuple[Floats, Floats]:
    """The lower and upper end of the interval of each share; 0 and 1 where nobody took a side.

    If those who voted were drawn by lot from many more like them, nine such intervals in ten
    would hold the share among all of those.
    Source: Wilson 1927, J. Am. Stat. Assoc. 22:209-212.
    """
    n = np.maximum(np.asarray(sides, dtype=np.float64), 0.0)
    some = np.maximum(n, 1.0)
    p = np.asarray(agreed, dtype=np.float64) / some
    middle = (p + Z**2 / (2 * some)) / (1 + Z**2 / some)
    half = Z / (1 + Z**2 / some) * np.sqrt(p * (1 - p) / some + Z**2 / (4 * some**2))
    low, high = np.minimum(middle - half, p).clip(0.0), np.maximum(middle + half, p).clip(None, 1.0)
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def least_gap(higher: tuple[Any, Any], lower: tuple[Any, Any]) -> Floats:
    """The lower end of the interval of a difference of two shares; below 0 where it may be none at all.

    higher, lower: agreed and sides of each.
    Source: Newcombe 1998, Stat. Med. 17:873-890 (method 10, from two Wilson intervals).
    """
    (a1, n1), (a2, n2) = higher, lower
    p1, p2 = (np.asarray(a, dtype=np.float64) / np.maximum(n, 1) for a, n in ((a1, n1), (a2, n2)))
    low1, _ = wilson(a1, n1)
    _, high2 = wilson(a2, n2)
    known = (np.asarray(n1) > 0) & (np.asarray(n2) > 0)
    return np.where(known, (p1 - p2) - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), -1.0)
