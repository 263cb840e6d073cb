"""Passages of the record for what people said: proposed, with reasons, never decided.

How it works, in the order it is done: the words of each statement that say what it is about
(`wording`), each at its worth in this record (`vocabulary`), and the words that the House has for
the same things (`bridges`); the subject that the statements of a conversation share (`subjects`);
the contributions that hold most of those words, from the record's own index; in each of them the
window where the words come closest together (`passages`); how like the statement it is by the company
that words keep (`likeness`); and a bar that meaningless sentences seldom reach (`chance`). A statement on
which the record does not speak gets no proposal, nor does one that only says who its voter is (`themselves`).
`docs/methods/matching.md` says why each step is there.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from folkmoot.text import stem
from folkmoot.tracing import chance
from folkmoot.tracing.bridges import Bridges, westminster
from folkmoot.tracing.candidates import Candidate, Candidates, Ranking
from folkmoot.tracing.kinds import suggest
from folkmoot.tracing.laid_out import LaidOut
from folkmoot.tracing.learning import LEARNED_WORTH, Lessons
from folkmoot.tracing.likeness import alike
from folkmoot.tracing.passages import (
    IN_HEADING,
    IN_WHAT_IT_FOLLOWS,
    WINDOW,
    Window,
    around,
    best_windows,
    chances,
    quote,
    subject_around,
    worth_beside,
)
from folkmoot.tracing.sought import Sought
from folkmoot.tracing.subjects import subjects
from folkmoot.tracing.themselves import of_themselves
from folkmoot.tracing.vocabulary import Vocabulary
from folkmoot.tracing.wording import Wording, wording

if TYPE_CHECKING:
    import numpy as np

MOST_ASKED = 14  # stems asked of the index for one statement
CANDIDATES = 60  # contributions that the index may hand over for one statement
LOOKED_AT = 20  # of them, those whose windows are worth most are looked at closely
SPEAKING = 3  # different words of a statement that speak for the whole of it
MOST = 0.6  # of its worth, where it has fewer
BY_ITSELF = 2  # words that may be most of a statement in one passage; one may be an accident
AMONG = 5  # best passages, of which three must agree
MANY = 5  # words that speak for a statement in one passage, whatever they are worth


class Record(Ranking, Protocol):
    """What matching asks of the record; `folkmoot.record.store.Store` is one."""

    def forms(self, stem: str) -> Sequence[str]: ...

    def contributions(self, ids: Sequence[str]) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may speak of a statement.

    id: the contribution's record id, "#" and its paragraph behind; score: nats, higher is
    surer; words: as they stand there, the most telling first; quote: verbatim, cuts marked "…".
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
    bridges: Bridges | None = None,
    lessons: Mapping[int, Lessons] | None = None,
    limit: int = 5,
    tick: Callable[[], None] = lambda: None,
) -> list[Matched]:
    """For each statement at most `limit` passages of the record, best first.

    The statements are taken as one conversation with `title`; bridges: words for one thing, Westminster's
    unless others are given; lessons: what decisions taught about a statement, by its place; `tick` is called
    after each. The same statements, lessons and record give the same answer.
    """
    search = Search(statements, record, vocabulary, title, bridges, lessons)
    found = []
    for number in range(len(statements)):
        found.append(search.matched(number, limit))
        tick()
    return found


@dataclass(frozen=True, slots=True)
class _Scored:
    """A window with its score, and the words it holds."""

    score: float
    window: Window
    id: str
    weak: bool
    whole: bool
    said: LaidOut
    because: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A wording ready to be looked for: its words at their worth, and what stands for them.

    worths: also of words that were learned, which are not in the wording; own: of the wording's alone;
    bridged: stem that stands for another -> that other, and how likely it does.
    """

    wording: Wording
    own: Mapping[str, float]
    worths: Mapping[str, float]
    pairs: frozenset[frozenset[str]]
    sought: Sought
    weights: Mapping[str, float]
    bridged: Mapping[str, tuple[str, float]]


class Held(Protocol):
    """What holds contributions whole."""

    def contributions(self, ids: Sequence[str]) -> Iterable[Any]: ...


