"""Sayings that say nearly the same, proposed and never joined: a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from folkmoot.opinion.themes.sayings import Saying, telling_words
from folkmoot.text import normal, words

ALIKE = 85.0  # of 100
RAREST = 3  # words by which a saying is looked up
MOST_TOGETHER = 60  # sayings that share a looked-up word; a word in more tells nothing
_AGAINST = """
not no never none nobody nothing without against cannot isn't aren't don't doesn't didn't won't can't
shouldn't wouldn't couldn't wasn't weren't stop ban
"""
AGAINST = frozenset(_AGAINST.split())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sayings that may be one: their keys, and how alike they are, from 85 to 100."""

    one: str
    other: str
    alike: float


def near_duplicates(sayings: Sequence[Saying], *, alike: float = ALIKE) -> tuple[Pair, ...]:
    """Pairs of one kind (note with note, statement with statement), the likest first.

    Word order, case and punctuation do not count. A sentence and its denial are never a pair,
    nor are two that name other figures.
    """
    plain = [normal(" ".join(token.text for token in words(saying.words))) for saying in sayings]
    against = [sum(word in AGAINST for word in text.split()) for text in plain]
    figures = [sorted(word for word in text.split() if any(map(str.isdigit, word))) for text in plain]
    pairs = []
    for one, other in sorted(_candidates(sayings, plain)):
        if sayings[one].kind != sayings[other].kind or (against[one], figures[one]) != (
            against[other],
            figures[other],
        ):
            continue
        score = fuzz.token_sort_ratio(plain[one], plain[other], score_cutoff=alike)
        if score:
            first, second = sorted((sayings[one].key, sayings[other].key))
            pairs.append(Pair(first, second, round(score, 1)))
    return tuple(sorted(pairs, key=lambda pair: (-pair.alike, pair.one, pair.other)))


def _candidates(sayings: Sequence[Saying], plain: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs worth comparing: the same text, or one of each other's rarest words in common."""
    stems = [{stem for stem, _ in telling_words(saying.words)} for saying in sayings]
    seen = Counter(stem for own in stems for stem in own)
    shelves: dict[tuple[str, str], list[int]] = {}
    for place, own in enumerate(stems):
        shelves.setdefault(("text", plain[place]), []).append(place)
        for stem in sorted(own, key=lambda stem: (seen[stem], stem))[:RAREST]:
            shelves.setdefault(("word", stem), []).append(place)
    return {
        pair
        for shelf in shelves.values()
        if 1 < len(shelf) <= MOST_TOGETHER
        for pair in combinations(shelf, 2)
    }
