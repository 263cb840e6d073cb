"""A new sitting and the statements it touches, many at once.

The whole record need not be searched again for what one sitting adds. Its words are put in a table in
memory; for each statement the few contributions that hold most of it are looked at as closely as ever
(`matching`), against the bar that the whole record set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from folkmoot.record.debates import Contribution
from folkmoot.tracing.candidates import Candidate, candidates, worth_proposing
from folkmoot.tracing.likeness import Likeness
from folkmoot.tracing.matching import (
    BY_ITSELF,
    MOST,
    SPEAKING,
    Asked,
    Matched,
    Search,
)
from folkmoot.tracing.passages import SAID_AGAIN, WINDOW
from folkmoot.tracing.wording import record_stems

LOOKED_AT = 3  # contributions of a sitting that are looked at closely for one statement
_AT_BEST = 1 + SAID_AGAIN  # times its words' worth, what a passage commonly is worth at most
_ROUNDED = 1e-4  # how far one sum of places may differ from the same in another order


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A contribution as matching looks at it."""

    id: str
    speaker_name: str
    heading: str
    text: str
    before: str


class NewSitting:
    """The contributions of a sitting, which of them hold which stems, and where all their windows lie."""

    def __init__(self, contributions: Sequence[Contribution], likeness: Likeness | None = None) -> None:
        self.likeness = likeness
        self.windows: dict[str, np.ndarray] = {}
        self.whole = {one.id: one for one in contributions}
        spoken = [one for one in _spoken(contributions) if worth_proposing(one)]
        self.spoken = candidates(spoken)
        holds: dict[str, list[int]] = {}
        for place, one in enumerate(spoken):
            said = {stem for stem, _, _ in record_stems(f"{one.text} {one.heading}") if stem}
            for stem in said:
                holds.setdefault(stem, []).append(place)
        self.holds = {stem: np.array(places) for stem, places in holds.items()}

    def contributions(self, ids: Sequence[str]) -> list[Contribution]:
        """Those of these ids that were said here."""
        return [self.whole[gid] for gid in ids if gid in self.whole]

    def candidates(self, asked: Asked, subject: Mapping[str, float], least: float) -> list[Candidate]:
        """The contributions that hold most of a statement, where they may reach a score of `least`.

        No more of the subject can be named around a passage than in all of its contribution.
        """
        worth = np.zeros(len(self.spoken))
        words = np.zeros(len(self.spoken))
        of: dict[str, list[tuple[str, float]]] = {}
        for other, (stem, likeness) in asked.bridged.items():
            of.setdefault(stem, []).append((other, likeness))
        for stem, value in asked.own.items():
            for places, best in self._best(stem, of.get(stem, ())):
                worth[places] += value * best
                words[places] += 1
        said = worth / (sum(asked.own.values()) or 1.0)
        sure = (words >= SPEAKING) | ((words >= min(BY_ITSELF, len(asked.own))) & (said >= MOST))
        if not (sure & (worth * (0.5 + 1.0) * _AT_BEST > least)).any():
            return []
        score = worth * (0.5 + self._named(subject)) * _AT_BEST
        places = np.flatnonzero(sure & (score > least))
        best_first = places[np.argsort(-worth[places], kind="stable")][:LOOKED_AT]
        return [self.spoken[place] for place in best_first]

    def like(self, candidates: Sequence[Candidate], about: np.ndarray, least: float) -> list[Candidate]:
        """Those with a window, wherever it begins, as like what is asked about as `least`."""
        if self.likeness is None:
            return list(candidates)
        nearly = least - _ROUNDED
        return [
            one
            for one in candidates
            if (self._windows(one, self.likeness) @ about).max(initial=0.0) >= nearly
        ]

    def _windows(self, one: Candidate, likeness: Likeness) -> np.ndarray:
        """Where its windows lie, kept since many statements lead to the same contribution."""
        if one.id not in self.windows:
            self.windows[one.id] = likeness.of_stretches(one.said, WINDOW)
        return self.windows[one.id]

    def _named(self, subject: Mapping[str, float]) -> np.ndarray:
        """For each contribution how much of a subject it names; half where there is no subject."""
        named = np.zeros(len(self.spoken)) if subject else np.full(len(self.spoken), 0.5)
        for stem, weight in subject.items():
            if (places := self.holds.get(stem)) is not None:
                named[places] += weight
        return named

    def _best(
        self, stem: str, others: Sequence[tuple[str, float]]
    ) -> Iterator[tuple[np.ndarray, np.ndarray | float]]:
        """Contributions that hold a stem, and how well: 1 for its own words, less for others."""
        own = self.holds.get(stem)
        if not others:
            if own is not None:
                yield own, 1.0
            return
        best = np.zeros(len(self.spoken))
        for word, likeness in ((stem, 1.0), *others):
            if (places := self.holds.get(word)) is not None:
                best[places] = np.maximum(best[places], likeness)
        yield (held := np.flatnonzero(best)), best[held]


def touched(
    search: Search,
    contributions: Sequence[Contribution],
    *,
    limit: int = 5,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[tuple[int, Matched]]:
    """The statements of a search that a new sitting touches, by their place, each with its passages.

    contributions: everything said at the sitting, in order. The bar is that of the record that the
    search was made in; statements that the sitting does not touch are left out.
    """
    coming = NewSitting(contributions, search.vocabulary.likeness)
    for number in range(len(search.statements)):
        if (found := search.touched(number, coming, limit)).passages:
            yield number, found
        tick()


def _spoken(contributions: Sequence[Contribution]) -> Iterator[_Spoken]:
    before: Contribution | None = None
    for one in contributions:
        if one.kind != "procedural":
            follows = before.text if before is not None and before.debate_id == one.debate_id else ""
            yield _Spoken(one.id, one.speaker_name, one.debate_title, one.text, follows)
        before = one
