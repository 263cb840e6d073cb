"""The vocabulary of a record in its store, from a fair sample where the record is large."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

from folkmoot.tracing.vocabulary import Vocabulary, vocabulary, with_likeness

if TYPE_CHECKING:
    from folkmoot.record.store import Store

ENOUGH = 20_000  # contributions: frequencies of telling words change little with more
STRETCH = 10  # contributions that follow each other


def vocabulary_of(record: Store, *, enough: int = ENOUGH) -> Vocabulary:
    """The vocabulary of whole sittings, drawn evenly until there are `enough` contributions.

    The same record gives the same vocabulary.
    """
    stretches = list(_stretches(record, enough))
    return with_likeness(vocabulary(stretches), list(itertools.chain.from_iterable(stretches)))


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
