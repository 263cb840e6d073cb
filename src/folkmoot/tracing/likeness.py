"""How like two pieces of text are, by the company their words keep in the record.

"Rent" and "tenancy" share no letter, and stand beside the same words. So each stem of the record gets a
place in a space of few dimensions, near those that stand in the same passages; a text lies where its
words do, each counting by its worth. No model comes from outside and nothing is fetched: it is learnt
from the sample of the record that the vocabulary is made of. Whoever has word vectors can lay them
beside it (`beside`).

Source: latent semantic analysis, Deerwester et al. 1990, J. Am. Soc. Inf. Sci. 41:391-407; the
decomposition is the randomized one of Halko, Martinsson and Tropp 2011, SIAM Review 53:217-288.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from folkmoot.text import LITTLE_WORDS, stem
from folkmoot.tracing.laid_out import RUN, LaidOut, lay_out
from folkmoot.tracing.wording import record_stem

if TYPE_CHECKING:
    from scipy import sparse

DIMENSIONS = 150
PASSAGE = 60  # words, little ones aside, that stand together: about a minute
OFTEN_ENOUGH = 5  # contributions in which a stem must stand to have a place
ENOUGH_PASSAGES = 10 * DIMENSIONS  # fewer teach nothing that holds
UNKNOWN = 0.5  # the likeness of what was never compared
_SPARE, _TURNS = 10, 3  # of the randomized decomposition
_NOTHING = 1e-6  # what is left of a sum once all is taken off it again


@dataclass(frozen=True, slots=True)
class Forms:
    """The row of each word of the record, by the number it has where texts are laid out; in order."""

    numbers: np.ndarray
    rows: np.ndarray

    def rows_of(self, said: LaidOut) -> np.ndarray:
        """The rows of the words of a text that have one, in the order they stand."""
        return self.among(said)[0]

    def among(self, said: LaidOut) -> tuple[np.ndarray, np.ndarray]:
        """The same, and which of its words they are."""
        at = self.numbers.searchsorted(said.numbers)
        at[at == len(self.numbers)] = 0
        known = np.flatnonzero(self.numbers[at] == said.numbers)
        return self.rows[at[known]], known


@dataclass(frozen=True, slots=True)
class Likeness:
    """Where the stems of a record lie.

    rows: stem -> its row; places: stems x dimensions, each row as long as its stem is worth.
    """

    rows: Mapping[str, int]
    places: np.ndarray
    forms: Forms

    def of_stems(self, weights: Mapping[str, float]) -> np.ndarray:
        """Where stems lie together, each times a weight: a vector of length 1, or of zeros."""
        known = {self.rows[stem]: weight for stem, weight in weights.items() if stem in self.rows}
        weighed = np.fromiter(known.values(), np.float32, len(known))
        return _unit(weighed @ self.places[list(known)])

    def of_text(self, said: LaidOut) -> np.ndarray:
        """Where a passage of the record lies: a vector of length 1, or of zeros."""
        return _unit(self.places[self.forms.rows_of(said)].sum(axis=0))

    def of_stretches(self, said: LaidOut, length: int) -> np.ndarray:
        """Where each stretch of so many characters lies that begins with a word: words x dimensions,
        each a vector of length 1, or of zeros.
        """
        rows, known = self.forms.among(said)
        sums = np.zeros((len(rows) + 1, self.places.shape[1]))
        np.cumsum(self.places[rows], axis=0, out=sums[1:])
        ends = known.searchsorted(said.starts.searchsorted(said.starts + length))
        lie = sums[ends] - sums[known.searchsorted(np.arange(len(said.starts)))]
        sizes = np.linalg.norm(lie, axis=1, keepdims=True)
        return np.asarray(lie / np.where(sizes > _NOTHING, sizes, np.inf), np.float32)


def alike(
    known: Likeness | None, statement: Sequence[Mapping[str, float]], texts: Sequence[LaidOut]
) -> list[float]:
    """How like a statement each text is, from 0, nothing in common, to 1; UNKNOWN where none was learnt.

    statement: stems and their weights; several such, as its own words and its subject's, count the same.
    """
    if known is None:
        return [UNKNOWN] * len(texts)
    place = _unit(np.sum([known.of_stems(weights) for weights in statement], axis=0))
    return [max(0.0, float(place @ known.of_text(text))) for text in texts]


def learn(texts: Sequence[str], worths: Mapping[str, float]) -> Likeness | None:
    """Where the words of these contributions lie; None where they are too few to teach it.

    worths: what each stem is worth that is to have a place; little words have none.
    """
    rows = {stem: row for row, stem in enumerate(sorted(worths.keys() - little_stems()))}
    if len(rows) <= DIMENSIONS + _SPARE:
        return None
    worth = np.array([worths[stem] for stem in rows], dtype=np.float32)
    forms = forms_of(texts, rows)
    said, passages = _passages(texts, forms)
    if not len(passages) or passages[-1] + 1 < ENOUGH_PASSAGES:
        return None
    places = _leading(_weighed(said, passages, worth))
    sizes = np.linalg.norm(places, axis=1)
    places *= (worth / np.maximum(sizes, 1e-9))[:, None]
    return Likeness(rows, places.astype(np.float32), forms)


def forms_of(texts: Iterable[str], rows: Mapping[str, int]) -> Forms:
    """The words of these contributions whose stems have a row."""
    words: set[str] = set()
    for text in texts:
        words.update(RUN.findall(text))
    known = sorted(word for word in words if record_stem(word) in rows)
    found = {
        int(said.numbers[0]): rows[record_stem(word)]
        for word, said in zip(known, lay_out(known), strict=True)
    }
    numbers = np.array(sorted(found), np.int64)
    return Forms(numbers, np.array([found[number] for number in numbers.tolist()], np.int32))


def _passages(texts: Sequence[str], forms: Forms) -> tuple[np.ndarray, np.ndarray]:
    """Each word said, as its row, and the number of the passage in which it is said."""
    said, passages = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    begun = 0
    for text in lay_out(texts):
        if len(here := forms.rows_of(text)):
            said.append(here)
            passages.append(begun + np.arange(len(here)) // PASSAGE)
            begun = int(passages[-1][-1]) + 1
    return np.concatenate(said), np.concatenate(passages)


def _weighed(said: np.ndarray, passages: np.ndarray, worth: np.ndarray) -> sparse.csr_matrix:
    """Stems x passages, of length 1 each: a word at its worth, more where it is said again."""
    from scipy import sparse  # where it is used: half a second that only matching need wait

    shape = (len(worth), int(passages[-1]) + 1)
    counts = sparse.csr_matrix((np.ones(len(said), dtype=np.float32), (said, passages)), shape=shape)
    counts.data = 1 + np.log(counts.data)
    weighed = sparse.diags(worth) @ counts
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=0)).ravel())
    return (weighed @ sparse.diags(1 / np.maximum(lengths, 1e-9))).tocsr().astype(np.float32)


def _leading(matrix: sparse.csr_matrix) -> np.ndarray:
    """The leading left singular vectors, each times the root of its value."""
    draw = np.random.default_rng(1)
    sketch = matrix @ draw.standard_normal((matrix.shape[1], DIMENSIONS + _SPARE), dtype=np.float32)
    other = matrix.T.tocsr()
    for _ in range(_TURNS):
        sketch, _ = np.linalg.qr(sketch)
        sketch = matrix @ (other @ sketch)
    basis, _ = np.linalg.qr(sketch)
    small = (other @ basis).astype(np.float64)
    squares, left = np.linalg.eigh(small.T @ small)  # of the least first
    values = np.sqrt(np.maximum(squares[::-1][:DIMENSIONS], 0.0))
    leading: np.ndarray = (basis @ left[:, ::-1][:, :DIMENSIONS]) * np.sqrt(values)
    return leading


@functools.cache
def little_stems() -> frozenset[str]:
    """Stems that say nothing of a subject; what is a name in the record has an empty one."""
    return frozenset(["", *map(stem, LITTLE_WORDS)])


def _unit(vector: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector
