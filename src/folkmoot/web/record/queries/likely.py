"""Conditions that hold of nothing here, and what may have been meant: party:snp, department:home."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from folkmoot import search
from folkmoot.record.store import Store
from folkmoot.text import normal

KINDS = ("speech", "question", "reply", "procedural")
# How alike two spellings must be, from 0 to 1.
ALIKE = 0.75
_EVERYTHING = search.Field("from", "1000")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"and", "for", "of", "the"})


def meant(store: Store, tree: search.Node) -> Iterator[search.Node]:
    """The search with a value that stands here in place of one that does not, the most frequent first."""
    if not any(isinstance(item, search.Field) for item in _items(tree)):
        return
    known = values(store)
    for n, item in enumerate(_items(tree)):
        if not isinstance(item, search.Field) or item.name not in known or store.count(item):
            continue
        for value in likely(item.value, known[item.name]):
            yield _with(tree, n, search.Field(item.name, value))


def values(store: Store) -> dict[str, list[str]]:
    """What each condition can be here, the most frequent first."""
    found = store.facets(_EVERYTHING)
    names = store.department_names()
    return {
        "party": [value for value, _ in found.parties],
        "chamber": [value for value, _ in found.chambers],
        "department": [names.get(value, value) for value, _ in found.departments],
        "kind": list(KINDS),
    }


def likely(value: str, known: list[str]) -> list[str]:
    """Those of the known that a value may stand for: by initials, by beginnings of words, by spelling."""
    wanted = _words(value)
    if not wanted:
        return []
    joined = "".join(wanted)
    found = [name for name in known if _begun(wanted, _words(name)) or joined in _short(_words(name))]
    alike = difflib.get_close_matches(joined, {"".join(_words(name)): name for name in known}, cutoff=ALIKE)
    return [*found, *(name for name in known if "".join(_words(name)) in alike and name not in found)]


def _begun(wanted: list[str], words: list[str]) -> bool:
    """Whether every word begins a word of the name, in its order: "lib dem"."""
    left = iter(words)
    return all(any(word.startswith(one) for word in left) for one in wanted)


def _short(words: list[str]) -> tuple[str, str]:
    """The initials of a name, and the name written as one word."""
    return "".join(word[0] for word in words if word not in _SMALL), "".join(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(normal(text))


def _items(tree: search.Node) -> tuple[search.Node, ...]:
    return tree.items if isinstance(tree, search.And) else (tree,)


def _with(tree: search.Node, place: int, item: search.Node) -> search.Node:
    items = _items(tree)
    changed = (*items[:place], item, *items[place + 1 :])
    return search.And(changed) if len(changed) > 1 else item
