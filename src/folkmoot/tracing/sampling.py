"""The vocabulary of a record in its store, from a fair sample where the record is large."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.tracing.beside import heard
from folkmoot.tracing.laid_out import small
from folkmoot.tracing.vectors import read_vectors
from folkmoot.tracing.vocabulary import Vocabulary, vocabulary, with_likeness

if TYPE_CHECKING:
    from folkmoot.record.store import Store

ENOUGH = 20_000  # contributions: frequencies of telling words change little with more
STRETCH = 10  # contributions that follow each other


def vocabulary_of(record: Store, *, enough: int = ENOUGH, vectors: Path | None = None) -> Vocabulary:
    """The vocabulary of whole sittings, drawn evenly until there are `enough` contributions.

    vectors: a file of word vectors that says beside the record which words are alike. The same record and
    file give the same vocabulary. Raises Unreadable where the file makes no sense, TooFew where it knows
    hardly any word of the record.
    """
    stretches = list(_stretches(record, enough))
    texts = list(itertools.chain.from_iterable(stretches))
    given = read_vectors(vectors, {small(word) for word in heard(texts)}) if vectors is not None else None
    return with_likeness(vocabulary(stretches), texts, given)


def _stretches(record: Store, enough: int) -> Iterator[list[str]]:
    sittings = sorted(record.sittings(), key=lambda sitting: sitting.id)
    random.Random(1).shuffle(sittings)
    read = 0
    for sitting in sittings:
        if read >= enough:
            break
        texts = record.texts_in(sitting.id)
        read += len(texts)
        yield from (texts[i : i + STRETCH] for i in range(0, len(texts), STRETCH))
