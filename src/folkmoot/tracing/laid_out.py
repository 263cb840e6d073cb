"""Texts laid out: each word a number, and where it stands, so that many words are found at one look.

A contribution is led to by many statements, each with dozens of words to find in it. Laid out once, a
table of the words sought says of all its words together which are among them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from folkmoot.tracing.wording import NAMES_OF_THE_RECORD

RUN = re.compile(r"[^\W_]+")
_PLANE = 0x10000  # characters that the table of letters knows; others are asked one by one
_BASE = 0x5851_F42D_4C95_7F2D  # odd, so that it can be divided by when 64 bits are counted with
_TABLE_BITS = 12
Number = TypeVar("Number", int, np.ndarray)
_AT_A_TIME = 60_000  # characters


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The words of a text in order: the number of each (`as_name` where it names something of the House's)
    and its offset.
    """

    numbers: np.ndarray
    starts: np.ndarray

    def between(self, first: int, last: int) -> LaidOut:
        """The words that begin from one offset up to another."""
        begin, end = self.starts.searchsorted((first, last))
        return LaidOut(self.numbers[begin:end], self.starts[begin:end])


class OneOf:
    """Which of a few numbers of words another is.

    Most are none: a small table tells that of all of them at once.
    """

    def __init__(self, sought: Sequence[int]) -> None:
        numbers = np.array(sought, np.int64)
        self._order = numbers.argsort()
        self._sorted = numbers[self._order]
        self._table = np.zeros(1 << _TABLE_BITS, np.bool_)
        self._table[_row(numbers)] = True

    def among(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of these numbers are sought, and which of those sought each is."""
        at = self._table[_row(numbers)].nonzero()[0]
        if not at.size:
            return at, at
        nearest = self._sorted.searchsorted(numbers[at])
        nearest[nearest == len(self._sorted)] = 0
        right = self._sorted[nearest] == numbers[at]
        return at[right], self._order[nearest[right]]


def _row(numbers: np.ndarray) -> np.ndarray:
    return (numbers >> (64 - _TABLE_BITS)) + (1 << (_TABLE_BITS - 1))


def small(text: str) -> str:
    """Small letters, one for each character, so that offsets stay."""
    plain = text.lower()
    return plain if len(plain) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


@functools.lru_cache(maxsize=65_536)
def number(word: str) -> int:
    """The number of a word in small letters, the same in every text, process and machine."""
    found = _numbers(_codes(word).astype(np.int64), np.zeros(1, np.intp), np.array([len(word)]))
    return int(found[0])


def as_name(number: Number) -> Number:
    """The number of a word where it stands as a name of the House's own."""
    return ~number


def lay_out(texts: Sequence[str]) -> list[LaidOut]:
    """Texts by the numbers of their words. Many at a time take far less than one by one."""
    return [laid_out for some in _batches(texts) for laid_out in _lay_out(some)]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many texts at a time as the processor keeps at hand."""
    first = characters = 0
    for at, text in enumerate(texts):
        characters += len(text)
        if characters > _AT_A_TIME and at > first:
            yield texts[first:at]
            first, characters = at, len(text)
    if first < len(texts):
        yield texts[first:]


def _lay_out(texts: Sequence[str]) -> list[LaidOut]:
    joined = "\n".join(texts)
    plain = "\n".join(map(small, texts))
    codes = _codes(plain).astype(np.int64)
    edges = np.diff(_letters(codes, plain), prepend=False, append=False).nonzero()[0]
    begins, ends = edges[0::2], edges[1::2]
    numbers = _numbers(codes, begins, ends)
    at, _ = _names().among(numbers)
    capital = codes[begins[at]] != _codes(joined)[begins[at]]
    numbers[at[capital]] = as_name(numbers[at[capital]])
    found, first = [], 0
    for text, words in zip(texts, _cut(begins, texts), strict=True):
        found.append(LaidOut(numbers[words], (begins[words] - first).astype(np.int32)))
        first += len(text) + 1
    return found


def _cut(begins: np.ndarray, texts: Sequence[str]) -> list[slice]:
    """Which words of joined texts are whose."""
    bounds = begins.searchsorted(np.cumsum([0, *(len(text) + 1 for text in texts)])).tolist()
    return [slice(one, other) for one, other in itertools.pairwise(bounds)]


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _letters(codes: np.ndarray, text: str) -> np.ndarray:
    """Which characters are letters or figures."""
    if codes.size and codes.max() >= _PLANE:
        return np.fromiter(map(str.isalnum, text), np.bool_, len(text))
    return np.asarray(_alphabet()[codes])


@functools.cache
def _alphabet() -> np.ndarray:
    return np.fromiter((chr(code).isalnum() for code in range(_PLANE)), np.bool_, _PLANE)


@functools.cache
def _names() -> OneOf:
    return OneOf([number(name) for name in sorted(NAMES_OF_THE_RECORD)])


def _numbers(codes: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Of each word, given by where it begins and ends, one number from its characters.

    A word is read as a number to a large base, its first character counting least, in 64 bits: the sum
    over all that precedes is taken off, and what is left is divided by the base as often as it stands back.
    """
    up, down = _powers(1 << len(codes).bit_length())
    sums = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(codes * up[: len(codes)], out=sums[1:])
    return np.asarray((sums[ends] - sums[begins]) * down[begins])


@functools.lru_cache(maxsize=32)
def _powers(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first powers of the base in 64 bits, and what undoes each."""
    bases = (_BASE, pow(_BASE, -1, 1 << 64))
    up, down = (np.full(count, base, np.uint64) for base in bases)
    for powers in (up, down):
        powers[0] = 1
        np.multiply.accumulate(powers, out=powers)
    return up.view(np.int64), down.view(np.int64)


def together(texts: Sequence[LaidOut]) -> tuple[LaidOut, np.ndarray]:
    """Texts one behind the other, and where each ends; offsets stay those of each."""
    ends = np.array([len(one.numbers) for one in texts], np.int64).cumsum()
    joined = LaidOut(
        np.concatenate([one.numbers for one in texts]), np.concatenate([one.starts for one in texts])
    )
    return joined, ends
