"""Searching the record, and ranking it for matching."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

import tantivy

from folkmoot import search
from folkmoot.record.debates import Contribution
from folkmoot.record.store import index as indexing
from folkmoot.record.store import rows, stems
from folkmoot.record.store.opened import Opened
from folkmoot.record.store.searching import Compiler, Finder, Found, Hit, Otherwise
from folkmoot.record.store.values import Facets, Ranked
from folkmoot.search import Node

CHUNK = 500
_NOTES_A_FEW = 4  # for so many contributions at most one procedural note is expected
_EVERYTHING = 1_000  # hits that are asked for where there were more notes
_FACETS = {
    "days": {"terms": {"field": "day", "size": 60_000}},
    "facets": {"terms": {"field": "facets", "size": 500}},
}


Decided = Mapping[str, tuple[Collection[str], Collection[str]]]
"""By a person's id, the contributions that people decided do, and do not, speak of them."""


class Looking(Opened):
    """What can be asked of the index.

    `decided` gives what people decided about whom words mean, where somebody keeps that; searches for who
    is spoken of follow it.
    """

    decided: Callable[[], Decided] | None = None

    def search(
        self,
        query: str | Node,
        *,
        limit: int = 20,
        offset: int = 0,
        order: Literal["relevance", "newest"] = "relevance",
    ) -> Found:
        """What a query finds. Raises BadQuery.

        By relevance, contributions in which the words weigh most come first; by newest, the newest day.
        """
        tree = search.read(query) if isinstance(query, str) else query
        searcher = self._searcher()
        compiled = self._compiled(tree)
        by = "order" if order == "newest" else None
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True, order_by_field=by)
        hits = result.hits[:limit]
        keys = _keys(searcher, hits)
        contributions = dict(self._with_keys(keys))
        finder = Finder(tree)
        made = [
            Hit(contribution, 0.0 if by else float(score), finder.snippet(contribution))
            for (score, _), key in zip(hits, keys, strict=True)
            if (contribution := contributions.get(key)) is not None
        ]
        total = int(result.count)  # type: ignore[attr-defined]
        return Found(total, tuple(made), self.searched())

    def _compiled(self, tree: Node) -> tantivy.Query:
        """The index's query of a tree, sittings that were replaced left out."""
        assert self._index is not None
        searcher = self._searcher()
        compiler = Compiler(
            self._index,
            lambda name, whole: (p.id for p in self.roll().named(name, whole=whole)),
            lambda field, word: searcher.doc_freq(field, word) > 0,
            self._otherwise() if "mentions:" in str(tree) else None,
        )
        removed = [key for (key,) in self._all("SELECT sitting FROM removed")]
        return compiler.without_sittings(compiler.query(tree), removed)

    def _otherwise(self) -> dict[str, Otherwise]:
        """What people decided about whom words mean, by the keys of the contributions."""
        decided = self.decided() if self.decided else {}
        return {
            person: Otherwise(self._keys_of(more), self._keys_of(less))
            for person, (more, less) in decided.items()
        }

    def _keys_of(self, ids: Collection[str]) -> tuple[int, ...]:
        marks = ",".join("?" * len(ids))
        return tuple(key for (key,) in self._all(f"SELECT key FROM contribution WHERE id IN ({marks})", *ids))

    def count(self, query: str | Node) -> int:
        """How many contributions a query finds. Raises BadQuery."""
        tree = search.read(query) if isinstance(query, str) else query
        searcher = self._searcher()
        return int(searcher.search(self._compiled(tree), limit=1, count=True).count)  # type: ignore[attr-defined]

    def stands(self, word: str) -> bool:
        """Whether a word as it is written stands in the record; quicker than counting where."""
        terms = indexing.analyser().analyze(word)
        return len(terms) == 1 and self._searcher().doc_freq("body", terms[0]) > 0

    def facets(self, query: str | Node) -> Facets:
        """What a query finds by year, newest first, and by chamber, party and department, most first."""
        tree = search.read(query) if isinstance(query, str) else query
        searcher = self._searcher()
        told = searcher.aggregate(self._compiled(tree), _FACETS)
        years: Counter[str] = Counter()
        for bucket in told["days"]["buckets"]:
            years[str(dt.date.fromordinal(int(bucket["key"])).year)] += bucket["doc_count"]
        found: dict[str, list[tuple[str, int]]] = {"chamber": [], "party": [], "department": []}
        for bucket in told["facets"]["buckets"]:
            name, _, value = bucket["key"].partition("=")
            found[name].append((value, bucket["doc_count"]))
        return Facets(tuple(sorted(years.items(), reverse=True)), *(tuple(found[name]) for name in found))

    def _with_keys(self, keys: Sequence[int]) -> Iterator[tuple[int, Contribution]]:
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            for key, *row in self._all(
                f"SELECT c.key, {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} "
                f"WHERE c.key IN ({','.join('?' * len(some))})",
                *some,
            ):
                yield key, rows.contribution_in(tuple(row))

    def ranked(self, weights: Mapping[str, float], *, limit: int = 50) -> list[Ranked]:
        """The contributions in which weighted stems weigh most, best first.

        weights: a weight above 0 a stem, as `folkmoot.text.stem` makes them. Procedural notes are left out.
        """
        found: list[Ranked] = []
        for asked in (limit + limit // _NOTES_A_FEW + 1, _EVERYTHING):
            keys = self.heaviest(weights, limit=asked)
            spoken = self.spoken(keys)
            found = [spoken[key] for key in keys if key in spoken][:limit]
            if len(found) == limit or len(keys) < asked:
                break
        return found

    def heaviest(self, weights: Mapping[str, float], *, limit: int) -> list[int]:
        """The keys of the contributions in which weighted stems weigh most, notes among them, best first.

        A key stands for the same words as long as the record is kept: what is read anew has a new one.
        """
        searcher = self._searcher()
        # All words stand side by side and nothing is excluded: only then does the index skip what cannot win.
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(query, weight * of_word))
            for stem, weight in weights.items()
            if weight > 0
            for query, of_word in self._words_of(searcher, stem)
        ]
        if not wanted:
            return []
        return _keys(
            searcher, searcher.search(tantivy.Query.boolean_query(wanted), limit=limit, count=False).hits
        )

    def spoken(self, keys: Sequence[int]) -> dict[int, Ranked]:
        """The contributions of these keys that are no procedural notes."""
        found: dict[int, Ranked] = {}
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            for key, *row in self._all(
                "SELECT c.key, c.id, c.speaker_name, d.title, c.text, coalesce(b.text, '') "
                "FROM contribution c JOIN debate d ON d.key = c.debate "
                "LEFT JOIN contribution b ON b.key = c.key - 1 AND b.debate = c.debate "
                f"WHERE c.key IN ({','.join('?' * len(some))}) AND c.kind <> 'procedural'",
                *some,
            ):
                found[key] = Ranked(*row)
        return found

    def forms(self, stem: str) -> list[str]:
        """The words of this stem that stand in the record, the stem itself first, word or not."""
        return stems.words_of(self._db, stem)

    def _stem(self, searcher: tantivy.Searcher, stem: str) -> tantivy.Query | None:
        """Whatever holds a word of this stem; nothing where no contribution does."""
        words = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(query, weight))
            for query, weight in self._words_of(searcher, stem)
        ]
        return tantivy.Query.boolean_query(words) if words else None

    def _words_of(self, searcher: tantivy.Searcher, stem: str) -> list[tuple[tantivy.Query, float]]:
        """Each word of a stem that stands in the record, with its weight among them."""
        kept: dict[str, list[tuple[tantivy.Query, float]]] = self._kept("words of stems", dict)
        if stem not in kept:
            kept[stem] = list(self._look_up(searcher, stem))
        return kept[stem]

    def _look_up(self, searcher: tantivy.Searcher, stem: str) -> Iterator[tuple[tantivy.Query, float]]:
        assert self._index is not None
        layout = self._index.schema
        found = {word: searcher.doc_freq("body", word) for word in stems.words_of(self._db, stem)}
        found = {word: frequency for word, frequency in found.items() if frequency}
        for word, weight in zip(found, stems.weights(found.values(), searcher.num_docs), strict=True):
            yield tantivy.Query.term_query(layout, "body", word), weight

    def frequency(self, stem: str) -> int:
        """In how many contributions a stem stands."""
        searcher = self._searcher()
        query = self._stem(searcher, stem)
        if query is None:
            return 0
        return int(searcher.search(query, limit=1, count=True).count)  # type: ignore[attr-defined]

    def size(self) -> int:
        """How many contributions the index holds, procedural notes included."""
        return int(self._searcher().num_docs)


def _keys(searcher: tantivy.Searcher, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    """The rows that the index's hits stand for."""
    if not hits:
        return []
    return [int(key or 0) for key in searcher.fast_field_values("key", [address for _, address in hits])]
