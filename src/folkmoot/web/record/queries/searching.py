"""Searches as the page asks them: composed from a form, widened when little is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from folkmoot import search
from folkmoot.record.store import Store
from folkmoot.text import stem
from folkmoot.web.record.queries import likely

# What the form asks, besides words, and the condition each becomes.
FIELDS: tuple[search.FieldName, ...] = (
    "speaker",
    "party",
    "department",
    "chamber",
    "kind",
    "from",
    "to",
    "in",
)
MOST_SUGGESTIONS = 5
_ENDINGS = ("", "e", "s", "es", "ed", "ing", "er", "ers", "ies", "ied", "ion", "ions")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that results have: how many, and the search narrowed to it."""

    label: str
    number: int
    query: str


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
    """Searches near one that found nothing, and that find something."""
    wider = with_related(store, tree)
    meant = _counted(store, likely.meant(store, tree))
    near = _counted(store, [*_one_less(tree), *([wider] if wider else []), *_begun(tree)])
    found = [*meant, *sorted(near, key=lambda s: -s.total)]
    return list(dict.fromkeys(found))[:MOST_SUGGESTIONS]


def _counted(store: Store, nodes: Iterable[search.Node]) -> list[Suggestion]:
    counted = [Suggestion(str(node), store.count(node)) for node in dict.fromkeys(nodes)]
    return [suggestion for suggestion in counted if suggestion.total]


def facets(store: Store, tree: search.Node) -> list[tuple[str, list[Facet]]]:
    """What was found by year, chamber, party and department, where there is more than one of each."""
    found = store.facets(tree)
    names = store.department_names()
    kinds: list[tuple[str, search.FieldName, tuple[tuple[str, int], ...]]] = [
        ("year", "date", found.years),
        ("chamber", "chamber", found.chambers),
        ("party", "party", found.parties),
        ("department", "department", found.departments),
    ]
    asked = str(tree) if isinstance(tree, search.And) else str(search.And((tree,)))
    return [
        (
            kind,
            [
                Facet(names.get(value, value), n, f"{asked} {search.Field(field, value)}")
                for value, n in values
            ],
        )
        for kind, field, values in kinds
        if len(values) > 1
    ]


def related(store: Store, tree: search.Node, total: int) -> Suggestion | None:
    """The same search with every form of its words, where that finds more."""
    wider = with_related(store, tree)
    more = store.count(wider) if wider is not None else 0
    return Suggestion(str(wider), more) if wider is not None and more > total else None


def _begun(tree: search.Node) -> list[search.Node]:
    """One long word as its beginnings, the longest first."""
    if not isinstance(tree, search.Word) or len(tree.text) < 5:
        return []
    return [search.Prefix(tree.text[:length]) for length in range(len(tree.text) - 1, 3, -1)][:3]


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


def with_related(store: Store, tree: search.Node) -> search.Node | None:
    """The tree with each word beside its forms that stand in the record; None where that changes nothing."""
    wider = _widened(store, tree)
    return wider if wider != tree else None


def _widened(store: Store, tree: search.Node) -> search.Node:
    match tree:
        case search.Word(text):
            found = forms(store, text)
            return search.Or(tuple(map(search.Word, found))) if len(found) > 1 else tree
        case search.And(items):
            return search.And(tuple(_widened(store, item) for item in items))
        case _:
            return tree


def forms(store: Store, word: str) -> list[str]:
    """A word, then others with its stem that stand in the record: "housing", "house", "houses"."""
    if not word.isalpha() or len(word) < 3:
        return [word]
    root = stem(word)
    bases = {root, word} | ({root[:-1] + "y"} if root.endswith("i") else set())
    doubled = {base + base[-1] for base in bases}
    made = dict.fromkeys(base + ending for base in sorted(bases | doubled) for ending in _ENDINGS)
    alike = [form for form in made if form != word and stem(form) == root]
    return [word, *(form for form in alike if store.stands(form))]
