"""Which words share a stem: what lets a search by stems use the index of words as they stand.

A second index of stems would cost more than everything else that reading does. Words are few beside
their uses, so the words of each stem are kept in a table and put together when somebody asks.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable
from string import ascii_lowercase

import tantivy

from folkmoot.text import stem


class Stems:
    """The words of the index, each looked at once."""

    def __init__(self) -> None:
        self.looked_at: set[str] = set()

    def write(self, searcher: tantivy.Searcher, connection: sqlite3.Connection) -> None:
        """Keep every word of the index beside its stem, where the two differ. Needs an open transaction."""
        for letter in ascii_lowercase:  # a letter at a time: the words of a century are many
            words = {word for word, _ in searcher.terms_with_prefix("body", letter)} - self.looked_at
            connection.executemany(
                "INSERT OR IGNORE INTO stem VALUES (?, ?)",
                sorted((root, word) for word in words if word.isalpha() and (root := stem(word)) != word),
            )
            self.looked_at |= words


def words_of(connection: sqlite3.Connection, root: str) -> list[str]:
    """The words whose stem this is, the stem itself first, whether or not it is a word."""
    found = connection.execute("SELECT word FROM stem WHERE stem = ? ORDER BY word", (root,))
    return [root, *(word for (word,) in found)]


def weights(frequencies: Iterable[int], contributions: int) -> list[float]:
    """What each word of a stem must weigh for all to be as rare as the stem they share.

    frequencies: in how many of the contributions each word stands, above 0. BM25 takes a word for the
    rarer the fewer hold it, which would put an odd ending over the usual one.
    """
    found = list(frequencies)
    together = _rarity(min(sum(found), contributions), contributions)
    return [together / _rarity(frequency, contributions) for frequency in found]


def _rarity(frequency: int, contributions: int) -> float:
    """Inverse document frequency as the index reckons it (Robertson and Zaragoza 2009, 3.3)."""
    return math.log1p((contributions - frequency + 0.5) / (frequency + 0.5))
