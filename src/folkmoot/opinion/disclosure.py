"""What of a count may be shown: numbers under five that point at people are "fewer than 5".

The number of votes is rounded to the nearest five as soon as one count is held back, so that the
count cannot be had by taking the others away; a bar is drawn from what is shown, never from more.
"""

from __future__ import annotations

from dataclasses import dataclass

FEW = 5
DRAWN_FOR_FEW = FEW / 2


@dataclass(frozen=True, slots=True)
class Shown:
    """Votes on one statement as they may be shown. None: fewer than five.

    seen: how many voted, passes included; `about` when it is rounded to the nearest five; None
    when fewer than five did, and then nothing else is shown either.
    """

    agree: int | None
    disagree: int | None
    passed: int | None
    seen: int | None
    about: bool

    def share(self, part: int | None) -> float:
        """How much of the bar a part takes, from 0 to 1; a part held back takes the same whatever it is."""
        parts = [DRAWN_FOR_FEW if p is None else p for p in (self.agree, self.disagree, self.passed)]
        return (DRAWN_FOR_FEW if part is None else part) / sum(parts)


def shown(agree: int, disagree: int, seen: int) -> Shown:
    """Counts of agreement, disagreement and all votes as they may be shown."""
    if seen < FEW:
        return Shown(None, None, None, None, about=True)
    counts = [agree, disagree, seen - agree - disagree]
    kept = [count if count >= FEW else None for count in counts]
    about = None in kept
    return Shown(kept[0], kept[1], kept[2], FEW * round(seen / FEW) if about else seen, about)
