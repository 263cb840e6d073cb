"""Which statement to ask about next."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Sequence
from typing import NamedTuple


class Ballot(NamedTuple):
    """One statement as a voter meets it. priority: how much the next vote on it teaches, above 0."""

    id: int
    number: int
    words: str
    is_meta: bool = False
    priority: float = 1.0


def remaining(ballots: Sequence[Ballot], answered: Collection[int]) -> list[Ballot]:
    """The statements somebody has not voted on, in the order of the list. answered: their ids."""
    return [ballot for ballot in ballots if ballot.id not in answered]


def next_ballot(ballots: Sequence[Ballot], answered: Collection[int], draw: float) -> Ballot | None:
    """The next statement for somebody; None when nothing remains.

    Drawn with the priorities as weights, as Polis draws it, so that new and telling statements come
    sooner and not everybody sees the same first. Questions about people come when all else is answered.
    draw: a random number from 0 up to 1. Source: Small et al. 2021, section 3.3.
    """
    waiting = remaining(ballots, answered)
    waiting = [ballot for ballot in waiting if not ballot.is_meta] or waiting
    if not waiting:
        return None
    heights = list(itertools.accumulate(max(ballot.priority, 1e-9) for ballot in waiting))
    return waiting[min(bisect.bisect_right(heights, draw * heights[-1]), len(waiting) - 1)]
