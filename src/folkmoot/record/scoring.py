"""How well references are found and resolved: against labelled mentions, and against the House's own rules.

A labelled mention is one JSON object: either the shape of a reference (`contribution, pid, start, end,
kind, persons`), or that of `shared/data/gold` (`speech_id, pid, pid_offset_start, pid_offset_end,
person_id`), or a line of an attributed page (see `folkmoot.record.attribute`).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

RESAMPLES = 1_000
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention somebody labelled. A place is contribution and pid; on a pasted page, its line."""

    place: Place
    start: int
    end: int
    persons: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Predicted:
    """One reference a method gave."""

    place: Place
    start: int
    end: int
    persons: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 from 0 to 1, with a 95% interval of F1 from resampling whole speeches.

    `labelled` mentions; `right` have a reference of exactly that span and those persons; `predicted`
    references overlap a labelled span; `one` of them name one person, `one_right` rightly;
    `found` mentions are overlapped by a reference at all; `several` by one that holds the right
    person among others; `overlapping` are right but for the edges of the span.
    """

    kind: str
    labelled: int
    predicted: int
    right: int
    found: int
    several: int
    overlapping: int
    one: int
    one_right: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def labelled(row: Mapping[str, Any]) -> Labelled | None:
    """A label from either shape; None for one marked as suspect."""
    if row.get("suspect"):
        return None
    if "speech_id" in row:
        kind = "first_person" if row["person_id"] == row.get("speaker_person_id") else ""
        return Labelled(
            (row["speech_id"], row["pid"]),
            row["pid_offset_start"],
            row["pid_offset_end"],
            frozenset([row["person_id"]]),
            kind,
        )
    place = (str(row["line"]), "") if "line" in row else (row["contribution"], row.get("pid", ""))
    return Labelled(place, row["start"], row["end"], frozenset(row["persons"]), row.get("kind", ""))


def predicted(row: Mapping[str, Any]) -> Predicted:
    """A reference as `folkmoot record references --format jsonl` prints it."""
    place = (str(row["line"]), "") if "line" in row else (row["contribution"], row.get("pid", ""))
    return Predicted(place, row["start"], row["end"], frozenset(row["persons"]), row["kind"])


def score(gold: Sequence[Labelled], found: Iterable[Predicted], *, seed: int = 1) -> tuple[Score, ...]:
    """Scores for all, for all but the first person, and by the kind of the label (or of what was found).

    Only references that overlap a labelled span count against precision: labels need not be exhaustive.
    """
    at: dict[Place, list[Predicted]] = defaultdict(list)
    wanted = {g.place for g in gold}
    for p in found:
        if p.place in wanted:
            at[p.place].append(p)
    judged = [_judge(g, at[g.place]) for g in gold]
    kinds = sorted({j.kind for j in judged})
    others = [_without_first_person(j) for j in judged if j.kind != "first_person"]
    scores = [_score("all", judged, seed), _score("but first person", others, seed)]
    return (*scores, *(_score(kind, [_only(j) for j in judged if j.kind == kind], seed) for kind in kinds))


def _without_first_person(j: _Judged) -> _Judged:
    return replace(j, over=tuple(p for p in j.over if p.kind != "first_person"))


def _only(j: _Judged) -> _Judged:
    """A mention with the references of its own kind, or whatever was found where none is."""
    return replace(j, over=tuple(p for p in j.over if p.kind == j.kind) or j.over)


@dataclass(frozen=True, slots=True)
class _Judged:
    label: Labelled
    kind: str
    right: bool
    over: tuple[Predicted, ...]


def _judge(g: Labelled, candidates: list[Predicted]) -> _Judged:
    over = tuple(p for p in candidates if p.start < g.end and g.start < p.end)
    exact = [p for p in over if (p.start, p.end) == (g.start, g.end)]
    right = any(p.persons == g.persons for p in exact)
    kind = g.kind or (exact[0].kind if exact else over[0].kind if over else "not found")
    if not g.kind and not exact:
        kind = (
            max((p for p in over), key=lambda p: min(p.end, g.end) - max(p.start, g.start)).kind
            if over
            else kind
        )
    return _Judged(g, kind, right, over)


def _score(kind: str, judged: Sequence[_Judged], seed: int) -> Score:
    overlapping = _overlapping(judged)
    right = sum(j.right for j in judged)
    one = [p for p in overlapping if len(p.persons) == 1]
    by_place: dict[Place, list[_Judged]] = defaultdict(list)
    for j in judged:
        by_place[j.label.place].append(j)
    low, high = _interval(list(by_place.values()), seed)
    precision, recall = _share(right, len(overlapping)), _share(right, len(judged))
    return Score(
        kind=kind,
        labelled=len(judged),
        predicted=len(overlapping),
        right=right,
        found=sum(bool(j.over) for j in judged),
        several=sum(any(len(p.persons) > 1 and j.label.persons <= p.persons for p in j.over) for j in judged),
        overlapping=sum(any(p.persons == j.label.persons for p in j.over) for j in judged),
        one=len(one),
        one_right=sum(any(p in j.over and p.persons == j.label.persons for j in judged) for p in one),
        precision=precision,
        recall=recall,
        f1=_f1(right, len(overlapping), len(judged)),
        low=low,
        high=high,
    )


def _overlapping(judged: Iterable[_Judged]) -> set[Predicted]:
    """Every reference that overlaps a label, once."""
    return {p for j in judged for p in j.over}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(right: int, predicted_count: int, labelled_count: int) -> float:
    return _share(2 * right, predicted_count + labelled_count)


def _interval(groups: list[list[_Judged]], seed: int) -> tuple[float, float]:
    if not groups:
        return 0.0, 0.0
    counts = [(sum(j.right for j in g), len(_overlapping(g)), len(g)) for g in groups]
    chance = random.Random(seed)
    values = []
    for _ in range(RESAMPLES):
        drawn = chance.choices(counts, k=len(counts))
        values.append(_f1(*(sum(column) for column in zip(*drawn, strict=True))))
    values.sort()
    return values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975) - 1]
