"""Where words lie by a file of word vectors, laid beside where the record itself puts them.

The record knows what its House means by "division"; vectors made of much more text know that "rent" and
"tenancy" belong together also where the record hardly shows it. Neither replaces the other: of a stem that
has both places each counts for half, so that two such stems are as like as the mean of what both say. A
stem with one place keeps that one.

Sources: laying places side by side, Yin and Schütze 2016, "Learning word meta-embeddings", ACL; taking
off what all words have in common, Mu and Viswanath 2018, "All-but-the-top", ICLR; and keeping the leading
dimensions of the rest, Raunak, Gupta and Metze 2019, "Effective dimensionality reduction for word
embeddings", RepL4NLP. That a text lies at the sum of its words, each by its worth, is the weighted mean of
Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings", ICLR.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from folkmoot.errors import TooFew
from folkmoot.tracing.laid_out import RUN, small
from folkmoot.tracing.likeness import DIMENSIONS, Likeness, forms_of, little_stems
from folkmoot.tracing.vectors import Vectors
from folkmoot.tracing.wording import record_stem

ENOUGH_STEMS = 100  # with a place in the file; of fewer nobody can say what all have in common
_IN_COMMON = 100  # dimensions for which one direction is taken off (Mu and Viswanath: about so many)
_PIECES = frozenset(["s", "t", "d", "m", "ll", "ve", "re"])  # what is left of "it's" and "they've": no words


def heard(texts: Iterable[str]) -> Counter[str]:
    """How often each word is said in these contributions, as it is written."""
    said: Counter[str] = Counter()
    for text in texts:
        said.update(RUN.findall(text))
    return said


def beside(
    learnt: Likeness | None, texts: Sequence[str], worths: Mapping[str, float], vectors: Vectors
) -> Likeness | None:
    """What was learnt from these contributions, if anything, with what a file says of their words beside it.

    worths: what each stem of the record is worth, little words or not. A record of fewer stems than enough
    keeps what was learnt. Raises TooFew where the file knows fewer than enough of a larger one's.
    """
    wanted = worths.keys() - little_stems() - _PIECES
    if len(wanted) < ENOUGH_STEMS:
        return learnt
    stems, places = by_vectors(heard(texts), wanted, vectors.of)
    if len(stems) < ENOUGH_STEMS:
        raise TooFew(
            f"{vectors.name} knows {len(stems)} of the {len(wanted)} words of the record; {ENOUGH_STEMS} are "
            "needed. Give vectors of the record's language, or go without.",
            known=len(stems), wanted=len(wanted),
        )  # fmt: skip
    if learnt is None:
        return _laid([(stems, places)], texts, worths)
    return _laid([(list(learnt.rows), _unit(learnt.places)), (stems, places)], texts, worths)


def _laid(
    parts: Sequence[tuple[Sequence[str], np.ndarray]], texts: Sequence[str], worths: Mapping[str, float]
) -> Likeness:
    """Places side by side, each stem as long as it is worth, which is halved between the places it has.

    parts: stems, and where each lies, of length 1 or 0.
    """
    rows = {stem: row for row, stem in enumerate(sorted(set().union(*(stems for stems, _ in parts))))}
    side_by_side = np.zeros((len(rows), sum(places.shape[1] for _, places in parts)), np.float32)
    begun = 0
    for stems, places in parts:
        side_by_side[[rows[stem] for stem in stems], begun : (begun := begun + places.shape[1])] = places
    worth = np.array([worths[stem] for stem in rows], np.float32)
    return Likeness(rows, _unit(side_by_side) * worth[:, None], forms_of(texts, rows))


def by_vectors(
    said: Mapping[str, int], wanted: Iterable[str], vectors: Mapping[str, np.ndarray]
) -> tuple[list[str], np.ndarray]:
    """Stems that the vectors know, in order, and where each lies: stems x dimensions, of length 1 or 0.

    A stem lies at the mean of its words, each as often as it is said.
    """
    stems = frozenset(wanted)
    sums: dict[str, np.ndarray] = {}
    for word, times in said.items():
        if (stem := record_stem(word)) in stems and (place := vectors.get(small(word))) is not None:
            sums[stem] = sums.get(stem, np.float32(0)) + np.float32(times) * place
    known = sorted(sums)
    if not known:
        return [], np.zeros((0, 0), np.float32)
    return known, all_but_the_top(_unit(np.array([sums[stem] for stem in known], np.float32)))


def all_but_the_top(places: np.ndarray) -> np.ndarray:
    """Places without what all of them share: their mean, and the directions in which they differ most.

    places: words x dimensions. Returns words x as many dimensions, at most those of what is learnt, each
    of length 1, or of zeros where nothing is left. One direction is taken off for a hundred dimensions.
    Source: Mu and Viswanath 2018, ICLR.
    """
    centred = places - places.mean(axis=0)
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))  # of the least first
    top = round(places.shape[1] / _IN_COMMON)
    kept = directions[:, ::-1][:, top : top + DIMENSIONS].astype(np.float32)
    return _unit(centred @ kept)


def _unit(places: np.ndarray) -> np.ndarray:
    sizes = np.linalg.norm(places, axis=1, keepdims=True)
    return np.asarray(places / np.where(sizes > 1e-6, sizes, np.inf), np.float32)
