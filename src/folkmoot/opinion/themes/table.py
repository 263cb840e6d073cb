"""Sayings as a sparse table of words, and what shuffling makes of it."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from folkmoot.opinion.themes.sayings import Saying, telling_words
from folkmoot.opinion.votes import Floats
from folkmoot.text import is_unspaced

if TYPE_CHECKING:
    from scipy import sparse

BESIDE = 0.4  # a word of the purpose or the other side, against one of the note itself
NEIGHBOUR = 0.15  # of the note before and of the one after, at the same table
SEEN_IN = 2  # a word of one saying only joins nothing
TOO_COMMON = 0.3  # a word in more of the sayings than this is what the meeting was called for
MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """Sayings x words.

    as_said: for each word (a stem) the form in which it was said most often; rarity: in nats.
    own: each row a saying's own weights, of length 1 (or all zero, where no word of it is shared).
    neighbours: sayings x sayings, 1 where two notes follow each other at one table.
    """

    stems: tuple[str, ...]
    as_said: tuple[str, ...]
    rarity: Mapping[str, float]
    own: sparse.csr_matrix
    neighbours: sparse.csr_matrix

    @property
    def unspaced(self) -> float:
        """The share of what is said, from 0 to 1, that is pairs of letters of a script without spaces."""
        pairs = np.array([is_unspaced(stem) for stem in self.stems], dtype=bool)
        return float(pairs[self.own.indices].mean()) if self.own.nnz else 0.0


def word_table(sayings: Sequence[Saying]) -> WordTable:
    """The table of these sayings, weighed by how rare each word is among them."""
    held = [_held(saying) for saying in sayings]
    forms: dict[str, Counter[str]] = {}
    for saying in sayings:
        for stem, said in telling_words(saying.words):
            forms.setdefault(stem, Counter())[said.lower()] += 1
    seen = Counter(stem for weights in held for stem in weights)
    stems = _kept(seen, len(sayings))
    rarity = {stem: math.log(len(sayings) / seen[stem]) for stem in stems}
    own = _rows(held, stems, rarity)
    beside = _neighbours(sayings)
    as_said = tuple(forms[stem].most_common(1)[0][0] if stem in forms else stem for stem in stems)
    return WordTable(tuple(stems), as_said, rarity, own, beside)


def rows_of(table: WordTable, sayings: Sequence[Saying]) -> sparse.csr_matrix:
    """Further sayings x the words of a table, weighed as there."""
    return _rows([_held(saying) for saying in sayings], table.stems, table.rarity)


def _held(saying: Saying) -> dict[str, float]:
    """The stems of a saying and how much each counts, before rarity."""
    weights: dict[str, float] = {}
    for text, weight in ((saying.words, 1.0), *((text, BESIDE) for text in saying.beside)):
        for stem, _ in telling_words(text):
            weights[stem] = max(weights.get(stem, 0.0), weight)
    return weights


def _rows(
    held: Sequence[dict[str, float]], stems: Sequence[str], rarity: Mapping[str, float]
) -> sparse.csr_matrix:
    from scipy import sparse

    column = {stem: place for place, stem in enumerate(stems)}
    starts, columns, values = [0], [], []
    for weights in held:
        for stem, weight in weights.items():
            if (place := column.get(stem)) is not None:
                columns.append(place)
                values.append(weight * rarity[stem])
        starts.append(len(columns))
    filled = (np.array(values, dtype=float), np.array(columns, dtype=np.int32), np.array(starts))
    return unit_rows(sparse.csr_matrix(filled, shape=(len(held), len(stems))))


def _kept(seen: Counter[str], sayings: int) -> list[str]:
    most = max(TOO_COMMON * sayings, SEEN_IN + 1)
    usable = [(-count, stem) for stem, count in seen.items() if SEEN_IN <= count <= most]
    return sorted(stem for _, stem in sorted(usable)[:MOST_WORDS])


def _neighbours(sayings: Sequence[Saying]) -> sparse.csr_matrix:
    """Sayings x sayings: 1 where two notes follow each other at one table."""
    from scipy import sparse

    at_tables = sorted(
        (saying.moot, saying.table, saying.number, row)
        for row, saying in enumerate(sayings)
        if saying.table is not None
    )
    pairs = [(one[3], other[3]) for one, other in pairwise(at_tables) if one[:2] == other[:2]]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([ends, ends[:, ::-1]])
    ones = np.ones(len(both))
    return sparse.csr_matrix((ones, (both[:, 0], both[:, 1])), shape=(len(sayings), len(sayings)))


def among(own: sparse.csr_matrix, neighbours: sparse.csr_matrix) -> sparse.csr_matrix:
    """Each row with a little of its neighbours' words."""
    return unit_rows((own + NEIGHBOUR * (neighbours @ own)).tocsr())


def unit_rows(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same rows, each of length 1; an empty row stays empty."""
    from scipy import sparse

    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(lengths > 0, lengths, 1.0)) @ table).tocsr()


def shuffled(own: sparse.csr_matrix, draw: np.random.Generator) -> sparse.csr_matrix:
    """The same words as often, each saying about as long, and nothing that belongs together.

    A word that falls on one saying twice counts once, and by its rarity, as it does in what was said.
    """
    from scipy import sparse

    rows = np.repeat(np.arange(own.shape[0]), np.diff(own.indptr))
    dealt = own.indices[draw.permutation(own.nnz)]
    once = np.unique(rows * np.int64(own.shape[1]) + dealt, return_index=True)[1]
    often = np.bincount(own.indices, minlength=own.shape[1])
    rarity = np.log(own.shape[0] / np.maximum(often, 1))
    filled = (rarity[dealt[once]], (rows[once], dealt[once]))
    return unit_rows(sparse.csr_matrix(filled, shape=own.shape))


def start_of(stems: Sequence[str], width: int) -> Floats:
    """Words x width random numbers that depend on the words alone, so that no order of rows matters."""
    rows: list[NDArray[Any]] = [np.random.default_rng(_seed(stem)).standard_normal(width) for stem in stems]
    return np.array(rows).reshape(len(stems), width)


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
