"""One order for the rows of the same votes, whatever order they came in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkmoot.opinion.votes import Ints, VoteMatrix

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def fingerprints(votes: VoteMatrix) -> NDArray[np.uint64]:
    """A number a row that depends on how it voted and on nothing else; alike rows have the same.

    The sum, over its votes, of a well-mixed number for each statement and vote
    (Steele, Lea and Flood 2014, OOPSLA: splitmix64). Two different rows share one about once in
    10**19 pairs.
    """
    kinds = votes.columns.astype(np.uint64) * np.uint64(3) + (votes.values.astype(np.int64) + 1).astype(
        np.uint64
    )
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(_mixed(kinds), dtype=np.uint64)))
    return np.asarray(_mixed(sums[votes.starts[1:]] - sums[votes.starts[:-1]]))


def canonical(votes: VoteMatrix) -> Ints:
    """The rows in an order that only their votes decide, and that looks drawn by lot."""
    return np.asarray(np.argsort(fingerprints(votes), kind="stable"), dtype=np.int64)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        mixed = (numbers + np.uint64(1)) * _STEP
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))
