"""Putting what was read into the store: one transaction a sitting, the index after.

Whatever moment this is killed at, opening again finds whole sittings and adds to the index the
ones it lacks.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from folkmoot.errors import Refused, StoreBusy
from folkmoot.record.debates import Unread
from folkmoot.record.departments import Spoken
from folkmoot.record.people import People
from folkmoot.record.store import derived, rows, schema, sittings
from folkmoot.record.store import index as indexing
from folkmoot.record.store import people as people_rows
from folkmoot.record.store.flat import Flat
from folkmoot.record.store.resolving import Resolver
from folkmoot.record.store.stems import Stems

LOCK = "lock"


class Lock:
    """The right to write one folder; it ends with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.file: IO[str] = (folder / LOCK).open("a")
        except OSError as error:
            raise Refused(
                f"The record cannot be written in {folder} ({error.strerror}); "
                "give a folder that you may write.",
                folder=str(folder),
            ) from error
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.file.close()
            raise StoreBusy(
                f"Another process is writing {folder}; wait for it to end, then try again.",
                folder=str(folder),
            ) from error

    def release(self) -> None:
        self.file.close()


class Known:
    """What became of a file that was read before."""

    def __init__(self, role: str, counts: str, unread: str) -> None:
        self.role = role
        self.counts: dict[str, int] = json.loads(counts)
        self._unread: list[tuple[int, str]] = json.loads(unread)

    def unread(self, file: str) -> list[Unread]:
        return [Unread(file, line, reason) for line, reason in self._unread]


