"""Sayings that say nearly the same: proposed and never joined, and counted once when themes are made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from folkmoot.meetings.likeness import LIKE, alike
from folkmoot.opinion.themes.sayings import NOTE, STATEMENT, Saying

NEARLY_ONE = 0.75
"""From 0 to 1; above it one sentence is another put again, be it with "not" or with another figure."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sayings that may be one: their keys, and how alike they are, from 0.6 to 1."""

    one: str
    other: str
    alike: float


def near_duplicates(
    sayings: Sequence[Saying], *, at_least: float = LIKE, in_words_alone: bool = False
) -> tuple[Pair, ...]:
    """Pairs of one kind (note with note, statement with statement), the likest first; as in `alike`."""
    by_key = sorted(sayings, key=lambda saying: saying.key)
    pairs = []
    for kind in (NOTE, STATEMENT):
        texts = {place: one.words for place, one in enumerate(by_key) if one.kind == kind}
        found = alike(texts, at_least=at_least, most=None, in_words_alone=in_words_alone)
        pairs += [Pair(by_key[p.first].key, by_key[p.second].key, p.likeness) for p in found]
    return tuple(sorted(pairs, key=lambda pair: (-pair.alike, pair.one, pair.other)))


def said_once(
    sayings: Sequence[Saying], *, held: Collection[str] = ()
) -> tuple[list[Saying], dict[str, tuple[str, ...]]]:
    """One saying for each that was said again in nearly the same words, and the keys it stands for.

    held: keys that people put somewhere; another one stands for the rest, where there is one.
    """
    leader = {saying.key: saying.key for saying in sayings}

    def first_of(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for pair in near_duplicates(sayings, at_least=NEARLY_ONE, in_words_alone=True):
        one, other = sorted((first_of(pair.one), first_of(pair.other)), key=lambda key: (key in held, key))
        leader[other] = one
    followers: dict[str, list[str]] = {}
    for key in leader:
        if (first := first_of(key)) != key:
            followers.setdefault(first, []).append(key)
    once = [saying for saying in sayings if leader[saying.key] == saying.key]
    return once, {key: tuple(keys) for key, keys in followers.items()}
