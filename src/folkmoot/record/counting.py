"""A division counted: how each party voted, and who voted otherwise than most of theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from folkmoot.record.debates import Division, DivisionVote

FOR = frozenset({"aye", "content", "for"})
AGAINST = frozenset({"no", "not-content", "against"})

# Under these names people sit, but not together: they have no "most of their party".
_NO_PARTY = (
    "independent",
    "crossbench",
    "non-affiliated",
    "other",
    "bishop",
    "judge",
    "speaker",
    "deputy speaker",
)
_SAME = {"ayes": "aye", "noes": "no"}


@dataclass(frozen=True, slots=True)
class PartyCount:
    """How one party voted: how many under each of `sides(division)`, tellers among them.

    `most` is the side that more of them took than any other; empty where two are level.
    """

    party: str
    numbers: tuple[int, ...]
    most: str

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Somebody who voted otherwise than most of their party: `with_most` of `total` took the other side."""

    vote: DivisionVote
    side: str
    party: str
    with_most: int
    total: int


def side(vote: str) -> str:
    """One word for one side: "ayes" is "aye"."""
    return _SAME.get(vote, vote)


def printed(division: Division) -> dict[str, int]:
    """How many on each side: the counts as printed, else the names listed, tellers left out."""
    if division.counted:
        return {side(name): n for name, n in division.counts if not name.startswith("teller")}
    return dict(Counter(side(vote.vote) for vote in division.votes if not vote.teller))


def sides(division: Division) -> list[str]:
    """The sides that names are listed under, those for before those against before the rest."""
    found = dict.fromkeys(side(vote.vote) for vote in division.votes)
    return sorted(found, key=lambda one: (one not in FOR, one not in AGAINST))


def by_party(division: Division) -> list[PartyCount]:
    """How each party voted, the largest first; names whose party is not known are one row, last."""
    order = sides(division)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for vote in division.votes:
        tally[vote.party][side(vote.vote)] += 1
    rows = [PartyCount(party, tuple(n[one] for one in order), _most(n)) for party, n in tally.items()]
    return sorted(rows, key=lambda row: (row.party == "", -row.total, row.party))


def _most(counted: Counter[str]) -> str:
    first, *others = counted.most_common(2)
    return "" if others and others[0][1] == first[1] else first[0]


def otherwise(division: Division) -> list[Otherwise]:
    """Those who voted otherwise than most of their party, by party and name."""
    rows = {row.party: row for row in by_party(division)}
    order = sides(division)
    found = []
    for vote in division.votes:
        row = rows[vote.party]
        if sits_together(vote.party) and row.most and side(vote.vote) not in (row.most, "both"):
            with_most = row.numbers[order.index(row.most)]
            found.append(Otherwise(vote, side(vote.vote), vote.party, with_most, row.total))
    return sorted(found, key=lambda one: (one.party, one.vote.name))


def sits_together(party: str) -> bool:
    """Whether people under this name vote as a party: independents and crossbenchers do not."""
    return bool(party) and not party.lower().startswith(_NO_PARTY)
