"""Where in a contribution a statement's words come closest together, and the words to show for it.

Distances are characters: a word and the space behind it are about six.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from folkmoot.text import excerpt, sentences
from folkmoot.tracing.laid_out import LaidOut, lay_out
from folkmoot.tracing.sought import Place, Sought, Standing

WINDOW = 480  # about what is said in half a minute
BEFORE, AFTER = 360, 840  # around the first match, in which the shared subject may be named
CLOSE = 24  # between two words that still make one phrase
SAID_AGAIN = 0.25  # of a word's worth for each time it is said again, twice at most
IN_HEADING = 0.5  # of a word's worth where only the heading says it
IN_WHAT_IT_FOLLOWS = 0.35  # where only the end of the contribution before says it
SHORTEST_QUOTE, LONGEST_QUOTE = 160, 600
_AGAIN = (0.0, 1.0, 1 + SAID_AGAIN, 1 + 2 * SAID_AGAIN)  # by how often a word is said


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a contribution in which a statement's words come closest together.

    worth: how much the words found there say, in nats; stems: those words, each with its likeness;
    places: where they stand.
    """

    worth: float
    stems: Mapping[str, float]
    places: tuple[Place, ...]

    @property
    def first(self) -> int:
        return self.places[0].start


def best_windows(
    standing: Standing,
    worths: Mapping[str, float],
    pairs: frozenset[frozenset[str]],
    *,
    limit: int,
) -> list[tuple[int, Window]]:
    """The window worth most of each of several texts, with the text's place among them.

    The best `limit` of them, best first, in the order of the texts where they are worth the same;
    texts that hold none of the words have none.
    """
    if not standing.kinds.size:
        return []
    finds = np.arange(len(standing.kinds))
    texts = standing.texts
    along = standing.starts + texts * (int(standing.starts.max()) + 2 * WINDOW)
    ends = along.searchsorted(along + WINDOW, side="right")
    worth = _said(standing, worths, finds, ends) + _phrases(standing, worths, pairs, along, ends)
    worth = worth.round(9)  # so that what is worth the same is so wherever it stands
    first = np.flatnonzero(np.concatenate(([True], texts[1:] != texts[:-1])))
    best, holding = np.maximum.reduceat(worth, first), texts[first]
    among = np.flatnonzero(worth == best[holding.searchsorted(texts)])
    begins = among[texts[among].searchsorted(holding)]
    found = []
    for at in np.argsort(-best, kind="stable")[:limit].tolist():
        places = standing.some(int(begins[at]), int(ends[begins[at]]))
        stems: dict[str, float] = {}
        for place in places:
            stems[place.stem] = max(stems.get(place.stem, 0.0), place.likeness)
        found.append((int(holding[at]), Window(float(best[at]), stems, tuple(places))))
    return found


def best_window(
    text: str, sought: Sought, worths: Mapping[str, float], pairs: frozenset[frozenset[str]]
) -> Window | None:
    """The same of one text; None where it holds none of the words."""
    found = best_windows(sought.in_each(lay_out([text])), worths, pairs, limit=1)
    return found[0][1] if found else None


