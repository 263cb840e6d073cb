"""What sets a group apart: the statements it agrees or disagrees with more than everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from folkmoot.opinion.votes import Counts, Flags, Floats, Ints, Labels

SURE = 1.2816
MOST_STATEMENTS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Leanings:
    """How far each group leans on each statement: groups x statements each.

    p_agree, p_disagree: share, with one vote of either kind added, between 0 and 1.
    agree_test, disagree_test: z of that share against one half.
    agree_ratio, disagree_ratio: that share over the same share among everybody else.
    agree_apart, disagree_apart: z of the difference from everybody else.
    """

    p_agree: Floats
    p_disagree: Floats
    agree_test: Floats
    disagree_test: Floats
    agree_ratio: Floats
    disagree_ratio: Floats
    agree_apart: Floats
    disagree_apart: Floats


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement that speaks for a group.

    leaning: whether the group is apart by agreeing or by disagreeing; `votes` of the `seen` who saw
    it did so. p, p_test: that share and its z; ratio, apart: as in `Leanings`.
    best_agree: chosen first as what the group agrees on, and then how many do.
    """

    statement: Any
    leaning: Literal["agree", "disagree"]
    votes: int
    seen: int
    p: float
    p_test: float
    ratio: float
    apart: float
    best_agree: bool = False
    agreeing: int | None = None


def share(votes: Ints, seen: Ints) -> Floats:
    """A share that stays away from 0 and 1 while few have voted: (votes + 1) / (seen + 2)."""
    return np.asarray((votes + 1.0) / (seen + 2.0))


def against_half(votes: Ints, seen: Ints) -> Floats:
    """z of a share against one half, with one vote added."""
    return np.asarray(2.0 * np.sqrt(seen + 1.0) * ((votes + 1.0) / (seen + 1.0) - 0.5))


def apart(votes: Ints, others: Ints, seen: Ints, others_seen: Ints) -> Floats:
    """z of the difference of two shares, one added to all four counts; 0 where all agree."""
    s1, s2, n1, n2 = votes + 1.0, others + 1.0, seen + 1.0, others_seen + 1.0
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(np.maximum(pooled * (1.0 - pooled), 0.0) * (1.0 / n1 + 1.0 / n2))
    z: Floats = np.divide(s1 / n1 - s2 / n2, spread, out=np.zeros_like(spread), where=spread > 0)
    return z


def leanings(groups: Counts) -> Leanings:
    """How each group leans on each statement, against all the other groups.

    Source: Polis, math/repness.clj and math/stats.clj.
    """
    rest = groups.others()
    p_agree, p_disagree = share(groups.agree, groups.seen), share(groups.disagree, groups.seen)
    return Leanings(
        p_agree,
        p_disagree,
        against_half(groups.agree, groups.seen),
        against_half(groups.disagree, groups.seen),
        p_agree / share(rest.agree, rest.seen),
        p_disagree / share(rest.disagree, rest.seen),
        apart(groups.agree, rest.agree, groups.seen, rest.seen),
        apart(groups.disagree, rest.disagree, groups.seen, rest.seen),
    )


def representatives(groups: Counts, statements: Labels, *, left_out: Flags) -> list[list[Representative]]:
    """Up to five statements a group, agreements before disagreements.

    left_out: one flag a statement; those moderated out speak for nobody.
    """
    leaning = leanings(groups)
    return [
        _of_one_group(_Row(groups, leaning, statements, g), np.flatnonzero(~left_out))
        for g in range(len(groups.seen))
    ]


class _Row:
    """One group's numbers."""

    def __init__(self, groups: Counts, leaning: Leanings, statements: Labels, g: int) -> None:
        self.agree, self.disagree, self.seen = groups.agree[g], groups.disagree[g], groups.seen[g]
        self.pa, self.pat = leaning.p_agree[g], leaning.agree_test[g]
        self.pd, self.pdt = leaning.p_disagree[g], leaning.disagree_test[g]
        self.ra, self.rat = leaning.agree_ratio[g], leaning.agree_apart[g]
        self.rd, self.rdt = leaning.disagree_ratio[g], leaning.disagree_apart[g]
        self.statements = statements

    def told(self, j: int, *, best_agree: bool = False) -> Representative:
        agrees = bool(self.rat[j] > self.rdt[j])
        numbers = (
            (self.agree, self.pa, self.pat, self.ra, self.rat)
            if agrees
            else (self.disagree, self.pd, self.pdt, self.rd, self.rdt)
        )
        count, p, p_test, ratio, z = (column[j] for column in numbers)
        return Representative(
            _plain(self.statements[j]),
            "agree" if agrees else "disagree",
            int(count),
            int(self.seen[j]),
            float(p),
            float(p_test),
            float(ratio),
            float(z),
            best_agree,
            int(self.agree[j]) if best_agree else None,
        )


def _of_one_group(row: _Row, columns: Ints) -> list[Representative]:
    if not len(columns):
        return []
    first = _best_agreed(row, columns)
    clear = columns[
        ((row.rat[columns] > SURE) & (row.pat[columns] > SURE))
        | ((row.rdt[columns] > SURE) & (row.pdt[columns] > SURE))
    ]
    if not len(clear):
        furthest = columns[int(np.argmax(np.maximum(row.rat[columns], row.rdt[columns])))]
        return [row.told(first, best_agree=True) if first is not None else row.told(int(furthest))]
    others = sorted((row.told(int(j)) for j in clear if j != first), key=_weight, reverse=True)
    head = [row.told(first, best_agree=True)] if first is not None else []
    chosen = [*head, *others][:MOST_STATEMENTS]
    return sorted(chosen, key=lambda told: told.leaning == "disagree")


def _weight(told: Representative) -> float:
    return told.ratio * told.apart * told.p * told.p_test


def _best_agreed(row: _Row, columns: Ints) -> int | None:
    """The statement a group most agrees on, so that it is not shown by its disagreements alone."""
    best: int | None = None
    for j in (int(j) for j in columns if row.agree[j] or row.disagree[j]):
        if best is None:
            better = row.pat[j] > SURE or (row.ra[j] > 1.0 and row.pa[j] > 0.5)
        elif row.ra[best] > 1.0:
            better = _agreed(row, j) > _agreed(row, best)
        else:
            better = row.pa[j] * row.pat[j] > row.pa[best] * row.pat[best]
        if better:
            best = j
    return best


def _agreed(row: _Row, j: int) -> float:
    return float(row.ra[j] * row.rat[j] * row.pa[j] * row.pat[j])


def _plain(label: Any) -> Any:
    """A label as Python has it: 7 rather than numpy's int64(7)."""
    return label.item() if isinstance(label, np.generic) else label
