"""Counts of groups told so that no small one can be worked out from the totals beside them.

A count from 1 to 4 is "fewer than 5". Where what everybody did is public too, the small count could
still be had by subtraction; then of the larger counts beside it one is told to the nearest five, and one as a
figure worked out from what is public anyway.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from folkmoot.meetings.voting import FEWEST_SHOWN, Tally, is_few

MIDDLE_OF_FEW = (1 + FEWEST_SHOWN - 1) / 2
ENOUGH_UNKNOWN = 10
ENOUGH_DOUBT = 3
ROUNDED_TO = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A count as it is told: exact, few (1 to 4, which is all that is said), about so many, or not apart.

    Not apart: everybody together are so few that no group is told of by itself; drawn evenly.
    """

    kind: Literal["exact", "few", "about", "apart"]
    count: int = 0

    @property
    def drawn(self) -> int:
        """As it may be drawn: few as two."""
        return 2 if self.kind == "few" else self.count


@dataclass(frozen=True, slots=True)
class ToldTally:
    """One group's votes on a statement as they are told."""

    agree: Told
    disagree: Told
    passes: Told

    @property
    def parts(self) -> tuple[Told, Told, Told]:
        return self.agree, self.disagree, self.passes

    @property
    def total(self) -> int:
        """What is drawn together; 0 where nobody voted."""
        return sum(part.drawn for part in self.parts)

    @property
    def shares(self) -> tuple[float, float, float]:
        """The parts as they are drawn, from 0 to 1."""
        whole = max(self.total, 1)
        return self.agree.drawn / whole, self.disagree.drawn / whole, self.passes.drawn / whole

    @property
    def is_exact(self) -> bool:
        """Whether a share may be worked out from it."""
        return all(part.kind == "exact" for part in self.parts)


def told(everybody: int, counts: Sequence[int], *, unknown: int = 0) -> list[Told]:
    """Counts that are part of a public total, told so that none of the few can be worked out.

    everybody: the total, of these and of people not told of; unknown: at most how many those are.
    """
    if _too_few_to_tell_apart(everybody, len(counts), unknown):
        return [Told("apart", everybody // len(counts)) for _ in counts]
    few = sum(is_few(count) for count in counts)
    told = [Told("few") if is_few(count) else Told("exact", count) for count in counts]
    if not few or is_few(everybody):
        return told
    large = [at for at, count in enumerate(counts) if count >= FEWEST_SHOWN]
    left = everybody - sum(counts[at] for at in large)
    if not large:
        return [Told("apart", everybody // len(counts)) for _ in counts]
    if unknown >= ENOUGH_UNKNOWN and _in_doubt(left, few, unknown):
        return told
    least = FEWEST_SHOWN
    if len(large) > 1:
        near = max(FEWEST_SHOWN, ROUNDED_TO * round(counts[large[1]] / ROUNDED_TO))
        told[large[1]] = Told("about", near)
        least += max(FEWEST_SHOWN, near - ROUNDED_TO // 2)
    if everybody - sum(counts[at] for at in large[2:]) < least + few + 1:
        return [Told("apart", everybody // len(counts)) for _ in counts]
    others = sum(one.count for at, one in enumerate(told) if at != large[0])
    told[large[0]] = Told("about", max(FEWEST_SHOWN, everybody - others - math.ceil(few * MIDDLE_OF_FEW)))
    return told


def _too_few_to_tell_apart(everybody: int, counts: int, unknown: int) -> bool:
    """Whether so many could be few everywhere, with little doubt how few; only public numbers decide it."""
    if is_few(everybody) or not everybody:
        return False
    most = (FEWEST_SHOWN - 1) * counts + unknown
    return everybody <= counts or most - ENOUGH_DOUBT < everybody <= most


def _in_doubt(together: int, few: int, unknown: int) -> bool:
    """Whether few counts and unknown ones adding up to so much leave each few count open."""
    most = FEWEST_SHOWN - 1
    low = max(1, together - most * (few - 1) - unknown)
    high = min(most, together - (few - 1))
    return high - low + 1 >= ENOUGH_DOUBT


def told_tallies(
    everybody: Tally, groups: Sequence[Tally | None], *, unknown: int = 0
) -> list[ToldTally | None]:
    """Each group's votes on a statement as they may stand beside everybody's; None for a group too small.

    unknown: how many people are in no group that is told of.
    """
    shown = [group for group in groups if group is not None]
    columns = [
        told(whole, [group.parts[at] for group in shown], unknown=unknown)
        for at, whole in enumerate(everybody.parts)
    ]
    tallies = iter([ToldTally(*row) for row in zip(*columns, strict=True)])
    return [None if group is None else next(tallies) for group in groups]
