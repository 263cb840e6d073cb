"""The record's vocabulary as this process knows it."""

from __future__ import annotations

from folkmoot.record.store import Store
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vocabulary import Vocabulary

GROWN = 0.02  # of a record, within which its words weigh as before

_known: dict[str, tuple[int, Vocabulary]] = {}


def vocabulary(store: Store) -> Vocabulary:
    """The record's vocabulary, worked out once while the record stays about as large as it is.

    One more sitting hardly changes what words are worth, and proposals for it need not wait for that.
    """
    folder, size = str(store.folder), store.size()
    if folder not in _known or abs(size - _known[folder][0]) > GROWN * _known[folder][0]:
        _known.clear()
        _known[folder] = (size, vocabulary_of(store))
    return _known[folder][1]
