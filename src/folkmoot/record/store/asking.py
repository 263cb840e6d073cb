"""What the record answers: values, never rows."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tantivy

from folkmoot import search
from folkmoot.errors import NotFound, StoreBusy
from folkmoot.record import questions
from folkmoot.record.debates import Contribution, Debate, Division
from folkmoot.record.departments import Department
from folkmoot.record.people import Person, Roll
from folkmoot.record.store import index as indexing
from folkmoot.record.store import people as people_rows
from folkmoot.record.store import rows, schema
from folkmoot.record.store.searching import Compiler, Finder, Found, Hit, Searched
from folkmoot.record.store.writing import Writer

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class SittingSummary:
    """A sitting without its words."""

    id: str
    date: dt.date
    chamber: str
    kind: str
    revision: str
    title: str
    source: str
    debates: int
    contributions: int
    divisions: int


@dataclass(frozen=True, slots=True)
class DepartmentDebate:
    """A debate under a department, and why it is there."""

    debate: Debate
    department: Department
    reason: str


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department with how many debates it has here and when."""

    slug: str
    name: str
    debates: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class DebatePage:
    """A debate whole: the headings above and below it, its neighbours, what was said, in order."""

    debate: Debate
    sitting: SittingSummary
    above: tuple[Debate, ...]
    below: tuple[Debate, ...]
    previous: Debate | None
    next: Debate | None
    contributions: tuple[Contribution, ...]
    divisions: tuple[Division, ...]
    departments: tuple[DepartmentDebate, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Contributions that answer each other, and why they are taken to. No `answered`: none found here."""

    kind: str
    asked: tuple[Contribution, ...]
    answered: tuple[Contribution, ...]
    reason: str


class Store:
    """The record in one folder. Open it with `Store.open`; one may be shared between threads."""

    def __init__(self, folder: Path, writer: Writer | None = None) -> None:
        self.folder = folder
        self.writer = writer
        self._here = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.RLock()
        self._index: tantivy.Index | None = None
        self._stand_in: tempfile.TemporaryDirectory[str] | None = None
        self._seen_generation = -1
        self._roll: tuple[str, Roll] | None = None

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path | str, *, write: bool = False) -> Iterator[Store]:
        """The store in a folder; with `write` it is made where there is none, and `writer` writes it.

        Raises NotFound where there is none to read, StoreBusy where another process is writing.
        """
        folder = Path(folder)
        if write:
            with Writer(folder) as writer:
                store = cls(folder, writer)
                try:
                    yield store
                finally:
                    store.close()
            return
        store = cls.opened(folder)
        try:
            yield store
        finally:
            store.close()

    @classmethod
    def opened(cls, folder: Path | str) -> Store:
        """The store in a folder, to read for as long as the process lives; close it with `close`."""
        folder = Path(folder)
        if not (folder / schema.DATABASE).is_file():
            raise NotFound(
                f"There is no record in {folder} yet; read one with 'folkmoot record read PATH'.", folder=str(folder)
            )
        store = cls(folder)
        store._finish_what_was_begun()
        return store

    def _finish_what_was_begun(self) -> None:
        """Where a reading was cut off and nobody is at it, bring the index up to the rows."""
        pending = self._one("SELECT EXISTS (SELECT 1 FROM sitting WHERE generation IS NULL)")[0]
        removed = self._one("SELECT EXISTS (SELECT 1 FROM removed)")[0]
        if not (pending or removed) or not os.access(self.folder, os.W_OK):
            return
        with contextlib.suppress(StoreBusy, OSError, sqlite3.OperationalError), Writer(self.folder):
            pass

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._here = threading.local()
        self._index = None
        if self._stand_in is not None:
            self._stand_in.cleanup()
            self._stand_in = None

    # Rows

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if connection is None:
            connection = schema.reading(self.folder)
            self._here.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    def _all(self, statement: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return self._db.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: object) -> tuple:  # type: ignore[type-arg]
        row: tuple | None = self._db.execute(statement, values).fetchone()  # type: ignore[type-arg]
        assert row is not None
        return row

    # Ids

    def _now(self, table: str, gid: str) -> int:
        """The key of what an id means now, redirects followed.

        Raises NotFound, saying what was searched and what to do.
        """
        wanted, seen = gid, set()
        while wanted not in seen:
            seen.add(wanted)
            row = self._db.execute(
                f"SELECT t.key FROM {table} t JOIN sitting s ON s.key = t.sitting "
                "WHERE t.id = ? ORDER BY s.date DESC, t.key DESC LIMIT 1",
                (wanted,),
            ).fetchone()
            if row is not None:
                return int(row[0])
            further = self._db.execute("SELECT new FROM redirect WHERE old = ?", (wanted,)).fetchone()
            if further is None:
                break
            wanted = further[0]
        raise self._not_found(table, gid)

    def _not_found(self, what: str, gid: str) -> NotFound:
        searched = self.searched()
        days = f", {searched.first} to {searched.last}" if searched.first else ""
        return NotFound(
            f"No {what} {gid!r} among {searched.sittings:,} sittings{days}; "
            "read the sitting it stands in with 'folkmoot record read PATH'.",
            id=gid,
            sittings=searched.sittings,
        )

    # Contributions and debates

    def contribution(self, gid: str) -> Contribution:
        """The contribution with this id, or the one it was redirected to. Raises NotFound."""
        return self._contributions("c.key = ?", self._now("contribution", gid))[0]

    def contributions(self, ids: Iterable[str]) -> tuple[Contribution, ...]:
        """The contributions with these ids, in the order asked; ids that lead nowhere are left out."""
        keys = []
        for gid in ids:
            with contextlib.suppress(NotFound):
                keys.append(self._now("contribution", gid))
        return self._by_keys(keys)

    def _by_keys(self, keys: Sequence[int]) -> tuple[Contribution, ...]:
        found = dict(self._with_keys(keys))
        return tuple(found[key] for key in keys if key in found)

    def _contributions(self, where: str, *values: object) -> tuple[Contribution, ...]:
        statement = f"SELECT {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} WHERE {where}"
        return tuple(map(rows.contribution_in, self._all(statement, *values)))

    def contributions_of(self, person_id: str, *, limit: int = 50, offset: int = 0) -> tuple[Contribution, ...]:
        """What a person said, newest day first, in order within the day."""
        person_id = self.roll().canonical(person_id)
        return self._contributions(
            "c.person_id = ? ORDER BY c.date DESC, c.sitting, c.seq LIMIT ? OFFSET ?", person_id, limit, offset
        )

    def contributions_in(self, sitting_id: str) -> tuple[Contribution, ...]:
        """Everything said at a sitting, in order; empty where there is no such sitting."""
        return self._contributions("c.sitting = (SELECT key FROM sitting WHERE id = ?) ORDER BY c.seq", sitting_id)

    def count_of(self, person_id: str) -> int:
        """How many contributions of a person are here."""
        person_id = self.roll().canonical(person_id)
        return int(self._one("SELECT count(*) FROM contribution WHERE person_id = ?", person_id)[0])

    def debate(self, gid: str) -> DebatePage:
        """A debate whole. Raises NotFound."""
        key = self._now("debate", gid)
        debate, sitting = self._debate_and_sitting(key)
        neighbours = self._debates("d.sitting = ? ORDER BY d.position", sitting)
        place = next(n for n, d in enumerate(neighbours) if d.id == debate.id)
        return DebatePage(
            debate=debate,
            sitting=self._sittings("s.key = ?", sitting)[0],
            above=_above(debate, neighbours),
            below=tuple(d for d in neighbours if d.parent_id == debate.id),
            previous=neighbours[place - 1] if place else None,
            next=neighbours[place + 1] if place + 1 < len(neighbours) else None,
            contributions=self._contributions("c.debate = ? ORDER BY c.seq", key),
            divisions=self._divisions("v.debate = ? ORDER BY v.seq", key),
            departments=self._placed("p.debate = ?", key),
        )

    def _debate_and_sitting(self, key: int) -> tuple[Debate, int]:
        sitting, *row = self._one(
            f"SELECT d.sitting, {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE d.key = ?",
            key,
        )
        return rows.debate_in(tuple(row)), sitting

    def _debates(self, where: str, *values: object) -> tuple[Debate, ...]:
        statement = f"SELECT {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE {where}"
        return tuple(map(rows.debate_in, self._all(statement, *values)))

    def debates(
        self, *, day: dt.date | None = None, sitting: str = "", limit: int = 1_000, offset: int = 0
    ) -> tuple[Debate, ...]:
        """The debates of a day or a sitting, in order; of neither, of everything, newest day first."""
        where, values = "1", []
        if day is not None:
            where, values = where + " AND s.date = ?", [*values, day.isoformat()]
        if sitting:
            where, values = where + " AND s.id = ?", [*values, sitting]
        order = "s.date DESC, s.chamber, s.id, d.position"
        return self._debates(f"{where} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset)

    # Sittings and divisions

    def sittings(self, *, day: dt.date | None = None) -> tuple[SittingSummary, ...]:
        """Every sitting, newest first, or those of one day."""
        if day is None:
            return self._sittings("1 ORDER BY s.date DESC, s.chamber, s.id")
        return self._sittings("s.date = ? ORDER BY s.chamber, s.id", day.isoformat())

    def _sittings(self, where: str, *values: object) -> tuple[SittingSummary, ...]:
        found = self._all(
            "SELECT s.id, s.date, s.chamber, s.kind, s.revision, s.title, s.source, "
            "(SELECT count(*) FROM debate d WHERE d.sitting = s.key), "
            "(SELECT count(*) FROM contribution c WHERE c.sitting = s.key AND c.kind <> 'procedural'), "
            "(SELECT count(*) FROM division v WHERE v.sitting = s.key) "
            f"FROM sitting s WHERE {where}",
            *values,
        )
        return tuple(
            SittingSummary(gid, dt.date.fromisoformat(day), *rest) for gid, day, *rest in found
        )

    def days(self) -> tuple[dt.date, ...]:
        """Every day that has a sitting here, newest first."""
        return tuple(
            dt.date.fromisoformat(day) for (day,) in self._all("SELECT DISTINCT date FROM sitting ORDER BY date DESC")
        )

    def division(self, gid: str) -> Division:
        """A division with everybody's vote. Raises NotFound."""
        return self._divisions("v.key = ?", self._now("division", gid))[0]

    def _divisions(self, where: str, *values: object) -> tuple[Division, ...]:
        found = self._all(f"SELECT {rows.DIVISION} FROM {rows.DIVISION_FROM} WHERE {where}", *values)
        return tuple(rows.division_in(tuple(row), rows.votes_of(self._db, key)) for key, *row in found)

    # People

    def roll(self) -> Roll:
        """Everybody on the record, by day. Made once, and again when people were read anew."""
        stamp = people_rows.stamp(self._db)
        with self._guard:
            if self._roll is None or self._roll[0] != stamp:
                self._roll = (stamp, people_rows.roll(self._db))
            return self._roll[1]

    def person(self, gid: str) -> Person:
        """The person with this id, or whom they were found to be. Raises NotFound."""
        return self.roll().person(gid)

    def people(self, name: str = "", *, limit: int = 100, offset: int = 0) -> tuple[Person, ...]:
        """Everybody whose name holds these words, each as the beginning of one; without words, who spoke."""
        if name:
            return self.roll().named(name)[offset : offset + limit]
        roll = self.roll()
        spoke = {p for (p,) in self._all("SELECT DISTINCT person_id FROM contribution WHERE person_id <> ''")}
        found = sorted((roll.persons[p] for p in spoke if p in roll.persons), key=lambda p: p.name())
        return tuple(found[offset : offset + limit])

    # Departments

    def departments(self) -> tuple[DepartmentSummary, ...]:
        """Every department that has debates here, by name."""
        found = self._all(
            "SELECT p.department, min(p.name), count(*), min(s.date), max(s.date) FROM debate_department p "
            "JOIN debate d ON d.key = p.debate JOIN sitting s ON s.key = d.sitting "
            "GROUP BY p.department ORDER BY min(p.name)"
        )
        return tuple(
            DepartmentSummary(slug, name, debates, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            for slug, name, debates, first, last in found
        )

    def debates_of_department(
        self, slug: str, person_id: str | None = None, *, limit: int = 1_000, offset: int = 0
    ) -> tuple[DepartmentDebate, ...]:
        """The debates under a department, newest first; with a person, those in which they spoke."""
        where, values = "p.department = ?", [slug]
        if person_id is not None:
            where += " AND EXISTS (SELECT 1 FROM contribution c WHERE c.debate = d.key AND c.person_id = ?)"
            values.append(self.roll().canonical(person_id))
        return self._placed(f"{where} ORDER BY s.date DESC, s.id, d.position LIMIT ? OFFSET ?", *values, limit, offset)

    def departments_of(self, person_id: str) -> tuple[DepartmentSummary, ...]:
        """The departments in whose debates a person spoke, most debates first."""
        found = self._all(
            "SELECT p.department, min(p.name), count(DISTINCT d.key), min(s.date), max(s.date) "
            "FROM contribution c JOIN debate d ON d.key = c.debate JOIN debate_department p ON p.debate = d.key "
            "JOIN sitting s ON s.key = d.sitting WHERE c.person_id = ? "
            "GROUP BY p.department ORDER BY count(DISTINCT d.key) DESC, min(p.name)",
            self.roll().canonical(person_id),
        )
        return tuple(
            DepartmentSummary(slug, name, debates, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
            for slug, name, debates, first, last in found
        )

    def _placed(self, where: str, *values: object) -> tuple[DepartmentDebate, ...]:
        found = self._all(
            f"SELECT p.department, p.name, p.reason, {rows.DEBATE} FROM debate_department p "
            f"JOIN debate d ON d.key = p.debate JOIN sitting s ON s.key = d.sitting WHERE {where}",
            *values,
        )
        return tuple(
            DepartmentDebate(rows.debate_in(tuple(row)), Department(slug, name), reason)
            for slug, name, reason, *row in found
        )

    # Exchanges

    def exchange(self, gid: str) -> Exchange | None:
        """The exchange a contribution belongs to, or nothing where it stands alone. Raises NotFound."""
        contribution = self.contribution(gid)
        around = self._contributions(
            "c.debate = (SELECT debate FROM contribution WHERE key = ?) ORDER BY c.seq",
            self._now("contribution", contribution.id),
        )
        by_id = {c.id: c for c in around}
        for pair in questions.pair(around):
            if contribution.id in pair.ids:
                return Exchange(
                    pair.kind,
                    tuple(by_id[i] for i in pair.asked),
                    tuple(by_id[i] for i in pair.answered),
                    pair.reason,
                )
        return None

    # Search

    def _searcher(self) -> tantivy.Searcher:
        """A searcher of the newest committed index."""
        generation = self._generation()
        with self._guard:
            if self._index is None:
                self._index, self._stand_in = indexing.open_to_read(self.folder)
                self._seen_generation = generation
                self._index.reload()
            elif generation != self._seen_generation:
                self._index.reload()
                self._seen_generation = generation
            return self._index.searcher()

    def _generation(self) -> int:
        row = self._db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        return int(row[0]) if row else 0

    def search(
        self,
        query: str | search.Node,
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
        assert self._index is not None
        compiler = Compiler(self._index, lambda name: (p.id for p in self.roll().named(name)))
        removed = [key for (key,) in self._all("SELECT sitting FROM removed")]
        compiled = compiler.without_sittings(compiler.query(tree), removed)
        by = "order" if order == "newest" else None
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True, order_by_field=by)
        hits = result.hits[:limit]
        keys = searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
        contributions = dict(self._with_keys([int(key) for key in keys]))
        finder = Finder(tree)
        made = [
            Hit(contribution, 0.0 if by else float(score), finder.snippet(contribution))
            for (score, _), key in zip(hits, keys, strict=True)
            if (contribution := contributions.get(int(key))) is not None
        ]
        return Found(int(result.count), tuple(made), self.searched())

    def _with_keys(self, keys: Sequence[int]) -> Iterator[tuple[int, Contribution]]:
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            for key, *row in self._all(
                f"SELECT c.key, {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} "
                f"WHERE c.key IN ({','.join('?' * len(some))})",
                *some,
            ):
                yield key, rows.contribution_in(tuple(row))

    def ranked(self, weights: Mapping[str, float], *, limit: int = 50) -> list[tuple[str, float]]:
        """The contributions in which weighted stems weigh most: (id, score), best first.

        weights: a weight above 0 a stem, as `folkmoot.text.stem` makes them. Procedural notes are left out.
        """
        searcher = self._searcher()
        assert self._index is not None
        layout = self._index.schema
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(layout, "stemmed", stem), weight))
            for stem, weight in weights.items()
            if weight > 0
        ]
        if not wanted:
            return []
        spoken = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.boolean_query(wanted)),
                (tantivy.Occur.MustNot, tantivy.Query.term_query(layout, "kind", "procedural")),
            ]
        )
        hits = searcher.search(spoken, limit=limit, count=False).hits
        keys = [int(k) for k in searcher.fast_field_values("key", [address for _, address in hits])] if hits else []
        ids = self._ids(keys)
        return [(ids[key], float(score)) for (score, _), key in zip(hits, keys, strict=True) if key in ids]

    def _ids(self, keys: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for start in range(0, len(keys), _CHUNK):
            some = keys[start : start + _CHUNK]
            marks = ",".join("?" * len(some))
            found.update(self._all(f"SELECT key, id FROM contribution WHERE key IN ({marks})", *some))
        return found

    def frequency(self, stem: str) -> int:
        """In how many contributions a stem stands."""
        return int(self._searcher().doc_freq("stemmed", stem))

    def size(self) -> int:
        """How many contributions the index holds, procedural notes included."""
        return int(self._searcher().num_docs)

    # Totals

    def searched(self) -> Searched:
        """What there is to search: first and last day, chambers, how much."""
        first, last, sittings = self._one("SELECT min(date), max(date), count(*) FROM sitting")
        chambers = tuple(c for (c,) in self._all("SELECT DISTINCT chamber FROM sitting ORDER BY chamber"))
        contributions = self._one("SELECT count(*) FROM contribution")[0] if sittings else 0
        return Searched(
            dt.date.fromisoformat(first) if first else None,
            dt.date.fromisoformat(last) if last else None,
            chambers,
            sittings,
            contributions,
        )

    def stats(self) -> dict[str, object]:
        """The totals, under the names that `record read` uses."""
        kinds = dict(self._all("SELECT kind, count(*) FROM contribution GROUP BY kind"))
        roles = dict(self._all("SELECT role, count(*) FROM file GROUP BY role"))
        searched = self.searched()
        return {
            "files": sum(roles.values()),
            "superseded": roles.get("superseded", 0),
            "sittings": searched.sittings,
            "contributions": sum(n for kind, n in kinds.items() if kind != "procedural"),
            "questions": kinds.get("question", 0),
            "answers": kinds.get("reply", 0),
            "divisions": self._one("SELECT count(*) FROM division WHERE counted")[0],
            "votes": self._one("SELECT count(*) FROM vote")[0],
            "people": self._one("SELECT count(*) FROM person")[0],
            "memberships": self._one("SELECT count(*) FROM membership")[0],
            "offices": self._one("SELECT count(*) FROM office")[0],
            "redirects": self._one("SELECT count(*) FROM redirect")[0],
            "first": searched.first,
            "last": searched.last,
            "chambers": list(searched.chambers),
        }


def _above(debate: Debate, neighbours: tuple[Debate, ...]) -> tuple[Debate, ...]:
    """The headings over a debate, from the top down."""
    by_id = {d.id: d for d in neighbours}
    above: list[Debate] = []
    while (parent := by_id.get(debate.parent_id)) is not None and parent not in above:
        above.insert(0, parent)
        debate = parent
    return tuple(above)
