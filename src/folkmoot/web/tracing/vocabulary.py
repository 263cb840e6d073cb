"""The record's vocabulary as this process knows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from folkmoot.environment import vectors_file
from folkmoot.record.store import Store
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vectors import digest
from folkmoot.tracing.vocabulary import Vocabulary

GROWN = 0.02  # of a record, within which its words weigh as before


@dataclass(frozen=True, slots=True)
class _Known:
    """A vocabulary, what it was made from, and how the file of word vectors looked then."""

    folder: str
    size: int
    vectors: Path | None
    stamp: tuple[int, ...]
    vocabulary: Vocabulary

    def holds_for(self, store: Store, vectors: Path | None) -> bool:
        same = self.folder == str(store.folder) and self.vectors == vectors
        return same and abs(store.size() - self.size) <= GROWN * self.size


_known: list[_Known] = []  # the latest, if any


def vocabulary(store: Store) -> Vocabulary:
    """The record's vocabulary, worked out once while the record stays about as large as it is and its file
    of word vectors (FOLKMOOT_VECTORS), if there is to be one, holds the same.

    One more sitting hardly changes what words are worth, and proposals for it need not wait for that.
    Raises Unreadable or TooFew where the file of vectors is not one that helps.
    """
    vectors = vectors_file()
    stamp = _stamp(vectors)
    if _known and _known[0].holds_for(store, vectors):
        known = _known[0]
        if known.stamp == stamp:
            return known.vocabulary
        if vectors is not None and digest(vectors) == known.vocabulary.vectors:  # touched, not changed
            return _keep(store, vectors, stamp, known.vocabulary)
    _known.clear()
    return _keep(store, vectors, stamp, vocabulary_of(store, vectors=vectors))


def _keep(store: Store, vectors: Path | None, stamp: tuple[int, ...], found: Vocabulary) -> Vocabulary:
    _known[:] = [_Known(str(store.folder), store.size(), vectors, stamp, found)]
    return found


def _stamp(vectors: Path | None) -> tuple[int, ...]:
    """What tells without reading it that a file is still the one it was."""
    if vectors is None or not vectors.exists():
        return ()
    seen = vectors.stat()
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns)
