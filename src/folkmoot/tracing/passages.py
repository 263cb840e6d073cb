"""Where in a contribution a statement's words come closest together, and the words to show for it.

Distances are characters: a word and the space behind it are about six.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from folkmoot.text import excerpt, sentences
from folkmoot.tracing.wording import NAMES_OF_THE_RECORD

WINDOW = 480  # about what is said in half a minute
BEFORE, AFTER = 360, 840  # around the first match, in which the shared subject may be named
CLOSE = 24  # between two words that still make one phrase
SAID_AGAIN = 0.25  # of a word's worth for each time it is said again, twice at most
IN_HEADING = 0.5  # of a word's worth where only the heading says it
IN_WHAT_IT_FOLLOWS = 0.35  # where only the end of the contribution before says it
SHORTEST_QUOTE, LONGEST_QUOTE = 160, 600
_AGAIN = (0.0, 1.0, 1 + SAID_AGAIN, 1 + 2 * SAID_AGAIN)  # by how often a word is said
_SHORTEST_ROOT = 3


class Place(NamedTuple):
    """A stretch of text that stands for a stem of the statement; likeness: 1 for its own words.

    A tuple, since hundreds are made for each statement and a dataclass takes three times as long.
    """

    start: int
    end: int
    stem: str
    likeness: float


class Sought:
    """Words to be found in many texts, each standing for a stem.

    words: a word or phrase, in small letters -> the stem it stands for, and how like
    the two are, above 0 to 1.
    """

    def __init__(self, words: Mapping[str, tuple[str, float]]) -> None:
        self.words = words
        self._headings: dict[str, list[Place]] = {}

    @functools.cached_property
    def roots(self) -> tuple[str, ...]:
        """Beginnings to look for, made where anything is looked for at all."""
        return tuple(_roots(self.words))

    def in_heading(self, heading: str) -> list[Place]:
        """The same of a heading, under which many contributions stand."""
        if heading not in self._headings:
            self._headings[heading] = self.places(heading)
        return self._headings[heading]

    def places(self, text: str) -> list[Place]:
        """Everywhere one of the words stands whole, in the order they stand."""
        plain = small(text)
        length, words, find = len(plain), self.words, plain.find
        found: dict[int, Place] = {}
        for root in self.roots:
            at = find(root)
            while at >= 0:
                if not at or not plain[at - 1].isalnum():
                    end = at + len(root)
                    while end < length and plain[end].isalnum():
                        end += 1
                    word = plain[at:end]
                    if (known := words.get(word)) and not (
                        word in NAMES_OF_THE_RECORD and text[at].isupper()
                    ):
                        found[at] = Place(at, end, known[0], known[1])
                at = find(root, at + 1)
        return [found[at] for at in sorted(found)]


def _roots(words: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    """Beginnings to look for: one for all words of a stem where they share one."""
    together: dict[tuple[str, bool], list[str]] = {}
    for word, (stem, _) in words.items():
        together.setdefault((stem + word[:1], " " in word), []).append(word)
    for alike in together.values():
        root = _beginning(min(alike), max(alike))
        yield from [root] if len(root) >= _SHORTEST_ROOT else alike


def _beginning(first: str, last: str) -> str:
    """What two words begin with; of the first and last in the alphabet, what all between them do."""
    same = (at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(same, min(len(first), len(last)))]


def small(text: str) -> str:
    """Small letters, one for each character, so that offsets stay."""
    plain = text.lower()
    return plain if len(plain) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


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


def best_window(
    places: Sequence[Place], worths: Mapping[str, float], pairs: frozenset[frozenset[str]]
) -> Window | None:
    """The window worth most; None where none of the words is there. `places` stand in order."""
    phrases = _phrases(places, pairs) if pairs else {}
    sliding = _Sliding(worths)
    best, first, last, end = -1.0, 0, 0, 0
    for begin, place in enumerate(places):
        while end < len(places) and places[end].start - place.start <= WINDOW:
            sliding.take(places[end], [p for at, p in phrases.get(end, ()) if at >= begin])
            end += 1
        if sliding.worth > best + 1e-12:
            best, first, last = sliding.worth, begin, end
        sliding.drop(
            place,
            [
                p
                for later in range(begin + 1, min(begin + 4, end))
                for at, p in phrases.get(later, ())
                if at == begin
            ],
        )
    if not places:
        return None
    stems: dict[str, float] = {}
    for place in places[first:last]:
        stems[place.stem] = max(stems.get(place.stem, 0.0), place.likeness)
    return Window(best, stems, tuple(places[first:last]))


class _Sliding:
    """What the places between two ends are worth together, kept as the ends move."""

    def __init__(self, worths: Mapping[str, float]) -> None:
        self.worths = worths
        self.worth = 0.0
        self.said: dict[str, list[float]] = {}
        self.each: dict[str, float] = {}
        self.phrases: dict[frozenset[str], int] = {}

    def take(self, place: Place, phrases: Iterable[frozenset[str]]) -> None:
        self.said.setdefault(place.stem, []).append(place.likeness)
        self._weigh(place.stem)
        for phrase in phrases:
            self.phrases[phrase] = self.phrases.get(phrase, 0) + 1
            self.worth += self._least(phrase) if self.phrases[phrase] == 1 else 0.0

    def drop(self, place: Place, phrases: Iterable[frozenset[str]]) -> None:
        for phrase in phrases:
            self.phrases[phrase] -= 1
            self.worth -= self._least(phrase) if not self.phrases[phrase] else 0.0
        self.said[place.stem].pop(0)
        self._weigh(place.stem)

    def _weigh(self, stem: str) -> None:
        said = self.said[stem]
        now = self.worths[stem] * max(said) * _AGAIN[min(3, len(said))] if said else 0.0
        self.worth += now - self.each.get(stem, 0.0)
        self.each[stem] = now

    def _least(self, phrase: frozenset[str]) -> float:
        return min(self.worths[stem] for stem in phrase)


def _phrases(
    places: Sequence[Place], pairs: frozenset[frozenset[str]]
) -> dict[int, list[tuple[int, frozenset[str]]]]:
    """Words that stand together in the statement and here: by the place of the later, that of the earlier."""
    found: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for later, here in enumerate(places):
        for earlier in range(max(0, later - 3), later):
            before = places[earlier]
            if here.start - before.end <= CLOSE and (pair := frozenset((before.stem, here.stem))) in pairs:
                found.setdefault(later, []).append((earlier, pair))
    return found


def at_most(places: Iterable[Place], worths: Mapping[str, float], pairs: frozenset[frozenset[str]]) -> float:
    """What no window of these places is worth more than."""
    times: dict[str, int] = {}
    for place in places:
        times[place.stem] = times.get(place.stem, 0) + 1
    words = sum(worths[stem] * _AGAIN[min(3, n)] for stem, n in times.items())
    return words + sum(min(worths[s] for s in pair) for pair in pairs if all(s in times for s in pair))


def subject_around(
    text: str, heading: str, window: Window, sought: Sought, subject: Mapping[str, float]
) -> float:
    """The share of a shared subject, 0 to 1, that is named around a window or in the heading."""
    around = sought.places(text[max(0, window.first - BEFORE) : window.first + AFTER])
    named = {place.stem: place.likeness for place in (*sought.in_heading(heading), *around)}
    return sum(weight * named.get(stem, 0.0) for stem, weight in subject.items())


def worth_beside(window: Window, elsewhere: Iterable[Place], worths: Mapping[str, float]) -> float:
    """What a statement's words are worth that stand elsewhere only."""
    only_there = {p.stem: p.likeness for p in elsewhere if p.stem not in window.stems}
    return sum(worths[stem] * likeness for stem, likeness in only_there.items())


def chances(text: str) -> float:
    """How much likelier a long contribution is to be right by chance: the log of its windows, in nats."""
    return math.log(max(1.0, len(text) / WINDOW))


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
    number = max(inside, key=lambda n: (sum(worths[s] for s in {p.stem for p in inside[n]}), -n))
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
