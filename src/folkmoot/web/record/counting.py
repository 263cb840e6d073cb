"""A division as it is shown: its sides by name, in shares of a bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.record import counting
from folkmoot.record.debates import Division, DivisionVote

_LABELS = {
    "aye": gettext_lazy("Ayes"),
    "no": gettext_lazy("Noes"),
    "content": gettext_lazy("Content"),
    "not-content": gettext_lazy("Not content"),
    "for": gettext_lazy("For"),
    "against": gettext_lazy("Against"),
    "abstentions": gettext_lazy("Abstentions"),
    "abstain": gettext_lazy("Abstentions"),
    "both": gettext_lazy("In both lobbies"),
    "spoiledvotes": gettext_lazy("Spoiled votes"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a division: its label, how many, and its share of the bar."""

    label: str
    number: int
    look: str
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A division on a page."""

    id: str
    seq: int
    number: str
    sides: tuple[Side, ...]
    in_words: str


def label(side: str) -> str:
    return str(_LABELS.get(side, side.replace("-", " ").capitalize()))


def shown(division: Division) -> Shown:
    """The sides as printed, or as names are listed where no count is printed."""
    numbers = counting.printed(division)
    total = sum(numbers.values()) or 1
    sides, left = [], 0.0
    for one, number in numbers.items():
        width = 100 * number / total
        sides.append(Side(label(one), number, _look(one), f"{left:.3f}%", f"{width:.3f}%"))
        left += width
    words = ", ".join(f"{side.label} {side.number}" for side in sides)
    return Shown(
        division.id,
        division.seq,
        division.number,
        tuple(sides),
        f"{words}." if words else _("No count is printed."),
    )


def _look(side: str) -> str:
    return "for" if side in counting.FOR else "against" if side in counting.AGAINST else "other"


def names(division: Division) -> list[tuple[str, list[DivisionVote]]]:
    """Every name under its side, in the order they are printed."""
    return [
        (label(one), [vote for vote in division.votes if counting.side(vote.vote) == one])
        for one in counting.sides(division)
    ]