def _said(
    standing: Standing, worths: Mapping[str, float], begins: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """What the words between a begin and an end are worth, each stem by its likest word."""
    of = standing.of
    found = np.zeros((len(begins) + 1, len(of.stems)), np.int32)
    stems = of.stem_of[standing.kinds]
    found[begins + 1, stems] = 1
    times = _between(found, begins, ends)
    worth = np.array(_AGAIN)[np.minimum(times, 3)] * np.array([worths[stem] for stem in of.stems])
    likeness = of.likeness_of[standing.kinds]
    for stem in sorted(set(stems[likeness < 1].tolist())):
        best = np.zeros(len(begins))
        for like in sorted(set(likeness[stems == stem].tolist())):
            alike = np.zeros(len(begins) + 1, np.int32)
            alike[1:] = (stems == stem) & (likeness == like)
            best[_between(alike, begins, ends) > 0] = like
        worth[:, stem] *= best
    return np.asarray(worth.sum(axis=1))


def _between(found: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """How many are found between each begin and end."""
    before = found.cumsum(axis=0)
    return np.asarray(before[ends] - before[begins])


def _phrases(
    standing: Standing,
    worths: Mapping[str, float],
    pairs: frozenset[frozenset[str]],
    along: np.ndarray,
    ends: np.ndarray,
) -> np.ndarray:
    """What words are worth that stand together in the statement and in the window from each find on."""
    stems, behind = standing.of.stem_of[standing.kinds], along + standing.of.lengths[standing.kinds]
    place = {stem: at for at, stem in enumerate(standing.of.stems)}
    worth = np.zeros(len(along))
    close = [
        (earlier, earlier + ahead)
        for ahead in (1, 2, 3)
        for earlier in (np.flatnonzero(along[ahead:] - behind[: len(along) - ahead] <= CLOSE),)
    ]
    earlier, later = (np.concatenate(which) for which in zip(*close, strict=True))
    beside = np.minimum(stems[earlier], stems[later]) * len(place) + np.maximum(stems[earlier], stems[later])
    met = set(beside.tolist())
    for pair in pairs:
        one, other = sorted(place.get(stem, -1) for stem in pair)
        if one * len(place) + other not in met:
            continue
        here = beside == one * len(place) + other
        # A phrase is in the windows from the first that reaches its end to the one it begins.
        change = np.bincount(ends.searchsorted(later[here], side="right"), minlength=len(along) + 1)
        change -= np.bincount(earlier[here] + 1, minlength=len(along) + 1)
        worth += (change.cumsum()[:-1] > 0) * min(worths[stem] for stem in pair)
    return worth


def subject_around(near: Standing, subject: Mapping[str, float]) -> list[float]:
    """For each of several windows the share of a subject, 0 to 1, named around it or in its heading.

    near: what stands around every window, then their headings in the same order.
    """
    around, headings = np.split(near.held(), 2)
    return _sums(np.maximum(around, headings), np.array([subject[stem] for stem in near.of.stems]))


def around(said: LaidOut, window: Window) -> LaidOut:
    """The words around a window in which the shared subject may be named."""
    return said.between(window.first - BEFORE, window.first + AFTER)


def worth_beside(windows: Sequence[Window], elsewhere: Standing, worths: Mapping[str, float]) -> list[float]:
    """For each of several windows what a statement's words are worth that stand elsewhere only."""
    held = elsewhere.held()
    place = {stem: at for at, stem in enumerate(elsewhere.of.stems)}
    for at, window in enumerate(windows):
        held[at, [place[stem] for stem in window.stems]] = 0.0
    return _sums(held, np.array([worths[stem] for stem in elsewhere.of.stems]))


def _sums(held: np.ndarray, worths: np.ndarray) -> list[float]:
    """What each text holds is worth; the same for texts that hold the same."""
    sums: list[float] = (held * worths).sum(axis=1).round(9).tolist()
    return sums


def chances(length: int) -> float:
    """How much likelier a contribution of so many characters is to be right by chance: the log of its
    windows, in nats.
    """
    return math.log(max(1.0, length / WINDOW))


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words, cuts marked "…", and which paragraph they stand in."""

    text: str
    paragraph: int


def quote(
    paragraphs: Sequence[str], window: Window, worths: Mapping[str, float], *, between: int = 2
) -> Quote:
    """The sentences of a window's best paragraph in which the statement's words stand.

    between: how many characters stand between paragraphs in the text in which the window was found.
    """
    inside = _by_paragraph(paragraphs, window.places, between)
    number = max(inside, key=lambda n: (sum(worths[s] for s in dict.fromkeys(p.stem for p in inside[n])), -n))
    first, last = min(p.start for p in inside[number]), max(p.end for p in inside[number])
    return Quote(_whole_sentences(paragraphs[number], first, last), number)


def _by_paragraph(paragraphs: Sequence[str], places: Iterable[Place], between: int) -> dict[int, list[Place]]:
    """Places by the paragraph they stand in, counted from its beginning."""
    starts, at = [], 0
    for text in paragraphs:
        starts.append(at)
        at += len(text) + between
    inside: dict[int, list[Place]] = {}
    number = 0
    for place in places:
        while number + 1 < len(starts) and starts[number + 1] <= place.start:
            number += 1
        start = place.start - starts[number]
        inside.setdefault(number, []).append(
            Place(start, start + place.end - place.start, place.stem, place.likeness)
        )
    return inside


def _whole_sentences(text: str, first: int, last: int) -> str:
    found = list(sentences(text))
    begin = max((i for i, s in enumerate(found) if s.start <= first), default=0)
    end = min((i for i, s in enumerate(found) if s.end >= last), default=len(found) - 1)
    while found[end].end - found[begin].start < SHORTEST_QUOTE and (begin > 0 or end < len(found) - 1):
        if end < len(found) - 1:
            end += 1
        else:
            begin -= 1
    start, stop = found[begin].start, found[end].end
    if stop - start > LONGEST_QUOTE:
        return excerpt(text, around=(first + min(last, first + LONGEST_QUOTE)) // 2, length=LONGEST_QUOTE)
    return ("… " if begin > 0 else "") + text[start:stop] + (" …" if end < len(found) - 1 else "")
