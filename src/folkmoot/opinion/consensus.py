"""What people agree on: all of them together, and across groups that otherwise differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from folkmoot.opinion.representative import SURE, against_half, share
from folkmoot.opinion.votes import Counts, Flags, Floats, Ints, Labels

MOST_STATEMENTS = 5


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that most who saw it voted on alike: `votes` of `seen`, the share and its z."""

    statement: Any
    votes: int
    seen: int
    p: float
    p_test: float


@dataclass(frozen=True, slots=True)
class Consensus:
    """At most five statements most agree with, and at most five most disagree with, surest first."""

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A statement that more than half of every group agree with, and the group least sure of it.

    group: place of the least sure group; `agree` of the `seen` there, and its share p.
    """

    statement: Any
    group: int
    agree: int
    seen: int
    p: float


def consensus(everybody: Counts, statements: Labels, *, left_out: Flags) -> Consensus:
    """What all participants, grouped or not, agree and disagree with.

    A statement counts when its share is above one half and z above 1.2816 (90 %, one-sided).
    Source: Polis, math/repness.clj.
    """
    seen = everybody.seen[0]
    return Consensus(
        _surest(everybody.agree[0], seen, statements, left_out),
        _surest(everybody.disagree[0], seen, statements, left_out),
    )


def _surest(votes: Ints, seen: Ints, statements: Labels, left_out: Flags) -> tuple[Agreed, ...]:
    p, test = share(votes, seen), against_half(votes, seen)
    enough = np.flatnonzero((p > 0.5) & (test > SURE) & ~left_out)
    order = enough[np.argsort(-(p * test)[enough], kind="stable")][:MOST_STATEMENTS]
    return tuple(
        Agreed(statements[j : j + 1].tolist()[0], int(votes[j]), int(seen[j]), float(p[j]), float(test[j]))
        for j in order
    )


def group_aware(groups: Counts) -> Floats:
    """How far every group agrees with a statement: the product of their shares, one number a statement.

    From 0 to 1; a group that mostly disagrees pulls it down, however small it is.
    Source: Polis, math/conversation.clj; Small et al. 2021.
    """
    return np.asarray(np.prod(share(groups.agree, groups.seen), axis=0))


def bridges(groups: Counts, statements: Labels, *, left_out: Flags) -> list[Bridge]:
    """Statements agreed across all groups, the one whose least sure group is surest first.

    A statement counts when every group saw it and in each the share who agree is above one half.
    """
    if len(groups.seen) < 2:
        return []
    p = share(groups.agree, groups.seen)
    least = np.argmin(p, axis=0)
    lowest = p.min(axis=0)
    across = np.flatnonzero((lowest > 0.5) & (groups.seen > 0).all(axis=0) & ~left_out)
    order = across[np.argsort(-lowest[across], kind="stable")]
    return [
        Bridge(
            statements[j : j + 1].tolist()[0],
            int(least[j]),
            int(groups.agree[least[j], j]),
            int(groups.seen[least[j], j]),
            float(lowest[j]),
        )
        for j in order
    ]
