"""A tree of the query language against the index: what was found, ranked, with words around each match."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy

from folkmoot import search
from folkmoot.dates import earliest, latest
from folkmoot.record import departments
from folkmoot.record.debates import Contribution
from folkmoot.record.store import index as indexing
from folkmoot.text import normal

SNIPPET_CHARACTERS = 260
MOST_PERSONS = 200

_must, _should, _not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


@dataclass(frozen=True, slots=True)
class Snippet:
    """Verbatim words of one paragraph around what matched.

    `start` is where it begins in the paragraph; `matches` are half-open ranges in `text`.
    """

    text: str
    paragraph: int
    pid: str
    start: int
    matches: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False

    @property
    def quote(self) -> str:
        """The words with their cuts marked."""
        return f"{'… ' if self.cut_before else ''}{self.text.strip()}{' …' if self.cut_after else ''}"


@dataclass(frozen=True, slots=True)
class Hit:
    """One contribution that was found. `score` is 0 where the order was by date."""

    contribution: Contribution
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search looked through: said whenever something is not found."""

    first: dt.date | None
    last: dt.date | None
    chambers: tuple[str, ...]
    sittings: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are, the hits of this page, and what was searched."""

    total: int
    hits: tuple[Hit, ...]
    searched: Searched


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Contributions, by key, that were decided to speak of somebody, and that were decided not to."""

    of_them: tuple[int, ...] = ()
    not_of_them: tuple[int, ...] = ()


class Compiler:
    """Makes the index's queries of trees.

    people_named: ids of everybody of a name, of its whole words or of their beginnings; stands: whether
    the index holds a word in a field.
    """

    def __init__(
        self,
        index: tantivy.Index,
        people_named: Callable[[str, bool], Iterable[str]],
        stands: Callable[[str, str], bool],
        otherwise: Mapping[str, Otherwise] | None = None,
    ) -> None:
        self.schema = index.schema
        self.people_named = people_named
        self.stands = stands
        self.otherwise = otherwise or {}
        self.analyser = indexing.analyser()

    def query(self, node: search.Node) -> tantivy.Query:
        match node:
            case search.Word(text):
                return self._words("body", text)
            case search.Phrase(words):
                return self._words("body", " ".join(words))
            case search.Prefix(text):
                return self._prefix(text)
            case search.Near(words, distance):
                return self._near(words, distance)
            case search.Field():
                return tantivy.Query.const_score_query(self._field(node), 0.0)
            case search.Not(item):
                return self._all_of([(_not, self.query(item))])
            case search.Or(items):
                return tantivy.Query.boolean_query([(_should, self.query(item)) for item in items])
            case search.And(items):
                return self._all_of(
                    [
                        (_not, self.query(item.item))
                        if isinstance(item, search.Not)
                        else (_must, self.query(item))
                        for item in items
                    ]
                )

    def without_sittings(self, query: tantivy.Query, sittings: Sequence[int]) -> tantivy.Query:
        """The query, leaving out sittings that were replaced and are still in the index."""
        if not sittings:
            return query
        gone = [(_not, tantivy.Query.term_query(self.schema, "sitting", key)) for key in sittings]
        return tantivy.Query.boolean_query([(_must, query), *gone])

    def _all_of(self, clauses: list[tuple[tantivy.Occur, tantivy.Query]]) -> tantivy.Query:
        """Conditions together; exclusions alone are taken out of everything."""
        if all(occur == _not for occur, _ in clauses):
            everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
            clauses = [(_must, everything), *clauses]
        return tantivy.Query.boolean_query(clauses)

    def _words(self, field: str, text: str) -> tantivy.Query:
        terms = self.analyser.analyze(text)
        if not terms:
            return tantivy.Query.empty_query()
        if len(terms) == 1:
            return tantivy.Query.term_query(self.schema, field, terms[0])
        return tantivy.Query.phrase_query(self.schema, field, list(terms))

    def _prefix(self, text: str) -> tantivy.Query:
        terms = self.analyser.analyze(text)
        if len(terms) != 1:
            return self._words("body", text)
        return tantivy.Query.regex_query(self.schema, "body", re.escape(terms[0]) + ".*")

    def _near(self, words: tuple[str, ...], distance: int) -> tantivy.Query:
        terms = [term for word in words for term in self.analyser.analyze(word)]
        orders = [
            (_should, tantivy.Query.phrase_query(self.schema, "body", list(order), slop=distance))
            for order in dict.fromkeys(itertools.permutations(terms))
        ]
        return tantivy.Query.boolean_query(orders) if len(terms) > 1 else self._words("body", " ".join(words))

    def _field(self, field: search.Field) -> tantivy.Query:
        match field.name:
            case "from" | "to" | "date":
                return self._days(field)
            case "speaker":
                return self._person("person", "speaker", field.value)
            case "mentions":
                return self._mentions(field.value)
            case "party":
                return self._words("party", field.value)
            case "department":
                return self._fact("department", departments.slug_of(field.value))
            case "chamber":
                return self._chamber(field.value)
            case "kind":
                return self._fact("kind", _KINDS.get(normal(field.value), normal(field.value)))
            case "in":
                return self._in(field.value)

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, field, value)

    def _fact(self, name: str, value: str) -> tantivy.Query:
        return self._term("facts", indexing.fact(name, value))

    def _days(self, field: search.Field) -> tantivy.Query:
        first = None if field.name == "to" else earliest(field.value).toordinal()
        last = None if field.name == "from" else latest(field.value).toordinal()
        return tantivy.Query.range_query(
            self.schema, "day", tantivy.FieldType.Unsigned, lower_bound=first, upper_bound=last
        )

    def _person(self, ids: str, names: str, value: str) -> tantivy.Query:
        """By the id of a person, by any name the roll knows them by, or by the name as printed.

        "may" is May and no Mayhew; "may*" is both, and so is "mayh", as nobody here is called that.
        """
        if "/" in value:
            return self._fact(ids, value)
        words = self.analyser.analyze(value)
        if not words:
            return tantivy.Query.empty_query()
        printed = tantivy.Query.boolean_query([(_must, self._term(names, word)) for word in words])
        terms = [] if value.endswith("*") else self._persons(ids, value, whole=True)
        if not terms and (value.endswith("*") or not all(self.stands(names, word) for word in words)):
            terms = self._persons(ids, value.rstrip("*"), whole=False)[:MOST_PERSONS]
        if not terms:
            return printed
        known = tantivy.Query.term_set_query(self.schema, "facts", terms)
        return tantivy.Query.boolean_query([(_should, printed), (_should, known)])

    def _mentions(self, value: str) -> tantivy.Query:
        """Who is spoken of, as the index has it and as people decided since."""
        found = self._person("mentions", "mentioned", value)
        asked = (
            {value} if "/" in value else set(self.people_named(value.rstrip("*"), not value.endswith("*")))
        )
        decided = [self.otherwise[person] for person in sorted(asked & self.otherwise.keys())]
        more = {key for one in decided for key in one.of_them}
        less = {key for one in decided for key in one.not_of_them} - more
        for occur, keys in ((_should, more), (_not, less)):
            clauses = [(occur, tantivy.Query.term_query(self.schema, "key", key)) for key in sorted(keys)]
            if clauses:
                first = _should if occur == _should else _must
                found = tantivy.Query.boolean_query([(first, found), *clauses])
        return found

    def _persons(self, ids: str, name: str, *, whole: bool) -> list[str]:
        """The facts that say it is one of those of a name who stand here."""
        facts = (indexing.fact(ids, person) for person in self.people_named(name, whole))
        return [fact for fact in facts if self.stands("facts", fact)]

    def _chamber(self, value: str) -> tantivy.Query:
        wanted = departments.slug(value).removeprefix("house-of-").removeprefix("the-")
        return self._fact("chamber", _CHAMBERS.get(wanted, wanted))

    def _in(self, value: str) -> tantivy.Query:
        """Inside a debate or sitting by its id, or under headings that hold these words."""
        if "/" in value:
            return self._fact("in", value)
        words = self.analyser.analyze(value)
        if not words:
            return tantivy.Query.empty_query()
        return tantivy.Query.boolean_query([(_must, self._term("title", word)) for word in words])


_KINDS = {
    "answer": "reply",
    "answers": "reply",
    "replies": "reply",
    "questions": "question",
    "speeches": "speech",
    "debates": "debate",
    "written answers": "written",
    "statements": "statement",
    "committees": "committee",
    "bill committee": "committee",
    "westminster hall": "westminhall",
}
_CHAMBERS = {
    "committee": "public-bill-committee",
    "committees": "public-bill-committee",
    "westminhall": "westminster-hall",
    "scotland": "scottish-parliament",
    "northern-ireland": "northern-ireland-assembly",
    "wales": "senedd",
}

