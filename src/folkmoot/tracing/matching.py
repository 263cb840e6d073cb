"""Passages of the record for what people said: proposed, with reasons, never decided.

How it works, in the order it is done: the words of each statement that say what it is about
(`wording`), each at its worth in this record (`vocabulary`); the subject that the statements
of a conversation share (`subjects`); the contributions that hold most of those words, from the
record's own index; in each of them the window where the words come closest together
(`passages`); and a bar that meaningless sentences seldom reach (`chance`). A statement on which
the record does not speak gets no proposal. `docs/methods/matching.md` says why each step is there.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from folkmoot.tracing import chance
from folkmoot.tracing.kinds import suggest
from folkmoot.tracing.passages import (
    Reading,
    Window,
    best_window,
    chances,
    heading_worth,
    quote,
    reading,
    subject_around,
)
from folkmoot.tracing.subjects import subjects
from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import Wording, wording

CANDIDATES = 150  # contributions that the index may hand over for one statement
LEAST_WORDS = 12  # a shorter contribution ("I agree.") says nothing by itself
READINGS_KEPT = 8_000
THE_CHAIR = ("speaker", "chairman of ways and means")


class Record(Protocol):
    """What matching asks of the record; `folkmoot.record.store.Store` is one."""

    def ranked(self, weights: Mapping[str, float], *, limit: int) -> Sequence[tuple[str, float]]: ...

    def contributions(self, ids: Sequence[str]) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may speak of a statement.

    id: the contribution's record id, "#" and its paragraph behind; score: nats, higher is
    surer; words: those of the statement that stand there, the most telling first;
    quote: verbatim, cuts marked "…".
    """

    id: str
    score: float
    kind: str
    words: tuple[str, ...]
    quote: str
    reason: str

    @property
    def contribution(self) -> str:
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Matched:
    """A statement and the passages proposed for it, best first; none where the record does not speak."""

    statement: str
    passages: tuple[Proposal, ...]


def match(
    statements: Sequence[str],
    record: Record,
    *,
    vocabulary: Vocabulary,
    title: str = "",
    limit: int = 5,
    tick: Callable[[], None] = lambda: None,
) -> list[Matched]:
    """For each statement at most `limit` passages of the record, best first.

    The statements are taken as one conversation with `title`; `tick` is called after each.
    The same statements and the same record give the same answer.
    """
    return list(_each(statements, _Search(statements, record, vocabulary, title), limit, tick))


def _each(
    statements: Sequence[str], search: _Search, limit: int, tick: Callable[[], None]
) -> Iterator[Matched]:
    for number, statement in enumerate(statements):
        yield Matched(statement, search.proposals(number, limit))
        tick()


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    window: Window
    id: str
    alone: bool


class _Search:
    """One conversation against one record: what is worked out once and used for every statement."""

    def __init__(self, statements: Sequence[str], record: Record, vocabulary: Vocabulary, title: str) -> None:
        self.record = record
        self.vocabulary = vocabulary
        self.wordings = [wording(statement) for statement in statements]
        self.subjects = subjects(self.wordings, vocabulary, title=title)
        self.readings: OrderedDict[str, Reading | None] = OrderedDict()
        self.bar = chance.bar(self.wordings, vocabulary, self._best_score)

    def proposals(self, number: int, limit: int) -> tuple[Proposal, ...]:
        asked = self.wordings[number]
        unit = math.sqrt(chance.mass(asked, self.vocabulary))
        scored = self._scored(asked, self.subjects[number])
        if _surest(scored) <= self.bar.first * unit:
            return ()
        chosen: list[Proposal] = []
        for one in scored:
            if one.score < self.bar.further * unit or len(chosen) == limit:
                break
            proposal = self._proposal(asked, one)
            if all(proposal.quote != other.quote for other in chosen):
                chosen.append(proposal)
        return tuple(chosen)

    def _best_score(self, number: int, asked: Wording) -> float:
        return _surest(self._scored(asked, self.subjects[number]))

    def _scored(self, asked: Wording, subject: Mapping[str, float]) -> list[_Scored]:
        worths = {stem: self.vocabulary.worth(stem) for stem in asked.stems}
        typical = sum(self.vocabulary.clumping.get(stem, 0.0) for stem in worths) / max(1, len(worths))
        scored = []
        for id, heard in self._heard(self._candidates(worths, subject)):
            if (window := best_window(heard, worths, asked.pairs)) is None:
                continue
            named = subject_around(heard, window, subject) if subject else 0.5
            worth = window.worth + heading_worth(heard, window, worths)
            score = worth * (0.5 + named) - typical * chances(heard)
            scored.append(_Scored(score, window, id, _one_word_alone(window, worths)))
        scored.sort(key=lambda one: (-one.score, one.id))
        return scored

    def _candidates(self, worths: Mapping[str, float], subject: Mapping[str, float]) -> list[str]:
        weights = {stem: 0.1 + self.vocabulary.clumping.get(stem, 0.0) for stem in worths}
        for stem, weight in subject.items():
            weights[stem] = weights.get(stem, 0.0) + weight
        weights = {stem: weight for stem, weight in weights.items() if stem in self.vocabulary.found_in}
        return [id for id, _ in self.record.ranked(weights, limit=CANDIDATES)] if weights else []

    def _heard(self, ids: Sequence[str]) -> Iterator[tuple[str, Reading]]:
        """Contributions as the matcher reads them, each fetched once; those not to propose left out."""
        missing = [id for id in ids if id not in self.readings]
        for contribution in self.record.contributions(missing):
            self.readings[contribution.id] = _read(contribution)
        for id in ids:
            if (heard := self.readings.get(id)) is not None:
                self.readings.move_to_end(id)
                yield id, heard
        while len(self.readings) > READINGS_KEPT:
            self.readings.popitem(last=False)

    def _proposal(self, asked: Wording, scored: _Scored) -> Proposal:
        (contribution,), window = self.record.contributions([scored.id]), scored.window
        worths = {stem: self.vocabulary.worth(stem) for stem in asked.stems}
        shown = quote([p.text for p in contribution.paragraphs], window, asked, worths)
        pid = contribution.paragraphs[shown.paragraph].pid
        suggestion = suggest(contribution, shown.text)
        telling = sorted(window.stems, key=lambda stem: (-worths[stem], stem))
        return Proposal(
            id=f"{contribution.id}#{pid}" if pid else contribution.id,
            score=round(scored.score, 2),
            kind=suggestion.kind,
            words=tuple(asked.as_said[stem].casefold() for stem in telling),
            quote=shown.text,
            reason=suggestion.reason,
        )


def _one_word_alone(window: Window, worths: Mapping[str, float]) -> bool:
    """One word speaks for a whole statement only where it is the better half of it."""
    return len(window.stems) == 1 and 2 * worths[min(window.stems)] < sum(worths.values())


def _surest(scored: Iterable[_Scored]) -> float:
    """The best score that rests on more than one word alone."""
    return next((one.score for one in scored if not one.alone), 0.0)


def _read(contribution: Any) -> Reading | None:
    """None for what is not somebody's words on a matter: procedure, the Chair keeping order, "I agree."."""
    who = (contribution.speaker_name or "").casefold()
    if contribution.kind == "procedural" or any(chair in who for chair in THE_CHAIR):
        return None
    texts = [paragraph.text for paragraph in contribution.paragraphs]
    heard = reading(texts, heading=contribution.debate_title)
    return heard if heard.length >= LEAST_WORDS else None
