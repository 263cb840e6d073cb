"""Searches as the page asks them: composed from a form, widened when little is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from folkmoot import search
from folkmoot.errors import BadQuery
from folkmoot.record.store import Store
from folkmoot.text import stem

# What the form asks, besides words, and the condition each becomes.
FIELDS: tuple[search.FieldName, ...] = ("speaker", "party", "department", "chamber", "kind", "from", "to", "in")
MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A search near the one that was asked, and how much it finds."""

    query: str
    total: int


def composed(asked: Mapping[str, str]) -> str:
    """One query of the language from the fields of the form; empty fields say nothing."""
    pieces = [asked.get("q", "").strip(), " ".join(search.plain_words(asked.get("words", "")))]
    if phrase := search.plain_words(asked.get("phrase", "")):
        pieces.append('"' + " ".join(phrase) + '"')
    if either := search.plain_words(asked.get("any", "")):
        pieces.append("(" + " OR ".join(either) + ")" if len(either) > 1 else either[0])
    pieces += ["-" + word for word in search.plain_words(asked.get("without", ""))]
    for name in FIELDS:
        if value := " ".join(asked.get(name, "").replace('"', " ").split()):
            pieces.append(str(search.Field(name, value)))
    return " ".join(filter(None, pieces))


def suggestions(store: Store, tree: search.Node) -> list[Suggestion]:
    """Searches near one that found nothing and that find something: a condition less, or the beginning of a word."""
    near = _one_less(tree) + [related for related in [with_related(tree)] if related is not None]
    found = []
    for node in dict.fromkeys(near):
        if total := _total(store, node):
            found.append(Suggestion(str(node), total))
    return sorted(found, key=lambda s: -s.total)[:MOST_SUGGESTIONS]


def related(store: Store, tree: search.Node, total: int) -> Suggestion | None:
    """The same search with every form of its words, where that finds more."""
    wider = with_related(tree)
    more = _total(store, wider) if wider is not None else 0
    return Suggestion(str(wider), more) if wider is not None and more > total else None


def _total(store: Store, node: search.Node) -> int:
    try:
        return store.search(node, limit=1).total
    except BadQuery:
        return 0


def _one_less(tree: search.Node) -> list[search.Node]:
    match tree:
        case search.And(items) if len(items) > 1:
            return [_together(items[:n] + items[n + 1 :]) for n in range(len(items))]
        case search.Phrase(words):
            return [_together(tuple(map(search.Word, words)))]
        case search.Near(words):
            return [_together(tuple(map(search.Word, words)))]
        case _:
            return []


def _together(items: tuple[search.Node, ...]) -> search.Node:
    return items[0] if len(items) == 1 else search.And(items)


def with_related(tree: search.Node) -> search.Node | None:
    """The tree with each word as the beginning that its forms share; None where that changes nothing."""
    wider = _widened(tree)
    return wider if wider != tree else None


def _widened(tree: search.Node) -> search.Node:
    match tree:
        case search.Word(text):
            return search.Prefix(found) if (found := _shared(text)) else tree
        case search.And(items) | search.Or(items):
            return replace(tree, items=tuple(_widened(item) for item in items))
        case _:
            return tree


def _shared(word: str) -> str:
    """The beginning that the forms of a word share, where it is long enough to mean something."""
    root = stem(word)
    if root.endswith("i") and word.startswith(root[:-1]):
        root = root[:-1]
    return root if len(root) >= 4 and word.startswith(root) else ""
