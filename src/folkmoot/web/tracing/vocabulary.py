"""The record's vocabulary as this process knows it."""

from __future__ import annotations

from folkmoot.record.store import Searched, Store
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vocabulary import Vocabulary

_known: dict[tuple[str, Searched, int], Vocabulary] = {}


def vocabulary(store: Store) -> Vocabulary:
    """The record's vocabulary, worked out once while the record stays as it is."""
    key = (str(store.folder), store.searched(), store.size())
    if key not in _known:
        _known.clear()
        _known[key] = vocabulary_of(store)
    return _known[key]
