"""What a theme is called: a number that stays, and the words that mark it, as people said them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from folkmoot.opinion.themes.gathering import sums
from folkmoot.opinion.themes.table import WordTable
from folkmoot.opinion.votes import Ints

MOST_WORDS = 12


def words_of_themes(table: WordTable, labels: Ints, count: int | None = None) -> list[tuple[str, ...]]:
    """For each theme the words that weigh much in it and little elsewhere, the best first."""
    count = int(labels.max()) + 1 if count is None else count
    if not count:
        return []
    weights = sums(table.own, labels, count)
    everywhere = np.asarray(table.own.sum(axis=0)).ravel()
    share = weights / np.where(everywhere > 0, everywhere, 1.0)
    marks = weights * np.maximum(share - weights.sum(axis=1, keepdims=True) / max(weights.sum(), 1e-9), 0)
    return [
        tuple(
            table.as_said[place] for place in np.argsort(-row, kind="stable")[:MOST_WORDS] if row[place] > 0
        )
        for row in marks
    ]


def number_of(id_: str) -> int:
    """The number an id is; 0 for an id of words, such as earlier releases gave."""
    return int(id_) if id_.isascii() and id_.isdecimal() else 0


def numbered(ids: Sequence[str], sizes: Sequence[int], *, after: int = 0, within: str = "") -> list[str]:
    """The ids, with the next number for each theme that has none yet, the largest first."""
    numbers = list(ids)
    fresh = [place for place, id_ in enumerate(ids) if not id_]
    for place in sorted(fresh, key=lambda place: (-sizes[place], place)):
        after += 1
        numbers[place] = f"{within}{after}"
    return numbers
