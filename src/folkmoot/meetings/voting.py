"""What the votes on a statement came to, and how much of it may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.meetings.moots import Vote

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """How many agree, disagree and pass, each person once.

    A count from 1 to 4 may point at somebody and is not shown; nor is a total it could be taken from.
    """

    agree: int = 0
    disagree: int = 0
    passes: int = 0

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.passes

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.agree, self.disagree, self.passes

    @property
    def hides(self) -> bool:
        """Whether one of the counts is too small to be shown."""
        return any(is_few(count) for count in self.parts)

    @property
    def at_least(self) -> int:
        """The sum of what is shown: the total, where nothing is hidden."""
        return sum(count for count in self.parts if not is_few(count))

    @property
    def can_be_drawn(self) -> bool:
        return self.at_least > 0

    @property
    def shares(self) -> tuple[float, float, float]:
        """The parts as they may be drawn, from 0 to 1; a hidden count is drawn as two."""
        drawn = [2 if is_few(count) else count for count in self.parts]
        return (
            (drawn[0] / sum(drawn), drawn[1] / sum(drawn), drawn[2] / sum(drawn))
            if sum(drawn)
            else (0.0, 0.0, 0.0)
        )


def is_few(count: int) -> bool:
    """Whether a count of people is one to four."""
    return 0 < count < FEWEST_SHOWN


def in_words(count: int) -> str:
    """A count as an export prints it: "12", "0" or "fewer than 5"."""
    return f"fewer than {FEWEST_SHOWN}" if is_few(count) else str(count)


def tally(votes: Iterable[Vote]) -> dict[int, Tally]:
    """What every statement came to, by number; a participant's last vote in the order given counts."""
    last = {(vote.statement, vote.participant): vote.value for vote in votes}
    counts: dict[int, list[int]] = {}
    for (statement, _), value in last.items():
        counts.setdefault(statement, [0, 0, 0])[{1: 0, -1: 1, 0: 2}[value]] += 1
    return {statement: Tally(*parts) for statement, parts in counts.items()}
