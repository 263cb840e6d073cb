"""When the record speaks on a statement at all: better than chance, and more than once.

Any sentence finds its best passage in a large record, also one of which the record never
spoke. So the same search is made for sentences that mean nothing: the statements themselves,
each word changed for another of the record's that is worth as much. One passage by itself can
be an accident, three seldom are: where people speak of a matter, they go on speaking of it. The
record is taken to speak on a statement when its three best passages together beat those of 97 in
100 meaningless sentences, or when one beats the best of nine in ten and says most of the statement by
itself. In either case they must lie nearer to the statement, by the company that words keep
(`likeness`), than those of four meaningless sentences in five: the same words may be said of another
matter. Else nothing is proposed: silence is an answer. Once the record is known to speak, further
passages need only be better than what half of the meaningless sentences find.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import Wording

BY_CHANCE = 0.1  # the share of meaningless sentences that may still find one passage
TOGETHER_BY_CHANCE = 0.03  # the share of them that may find as many as agree
ALIKE_BY_CHANCE = 0.2  # the share of them whose passages may be as like them
AGREE = 3  # passages
SENTENCES = 200  # as many are tried
WORDS_TO_DRAW_FROM = 6000
LIKENESS = 40  # a word is changed for one of its neighbours, this far off, when words are sorted by worth


def mass(wording: Wording, vocabulary: Vocabulary) -> float:
    """What all the words of a statement are worth together, in nats."""
    return sum(vocabulary.worth(stem) for stem in dict.fromkeys(wording.stems))


@dataclass(frozen=True, slots=True)
class Bar:
    """Scores that chance reaches seldom (`first` by one passage, `together` on average by three) and half
    of the time (`further`).

    These are multiples of the root of a statement's mass: best scores of meaningless sentences
    grow that way, so one number serves statements long and short. `alike`: the likeness, 0 to 1, that
    the best passages reach seldom on average.
    """

    first: float
    further: float
    together: float
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Best:
    """What the best passages for a wording score, best first, and how like it they are on average."""

    scores: Sequence[float]
    alike: float = 0.0


def bar(
    wordings: Sequence[Wording],
    vocabulary: Vocabulary,
    best_of: Callable[[int, Wording], Best],
) -> Bar:
    """What passages must reach to be proposed for these statements in this record.

    best_of: what is found for a wording that stands in for statement number i. Infinite where
    the record knows none of the words. The same statements always give the same bar.
    """
    usable = [i for i, wording in enumerate(wordings) if any(s in vocabulary.found_in for s in wording.stems)]
    if not usable:
        return Bar(math.inf, math.inf, math.inf)
    draw = random.Random(1)
    swap = _swapper(vocabulary, draw)
    best, together, alike = [], [], []
    for turn in range(SENTENCES):
        i = usable[turn % len(usable)] if len(usable) < SENTENCES else draw.choice(usable)
        meaningless = swap(wordings[i])
        unit = math.sqrt(mass(meaningless, vocabulary) or 1.0)
        found = best_of(i, meaningless)
        best.append(max(found.scores, default=0.0) / unit)
        together.append(agreement(found.scores) / unit)
        alike.append(found.alike)
    return Bar(
        first=_quantile(best, 1 - BY_CHANCE),
        further=_quantile(best, 0.5),
        together=_quantile(together, 1 - TOGETHER_BY_CHANCE),
        alike=_quantile(alike, 1 - ALIKE_BY_CHANCE),
    )


def agreement(scores: Sequence[float]) -> float:
    """What the best three passages score on average; a passage that is not there scores nothing."""
    return sum(scores[:AGREE]) / AGREE


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
