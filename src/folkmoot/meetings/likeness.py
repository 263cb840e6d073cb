"""Sentences that may say the same thing: proposed, never merged by a program."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from folkmoot.text import LITTLE_WORDS, normal, stem, words

LIKE = 0.6
"""From 0 to 1; above it two statements are worth a person's look."""
SAME_LETTERS = 92.0
"""From 0 to 100: above it two sentences are one with a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sentences by their numbers, the lower first, and how alike their words are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def alike(
    sentences: Mapping[int, str], *, at_least: float = LIKE, most: int = 50, among: Iterable[str] = ()
) -> list[Alike]:
    """Pairs of sentences that use the same words, whatever their order, the most alike first.

    The cosine of their word stems, a stem counting more the fewer sentences hold it, so that "should"
    and "the" join nothing; or nearly the same letters, where somebody mistyped.
    among: further sentences of the same evening that say which words are common there.
    """
    numbers = sorted(sentences)
    vectors = _vectors([sentences[number] for number in numbers], among)
    plain = [sentences[number].casefold() for number in numbers]
    pairs = []
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            likeness = _likeness(vectors[i], vectors[j], plain[i], plain[j])
            if likeness >= at_least:
                pairs.append(Alike(numbers[i], numbers[j], round(likeness, 3)))
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:most]


def _likeness(a: dict[str, float], b: dict[str, float], first: str, second: str) -> float:
    if not a or not b:
        return 0.0
    shared = sum(a[stem] * b[stem] for stem in a.keys() & b.keys())
    if shared < LIKE and fuzz.ratio(first, second, score_cutoff=SAME_LETTERS):
        return SAME_LETTERS / 100
    return min(1.0, shared)


def _vectors(texts: list[str], among: Iterable[str]) -> list[dict[str, float]]:
    """Each text as its stems with their weights, of length one; a text of small words only is empty."""
    stems = _stems([*texts, *among])
    held = Counter(stem for each in stems for stem in each)
    weight = {stem: math.log((len(stems) + 1) / (count + 0.5)) + 0.1 for stem, count in held.items()}
    vectors = []
    for each in stems[: len(texts)]:
        length = math.sqrt(sum(weight[stem] ** 2 for stem in each)) or 1.0
        vectors.append({stem: weight[stem] / length for stem in each})
    return vectors


def _stems(texts: list[str]) -> list[set[str]]:
    telling = ([token.text.casefold() for token in words(text)] for text in texts)
    return [{stem(word) for word in each if normal(word) not in LITTLE_WORDS} for each in telling]


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

    place = {number: at for at, number in enumerate(numbers)}
    far = np.ones((len(numbers), len(numbers)))
    for pair in alike(sentences, at_least=0.05, most=len(numbers) ** 2, among=among):
        far[place[pair.first], place[pair.second]] = 1 - pair.likeness
    above = far[np.triu_indices(len(numbers), 1)]
    labels = fcluster(linkage(above, "average"), 1 - at_least, criterion="distance")
    groups: dict[int, list[int]] = {}
    for number, label in zip(numbers, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(number)
    return sorted(groups.values())
