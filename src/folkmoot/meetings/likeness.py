"""Sentences that may say the same thing: proposed, never merged by a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

LIKE = 72.0
"""From 0 to 100; above it two sentences are worth a person's look. Found on the example moots."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sentences by their numbers, the lower first, and how alike their words are, from 0 to 1."""

    first: int
    second: int
    likeness: float


def alike(sentences: Mapping[int, str], *, at_least: float = LIKE, most: int = 50) -> list[Alike]:
    """Pairs of sentences whose words are alike whatever their order, the most alike first."""
    numbers = sorted(sentences)
    words = [utils.default_process(sentences[number]) for number in numbers]
    if len(words) < 2:
        return []
    scores = process.cdist(words, words, scorer=fuzz.token_sort_ratio, score_cutoff=at_least)
    pairs = [
        Alike(numbers[i], numbers[j], round(float(scores[i][j]) / 100, 3))
        for i in range(len(words))
        for j in range(i + 1, len(words))
        if scores[i][j] >= at_least and words[i]
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:most]
