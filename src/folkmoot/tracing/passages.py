"""Where in a contribution a statement's words come closest together, and the words to show for it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from folkmoot.text import Token, excerpt, sentences
from folkmoot.tracing.wording import Wording, record_stems

WINDOW = 80  # stems: about what is said in half a minute
BEFORE, AFTER = 60, 140  # stems around the first match in which the shared subject may be named
CLOSE = 4  # stems between two words that still make one phrase
SAID_AGAIN = 0.25  # of a word's worth for each time it is said again, twice at most
IN_HEADING = 0.5  # of a word's worth where only the heading says it
SHORTEST_QUOTE, LONGEST_QUOTE = 160, 600  # characters


@dataclass(frozen=True, slots=True)
class Reading:
    """A contribution as the matcher reads it: where each stem stands, counted in stems from its start.

    heading: stems of the heading it stands under.
    """

    places: Mapping[str, tuple[int, ...]]
    length: int
    heading: frozenset[str] = frozenset()

    def holds(self, stem: str, first: int, last: int) -> bool:
        at = self.places.get(stem, ())
        i = bisect_left(at, first)
        return i < len(at) and at[i] < last


def reading(paragraphs: Sequence[str], *, heading: str = "") -> Reading:
    places: dict[str, list[int]] = {}
    position = 0
    for text in paragraphs:
        for stem, _, _ in record_stems(text):
            if stem:
                places.setdefault(stem, []).append(position)
            position += 1
    above = frozenset(stem for stem, _, _ in record_stems(heading) if stem)
    return Reading({stem: tuple(at) for stem, at in places.items()}, position, above)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a contribution in which a statement's words come closest together.

    worth: how much the words found there say, in nats; stems: those words; first: where it begins.
    """

    worth: float
    stems: frozenset[str]
    first: int


def best_window(
    heard: Reading, worths: Mapping[str, float], pairs: frozenset[frozenset[str]]
) -> Window | None:
    """The window worth most; None where none of the words is there."""
    found = sorted((at, stem) for stem in worths for at in heard.places.get(stem, ()))
    best: Window | None = None
    for i, (first, _) in enumerate(found):
        times: dict[str, int] = {}
        phrases: set[frozenset[str]] = set()
        for j in range(i, len(found)):
            at, stem = found[j]
            if at - first > WINDOW:
                break
            times[stem] = times.get(stem, 0) + 1
            phrases.update(_phrases_ending_at(found, i, j, pairs))
        worth = _worth(times, phrases, worths)
        if best is None or worth > best.worth:
            best = Window(worth, frozenset(times), first)
    return best


def _phrases_ending_at(
    found: Sequence[tuple[int, str]], i: int, j: int, pairs: frozenset[frozenset[str]]
) -> list[frozenset[str]]:
    at, stem = found[j]
    near = (other for place, other in found[max(i, j - 3) : j] if at - place <= CLOSE)
    return [pair for other in near if (pair := frozenset((other, stem))) in pairs]


def _worth(times: Mapping[str, int], phrases: set[frozenset[str]], worths: Mapping[str, float]) -> float:
    words = sum(worths[stem] * (1 + SAID_AGAIN * min(2, n - 1)) for stem, n in times.items())
    return words + sum(min(worths[stem] for stem in phrase) for phrase in phrases)


def subject_around(heard: Reading, window: Window, subject: Mapping[str, float]) -> float:
    """The share of a shared subject, 0 to 1, that is named around a window or in the heading."""
    first, last = window.first - BEFORE, window.first + AFTER
    named = (s for s in subject if s in heard.heading or heard.holds(s, first, last))
    return sum(subject[stem] for stem in named)


def heading_worth(heard: Reading, window: Window, worths: Mapping[str, float]) -> float:
    """What a statement's words are worth that only the heading holds."""
    only_there = heard.heading.intersection(worths) - window.stems
    return IN_HEADING * sum(worths[stem] for stem in only_there)


def chances(heard: Reading) -> float:
    """How much likelier a long contribution is to be right by chance: the log of its windows, in nats."""
    return math.log(max(1.0, heard.length / WINDOW))


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words, cuts marked "…", and which paragraph they stand in."""

    text: str
    paragraph: int


def quote(paragraphs: Sequence[str], window: Window, wording: Wording, worths: Mapping[str, float]) -> Quote:
    """The sentences of a window's best paragraph in which the statement's words stand."""
    candidates = _matches_in_window(paragraphs, window, wording)
    number = max(candidates, key=lambda n: (sum(worths[s] for s in {s for s, _ in candidates[n]}), -n))
    first = min(at.start for _, at in candidates[number])
    last = max(at.end for _, at in candidates[number])
    return Quote(_whole_sentences(paragraphs[number], first, last), number)


def _matches_in_window(
    paragraphs: Sequence[str], window: Window, wording: Wording
) -> dict[int, list[tuple[str, Token]]]:
    matches: dict[int, list[tuple[str, Token]]] = {}
    position = 0
    for number, text in enumerate(paragraphs):
        for stem, start, end in record_stems(text):
            if window.first <= position <= window.first + WINDOW and stem in wording.as_said:
                matches.setdefault(number, []).append((stem, Token(text[start:end], start, end)))
            position += 1
    return matches


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
