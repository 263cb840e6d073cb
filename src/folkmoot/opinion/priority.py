"""Which statement to ask about next."""

from __future__ import annotations

import numpy as np

from folkmoot.opinion.votes import Counts, Flags, Floats

META = 7.0
NEW_BOOST = 8.0
HALVES_EVERY = 5.0


def priorities(groups: Counts, extremity: Floats, *, meta: Flags) -> Floats:
    """How much there is to learn from showing each statement; one number a statement, above 0.

    groups: votes of the grouped participants; extremity: how far a statement stretches the map;
    meta: one flag a statement. Statements that are agreed with, rarely passed on and telling come
    first, and new ones are lifted by up to nine times until they have been seen.
    The Polis server computes it from the votes of the update before.
    Source: Polis, math/conversation.clj.
    """
    agree, passed, seen = groups.agree.sum(axis=0), groups.passed.sum(axis=0), groups.seen.sum(axis=0)
    agreed = (agree + 1.0) / (seen + 2.0)
    unsure = (passed + 1.0) / (seen + 2.0)
    importance = (1.0 - unsure) * (extremity + 1.0) * agreed
    lifted = importance * (1.0 + NEW_BOOST * 2.0 ** (-seen / HALVES_EVERY))
    return np.asarray(np.where(meta, META, lifted) ** 2)