class Coming(Held, Protocol):
    """Contributions that came into the record; `folkmoot.tracing.touching.NewSitting` holds them."""

    def candidates(self, asked: Asked, subject: Mapping[str, float], least: float) -> list[Candidate]: ...

    def like(self, candidates: Sequence[Candidate], about: np.ndarray, least: float) -> list[Candidate]: ...


class Search:
    """One conversation against one record: what is worked out once and used for every statement."""

    def __init__(
        self,
        statements: Sequence[str],
        record: Record,
        vocabulary: Vocabulary,
        title: str = "",
        bridges: Bridges | None = None,
        lessons: Mapping[int, Lessons] | None = None,
    ) -> None:
        self.statements = statements
        self.lessons = lessons or {}
        self.record, self.vocabulary, self.bridges = record, vocabulary, bridges or westminster()
        self.forms: dict[str, Sequence[str]] = {}
        self.found = Candidates()
        self.wordings = [wording(statement) for statement in statements]
        self.subjects = subjects(self.wordings, vocabulary, title=title)
        self.bar = chance.bar(self.wordings, vocabulary, self._best)

    def without_record(self) -> Search:
        """The same, to be handed to another process."""
        other = copy.copy(self)
        del other.record, other.found
        return other

    def in_record(self, record: Record) -> Search:
        """The same, in a record that was opened again."""
        other = copy.copy(self)
        other.record, other.found = record, Candidates()
        return other

    def matched(self, number: int, limit: int) -> Matched:
        """A statement, by its place among all, and at most `limit` passages for it, best first."""
        return Matched(self.statements[number], self._proposals(number, limit))

    def _proposals(self, number: int, limit: int) -> tuple[Proposal, ...]:
        if of_themselves(self.statements[number]):
            return ()
        taught = self.lessons.get(number)
        asked = self._asked(self.wordings[number], taught)
        unit = math.sqrt(chance.mass(asked.wording, self.vocabulary))
        scored = self._scored(asked, self.subjects[number])
        if taught is not None:
            scored = self._as_taught(scored, taught, self.record)
        if not (taught is not None and taught.confirmed) and not self._speaks(asked, scored, unit):
            return ()
        chosen: list[Proposal] = []
        good = [one for one in scored if one.score >= self.bar.further * unit]
        for one in self._likest(asked, self.subjects[number], good):
            if len(chosen) == limit:
                break
            proposal = self._proposal(asked, one, self.record)
            if all(proposal.quote != other.quote for other in chosen):
                chosen.append(proposal)
        return tuple(chosen)

    def touched(self, number: int, coming: Coming, limit: int) -> Matched:
        """A statement and the passages of a new sitting that touch it, best first.

        A passage has to be as good as three that agree are on average, or say most of the statement, and
        as like it as the best five are.
        """
        nothing = Matched(self.statements[number], ())
        if of_themselves(self.statements[number]):
            return nothing
        taught = self.lessons.get(number)
        asked = self._asked(self.wordings[number], taught)
        unit = math.sqrt(chance.mass(asked.wording, self.vocabulary))
        least = min(self.bar.first, self.bar.together) * unit
        candidates = coming.candidates(asked, self.subjects[number], least)
        if candidates and (known := self.vocabulary.likeness) is not None:
            candidates = coming.like(candidates, known.of_stems(self._about(asked)), self.bar.alike)
        if not candidates:
            return nothing
        scored = self._scored(asked, self.subjects[number], candidates)
        if taught is not None:
            scored = self._as_taught(scored, taught, coming)
        sure = [
            one
            for one in scored
            if not one.weak
            and (one.score > self.bar.together * unit or (one.whole and one.score > self.bar.first * unit))
            and self._like(asked, [one]) >= self.bar.alike
        ]
        best = self._likest(asked, self.subjects[number], sure)[:limit]
        return Matched(self.statements[number], tuple(self._proposal(asked, one, coming) for one in best))

    def _speaks(self, asked: Asked, scored: Sequence[_Scored], unit: float) -> bool:
        """Whether the record speaks on a statement: three passages agree, or the best says most of it;
        and the best are like it.
        """
        sure = _surest(scored)
        agree = chance.agreement([one.score for one in sure]) > self.bar.together * unit
        most = bool(sure) and sure[0].whole and sure[0].score > self.bar.first * unit
        return (agree or most) and self._like(asked, scored[:AMONG]) >= self.bar.alike

    def _best(self, number: int, wording: Wording) -> chance.Best:
        asked = self._asked(wording)
        found = self._scored(asked, self.subjects[number])
        return chance.Best([one.score for one in _surest(found)], self._like(asked, found[:AMONG]))

    def _like(self, asked: Asked, scored: Sequence[_Scored]) -> float:
        """How like a statement these passages are on average, 0 to 1."""
        likes = alike(self.vocabulary.likeness, [self._about(asked)], [one.said for one in scored])
        return sum(likes) / len(likes) if likes else 0.0

    def _likest(self, asked: Asked, subject: Mapping[str, float], scored: Sequence[_Scored]) -> list[_Scored]:
        """The same, higher the more they are like the statement and its subject."""
        about = [self._about(asked), subject]
        likes = alike(self.vocabulary.likeness, about, [one.said for one in scored])
        found = [replace(one, score=one.score * (0.5 + by)) for one, by in zip(scored, likes, strict=True)]
        return sorted(found, key=lambda one: (-one.score, one.id))

    def _about(self, asked: Asked) -> dict[str, float]:
        """The words of a statement; for those that the record does not know, what stands for them."""
        known = self.vocabulary.likeness
        others = {
            other: likeness
            for other, (stem, likeness) in asked.bridged.items()
            if known is not None and stem not in known.rows
        }
        return others | dict.fromkeys(asked.wording.stems, 1.0)

    # What is looked for

    def _asked(self, wording: Wording, taught: Lessons | None = None) -> Asked:
        own = {stem: self.vocabulary.worth(stem) for stem in wording.stems}
        weights = {stem: 0.1 + self.vocabulary.clumping.get(stem, 0.0) for stem in own}
        worths = dict(own)
        if taught is not None:
            worths = {stem: worth * taught.factors.get(stem, 1.0) for stem, worth in own.items()}
            worths |= taught.learned
            weights |= {stem: LEARNED_WORTH for stem in taught.learned}
        words = {form: (stem, 1.0) for stem in worths for form in self._forms_of(stem)}
        bridged: dict[str, tuple[str, float]] = {}
        for phrase, carrier in self.bridges.across(wording.stems).items():
            parts = [stem(part) for part in phrase.split()]
            telling = max(parts, key=lambda part: (self.vocabulary.worth(part), part))
            if telling in worths or telling not in self.vocabulary.found_in:
                continue
            least = min(1.0, self.vocabulary.worth(telling) / worths[carrier]) if worths[carrier] else 0.0
            likeness = self.bridges.likeness * least
            if likeness <= 0:
                continue
            for form in self._forms_of(telling) if len(parts) == 1 else (phrase, f"{phrase}s"):
                words.setdefault(form, (carrier, likeness))
            bridged.setdefault(telling, (carrier, likeness))
            weight = likeness * (0.1 + self.vocabulary.clumping.get(telling, 0.0))
            weights[telling] = max(weight, weights.get(telling, 0.0))
        return Asked(wording, own, worths, wording.pairs, Sought(words), weights, bridged)

    def _forms_of(self, stem: str) -> Sequence[str]:
        if stem not in self.forms:
            self.forms[stem] = self.record.forms(stem)
        return self.forms[stem]

    # Where it is found

    def _scored(
        self, asked: Asked, subject: Mapping[str, float], candidates: Sequence[Candidate] | None = None
    ) -> list[_Scored]:
        """The best windows of these candidates, or the index's, best first; more than are ever shown."""
        if candidates is None:
            candidates = self._candidates(asked.weights, subject)
        typical = sum(self.vocabulary.clumping.get(s, 0.0) for s in asked.own) / max(1, len(asked.own))
        shared = Sought({form: (s, 1.0) for s in subject for form in self._forms_of(s)})
        best = self._best_windows(asked, candidates)
        if not best:
            return []
        beside, named = _beside(asked, best), _named(shared, subject, best)
        scored = []
        for at, (candidate, window) in enumerate(best):
            worth = window.worth + beside[at]
            score = worth * (0.5 + named[at]) - typical * chances(candidate.length)
            number, said = _own_said(window, asked.own)
            weak = number < SPEAKING and said < MOST
            whole = number >= MANY or (number >= BY_ITSELF and said >= MOST)
            here = candidate.said.between(window.first, window.first + WINDOW)
            scored.append(_Scored(score, window, candidate.id, weak, whole, here))
        scored.sort(key=lambda one: (-one.score, one.id))
        return scored

    def _as_taught(self, scored: Sequence[_Scored], taught: Lessons, among: Held) -> list[_Scored]:
        """The same, moved up and down by what people decided; what they decided about left out."""
        found = []
        about = {c.id: c for c in among.contributions([one.id for one in scored])}
        for one in scored:
            if taught.known(one.id) or (contribution := about.get(one.id)) is None:
                continue
            around = slice(one.window.first, one.window.first + WINDOW)
            lean = taught.lean(contribution.text[around], contribution.debate_id)
            if lean.factor > 0:
                score = one.score * lean.factor if one.score > 0 else one.score
                found.append(replace(one, score=score, because=lean.reason))
        return sorted(found, key=lambda one: (-one.score, one.id))

    def _best_windows(self, asked: Asked, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Window]]:
        """Of the candidates, those whose windows are worth most; no more than are looked at closely."""
        if not candidates or not asked.worths:
            return []
        standing = asked.sought.in_each([candidate.said for candidate in candidates])
        best = best_windows(standing, asked.worths, asked.pairs, limit=LOOKED_AT)
        return [(candidates[at], window) for at, window in best]

    def _candidates(self, weights: Mapping[str, float], subject: Mapping[str, float]) -> list[Candidate]:
        """Contributions that hold most of it; those not to propose left out."""
        wanted = dict(weights)
        for word, weight in subject.items():
            wanted[word] = wanted.get(word, 0.0) + weight
        known = [(weight, word) for word, weight in wanted.items() if word in self.vocabulary.found_in]
        wanted = {word: weight for weight, word in sorted(known, reverse=True)[:MOST_ASKED]}
        return self.found.best(self.record, wanted, CANDIDATES) if wanted else []

    def _proposal(self, asked: Asked, scored: _Scored, among: Held) -> Proposal:
        (contribution,), window = among.contributions([scored.id]), scored.window
        shown = quote([p.text for p in contribution.paragraphs], window, asked.worths)
        pid = contribution.paragraphs[shown.paragraph].pid
        suggestion = suggest(contribution, shown.text)
        said = {place.stem: contribution.text[place.start : place.end] for place in reversed(window.places)}
        telling = sorted(said, key=lambda stem: (-asked.worths[stem] * window.stems[stem], stem))
        return Proposal(
            id=f"{contribution.id}#{pid}" if pid else contribution.id,
            score=round(scored.score, 2),
            kind=suggestion.kind,
            words=tuple(said[stem].casefold() for stem in telling),
            quote=shown.text,
            reason=" ".join(filter(None, (suggestion.reason, scored.because))),
        )


