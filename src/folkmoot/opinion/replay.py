"""The same votes as a server saw them: update after update, each begun from the last.

What a Polis server shows depends on this history: where clusters once stood, they tend to stay.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from folkmoot.opinion.polis import Opinion, State, opinion
from folkmoot.opinion.votes import matrix


def replay(
    participants: ArrayLike,
    statements: ArrayLike,
    votes: ArrayLike,
    at: ArrayLike,
    *,
    batch: int,
    rejected: Collection[Any] = (),
    meta: Collection[Any] = (),
) -> Opinion:
    """Opinion after the last of many updates, each with `batch` votes more, in the order they were cast.

    Columns as for `votes.matrix`. Moderation is taken as it stood at the end, for when it was
    decided is not in an export. Raises TooFew when there is no vote.
    """
    order = np.argsort(np.asarray(at), kind="stable")
    who, on, how, when = (np.asarray(column)[order] for column in (participants, statements, votes, at))
    found: Opinion | None = None
    state: State | None = None
    for end in range(batch, len(order) + batch, batch):
        so_far = matrix(who[:end], on[:end], how[:end], at=when[:end], rejected=rejected, meta=meta)
        found = opinion(so_far, before=state)
        state = found.state
    return found if found is not None else opinion(matrix(who, on, how, rejected=rejected, meta=meta))
