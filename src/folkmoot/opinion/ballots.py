"""Votes with the statements they are on, and which sign means agree.

The sign of a vote is never guessed. Where files hold counts of agreement beside the votes the
sign is read from them; where nothing tells, it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from folkmoot.errors import BadRow, Unreadable
from folkmoot.opinion.votes import Ints, VoteMatrix, matrix

Told: TypeAlias = tuple[Ints, Mapping[Any, tuple[int, int]]]
"""The statement (or the participant) of every vote, and how many of each sign the source counts there."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was handed in; moderation 1 accepted, 0 undecided, -1 rejected.

    agrees, disagrees: how many votes of each the source itself counts; None where it does not say.
    """

    number: int
    words: str = ""
    moderation: int = 0
    is_meta: bool = False
    agrees: int | None = None
    disagrees: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Votes and the statements they are on. turned: the source had agreement as -1."""

    votes: VoteMatrix
    statements: Mapping[Any, Statement] = field(default_factory=dict)
    turned: bool = False


def ballots(
    who: Ints,
    on: Ints,
    how: Ints,
    at: Ints,
    statements: Mapping[Any, Statement],
    meta: Collection[Any],
    *,
    turned: bool,
) -> Ballots:
    """Votes with agreement as 1, and what their statements say of themselves."""
    about_people = {str(number) for number in meta} | {
        str(s.number) for s in statements.values() if s.is_meta
    }
    rejected = {number for number, statement in statements.items() if statement.moderation == -1}
    return Ballots(matrix(who, on, how, at=at, rejected=rejected, meta=about_people), statements, turned)


def sign_of(how: Ints, told: Iterable[Told], path: Path) -> int:
    """1 if agreement is 1 in this source, -1 if it is turned round, as the first counts that can tell say.

    Raises Unreadable where nothing tells.
    """
    if not how.any():
        return 1
    for labels, counts in told:
        as_it_stands, turned = (_misses(labels, how * sign, counts) for sign in (1, -1))
        if as_it_stands != turned:
            return 1 if as_it_stands < turned else -1
    raise Unreadable(
        f"Nothing beside {path} tells whether 1 or -1 means agree; say --agree 1 or --agree -1.",
        path=str(path),
    )


def counts_of(statements: Mapping[Any, Statement]) -> dict[Any, tuple[int, int]]:
    """How many votes of each sign the source counts, by statement, where it does."""
    return {
        number: (statement.agrees, statement.disagrees)
        for number, statement in statements.items()
        if statement.agrees is not None and statement.disagrees is not None
    }


def _misses(labels: Ints, how: Ints, counts: Mapping[Any, tuple[int, int]]) -> int:
    """How many votes lie between what the source counts and what we count."""
    agrees, disagrees = _counted(labels[how == 1]), _counted(labels[how == -1])
    return sum(
        abs(agrees.get(label, 0) - agree) + abs(disagrees.get(label, 0) - disagree)
        for label, (agree, disagree) in counts.items()
    )


def _counted(labels: Ints) -> dict[int, int]:
    return dict(zip(*(part.tolist() for part in np.unique(labels, return_counts=True)), strict=True))


def only_signs(path: Path, how: Ints) -> None:
    """Raises BadRow with the line of the first vote that is none of the three."""
    wrong = np.flatnonzero((how < -1) | (how > 1))
    if len(wrong):
        line = int(wrong[0]) + 2
        raise BadRow(
            f"{path}, line {line}: the vote is {how[wrong[0]]}; it should be 1, -1 or 0.",
            path=str(path),
            line=line,
        )
