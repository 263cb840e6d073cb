"""A division as it is shown: its sides, how each party voted, who voted otherwise than most of theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.record.debates import Division, DivisionVote

_FOR = {"aye", "ayes", "content", "for"}
_AGAINST = {"no", "noes", "not-content", "against"}
_SAME = {"ayes": "aye", "noes": "no"}
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

    vote: str
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


@dataclass(frozen=True, slots=True)
class PartyRow:
    """How one party voted: how many on each side, tellers among them; its larger side, if one is larger."""

    party: str
    numbers: tuple[int, ...]
    total: int
    most: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Somebody who voted otherwise than most of their party."""

    vote: DivisionVote
    label: str
    party: str
    with_most: int
    total: int


def label(vote: str) -> str:
    return str(_LABELS.get(vote, vote.replace("-", " ").capitalize()))


def shown(division: Division) -> Shown:
    """The sides as printed, or as names are listed where no count is printed."""
    numbers = _printed(division) if division.counted else _listed(division)
    total = sum(numbers.values()) or 1
    sides, left = [], 0.0
    for vote, number in numbers.items():
        width = 100 * number / total
        sides.append(Side(vote, label(vote), number, _look(vote), f"{left:.3f}%", f"{width:.3f}%"))
        left += width
    words = ", ".join(f"{side.label} {side.number}" for side in sides) or _("No count is printed")
    return Shown(division.id, division.seq, division.number, tuple(sides), f"{words}.")


def _look(vote: str) -> str:
    return "for" if vote in _FOR else "against" if vote in _AGAINST else "other"


def _printed(division: Division) -> dict[str, int]:
    return {_SAME.get(name, name): n for name, n in division.counts if not name.startswith("teller")}


def _listed(division: Division) -> dict[str, int]:
    return dict(Counter(_vote(vote) for vote in division.votes if not vote.teller))


def _vote(vote: DivisionVote) -> str:
    return _SAME.get(vote.vote, vote.vote)


def votes_in_order(division: Division) -> list[str]:
    """The sides that names are listed under, those for before those against."""
    found = dict.fromkeys(_vote(vote) for vote in division.votes)
    order = {"for": 0, "against": 1, "other": 2}
    return sorted(found, key=lambda vote: order[_look(vote)])


def by_party(division: Division) -> list[PartyRow]:
    """How each party voted, the largest first; names without a known party are one row."""
    votes = votes_in_order(division)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for vote in division.votes:
        tally[vote.party][_vote(vote)] += 1
    rows = [
        PartyRow(party, tuple(counted[v] for v in votes), counted.total(), _most(counted))
        for party, counted in tally.items()
    ]
    return sorted(rows, key=lambda row: (row.party == "", -row.total, row.party))


def _most(counted: Counter[str]) -> str:
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def otherwise(division: Division) -> list[Otherwise]:
    """Those who voted otherwise than most of their party, by party and name. Independents have no most."""
    rows = {row.party: row for row in by_party(division)}
    votes = votes_in_order(division)
    found = []
    for vote in division.votes:
        row = rows[vote.party]
        if not _is_party(vote.party) or not row.most or _vote(vote) in (row.most, "both"):
            continue
        found.append(
            Otherwise(vote, label(_vote(vote)), vote.party, row.numbers[votes.index(row.most)], row.total)
        )
    return sorted(found, key=lambda o: (o.party, o.vote.name))


def _is_party(party: str) -> bool:
    """Whether people sit together under this name: independents and crossbenchers do not."""
    alone = ("independent", "crossbench", "non-affiliated", "other", "bishop", "judge", "speaker", "deputy speaker")
    return bool(party) and not party.lower().startswith(alone)


def names(division: Division) -> Iterable[tuple[str, list[DivisionVote]]]:
    """Every name under its side."""
    lists: dict[str, list[DivisionVote]] = {vote: [] for vote in votes_in_order(division)}
    for vote in division.votes:
        lists[_vote(vote)].append(vote)
    return [(label(vote), listed) for vote, listed in lists.items()]
