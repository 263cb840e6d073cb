"""Who holds the floor: a sentence broken off, and where it is taken up again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkmoot.record.debates import Contribution

# How many contributions may stand between the break and what takes it up.
WITHIN = 4

_BROKEN = re.compile(r"[\w,;][—–-]{1,2}\s*\Z")


def taken_up(contributions: Sequence[Contribution]) -> dict[str, str]:
    """For each contribution that ends in a dash, the same speaker's next one, where it follows soon.

    `contributions` are those of one debate in order.
    """
    spoken = [c for c in contributions if c.kind == "speech"]
    found = {}
    for place, contribution in enumerate(spoken):
        if not broken_off(contribution):
            continue
        for later in spoken[place + 2 : place + 2 + WITHIN]:
            if _speaker(later) == _speaker(contribution):
                found[contribution.id] = later.id
                break
    return found


def broken_off(contribution: Contribution) -> bool:
    """Whether a contribution ends in the dash that marks an interruption."""
    return bool(contribution.paragraphs) and bool(_BROKEN.search(contribution.paragraphs[-1].text))


def _speaker(contribution: Contribution) -> str:
    return contribution.person_id or contribution.speaker_name
