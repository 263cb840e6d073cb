"""The record as this room reads it: opened for one piece of work, absent where none was read yet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.conf import settings

from folkmoot.errors import NotFound
from folkmoot.record.store import Searched, Store
from folkmoot.tracing.sampling import vocabulary_of
from folkmoot.tracing.vocabulary import Vocabulary

_known: dict[tuple[str, Searched, int], Vocabulary] = {}


@contextlib.contextmanager
def the_record() -> Iterator[Store | None]:
    """The store, or None where this installation has read no record."""
    with contextlib.ExitStack() as stack:
        try:
            store = stack.enter_context(Store.open(settings.RECORD_FOLDER))
        except NotFound:
            store = None
        yield store


def vocabulary(store: Store) -> Vocabulary:
    """The record's vocabulary, worked out once while the record stays as it is."""
    key = (str(store.folder), store.searched(), store.size())
    if key not in _known:
        _known.clear()
        _known[key] = vocabulary_of(store)
    return _known[key]
