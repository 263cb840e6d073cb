"""Halls with groups planted in them, and halls with none."""

from __future__ import annotations

import numpy as np

from folkmoot.opinion import matrix
from folkmoot.opinion.votes import VoteMatrix


def planted(seed: int, *, people: int = 200, statements: int = 40, groups: int = 3, passes: float = 0.15):
    """Votes, who was planted where, and where an oracle that knows every profile would put them.

    Groups are of unequal size; most people vote little and a few on nearly everything, 10 to 100 votes.
    """
    draw = np.random.default_rng(seed)
    sizes = draw.dirichlet(np.full(groups, 3.0)) * 0.8 + 0.2 / groups
    truth = draw.choice(groups, people, p=sizes)
    likes = draw.beta(0.7, 0.7, (groups, statements)).clip(0.02, 0.98)
    activity = np.exp(draw.normal(3.4, 0.8, people)).clip(10, min(100, statements)).astype(int)
    who, on, how = [], [], []
    oracle = np.zeros(people, dtype=int)
    for person in range(people):
        seen = draw.choice(statements, activity[person], replace=False)
        agree = draw.random(len(seen)) < likes[truth[person], seen]
        passed = draw.random(len(seen)) < passes
        vote = np.where(passed, 0, np.where(agree, 1, -1))
        who += [person] * len(seen)
        on += seen.tolist()
        how += vote.tolist()
        chance = np.where(agree, np.log(likes[:, seen]), np.log(1 - likes[:, seen]))
        oracle[person] = np.argmax(np.log(sizes) + (chance * ~passed).sum(axis=1))
    return matrix(who, on, how), truth, oracle


def noise(seed: int, *, people: int = 80, statements: int = 25, readiness: float = 0.0) -> VoteMatrix:
    """Votes of people who differ in nothing, or only in how readily they agree."""
    draw = np.random.default_rng(seed)
    liked = draw.normal(0.3, 1.0, statements)
    ready = draw.normal(0.0, readiness, people)
    seen = draw.random((people, statements)) < draw.beta(2, 2, people)[:, None].clip(0.3, 1)
    chance = 1 / (1 + np.exp(-(liked + ready[:, None])))
    vote = np.where(draw.random(seen.shape) < chance, 1, -1)
    vote[draw.random(seen.shape) < 0.12] = 0
    row, column = np.nonzero(seen)
    return matrix(row, column, vote[row, column])
