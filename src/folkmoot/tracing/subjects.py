"""What the statements of one conversation have in common.

"Build them higher" says little by itself; among the statements of a conversation on housing
it says a good deal. The subject of a statement is made of the words that mark the statements
most like it against the background of the record. Statements of several conversations may
come in one list: each leans on its own neighbours.
"""

from __future__ import annotations

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
    named = [stems[column] for column in markers]
    shares = _shares_among_neighbours(holds, stems, markers, vocabulary)
    shares[:, _in_title(title, named)] *= 2
    return [_subject(named, weights) for weights in _telling(np.minimum(shares, 1.0), named, vocabulary)]


def _incidence(wordings: Sequence[Wording], column: dict[str, int]) -> sparse.csr_matrix:
    from scipy import sparse  # where it is used: half a second that only matching need wait

    rows, columns = [], []
    for row, one in enumerate(wordings):
        for stem in dict.fromkeys(one.stems):  # in one order, so that sums come out the same
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


def _telling(shares: np.ndarray, stems: list[str], vocabulary: Vocabulary) -> np.ndarray:
    """Statements x markers: how far a marker's share stands out from the record's, by how it clumps there."""
    background = np.exp([-vocabulary.rarity(stem) for stem in stems])
    clumping = np.array([vocabulary.clumping.get(stem, 0.0) for stem in stems])
    stands_out = shares > background
    surprise = np.log(np.where(stands_out, shares / background, 1.0))
    weights: np.ndarray = shares * surprise * clumping
    return weights


def _subject(stems: list[str], weights: np.ndarray) -> dict[str, float]:
    """The heaviest few, in the order of the alphabet where they weigh the same."""
    kept = [int(at) for at in np.argsort(-weights, kind="stable")[:WORDS_OF_A_SUBJECT] if weights[at] > 0]
    total = float(sum(weights[at] for at in kept))
    return {stems[at]: float(weights[at]) / total for at in kept} if total > 0 else {}
