"""How much each word of the record says about what is being talked of.

A rare word says more than a common one; that is the usual measure (inverse document
frequency). It takes "constraint" for more telling than "rent", though. So a second measure
is laid over it: words that name a subject come in clumps, since people who speak of rent go
on speaking of rent, while "necessary" is scattered evenly over every debate. Clumping is
the share of stretches of the record that a word keeps away from, out of those it would have
visited had the same number of them been scattered at random.

Source: the idea is that of residual inverse document frequency, Church and Gale 1995,
"Poisson mixtures", Natural Language Engineering 1:163-190.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from folkmoot.text import WORD
from folkmoot.tracing.beside import beside
from folkmoot.tracing.likeness import OFTEN_ENOUGH, Likeness, learn
from folkmoot.tracing.vectors import Vectors
from folkmoot.tracing.wording import record_stem

USUAL_CLUMPING = 0.4  # of words too rare to measure: about the mean over a corpus
TRUST = 3.0  # as many expected stretches as the usual clumping counts for


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Frequencies and clumping of the stems of a record, or of a fair sample of it.

    contributions: how many were read; found_in: stem -> how many of them hold it;
    clumping: stem -> 0 (scattered) to 1 (all in one place); likeness: which words keep the same
    company, None where it was not learnt or too little was read; vectors: SHA-256 of the file of word
    vectors that likeness was made with, empty where it was the record alone.
    """

    contributions: int
    found_in: dict[str, int]
    clumping: dict[str, float]
    likeness: Likeness | None = field(default=None, compare=False, repr=False)
    vectors: str = ""

    def rarity(self, stem: str) -> float:
        """Surprise at meeting a stem in a contribution, in nats."""
        return math.log((self.contributions + 1) / (self.found_in.get(stem, 0) + 0.5))

    def worth(self, stem: str) -> float:
        """How much a stem says about the subject: its rarity, less so the more it is scattered."""
        return self.rarity(stem) * self.clumping.get(stem, USUAL_CLUMPING)


def vocabulary(stretches: Iterable[Sequence[str]]) -> Vocabulary:
    """The vocabulary of stretches of the record: texts of contributions that follow each other."""
    found_in: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    visited: Counter[str] = Counter()
    lengths: list[int] = []
    contributions = 0
    for stretch in stretches:
        said: Counter[str] = Counter()
        for text in stretch:
            words = WORD.findall(text)
            said.update(words)
            found_in.update({stem for word in set(words) if (stem := record_stem(word))})
            contributions += 1
        here: Counter[str] = Counter()
        for word, times in said.items():
            if stem := record_stem(word):
                here[stem] += times
        occurrences.update(here)
        visited.update(here.keys())
        lengths.append(sum(here.values()))
    return Vocabulary(contributions, dict(found_in), _clumping(occurrences, visited, lengths))


def with_likeness(known: Vocabulary, texts: Sequence[str], vectors: Vectors | None = None) -> Vocabulary:
    """The same, with the likeness of its words, learnt from the texts it was made of; word vectors of a
    file, where there are some, say as much about it as what was learnt.

    Raises TooFew where the file knows hardly any word of the record.
    """
    often = {stem: known.worth(stem) for stem, n in known.found_in.items() if n >= OFTEN_ENOUGH}
    learnt = learn(texts, often)
    if vectors is None:
        return replace(known, likeness=learnt)
    worths = {stem: known.worth(stem) for stem in known.found_in}
    return replace(known, likeness=beside(learnt, texts, worths, vectors), vectors=vectors.digest)


def _clumping(occurrences: Counter[str], visited: Counter[str], lengths: list[int]) -> dict[str, float]:
    shares = np.array(lengths, dtype=float)
    shares /= max(shares.sum(), 1.0)
    expected: dict[int, float] = {}
    clumping = {}
    for stem, times in occurrences.items():
        if times not in expected:
            expected[times] = float((1 - np.exp(-times * shares)).sum())
        kept_away = expected[times] - visited[stem] + USUAL_CLUMPING * TRUST
        clumping[stem] = float(min(1.0, max(0.0, kept_away / (expected[times] + TRUST))))
    return clumping