class Writer:
    """One writing of the store. Use it as a context; leaving it commits the index."""

    def __init__(self, folder: Path, *, index_every: int = indexing.COMMIT_CHARACTERS) -> None:
        self.folder = folder
        self.lock = Lock(folder)
        try:
            self.db = schema.writing(folder)
            self._open_index()
        except BaseException:
            self.lock.release()
            raise
        self.index_every = index_every
        self.characters = 0
        self.waiting = False
        self.stems = Stems()
        self.stamp = people_rows.stamp(self.db)
        self.resolver = Resolver(people_rows.roll(self.db))
        self._catch_up()

    def _open_index(self) -> None:
        """The index, made anew from the rows where it is lost or of another layout."""
        if not indexing.current(self.db) or not indexing.exists(self.folder):
            self._forget_index()
        try:
            self.index = indexing.open_to_write(self.folder)
        except ValueError:  # what the index says of files that are damaged or of another version of it
            self._forget_index()
            self.index = indexing.open_to_write(self.folder)
        self.index_writer = self.index.writer(heap_size=indexing.HEAP_BYTES, num_threads=1)

    def _forget_index(self) -> None:
        """Take the index away; every sitting waits to be put into a new one."""
        shutil.rmtree(self.folder / indexing.FOLDER, ignore_errors=True)
        with self.transaction():
            self.db.execute("UPDATE sitting SET generation = NULL")
            self.db.execute("DELETE FROM removed")
            self.db.execute("INSERT OR REPLACE INTO meta VALUES ('index', ?)", (str(indexing.LAYOUT),))

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

    def transaction(self) -> _Transaction:
        return _Transaction(self.db)

    # What was there before

    def _catch_up(self) -> None:
        """Bring what an earlier writing left undone to where it should be."""
        removed = [key for (key,) in self.db.execute("SELECT sitting FROM removed")]
        indexing.remove(self.index_writer, removed)
        self.waiting = bool(removed)
        self._refresh()
        for (key,) in self.db.execute(
            "SELECT key FROM sitting WHERE generation IS NULL ORDER BY key"
        ).fetchall():
            self._index(key)
        self.commit_index()

    def digests(self) -> frozenset[str]:
        """Of every file read before."""
        return frozenset(digest for (digest,) in self.db.execute("SELECT digest FROM file"))

    def known(self, digest: str, name: str) -> Known | None:
        """What became of a file read before; None if it is new.

        A file whose sitting has since been replaced by another of the same revision is new again.
        """
        row = self.db.execute(
            "SELECT role, counts, unread, of, revision FROM file WHERE digest = ? AND name = ?",
            (digest, name),
        ).fetchone()
        if row is None:
            return None
        role, counts, unread, of, revision = row
        if role == "counted" and not sittings.stands(self.db, of, revision, digest):
            return None
        if role == "people" and not people_rows.stands(self.db, of, digest):
            return None
        if not of and not self._parts_are_as_they_were(digest, name, role):
            return None
        return Known(role, counts, unread)

    def _parts_are_as_they_were(self, digest: str, name: str, role: str) -> bool:
        """Whether the sittings of a file that holds several still count, or still do not."""
        parts = self.db.execute(
            "SELECT of, revision FROM file WHERE digest = ? AND role = 'part' AND substr(name, 1, ?) = ?",
            (digest, len(name) + 1, f"{name}#"),
        ).fetchall()
        if all(self.holds_newer(of, revision) for of, revision in parts):
            return role == "superseded"
        return role == "whole" and all(
            sittings.stands(self.db, of, revision, digest) for of, revision in parts
        )

    def holds_newer(self, sitting_id: str, revision: str) -> bool:
        """Whether the store has a later revision of this sitting."""
        return sittings.holds_newer(self.db, sitting_id, revision)

    def _note_file(self, digest: str, name: str, role: str, *about: str) -> None:
        """Remember what became of a file: of what, which revision, its counts, what was not read."""
        self.db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", (digest, name, role, *about)
        )

    # People

    def write_people(self, people: People, digest: str, name: str, counts: dict[str, int]) -> None:
        """Put one source's people in place of what it said before."""
        unread = rows.encoded([(u.line, u.reason) for u in people.unread])
        with self.transaction():
            people_rows.write(self.db, people, digest)
            source = people_rows.source_of(people)
            self._note_file(digest, name, "people", source, "", rows.encoded(counts), unread)

    def use_new_roll(self) -> None:
        """After people were written: who spoke, for which party and department, in what is already here."""
        stamp = people_rows.stamp(self.db)
        if stamp != self.stamp:
            self.stamp = stamp
            self.resolver = Resolver(people_rows.roll(self.db))
            self._refresh()

    def _refresh(self) -> None:
        """Look everybody up again in sittings that were written by another roll."""
        stale = self.db.execute(
            "SELECT key FROM sitting WHERE roll <> ? ORDER BY key", (self.stamp,)
        ).fetchall()
        for (key,) in stale:
            with self.transaction():
                changed = sittings.resolve_again(self.db, key, self.resolver)
                self.db.execute("UPDATE sitting SET roll = ? WHERE key = ?", (self.stamp, key))
                if changed:
                    self.db.execute("UPDATE sitting SET generation = NULL WHERE key = ?", (key,))
            if changed:
                self._index(key)

    # Sittings

    def note_whole(
        self,
        digest: str,
        name: str,
        counts: dict[str, int],
        unread: list[tuple[int, str]],
        *,
        superseded: bool,
    ) -> None:
        """Remember a file whose parts have been written."""
        with self.transaction():
            role = "superseded" if superseded else "whole"
            self._note_file(digest, name, role, "", "", rows.encoded(counts), rows.encoded(unread))

    def write_sitting(self, flat: Flat, digest: str, name: str, *, part: bool = False) -> None:
        """Put a sitting in place of its earlier revision; of a superseded one, its redirects only.

        part: it is one of several in a file, which is noted when all of them are written.
        """
        counts, unread = rows.encoded(flat.counts()), rows.encoded(flat.unread)
        key = None
        with self.transaction():
            sittings.write_redirects(self.db, flat.redirects)
            role = "part" if part else "superseded" if flat.superseded else "counted"
            self._note_file(digest, name, role, flat.id, flat.revision, counts, unread)
            if not flat.superseded:
                replaced = sittings.take_out(self.db, flat)
                key = self._put_in(flat, digest)
                if replaced is not None:
                    indexing.remove(self.index_writer, [replaced])
        if key is not None:
            self._index(key)

    def _put_in(self, flat: Flat, digest: str) -> int:
        day = dt.date.fromisoformat(flat.date)
        key = sittings.insert_sitting(self.db, flat, digest, self.stamp)
        debates = sittings.insert_debates(self.db, key, flat.debates)
        spoken = sittings.insert_contributions(self.db, key, debates, flat, day, self.resolver)
        sittings.insert_divisions(self.db, key, debates, flat.divisions, day, self.resolver)
        self._place(flat, debates, spoken)
        return key

    def _place(self, flat: Flat, debates: dict[str, int], spoken: list[Spoken]) -> None:
        placed = self.resolver.place(flat.debates, spoken)
        self.db.executemany(
            "INSERT INTO debate_department VALUES (?, ?, ?, ?)",
            [(debates[p.debate_id], p.department.slug, p.department.name, p.reason) for p in placed],
        )

    # What is derived

    def underived(self, stamp: str) -> list[int]:
        """The keys of sittings that this version of the deriver has not seen by this roll."""
        derived.make(self.db)
        return derived.stale(self.db, stamp)

    def write_references(self, sitting: int, found: Iterable[derived.Row], stamp: str) -> bool:
        """Whom the words of a sitting mean. False where the sitting was replaced meanwhile."""
        with self.transaction():
            if self.db.execute("SELECT 1 FROM sitting WHERE key = ?", (sitting,)).fetchone() is None:
                return False
            derived.put(self.db, sitting, found, stamp)
            self.db.execute("UPDATE sitting SET generation = NULL WHERE key = ?", (sitting,))
        self._index(sitting)
        return True

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
        self.index.reload()
        with self.transaction():
            self.stems.write(self.index.searcher(), self.db)
            generation = generation_of(self.db) + 1
            self.db.execute("INSERT OR REPLACE INTO meta VALUES ('generation', ?)", (str(generation),))
            self.db.execute("UPDATE sitting SET generation = ? WHERE generation IS NULL", (generation,))
            self.db.execute("DELETE FROM removed")
        self.characters = 0
        self.waiting = False


def generation_of(connection: sqlite3.Connection) -> int:
    """The newest commit of the index that the database knows of; 0 before the first."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    return int(row[0]) if row else 0


class _Transaction:
    """All or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.connection.execute("COMMIT" if kind is None else "ROLLBACK")
