"""What people decided about passages teaches the next search for the same matter.

Words that stand in confirmed passages and not in rejected ones weigh more for this matter, those of
rejected passages less; telling words of confirmed passages are looked for too. A passage like a confirmed one
ranks higher, one like a rejected one lower, one in the same debate as a confirmed one higher; each says so.
What was decided about is never proposed again, nor are a rejected passage's words under another id.

Everything is worked out from the decisions as they stand, so that the same decisions teach the same.
Source: the idea is relevance feedback, Rocchio 1971, in Salton (ed.), The SMART Retrieval System, 313-323.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from folkmoot.record.store.coming import unrevised
from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import wording

LEAN = 0.5  # how far decisions may move a word's worth or a passage's score, up or down
ALIKE = 0.25  # likeness from which a passage is said to be like another
THE_SAME = 0.9  # likeness from which words are the same words again
SAME_DEBATE = 0.15  # of its score more for a passage that stands beside a confirmed one
LEARNED = 6  # words of confirmed passages that are looked for as well
LEARNED_WORTH = 0.35  # of its worth for such a word


@dataclass(frozen=True, slots=True)
class Decided:
    """A passage somebody decided about: its contribution, the debate it stands in, its words, when.

    debate: empty where the record no longer holds it. A withdrawn one teaches nothing, and is not proposed.
    """

    contribution: str
    debate: str
    words: str
    state: Literal["confirmed", "rejected", "withdrawn"]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Lean:
    """What decisions do to a passage: its score is multiplied by `factor`; 0 is never to be proposed."""

    factor: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Passage:
    stems: frozenset[str]
    decided: Decided


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that the decisions about one matter teach.

    factors: stem -> what its worth is multiplied by, from 0.5 to 1.5; learned: stem -> what a word of
    confirmed passages is worth here.
    """

    vocabulary: Vocabulary
    decided: frozenset[str] = frozenset()
    confirmed: tuple[_Passage, ...] = ()
    rejected: tuple[_Passage, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)
    learned: Mapping[str, float] = field(default_factory=dict)

    def known(self, contribution: str) -> bool:
        """Whether somebody decided about this contribution, under this id or an earlier revision's."""
        return unrevised(contribution) in self.decided

    def lean(self, words: str, debate: str) -> Lean:
        """What the decisions say of a passage with these words in this debate."""
        stems = frozenset(wording(words).stems)
        yes, liked = self._nearest(stems, self.confirmed)
        no, disliked = self._nearest(stems, self.rejected)
        if no >= THE_SAME and no > yes:
            return Lean(0.0, f"These words were rejected{_on(disliked)}.")
        factor, reasons = 1.0, []
        if yes >= ALIKE and yes >= no:
            factor += LEAN * yes
            reasons.append(f"It is like what was confirmed{_on(liked)}.")
        elif no >= ALIKE:
            factor -= LEAN * no
            reasons.append(f"It stands lower, being like what was rejected{_on(disliked)}.")
        beside = [one.decided for one in self.confirmed if debate and one.decided.debate == debate]
        if beside:
            factor += SAME_DEBATE
            reasons.append(f"It stands in the same debate as what was confirmed{_on(beside[0])}.")
        return Lean(factor, " ".join(reasons))

    def _nearest(self, stems: frozenset[str], passages: Sequence[_Passage]) -> tuple[float, Decided | None]:
        best, nearest = 0.0, None
        for one in passages:
            if (alike := self._likeness(stems, one.stems)) > best:
                best, nearest = alike, one.decided
        return best, nearest

    def _likeness(self, some: frozenset[str], others: frozenset[str]) -> float:
        """How far two passages share their telling words, 0 to 1."""
        shared = self._weight(some & others)
        return shared / math.sqrt(self._weight(some) * self._weight(others)) if shared else 0.0

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(self.vocabulary.worth(stem) ** 2 for stem in sorted(stems))


def lessons(asked: Iterable[str], decided: Sequence[Decided], vocabulary: Vocabulary) -> Lessons:
    """What decisions teach about a matter.

    asked: the words of the matter itself, of which none is learned anew.
    """
    confirmed = _passages(decided, "confirmed")
    rejected = _passages(decided, "rejected")
    yes, no = _shares(confirmed), _shares(rejected)
    said = {stem for text in asked for stem in wording(text).stems}
    pull = {stem: yes.get(stem, 0.0) - no.get(stem, 0.0) for stem in sorted(yes.keys() | no.keys())}
    worth = {
        stem: LEARNED_WORTH * by * vocabulary.worth(stem)
        for stem, by in pull.items()
        if by > 0 and stem not in said and stem in vocabulary.found_in
    }
    best = sorted(worth.items(), key=lambda item: (-item[1], item[0]))[:LEARNED]
    return Lessons(
        vocabulary,
        frozenset(unrevised(one.contribution) for one in decided),
        confirmed,
        rejected,
        {stem: 1 + LEAN * by for stem, by in pull.items() if stem in said},
        dict(best),
    )


def _passages(decided: Sequence[Decided], state: str) -> tuple[_Passage, ...]:
    return tuple(_Passage(frozenset(wording(one.words).stems), one) for one in decided if one.state == state)


def _shares(passages: Sequence[_Passage]) -> dict[str, float]:
    """For each stem the share of passages that hold it, as if one more held none."""
    counts = Counter(stem for one in passages for stem in one.stems)
    return {stem: count / (len(passages) + 1) for stem, count in counts.items()}


def _on(decided: Decided | None) -> str:
    return f" on {decided.when}" if decided and decided.when else ""