def _beside(asked: Asked, best: Sequence[tuple[Candidate, Window]]) -> list[float]:
    """What the statement's words are worth that only the heading holds, or what was said just before."""
    windows = [window for _, window in best]
    headed, before = [c.headed for c, _ in best], [c.follows for c, _ in best]
    both = worth_beside(windows * 2, asked.sought.in_each(headed + before), asked.worths)
    return [
        max(IN_HEADING * one, IN_WHAT_IT_FOLLOWS * other)
        for one, other in zip(both[: len(best)], both[len(best) :], strict=True)
    ]


def _named(
    shared: Sought, subject: Mapping[str, float], best: Sequence[tuple[Candidate, Window]]
) -> list[float]:
    """How much of the subject is named around each window; half where there is no subject."""
    if not subject:
        return [0.5] * len(best)
    near = [around(candidate.said, window) for candidate, window in best]
    return subject_around(shared.in_each(near + [candidate.headed for candidate, _ in best]), subject)


def _own_said(window: Window, own: Mapping[str, float]) -> tuple[int, float]:
    """How many of a statement's own words a window holds, and how much of its worth, 0 to 1."""
    here = {stem: likeness for stem, likeness in window.stems.items() if stem in own}
    found = sum(own[stem] * likeness for stem, likeness in here.items())
    return len(here), found / (sum(own.values()) or 1.0)


def _surest(scored: Sequence[_Scored]) -> list[_Scored]:
    """The best of those that do not rest on few words worth little."""
    return [one for one in scored[:AMONG] if not one.weak][: chance.AGREE]
