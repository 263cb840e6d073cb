"""Sentences that may say the same thing: proposed, never merged by a program."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from folkmoot.text import LITTLE_WORDS, WORD, is_unspaced, normal, pairs_of_letters, stem

if TYPE_CHECKING:
    from scipy import sparse

LIKE = 0.6
"""From 0 to 1; above it two statements are worth a person's look."""
SAME_LETTERS = 92.0
"""From 0 to 100: above it two sentences are one with a slip of the pen."""
SAME_WORD = 80.0
MOST_FOR_SLIPS = 1_000
"""Slips of the pen are looked for among so many sentences; above it every pair would take too long."""
MOST_ON_A_SHELF = 200
"""A word that begins more sentences than this, rarest first, brings no two of them together."""
AT_ONCE = 4_000
_AGAINST = """
not no never none nobody nothing without against cannot isn't aren't don't doesn't didn't won't can't
shouldn't wouldn't couldn't wasn't weren't stop ban
"""
AGAINST = frozenset(_AGAINST.split())


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sentences by their numbers, the lower first, and how alike their words are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def alike(
    sentences: Mapping[int, str],
    *,
    at_least: float = LIKE,
    most: int | None = 50,
    among: Iterable[str] = (),
    in_words_alone: bool = False,
) -> list[Alike]:
    """Pairs of sentences that use the same words, whatever their order, the most alike first.

    The cosine of their word stems, a stem counting more the fewer sentences hold it, so that "should"
    and "the" join nothing; or nearly the same letters, where somebody mistyped. A sentence and its
    denial are never a pair, nor are two that name other figures. Of several copies of one sentence
    the first stands for all of them.
    among: further sentences of the same evening that say which words are common there.
    in_words_alone: a denial, and another figure, in otherwise the same words are a pair too.
    """
    numbers = sorted(sentences)
    first: dict[str, int] = {}
    copies = []
    for number in numbers:
        plain = " ".join(_words_of(sentences[number]))
        if first.setdefault(plain, number) != number and plain:
            copies.append(Alike(first[plain], number, 1.0))
    plain_texts, once = list(first), list(first.values())
    found = dict(_sharing_words(_vectors([sentences[number] for number in once], among), at_least))
    for i, j in _mistyped(plain_texts):
        found[i, j] = max(found.get((i, j), 0.0), SAME_LETTERS / 100)
    kept = [None if in_words_alone else _never_joined(text) for text in plain_texts]
    pairs = [
        Alike(once[i], once[j], round(likeness, 3))
        for (i, j), likeness in found.items()
        if likeness >= at_least and kept[i] == kept[j]
    ]
    pairs += copies
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:most]


