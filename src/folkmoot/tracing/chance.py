"""How good a passage must be before it is worth anybody's time.

Any sentence finds its best passage in a large record, also one of which the record never
spoke. So the same search is made for sentences that mean nothing: the statements themselves,
each word changed for another of the record's that is worth as much. What nine in ten
of those do not reach is better than chance. A passage below that is not proposed: silence
is an answer. Once one passage has shown that the record speaks on a statement, others need
only be better than what half of the meaningless sentences find.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import Wording

BY_CHANCE = 0.1  # the share of meaningless sentences that may still find something
SENTENCES = 200  # as many are tried
WORDS_TO_DRAW_FROM = 6000
LIKENESS = 40  # a word is changed for one of its neighbours, this far off, when words are sorted by worth


def mass(wording: Wording, vocabulary: Vocabulary) -> float:
    """What all the words of a statement are worth together, in nats."""
    return sum(vocabulary.worth(stem) for stem in set(wording.stems))


@dataclass(frozen=True, slots=True)
class Bar:
    """Scores that chance reaches seldom (`first`) and half of the time (`further`).

    Both are multiples of the root of a statement's mass: best scores of meaningless sentences
    grow that way, so one number serves statements long and short.
    """

    first: float
    further: float


def bar(
    wordings: Sequence[Wording], vocabulary: Vocabulary, best_score: Callable[[int, Wording], float]
) -> Bar:
    """What a passage must reach to be proposed for these statements in this record.

    best_score: what a wording that stands in for statement number i scores at best. Infinite where
    the record knows none of the words. The same statements always give the same bar.
    """
    usable = [i for i, wording in enumerate(wordings) if any(s in vocabulary.found_in for s in wording.stems)]
    if not usable:
        return Bar(math.inf, math.inf)
    draw = random.Random(1)
    swap = _swapper(vocabulary, draw)
    tried = []
    for turn in range(SENTENCES):
        i = usable[turn % len(usable)] if len(usable) < SENTENCES else draw.choice(usable)
        meaningless = swap(wordings[i])
        tried.append(best_score(i, meaningless) / math.sqrt(mass(meaningless, vocabulary) or 1.0))
    return Bar(_quantile(tried, 1 - BY_CHANCE), _quantile(tried, 0.5))


def _swapper(vocabulary: Vocabulary, draw: random.Random) -> Callable[[Wording], Wording]:
    stems = sorted(vocabulary.found_in)
    drawn = draw.choices(stems, weights=[vocabulary.found_in[stem] for stem in stems], k=WORDS_TO_DRAW_FROM)
    drawn.sort(key=lambda stem: (vocabulary.worth(stem), stem))
    worths = [vocabulary.worth(stem) for stem in drawn]

    def other(stem: str) -> str:
        if stem not in vocabulary.found_in:
            return stem
        place = bisect_left(worths, vocabulary.worth(stem)) + draw.randint(-LIKENESS, LIKENESS)
        return drawn[min(max(place, 0), len(drawn) - 1)]

    def swap(wording: Wording) -> Wording:
        stems = tuple(other(stem) for stem in wording.stems)
        return Wording(stems, {stem: stem for stem in stems})

    return swap


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]
