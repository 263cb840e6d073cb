"""Whether minds changed between two askings of one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Minds:
    """Of those who answered both times: how many agreed before and after, how many answer differently."""

    both: int
    agreed_before: int
    agreed_after: int
    changed: int


def minds(before: Mapping[int, int], after: Mapping[int, int]) -> Minds:
    """Compare two askings; answers are 1, 0 or -1 by participant, and who answered once is left out."""
    pairs = Counter((before[who], after[who]) for who in before.keys() & after.keys())
    return Minds(
        both=sum(pairs.values()),
        agreed_before=sum(count for (first, _second), count in pairs.items() if first == 1),
        agreed_after=sum(count for (_first, second), count in pairs.items() if second == 1),
        changed=sum(count for (first, second), count in pairs.items() if first != second),
    )
