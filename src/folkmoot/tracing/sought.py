"""Words to be found in many texts, each standing for a stem of what is looked for."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from folkmoot.tracing.laid_out import RUN, LaidOut, OneOf, as_name, lay_out, number, together


class Place(NamedTuple):
    """A stretch of text that stands for a stem of the statement; likeness: 1 for its own words.

    A tuple, since hundreds are made for each statement and a dataclass takes three times as long.
    """

    start: int
    end: int
    stem: str
    likeness: float


class Sought:
    """Words to be found in texts that were laid out, each standing for a stem.

    words: a word or phrase, in small letters -> the stem it stands for, and how like the two are, above 0
    to 1.
    """

    def __init__(self, words: Mapping[str, tuple[str, float]]) -> None:
        self.words = words
        self._headings: dict[str, list[Place]] = {}

    @functools.cached_property
    def stems(self) -> list[str]:
        """What is looked for, each stem once."""
        return list(dict.fromkeys(stem for stem, _ in self.words.values()))

    @functools.cached_property
    def _kinds(self) -> _Kinds:
        return _Kinds(self.words, self.stems)

    def in_each(self, texts: Sequence[LaidOut]) -> Standing:
        """Where the words stand in each of these texts, of which there is at least one."""
        text, ends = together(texts)
        at, kinds = self._kinds.among(text)
        return Standing(self._kinds, kinds, text.starts[at].astype(np.int64), at.searchsorted(ends))

    def places(self, text: str) -> list[Place]:
        """Everywhere one of the words stands whole in a text, in the order they stand."""
        return self.in_each(lay_out([text])).places(0)

    def in_heading(self, heading: str) -> list[Place]:
        """The same of a heading, under which many contributions stand."""
        if heading not in self._headings:
            self._headings[heading] = self.places(heading)
        return self._headings[heading]


class _Kinds:
    """What a find may be, by number: how long it is, which stem it stands for, and how like they are."""

    def __init__(self, words: Mapping[str, tuple[str, float]], stems: Sequence[str]) -> None:
        place = {stem: at for at, stem in enumerate(stems)}
        runs = [_runs(word) for word in words]
        self.stems = stems
        self.meant = [(len(word), stem, likeness) for word, (stem, likeness) in words.items()]
        self.lengths = np.array([len(word) for word in words], np.int64)
        self.stem_of = np.array([place[stem] for stem, _ in words.values()], np.int64)
        self.likeness_of = np.array([likeness for _, likeness in words.values()])
        alone = [kind for kind, parts in enumerate(runs) if len(parts) == 1]
        self.alone = np.array(alone, np.int64)
        self.words = OneOf([number(runs[kind][0]) for kind in alone])
        self.phrases = [(kind, parts) for kind, parts in enumerate(runs) if len(parts) > 1]
        if self.phrases:
            firsts = [number(parts[0]) for _, parts in self.phrases]
            self.begin = OneOf([*firsts, *map(as_name, firsts)])

    def among(self, text: LaidOut) -> tuple[np.ndarray, np.ndarray]:
        """Which words of a text are sought, or begin what is, and of what kind each is."""
        at, which = self.words.among(text.numbers)
        kinds = self.alone[which]
        if not self.phrases:
            return at, kinds
        begins, _ = self.begin.among(text.numbers)
        if not begins.size:
            return at, kinds
        found: dict[int, int] = {}
        for kind, parts in self.phrases:
            found |= dict.fromkeys(_where(text, begins, parts).tolist(), kind)
        if not found:
            return at, kinds
        every = dict(zip(at.tolist(), kinds.tolist(), strict=True)) | found
        at = np.array(sorted(every), np.int64)
        return at, np.array([every[one] for one in at.tolist()], np.int64)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where sought words stand in several texts: of each find its kind and offset; `ends` are behind the
    last find of each text.
    """

    of: _Kinds
    kinds: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    @property
    def texts(self) -> np.ndarray:
        """In which text each find stands."""
        return self.ends.searchsorted(np.arange(len(self.kinds)), side="right")

    def held(self) -> np.ndarray:
        """Texts x the stems sought: how like a stem the likest word for it in a text is, 0 where none is."""
        held = np.zeros((len(self.ends), len(self.of.stems)))
        np.maximum.at(held, (self.texts, self.of.stem_of[self.kinds]), self.of.likeness_of[self.kinds])
        return held

    def places(self, text: int) -> list[Place]:
        """Those in one of the texts, by its place among them."""
        return self.some(int(self.ends[text - 1]) if text else 0, int(self.ends[text]))

    def some(self, first: int, last: int) -> list[Place]:
        """Some finds one behind the other."""
        found = []
        for kind, start in zip(
            self.kinds[first:last].tolist(), self.starts[first:last].tolist(), strict=True
        ):
            length, stem, likeness = self.of.meant[kind]
            found.append(Place(start, start + length, stem, likeness))
        return found


@functools.lru_cache(maxsize=65_536)
def _runs(word: str) -> tuple[str, ...]:
    return tuple(RUN.findall(word))


def _where(text: LaidOut, begins: np.ndarray, parts: Sequence[str]) -> np.ndarray:
    """Which of these words begin a phrase, with one character between each two words of it."""
    found = begins[_is(text.numbers[begins], parts[0])]
    for ahead, (last, part) in enumerate(itertools.pairwise(parts), 1):
        found = found[found + ahead < len(text.numbers)]
        far = text.starts[found + ahead] - text.starts[found + ahead - 1]
        found = found[_is(text.numbers[found + ahead], part) & (far == len(last) + 1)]
    return np.asarray(found)


def _is(numbers: np.ndarray, word: str) -> np.ndarray:
    """Where a word stands, also as a name: a Local Government Association is local government."""
    one = number(word)
    return np.asarray((numbers == one) | (numbers == as_name(one)))
