"""Opinion: from votes to groups, what sets them apart and what everybody agrees on.

    ballots = reading.read(Path("export"))
    found = opinion(ballots.votes)
    found.k, found.labels, found.consensus

Votes are agree +1, disagree -1, pass 0 everywhere in this library.
"""

from __future__ import annotations

from folkmoot.opinion.polis import Opinion, State, opinion
from folkmoot.opinion.votes import Counts, VoteMatrix, matrix

__all__ = ["Counts", "Opinion", "State", "VoteMatrix", "matrix", "opinion"]
