"""What sets groups apart, what they share, and what divides most: shares of those who took a side.

A pass is no disagreement: it stands beside a share and in no denominator. Nothing is called agreed
or different unless the interval of the share, or of the difference, says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from folkmoot.opinion.intervals import Share, least_gap, share_of, wilson
from folkmoot.opinion.votes import Counts, Flags, Floats, Ints, Labels

MOST_STATEMENTS = 5


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement that sets a group apart: how the group and everybody else lean on it.

    least_gap: by how much they differ at the least (lower end of the interval, 0 to 1).
    """

    statement: Any
    leaning: Literal["agree", "disagree"]
    here: Share
    elsewhere: Share
    least_gap: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement on which clearly more than half of those who took a side took the same one."""

    statement: Any
    share: Share


@dataclass(frozen=True, slots=True)
class Consensus:
    """What most agree with and what most disagree with, surest first, at most five of each."""

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A statement that clearly more than half of every group agree with.

    group: the place of the least sure one; least: its share.
    """

    statement: Any
    group: int
    least: Share


@dataclass(frozen=True, slots=True)
class Crux:
    """A statement that divides: the group most for it and the group least for it, by place.

    Where there are no groups both are None, and the two sides are everybody's.
    least_gap: by how much they differ at the least; without groups, the smaller side's least share.
    """

    statement: Any
    most_for: int | None
    least_for: int | None
    high: Share
    low: Share
    least_gap: float


def share_at(counts: Counts, group: int, column: int) -> Share:
    """The share of one group on one statement."""
    passed = counts.seen[group, column] - counts.agree[group, column] - counts.disagree[group, column]
    return share_of(int(counts.agree[group, column]), int(counts.disagree[group, column]), int(passed))


def sets_apart(groups: Counts, statements: Labels, *, left_out: Flags) -> tuple[tuple[Apart, ...], ...]:
    """For each group, up to five statements it takes the other side on, or the same one far more clearly.

    The group's own majority is on the named side, and the difference from everybody else is at
    least above none. The widest sure difference comes first.
    """
    rest = groups.others()
    return tuple(_apart(groups, rest, g, statements, left_out) for g in range(len(groups.seen)))


def _apart(groups: Counts, rest: Counts, g: int, statements: Labels, left_out: Flags) -> tuple[Apart, ...]:
    sides, others = groups.agree[g] + groups.disagree[g], rest.agree[g] + rest.disagree[g]
    more = least_gap((groups.agree[g], sides), (rest.agree[g], others))
    less = least_gap((groups.disagree[g], sides), (rest.disagree[g], others))
    for_it = groups.agree[g] >= groups.disagree[g]
    gap = np.where(left_out, -1.0, np.where(for_it, more, less))
    return tuple(
        Apart(
            _label(statements, j),
            "agree" if for_it[j] else "disagree",
            share_at(groups, g, j),
            share_at(rest, g, j),
            float(gap[j]),
        )
        for j in _first(gap, MOST_STATEMENTS)
    )


def consensus(everybody: Counts, statements: Labels, *, left_out: Flags) -> Consensus:
    """What clearly more than half of all who took a side agree with, and disagree with."""
    low, high = wilson(everybody.agree[0], everybody.agree[0] + everybody.disagree[0])

    def clear(by: Floats) -> tuple[Agreed, ...]:
        by = np.where(left_out, -1.0, by)
        return tuple(
            Agreed(_label(statements, j), share_at(everybody, 0, j)) for j in _first(by, MOST_STATEMENTS)
        )

    return Consensus(clear(low - 0.5), clear(0.5 - high))


def bridges(groups: Counts, statements: Labels, *, left_out: Flags) -> tuple[Bridge, ...]:
    """Statements agreed across all groups, the one whose least sure group is surest first."""
    if len(groups.seen) < 2:
        return ()
    low, _ = wilson(groups.agree, groups.agree + groups.disagree)
    least = np.argmin(low, axis=0)
    surest = np.where(left_out, -1.0, low.min(axis=0) - 0.5)
    return tuple(
        Bridge(_label(statements, j), int(least[j]), share_at(groups, int(least[j]), j))
        for j in _first(surest)
    )


def cruxes(groups: Counts, statements: Labels, *, left_out: Flags) -> tuple[Crux, ...]:
    """What divides most: statements by the widest sure difference between two groups.

    With one group only, by how large the smaller side is at the least.
    """
    if len(groups.seen) < 2:
        return _split(groups, statements, left_out)
    sides = groups.agree + groups.disagree
    best = np.full(groups.seen.shape[1], -1.0)
    high = np.zeros(len(best), dtype=np.int64)
    low = np.zeros(len(best), dtype=np.int64)
    for g in range(len(sides)):
        gaps = least_gap((groups.agree[g], sides[g]), (groups.agree, sides))
        gaps[g] = -1.0
        other = np.argmax(gaps, axis=0)
        gap = gaps[other, np.arange(len(best))]
        better = gap > best
        best = np.where(better, gap, best)
        high, low = np.where(better, g, high), np.where(better, other, low)
    best = np.where(left_out, -1.0, best)
    return tuple(
        Crux(
            _label(statements, j),
            int(high[j]),
            int(low[j]),
            share_at(groups, int(high[j]), j),
            share_at(groups, int(low[j]), j),
            float(best[j]),
        )
        for j in _first(best)
    )


SMALLER_SIDE = 1 / 3


def _split(everybody: Counts, statements: Labels, left_out: Flags) -> tuple[Crux, ...]:
    """Statements on which both sides are large: each of them surely above a third."""
    low, high = wilson(everybody.agree[0], everybody.agree[0] + everybody.disagree[0])
    smaller = np.where(left_out, -1.0, np.minimum(low, 1.0 - high) - SMALLER_SIDE)
    return tuple(
        Crux(
            _label(statements, j),
            None,
            None,
            share_at(everybody, 0, j),
            share_at(everybody, 0, j),
            float(smaller[j]) + SMALLER_SIDE,
        )
        for j in _first(smaller)
    )


def group_aware(groups: Counts) -> Floats:
    """How far every group agrees with a statement, from 0 to 1: the geometric mean of their shares.

    Each share is (agree + 1) / (sides + 2), so that one group that disagrees pulls it down however
    small it is, and a pass does not. The mean, not the product: it can be compared between three
    groups and five.
    """
    shares = (groups.agree + 1.0) / (groups.agree + groups.disagree + 2.0)
    return np.asarray(np.exp(np.log(shares).mean(axis=0)))


def _first(by: Floats, most: int | None = None) -> Ints:
    """The places of what is above 0, the largest first; of equals, the earlier."""
    order = np.argsort(-by, kind="stable")
    return np.asarray(order[by[order] > 0][:most], dtype=np.int64)


def _label(labels: Labels, at: int) -> Any:
    return labels[at : at + 1].tolist()[0]