def gathered(sentences: Mapping[int, str], *, at_least: float, among: Iterable[str] = ()) -> list[list[int]]:
    """Every number once, those whose sentences are alike on the whole together, in order.

    Average linkage: a sentence joins others when it is alike to all of them taken together, so that
    two subjects are not chained by one sentence that touches both. at_least: from 0 to 1; among: as
    in `alike`.
    """
    numbers = sorted(sentences)
    if len(numbers) < 2:
        return [[number] for number in numbers]
    from scipy.cluster.hierarchy import fcluster, linkage  # slow to load, and few pages need it

    table = _vectors([sentences[number] for number in numbers], among)
    far = np.maximum(1 - (table @ table.T).toarray(), 0.0)
    above = far[np.triu_indices(len(numbers), 1)]
    labels = fcluster(linkage(above, "average"), 1 - at_least, criterion="distance")
    groups: dict[int, list[int]] = {}
    for number, label in zip(numbers, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(number)
    return sorted(groups.values())


def _words_of(text: str) -> Iterator[str]:
    return (_normal(match.group()) for match in WORD.finditer(text))


_normal = functools.lru_cache(maxsize=131_072)(normal)


def _never_joined(plain: str) -> tuple[int, list[str]]:
    """What two sentences must have in common to be one: as many denials, and the same figures."""
    each = plain.split()
    figures = sorted(word for word in each if any(map(str.isdigit, word)))
    return sum(word in AGAINST for word in each), figures


def _vectors(texts: Sequence[str], among: Iterable[str]) -> sparse.csr_array:
    """Texts x stems, each row of length one; columns from the rarest stem to the commonest."""
    from scipy import sparse

    stems = [_stems(text) for text in (*texts, *among)]
    held = Counter(stem for each in stems for stem in each)
    column = {stem: at for at, stem in enumerate(sorted(held, key=lambda one: (held[one], one)))}
    weight = {stem: math.log((len(stems) + 1) / (count + 0.5)) + 0.1 for stem, count in held.items()}
    starts, columns, values = [0], [], []
    for each in stems[: len(texts)]:
        length = math.sqrt(sum(weight[stem] ** 2 for stem in each)) or 1.0
        here = sorted((column[stem], weight[stem] / length) for stem in each)
        columns += [at for at, _ in here]
        values += [value for _, value in here]
        starts.append(len(columns))
    filled = (np.array(values, dtype=float), np.array(columns, dtype=np.int64), np.array(starts))
    return sparse.csr_array(filled, shape=(len(texts), len(column)))


def _stems(text: str) -> set[str]:
    return {root for word in _words_of(text) for root in _roots(word)}


@functools.lru_cache(maxsize=131_072)
def _roots(word: str) -> tuple[str, ...]:
    if is_unspaced(word):
        return tuple(pairs_of_letters(word))
    return () if word in LITTLE_WORDS else (stem(word),)


def _sharing_words(table: sparse.csr_array, at_least: float) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of rows whose cosine is at least so much.

    Two such rows share a stem among those that each must have for it, taken from the rarest: what is
    left beyond them is too short to reach it. Only rows on one such shelf are compared.
    Source: Bayardo, Ma and Srikant 2007, WWW (all pairs above a threshold, by prefixes).
    """
    shelves = _prefixes(table, at_least)
    for start in range(0, table.shape[0], AT_ONCE):
        together = (shelves[start : start + AT_ONCE] @ shelves.T).tocoo()
        below = together.col > together.row + start
        rows, others = together.row[below] + start, together.col[below]
        likeness = np.asarray(table[rows].multiply(table[others]).sum(axis=1)).ravel()
        for at in np.flatnonzero(likeness >= at_least - 1e-9).tolist():
            yield (int(rows[at]), int(others[at])), min(1.0, float(likeness[at]))


def _prefixes(table: sparse.csr_array, at_least: float) -> sparse.csr_array:
    """Of each row the rarest stems, until what is left is shorter than the cosine asked for."""
    from scipy import sparse

    squares = np.concatenate(([0.0], np.cumsum(table.data**2)))
    before = squares[:-1] - np.repeat(squares[table.indptr[:-1]], np.diff(table.indptr))
    kept = 1.0 - before >= at_least**2 - 1e-9
    often = np.bincount(table.indices[kept], minlength=table.shape[1]) > MOST_ON_A_SHELF
    kept &= ~often[table.indices]
    starts = np.concatenate(([0], np.cumsum(kept)))[table.indptr]
    return sparse.csr_array((np.ones(int(kept.sum())), table.indices[kept], starts), shape=table.shape)


def _mistyped(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that differ by the spelling of words alone, none of them put for another."""
    places = [at for at, text in enumerate(plain) if text]
    if len(places) > MOST_FOR_SLIPS:
        return
    from rapidfuzz.process import cdist

    texts = [plain[at] for at in places]
    near = cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=SAME_LETTERS, dtype=np.uint8)
    for one, other in np.argwhere(np.triu(near, 1)).tolist():
        if _same_words(texts[one].split(), texts[other].split()):
            yield places[one], places[other]


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    return len(one) == len(other) and all(
        a == b or (min(len(a), len(b)) > 4 and fuzz.ratio(a, b) >= SAME_WORD)
        for a, b in zip(one, other, strict=True)
    )
