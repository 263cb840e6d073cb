"""Putting what was read into the store: one transaction a sitting, the index after.

Whatever moment this is killed at, opening again finds whole sittings and adds to the index the
ones it lacks.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import functools
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from folkmoot.errors import StoreBusy
from folkmoot.record import departments
from folkmoot.record.debates import Contribution, Division, DivisionVote, Mention, Redirect, Sitting
from folkmoot.record.people import People, Roll
from folkmoot.record.store import index as indexing
from folkmoot.record.store import people as people_rows
from folkmoot.record.store import rows, schema

LOCK = "lock"


class Lock:
    """The right to write one folder; it ends with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file: IO[str] = (folder / LOCK).open("a")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.file.close()
            raise StoreBusy(
                f"Another process is writing {folder}; wait for it to end, then try again.", folder=str(folder)
            ) from error

    def release(self) -> None:
        self.file.close()


def revision_order(revision: str) -> tuple[int, str]:
    """Revision letters in the order they are given out: a … z, aa …"""
    return len(revision), revision


class Writer:
    """One writing of the store. Use it as a context; leaving it commits the index."""

    def __init__(self, folder: Path, *, index_every: int = indexing.COMMIT_CHARACTERS) -> None:
        self.folder = folder
        self.lock = Lock(folder)
        try:
            self.db = schema.writing(folder)
            self.index = indexing.open_to_write(folder)
            self.index_writer = self.index.writer(heap_size=indexing.HEAP_BYTES, num_threads=1)
        except BaseException:
            self.lock.release()
            raise
        self.index_every = index_every
        self.characters = 0
        self.waiting = False
        self.roll, self.stamp = people_rows.roll(self.db), people_rows.stamp(self.db)
        self._catch_up()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if kind is None:
                self.commit_index()
                self.index_writer.wait_merging_threads()
                self.db.execute("PRAGMA optimize")
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.db.close()
            self.lock.release()

    # What was there before

    def _catch_up(self) -> None:
        """Bring what an earlier writing left undone to where it should be."""
        self._refresh_roll()
        removed = [key for (key,) in self.db.execute("SELECT sitting FROM removed")]
        indexing.remove(self.index_writer, removed)
        self.waiting = bool(removed)
        pending = [k for (k,) in self.db.execute("SELECT key FROM sitting WHERE generation IS NULL ORDER BY key")]
        for sitting in pending:
            self._index(sitting)
        if self.waiting:
            self.commit_index()

    def known(self, digest: str, name: str) -> tuple[str, str, str] | None:
        """What became of a file read before: its role, counts and unread items as JSON; None if unknown.

        A file whose sitting has since been replaced by another of the same revision is not known.
        """
        row = self.db.execute(
            "SELECT role, counts, unread, sitting_id, revision FROM file WHERE digest = ? AND name = ?",
            (digest, name),
        ).fetchone()
        if row is None:
            return None
        role, counts, unread, sitting_id, revision = row
        if role == "counted" and not self._still_there(sitting_id, revision, digest):
            return None
        if role == "people" and not self._still_on_roll(sitting_id, digest):
            return None
        return role, counts, unread

    def _still_there(self, sitting_id: str, revision: str, digest: str) -> bool:
        row = self.db.execute("SELECT revision, digest FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
        if row is None:
            return False
        return row[1] == digest or revision_order(row[0]) > revision_order(revision)

    def _still_on_roll(self, source: str, digest: str) -> bool:
        row = self.db.execute("SELECT digest FROM people_file WHERE source = ?", (source,)).fetchone()
        return row is not None and row[0] == digest

    def holds_newer(self, sitting_id: str, revision: str) -> bool:
        """Whether the store has a later revision of this sitting."""
        row = self.db.execute("SELECT revision FROM sitting WHERE id = ?", (sitting_id,)).fetchone()
        return row is not None and revision_order(row[0]) > revision_order(revision)

    # Files

    def note_file(
        self, digest: str, name: str, role: str, *, of: str = "", revision: str = "", counts: str, unread: str
    ) -> None:
        """Remember what became of a file, within the open transaction or in one of its own."""
        self.db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)",
            (digest, name, role, of, revision, counts, unread),
        )

    # People

    def write_people(self, people: People, digest: str, name: str, *, counts: str, unread: str) -> None:
        """Put one source's people in place of what it said before."""
        with self.transaction():
            people_rows.write(self.db, people, digest)
            source = people_rows.source_of(people)
            self.note_file(digest, name, "people", of=source, counts=counts, unread=unread)

    def use_new_roll(self) -> None:
        """After people were written: who spoke, for which party and department, in what is already here."""
        stamp = people_rows.stamp(self.db)
        if stamp != self.stamp:
            self.roll, self.stamp = people_rows.roll(self.db), stamp
            self._refresh_roll()

    def _refresh_roll(self) -> None:
        stale = [
            key for (key,) in self.db.execute("SELECT key FROM sitting WHERE roll <> ? ORDER BY key", (self.stamp,))
        ]
        for sitting in stale:
            with self.transaction():
                changed = self._resolve_again(sitting)
                self.db.execute("UPDATE sitting SET roll = ? WHERE key = ?", (self.stamp, sitting))
                if changed:
                    self.db.execute("UPDATE sitting SET generation = NULL WHERE key = ?", (sitting,))
            if changed:
                self._index(sitting)

    def _resolve_again(self, sitting: int) -> bool:
        """Persons, parties and departments of a stored sitting by the roll of now. Whether any changed."""
        day = dt.date.fromisoformat(
            self.db.execute("SELECT date FROM sitting WHERE key = ?", (sitting,)).fetchone()[0]
        )
        changed = self._resolve_votes(sitting, day)
        found = self.db.execute(
            f"SELECT c.key, {rows.CONTRIBUTION} FROM {rows.CONTRIBUTION_FROM} WHERE c.sitting = ? ORDER BY c.seq",
            (sitting,),
        ).fetchall()
        contributions = []
        for key, *row in found:
            old = rows.contribution_in(tuple(row))
            new = self._resolved(old)
            contributions.append(new)
            if new != old:
                changed = True
                marks = rows.marks_out(new.mentions, new.references, new.dates)
                self.db.execute(
                    "UPDATE contribution SET person_id = ?, party = ?, marks = ? WHERE key = ?",
                    (new.person_id, new.party, marks, key),
                )
        return self._place_again(sitting, contributions) or changed

    def _resolve_votes(self, sitting: int, day: dt.date) -> bool:
        changed = False
        for division, position, person, member, party in self.db.execute(
            "SELECT v.division, v.position, v.person_id, v.member_id, v.party FROM vote v "
            "JOIN division d ON d.key = v.division WHERE d.sitting = ?",
            (sitting,),
        ).fetchall():
            new = self._who(person, member, day)
            if new != (person, party):
                changed = True
                self.db.execute(
                    "UPDATE vote SET person_id = ?, party = ? WHERE division = ? AND position = ?",
                    (*new, division, position),
                )
        return changed

    def _place_again(self, sitting: int, contributions: list[Contribution]) -> bool:
        keys: dict[str, int] = {}
        debates = []
        for key, *row in self.db.execute(
            f"SELECT d.key, {rows.DEBATE} FROM {rows.DEBATE_FROM} WHERE d.sitting = ?",
            (sitting,),
        ):
            debate = rows.debate_in(tuple(row))
            debates.append(debate)
            keys[debate.id] = key
        marks = ",".join("?" * len(keys))
        before = set(
            self.db.execute(f"SELECT * FROM debate_department WHERE debate IN ({marks})", list(keys.values()))
        )
        placed = departments.place(debates, contributions, self.roll)
        after = {(keys[p.debate_id], p.department.slug, p.department.name, p.reason) for p in placed}
        if before == after:
            return False
        self.db.executemany("DELETE FROM debate_department WHERE debate = ?", [(k,) for k in keys.values()])
        self.db.executemany("INSERT INTO debate_department VALUES (?, ?, ?, ?)", sorted(after))
        return True

    # Sittings

    def write_sitting(self, sitting: Sitting, digest: str, name: str, *, counts: str, unread: str) -> None:
        """Put a sitting in place of its earlier revision; of a superseded one, its redirects only."""
        superseded = sitting.superseded or self.holds_newer(sitting.id, sitting.revision)
        with self.transaction():
            self._write_redirects(sitting.redirects)
            role = "superseded" if superseded else "counted"
            self.note_file(
                digest, name, role, of=sitting.id, revision=sitting.revision, counts=counts, unread=unread
            )
            key = None if superseded else self._replace(sitting, digest)
        if key is not None:
            self._index(key)

    def _replace(self, sitting: Sitting, digest: str) -> int:
        row = self.db.execute("SELECT key FROM sitting WHERE id = ?", (sitting.id,)).fetchone()
        if row is not None:
            self._lead_on(row[0], sitting)
            self._remove(row[0])
        resolved = [self._resolved(contribution) for contribution in sitting.contributions]
        key = self._insert_sitting(sitting, digest)
        debates = self._insert_debates(key, sitting)
        self._insert_contributions(key, debates, resolved)
        self._insert_divisions(key, debates, sitting.divisions)
        placed = departments.place(sitting.debates, resolved, self.roll)
        self.db.executemany(
            "INSERT INTO debate_department VALUES (?, ?, ?, ?)",
            [(debates[p.debate_id], p.department.slug, p.department.name, p.reason) for p in placed],
        )
        return key

    def _lead_on(self, old: int, sitting: Sitting) -> None:
        """Where the new revision says nothing of an old id, lead it to the same words or the same place."""
        new_ids = {c.id for c in sitting.contributions} | {d.id for d in sitting.debates}
        by_text: dict[str, str] = {}
        for contribution in sitting.contributions:
            by_text.setdefault(contribution.text, contribution.id)
        by_title: dict[str, str] = {}
        for debate in sitting.debates:
            by_title.setdefault(debate.title, debate.id)
        told = {r.old for r in sitting.redirects}
        redirects = []
        for table, column, places in (("contribution", "text", by_text), ("debate", "title", by_title)):
            for gid, words in self.db.execute(f"SELECT id, {column} FROM {table} WHERE sitting = ?", (old,)):
                if gid not in new_ids and gid not in told and words in places and not self._leads(gid):
                    redirects.append(Redirect(gid, places[words], "same words"))
        self._write_redirects(redirects)

    def _leads(self, gid: str) -> bool:
        return self.db.execute("SELECT 1 FROM redirect WHERE old = ?", (gid,)).fetchone() is not None

    def _remove(self, key: int) -> None:
        self.db.execute(
            "DELETE FROM debate_department WHERE debate IN (SELECT key FROM debate WHERE sitting = ?)", (key,)
        )
        self.db.execute("DELETE FROM vote WHERE division IN (SELECT key FROM division WHERE sitting = ?)", (key,))
        for table in ("division", "contribution", "debate"):
            self.db.execute(f"DELETE FROM {table} WHERE sitting = ?", (key,))
        self.db.execute("DELETE FROM sitting WHERE key = ?", (key,))
        self.db.execute("INSERT INTO removed VALUES (?)", (key,))
        indexing.remove(self.index_writer, [key])
        self.waiting = True

    def _write_redirects(self, redirects: Iterable[Redirect]) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)",
            [(r.old, r.new, r.match) for r in redirects if r.old != r.new],
        )

    def _insert_sitting(self, s: Sitting, digest: str) -> int:
        cursor = self.db.execute(
            "INSERT INTO sitting (id, date, chamber, kind, revision, title, source, digest, roll) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (s.id, s.date.isoformat(), s.chamber, s.kind, s.revision, s.title, s.source, digest, self.stamp),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _insert_debates(self, key: int, sitting: Sitting) -> dict[str, int]:
        next_key = self._next_key("debate")
        keys = {}
        made = []
        for number, d in enumerate(sitting.debates, start=next_key):
            keys[d.id] = number
            made.append(
                (number, d.id, key, d.title, d.level, d.position, d.parent_id, d.parent_title, d.department)
                + (d.column, d.time, d.url)
            )
        self.db.executemany("INSERT INTO debate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", made)
        return keys

    def _next_key(self, table: str) -> int:
        row = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return (row[0] if row else 0) + 1

    def _insert_contributions(self, key: int, debates: dict[str, int], contributions: list[Contribution]) -> None:
        self.db.executemany(
            "INSERT INTO contribution VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (c.id, key, debates[c.debate_id], c.seq, c.kind, c.date.isoformat(), c.person_id, c.member_id)
                + (c.speaker_name, c.office, c.party, c.time, c.column, c.url, c.type, c.oral_number)
                + (c.question_number, c.text, rows.paragraphs_out(c.paragraphs))
                + (rows.marks_out(c.mentions, c.references, c.dates),)
                for c in contributions
            ],
        )

    def _insert_divisions(self, key: int, debates: dict[str, int], divisions: tuple[Division, ...]) -> None:
        for d in divisions:
            cursor = self.db.execute(
                "INSERT INTO division VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (d.id, key, debates[d.debate_id], d.seq, d.number, rows.counts_out(d.counts), d.counted)
                + (d.column, d.time, d.url),
            )
            self.db.executemany(
                "INSERT INTO vote VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [self._vote_row(cursor.lastrowid, n, vote, d.date) for n, vote in enumerate(d.votes)],
            )

    def _vote_row(self, division: int | None, position: int, vote: DivisionVote, day: dt.date) -> tuple[object, ...]:
        person, party = self._who(vote.person_id, vote.member_id, day)
        return (division, position, vote.vote, vote.name, vote.teller, person, vote.member_id, party)

    # Who

    def _resolved(self, contribution: Contribution) -> Contribution:
        """The contribution with its speaker, party and mentioned persons looked up on the roll."""
        person, party = self._who(contribution.person_id, contribution.member_id, contribution.date)
        mentions = contribution.mentions
        if mentions:
            mentions = tuple(self._mentioned(m) for m in mentions)
        if (person, party, mentions) == (contribution.person_id, contribution.party, contribution.mentions):
            return contribution
        return replace(contribution, person_id=person, party=party, mentions=mentions)

    def _mentioned(self, mention: Mention) -> Mention:
        person = self._person(mention.person_id, mention.member_id)
        return mention if person == mention.person_id else replace(mention, person_id=person)

    def _person(self, person_id: str, member_id: str) -> str:
        if member_id:
            return self.roll.person_of(member_id)
        return self.roll.canonical(person_id) if person_id else ""

    def _who(self, person_id: str, member_id: str, day: dt.date) -> tuple[str, str]:
        return _who(self.roll_box, person_id, member_id, day)

    @property
    def roll(self) -> Roll:
        return self.roll_box.roll

    @roll.setter
    def roll(self, roll: Roll) -> None:
        self.roll_box = _RollBox(roll)

    # The index

    def _index(self, sitting: int) -> None:
        self.characters += indexing.add_sitting(self.index_writer, self.db, sitting)
        self.waiting = True
        if self.characters >= self.index_every:
            self.commit_index()

    def commit_index(self) -> None:
        """Commit the index, then say in the database which generation holds what was added."""
        if not self.waiting:
            return
        self.index_writer.commit()
        with self.transaction():
            generation = generation_of(self.db) + 1
            self.db.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (str(generation),))
            self.db.execute("UPDATE sitting SET generation = ? WHERE generation IS NULL", (generation,))
            self.db.execute("DELETE FROM removed")
        self.characters = 0
        self.waiting = False

    def transaction(self) -> _Transaction:
        return _Transaction(self.db)


def generation_of(connection: sqlite3.Connection) -> int:
    """The newest commit of the index that the database knows of; 0 before the first."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    return int(row[0]) if row else 0


class _RollBox:
    """A roll that can be a key of a cache."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll


@functools.lru_cache(maxsize=50_000)
def _who(box: _RollBox, person_id: str, member_id: str, day: dt.date) -> tuple[str, str]:
    roll = box.roll
    if member_id:
        person = roll.person_of(member_id)
    else:
        person = roll.canonical(person_id) if person_id else ""
    return person, roll.party_on(person, day, member_id) if person else ""


class _Transaction:
    """All or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.connection.execute("COMMIT" if kind is None else "ROLLBACK")


def encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