_TOKEN = re.compile(r"[^\W_]+")


@functools.lru_cache(maxsize=100_000)
def _level(word: str) -> str:
    return normal(word)


class Finder:
    """Finds the words of a query in a text."""

    def __init__(self, tree: search.Node) -> None:
        self.words: set[str] = set()
        self.prefixes: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        for term in search.terms(tree):
            match term:
                case search.Prefix(text):
                    self.prefixes.append(text)
                case search.Word(text):
                    self._add(tuple(_TOKEN.findall(text)))
                case search.Phrase(words):
                    self._add(tuple(_TOKEN.findall(" ".join(words))))

        self.pattern = self._pattern()

    def _add(self, words: tuple[str, ...]) -> None:
        if len(words) == 1:
            self.words.add(words[0])
        elif words:
            self.phrases.append(words)

    def _pattern(self) -> re.Pattern[str] | None:
        """Everything asked for as one expression: phrases first, then words, then beginnings."""
        asked = [r"[\W_]+".join(map(re.escape, phrase)) for phrase in self.phrases]
        asked += [re.escape(word) for word in sorted(self.words)]
        asked += [re.escape(prefix) + r"[^\W_]*" for prefix in self.prefixes]
        if not asked:
            return None
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(f'({a})' for a in asked)})(?![^\W_])", re.IGNORECASE)

    def matches(self, text: str) -> list[tuple[int, int, str]]:
        """Where the query's words stand: half-open ranges with what of the query each is."""
        if self.pattern is None:
            return []
        quick = [(m.start(), m.end(), str(m.lastindex)) for m in self.pattern.finditer(text)]
        return quick if quick or text.isascii() else self._levelled(text)

    def _levelled(self, text: str) -> list[tuple[int, int, str]]:
        """The same word by word, for words that are written with accents."""
        tokens = [(m.start(), m.end(), _level(m.group())) for m in _TOKEN.finditer(text)]
        found: list[tuple[int, int, str]] = []
        for place, (start, end, word) in enumerate(tokens):
            if word in self.words:
                found.append((start, end, word))
            elif prefix := next((p for p in self.prefixes if word.startswith(p)), ""):
                found.append((start, end, prefix))
            for phrase in self.phrases:
                if word == phrase[0]:
                    last = place + len(phrase)
                    if tuple(t[2] for t in tokens[place:last]) == phrase:
                        found.append((start, tokens[last - 1][1], " ".join(phrase)))
        return found

    def snippet(self, contribution: Contribution, *, characters: int = SNIPPET_CHARACTERS) -> Snippet:
        """The stretch of one paragraph that holds most of what was asked for."""
        best: tuple[int, int, int, list[tuple[int, int, str]]] | None = None
        for number, paragraph in enumerate(contribution.paragraphs):
            found = self.matches(paragraph.text)
            for place, (start, _, _) in enumerate(found):
                window = [f for f in found[place:] if f[1] <= start + characters]
                worth = len({f[2] for f in window}) * 100 + min(len(window), 50)
                if best is None or worth > best[0]:
                    best = (worth, number, start, window)
        if best is None:
            return _cut(contribution, 0, 0, [], characters)
        return _cut(contribution, best[1], best[2], best[3], characters)


def _cut(
    contribution: Contribution, number: int, first: int, found: list[tuple[int, int, str]], characters: int
) -> Snippet:
    if not contribution.paragraphs:
        return Snippet("", 0, "", 0)
    paragraph = contribution.paragraphs[number]
    text = paragraph.text
    last = max((f[1] for f in found), default=first)
    start = max(0, min(first - (characters - (last - first)) // 2, len(text) - characters))
    end = min(len(text), max(start + characters, last))
    if start > 0:
        start = min(text.find(" ", start) + 1 or start, first)
    if end < len(text):
        end = max(text.rfind(" ", start, end), last)
    ranges = sorted({(a - start, b - start) for a, b, _ in found if a >= start and b <= end})
    return Snippet(text[start:end], number, paragraph.pid, start, tuple(ranges), start > 0, end < len(text))
