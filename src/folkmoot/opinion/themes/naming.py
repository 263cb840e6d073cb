"""What a theme is called: the words that mark it, as people said them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from folkmoot.meetings.moots import slug_of
from folkmoot.opinion.themes.gathering import sums
from folkmoot.opinion.themes.table import WordTable
from folkmoot.opinion.votes import Ints

MOST_WORDS = 12
IN_AN_ID = 3


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


def id_of(words: tuple[str, ...], within: str = "") -> str:
    """A short id made of a theme's first words: "rent-landlord-damp"; of a part "…/damp-mould"."""
    own = slug_of(" ".join(words[:IN_AN_ID])) if words else "theme"
    return f"{within}/{own}" if within else own


def named(
    ids: Sequence[str], words: Sequence[tuple[str, ...]], *, within: str = "", taken: Collection[str] = ()
) -> list[str]:
    """The ids, with one made of its words for each theme that has none yet."""
    used = {*filter(None, ids), *taken}
    full = []
    for id_, own in zip(ids, words, strict=True):
        full.append(id_ or _free(id_of(own, within), used))
        used.add(full[-1])
    return full


def _free(wanted: str, used: Collection[str]) -> str:
    number, free = 1, wanted
    while free in used:
        number += 1
        free = f"{wanted}-{number}"
    return free
