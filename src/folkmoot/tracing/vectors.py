"""Word vectors that somebody already has on this machine: a text file, read line by line.

The format is what word2vec, GloVe and fastText write as text: a word and its numbers, a line each, with
spaces or tabs between; first perhaps a line with how many words and how many numbers. It may be packed
with gzip. Only the words that are wanted are kept, so that a file of gigabytes needs little memory; of the
other lines no more is looked at than how many numbers they have room for.

Source: the formats of Mikolov et al. 2013 (word2vec), Pennington et al. 2014 (GloVe) and Bojanowski et
al. 2017 (fastText).
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from folkmoot.errors import TooLarge, Unreadable

MOST_DIMENSIONS = 1_000  # files in use have 50 to 300, few have more
LONGEST_LINE = 64 * 1024  # bytes: a thousand numbers of as many figures as anybody writes
MOST_LINES = 20_000_000  # the largest in use has three million
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_WORD = re.compile(rb"[^ \t]*")
_REMEDY = "Give word vectors as text (.vec or .txt, gzip or not), a word and its numbers a line"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Where a file puts the words that were wanted.

    of: word in small letters -> as many numbers as `dimensions`, of length 1; words that the file lacks, or
    has nothing but zeros for, are left out. name: the file; digest: SHA-256 of it as it lies there.
    """

    name: str
    digest: str
    dimensions: int
    of: Mapping[str, np.ndarray] = field(repr=False)


def read_vectors(path: Path, wanted: Collection[str]) -> Vectors:
    """The vectors of these words, given in small letters.

    A word written in small letters in the file goes before the same with capitals; of two alike the
    first counts. Raises Unreadable, or TooLarge, with the line where it stops making sense.
    """
    sought = frozenset(wanted)
    lines = _Lines(path)
    own: dict[str, np.ndarray] = {}
    others: dict[str, np.ndarray] = {}
    for word, place in lines.wanted(sought):
        (own if word in sought else others).setdefault(word.lower(), place)
    return Vectors(str(path), digest(path), lines.dimensions, others | own)


def digest(path: Path) -> str:
    """SHA-256 of a file, whatever is in it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unopened(path, error) from error


class _Lines:
    """One pass over a file, knowing the line it is at."""

    def __init__(self, path: Path) -> None:
        self.path, self.number, self.dimensions = path, 0, 0

    def wanted(self, sought: frozenset[str]) -> Iterator[tuple[str, np.ndarray]]:
        """Each wanted word as the file writes it, and where it lies; what lies nowhere is left out."""
        promised = None
        words = 0
        for line in self._read():
            if self.number == 1 and (head := _header(line)):
                promised, self.dimensions = head
                self._bounded()
                continue
            if not line.strip():
                continue
            if not self.dimensions:
                self.dimensions = len(line.split()) - 1
                self._bounded()
            words += 1
            if (found := self._taken(line, sought)) is not None:
                yield found
        if promised is not None and words != promised:
            raise Unreadable(
                f"{self.path}: its first line promises {promised} words, {words} follow. It may have "
                "been cut short: get it again, or put the right number there.",
                promised=promised, words=words,
            )  # fmt: skip
        if not words:
            raise Unreadable(f"{self.path} holds no word. {_REMEDY}.")

    def _read(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as plain:
                start = plain.read(4)
                plain.seek(0)
                if start == _ZIP:
                    raise Unreadable(f"{self.path} is a ZIP archive. Unpack it, and give the file inside.")
                with gzip.open(plain) if start[:2] == _GZIP else plain as file:
                    while line := file.readline(LONGEST_LINE + 1):
                        self.number += 1
                        self._short(line)
                        yield line
        except OSError as error:
            raise (
                self._packed(error) if isinstance(error, gzip.BadGzipFile) else _unopened(self.path, error)
            ) from error
        except (EOFError, zlib.error) as error:
            raise self._packed(error) from error

    def _taken(self, line: bytes, sought: frozenset[str]) -> tuple[str, np.ndarray] | None:
        """The word of a line and where it lies, if it is wanted."""
        first = _WORD.match(line)
        assert first is not None
        word = first.group().decode("utf-8", "replace")
        if word.lower() not in sought:
            if line.count(b" ") + line.count(b"\t") < self.dimensions:
                raise self._miscounted(line, len(line.split()) - 1)
            return None
        numbers = line[first.end() :].split()
        spare = len(numbers) - self.dimensions
        if spare > 0 and any(_number(one) is None for one in numbers[:spare]):
            return None  # a "word" with spaces in it: ". . ." or "at name@domain.com"
        if spare:
            raise self._miscounted(line, len(numbers))
        return self._placed(word, numbers)

    def _placed(self, word: str, numbers: list[bytes]) -> tuple[str, np.ndarray] | None:
        values = np.array([_number(one) for one in numbers], np.float64)  # what is none becomes NaN
        if not np.isfinite(values).all():
            wrong = int(np.flatnonzero(~np.isfinite(values))[0])
            shown = numbers[wrong][:30].decode("utf-8", "replace")
            raise self._wrong(f"number {wrong + 1} of “{word[:40]}” is {shown!r}, which is no finite number")
        if not (largest := np.abs(values).max()):
            return None
        values /= largest  # so that no square is too large to be a number, or too small
        return word, (values / np.linalg.norm(values)).astype(np.float32)

    def _bounded(self) -> None:
        if self.dimensions < 2:
            raise self._wrong(f"a word needs at least two numbers and has {max(self.dimensions, 0)}")
        if self.dimensions > MOST_DIMENSIONS:
            raise TooLarge(
                f"{self.path}, line {self.number}: {self.dimensions} numbers a word; "
                f"Folkmoot takes up to {MOST_DIMENSIONS}. Give vectors of fewer dimensions.",
                line=self.number,
            )

    def _short(self, line: bytes) -> None:
        if len(line) > LONGEST_LINE:
            raise TooLarge(
                f"{self.path}, line {self.number}: longer than {LONGEST_LINE} bytes. {_REMEDY}.",
                line=self.number,
            )
        if self.number > MOST_LINES:
            raise TooLarge(
                f"{self.path} has more than {MOST_LINES} lines. Keep the words that are said most often, "
                "which stand first.",
                line=self.number,
            )

    def _miscounted(self, line: bytes, numbers: int) -> Unreadable:
        if b"\0" in line:
            return self._wrong("this is no text; write a model in a binary format out as text first")
        return self._wrong(f"{max(numbers, 0)} instead of {self.dimensions} numbers")

    def _wrong(self, what: str) -> Unreadable:
        return Unreadable(f"{self.path}, line {self.number}: {what}. {_REMEDY}.", line=self.number)

    def _packed(self, error: Exception) -> Unreadable:
        return Unreadable(
            f"{self.path}, after line {self.number}: its gzip packing is broken ({error}). Get it again.",
            line=self.number,
        )


def _header(line: bytes) -> tuple[int, int] | None:
    """How many words and how many numbers a first line promises, where it is one that does."""
    fields = line.split()
    if len(fields) == 2 and all(one.isdigit() and len(one) < 12 for one in fields):
        return int(fields[0]), int(fields[1])
    return None


def _number(field: bytes) -> float | None:
    try:
        return float(field)
    except ValueError:
        return None


def _unopened(path: Path, error: OSError) -> Unreadable:
    return Unreadable(f"{path} cannot be read: {error.strerror or error}. {_REMEDY}.")
