"""What the statements of one conversation have in common.

"Build them higher" says little by itself; among the statements of a conversation on housing
it says a good deal. The subject of a statement is made of the words that mark the statements
most like it against the background of the record. Statements of several conversations may
come in one list: each leans on its own neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import Wording, wording

if TYPE_CHECKING:
    from scipy import sparse

WORDS_OF_A_SUBJECT = 12
SEEN_TOGETHER = 3  # a word in fewer statements marks no conversation
NEIGHBOURLINESS_OF_STRANGERS = 0.02


def subjects(
    wordings: Sequence[Wording], vocabulary: Vocabulary, *, title: str = ""
) -> list[dict[str, float]]:
    """For each statement the stems of its shared subject, with weights that add up to 1.

    Empty where the statements have nothing in common that the record knows too.
    `title`: the conversation's; its words count twice where the statements use them as well.
    """
    stems = sorted({stem for wording in wordings for stem in wording.stems})
    if not stems:
        return [{} for _ in wordings]
    column = {stem: i for i, stem in enumerate(stems)}
    holds = _incidence(wordings, column)
    markers = _markers(stems, holds, vocabulary)
    if not markers.size:
        return [{} for _ in wordings]
    in_title = _in_title(title, stems)
    return [
        _subject(stems, markers, shares, in_title, vocabulary)
        for shares in _shares_among_neighbours(holds, stems, markers, vocabulary)
    ]


def _incidence(wordings: Sequence[Wording], column: dict[str, int]) -> sparse.csr_matrix:
    from scipy import sparse  # where it is used: half a second that only matching need wait

    rows, columns = [], []
    for row, one in enumerate(wordings):
        for stem in set(one.stems):
            rows.append(row)
            columns.append(column[stem])
    ones = np.ones(len(rows))
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(wordings), len(column)))


def _markers(stems: list[str], holds: sparse.csr_matrix, vocabulary: Vocabulary) -> np.ndarray:
    """Columns of stems that several statements and the record know."""
    counts = np.asarray(holds.sum(axis=0)).ravel()
    known = np.array([vocabulary.found_in.get(stem, 0) > 0 for stem in stems])
    return np.flatnonzero((counts >= SEEN_TOGETHER) & known)


def _shares_among_neighbours(
    holds: sparse.csr_matrix, stems: list[str], markers: np.ndarray, vocabulary: Vocabulary
) -> np.ndarray:
    """Statements x markers: the share of a statement's neighbours, itself aside, that hold a marker.

    A neighbour counts by the words it shares, each by its worth; strangers count a little.
    """
    from scipy import sparse

    worths = np.array([vocabulary.worth(stem) for stem in stems])
    weighed = holds.multiply(worths).tocsr()
    norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.where(norms > 0, norms, 1)) @ weighed
    itself = (norms > 0).astype(float) + NEIGHBOURLINESS_OF_STRANGERS
    marked = holds[:, markers]
    near = unit @ (unit.T @ marked).toarray()
    nearness = np.asarray(unit @ np.asarray(unit.sum(axis=0)).ravel())
    strangers = NEIGHBOURLINESS_OF_STRANGERS
    overall = np.asarray(marked.sum(axis=0)).ravel()
    holding = near + strangers * overall - itself[:, None] * marked.toarray()
    everybody = nearness + strangers * holds.shape[0] - itself
    shares: np.ndarray = np.maximum(holding, 0) / np.maximum(everybody, 1e-9)[:, None]
    return shares


def _in_title(title: str, stems: list[str]) -> np.ndarray:
    named = set(wording(title).stems)
    return np.array([stem in named for stem in stems])


def _subject(
    stems: list[str], markers: np.ndarray, shares: np.ndarray, in_title: np.ndarray, vocabulary: Vocabulary
) -> dict[str, float]:
    weights: dict[str, float] = {}
    for column, share in zip(markers, shares, strict=True):
        stem = stems[column]
        share = min(1.0, 2 * share) if in_title[column] else share
        background = math.exp(-vocabulary.rarity(stem))
        if share > background:
            weights[stem] = share * math.log(share / background) * vocabulary.clumping.get(stem, 0.0)
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:WORDS_OF_A_SUBJECT]
    total = sum(weight for _, weight in kept)
    return {stem: weight / total for stem, weight in kept} if total > 0 else {}
